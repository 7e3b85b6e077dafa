"""Whatever is wrong with a file that is kept here, the refusal names it, and nothing has changed.

Files are spoilt one at a time beside an invented country, which is small, and refused long before
anything is worked out: no database is built here. What is spoilt in publishers' files is in
read/test_mutations.py, in boundary files of ONS in geo/test_boundary_files.py.
"""

import re
import shutil
from pathlib import Path

import duckdb
import pytest
import yaml

import invented
from etl import corrections, kept, measures, sources, tables
from etl.build import DATA, build
from etl.chance import methods
from etl.errors import Refusal
from etl.load import load
from etl.put.replacing import NOTE, finish
from etl.read import names, newest_year
from etl.read.councils import HISTORY, Councils
from etl.read.extract import extract
from geo import hexes
from geo.council_list import read_councils
from geo.grid import HERE, read_shapes

OLD = b"the database that serves"


def lines(spoil):
    """A way to spoil the lines of a file, which end as they did."""
    return lambda raw: b"".join(spoil(raw.splitlines(keepends=True)))


# How any file may come, and what is said of it.
FORMS = {
    "empty": (lambda raw: b"", ""),
    "of another encoding": (lambda raw: raw.replace(b"e", b"\xe9"), "is not UTF-8"),
    "UTF-16": (lambda raw: raw.decode().encode("utf-16"), "line 1 is not UTF-8"),
    "with a zero byte": (lambda raw: raw[:-2] + b"\0" + raw[-2:], "zero byte"),
}
DOCUMENTS = FORMS | {
    "no YAML nor JSON": (lambda raw: b'{"a": [\n', "this is not "),
    "a text": (lambda raw: b'"a text"\n', "here is a text"),
    "a number that is none": (lambda raw: b"[NaN]", ""),
}
TABLES = FORMS | {
    "without its header": (lines(lambda rows: rows[1:]), "is no header"),
    "with its header twice": (lines(lambda rows: [*rows, rows[0]]), "is the header again"),
    "with a column more": (
        lines(lambda rows: [row.replace(b"\n", b",x\n") for row in rows]),
        "unknown column x",
    ),
    "with a column renamed": (lambda raw: b"renamed_" + raw, "no column "),
    "with a column twice": (
        lines(lambda rows: [row[: row.index(b",") + 1] + row for row in rows]),
        "stands there twice",
    ),
    "with semicolons": (
        lines(lambda rows: [row.replace(b",", b";") for row in rows]),
        "commas between the columns",
    ),
    "cut in a row": (lambda raw: raw + b"cut,", "cells"),
    "cut in the last cell": (lambda raw: raw[:-2], "seems cut short|quotes that close|cells"),
    "with a quote that stays open": (lambda raw: raw[:-1] + b'\n"', "quotes that close"),
}


def reader_of_documents(file: Path, monkeypatch):
    """What reads a YAML or JSON document of that name."""
    if file.parent.name == "measures":
        monkeypatch.setattr(measures, "FOLDER", file.parent)
        monkeypatch.setattr(measures, "SCHEMA", file.parent / "schema.json")
        return lambda: measures.load()
    if file.name == methods.FILE.name:
        monkeypatch.setattr(methods, "FILE", file)
        return lambda: methods.methods(duckdb.connect())
    return {
        "sources.yml": lambda: sources.load(file),
        "corrections.yml": lambda: corrections.load(file),
        "councils.geojson": lambda: read_shapes(file.name, file.parent),
    }[file.name]


DOCUMENT_FILES = [
    sources.SOURCES_FILE,
    corrections.CORRECTIONS_FILE,
    methods.FILE,
    measures.FOLDER / "schema.json",
    measures.FOLDER / "sexual_share.yml",
    HERE / "councils.geojson",
]
TABLE_FILES = {
    **{
        file: lambda file, kind=Path(file).parent.name: tables.read(file.parent, file.stem, kind)
        for file in tables.FILES.values()
        if (DATA / file).exists()
    },
    "reference/area_aliases.csv": None,
    "reference/council_history.csv": Councils.from_file,
    "reference/national_series.csv": newest_year.national_series,
    "figures/councils.csv": read_councils,
    "../geo/hexes.csv": hexes.read_layout,
}


def reader_of_tables(file: Path, name: str, monkeypatch):
    if name.endswith("area_aliases.csv"):
        monkeypatch.setattr(names, "ALIASES", file)
        names._aliases.cache_clear()
        return names._aliases
    return lambda: TABLE_FILES[name](file)


