"""`voc fix`: repairs that need no judgement. What is written stays; only how it is written changes."""
