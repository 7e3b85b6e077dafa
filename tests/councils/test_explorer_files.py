"""The explorer's files say what the database says, of every measure, year and kind of council."""

import json
import re
from pathlib import Path

import pytest

import invented
from committed import rows_of
from dashboard import queries, words
from dashboard.councils import explorer
from dashboard.councils.explorer import places
from dashboard.queries import map as map_queries
from dashboard.queries.area import neighbours as neighbour_queries
from dashboard.words import explorer as explorer_words
from dashboard.words import map as map_words
from dashboard.words import police as police_words
from dashboard.words.area import council as council_words
from dashboard.words.area import quotes
from years import ASSESSMENT_YEARS, PLAN_YEARS

MEASURES = map_words.MEASURES
pytestmark = pytest.mark.usefixtures("serving")


def read(name: str) -> dict:
    return json.loads(explorer.file(name))


@pytest.mark.parametrize("name", MEASURES)
def test_every_year_has_each_council_of_that_year_once_and_in_its_entry(name):
    measure, content = MEASURES[name], read(f"measure/{name}.json")
    entries = [entry["id"] for entry in content["entries"]]
    assert len([e for e in entries if e.startswith("band")]) == 5
    years = map_queries.years(measure.id)
    assert years[-1] == (PLAN_YEARS if "plan" in measure.count else ASSESSMENT_YEARS)[-1]
    assert [int(year) for year in content["years"]] == years
    for year in years:
        rows = map_queries.figures_in(measure.id, year)
        areas = content["years"][str(year)]["areas"]
        assert set(areas) == set(rows["council_code"]) and len(rows) in (151, 152, 153)
        for row in rows.itertuples():
            place, words_shown = areas[row.council_code]
            if row.status in words.HIDDEN:
                assert entries[place] == "suppressed" and "hidden" in words_shown
            elif row.status != "published":
                assert entries[place] == "not_available"
            elif row.value == 0:
                assert entries[place] == "none" and words_shown.startswith("0 ")
            else:
                assert entries[place] == f"band_{int(row.band)}"
                assert words.count(row.counted) in words_shown


@pytest.mark.parametrize("threshold", [0.05, 0.2, 0.35, 1.0])
def test_at_every_line_the_classes_of_each_year_are_as_many_as_the_query_counts(threshold):
    content = read(f"measure/class-{threshold:g}.json")
    entries = [entry["id"] for entry in content["entries"]]
    assert [*map(int, content["years"])] == list(PLAN_YEARS)
    for year, said in content["years"].items():
        headline = queries.headline(int(year), threshold)
        found = [entries[area[0]] for area in said["areas"].values()]
        for name in ("none", "suppressed", "very_low"):
            assert found.count(name) == headline[name], (year, name)
        assert range_of(content, said) == (headline.certainly_below, headline.possibly_below)
        assert words.value_range(*range_of(content, said)) == said["range"]


def range_of(content: dict, of: dict) -> tuple[int, int]:
    """How many councils of a year's classes are below the line for certain, and possibly."""
    below = [
        own[0] if own else content["entries"][place]["below"]
        for place, _, *own in of["areas"].values()
    ]
    return below.count(2), len(below) - below.count(0)


def test_a_council_may_be_below_the_line_though_its_class_is_open(class_undecided):
    content, headlines = class_undecided["pack"], class_undecided["headlines"]
    for year, of in content["years"].items():
        found = headlines.loc[year]
        assert range_of(content, of) == (found.certainly_below, found.possibly_below)
    few = {entry["id"]: entry["few"] for entry in content["entries"]}
    of = content["years"][2022]["areas"]
    ids = [content["entries"][area[0]]["id"] for area in of.values()]
    last = headlines.loc[2022]
    assert sum(few[each] for each in ids) == last.none_or_few_published == 3
    assert not few["not_available"] and of[invented.EASTMERE][2] == 1 and last.possibly_below == 4