def said_of(call) -> str:
    """The refusal as the command line prints it."""
    with pytest.raises(Refusal) as refused:
        call()
    said = f"Refused. {refused.value}"
    assert "What to do: " in said, said
    return said


def assert_is_brief(said: str, file: Path) -> None:
    """In less than 300 characters, where the project stands where it does and not in a test's."""
    assert len(said.replace(str(file.parent), "data")) < 300 and "\n" not in said, said
    assert str(file) in said, said


def copy_of(file: Path, folder: Path) -> Path:
    """The file in a folder of the same name; a measure with the others beside it."""
    if file.parent.name == "measures":
        shutil.copytree(file.parent, folder / "measures", ignore=shutil.ignore_patterns("*.py*"))
    else:
        (folder / file.parent.name).mkdir()
        shutil.copy(file, folder / file.parent.name)
    return folder / file.parent.name / file.name


@pytest.mark.parametrize("how", DOCUMENTS)
@pytest.mark.parametrize("file", DOCUMENT_FILES, ids=lambda file: file.name)
def test_a_document_that_is_none_is_named(file, how, tmp_path, monkeypatch):
    spoilt = copy_of(file, tmp_path)
    read = reader_of_documents(spoilt, monkeypatch)
    if file.name != "schema.json" and "measures" not in str(file):
        monkeypatch.setattr(kept, "ROOT", tmp_path / "elsewhere")
    if file.name != methods.FILE.name:
        read()
    spoil, words = DOCUMENTS[how]
    spoilt.write_bytes(spoil(file.read_bytes()))
    if how == "empty" and file.name == "corrections.yml":
        assert read() == []  # nothing needs be declared
        return
    said = said_of(read)
    assert_is_brief(said, spoilt)
    assert words in said or file.name == "schema.json", said


@pytest.mark.parametrize("how", TABLES)
@pytest.mark.parametrize("name", TABLE_FILES)
def test_a_table_that_is_none_is_named(name, how, tmp_path, monkeypatch):
    spoilt = copy_of(DATA / name, tmp_path)
    whole = b"".join(spoilt.read_bytes().splitlines(keepends=True)[:30])
    read = reader_of_tables(spoilt, name, monkeypatch)
    spoil, words = TABLES[how]
    spoilt.write_bytes(spoil(whole))
    said = said_of(read)
    assert_is_brief(said, spoilt)
    assert re.search(words, said), said


@pytest.mark.parametrize("name", TABLE_FILES)
def test_a_table_saved_by_a_spreadsheet_says_the_same(name, tmp_path):
    file = copy_of(DATA / name, tmp_path)
    before = kept.table(file, kept.text(file).splitlines()[0].split(","))
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert kept.table(file, list(before)).equals(before) and len(before) > 1


def no_file(file: Path) -> None:
    file.unlink()


def a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def a_ring(file: Path) -> None:
    file.unlink()
    file.symlink_to(file)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (no_file, "the file is not there"),
        (a_folder, "it is a folder"),
        (a_ring, "it cannot be read (Too many levels of symbolic links)"),
    ],
)
@pytest.mark.parametrize("file", [*DOCUMENT_FILES, DATA / "figures" / "plans.csv"], ids=str)
def test_what_is_no_file_is_named(file, spoil, words, tmp_path):
    spoilt = copy_of(file, tmp_path)
    spoil(spoilt)
    said = said_of(lambda: kept.text(spoilt))
    assert_is_brief(said, spoilt)
    assert words in said


def test_a_file_without_rights_and_one_without_end_are_named(tmp_path, monkeypatch):
    file = copy_of(sources.SOURCES_FILE, tmp_path)
    monkeypatch.setattr(kept, "MOST", 1000)
    assert "too large. Expected at most 1,000 bytes" in said_of(lambda: sources.load(file))

    def shut(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", shut)
    assert "(Permission denied). What to do: give whoever runs" in said_of(
        lambda: sources.load(file)
    )


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("years", [2024, 2013], "end before they begin"),
        ("years", "2013 to 2024", "column years: here is 2013 to 2024. Expected a list or nothing"),
        ("published", "2009-02-31", "column published: '2009-02-31' is not a 'date'"),
        ("columns", "time_period", "Expected a list or nothing"),
        ("file", "../../etc/passwd", "a path below data/raw"),
        ("download", "ask DfE", "an address of the web"),
        ("sha256", "abc", "column sha256"),
        ("bytes", None, "of sha256 and bytes one is empty"),
        ("pinned", "yes", "column pinned: here is yes. Expected true or false"),
        ("role", "d22", "does not end in its role"),
        ("title", "", "column title"),
    ],
)
def test_a_wrong_entry_of_the_sources_is_named_by_its_key_and_field(column, value, words, tmp_path):
    entries = yaml.safe_load(sources.SOURCES_FILE.read_text())
    entries[1][column] = value
    file = tmp_path / "sources.yml"
    file.write_text(yaml.safe_dump(entries))
    said = said_of(lambda: sources.load(file))
    assert words in said and f"{file}, entry dfe_cin_d4" in said and len(said) < 350, said


