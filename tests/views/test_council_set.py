"""A set's page says what the query says, for every kind of set, and narrows no hidden number."""

import itertools
import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reading
from dashboard import queries, words
from dashboard.page.choices import set_addresses
from dashboard.queries import compare as compare_queries
from dashboard.queries.area import sets as sets_queries
from dashboard.words.area import audits
from years import PLAN_YEARS

VIEW = "views/council.py"
# What the set holds → its address.
SETS = {
    "ordinary": "derby-and-derbyshire",
    "suppressed": "south-tees",  # both hidden in 2024
    "missing": "hampshire,southampton",  # Hampshire made no usable return in 2024
    "zero": "slough,reading",
    "tiny": "city-and-hackney",  # City of London
    "abolished": "cumbria,cumberland,westmorland-and-furness",
    "re-cut": "dorset,dorset-to-2019",
    "recoded": "gateshead,sheffield",
    "force": "thames-valley-police",
    "large": "metropolitan-police",
}


def chosen(address: str):
    found, told = set_addresses.meant(address)
    assert found and not told
    return found


@pytest.mark.parametrize("kind", SETS)
def test_the_total_is_the_query_s_and_each_council_leads_to_its_own_page(open_page, kind):
    page = open_page(VIEW, set=SETS[kind])
    found = chosen(SETS[kind])
    row = sets_queries.years(found.series).iloc[-1]
    text = reading.words_of(page)
    assert page.title[0].value == found.label
    number = words.value_range(row.sexual_plans_min, row.sexual_plans_max)
    rate = words.value_range(row.rate_min, row.rate_max, words.rate)
    assert f"{number} plan" in text and f"{rate} per 1,000 children" in text
    assert "Low identification is not low prevalence." in text
    there = queries.classes_in(int(row.year_ending), 0.2)
    there = there[there["series_code"].isin(found.series)]
    assert len(there) == row.councils
    for slug in there["slug"]:
        assert f"council?council={slug}&amp;year={row.year_ending}" in reading.html_of(page)
    members = re.search(r'<ul class="tracks members".*?</ul>', reading.html_of(page), re.S).group()
    assert members.count('class="years"') == members.count("<li>") == len(there)
    assert "about 39" in text and "would be estimated to be sexually abused" in text


@pytest.mark.parametrize("year", PLAN_YEARS)
def test_every_year_of_a_partnership_says_its_range(open_page, year):
    page = open_page(VIEW, set="derby-and-derbyshire", year=year)
    rows = sets_queries.years(chosen("derby-and-derbyshire").series)
    text = reading.words_of(page)
    row = rows[rows["year_ending"] == year].iloc[0]
    assert f"Together, year ending 31 March {year}" in text
    assert words.value_range(row.sexual_plans_min, row.sexual_plans_max) in text
    for each in rows.itertuples():  # over time: all of them, whichever is chosen
        assert words.value_range(each.sexual_plans_min, each.sexual_plans_max) + " plan" in text
    assert ("; a range, because" in text) == bool(row.councils_hidden)


def test_a_named_set_a_list_of_its_councils_and_compare_say_the_same(database, serving):
    """partnership_year, the macro for a free choice, and Compare's together agree."""
    looked_at = 0
    rows = database.execute("SELECT * FROM partnership_year").df()
    for slug, of_set in rows.groupby("partnership_slug"):
        named = chosen(slug)
        assert chosen(",".join(named.slugs)).series == named.series
        free = sets_queries.years(named.series)
        for ours, row in zip(free.itertuples(), of_set.itertuples(), strict=True):
            everyone = compare_queries.councils_of(row.year_ending)
            codes = tuple(everyone.loc[everyone["series_code"].isin(named.series), "council_code"])
            beside = compare_queries.together(codes, row.year_ending).loc["sexual_plan_rate"]
            for low, high in (
                (ours.sexual_plans_min, ours.sexual_plans_max),
                (beside.counted_min, beside.counted_max),
            ):
                assert (low, high) == (row.sexual_plans_min, row.sexual_plans_max)
            assert ours.children == row.children == beside.base
            looked_at += 1
    assert looked_at > 40


def test_no_set_narrows_a_hidden_number(serving):
    """What a set with a council has over the set without it is that council's own range."""
    everyone = {year: compare_queries.councils_of(year) for year in (2013, 2019, 2024)}
    pick = random.Random(15)
    tried = 0
    for year, rows in everyone.items():
        hidden = rows[rows["sexual_plans_status"].isin(words.HIDDEN)]
        regions = [rows[rows["region_name"] == name] for name in rows["region_name"].unique()]
        for row in hidden.sample(6, random_state=year).itertuples():
            region = next(r for r in regions if row.series_code in set(r["series_code"]))
            others = sorted(set(region["series_code"]) - {row.series_code})
            for rest in (others, pick.sample(others, min(len(others), 3))):  # a region less one
                with_it = sets_queries.years(tuple(sorted([*rest, row.series_code])))
                without = sets_queries.years(tuple(rest))
                a = with_it[with_it["year_ending"] == year].iloc[0]
                b = without[without["year_ending"] == year].iloc[0]
                low = a.sexual_plans_min - b.sexual_plans_min
                high = a.sexual_plans_max - b.sexual_plans_max
                assert (low, high) == (row.sexual_plans_min, row.sexual_plans_max)
                assert low == 0 and high >= 5
                tried += 1
    assert tried == 36


