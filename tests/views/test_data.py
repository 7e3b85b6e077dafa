"""The Data page shows and hands out exactly the rows that its filters leave."""

import html
import io
import json
import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reading
from committed import rows_of
from dashboard import queries
from dashboard.queries import data as data_queries
from dashboard.queries.data import Selection
from dashboard.takeaway import downloads, files
from dashboard.words.itself import data as data_words
from years import YEARS

VIEW = "views/data.py"


def selection(form="wide", columns=(), **filters) -> Selection:
    return Selection(form, tuple((n, tuple(v)) for n, v in filters.items()), tuple(columns))


def by_hand(**wanted) -> int:
    """Rows of the wide form, counted in plain Python: each council and year with residents."""
    regions = {r["council_code"]: r["region_name"] for r in rows_of("councils")}
    statuses = {
        (row["area_code"], int(row["year_ending"])): row["status"]
        for row in rows_of("plans")
        if (row["flow"], row["basis"], row["category"]) == ("started", "initial", "sexual_abuse")
    }
    count = 0
    for row in rows_of("population"):
        code, year = row["area_code"], int(row["mid_year"]) + 1
        count += (
            row["area_level"] == "council"
            and wanted.get("region") in (None, regions[code])
            and wanted.get("year") in (None, year)
            and wanted.get("status") in (None, statuses.get((code, year), "not_available"))
        )
    return count


def test_without_a_filter_everything_is_shown(open_page):
    assert f"**{by_hand():,} rows, each a council and year" in reading.words_of(open_page(VIEW))


@pytest.mark.parametrize("year", YEARS)
def test_every_year_has_its_rows(serving, year):
    rows = data_queries.count(selection(years=[str(year)]))
    assert rows == by_hand(year=year) > 150


def test_filters_in_the_address_are_taken_and_said_in_words(open_page):
    page = open_page(VIEW, regions="london", years="2024,2023", statuses="suppressed")
    rows = by_hand(region="London", year=2024, status="suppressed") + by_hand(
        region="London", year=2023, status="suppressed"
    )
    assert (
        f"**{rows} rows, each a council and year (years 2024 and 2023; region London; status "
        "Suppressed [c])." in reading.words_of(page)
    )
    assert page.get("download_button")


@pytest.mark.parametrize(
    "slug",
    [
        "slough",
        "hampshire",
        "hackney",
        "isles-of-scilly",
        "city-of-london",
        "cumberland",
        "dorset",
        "gateshead",
    ],
)
def test_a_councils_rows_are_those_of_its_whole_series(open_page, slug):
    rows = data_queries.whole(selection(councils=[slug], columns=["council_code", "year_ending"]))
    listed = queries.councils().set_index("slug").loc[slug]
    assert set(rows["council_code"]) <= set(queries.council_codes(listed.series_code))
    assert rows["year_ending"].is_unique and len(rows) >= 1
    assert f"**{len(rows)} row" in reading.words_of(open_page(VIEW, councils=slug))


def test_a_filter_that_nothing_passes_offers_to_drop_one_of_them(open_page):
    page = open_page(VIEW, regions="london", years="2013", forces="west-mercia")
    assert "No row passes all these filters" in page.info[0].value
    offers = {b.label: b for b in page.button}
    label = f"Drop the filter by police force area: {by_hand(region='London', year=2013)} rows"
    assert label in offers
    offers[label].click().run()
    assert not page.exception
    assert f"**{by_hand(region='London', year=2013)} rows" in reading.words_of(page)
    assert page.query_params["forces"] in ("", [""])


def test_the_long_form_holds_every_figure(open_page):
    page = open_page(
        VIEW,
        form="long",
        measures="plans-started-sexual-abuse-initial",
        levels="council",
        years="2024",
    )
    assert f"**{by_hand(year=2024)} rows, each an area, year and measure" in reading.words_of(page)


