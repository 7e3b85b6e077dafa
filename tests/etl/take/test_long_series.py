"""England's long series, from a local service to the mart, in invented files of each shape.

Nobody here has seen the file's real columns. Where a file goes into the figures beside real ones,
its numbers are those that our own figures and reference have in print, and x elsewhere: no number
is made up for England.
"""

import csv
import shutil
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from etl import sources
from etl.build import DATA, build
from etl.errors import Refusal
from etl.read import other_prints
from etl.read.extract import FIGURES, extract
from etl.read.files import long_series
from next_release import boundaries
from publisher import Publisher
from take.test_fetch import Project, invented_releases, official_releases, project_in, recorded_as
from take.test_update import run

pytestmark = pytest.mark.usefixtures("once")
ROLE = "long_series"
SLUG = "children-in-need-a-focus-on-sexual-abuse-and-exploitation"
PLACE = Path("dfe-focus-on-sexual-abuse") / "2025"
NAME = "children_starting_cpps_1994_2025.csv"
TITLE = "Children starting child protection plans, 1994-2025"
FIXED = "time_period,time_identifier,geographic_level,country_code,country_name"
ENGLAND = "Reporting year,National,E92000001,England"
YEARS = range(1994, 2026)
EVERY = {year: (30_000 + 10 * year, 1_000 + year % 7 * 10) for year in YEARS}  # invented


def wide(numbers: dict, names: tuple[str, str] = ("CPP_start", "Sexual_Abuse_Initial")) -> str:
    """A row a year, as in A5 and D2, with percentages and other categories between."""
    lines = [f"{FIXED},category,{names[0]},Neglect_Initial,{names[1]},Sexual_Abuse_Initial_percent"]
    lines += [
        f"{year},{ENGLAND},Child protection plans,{whole},7,{sexual},3.5"
        for year, (whole, sexual) in numbers.items()
    ]
    return "\n".join(lines) + "\n"


def long(numbers: dict) -> str:
    """A row a year and category, with one column of counts and one of percentages."""
    lines = [f"{FIXED},initial_category,number_of_plans,percentage"]
    for year, (whole, sexual) in numbers.items():
        for name, count in (("Total", whole), ("Neglect", 7), ("Sexual abuse", sexual)):
            lines.append(f"{year},{ENGLAND},{name},{count},50.0")
    return "\n".join(lines) + "\n"


SHAPES = {"wide": wide, "long": long}


@pytest.fixture(params=SHAPES)
def shape(request):
    return SHAPES[request.param]


def saved(folder: Path, text: str, name: str = NAME) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def published() -> dict[int, tuple[str, str]]:
    """Both numbers of each year as our figures and reference have them in print, or else x."""
    found = {year: ["x", "x"] for year in YEARS}
    with (DATA / "reference" / "national_series.csv").open() as file:
        for row in csv.DictReader(file):
            found[int(row["year_ending"])] = [row["all_plans"] or "x", row["sexual_plans"] or "x"]
    with (FIGURES / "plans.csv").open() as file:
        for row in csv.DictReader(file):
            if (row["area_level"], row["flow"]) == ("england", "started"):
                place = {("either", "all"): 0, ("initial", "sexual_abuse"): 1}
                if (row["basis"], row["category"]) in place:
                    at = place[row["basis"], row["category"]]
                    found[int(row["year_ending"])][at] = row["value"]
    return {year: (whole, sexual) for year, (whole, sexual) in found.items()}


# What is read ----------------------------------------------------------------------------------


def test_each_shape_gives_the_same_rows(shape, tmp_path):
    read = long_series.extract(saved(tmp_path, shape(EVERY)), "2025")
    rows = {(r.year_ending, r.measure): r for r in read.itertuples()}
    assert len(rows) == len(read) == 2 * len(YEARS)
    for year, (whole, sexual) in EVERY.items():
        for measure, number in (("all_plans", whole), ("sexual_plans", sexual)):
            row = rows[year, measure]
            assert (row.value, row.status, row.symbol, row.release) == (
                number,
                "published",
                "",
                "2025",
            )
            hundreds = whole % 100 == sexual % 100 == 0
            assert row.rounded_to == (100 if hundreds else 10)