def test_the_first_view_holds_the_numbers_in_print():
    content = read("measure/class-0.2.json")
    newest = content["years"]["2024"]
    counts = [0] * 5
    for area in newest["areas"].values():
        counts[area[0]] += 1
    assert counts == [7, 54, 42, 49, 1]
    assert newest["range"] == "64 to 103"
    assert "0.18 per 1,000" in newest["england"] and "2,160 plans" in newest["england"]
    assert newest["quote"] == (
        "2,160 child protection plans for sexual abuse began in England in the year ending "
        "31 March 2024, 0.18 per 1,000 children."
    )
    page = explorer.element("", {})
    assert "103 of 152 councils put no child, a hidden number or very few" in page
    assert "64 to 103 allowing for hidden numbers" in page and words.CAVEAT[:-1] in page


def test_no_file_gives_a_suppressed_number_away():
    """Each suppressed cell has its range alone, and that is never narrower than 0 to 5."""
    content = read("measure/class-0.2.json")
    hidden = [
        (code, area)
        for year in content["years"].values()
        for code, area in year["areas"].items()
        if content["entries"][area[0]]["id"] == "suppressed"
    ]
    assert len(hidden) > 400
    for code, area in hidden:
        low, high = re.fullmatch(r"(\d+) to (\d+) plans, number hidden", area[1]).groups()
        assert int(low) == 0 and int(high) >= 5, code
    table = read("table/class-0.2.json")
    labels = [label for label, _ in table["columns"]]
    for rows in table["years"].values():
        for _, *cells in rows:
            if cells[labels.index("Class")].startswith("Suppressed"):
                assert cells[labels.index("Plans")] in ("[c]", "[withheld]")
                assert cells[labels.index("Per 1,000")] in ("[c]", "[withheld]")


def test_the_table_holds_every_council_as_the_committed_figures_have_it():
    """Against the committed CSV, by hand: a number, or the symbol of its status."""
    table = read("table/class-0.2.json")
    rows = [
        r
        for r in rows_of("plans")
        if r["year_ending"] == "2024"
        and r["flow"] == "started"
        and r["basis"] == "initial"
        and r["category"] == "sexual_abuse"
        and r["area_level"] == "council"
    ]
    lines = table["years"]["2024"]
    assert len(lines) == len(rows) == 153
    place = 1 + [label for label, _ in table["columns"]].index("Plans")
    symbols = {"suppressed": "[c]", "low_reliability": "[u]", "not_available": "[x]"}
    by_hand = sorted(f"{int(r['value']):,}" if r["value"] else symbols[r["status"]] for r in rows)
    assert sorted(line[place] for line in lines) == by_hand


@pytest.mark.parametrize("name", MEASURES)
def test_the_table_of_a_measure_prints_the_value_or_the_symbol_of_its_gap(name):
    table, measure = read(f"table/{name}.json"), MEASURES[name]
    assert sorted(map(int, table["years"])) == map_queries.years(measure.id)
    rows = map_queries.figures_in(measure.id, 2024)
    lines = {code: cells for code, *cells in table["years"]["2024"]}
    assert len(lines) == len(rows) == 153
    for row in rows.itertuples():
        assert table["names"][row.council_code] == [row.label, row.slug]
        counted = words.cell(row.counted, row.counted_status)
        assert counted in lines[row.council_code]
        if measure.base:
            assert map_words.printed(measure, row) in lines[row.council_code]


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
def test_a_council_is_said_in_every_measure_with_its_figure_or_why_there_is_none(council, year):
    file, table = read(f"council/{council}.json"), read("table/class-0.2.json")
    expected_of_table = {code: cells for code, *cells in table["years"][str(year)]}
    for name, measure in MEASURES.items():
        rows = map_queries.figures_in(measure.id, year)
        row = rows[rows["slug"] == council].iloc[0]
        said = file["said"][name][str(year)]
        assert quotes.called(row.label) in said and str(year) in said
        if row.counted_status == "published":
            assert said.startswith("No " if row.counted == 0 else f"{row.counted:,} ")
            if row.counted == 0 and measure.id == "sexual_plan_rate":
                expected = council_words.expected(row.expected_plans)
                assert f"would give about {expected} plans, a yardstick, not a target" in said
                assert expected in expected_of_table[row.council_code]
        elif row.counted_status in words.HIDDEN:
            assert "DfE hides how many" in said or "not shown" in said
            if measure.count.startswith("sexual_plans"):
                assert f"0 to {row.counted_max:,.0f} plans" in said
        else:
            bare = said.replace("31 March", "").replace("per 1,000", "").replace("per 100", "")
            assert set(re.findall(r"\d+", bare)) == {str(year)}


