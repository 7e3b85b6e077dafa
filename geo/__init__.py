"""The map: where councils are, drawn three ways.

`simplify` makes the shapes from the ONS files, `hexes` computes the equal-area layout, `paths`
turns both into SVG for the database. Only `paths` runs in a build: the other two need running
again when the boundaries or the list of councils change, and their results are committed.
"""
