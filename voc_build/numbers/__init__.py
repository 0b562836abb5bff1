"""Floor 2: an archive's numbers, from tickets or as printed."""
