"""`data/raw/` → `data/figures/`: the only step that knows how a publisher lays out a file.

`files/` has a reader for each kind of file. Beside it is what all readers share, and what holds
their figures against others: earlier releases, other prints, and what may not be shown.
"""
