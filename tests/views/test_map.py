"""The Map page says what the database says, of every measure, year and kind of council."""

import gzip
import json
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import reading
from dashboard import queries, words
from dashboard.councils import choropleth, council_map
from dashboard.queries import map as map_queries
from dashboard.takeaway import downloads
from dashboard.words import map as map_words
from etl import measures

MEASURES = map_words.MEASURES
VIEW = "views/map.py"
NAMES = [measure.address for measure in measures.load() if measure.count]


def quotations(page) -> list[str]:
    """The sentences to quote: unlike the citation they end with their source in brackets."""
    return [t for t in reading.to_copy(page) if words.CAVEAT in t and t.endswith(".)")]


def packed(figures: council_map.Figures) -> dict:
    return json.loads(gzip.decompress(figures.file.packed))


@pytest.mark.parametrize("name", NAMES)
def test_every_year_of_every_measure_has_each_council_of_that_year_once_and_in_its_entry(
    serving, name
):
    measure = MEASURES[name]
    content = packed(choropleth.measure_figures(measure))
    entries = [entry["id"] for entry in content["legend"]]
    assert len([e for e in entries if e.startswith("band")]) == 5
    years = map_queries.years(measure.id)
    assert years[-1] == (2025 if name in ("assessments", "exploitation") else 2024)
    for year in years:
        rows = map_queries.figures_in(measure.id, year)
        areas = content["years"][str(year)]
        assert set(areas) == set(rows["council_code"]) and len(rows) in (151, 152, 153)
        for row in rows.itertuples():
            place, words_shown = areas[row.council_code]
            if row.status in ("suppressed", "withheld"):
                assert entries[place] == "suppressed" and "hidden" in words_shown
            elif row.status != "published":
                assert entries[place] == "not_available"
            elif row.value == 0:
                assert entries[place] == "none" and words_shown.startswith("0 ")
            else:
                assert entries[place] == f"band_{row.band}"
                assert words.count(row.counted) in words_shown


@pytest.mark.parametrize("year", range(2013, 2026))
@pytest.mark.parametrize("name", ["class", "plan-rate", "assessments"])
def test_every_year_opens_and_a_year_the_measure_lacks_is_explained(open_page, name, year):
    page = open_page(VIEW, measure=name, year=year)
    text = reading.words_of(page)
    held = map_queries.years(MEASURES.get(name, MEASURES["plan-rate"]).id)
    if year in held:
        assert "There are no figures" not in text
        councils = len(map_queries.figures_in("sexual_plans", year)) if year < 2025 else 153
        assert f"the {councils} councils that existed on 31 March {year}" in text
    else:
        nearest = min(held, key=lambda there: abs(there - year))
        assert f"no figures of this measure for {year}" in text
        assert f"You see {nearest} instead" in text
    assert words.CAVEAT in text


@pytest.mark.parametrize(
    ("council", "year"),
    [
        ("slough", 2024),  # a published zero where 8.2 would be expected
        ("bedford", 2024),  # suppressed
        ("hampshire", 2024),  # an unreliable return
        ("hackney", 2021),  # no return
        ("isles-of-scilly", 2024),
        ("city-of-london", 2024),
        ("birmingham", 2024),
        ("cumbria", 2023),  # its last year
        ("cumberland", 2024),  # its first
        ("dorset", 2020),
    ],
)
@pytest.mark.parametrize("name", ["class", *NAMES])
def test_the_sentence_of_a_council_says_its_figure_or_why_there_is_none(
    open_page, name, council, year
):
    measure = MEASURES.get(name, MEASURES["plan-rate"])
    rows = map_queries.figures_in(measure.id, year)
    row = rows[rows["slug"] == council].iloc[0]
    page = open_page(VIEW, measure=name, year=year, council=council)
    (quoted,) = quotations(page)
    assert row.label in quoted and str(year) in quoted and "Data version" in quoted
    if row.counted_status == "published":
        number = "No " if row.counted == 0 else f"{row.counted:,} "
        assert quoted.startswith(number)
        if row.counted == 0 and measure.id == "sexual_plan_rate":
            assert f"would expect {row.expected_plans:.1f}" in quoted
    elif row.counted_status == "suppressed":
        assert "does not print the number" in quoted and "1 to 5" in quoted
        if measure.counted[1] == "plans":
            assert f": 0 to {row.counted_max:,.0f} plans" in quoted
        elif row.counted_min > 0:
            assert f": at least {row.counted_min:,.0f} assessments" in quoted
    else:
        assert words.STATUS_WORDS[row.counted_status] in quoted or "no figure" in quoted
        said = quoted.partition(words.CAVEAT)[0].replace("31 March", "").replace("per 1,000", "")
        assert set(re.findall(r"\d+", said.replace("per 100", ""))) == {str(year)}


