"""What stands at the foot of every page: how to cite it, where to turn for help, its sources."""

from collections.abc import Sequence
from datetime import date
from html import escape
from urllib.parse import urlencode

import streamlit as st

from dashboard import queries, words
from dashboard.page import markup
from dashboard.page.around import help_and_caveat
from dashboard.queries import versions as versions_queries
from dashboard.words.itself import pages as page_words


def cite(title: str) -> None:
    """How to cite this page, and a link to it that stays pinned to this version of the data."""
    version = queries.build_facts()["data_version"]
    choices = {k: v for k, v in st.query_params.to_dict().items() if k != "data"}
    page = (st.context.url or "").partition("?")[0]
    address = page + ("?" + urlencode(choices) if choices else "")
    day = words.dated(date.today())
    pinned = page + "?" + urlencode({**choices, "data": version})
    bibtex = versions_queries.bibtex(title, address, date.today().isoformat())
    st.html(
        markup.folded(
            page_words.CITE,
            "<p><strong>Plain text</strong></p>"
            + markup.to_copy(
                versions_queries.citation(title, address, day), "the citation", address
            )
            + "<p><strong>BibTeX</strong></p>"
            + markup.to_copy(bibtex, "the citation as BibTeX", address)
            + f"<p><strong>Pinned link</strong>{words.PINNED}</p>"
            + markup.to_copy(pinned, "the pinned link", pinned, version),
        )
    )


def foot(sources: Sequence[str]) -> str:
    """Where to turn for help, what the figures are not, and where they are from."""
    listed = ""
    if sources:
        numbered = "".join(
            f'<li id="source-{number}">{escape(each)}</li>'
            for number, each in enumerate(versions_queries.sources_in_full(sources), 1)
        )
        listed = (
            f"<p><strong>Sources of this page</strong></p><ol>{numbered}</ol>"
            f"<p>{escape(versions_queries.licence_words(sources))}</p>"
        )
    return (
        f'<footer class="page-foot">{help_and_caveat.html()}{listed}'
        f"<p>{words.STATUS_LABEL} {escape(words.BOUNDARIES)}</p></footer>"
    )
