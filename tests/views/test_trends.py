"""The Trends page says what the database says, whatever stands in its address."""

import gzip
import re
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reading
from dashboard import queries, words
from dashboard.charts import below, gap, groups, multiples
from dashboard.charts import trends as trends_charts
from dashboard.queries import chance
from dashboard.queries.country import england as england_queries
from dashboard.queries.country import prevalence as prevalence_queries
from dashboard.queries.country import trends as trends_queries
from dashboard.words import spans
from dashboard.words.country import prevalence as prevalence_words
from dashboard.words.country import recording
from dashboard.words.country import trends as trends_words
from dashboard.words.country import trends_charts as said_of_charts
from years import ASSESSMENT_YEARS, NEWEST, PRINTED_PLAN_YEARS, years_of

PAGE = "views/trends.py"
CHOICES = {
    "events": ("yes", "no"),
    "plans": ("started", "at-31-march"),
    "basis": ("initial", "latest"),
    "regions": tuple(trends_words.REGION_MEASURES),
    "who": ("age", "gender", "ethnicity"),
}


def test_the_long_series_names_its_gaps_and_its_rounding(open_page):
    text = reading.words_of(open_page(PAGE))
    assert "23% of the 28,500" in text and "3.5% of 61,840" in text
    assert "The number of plans for sexual abuse: 1994 to 2009" in text
    assert "The share: 1995 to 2008" in text
    assert "All plans: 1995 to 1999, 2002 to 2005 and 2009" in text
    newest = trends_queries.national_years()["year_ending"].max()
    assert f"to 100 in 2010 to 2011, to 10 in 2012 to {newest}" in text
    assert "For 1994, 2000 to 2001 and 2006 to 2009 we do not know how" in text


def test_both_publishers_are_quoted_on_the_lowest_year(open_page):
    text = reading.words_of(open_page(PAGE))
    assert "2,160 or 2,190: which year is the lowest?" in text
    assert "lowest in 30 years" in text
    assert "second lowest in one place and lowest since records began in another" in text
    assert "2,155 to 2,165" in text and "2,185 to 2,195" in text
    assert "2024 is the lowest (2,160" in text and "2025 is the second lowest (2,190" in text
    for claim in ("lowest in 30 years", "second lowest", "lowest since records began"):
        assert f"“{claim}”" in text
    assert text.count("What would contradict it") == 3


def test_every_event_is_in_the_table_whether_or_not_the_charts_show_it(open_page):
    events = trends_queries.events()
    assert len(events) >= 16
    for shown in ("yes", "no"):
        tables = reading.html_of(open_page(PAGE, events=shown))
        for event in events.itertuples():
            assert words.dated(event.event_date) in tables
            assert event.source.split("'")[0].strip() in tables.replace("&amp;", "&")


def test_events_can_be_taken_off_the_axis(serving):
    rows = trends_queries.conversion_years()
    events = trends_queries.events()
    arguments = {"by": "category", "value": "plans_per_100_assessments", "axis": "Plans"}
    labels = trends_words.CATEGORIES
    with_events = trends_charts.lines(rows, labels, events, "light", **arguments)
    without = trends_charts.lines(rows, labels, events.iloc[0:0], "light", **arguments)
    assert len(with_events.data) == len(without.data) + len(trends_words.EVENT_KINDS)
    lane = [t for t in with_events.data if t.name not in labels.values()]
    drawn = [x for trace in lane for x in trace.x]
    since = events[events["axis_position"] >= 2017.5]["axis_position"].tolist()
    assert sorted(drawn) == sorted(since)
    # The break of 2021 is a fact about the data and stays.
    assert [s.x0 for s in without.layout.shapes] == [2020.5]