def test_the_table_and_the_csv_hold_every_council_and_the_symbol_of_every_gap(open_page):
    page = open_page(VIEW, measure="share", year=2024)
    table = reading.council_table(page)
    rows = map_queries.figures_in("sexual_share", 2024)
    lines = {code: cells for code, *cells in table["years"]["2024"]}
    assert table["year"] == 2024 and not table["hidden"]
    assert len(lines) == len(table["years"]["2024"]) == len(rows) == 153
    for row in rows.itertuples():
        assert table["names"][row.council_code] == [row.label, row.slug]
        assert map_words.printed(MEASURES["share"], row) in lines[row.council_code]
    assert sorted(map(int, table["years"])) == map_queries.years("sexual_share")
    text = downloads.csv(map_queries.take_away("sexual_share", 2024)).decode("utf-8-sig")
    lines = text.splitlines()
    assert len(lines) == 154 and ",," not in text
    hidden = (rows["status"] == "suppressed").sum()
    assert sum(",[c],suppressed," in line for line in lines) == hidden > 50


def test_an_area_that_has_ended_is_explained_with_links_to_its_years_and_successors(open_page):
    page = open_page(VIEW, council="cumbria", year=2024, measure="plans")
    text = reading.words_of(page)
    assert "not among the councils of 2024" in text and "2013 to 2023" in text
    links = " ".join(e.proto.body for e in page.get("html"))
    assert "map?measure=plans&amp;year=2023&amp;council=cumbria" in links
    assert "council=cumberland" in links and "council=westmorland-and-furness" in links


def test_a_new_area_before_it_began_is_explained_and_not_shown_as_zero(open_page):
    text = reading.words_of(open_page(VIEW, council="cumberland", year=2015))
    assert "Cumberland is not among the councils of 2015" in text


def test_an_unlikely_zero_is_never_quoted_without_its_doubt(open_page):
    page = open_page(VIEW, council="knowsley", year=2021, measure="assessments")
    (quoted,) = quotations(page)
    assert "unlikely to be a true one" in quoted
    assert "unlikely to be a true zero" in reading.words_of(page)
    rows = map_queries.figures_in("csa_assessment_rate", 2021).set_index("slug")
    assert "unlikely" in map_words.figure(MEASURES["assessments"], rows.loc["knowsley"])


def test_england_stands_beside_the_key_with_its_base(serving):
    figures = choropleth.measure_figures(MEASURES["plans-per-100-assessments"])
    text = packed(figures)["said"]["2024"]
    row = map_queries.england("plans_per_100_csa_assessments", 2024)
    assert f"{row.value:.1f} per 100" in text and f"{row.counted:,} plans" in text
    assert f"{row.base:,} assessments" in text


def test_the_link_to_copy_opens_the_same_view(open_page):
    address = {
        "measure": "exploitation",
        "year": "2025",
        "council": "barnsley",
        "show": "hexes",
        "inspected": "yes",
    }
    page = open_page(VIEW, **address)
    # The pinned link, beneath the page, names the data version too; citations hold words as well.
    (link,) = [
        text
        for text in reading.to_copy(page)
        if "measure=" in text and "data=" not in text and " " not in text
    ]
    given_back = dict(part.split("=") for part in link.partition("?")[2].split("&"))
    assert given_back == address
    again = open_page(VIEW, **given_back)
    assert reading.words_of(again) == reading.words_of(page)


def test_a_choice_on_the_map_of_a_council_by_any_of_its_codes_is_understood(serving):
    slugs = map_queries.slugs()
    assert slugs["E08000020"] == slugs["E08000037"] == "gateshead"
    assert set(slugs.values()) == set(queries.councils()["slug"])


words_of_addresses = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        [
            "",
            "2024",
            "1066",
            "2013.0",
            "class",
            "slough",
            "yes",
            "nan",
            "0.2",
            "e",
            "-1",
            "cumbria",
            "<b>",
            "'; --",
            "2025",
            "share",
            "PLANS",
        ]
    ),
)


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.dictionaries(
        st.sampled_from(["measure", "year", "council", "show", "inspected", "threshold", "other"]),
        words_of_addresses,
    )
)
def test_anything_typed_in_the_address_gives_a_page(open_page, address):
    page = open_page(VIEW, **address)
    assert page.title[0].value == "Map of English councils"
    assert "Every council, by name" in reading.headings(page)


@pytest.mark.parametrize(
    ("name", "from_value", "below", "said"),
    [
        ("plan-rate", 0, 0.1, "Above 0, under 0.1 per 1,000"),
        ("plan-rate", 0.1, 0.2, "0.1 to under 0.2 per 1,000"),
        ("plan-rate", 0.5, None, "0.5 per 1,000 or more"),
        ("plans", 0, 10, "Above 0, up to 9 plans"),
        ("plans", 10, 20, "10 to 19 plans"),
        ("share", 2, 4, "2 to under 4%"),
    ],
)
def test_the_key_says_ranges_with_units(serving, name, from_value, below, said):
    assert map_words.band(MEASURES[name], from_value, below) == said


@pytest.mark.parametrize(
    ("number", "below", "said"),
    [
        (0, None, "0"),
        (0.12, 0.2, "0.12"),
        (0.1996, 0.2, "0.1996"),
        (0.0004, 0.1, "0.0004"),
        (1.866, None, "1.87"),
    ],
)
def test_a_value_never_prints_as_zero_or_as_the_end_of_its_band(serving, number, below, said):
    assert map_words.value(MEASURES["plan-rate"], number, below) == said