def test_no_total_of_dfe_s_for_a_region_stands_beside_a_set(open_page, serving):
    """A region less one council, its hidden one: the region's total would give it away."""
    everyone = compare_queries.councils_of(2024)
    tried = 0
    for name in ("North East", "South West"):
        rows = everyone[everyone["region_name"] == name]
        hidden = rows[rows["sexual_plans_status"].isin(words.HIDDEN)]
        assert len(hidden)
        rest = rows[rows["series_code"] != hidden.iloc[0].series_code]["slug"].tolist()
        for slugs in (rest, rows["slug"].tolist()):
            page = open_page(VIEW, set=",".join(slugs), year=2024)
            text = reading.words_of(page)
            assert f"DfE's own total for {name}" not in text and name not in text
            tried += 1
    assert tried == 4


def test_an_area_that_did_not_exist_is_named_and_not_dropped_without_a_word(open_page):
    text = reading.words_of(open_page(VIEW, set=SETS["abolished"], year=2024))
    assert "Cumbria (figures to 2023)" in text
    text = reading.words_of(open_page(VIEW, set=SETS["abolished"], year=2020))
    assert "Cumberland (figures from 2024)" in text


def test_a_council_without_a_figure_is_said_to_be_left_out(open_page):
    text = reading.words_of(open_page(VIEW, set=SETS["missing"], year=2024))
    assert "in 1 of the 2 councils" in text
    assert "Without a figure: Hampshire" in text


def test_the_partnership_says_where_it_is_known_from(open_page):
    page = open_page(VIEW, set="derby-and-derbyshire")
    assert "It began on 30 September 2019" in reading.words_of(page)
    assert 'href="https://www.ddscp.org.uk/case-reviews/serious-case-reviews"' in reading.html_of(
        page
    )
    assert "The page is undated" in reading.words_of(open_page(VIEW, set="city-and-hackney"))


def test_a_council_leads_to_its_partnership_and_its_force(open_page):
    page = reading.html_of(open_page(VIEW, council="derby", year=2020))
    assert "council?set=derby-and-derbyshire&amp;year=2020" in page
    assert "council?set=derbyshire-police&amp;year=2020" in page
    alone = reading.html_of(
        open_page(VIEW, council="norfolk")
    )  # one council, one force, no partnership
    assert "council?set=" not in alone


def test_without_a_council_the_partnerships_are_listed_as_partial(open_page):
    page = open_page(VIEW)
    text = reading.words_of(page)
    named = [s for s in set_addresses.every_named() if s.level == "partnership"]
    assert len(named) >= 4
    for each in named:
        assert f'href="council?set={each.slug}"' in reading.html_of(page)
    assert "The list is partial" in text and "26 November 2026" in text


def test_a_set_of_ones_own_is_one_link_away(open_page):
    page = open_page(VIEW)
    page.multiselect(key="councils").set_value(["slough", "reading"]).run()
    assert 'href="council?set=slough%2Creading"' in reading.html_of(page)


@pytest.mark.parametrize(
    "address, said",
    [
        ("atlantis", "atlantis, which is no council"),
        ("leeds", "two councils or more"),
        ("city-of-london-police", "two councils or more"),
        ("kent", "two councils or more"),  # the council, not the police force
        ("leeds,leeds,E08000035", "two councils or more"),
        (",,,", "two councils or more"),
        ("a" * 5_000, "more than we read"),
    ],
)
def test_what_is_no_set_is_told_calmly(open_page, address, said):
    page = open_page(VIEW, set=address)
    assert any(said in warning.value for warning in page.warning)
    assert page.title[0].value == "One council"
    assert "Safeguarding children partnerships" in reading.words_of(page)


def test_an_unknown_name_among_councils_is_told_and_left_out(open_page):
    page = open_page(VIEW, set="leeds,atlantis,bradford")
    assert page.title[0].value == "Bradford and Leeds"
    assert any("atlantis" in w.value and "others are shown" in w.value for w in page.warning)


def test_more_than_twenty_councils_are_not_added_up(open_page):
    slugs = [s for s in queries.councils()["slug"] if len(s) < 12][:21]
    page = open_page(VIEW, set=",".join(slugs))
    assert any("at most 20" in w.value for w in page.warning)
    assert chosen(",".join(slugs[:20]))


def test_a_force_of_several_councils_is_found_by_its_own_name_where_no_council_has_it(serving):
    assert chosen("thames-valley") == chosen("Thames_Valley-police")
    assert chosen("kent-police").level == "police_force"
    slugs = [each.slug for each in set_addresses.every_named()]
    assert len(slugs) == len(set(slugs)) > 30


def test_a_council_in_the_address_wins_over_a_set(open_page):
    assert open_page(VIEW, set="south-tees", council="slough").title[0].value == "Slough"


@settings(max_examples=15)
@given(
    asked=st.one_of(
        st.text(),
        st.lists(st.sampled_from(["poole", "HARROW", "dorset", "x", "E08000016"])).map(",".join),
    ),
    year=st.one_of(st.integers().map(str), st.text()),
    threshold=st.one_of(st.floats().map(str), st.text()),
)
def test_anything_typed_in_the_address_gives_a_page(open_page, asked, year, threshold):
    open_page(VIEW, set=asked, year=year, threshold=threshold)


def test_the_questions_name_whose_figures_raised_them(open_page, serving):
    found = chosen("thames-valley-police")
    from dashboard.views.sections.council_set import tables

    asked = tables.asked(found, 2024)
    raised = list(itertools.takewhile(lambda q: q.raised, asked))
    assert raised and all(not q.raised for q in asked[len(raised) :])
    text = reading.words_of(open_page(VIEW, set=found.slug, year=2024))
    for q in raised[:4]:
        assert q.ask in text and audits.of(q) in text
        assert f"Raised by figures of {words.listing([label for label, _ in q.raised])}" in text
    # Folded away stands every question, with the figure that raised it and what would answer it.
    for q in asked:
        assert text.count(audits.of(q)) >= 1 and all(because in text for _, because in q.raised)
