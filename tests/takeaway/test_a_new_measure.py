"""Adding a measure is adding one file: then it is everywhere a measure can be met."""

import json
import shutil

import pytest

import reading
from dashboard import database
from dashboard.queries import data as data_queries
from dashboard.queries import map as map_queries
from dashboard.queries import measures as measure_queries
from dashboard.queries.area import council as council_queries
from dashboard.takeaway import files
from dashboard.takeaway.published import api, package
from etl import measures
from etl.build import build

NAME = "section_47_rate"
DOCUMENT = """
place: 13
address: section-47-enquiries
title: Section 47 enquiries per 1,000 children
short_title: Section 47 enquiries, per 1,000 children
unit: per 1,000 children aged 0 to 17
after_value: " per 1,000"
decimals: 1
count: section_47_enquiries
base: residents_aged_0_to_17
per: 1000
levels: [council, region, england]
bands: [5, 10, 20, 40]
bounds: A hidden number has no bounds.
concerns: []
numerator: Section 47 enquiries begun in the year
denominator: Residents aged 0 to 17
counted_words: [enquiry, enquiries]
base_words: children aged 0 to 17
clause: "{n} section 47 {counted} began in {council} in the {year}"
polarity: none
why_it_matters: A measure of a test.
do_not_conclude: [Anything.]
warnings: []
sources: [dfe_cin_c4]
practice_review: not yet reviewed by a practitioner
"""


@pytest.fixture(scope="module")
def with_a_new_measure(tmp_path_factory):
    """The real figures with one measure more, of which only a file tells."""
    folder = tmp_path_factory.mktemp("measures")
    for file in measures.FOLDER.glob("*.yml"):
        shutil.copy(file, folder)
    (folder / f"{NAME}.yml").write_text(DOCUMENT)
    file = tmp_path_factory.mktemp("built") / "csa.duckdb"
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(measures, "FOLDER", folder)
        build(file)
    return file


@pytest.fixture
def serving(with_a_new_measure, monkeypatch):
    """In place of the real figures, for `open_page` too."""
    monkeypatch.setenv("CSA_DATABASE", str(with_a_new_measure))


@pytest.fixture
def by_hand(with_a_new_measure):
    """Slough's enquiries of 2024, and its children, from the tables of what was printed."""
    cursor = database.duckdb.connect(str(with_a_new_measure), read_only=True)
    ((enquiries,),) = cursor.execute(
        "SELECT value FROM activity WHERE area_code = 'E06000039' AND year_ending = 2024 "
        "AND measure = 'section_47_enquiries'"
    ).fetchall()
    ((children,),) = cursor.execute(
        "SELECT children FROM population WHERE area_code = 'E06000039' AND mid_year = 2023"
    ).fetchall()
    cursor.close()
    return enquiries, children


def test_it_is_among_the_measures_of_the_map_with_every_council_s_value(serving, by_hand):
    measure = measure_queries.MEASURES["section-47-enquiries"]
    assert measure.label == "Section 47 enquiries, per 1,000 children"
    assert list(measure_queries.MEASURES)[-1] == "section-47-enquiries"
    rows = map_queries.figures_in(NAME, 2024).set_index("slug")
    enquiries, children = by_hand
    assert rows.loc["slough"].value == pytest.approx(1000 * enquiries / children)
    assert rows["band"].notna().sum() > 140


def test_it_is_on_a_council_s_page(open_page):
    text = reading.words_of(open_page("views/council.py", council="slough", year=2024))
    assert "Section 47 enquiries, per 1,000 children" in text
    rows = council_queries.measures("E06000039", 2024)
    assert NAME in rows["measure"].tolist()


@pytest.mark.parametrize("typed", [NAME, "section-47-enquiries"])
def test_it_is_in_the_data_and_its_downloads_by_any_of_its_names(serving, by_hand, typed):
    chosen = data_queries.Selection(
        "long", (("measures", (typed,)), ("councils", ("slough",)), ("years", ("2024",))), ()
    )
    (row,) = data_queries.whole(chosen).itertuples()
    enquiries, children = by_hand
    assert row.value == pytest.approx(1000 * enquiries / children)
    assert NAME in data_queries.measures()
    assert NAME in files.csv(chosen).decode("utf-8-sig")


def test_it_is_in_the_api_and_the_dictionary(serving, by_hand):
    tables = package.described()
    about = json.loads(json.dumps(api.meta(tables), default=str))
    assert NAME in [measure["id"] for measure in about["measures"]]
    assert NAME in [measure["id"] for measure in about["indicators"]]
    (slough,) = [c for c in api.all_councils() if c["council_code"] == "E06000039"]
    (figure,) = [
        f
        for f in api.one_council(slough)["measures"]
        if f["measure"] == NAME and f["year_ending"] == 2024
    ]
    assert figure["counted"] == by_hand[0]
    assert f"| {NAME} | Section 47 enquiries per 1,000 children." in package.dictionary(tables)