@pytest.mark.parametrize(
    "names",
    [
        ("CPP_start", "Sexual_Initial"),
        ("cpp_start", "SEXUAL_ABUSE_INITIAL"),
        ("CPPStart", "Initial_sexual_abuse"),
        ("Total", "Sexual abuse"),
        ("child_protection_plans", "sexual_abuse"),
    ],
)
def test_columns_are_told_however_the_publisher_spells_them(names, tmp_path):
    read = long_series.extract(saved(tmp_path, wide(EVERY, names)), "2025")
    assert read.query("measure == 'sexual_plans'")["value"].tolist() == [
        sexual for _, sexual in EVERY.values()
    ]


@pytest.mark.parametrize(
    ("symbol", "status"),
    [("c", "suppressed"), ("z", "not_applicable"), ("x", "not_available"), (":", "not_available")]
    + [("low", "low"), ("k", "low"), ("u", "low_reliability")],
)
def test_a_letter_is_a_status_and_never_a_number(shape, symbol, status, tmp_path):
    numbers = {**EVERY, 1999: (EVERY[1999][0], symbol)}
    read = long_series.extract(saved(tmp_path, shape(numbers)), "2025").set_index(["year_ending"])
    [row] = read.loc[[1999]].query("measure == 'sexual_plans'").itertuples()
    assert (row.status, row.symbol) == (status, symbol) and pd.isna(row.value)
    assert read["value"].isna().sum() == 1


def test_financial_years_are_those_they_end_in(tmp_path):
    text = wide(EVERY).replace("Reporting year", "Financial year")
    for year in YEARS:
        text = text.replace(f"\n{year},", f"\n{year - 1}{year % 100:02},")
    read = long_series.extract(saved(tmp_path, text), "2025")
    assert sorted(set(read["year_ending"])) == list(YEARS)


def without(text: str, column: str) -> str:
    rows = list(csv.reader(text.splitlines()))
    at = rows[0].index(column)
    return "\n".join(",".join(row[:at] + row[at + 1 :]) for row in rows) + "\n"


SPOILT = {
    "no column of all plans": without(wide(EVERY), "CPP_start"),
    "none for sexual abuse": without(wide(EVERY), "Sexual_Abuse_Initial"),
    "percentages alone": without(long(EVERY), "number_of_plans"),
    "two of all plans": wide(EVERY).replace("Neglect_Initial", "Total"),
    "two counts beside the categories": long(EVERY).replace("percentage", "number_of_children"),
    "the latest category": wide(EVERY, ("CPP_start", "Sexual_Abuse_Latest")),
    "no categories but others": long(EVERY).replace("Sexual abuse", "Exploitation"),
    "none of the service's own": wide(EVERY).replace("geographic_level", "level"),
}


@pytest.mark.parametrize("what", SPOILT)
def test_an_unknown_layout_is_refused_in_a_sentence(what, tmp_path):
    file = saved(tmp_path, SPOILT[what])
    with pytest.raises(Refusal) as refused:
        long_series.extract(file, "2025")
    said = str(refused.value)
    assert len(said) < 300 and NAME in said
    assert "the columns " in said and "Expected CPP_start and Sexual_Abuse_Initial" in said
    assert any(name in said for name in SPOILT[what].split("\n")[0].split(",")[5:])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text + text.splitlines()[-1] + "\n", "year 2025: this year stands.*twice"),
        (lambda text: text.replace(",1050,", ",about 1050,"), "unknown symbol 'about 1050'"),
        (lambda text: text.replace("National", "Regional"), "no row of England"),
        (lambda text: text.replace("E92000001", "W92000004"), "no row of England"),
        (lambda text: text.replace(",1050,", ",1050.5,"), "'1050.5' cannot be a count"),
    ],
)
def test_a_fault_within_is_refused_by_year_and_file(shape, change, said, tmp_path):
    with pytest.raises(Refusal, match=said) as refused:
        long_series.extract(saved(tmp_path, change(shape(EVERY))), "2025")
    assert NAME in str(refused.value) and len(str(refused.value)) < 300


