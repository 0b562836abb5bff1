"""Numbers as pictures: one description a chart (`charts`), two renderings (`svg`, `figure`)."""
