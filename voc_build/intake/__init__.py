"""Reading the archive: hostile text in, checked records out."""
