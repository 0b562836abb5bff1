"""Numbers as pictures: one description a chart (`charts`), drawn as SVG (`svg`) and as a plotly figure (`figure`)."""
