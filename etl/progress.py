"""A bar for whoever waits at a terminal; in a pipe or a log nothing is drawn."""

from functools import partial

from tqdm import tqdm

# `disable=None` is tqdm's own "not where there is no terminal"; False would draw always.
bar = partial(tqdm, disable=None, leave=False)
