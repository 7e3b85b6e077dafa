"""A share as a hundred dots, so many of them filled, in HTML.

The fact a newcomer gets wrong: a dot is one in each hundred of the share's base, not a child or a
review. The base and the share stand in words beside it, and in the picture's own label.
"""

from html import escape

DOTS = 100


def html(share: float, label: str) -> str:
    """A hundred dots, the first `share` (0 to 100) of them filled; `label` says what they show.

    A part of a dot is rounded to a whole one. Raises ValueError for a share beyond 0 to 100.
    """
    if not 0 <= share <= DOTS:
        raise ValueError(f"not a share of a hundred: {share}")
    filled = round(share)
    dots = "<i class=on></i>" * filled + "<i></i>" * (DOTS - filled)
    return f'<div class="hundred" role="img" aria-label="{escape(label)}">{dots}</div>'
