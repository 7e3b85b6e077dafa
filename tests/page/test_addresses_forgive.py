"""Every choice that an address can make, on every page: forgiven where it can be, else said.

What is listed here is what the pages read: a choice that is not listed fails the first test.
"""

import re
from pathlib import Path

import pytest

from dashboard import contents, queries
from dashboard.page.choices import controls, filters, names_in_addresses, set_addresses

NONSENSE = "nonsense"
# Page → name in its addresses → what else the address must say for the choice to be offered.
READ: dict[str, dict[str, dict[str, str]]] = {
    "council": {
        "council": {},
        "set": {},
        "councils": {},
        "year": {"council": "leeds"},
        "threshold": {"council": "leeds"},
    },
    "compare": {
        "year": {},
        "group": {},
        "councils": {},
        "council": {"group": "neighbours"},
        "region": {},
        "police": {},
        "london": {},
        "measure": {"councils": "slough,reading"},
        "order": {},
        "of-region": {},
    },
    "trends": {
        "council": {},
        "estimate": {},
        "wales": {},
        "layers": {},
        "factors": {},
        "events": {},
        "plans": {},
        "basis": {},
        "regions": {},
        "who": {},
        "year": {},
    },
    "prevalence": {"year": {}, "picture": {}, "estimate": {}, "wales": {}, "council": {}},
    "data": {
        "form": {},
        "years": {},
        "regions": {},
        "forces": {},
        "councils": {},
        "classes": {},
        "statuses": {},
        "measures": {},
        "levels": {"form": "long"},
        "columns": {},
        "part": {},
        "format": {},
        "briefing": {},
    },
    "reviews": {},
    "about": {},
}
EVERY = [(page, name) for page, names in READ.items() for name in names]
FILTERS = [name for name in READ["data"] if name in filters.SINGULAR and name != "columns"]
SINGULAR = [filters.SINGULAR[name] for name in FILTERS]


def told(page) -> list[str]:
    return [each.value for each in page.warning]


def test_every_page_is_in_the_list_but_the_map_whose_address_the_browser_reads():
    assert {page.path for page in contents.PAGES} - {""} == set(READ)


@pytest.mark.parametrize("view", READ)
def test_the_list_of_what_a_page_reads_is_whole(view, open_page, monkeypatch):
    seen = set()
    real = controls._take_from_address

    def noted(key, *rest):
        seen.add(key)
        return real(key, *rest)

    monkeypatch.setattr(controls, "_take_from_address", noted)
    for also in ({}, *READ[view].values(), {"set": "slough,reading"}):
        open_page(f"views/{view}.py", **also)
    for group in ("picked", "region", "police", "london"):
        open_page(f"views/{view}.py", group=group)
    assert seen - {"set"} == set(READ[view]) - {"set"}


@pytest.mark.parametrize(("view", "name"), EVERY)
def test_what_is_not_understood_is_said_in_one_line_with_what_is_shown(view, name, open_page):
    page = open_page(f"views/{view}.py", **READ[view][name], **{name: NONSENSE})
    (said,) = told(page)
    assert "\n" not in said and NONSENSE in said
    assert re.search(
        r"; you see [^ ].* instead\.$|; nothing is chosen instead\.$|; it is left out\.$"
        r"|is no council, partnership or police force we know\.$",
        said,
    ), said
    assert "nothing instead" not in said and "None" not in said


@pytest.mark.parametrize("view", READ)
def test_a_choice_that_a_page_does_not_have_is_said_and_what_a_sender_adds_is_not(view, open_page):
    page = open_page(f"views/{view}.py", table=NONSENSE, utm_source="post", fbclid="x", wales="all")
    of_table = [said for said in told(page) if "table" in said]
    assert len(of_table) == 1 and "“table=nonsense”" in of_table[0]
    assert not [said for said in told(page) if "utm" in said or "fbclid" in said]


@pytest.mark.parametrize("name", [*FILTERS, *SINGULAR])
def test_a_filter_that_names_nothing_shows_no_table(name, open_page):
    page = open_page("views/data.py", **{name: f"{NONSENSE},other"})
    text = " ".join(block.proto.body for block in page.get("html"))
    assert "Rows 1 to" not in text and "No table is shown" in page.info[0].value
    assert len(told(page)) == 1


@pytest.mark.parametrize(("name", "group"), [("region", "region"), ("police", "police")])
@pytest.mark.parametrize("said_which", [True, False])
def test_compare_shows_no_area_where_the_link_names_none(name, group, said_which, open_page):
    page = open_page(
        "views/compare.py", **{name: NONSENSE}, **({"group": group} if said_which else {})
    )
    text = " ".join(block.proto.body for block in page.get("html"))
    assert page.selectbox(key=name).value == "" and "Plans and assessments for" not in text
    page.selectbox(key=name).set_value({"police": "dorset", "region": "south-west"}[name]).run()
    text = " ".join(block.proto.body for block in page.get("html"))
    assert not page.exception and "Plans and assessments for" in text


FORGIVEN = [
    ("compare", "region", "South_West", "south-west"),
    ("compare", "region", "e12000009", "south-west"),
    ("compare", "police", "E23000035", "devon-and-cornwall"),
    ("compare", "police", "DEVON & CORNWALL", "devon-and-cornwall"),
    ("compare", "london", "E13000001", "inner-london"),
    ("compare", "of-region", "E12000009", "south-west"),
    ("compare", "councils", "E06000039,READING", ["slough", "reading"]),
    ("data", "regions", "E12000009,yorkshire_and_the_humber", None),
    ("data", "force", "E23000035", ["devon-and-cornwall"]),
    ("data", "council", "E06000039", ["slough"]),
    ("data", "measure", "Sexual_Plan_Rate", ["sexual-plan-rate"]),
    ("data", "form", "council_every_year", "wide"),
    ("data", "class", "VERY_LOW", ["very-low"]),
    ("trends", "council", "E06000039", "slough"),
    ("trends", "plans", "At_31_March", "at-31-march"),
    ("prevalence", "estimate", "CSA_Centre_Annual", "csa-centre-annual"),
]


@pytest.mark.parametrize(("view", "name", "text", "meant"), FORGIVEN)
def test_names_codes_case_and_punctuation_are_forgiven(view, name, text, meant, open_page):
    page = open_page(f"views/{view}.py", **{name: text})
    key = {"force": "forces", "council": "councils", "measure": "measures", "class": "classes"}
    found = page.session_state[key.get(name, name) if view == "data" else name]
    assert found == (meant or ["south-west", "yorkshire-and-the-humber"])
    assert told(page) == []


def test_of_more_than_there_is_room_for_the_first_are_shown_and_that_is_said(open_page):
    slugs = [slug for slug in queries.council_names() if slug][:25]
    page = open_page("views/council.py", councils=",".join(slugs))
    assert page.multiselect(key="councils").value == slugs[: set_addresses.MOST]
    (said,) = told(page)
    assert "names 25 choices" in said and said.endswith("you see the first 20.")


def test_a_set_is_found_by_its_forces_code(open_page):
    page = open_page("views/council.py", set="E23000029")
    assert page.title[0].value == "Thames Valley police area" and told(page) == []


def test_what_travels_is_what_the_links_take_along():
    script = Path(controls.__file__).parents[2] / "delivery" / "opening" / "travel.js"
    listed = re.search(r"const TRAVEL = \[(.*?)\]", script.read_text())
    assert listed and tuple(re.findall(r'"(\w+)"', listed[1])) == names_in_addresses.TRAVEL