def test_a_figure_brings_its_status_with_it(serving):
    chosen = selection(columns=["plans_per_100_csa_assessments"])
    assert data_queries.shown_columns(chosen) == [
        "council_code",
        "year_ending",
        "plans_per_100_csa_assessments",
        "plans_per_100_csa_assessments_status",
    ]


CHOICES = [
    selection(),
    selection(statuses=["suppressed"]),
    selection(councils=["hampshire", "south-tyneside"]),
    selection("long", measures=["plans_per_100_csa_assessments", "sexual_share"]),
    selection("long", councils=["isles-of-scilly"]),
    selection(columns=["council_name", "csa_assessments"], years=["2018"]),
]


@pytest.mark.parametrize("chosen", CHOICES)
def test_csv_read_back_equals_the_query_with_a_symbol_for_each_gap(serving, chosen):
    frame = data_queries.whole(chosen)
    content = files.csv(chosen)
    back = pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False)
    assert content.decode("utf-8-sig").splitlines()[0].split(",") == [
        *frame.columns,
        "data_version",
        "source",
        "licence",
        "caution",
    ]
    assert len(back) == len(frame) > 0
    assert set(back["data_version"]) == {queries.build_facts()["data_version"]}
    for name in frame.columns:
        for value, cell in zip(frame[name], back[name], strict=True):
            if pd.isna(value):
                assert cell in reading.SYMBOLS.values()
            elif isinstance(value, str):
                assert cell == value
            else:
                assert float(cell) == value
    if "sexual_plans_status" in frame and "sexual_plans" in frame:
        for status, cell in zip(back["sexual_plans_status"], back["sexual_plans"], strict=True):
            assert cell == reading.SYMBOLS.get(status, cell)
            assert (status == "published") is cell.isdigit()


ROLES = {
    "referrals": {"Department for Education, C1"},
    "sexual_plans_at_31_march": {"Department for Education, D4"},
    "csa_assessment_rate": {"Department for Education, C3", "Department for Education, ONS"},
    "plans_at_31_march_sexual_abuse_initial_by_group": {"Department for Education, A5"},
}


@pytest.mark.parametrize("measure", ROLES)
def test_every_format_says_the_sources_of_its_own_rows(serving, measure):
    import pyarrow.parquet

    chosen = selection("long", measures=[measure], years=["2024", "2025"])
    named = {source.partition(":")[0].split(" mid-year")[0] for source in files.sources(chosen)}
    assert named == ROLES[measure]
    back = pd.read_csv(io.BytesIO(files.csv(chosen)), dtype=str, keep_default_na=False)
    in_cells = {part for cell in back["source"] for part in cell.split("; ")}
    assert in_cells == set(files.sources(chosen))
    assert set(back["licence"]) == {"Open Government Licence v3.0"}
    told = pyarrow.parquet.read_table(io.BytesIO(files.parquet(chosen, "Rows."))).schema.metadata
    assert told[b"sources"].decode() == "; ".join(files.sources(chosen))
    assert b"Low identification is not low prevalence." in told[b"caution"]
    book = files.workbook(chosen, "Rows.")
    assert all(source in book.source for source in files.sources(chosen))
    cells = {cell for name in back for cell in back[name]}
    assert {line.split()[0] for line in book.legend} == cells & {*reading.SYMBOLS.values()}


def test_the_wide_form_says_the_sources_of_the_columns_it_shows(serving):
    plans = selection(columns=["all_plans"], years=["2024"])
    (source,) = files.sources(plans)
    assert "D2" in source
    assert "C3" in files.sources(selection(columns=["csa_assessments"]))[0]


@pytest.mark.parametrize("form", ["wide", "long"])
def test_no_choice_of_columns_loses_what_names_a_row(serving, form):
    for column in data_queries.columns_of(form)["column_name"]:
        shown = data_queries.shown_columns(selection(form, columns=[column]))
        assert set(data_queries.KEYS[form]) <= set(shown)
        rows = data_queries.whole(
            selection(form, columns=[column], years=["2024"], councils=["slough"])
        )
        assert not rows.duplicated(list(data_queries.KEYS[form])).any()


