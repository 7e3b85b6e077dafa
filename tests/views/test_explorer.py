"""The first page holds the explorer and the foot, whatever its address."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reading
from dashboard import served

VIEW = "views/explorer.py"


def mounted(page) -> dict:
    (found,) = [
        json.loads(element.proto.json)
        for element in page.get("bidi_component")
        if element.proto.component_name == "explorer"
    ]
    return found


def test_the_page_hands_the_browser_the_explorer_and_where_its_files_are(open_page):
    page = open_page(VIEW)
    data = mounted(page)
    assert data["element"].startswith('<council-explorer base="./explorer/')
    assert "103 of 152 councils" in data["element"]
    assert data["script"].endswith("/explorer.js")


def test_the_foot_says_where_to_turn_and_what_the_figures_are_not(open_page):
    text = reading.words_of(open_page(VIEW))
    for words in (
        "999",
        "0808 800 5000",
        "Low identification is not low prevalence",
        "Not itself an official statistic",
        "Open Government Licence",
        "Data version",
    ):
        assert words in text, words


def test_without_routes_of_ours_every_file_is_named_for_the_browser(open_page, monkeypatch):
    from dashboard.councils import explorer

    few = [explorer.SCRIPT, "start.json", "shapes.json", "measure/class-0.2.json"]
    monkeypatch.setattr(explorer, "names", lambda: few)
    page = open_page(VIEW)
    monkeypatch.setattr(served, "own_routes", False)
    monkeypatch.setattr(served, "address", lambda file: f"/media/{file.name}")
    page.run()
    data = mounted(page)
    assert set(data["addresses"]) == set(few) and data["script"].startswith("/media/")


@settings(max_examples=25)
@given(
    st.dictionaries(
        st.sampled_from(["year", "council", "threshold", "region", "class", "show", "measure"]),
        st.one_of(st.text(max_size=12), st.sampled_from(["2013", "nan", "-1", "1e9", "slough"])),
    )
)
@pytest.mark.parametrize("view", [VIEW])
def test_whatever_is_typed_in_the_address_gives_a_page(open_page, view, address):
    assert mounted(open_page(view, **address))["element"]