def test_a_year_without_one_of_the_categories_is_refused(tmp_path):
    text = long(EVERY).replace(f"2003,{ENGLAND},Sexual abuse,", f"2003,{ENGLAND},Other,")
    with pytest.raises(Refusal, match="year 2003: a category is not there"):
        long_series.extract(saved(tmp_path, text), "2025")


# What is fetched -------------------------------------------------------------------------------


@pytest.fixture
def project(tmp_path):
    """Invented files in the place of the recorded releases, and a release of the ad hoc kind."""
    publisher = Publisher(
        invented_releases(tmp_path / "published"),
        titles=lambda name: TITLE if name == NAME else f"Something of {name}",
    )
    with project_in(tmp_path / "project", publisher) as made:
        recorded_as(made)
        yield made


def publish(project: Project, *files: Path) -> None:
    project.publisher.publications[SLUG] = {"2025": list(files)}


def others(folder: Path) -> list[Path]:
    """Files of the same release that begin alike or have like columns."""
    later = {year: numbers for year, numbers in EVERY.items() if year >= 2016}
    return [
        saved(folder, wide(later), "children_starting_cpps_by_category_2016_2025.csv"),
        saved(folder, f"{FIXED},factor,children\n2025,{ENGLAND},Total,9\n", "factors.csv"),
    ]


def test_fetch_takes_the_file_by_its_columns_and_its_first_year(shape, project, tmp_path):
    folder = tmp_path / "ad_hoc"
    publish(project, *others(folder), saved(folder, shape(EVERY), "anything.csv"))
    done = project.fetch(only=(ROLE,))
    assert done.came == [str(PLACE / "anything.csv")] and done.without == []
    assert (project.raw / PLACE / "anything.csv").read_text() == shape(EVERY)
    assert project.fetch(only=(ROLE,)).unchanged == done.came, "asked again, it has not changed"


def test_a_release_without_the_file_is_done_without_and_said(project, tmp_path):
    publish(project, *others(tmp_path / "ad_hoc"))
    done = project.fetch(release="recorded")
    (why,) = done.without
    assert "no data set has the columns of long_series" in why and f"done without: {why}" in str(
        done
    )
    assert len(done.came) > 10 and not (project.raw / PLACE).exists()
    with pytest.raises(Refusal, match="no data set has the columns of long_series"):
        project.fetch(only=(ROLE,))


def test_no_such_publication_is_done_without(project):
    done = project.fetch(release="recorded")
    assert SLUG in done.without[0] and len(done.came) > 10
    assert not project.fetch(release="recorded", offline=True).came


@pytest.mark.parametrize("what", SPOILT)
def test_an_unknown_layout_under_the_title_is_named_and_not_taken(what, project, tmp_path):
    publish(project, saved(tmp_path / "ad_hoc", SPOILT[what]))
    (why,) = project.fetch(release="recorded").without
    assert NAME in why and "Expected CPP_start and Sexual_Abuse_Initial" in why and len(why) < 300
    assert not (project.raw / PLACE).exists() and project.left_over() == []
    with pytest.raises(Refusal, match=NAME):
        project.fetch(only=(ROLE,))


def test_two_files_that_both_hold_the_series_are_not_chosen_between(project, tmp_path):
    folder = tmp_path / "ad_hoc"
    publish(project, saved(folder, wide(EVERY)), saved(folder, long(EVERY), "another.csv"))
    (why,) = project.fetch(release="recorded").without
    assert "two data sets fit the role long_series" in why
    assert not (project.raw / PLACE).exists()


