"""An area has one name in addresses, on every page, and the names it had before still open it."""

import re

import pytest

from dashboard import queries
from dashboard.page.choices import names_in_addresses, pickers

LEVELS = ("region", "police_force")
# Page → the key and the query that make it show its control of the level.
PLACES = {
    "region": [("compare", "region", {"group": "region"}), ("data", "regions", {})],
    "police_force": [("compare", "police", {"group": "police"}), ("data", "forces", {})],
}


def slow_slug(label: str) -> str:
    words = "".join(c if c.isalpha() else " " for c in label.lower().replace("'", "")).split()
    return "-".join(words)


LEVELS_OF = {"police_force": ("police_force", "label"), "region": ("region_name", "area_name")}


@pytest.mark.parametrize("level", LEVELS)
def test_every_area_of_the_database_has_one_name_in_addresses(level, serving):
    rows = queries.areas(level)
    column, called = LEVELS_OF[level]
    assert set(queries.councils()[column]) <= set(rows[called])
    assert rows["slug"].is_unique and len(rows) > 9
    for row in rows.itertuples():
        assert row.slug == slow_slug(row.label.replace("&", " and "))


def test_councils_are_named_by_the_same_rule(serving):
    for row in queries.councils().itertuples():
        assert re.sub(r"-to-\d{4}$", "", row.slug) == slow_slug(re.sub(r" \(to .*", "", row.label))


CODES = ("E08000035", "e08000035", "Leeds")


@pytest.mark.parametrize("text", CODES)
def test_a_council_is_found_by_its_code_wherever_it_is_named(open_page, text):
    assert open_page("views/council.py", council=text).title[0].value == "Leeds"
    near = open_page("views/compare.py", group="neighbours", council=text)
    assert "Leeds" in " ".join(block.proto.body for block in near.get("html"))
    for view, key in (("compare", "councils"), ("data", "councils")):
        page = open_page(f"views/{view}.py", group="picked", **{key: f"{text},slough"})
        assert page.session_state[key] == ["leeds", "slough"], view


def test_every_code_that_a_council_has_had_opens_its_page(serving):
    for row in queries.councils().itertuples():
        for code in queries.council_codes(row.series_code):
            assert pickers.council_named(code) == row.slug, code


# What each of the former rules made of the area's name.
BEFORE = {
    "London, City of": ["city-of-london", "london-city-of", "london,-city-of"],
    "Devon & Cornwall": ["devon-and-cornwall", "devon-&-cornwall", "Devon_and_Cornwall"],
    "Yorkshire and The Humber": ["yorkshire-and-the-humber", "Yorkshire and The Humber"],
    "Inner London": ["inner", "inner-london"],
    "London": ["all", "london"],
}


@pytest.mark.parametrize("name", BEFORE)
def test_an_address_of_before_still_means_the_area(name, serving):
    level = next(x for x in LEVELS if name in set(queries.areas(x)["area_name"]))
    labels, also = pickers.area_options(level)
    for text in BEFORE[name]:
        assert queries.area_name(level, names_in_addresses.meant(text, labels, also)) == name, text


def test_what_names_no_area_means_none(serving):
    labels, also = pickers.area_options("region")
    for text in ("", " ", "--", "atlantis", "north", "&"):
        assert names_in_addresses.meant(text, labels, also) is None, text


@pytest.mark.parametrize("level", LEVELS)
def test_every_page_opens_the_area_by_that_name(level, open_page):
    row = (
        queries.areas(level)
        .set_index("area_name")
        .loc["Devon & Cornwall" if level == "police_force" else "Yorkshire and The Humber"]
    )
    for page, key, query in PLACES[level]:
        opened = open_page(f"views/{page}.py", **query, **{key: row.slug})
        value = opened.session_state[key]
        assert value in (row.slug, [row.slug]), (page, value)
        assert not [w.value for w in opened.warning if "link" in w.value]


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("E08000017", "doncaster"),
        ("e08000016", "barnsley"),  # a code it no longer has
        ("E08000038", "barnsley"),
        ("Bristol, City of", "bristol"),
        ("ISLES_OF_SCILLY", "isles-of-scilly"),
        ("Cumbria", "cumbria"),
        ("E10000006", "cumbria"),
        ("  E08000039 ", "sheffield"),
        ("\te08000019\n", "sheffield"),
        (" nOrThUmBeRlAnD", "northumberland"),
        ("e06000048", "northumberland"),  # until 2013
        ("E06000057 ", "northumberland"),
        ("E08000020", "gateshead"),  # until 2013
        (" E08000037", "gateshead"),
        ("central  bedfordshire", "central-bedfordshire"),
        ("E06000055", "bedford"),
        ("Dorset", "dorset"),
        ("E10000009", "dorset-to-2019"),
        ("bournemouth,  christchurch AND poole", "bournemouth-christchurch-and-poole"),
        ("E06000028", "bournemouth"),
        ("Westmorland & Furness", "westmorland-and-furness"),
        (" E06000063", "cumberland"),
        ("west northamptonshire ", "west-northamptonshire"),
        ("E10000021", "northamptonshire"),
        ("E99999999", None),
        ("atlantis", None),
    ],
)
def test_a_council_is_found_by_name_and_by_any_code_it_has_had(text, slug, serving):
    found = names_in_addresses.meant(text, queries.council_names(), queries.council_other_names())
    assert found == slug


def test_no_other_name_of_a_council_takes_the_name_of_another(serving):
    names = queries.council_names()
    for other, slug in queries.council_other_names().items():
        assert slug in names
        assert names_in_addresses.meant(other, names, {other: slug}) in (slug, other)
        if other in names and other != slug:
            assert names_in_addresses.meant(other, names, queries.council_other_names()) == other


def test_a_code_opens_the_councils_page_and_its_set(open_page):
    opened = open_page("views/council.py", council="E08000017")
    assert opened.selectbox(key="council").value == "doncaster"
    opened = open_page("views/compare.py", group="picked", councils="E08000017,Bristol_City_of")
    assert opened.multiselect(key="councils").value == ["doncaster", "bristol"]