def test_the_long_chart_joins_no_gap(serving):
    series = trends_queries.national_years()
    gaps = {
        c: spans.runs(spans.years_without(series, c))
        for c in ("all_plans", "sexual_plans", "sexual_share")
    }
    figure = trends_charts.national(series, gaps, trends_queries.events(), "dark")
    lines = [trace for trace in figure.data if "lines" in trace.mode]
    assert len(lines) == 3
    for trace in lines:
        assert list(trace.x) == list(PRINTED_PLAN_YEARS)
        assert None not in trace.y
    loose = [t for t in figure.data if t.name == "Another publication"]
    series = pd.read_csv("data/reference/national_series.csv", index_col="year_ending")
    elsewhere = series.drop(PRINTED_PLAN_YEARS, errors="ignore")
    printed = elsewhere[["all_plans", "sexual_plans", "sexual_share_per_cent"]]
    assert [list(t.x) for t in loose] == [list(c.dropna().index) for _, c in printed.items()]
    assert 1994 in loose[0].x


def test_the_parts_of_sexual_abuse_are_never_shown_before_2021(serving):
    parts = trends_queries.part_years()
    assert sorted(set(parts["year_ending"])) == list(range(2021, NEWEST + 1))
    assert set(parts["factor"]) == set(trends_words.PARTS)
    whole = trends_queries.factor_years("sexual_abuse").set_index("year_ending")["value"]
    assert whole.index.tolist() == list(ASSESSMENT_YEARS)
    for year, of_year in parts.groupby("year_ending"):
        assert of_year["value"].sum() == whole[year]


def bands(figure) -> set[float]:
    """Years behind which a chart draws a band."""
    return {(s.x0 + s.x1) / 2 for s in figure.layout.shapes if s.type == "rect"}


def test_an_under_recorded_year_is_marked_wherever_assessments_stand_over_years(open_page):
    short = england_queries.under_recorded("sexual_abuse")
    (year,) = recording.years(short)
    said = f"{year} is under-recorded for sexual abuse"
    page = open_page(PAGE, regions="assessments")
    assert reading.words_of(page).count(said) == 5  # the gap, factors, parts, to plans, regions
    assert reading.html_of(page).count(f"{year}, under-recorded") >= 5
    of_plans = open_page(PAGE, regions="plans", factors="neglect")
    assert reading.words_of(of_plans).count(said) == 3  # the gap, the parts, to plans
    parts = trends_charts.parts(
        trends_queries.part_years(), trends_words.PARTS, "light", recording.years(short)
    )
    regional = groups.regions(
        trends_queries.region_years("assessments"), ".2f", "light", recording.years(short)
    )
    assert bands(parts) == bands(regional) == {year}
    assert (
        bands(trends_charts.parts(trends_queries.part_years(), trends_words.PARTS, "dark")) == set()
    )


def test_the_model_is_drawn_inside_the_range_and_called_a_model(open_page):
    rows = chance.modelled()
    figure = below.below(rows, "light")
    bars, points = figure.data
    assert list(bars.x) == list(points.x) == queries.plan_years()
    for row, base, height, at, over, under in zip(
        rows.itertuples(),
        bars.base,
        bars.y,
        points.y,
        points.error_y.array,
        points.error_y.arrayminus,
        strict=True,
    ):
        assert (base, base + height) == (row.certainly_below, row.possibly_below)
        assert base <= at - under <= at <= at + over <= base + height
        assert (at - under, at, at + over) == (
            row.modelled_low,
            row.modelled_below,
            row.modelled_high,
        )
    newest = queries.headline(queries.plan_years()[-1], queries.default_threshold())
    text = reading.words_of(open_page(PAGE))
    assert (
        f"{newest.certainly_below} to {newest.possibly_below} of {newest.councils_with_a_figure} "
        f"councils were below 0.2 plans per 1,000 children, modelled about "
        f"{newest.modelled_below:.0f} ({newest.modelled_low:.0f} to {newest.modelled_high:.0f})"
    ) in text
    assert "it is an estimate, and says nothing of any one council" in text


