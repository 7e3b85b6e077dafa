"""Where to turn for help, and what the figures are not: at the foot of every page of both editions.

The fact a newcomer gets wrong: who needs these lines may not see the page whole. So they stand as
well where JavaScript, the server or a part of the page is missing (in delivery/opening).
"""

from html import escape

from dashboard import queries, words


def html() -> str:
    """A heading, the helplines, and the caveat of all figures."""
    lines = "".join(
        f"<li><strong>{escape(line.for_whom)}</strong>: {escape(line.name)}, "
        f'<a href="tel:{line.telephone.replace(" ", "")}">{escape(line.telephone)}</a></li>'
        for line in queries.support_lines().itertuples()
    )
    return (
        f'<h2>{words.TO_TALK}</h2><ul class="support">{lines}</ul>'
        f"<p><strong>{words.CAVEAT}</strong> {words.WHAT_THEY_SAY} {words.COMPARISON_CAVEAT}</p>"
    )