def test_a_role_that_is_missing_and_a_field_that_is_there_twice_are_named(tmp_path):
    file = tmp_path / "sources.yml"
    entries = yaml.safe_load(sources.SOURCES_FILE.read_text())
    file.write_text(yaml.safe_dump(entries[1:]))
    assert "no entry has the role d2" in said_of(lambda: sources.load(file))
    text = sources.SOURCES_FILE.read_text()
    file.write_text(text.replace("  pinned: false\n", "  pinned: false\n  pinned: true\n", 1))
    assert "pinned stands there twice, in line 33" in said_of(lambda: sources.load(file))


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("year", "2016", "column year: here is 2016. Expected a whole number"),
        ("area_code", "Wakefield", "a code of ONS"),
        ("bases", "initial", "column bases: here is initial. Expected a list"),
        ("flow", "ended", "column flow: 'ended' is not one of"),
        ("expectation", {"total_less_parts": 0}, "total_less_parts"),
        ("release", 2024, "Expected text"),
    ],
)
def test_a_wrong_correction_is_named_by_its_area_and_field(column, value, words, tmp_path):
    (entry,) = yaml.safe_load(corrections.CORRECTIONS_FILE.read_text())
    file = tmp_path / "corrections.yml"
    file.write_text(yaml.safe_dump([entry | {column: value}]))
    said = said_of(lambda: corrections.load(file))
    assert words in said and f"{file}, entry 1, area_code " in said, said
    file.write_text(yaml.safe_dump([entry, entry]))
    assert "entry 2, area_code E08000036, year 2016: it is declared twice" in said_of(
        lambda: corrections.load(file)
    )


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("bands", [1, float("inf")], "inf"),
        ("bands", [1, float("nan")], "nan"),
        ("base", "plans_started_sexual_abuse_initial", "divided by itself"),
        ("warnings", ["small_number"], "'small_number' is not one of"),
        ("clause", "{n} {plans} in {council}", "no other name in brackets"),
        ("column", "class", "its fields do not go together"),
        ("address", "plan-rate", "sexual_plan_rate.yml has the same address"),
        ("title", "Plans expected at England's rate", "has the same title"),
        ("was", ["sexual_plans"], "has the same name: sexual_plans"),
        ("was", ["sexual_rate_per_1000"], "has the same name: sexual_rate_per_1000"),
    ],
)
def test_a_wrong_measure_is_named_by_its_file(field, value, words, tmp_path, monkeypatch):
    file = copy_of(measures.FOLDER / "sexual_share.yml", tmp_path)
    file.write_text(yaml.safe_dump(yaml.safe_load(file.read_text()) | {field: value}))
    said = said_of(lambda: measures.load(file.parent))
    assert words in said, said
    assert "sexual_share.yml" in said or "sexual_plan" in said, (
        said
    )  # of two, whichever is read last
    assert len(said) < 400


@pytest.fixture
def country(tmp_path) -> Path:
    """The data of the invented country, beside a database that serves."""
    (tmp_path / "csa.duckdb").write_bytes(OLD)
    return invented.write(tmp_path / "data")


def refused(data: Path, build_it=build) -> str:
    """What building the country's database is refused with; all else has stayed as it was."""
    database = data.parent / "csa.duckdb"
    before = sorted(data.parent.rglob("*"))
    said = said_of(lambda: build_it(database, data))
    assert database.read_bytes() == OLD and sorted(data.parent.rglob("*")) == before
    assert str(database) not in said and len(said.replace(str(data), "data")) < 300, said
    return said


