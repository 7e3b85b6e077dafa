"""The attacker's view: nothing we publish tells more of a hidden number than DfE's own files do.

Each test reads what is handed out (database, package, API, change log, diff) as a stranger would,
and tries the subtractions there are.
"""

import json
import re
import shutil

import duckdb
import pytest

from committed import rows_of
from etl.build import DATA
from etl.compare.diff import diff

HIDDEN = ("suppressed", "withheld")
ROW = ["area_code", "area_level", "year_ending", "flow", "basis", "category", "value", "status"]


@pytest.fixture(scope="module")
def published(site, ask) -> dict[str, list[tuple]]:
    """Where it stands → the plans of councils, as read from each form we hand out."""
    wanted = ", ".join(ROW)
    councils = "area_level = 'council'"
    forms = {}
    forms["database"] = ask(f"SELECT {wanted} FROM plan WHERE {councils}")
    for form in ("parquet", "csv"):
        file = next((site / "data").glob(f"plan.{form}"))
        read = f"read_csv('{file}', all_varchar = true)" if form == "csv" else f"'{file}'"
        forms[form] = duckdb.execute(f"SELECT {wanted} FROM {read} WHERE {councils}").fetchall()
    forms["figures"] = [
        tuple(line[name] for name in ROW)
        for line in rows_of("plans")
        if line["area_level"] == "council"
    ]
    return forms


def number(cell) -> int | None:
    """A cell as a stranger reads it: a number, or a symbol that is none."""
    return int(cell) if str(cell).isdigit() else None


def test_no_row_with_one_hidden_number_can_be_subtracted(published):
    """In no form is a single category missing beside a total that is there."""
    for form, cells in published.items():
        totals, rows = {}, {}
        for area, _, year, flow, basis, category, value, status in cells:
            if category == "all":
                totals[area, str(year), flow] = number(value)
            else:
                rows.setdefault((area, str(year), flow, basis), []).append((number(value), status))
        tried = 0
        for (area, year, flow, basis), parts in rows.items():
            missing = sum(value is None for value, _ in parts)
            hidden = sum(status in HIDDEN for _, status in parts)
            if hidden and totals[area, year, flow] is not None:
                tried += 1
                assert missing > 1, f"{form}: {area} {year} {flow} {basis} can be subtracted"
        assert tried > 2_000, form


CATEGORIES = ("neglect", "physical_abuse", "sexual_abuse", "emotional_abuse", "multiple")
LONDON, INNER_AND_OUTER = "E12000007", ["E13000001", "E13000002"]


def narrow(can_be: dict, sums: list) -> None:
    """Bring each least and most as near as each sum by itself can, again and again."""
    moved = True
    while moved:
        moved = False
        for whole, of in sums:
            least, most = (sum(can_be[part][end] for part in of) for end in (0, 1))
            if least > can_be[whole][1] or most < can_be[whole][0]:
                continue  # a council of the region is not among them
            for part in of:
                low, high = can_be[part]
                new = [
                    max(low, can_be[whole][0] - (most - high)),
                    min(high, can_be[whole][1] - (least - low)),
                ]
                if new != [low, high]:
                    can_be[part], moved = new, True
                    least, most = least + new[0] - low, most + new[1] - high


def test_totals_of_rows_regions_and_england_together_tell_no_hidden_number(ask):
    """Every total is a sum of what it is of; a stranger narrows each number by all of them."""
    cells = ask(
        "SELECT area_code, year_ending, flow, basis, category, value, status, area_level "
        "FROM plan WHERE year_ending >= 2013"
    )
    councils = ask("SELECT DISTINCT council_code, region_code, dfe_region_code FROM council")
    can_be, hidden = {}, []
    for *place, value, status, level in cells:
        place = tuple(place)
        down, up = (0, 0) if level == "council" else (5, 4)  # DfE rounds to 10, and halves up
        if status == "published":
            can_be[place] = [max(0, value - down), value + up]
        elif status in HIDDEN:
            of_all = status == "suppressed" and place[-1] == "all"
            can_be[place] = [1, 5] if of_all else [0, 10**6]
            hidden.append(place)
    parts = {LONDON: set(INNER_AND_OUTER), "E92000001": {r for _, r, _ in councils}}
    for council, region, dfe_region in councils:
        parts.setdefault(dfe_region, set()).add(council)
        assert region == dfe_region or (region == LONDON and dfe_region in INNER_AND_OUTER)
    sums = []
    for place in can_be:
        area, *when, category = place
        of_areas = [(part, *when, category) for part in parts.get(area, ())]
        of_areas = [part for part in of_areas if part in can_be or part[0][:3] in ("E12", "E13")]
        sums.append((place, of_areas))
        if category == "all":
            year, flow, _ = when
            for basis in ("initial", "latest"):
                sums.append((place, [(area, year, flow, basis, each) for each in CATEGORIES]))
    sums = [(whole, of) for whole, of in sums if of and all(part in can_be for part in of)]
    narrow(can_be, sums)
    assert len(hidden) > 5_000 and len(sums) > 8_000
    told = [place for place in hidden if can_be[place][0] == can_be[place][1]]
    assert told == [], "of each hidden number at least two must remain possible"


