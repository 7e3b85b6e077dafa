"""A fold with the address of a table's rows, and the lines by which programs read it."""

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard import served
from dashboard.delivery import live_tables
from dashboard.page import markup
from dashboard.queries.data import LONG
from dashboard.words.itself import live as live_words


def fold(chosen: Mapping[str, Sequence[str]], form: str = LONG) -> None:
    """Show `html`, where there is such an address."""
    if said := html(chosen, form):
        st.html(said)


def html(chosen: Mapping[str, Sequence[str]], form: str = LONG) -> str:
    """`chosen` is filter → names in addresses. "" under plain `streamlit run`, which has none."""
    if not served.own_routes:
        return ""
    page = (st.context.url or "").partition("?")[0]
    address = live_tables.address(form, chosen, page)
    each = "".join(
        f"<p><strong>{program}</strong></p>{markup.to_copy(lines, f'the lines for {program}')}"
        for program, lines in live_words.snippets(address).items()
    )
    fold = markup.folded(live_words.COPY_AS, f"<p>{live_words.COPY_ABOUT}</p>{each}")
    return f'<div class="copy-as">{fold}</div>'


def of_measures(*ids: str, **chosen: Sequence[str]) -> dict[str, Sequence[str]]:
    """`chosen` of these measures, by what the database calls them."""
    return {"measures": [id_.replace("_", "-") for id_ in ids], **chosen}