def test_the_estimate_stands_beside_each_council_as_arithmetic_by_hand_has_it():
    """500,000 a year in England and Wales, shared by children: 39.45 of each 1,000."""
    england = 12_059_476
    per_1000 = 500_000 / (england + 546_361 * 18 / 16) * 1000
    slough = read("council/slough.json")["years"]["2024"]
    estimate, assessments, plans = slough["squares"]
    assert estimate["value"] == pytest.approx(per_1000, abs=1e-3) and estimate["said"] == "about 39"
    assert assessments["value"] == pytest.approx(127 / 45_545 * 1000, abs=1e-3)
    assert plans == {
        "name": "plans begun for sexual abuse",
        "said": "0",
        "value": 0,
        "status": "known",
        "side": 0,
    }
    assert "about 1,800 of its 45,545 children" in slough["sentence"]
    assert slough["sentence"].endswith(
        "In the year ending 31 March 2024, no plan began for it; assessments recorded it 127 times."
    )


def test_what_stands_beside_the_estimate_says_its_own_year_whatever_the_map_shows():
    """The panel sets the newest plans beside measures that reach further."""
    file, england = read("council/slough.json"), read("start.json")["england"]
    assert list(map(int, file["years"])) == list(map(int, england)) == list(PLAN_YEARS)
    for said in (file["years"], england):
        for year, of in said.items():
            assert of["year"] == int(year) and f"year ending 31 March {year}" in of["sentence"]
            if said is file["years"]:
                assert f" children in {year} are estimated" in of["sentence"]
    assert max(map(int, file["said"]["assessments"])) > PLAN_YEARS[-1]
    for name, years in file["said"].items():
        for year, sentence in years.items():
            assert f"31 March {year}" in sentence, name


def test_a_hidden_number_is_a_square_of_the_most_it_can_be_and_a_missing_one_has_no_size():
    squares = read("council/bedford.json")["years"]["2024"]["squares"]
    rows = queries.classes_in(2024, 0.2)
    row = rows[rows["slug"] == "bedford"].iloc[0]
    most = 1000 * row.sexual_plans_max / row.children
    assert squares[2]["status"] == "hidden"
    assert squares[2]["value"] == pytest.approx(most, abs=1e-3)
    early = read("council/bedford.json")["years"]["2015"]["squares"]
    assert early[1]["status"] == "missing" and early[1]["value"] is None
    assert early[1]["said"] == "not collected before 2018"


def test_the_caveat_of_a_measure_and_of_a_year_go_with_it_and_are_no_source():
    for name, said in (
        ("plans-beside-estimate", explorer_words.CAVEAT_OF_AREA),
        ("police-recorded", police_words.NOT_DIVIDED),
    ):
        content = read(f"measure/{name}.json")
        assert all(year["caveat"].startswith(said) for year in content["years"].values())
        assert said not in content["source"] and content["source"]
    assessments = read("measure/assessments.json")["years"]
    assert [year for year, of in assessments.items() if "under-recorded" in of["caveat"]] == [
        "2021"
    ]