@pytest.mark.parametrize("flow", ["started", "at_31_march"])
@pytest.mark.parametrize("basis", ["initial", "latest"])
def test_the_sentence_on_categories_holds_the_numbers_of_its_chart(open_page, flow, basis):
    text = reading.words_of(open_page(PAGE, plans=flow.replace("_", "-"), basis=basis))
    rows = trends_queries.category_years(flow, basis)
    newest = rows[rows["year_ending"] == rows["year_ending"].max()].set_index("category")
    assert set(newest.index) == set(trends_words.CATEGORIES)
    sexual = newest.loc["sexual_abuse"]
    assert f"{100 * sexual.plans / sexual.all_plans:.1f}% ({sexual.plans:,})" in text


def test_multiple_fell_from_4870_to_930_and_the_page_says_so(open_page):
    assert "were 4,870 in 2013 and 930 in 2024" in reading.words_of(
        open_page(PAGE, plans="at-31-march")
    )


def test_a_region_whose_number_is_hidden_is_named_and_has_a_gap(open_page, serving):
    rows = trends_queries.region_years("assessments")
    hidden = rows[rows["status"] == "suppressed"]
    assert len(hidden) == 3 and hidden["value"].isna().all()
    beside_plans = trends_queries.region_years("conversion")
    newest = beside_plans[beside_plans["year_ending"] == beside_plans["year_ending"].max()]
    text = reading.words_of(open_page(PAGE, regions="conversion"))
    for name in newest.loc[newest["status"] == "suppressed", "region_name"]:
        assert f"{name}: suppressed by DfE [c]" in text
    assert "Yorkshire and The Humber: suppressed by DfE [c]" in text
    figure = groups.regions(rows, ".2f", "light")
    gaps = sum(value is None for trace in figure.data for value in trace.y)
    assert gaps == 3


@pytest.mark.parametrize("measure", trends_queries.REGION_MEASURES)
def test_the_title_of_the_regions_has_the_range_of_the_sentence(open_page, measure):
    page = open_page(PAGE, regions=measure)
    rows = trends_queries.region_years(measure)
    goes_to = ASSESSMENT_YEARS if measure == "assessments" else PRINTED_PLAN_YEARS
    assert rows["year_ending"].max() == goes_to[-1], "as far as the measure goes"
    (low, high) = re.search(r": ([\d.%]+) to ([\d.%]+) across", reading.words_of(page)).groups()
    assert f"{low} to {high} by region" in said_of_charts.regions_title(rows, measure)


def test_regions_stand_by_name_with_the_halves_of_london_after_it(serving):
    names = list(dict.fromkeys(trends_queries.region_years("plans")["region_name"]))
    without = [n for n in names if not n.endswith(" London")]
    assert without == sorted(without) and len(without) == 9
    place = names.index("London")
    assert names[place : place + 3] == ["London", "Inner London", "Outer London"]


@pytest.mark.parametrize("year", years_of("characteristics"))
def test_every_year_of_children_on_plans_opens_with_its_numbers(open_page, year):
    page = open_page(PAGE, who="gender", year=year)
    rows = trends_queries.characteristic("gender", year).set_index("group_name")
    girls = rows.loc["Female"]
    assert f"{girls.value:,} of the {girls.base_value:,} children" in reading.words_of(page)
    assert rows.loc["Unknown or Indeterminate gender"].status == "suppressed"
    assert "[c]" in reading.html_of(page)


def test_a_hidden_group_has_no_bar_and_a_symbol_in_its_place(serving):
    rows = trends_queries.characteristic("gender", 2024)
    figure = groups.characteristic(rows, "light")
    sexual = next(t for t in figure.data if t.name == "Plan for sexual abuse")
    assert [x is None for x in sexual.x] == [status != "published" for status in rows["status"]]
    assert [a.text for a in figure.layout.annotations] == ["[c]"]


def test_the_published_claims_on_this_page_are_checked_in_front_of_the_reader(open_page):
    text = reading.words_of(open_page(PAGE))
    for claim in (
        "assessments_csa_2024",
        "assessments_csa_2023",
        "assessments_csa_fall_2024",
        "assessments_cse_2024",
        "assessments_cse_fall_2024",
        "all_plans_fall_2024",
        "conversion_sexual_2024",
        "conversion_neglect_2024",
    ):
        row = queries.claim(claim)
        assert row.verdict in ("equal", "within rounding")
        assert words.with_minus(row.what) in text


