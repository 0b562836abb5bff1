"""Floor 4: what readers get, as values. Nothing here knows MkDocs, and nothing is written but by `write`."""