def test_an_unlikely_zero_is_never_said_without_its_doubt():
    file = read("council/knowsley.json")
    assert "unlikely to be a true one" in file["said"]["assessments"]["2021"]
    assert any("unlikely" in doubt for doubt in file["doubts"]["assessments"]["2021"])


def test_every_council_of_any_time_is_found_by_its_name_and_any_of_its_codes():
    councils = {council["slug"]: council for council in read("start.json")["councils"]}
    assert {"E08000020", "E08000037"} == set(councils["gateshead"]["codes"])
    assert set(councils) == set(queries.councils()["slug"])
    # By name: the map's order, and that of its keys, is theirs.
    names = [council["label"] for council in councils.values()]
    assert names == sorted(names, key=str.casefold)
    assert councils["cumbria"]["last"] == 2023
    assert councils["cumbria"]["after"] == ["cumberland", "westmorland-and-furness"]


def test_a_council_has_the_same_neighbours_here_as_on_its_page():
    """Barnsley and Sheffield too, whose codes have changed since DfE made its model."""
    near = {
        council["slug"]: neighbour_queries.neighbours(council["series"], 2024, 0.2)["slug"].tolist()
        for council in read("start.json")["councils"]
    }
    assert {len(slugs) for slugs in near.values()} == {0, 10}
    assert len(near["barnsley"]) == len(near["sheffield"]) == 10
    for council in read("start.json")["councils"]:
        slugs = near[council["slug"]]
        assert council["neighbours"] == bool(slugs), council["slug"]
        assert read(f"council/{council['slug']}.json")["neighbours"] == slugs, council["slug"]


def test_every_file_that_is_listed_can_be_had_and_no_other():
    names = explorer.names()
    assert len(names) == len(set(names)) > 200
    for name in ("explorer.js", "start.json", "shapes.json", "measure/share.json"):
        assert name in names and explorer.file(name)
    for name in ("", "../x", "council/atlantis.json", "measure/x.json", "start/x.json", "x.js"):
        assert explorer.file(name) is None, name


def test_the_script_is_one_file_without_imports_and_small():
    import gzip

    script = explorer.script().decode()
    assert "\nimport " not in script and "\nexport " not in script
    first = [explorer.SCRIPT, "start.json", "measure/class-0.2.json"]
    sent = sum(len(gzip.compress(explorer.file(name), 9)) for name in first)
    assert sent < 60_000, "the explorer's code and first measure, shapes apart"


def test_every_module_is_in_the_script_once():
    folder = Path(explorer.__file__).parent
    modules = {file.relative_to(folder).with_suffix("").as_posix() for file in folder.rglob("*.js")}
    modules.add("../../charts/picture/paper")  # the sheet that every picture is
    assert set(explorer.MODULES) == modules and len(explorer.MODULES) == len(modules)
    for file in folder.rglob("*.js"):
        assert len(file.read_text().splitlines()) <= 420, file


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
def test_the_key_says_ranges_with_units(name, from_value, below, said):
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
def test_a_value_never_prints_as_zero_or_as_the_end_of_its_band(number, below, said):
    assert map_words.value(MEASURES["plan-rate"], number, below) == said


def test_a_file_is_kept_for_ever_only_under_the_name_of_what_it_is_made_of(monkeypatch):
    before = explorer.version()
    monkeypatch.setattr(explorer, "_made_by", lambda: b"another script")
    assert explorer.version() != before and re.fullmatch("[0-9a-f]{12}", before)


def test_every_line_that_can_be_chosen_has_its_classes():
    assert queries.LINES[3] == 0.2 and len(queries.LINES) == 20
    assert set(read("start.json")["thresholds"]) == set(queries.LINES)


def test_a_force_is_called_as_readers_know_it_whatever_an_address_calls_it(serving):
    made = places.start()
    assert "City of London" in made["forces"] and not any("," in force for force in made["forces"])
    assert {council["police"] for council in made["councils"]} <= {*made["forces"]}
    assert made["otherNames"]["police"]["london-city-of"] == "City of London"
