"""Floor 0: what things are called. Values only; nothing here reads, computes or prints."""
