"""Floor 5: MkDocs and Material, and nobody else knows them."""