def test_geojson_says_what_it_was_filtered_to(open_page):
    page = open_page(VIEW, years="2013,2024", regions="london", format="geojson")
    assert "Outlines and figures of 2024" in " ".join(c.value for c in page.caption)
    chosen = files.of_year(selection(years=["2013", "2024"], regions=["London"]), 2024)
    read = json.loads(files.geojson(chosen, "33 rows, of the year 2024."))
    assert read["rows"] == "33 rows, of the year 2024." and len(read["features"]) == 33
    assert "D2" in read["sources"] and read["licence"] == "Open Government Licence v3.0"
    assert read["caution"].startswith("Low identification is not low prevalence.")
    assert {f["properties"]["year_ending"] for f in read["features"]} == {2024}


@pytest.mark.parametrize("chosen", CHOICES)
def test_parquet_read_back_equals_the_query_with_nulls(serving, chosen):
    import pyarrow.parquet

    content = files.parquet(chosen, "Rows of a test.")
    table = pyarrow.parquet.read_table(io.BytesIO(content))
    pd.testing.assert_frame_equal(table.to_pandas(), data_queries.whole(chosen), check_dtype=False)
    assert table.schema.metadata[b"data_version"].decode() == queries.build_facts()["data_version"]


@pytest.mark.parametrize(("year", "councils"), [(2013, 152), (2020, 151), (2024, 153)])
def test_geojson_has_a_shape_for_each_council_of_the_year(serving, year, councils):
    import shapely

    chosen = files.of_year(selection(years=["2013", str(year)]), year)
    read = json.loads(files.geojson(chosen, "Rows of a test."))
    assert len(read["features"]) == councils
    hidden = 0
    for feature in read["features"]:
        assert shapely.geometry.shape(feature["geometry"]).is_valid
        figures = feature["properties"]
        assert figures["year_ending"] == year
        published = figures["sexual_plans_status"] == "published"
        hidden += not published
        assert (figures["sexual_plans"] is None) is not published
    assert hidden > 20


def test_a_spreadsheet_is_prepared_on_request_and_then_offered(open_page):
    page = open_page(VIEW, regions="north-east", years="2024", format="xlsx")
    assert not [b for b in page.get("download_button") if "XLSX" in b.label]
    next(b for b in page.button if b.label.startswith("Prepare XLSX")).click().run()
    assert not page.exception and not page.error
    assert [b.label for b in page.get("download_button") if b.label.startswith("Download XLSX")]


def test_a_table_too_long_for_a_spreadsheet_is_refused_in_words(open_page):
    page = open_page(VIEW, form="long", format="ods")
    assert "at most 25,000 rows" in " ".join(i.value for i in page.info)


@pytest.mark.parametrize(
    ("chosen", "kind", "year", "begins"),
    [
        (selection(), "csv", None, "council-years_all-areas_all-years_"),
        (
            selection(councils=["slough"], years=["2023", "2024"]),
            "xlsx",
            None,
            "council-years_slough_2023-2024_",
        ),
        (
            selection("long", measures=["referrals"], regions=["South East"]),
            "parquet",
            None,
            "referrals_south-east_all-years_",
        ),
        (
            selection(forces=["Devon & Cornwall"]),
            "geojson",
            2024,
            "council-years_devon-cornwall_2024_",
        ),
    ],
)
def test_a_files_name_says_measure_area_years_and_version(serving, chosen, kind, year, begins):
    version = queries.build_facts()["data_version"]
    assert files.name(chosen, kind, year) == f"{begins}{version}.{kind}"


def test_the_question_shown_in_sql_gives_the_same_rows(serving):
    from dashboard import database

    for chosen in CHOICES:
        rows = database.cursor().execute(data_queries.as_text(chosen)).df()
        pd.testing.assert_frame_equal(rows, data_queries.whole(chosen))


