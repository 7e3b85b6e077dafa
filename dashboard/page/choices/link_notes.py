"""What was wrong with the link that a page was opened by, as its controls find it."""

from collections.abc import Sequence

import streamlit as st

from dashboard import words
from dashboard.page.choices import names_in_addresses
from dashboard.words.itself import links as link_words

NOTES = "notes about the link"


def begin() -> None:
    """Forget the last run's notes; each page calls it once, before its controls."""
    st.session_state[NOTES] = []


def notes() -> list[str]:
    """What was wrong with the link this page was opened by, in sentences."""
    return st.session_state.get(NOTES, [])


def note(sentence: str) -> None:
    """Add one."""
    st.session_state.setdefault(NOTES, []).append(sentence)


def not_read(read: Sequence[str]) -> None:
    """Note what the address names that a page which reads these makes nothing of."""
    for name in names_in_addresses.not_read(list(st.query_params), read):
        value = words.as_typed(st.query_params[name])
        note(link_words.NOT_READ.format(name=words.as_typed(name), value=value))