# File, a cell of its first row (added where the list is empty), and what is said of it.
N, E, MID = invented.NORTHFORD, invented.EASTMERE, "E99999999"
EVENT = {"event_date": "2014-08", "kind": "data", "label": "x", "event": "x", "source": "x"}
INSPECTION = {
    **{"council_code": N, "council_name": "Northford", "round": "2016", "theme": "x"},
    **{"fieldwork_from": "2016-03-14", "fieldwork_to": "2016-03-18", "letter_published": ""},
    "source": "x",
}
LINE = {
    **{"position": "1", "name": "x", "for_whom": "x", "telephone": "0800 1111", "web": ""},
    **{"checked_on": "2026-11-22", "checked_against": "x"},
}
FOUND = {
    **{"year_ending": "2010", "all_plans": "50", "sexual_plans": "5"},
    **{"sexual_share_per_cent": "10", "precision": "x", "source": "x"},
}
CLAIMED = {"council_code": N, "mid_year": "2021", "children": "9", "release": "2022"}
ROWS = [
    ("figures/councils", {}, "code_from", "2009-02-31", "code_from is 2009-02-31. Expected a day"),
    ("figures/councils", {}, "code_from", "infinity", "Expected a day"),
    ("figures/councils", {}, "council_name", "", "there is no council_name"),
    ("figures/plans", {}, "value", "5.5", "value is 5.5. Expected a whole number"),
    ("figures/plans", {}, "status", "hidden", "'hidden' is none of the words"),
    ("figures/plans", {}, "basis", "last", "it breaks the rule "),
    ("figures/population", {}, "children", "-4", "it breaks the rule "),
    ("figures/nhs_boards", {}, "share", "nan", "share is nan. Expected a number"),
    ("reference/policy_timeline", EVENT, "event_date", "2014-02-31", "is_day(event_date)"),
    ("reference/policy_timeline", EVENT, "event_date", "last May", "is_day(event_date)"),
    ("reference/policy_timeline", EVENT, "kind", "gossip", "it breaks the rule "),
    (
        "reference/inspections",
        INSPECTION,
        "council_code",
        MID,
        f'nobody knows the "council_code: {MID}"',
    ),
    ("reference/inspections", INSPECTION, "fieldwork_to", "2016-03-01", "fieldwork_from <= fiel"),
    ("reference/inspections", INSPECTION, "letter_published", "2016-03-01", "<= letter_published"),
    ("reference/inspections", INSPECTION, "letter_published", "2009-02-31", "Expected a day"),
    ("reference/carried_figures", {}, "carried_from", "2021", "carried_from < year_ending"),
    ("reference/carried_figures", {}, "year_ending", "20210", "is_year(year_ending)"),
    ("reference/partnerships", {}, "seen", "2022-02-30", "is_day(seen)"),
    ("reference/partnerships", {}, "seen", "2018-12", "(since, length(seen)) <= seen"),
    ("reference/support_lines", LINE, "telephone", "ask NSPCC", "telephone"),
    ("reference/support_lines", LINE, "checked_on", "2026-11-31", "Expected a day"),
    ("reference/national_series", FOUND, "sexual_plans", "500", "sexual_plans <= all_plans"),
    ("reference/national_series", FOUND, "sexual_share_per_cent", "infinity", "Expected a number"),
    ("reference/claim_populations", CLAIMED, "council_code", MID, "nobody knows the"),
    ("reference/police_forces_elsewhere", {}, "years_without", "in 2021", "years_without"),
    ("reference/offences", {}, "names_a_child", "perhaps", "Expected true or false"),
    ("reference/prevalence_estimates", {}, "value", "0", '"value" > 0'),
]


@pytest.mark.parametrize(("name", "new", "column", "value", "words"), ROWS)
def test_a_row_of_nonsense_is_named_by_its_place_and_council(
    name, new, column, value, words, country
):
    file = country / f"{name}.csv"
    rows = tables.read(file.parent, file.stem, file.parent.name)
    rows = rows if len(rows) else rows.reindex([0]).assign(**new)
    rows.loc[rows.index[-1], column] = value
    rows.to_csv(file, index=False, lineterminator="\n")
    said = refused(country)
    assert f"file {file}, row {len(rows) + 1}" in said and words in said, said
    code = rows.iloc[-1].get("council_code", rows.iloc[-1].get("area_code"))
    kind = "region" if code == invented.REGION else "council"
    assert code is None or f"{kind} {code}" in said


