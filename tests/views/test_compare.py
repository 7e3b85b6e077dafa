"""The compare page says what its queries say, for any set of councils and any address."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reading
from dashboard import words
from dashboard.queries import compare as compare_queries
from dashboard.words import chance as chance_words
from etl import measures
from years import PLAN_YEARS

VIEW = "views/compare.py"
COMPARED = [m.id for m in measures.load() if m.compared]


def members(page) -> list[str]:
    """Councils in the table of every figure, top to bottom."""
    tables = [h.proto.body for h in page.get("html") if "Plans and assessments for" in h.proto.body]
    assert len(tables) == 1
    return re.findall(r">\d+\. ([^<]+)</a>", tables[0])


def codes_of(year, **wanted) -> tuple[str, ...]:
    rows = compare_queries.councils_of(year)
    for column, value in wanted.items():
        rows = rows[rows[column] == value]
    return tuple(rows["council_code"])


@pytest.mark.parametrize("year", PLAN_YEARS)
def test_every_year_of_a_region_says_its_total_as_a_range(open_page, year):
    page = open_page(VIEW, group="region", region="south-west", year=year)
    codes = codes_of(year, region_name="South West")
    row = compare_queries.together(codes, year).loc["sexual_plan_rate"]
    text = reading.source_of(page)
    assert row.counted_min < row.counted_max
    assert f"between {row.counted_min:,} and {row.counted_max:,} child protection plans" in text
    assert f"{row.counted_min:,} to {row.counted_max:,}" in text
    assert "The total is a range because DfE suppressed" in text
    assert "This is not a league table" in text
    assert len(members(page)) == len(codes)
    assert f"φ) is {compare_queries.funnel_of(year).dispersion:.1f}" in text
    used = compare_queries.funnel_of(year).councils_in_estimate
    assert f"estimated from the {used:.0f} councils whose number DfE printed" in text


@pytest.mark.parametrize(
    "address, first, last, size",
    [
        ({"group": "police", "police": "thames-valley"}, "Bracknell Forest", "Wokingham", 9),
        ({"group": "police", "police": "devon-and-cornwall"}, "Cornwall", "Torbay", 5),
        ({"group": "police", "police": "city-of-london"}, "City of London", "City of London", 1),
        ({"group": "london", "london": "inner"}, "Camden", "Westminster", 14),
        ({"group": "london", "london": "outer"}, "Barking and Dagenham", "Waltham Forest", 19),
        ({"group": "london", "london": "all"}, "Barking and Dagenham", "Westminster", 33),
        ({"group": "neighbours", "council": "slough"}, "Brent", "Waltham Forest", 11),
        ({"group": "picked", "councils": "slough,reading"}, "Reading", "Slough", 2),
    ],
)
def test_each_kind_of_set_opens_from_its_address_in_order_of_name(
    open_page, address, first, last, size
):
    names = members(open_page(VIEW, year=2024, **address))
    assert names == sorted(names)
    assert (names[0], names[-1], len(names)) == (first, last, size)


def test_numbers_of_the_table_are_those_of_the_query(open_page):
    page = open_page(VIEW, group="picked", councils="reading,slough,bracknell-forest", year=2024)
    table = next(
        h.proto.body for h in page.get("html") if "Plans and assessments for" in h.proto.body
    )
    rows = compare_queries.councils_of(2024)
    rows = rows[rows["slug"].isin(["reading", "slough", "bracknell-forest"])]
    lines = table.split("<tr>")[2:]
    for row, line in zip(rows.itertuples(), lines, strict=True):
        cells = re.findall(r'<td class="number">([^<]*)</td>', line)
        assert row.label in line
        assert cells[1] == f"{row.expected_plans_at_england_rate:.1f}"
        if row.sexual_plans_status == "suppressed":
            assert cells[0] == f"0 to {row.sexual_plans_max} [c]"
            assert cells[2].startswith("0 to ") and cells[2].endswith(" [c]")
        else:
            assert cells[0] == f"{row.sexual_plans:.0f}"
            rate = row.sexual_rate_per_1000
            assert cells[2] == (f"{rate:.2f}" if rate else "0")  # Slough's is a true zero
        assert cells[-1] == f"{row.children:,}"


def test_a_set_of_one_suppressed_council_is_a_range_with_its_reason(open_page):
    page = open_page(VIEW, group="picked", councils="bracknell-forest", year=2024)
    rows = compare_queries.councils_of(2024)
    row = rows[rows["slug"] == "bracknell-forest"].iloc[0]
    text = reading.source_of(page)
    assert row.sexual_plans_status == "suppressed"
    assert f"began between 0 and {row.sexual_plans_max} child protection plans" in text
    assert "because DfE suppressed the number" in text


def test_a_set_of_suppressed_councils_only_is_a_range_from_zero(open_page):
    rows = compare_queries.councils_of(2024)
    hidden = rows[rows["sexual_plans_status"] == "suppressed"].head(5)
    page = open_page(VIEW, group="picked", councils=",".join(hidden["slug"]), year=2024)
    most = int(hidden["sexual_plans_max"].sum())
    assert f"began between 0 and {most} child protection plans" in reading.source_of(page)


@pytest.mark.parametrize("council, year", [("hampshire", 2024), ("hackney", 2021)])
def test_a_council_without_a_figure_is_said_to_have_none_and_never_counted_as_zero(
    open_page, council, year
):
    alone = reading.source_of(open_page(VIEW, group="picked", councils=council, year=year))
    assert f"DfE prints no figure for {council.title()}" in alone
    assert "began 0" not in alone
    both = reading.source_of(
        open_page(VIEW, group="picked", councils=f"{council},slough", year=year)
    )
    assert f"Without a figure: {council.title()}" in both
    assert "the 1 with a figure among" in both


@pytest.mark.parametrize(
    "council, year, said",
    [
        ("cumbria", 2024, "Cumbria (figures to 2023) has no figures for 2024"),
        ("cumberland", 2020, "Cumberland (figures from 2024) has no figures for 2020"),
        ("dorset-to-2019", 2022, "Dorset (figures to 2019) has no figures for 2022"),
        ("dorset", 2015, "Dorset (figures from 2020) has no figures for 2015"),
    ],
)
def test_a_council_that_did_not_exist_in_the_year_is_named(open_page, council, year, said):
    alone = open_page(VIEW, group="picked", councils=council, year=year)
    assert said in reading.source_of(alone)
    assert "No council of this set existed" in alone.warning[0].value
    beside = open_page(VIEW, group="picked", councils=f"{council},slough", year=year)
    assert said in reading.source_of(beside)
    assert members(beside) == ["Slough"]


@pytest.mark.parametrize("council", ["isles-of-scilly", "city-of-london", "slough", "cumbria"])
def test_a_tiny_zero_or_former_council_alone_has_a_page(open_page, council):
    page = open_page(VIEW, group="picked", councils=council, year=2019)
    assert len(members(page)) == 1


def test_a_former_council_has_no_neighbours_and_the_page_says_so(open_page):
    page = open_page(VIEW, group="neighbours", council="cumbria", year=2014)
    assert "has no statistical neighbours for Cumbria" in reading.source_of(page)
    assert members(page) == ["Cumbria (to 2023)"]


@pytest.mark.parametrize("address", [{}, {"group": "picked"}, {"group": "neighbours"}])
def test_the_page_opens_without_a_set_with_examples_and_all_councils(open_page, address):
    text = reading.source_of(page := open_page(VIEW, **address))
    assert "No council is chosen yet" in text and "councils=slough%2Creading" in text
    assert len(page.get("plotly_chart")) == 1
    places = compare_queries.councils_of(2024)["place"].tolist()
    inside, unsure = places.count("inside"), places.count("cannot_be_said")
    above, below = (sum(each.startswith(side) for each in places) for side in ("above", "below"))
    assert f"{inside} of {inside + above + below} councils that can be placed lie inside" in text
    assert f"Above: {above}, below: {below}; of {unsure} with a hidden number" in text
    said = text.partition("What the funnel")[0]
    assert "of this set" not in said and "of the set" not in said
    drawn = page.get("plotly_chart")[0].proto.spec
    assert "Councils, suppressed" in drawn and "Other councils" not in drawn


@pytest.mark.parametrize("measure", COMPARED)
def test_every_measure_has_a_dot_plot_and_says_england_s_figure(open_page, measure):
    page = open_page(
        VIEW, group="region", region="north-east", year=2023, measure=measure.replace("_", "-")
    )
    england = compare_queries.printed(measure, 2023)["value"].iloc[0]
    assert f"England's figure is {england:.1f}"[:-1] in reading.source_of(page)
    assert len(page.get("plotly_chart")) == 2


def test_a_measure_not_yet_collected_is_said_to_be_so(open_page):
    page = open_page(VIEW, group="london", year=2016, measure="csa-assessment-rate")
    assert "published by factor from 2018" in reading.source_of(page)
    assert len(page.get("plotly_chart")) == 1


def test_dfe_s_total_of_a_region_is_set_beside_its_councils_only_where_none_is_hidden(
    serving, open_page
):
    """Beside all the others, the total would narrow a hidden number, or all but print it."""
    withheld, shown = [], []
    for year in (2014, 2024):
        rows = compare_queries.councils_of(year)
        for region, councils in rows.groupby("region_name"):
            hidden = (councils["sexual_plans_status"] == "suppressed").any()
            names = compare_queries.printed("sexual_plan_rate", year, region)["area_name"].tolist()
            assert names == (["England"] if hidden else ["England", region]), (region, year)
            (withheld if hidden else shown).append((region, year))
    assert len(withheld) > 9 and shown
    text = reading.source_of(open_page(VIEW, group="region", region="south-west", year=2024))
    assert "would narrow it or come close to giving it away" in text
    assert "DfE's own total for South West" not in text


def test_the_quotation_holds_total_reason_members_and_caveats(open_page):
    page = open_page(VIEW, group="neighbours", council="bracknell-forest", year=2024)
    quoted = " ".join(reading.to_copy(page)[:3])  # the sentence, its caveat, its source
    rows = compare_queries.councils_of(2024)
    near = compare_queries.neighbours(
        rows.loc[rows["slug"] == "bracknell-forest", "series_code"].iloc[0]
    )
    assert len(near) == 10
    for name in near["label"]:
        assert name in quoted
    for said in (
        "The total is a range because",
        "Low identification is not low prevalence",
        "A figure alone is not a measure",
        "Source: Department for Education",
    ):
        assert said in quoted


def test_the_funnel_names_every_chosen_council_that_lies_outside(open_page):
    rows = compare_queries.councils_of(2024)
    outside = rows[rows["place"].isin(["above_95", "above_998", "below_95", "below_998"])]
    assert len(outside) == 6
    page = open_page(VIEW, group="picked", councils=",".join(outside["slug"]), year=2024)
    text = reading.source_of(page)
    assert "0 of the 6 councils of this set with a published number lie inside" in text
    for row in outside.itertuples():
        assert re.search(rf"{row.label} is (above|below) the (upper|lower) 9[59]", text)


@pytest.mark.parametrize("year", [2015, 2024])
def test_what_can_be_downloaded_has_no_blank_and_no_number_for_a_hidden_one(serving, year):
    from dashboard.takeaway import downloads

    rows = compare_queries.councils_of(year)
    header, *lines = downloads.csv(rows).decode("utf-8-sig").splitlines()
    place = header.split(",").index("sexual_plans")
    hidden = rows["sexual_plans_status"].eq("suppressed").tolist()
    assert len(lines) == len(rows)
    for line, is_hidden in zip(lines, hidden, strict=True):
        # Names such as "Bristol, City of" are quoted; no other cell holds a comma.
        cells = re.sub(r'"[^"]*"', "name", line).split(",")
        assert "" not in cells
        assert (cells[place] == "[c]") == is_hidden


typed = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        [
            "slough",
            "slough,reading",
            "cumbria",
            "south-west",
            "2024",
            "2013",
            "all",
            "inner",
            "picked",
            "region",
            "police",
            "neighbours",
            "london",
            ",",
            "-1",
            "nan",
            "<b>",
            "'; DROP TABLE plan; --",
            "sexual-share",
            "thames-valley",
        ]
    ),
)
KEYS = ["group", "region", "police", "council", "councils", "london", "year", "measure"]


@settings(max_examples=25)
@given(address=st.dictionaries(st.sampled_from(KEYS), typed, max_size=6))
def test_anything_typed_in_the_address_gives_a_page(open_page, address):
    page = open_page(VIEW, **address)
    assert page.title[0].value == "Compare councils"
    assert "This is not a league table" in reading.source_of(page)


def test_bars_are_adjusted_limits_and_the_exact_ones_stand_in_the_table_alone(open_page):
    page = open_page(VIEW, group="region", region="south-west", year=2024)
    codes = codes_of(2024, region_name="South West")
    rows = compare_queries.measured("sexual_plan_rate", codes, 2024)
    printed = rows[rows["status"] == "published"]
    text, seen = reading.source_of(page), 0
    for row in printed[printed["value"] > 0].itertuples():
        assert row.adjusted_low < row.limit_low and row.limit_high < row.adjusted_high
        for low, high in ((row.adjusted_low, row.adjusted_high), (row.limit_low, row.limit_high)):
            assert f">{words.rate(low)} to {words.rate(high)}<" in text
            seen += 1
    assert seen > 10
    assert "95% limits, adjusted for clustering" in text and "Exact Poisson 95% limits" in text


def test_beside_england_stands_the_one_verdict_in_words(open_page):
    page = open_page(VIEW, group="region", region="south-west", year=2024)
    table = next(
        h.proto.body for h in page.get("html") if "Plans and assessments for" in h.proto.body
    )
    rows = compare_queries.councils_of(2024)
    rows = rows[rows["region_name"] == "South West"]
    lines = table.split("<tr>")[2:]
    assert rows["place"].nunique() > 1
    for row, line in zip(rows.itertuples(), lines, strict=True):
        assert f">{chance_words.SHORT_BESIDE[row.place]}<" in line


def test_a_link_with_councils_and_no_group_compares_those_councils(open_page):
    page = open_page("views/compare.py", councils="slough,E06000038")
    text = reading.source_of(page)
    assert "Slough" in text and "Reading" in text
    headings = [h.value for h in (*page.header, *page.subheader)]
    assert any("Every council of the set" in heading for heading in headings), headings