def test_no_factor_chosen_is_a_page_with_a_word_of_explanation(open_page):
    page = open_page(PAGE, factors="")
    assert "Choose at least one factor" in " ".join(info.value for info in page.info)


@given(years=st.lists(st.integers(1990, 2030)))
def test_runs_hold_exactly_the_years_they_were_made_of(years):
    found = spans.runs(years)
    inside = [year for first, last in found for year in range(first, last + 1)]
    assert inside == sorted(set(years))
    assert all(b[0] > a[1] + 1 for a, b in zip(found, found[1:], strict=False))


@settings(max_examples=6)
@given(
    address=st.fixed_dictionaries(
        {},
        optional={
            name: st.sampled_from(named) | st.text(max_size=20) for name, named in CHOICES.items()
        }
        | {
            "year": st.text("0123456789-.x", max_size=6),
            "factors": st.sampled_from(["neglect", "neglect,zzz", ",,", "any-factor"]),
        },
    )
)
def test_anything_typed_in_the_address_gives_a_page(open_page, address):
    page = open_page(PAGE, **address)
    assert page.title[0].value == "Trends"


def test_england_says_whether_its_newest_moves_are_larger_than_usual(open_page):
    changes = chance.changes("E92000001")
    newest = changes[changes["year_ending"] == changes["year_ending"].max()]
    assert newest["span"].tolist() == [1, 3]
    text = reading.words_of(open_page(PAGE))
    for row in newest.itertuples():
        assert f"From {row.year_ending - row.span} to {row.year_ending} England's rate" in text
        assert f"{abs(100 * row.rate_change):.1f}%" in text and row.verdict_words in text
    assert "2021 is under-recorded" in text


def test_every_council_of_today_has_its_years_small_and_the_chosen_one_is_marked(open_page):
    body = reading.html_of(open_page(PAGE, council="slough"))
    rows = trends_queries.council_multiples()
    names = set(rows["slug"])
    assert len(names) == queries.councils()["is_former"].eq(False).sum() == 153
    assert {"slough", "cumberland", "hampshire", "isles-of-scilly"} <= names
    assert "cumbria" not in names  # abolished: it has its own page
    for slug in names:
        assert body.count(f'id="years-of-{slug}"') == 1
    assert body.count('class="multiple chosen" id="years-of-slough"') == 1
    assert body.count("multiple chosen") == 1
    item = re.search(r'<li class="multiple" id="years-of-hampshire">.*?</li>', body).group()
    assert "2024 no reliable figure" in item and '<i class="not_available"' in item
    new = re.search(r'<li class="multiple" id="years-of-cumberland">.*?</li>', body).group()
    assert new.count("<i></i>") == 11 and "2023" not in new
    assert len(gzip.compress(body.encode())) < 250_000


@pytest.mark.parametrize("line", [0.2, 0.45])
def test_the_line_across_the_bars_lies_where_a_bar_of_that_rate_ends(line):
    row = SimpleNamespace(
        class_name="at_or_above",
        rate_max=line,
        sexual_plans_status="published",
        sexual_plans=9,
        sexual_rate_per_1000=line,
    )
    bar = re.search(r"height:(\d+)%", multiples.multiple("A", "a", {2024: row}, [2024]))
    across = re.search(r"--line-at:([\d.]+)%", multiples.style("light", line))
    assert float(across[1]) == pytest.approx(float(bar[1]), abs=0.5)
    style = Path(multiples.__file__).parents[1] / "page" / "page.css"
    assert "inset: auto 0 var(--line-at)" in style.read_text()