@pytest.mark.parametrize(
    ("table", "what"), [("activity", "measure"), ("assessment_factor", "factor")]
)
def test_totals_of_what_is_counted_by_itself_tell_no_hidden_number(ask, table, what):
    """A hidden count is 1 to 5, and no more children are counted than what happened to them."""
    cells = ask(f"SELECT area_code, year_ending, {what}, value, status, area_level FROM {table}")
    within = dict(ask("SELECT DISTINCT council_code, region_code FROM council"))
    halves = dict(ask("SELECT DISTINCT council_code, dfe_region_code FROM council"))
    can_be, hidden, parts = {}, [], {}
    for *place, value, status, level in cells:
        area, *of = place = tuple(place)
        down, up = (0, 0) if level == "council" else (5, 4)
        if status == "published":
            can_be[place] = [max(0, value - down), value + up]
        elif status in HIDDEN:
            can_be[place] = [1, 5] if status == "suppressed" else [0, 10**6]
            hidden.append(place)
        else:
            can_be[place] = [0, 10**6]  # a total of other councils as well tells nothing
        for whole in {within.get(area), halves.get(area), "E92000001"} - {None}:
            if level == "council":
                parts.setdefault((whole, *of), []).append(place)
    sums = [(whole, of) for whole, of in parts.items() if whole in can_be]
    events = {
        "plan_children": "plans_started",
        "referred_children": "referrals",
        "section_47_children": "section_47_enquiries",
        "initial_conference_children": "initial_conferences",
    }
    for area, year, counted in list(can_be):
        more = (area, year, events.get(counted))
        if area in within and more in can_be:
            spare = (area, year, f"more than {counted}")
            can_be[spare] = [0, 10**6]
            sums.append((more, [(area, year, counted), spare]))
    narrow(can_be, sums)
    assert len(hidden) > 60 and len(sums) > 1_000
    assert [place for place in hidden if can_be[place][0] == can_be[place][1]] == []


def test_no_hidden_cell_holds_a_number_and_all_forms_say_the_same(published):
    statuses = {}
    for form, cells in published.items():
        hidden = {tuple(map(str, row[:6])) for row in cells if row[7] in HIDDEN}
        assert all(number(row[6]) is None for row in cells if row[7] in HIDDEN), form
        if form == "figures":  # the total of a row stands once there, and twice elsewhere
            hidden = {key for key in hidden if key[5] != "all"}
        statuses[form] = {key for key in hidden if key[5] != "all"}
    assert len(set(map(frozenset, statuses.values()))) == 1
    assert len(statuses["figures"]) > 5_000


def test_no_bound_anywhere_is_narrower_than_0_to_5(ask):
    """Every table that has a lower and an upper column beside a status."""
    looked_at = 0
    for low, high, status, table in (
        ("plans_min", "plans_max", "status", "plan_bounds"),
        ("sexual_plans_min", "sexual_plans_max", "sexual_plans_status", "council_year"),
        ("counted_min", "counted_max", "counted_status", "measure_figure"),
    ):
        columns = {c for c, *_ in ask(f"DESCRIBE {table}")}
        # A force's or region's sum has a least of its own: the printed numbers in it.
        councils = "area_level = 'council' AND measure LIKE 'sexual%'"
        plans = f" AND {councils}" if "measure" in columns else ""
        rows = ask(
            f"SELECT {low}, {high} FROM {table} WHERE {status} IN {HIDDEN} "
            f"AND {low} IS NOT NULL{plans}"
        )
        looked_at += len(rows)
        assert all(at_least == 0 and at_most >= 5 for at_least, at_most in rows), table
    assert looked_at > 3_000


def test_the_api_tells_no_hidden_number(site):
    looked_at = 0
    for file in (site / "api" / "v1").rglob("*.json"):
        stack = [json.loads(file.read_text(encoding="utf-8"))]
        while stack:
            held = stack.pop()
            if isinstance(held, list):
                stack += held
            elif isinstance(held, dict):
                stack += held.values()
                for name, status in held.items():
                    if name.endswith("_status") and status in HIDDEN:
                        looked_at += 1
                        assert held.get(name.removesuffix("_status")) is None, (file.name, name)
    assert looked_at > 1_000


def test_the_change_log_points_at_no_row_that_lost_a_number(ask):
    places = ask(
        "SELECT DISTINCT council_code, council_name FROM plan "
        "INNER JOIN council ON council_code = area_code WHERE status = 'withheld'"
    )
    log = (DATA / "CHANGES.md").read_text(encoding="utf-8")
    assert places
    for code, name in places:
        assert code not in log and name.split(",")[0] not in log


@pytest.mark.parametrize("status", ["suppressed", "withheld", "low_reliability", "not_available"])
def test_a_release_that_hides_a_number_does_not_tell_it_by_the_diff(
    real_database, tmp_path, status
):
    new = tmp_path / "new.duckdb"
    shutil.copy(real_database, new)
    with duckdb.connect(str(new)) as connection:
        ((code, name, before),) = connection.execute(
            "SELECT council_code, council_name, sexual_plans FROM council_year "
            "WHERE year_ending = 2024 AND class = 'at_or_above' "
            "ORDER BY sexual_plans DESC, council_code LIMIT 1"
        ).fetchall()
        connection.execute(
            f"UPDATE plan SET value = NULL, status = '{status}', symbol = 'c' WHERE area_code = ? "
            "AND year_ending = 2024 AND flow = 'started' AND category = 'sexual_abuse'",
            [code],
        )
        connection.execute(
            f"UPDATE council_year SET sexual_plans = NULL, sexual_plans_status = '{status}', "
            "class = 'suppressed' WHERE council_code = ? AND year_ending = 2024",
            [code],
        )
    told = [line for line in diff(real_database, new).splitlines() if name in line]
    assert len(told) == 3
    for line in told:
        assert "was printed, now withheld" in line
        assert not re.search(rf"\b{before}\b", line) and "at_or_above" not in line