@given(st.text(max_size=30))
def test_no_filter_value_becomes_sql(text):
    question, values = data_queries.sql(selection(councils=[text], years=["2024"]), "COUNT(*)")
    plain, _ = data_queries.sql(selection(councils=["x"], years=["2024"]), "COUNT(*)")
    assert question == plain and values == [text, "2024"]


NAMES = st.sampled_from(
    [
        "form",
        "years",
        "regions",
        "forces",
        "councils",
        "classes",
        "statuses",
        "measures",
        "levels",
        "columns",
        "part",
        "format",
        "briefing",
        "data",
        "council",
    ]
)
VALUES = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        [
            "long",
            "wide",
            "2024",
            "2024,1999",
            "london",
            "9999999999",
            "-1",
            "nan",
            "'; DROP TABLE plan; --",
            "xlsx",
            "geojson",
            "slough",
            "1e400",
            ",,,",
        ]
    ),
)


@settings(max_examples=25)
@given(st.dictionaries(NAMES, VALUES, max_size=4))
def test_anything_typed_in_the_address_gives_a_page(open_page, address):
    page = open_page(VIEW, **address)
    assert page.title[0].value == "Data"


def test_a_cell_is_said_as_a_reader_expects():
    assert data_words.cell(2024, "year_ending") == "2024"
    assert data_words.cell(62110.0, "all_plans") == "62,110"
    assert data_words.cell(0.17912, "sexual_rate_per_1000") == "0.179"
    assert data_words.cell(0.00004, "sexual_share") == "0.00004"
    assert data_words.cell(0.1998, "sexual_rate_per_1000") == "0.1998"  # its class is very low
    assert data_words.cell("[c]", "sexual_plans") == "[c]"


def test_a_ratio_says_by_its_own_status_why_it_is_missing():
    """Plans are published, assessments are hidden: the ratio is hidden, not "not applicable"."""
    frame = pd.DataFrame(
        {
            "plans_per_100_csa_assessments": [None, None, 12.5],
            "plans_per_100_csa_assessments_status": ["suppressed", "not_available", "published"],
            "sexual_plans_status": ["published", "suppressed", "published"],
            "csa_assessments_status": ["suppressed", "not_available", "published"],
        }
    )
    assert downloads.tidy(frame)["plans_per_100_csa_assessments"].tolist() == ["[c]", "[x]", 12.5]


def test_the_address_offered_for_copying_gives_the_rows_on_the_page(open_page, serving):
    from urllib.parse import parse_qsl, urlsplit

    from dashboard.delivery import live_tables

    page = open_page(
        VIEW, form="long", measures="sexual_plan_rate", councils="slough,E06000053", years="2024"
    )
    (fold,) = [h.proto.body for h in page.get("html") if "Power Query" in h.proto.body]
    address = re.search(r"/api/v1/table\.csv\?[^<\"]+", html.unescape(fold))[0]
    asked = live_tables.understood(parse_qsl(urlsplit(address).query))
    assert asked.pop("data") == [queries.build_facts()["data_version"]]
    _, content = live_tables.table(asked)
    back = pd.read_csv(io.BytesIO(content))
    assert set(back["area_code"]) == {"E06000039", "E06000053"} and len(back) == 2


@pytest.mark.parametrize("wrong", [{"councils": "narnia"}, {"regions": "mordor", "years": "2024"}])
def test_a_link_whose_filter_names_nothing_shows_nothing_and_says_so(open_page, wrong):
    page = open_page(VIEW, **wrong)
    assert "names none that there is" in " ".join(i.value for i in page.info)
    assert "rows, each" not in reading.words_of(page)
    next(b for b in page.button if b.label == "Show everything").click().run()
    assert "rows, each a council and year" in reading.words_of(page)


def test_what_a_link_names_rightly_beside_a_slip_is_shown(open_page):
    assert "**13 rows" in reading.words_of(open_page(VIEW, councils="narnia,E06000039"))