def test_a_bar_reaches_what_its_row_allows_and_a_hidden_one_says_no_number(serving):
    rows = trends_queries.council_multiples()
    seen = set()
    for row in rows[rows["slug"].isin(["slough", "hampshire", "isles-of-scilly"])].itertuples():
        bar = multiples.multiple("A", "a", {row.year_ending: row}, [row.year_ending])
        seen.add(row.class_name)
        assert f'<i class="{row.class_name}' in bar
        if row.class_name == "suppressed":
            assert f"0 to {row.sexual_plans_max} plans, number hidden" in bar
        if row.class_name in ("suppressed", "very_low", "at_or_above"):
            by_hand = 1000 * row.sexual_plans_max / row.children / multiples.TOP * 100
            assert f"height:{max(4, min(100, by_hand)):.0f}%" in bar
    assert {"none", "suppressed", "not_available"} <= seen


def test_the_gap_is_the_estimate_over_what_is_recorded_under_any_assumption(open_page):
    england = 12_059_476
    scaled, printed = (500_000 * england / (england + 546_361 * part) for part in (18 / 16, 1))
    older = 0.094 * england * 7 / 18
    assumed = {
        ("csa-centre-annual", "scaled"): scaled,
        ("csa-centre-annual", "as-printed"): printed,
        ("radford-2011-past-year", "scaled"): older,
    }
    for (estimate, wales), estimated in assumed.items():
        page = open_page(PAGE, estimate=estimate, wales=wales)
        tables = reading.html_of(page)
        plans, assessed = estimated / 2160, estimated / 30_970
        for many in (plans, assessed):
            assert f"×{prevalence_words.about(many)}" in tables, estimate
        assert f"About {prevalence_words.about(plans)} children are estimated" in tables
        assert "Estimated for each plan" in tables


def test_a_column_that_all_print_as_0_is_not_called_fuller_recording(serving):
    rows = trends_queries.part_years()
    rows = rows[rows["year_ending"] <= 2025]
    unknown = rows[rows["factor"] == "sexual_abuse_unknown"].set_index("year_ending")["value"]
    assert unknown[2025] == 0 and unknown[2024] > 0
    now, before = (trends_words.parts(rows[rows["year_ending"] <= y]) for y in (2025, 2024))
    assert "the column may no longer be used" in now and "fuller" not in now
    assert "fuller recording" in before and "no longer" not in before


def test_the_gap_chart_of_an_area_writes_every_printed_0_at_its_foot():
    of = {
        "year_ending": [2022, 2023, 2024],
        "estimated_per_1000": [40.0, 40.0, 39.0],
        "csa_assessments": [9, 0, 8],
        "csa_assessments_per_1000": [0.9, 0.0, 0.8],
        "sexual_plans": [0, 0, 4],
        "sexual_plans_status": ["published"] * 3,
        "sexual_rate_per_1000": [0.0, 0.0, 0.4],
        "sexual_max_per_1000": [0.0, 0.0, 0.4],
        "estimated_per_assessment": [44.4, None, 48.8],
        "estimated_per_plan": [None, None, 97.5],
    }
    figure = gap.gap(pd.DataFrame(of), "light")
    zeros = [note for note in figure.layout.annotations if note.text == "0"]
    assert sorted(note.x for note in zeros) == [2022, 2023, 2023]
    assert len({note.font.color for note in zeros if note.x == 2023}) == 2


def test_the_gap_chart_leaves_out_what_is_not_collected_and_labels_its_gaps():
    rows = prevalence_queries.by_year("csa_centre_annual", "scaled")
    figure = gap.gap(rows, "light")
    estimated, assessed, planned = figure.data[:3]
    early = [y for x, y in zip(assessed.x, assessed.y, strict=True) if x < 2018]
    assert early and set(early) == {None} and None not in (*planned.y, *estimated.y)
    assert figure.layout.yaxis.type == "log"
    assert [t.text[0] for t in figure.data if t.mode == "text"] == ["<b>×15</b>", "<b>×220</b>"]
    assert "each 1,000 children" in figure.layout.yaxis.title.text
    assert "39 estimated" in prevalence_words.gap_alt(rows)