def test_the_first_row_that_a_table_refuses_is_found_among_many(country):
    file = country / "figures" / "plans.csv"
    text = file.read_text().splitlines(keepends=True)
    file.write_text("".join([*text[:50], text[20], *text[50:]]))
    said = refused(country)
    assert f"{file}, row 51, council " in said and "it is there twice: " in said


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda row: row.replace(",2021-03-31,", ",2008-03-31,"), "ends before it begins"),
        (lambda row: row.replace(",2021-03-31,", ",2021-02-31,"), "code_to is 2021-02-31"),
        (lambda row: row.replace(",2021-03-31,", ",,"), "only a part of its end is told"),
        (lambda row: row.replace(",split", ",taken over"), "change_kind is taken over"),
        (lambda row: row.replace("E06000062", "E99999999"), "E99999999 is no other row's code"),
        (lambda row: row + row, "this code is there twice"),
    ],
)
def test_a_council_that_ends_before_it_begins_is_named(spoil, words, tmp_path):
    file = copy_of(HISTORY, tmp_path)
    text = file.read_text().splitlines(keepends=True)
    place = next(n for n, row in enumerate(text) if ",2021-03-31," in row)
    text[place] = spoil(text[place])
    file.write_text("".join(text))
    said = said_of(lambda: Councils.from_file(file))
    assert words in said and str(file) in said


@pytest.mark.parametrize(
    ("shape", "words"),
    [
        ({"type": "FeatureCollection"}, "'features' is a required property"),
        ({"features": []}, "features: [] "),
        ({"features": [{"properties": {}, "geometry": {}}]}, "'council_code' is a required"),
    ],
)
def test_outlines_of_another_form_are_named(shape, words, tmp_path):
    import json

    (tmp_path / "councils.geojson").write_text(json.dumps(shape))
    said = said_of(lambda: read_shapes("councils.geojson", tmp_path))
    assert words in said and "councils.geojson" in said and len(said) < 300 + len(str(tmp_path))


def test_outlines_that_cross_themselves_are_named(tmp_path):
    text = (HERE / "councils.geojson").read_text()
    bow = '"geometry":{"type":"Polygon","coordinates":[[[0,52],[1,53],[1,52],[0,53],[0,52]]]}}'
    head, _, rest = text.partition('"geometry":')
    (tmp_path / "councils.geojson").write_text(f"{head}{bow}{rest[rest.index('},') + 1 :]}")
    said = said_of(lambda: read_shapes("councils.geojson", tmp_path))
    assert "the shape of Hartlepool is none" in said


def test_two_councils_in_one_hexagon_are_named(tmp_path):
    text = (HERE / "hexes.csv").read_text().splitlines()
    text[5] = f"{text[5].split(',')[0]},{text[4].split(',', 1)[1]}"
    (tmp_path / "hexes.csv").write_text("\n".join(text) + "\n")
    said = said_of(lambda: hexes.read_layout(tmp_path / "hexes.csv"))
    assert "hexes.csv, row 6" in said and "its cell is there twice" in said


@pytest.mark.parametrize(
    ("field", "value", "what"),
    [
        ("sources", ["dfe_cin_d9"], "nobody knows dfe_cin_d9. Expected the id of an entry"),
        ("count", "plans_ended", "nobody knows plans_ended. Expected a name of area_count"),
        ("concerns", ["plans_ended"], "nobody knows plans_ended"),
    ],
)
def test_a_measure_of_what_nobody_knows_is_named(field, value, what, country, monkeypatch):
    (country / "more").mkdir()
    folder = copy_of(measures.FOLDER / "sexual_share.yml", country / "more").parent
    file = folder / "sexual_share.yml"
    file.write_text(yaml.safe_dump(yaml.safe_load(file.read_text()) | {field: value}))
    monkeypatch.setattr(measures, "FOLDER", folder)
    said = refused(country, lambda _, data: load(duckdb.connect(), data))
    assert what in said and f"{file}, column {field}" in said


def test_a_fault_that_the_figures_have_not_is_named_as_the_declarations(country):
    """The invented country has no Wakefield, whose fault is declared."""
    said = refused(country)
    assert "etl/corrections.yml, council E08000036, year 2016" in said
    assert "the figures have no such row" in said


def test_every_step_refuses_spoilt_sources_and_changes_nothing(country):
    from etl.take.fetch import fetch
    from etl.update import Places, update

    file = country.parent / "sources.yml"
    file.write_text("role: d2\n")
    raw, figures = country / "raw", country / "figures"
    raw.mkdir()
    for step in (
        lambda *_: extract(raw, figures, file),
        lambda *_: fetch(raw, file, offline=True),
        lambda *_: update(places=Places(country, file), offline=True),
        lambda database, data: build(database, data, file),
    ):
        said = refused(country, step)
        assert f"file {file}: here is " in said and "Expected a list" in said


def test_a_note_of_an_update_that_cannot_be_read_is_named(country):
    (country / NOTE).write_text("[3")
    assert str(country / NOTE) in refused(country, lambda *_: finish(country))