# What is taken ---------------------------------------------------------------------------------


@pytest.fixture
def taken(official, tmp_path):
    """taken(text) → what `extract` makes of the publishers' folder with that file in it."""
    folder = tmp_path / "official"
    for source in sources.load().values():
        if source.is_taken:
            (folder / source.file).parent.mkdir(parents=True, exist_ok=True)
            (folder / source.file).symlink_to(official / source.file)
    shutil.copy(sources.SOURCES_FILE, tmp_path / "sources.yml")
    shutil.copytree(FIGURES, tmp_path / "figures")

    def extracted(text: str = "", **arguments):
        if text:
            saved(folder / PLACE, text)
        return extract(folder, tmp_path / "figures", tmp_path / "sources.yml", **arguments)

    extracted.root = tmp_path
    return extracted


def files_of(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_a_folder_without_the_file_gives_the_figures_byte_for_byte(taken):
    told: list[str] = []
    assert ROLE not in taken()
    assert files_of(taken.root / "figures") == files_of(FIGURES)
    assert ROLE not in taken(accept_new=True, tell=told.append) and told == []
    assert files_of(taken.root / "figures") == files_of(FIGURES)
    assert not sources.load(taken.root / "sources.yml")[ROLE].is_taken


def test_the_file_becomes_figures_beside_the_others_and_the_mart_has_them(shape, taken):
    numbers = published() | {1997: ("x", "c")}
    tables = taken(shape(numbers), accept_new=True)
    figures = files_of(taken.root / "figures")
    assert {n: b for n, b in figures.items() if n not in ("SHA256SUMS", f"{ROLE}.csv")} == {
        n: b for n, b in files_of(FIGURES).items() if n != "SHA256SUMS"
    }
    recorded = sources.load(taken.root / "sources.yml")[ROLE]
    assert recorded.is_taken and recorded.years == [1994, 2025] and recorded.file.endswith(NAME)
    assert len(tables[ROLE]) == 2 * len(YEARS)

    data = taken.root / "data"
    shutil.copytree(DATA / "reference", data / "reference")
    shutil.copytree(taken.root / "figures", data / "figures")
    build(data / "with.duckdb", data, taken.root / "sources.yml")
    with duckdb.connect(str(data / "with.duckdb"), read_only=True) as connection:
        years = connection.execute(
            "SELECT year_ending, all_plans, all_plans_status, sexual_plans, sexual_plans_status, "
            "origin FROM national_year"
        ).fetchall()
        cited = connection.execute(
            "SELECT year_ending, value, status, symbol, release, source_ids FROM every_figure "
            "WHERE area_code = 'E92000001' AND measure = 'sexual_plans'"
        ).fetchall()
        listed = connection.execute("SELECT title FROM meta_source WHERE role = ?", [ROLE])
        assert listed.fetchall() == [(TITLE,)]
    assert [row[0] for row in years] == list(YEARS)
    for year, *both, origin in years:
        for printed, value, status in zip(numbers[year], both[::2], both[1::2], strict=True):
            assert value == (int(printed) if printed.isdigit() else None), year
            said = {"x": "not_available", "c": "suppressed"}.get(printed, "published")
            assert status == said, year
        assert origin == ("file" if 2010 <= year <= 2024 else "series")
    beside = {year: rest for year, *rest in cited}
    assert beside[1997] == [None, "suppressed", "c", "2025", ["dfe_long_series"]]
    assert beside[2025][0] == int(numbers[2025][1]) and beside[2025][4] == ["dfe_long_series"]
    assert beside[2024][4] == ["dfe_cin_d2"]

    # Taken once, the figures keep it: a folder without the file gives the same again.
    (taken.root / "official" / PLACE / NAME).unlink()
    taken(accept_new=True)
    assert files_of(taken.root / "figures") == figures


CONTRADICTIONS = {
    "a year of the reference": (2007, 0, "33400", "2007: 33,400 plans started, where Family Law"),
    "a share in print": (2009, 1, "3000", None),
    "D2": (2024, 1, "2170", "2024: 2,170 plans started for sexual abuse, where D2 of release 2024"),
    "another print of 2025": (2025, 0, "61850", "2025: 61,850 plans started, where D1 or D3"),
}


@pytest.mark.parametrize("what", CONTRADICTIONS)
def test_what_another_print_has_otherwise_is_refused_without_a_reason(what, taken):
    year, place, cell, said = CONTRADICTIONS[what]
    numbers = published()
    pair = list(numbers[year])
    pair[place] = cell
    if what == "a share in print":  # 6% of 38,000 is not 3,000
        pair, said = ["38000", "3000"], "2009: 7.9% for sexual abuse, where TES"
    numbers[year] = tuple(pair)
    before = files_of(taken.root / "figures")
    for accepted in ("", True):
        with pytest.raises(Refusal) as refused:
            taken(wide(numbers), accept_new=True, accept_revised=accepted)
        assert said in str(refused.value) and "REASON" in str(refused.value)
        assert len(str(refused.value)) < 300
        assert files_of(taken.root / "figures") == before
    told: list[str] = []
    taken(accept_new=True, accept_revised="DfE says so on its page", tell=told.append)
    assert [line for line in told if line.startswith(said)]
    assert (taken.root / "figures" / f"{ROLE}.csv").exists()
    taken(accept_new=True)  # what was accepted is not asked about again


def test_a_missing_year_is_refused_without_a_reason(shape, taken):
    numbers = {year: pair for year, pair in published().items() if year != 2003}
    with pytest.raises(Refusal, match="no rows for 2003.*every year from 1994 to 2025.*REASON"):
        taken(shape(numbers), accept_new=True)
    told: list[str] = []
    taken(accept_new=True, accept_revised="DfE has none of that year", tell=told.append)
    assert told == ["no rows for 2003"]


def test_numbers_that_differ_by_what_they_are_rounded_to_agree(taken):
    """2010 is printed to the nearest hundred, in the file of its year and in the reference."""
    numbers = published()
    whole, sexual = map(int, numbers[2010])
    numbers[2010] = str(whole + 10), str(sexual - 20)
    tables = taken(wide(numbers), accept_new=True)
    nothing, span = taken.root / "none", [1994, 2025]
    assert other_prints.hold(tables, nothing, span, accepted=False) == []
    series = tables[ROLE]
    series.loc[(series["year_ending"] == 2010) & (series["measure"] == "all_plans"), "value"] += 50
    with pytest.raises(Refusal, match=f"2010: {whole + 60:,} plans started"):
        other_prints.hold(tables, nothing, span, accepted=False)


def test_an_unknown_layout_in_the_folder_is_refused_and_nothing_written(taken):
    with pytest.raises(Refusal, match=NAME):
        taken(SPOILT["percentages alone"], accept_new=True)
    assert files_of(taken.root / "figures") == files_of(FIGURES)


def test_update_takes_the_series_and_does_without_it(official, tmp_path):
    publisher = Publisher(official_releases(official), shapes=boundaries(official))
    with project_in(tmp_path / "project", publisher) as made:
        before = made.kept()
        said = run(made, release="recorded")
        assert "done without: " in said and SLUG in said and made.kept() == before
        publish(made, saved(tmp_path / "ad_hoc", long(published())))
        said = run(made, release="recorded", accept=True)
        assert "done without" not in said and "Written: figures" in said
    assert (made.root / "data" / "figures" / f"{ROLE}.csv").exists()
    log = (made.root / "data" / "CHANGES.md").read_text()
    assert "a focus on sexual abuse and exploitation" in log.split("\n## ")[1]
