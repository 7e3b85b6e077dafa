"""`data/raw/` → `data/figures/`: the only step that knows how a publisher lays out a file."""
