"""Network → `data/raw/`: the only step that needs a network."""
