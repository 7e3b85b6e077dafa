"""A new year is held against England's numbers in print and England's own years before."""

import pandas as pd
import pytest

from etl.compare import moves
from etl.errors import Refusal
from etl.read import newest_year, revisions
from etl.read.extract import FIGURES
from etl.read.files import activity
from small_files import COUNCILS

TABLES = ("plans", "assessments", "activity")


@pytest.fixture
def tables() -> dict[str, pd.DataFrame]:
    return {name: revisions.read(FIGURES, name) for name in moves.FIGURES}


@pytest.fixture(scope="module")
def the_year_before(tmp_path_factory):
    """The figures as they stood before the last year of each table came."""
    folder = tmp_path_factory.mktemp("before")
    for name in TABLES:
        held = revisions.read(FIGURES, name)
        held[held["year_ending"] < held["year_ending"].max()].to_csv(
            folder / f"{name}.csv", index=False
        )
    return folder


def exchange(table: pd.DataFrame, where: str, column: str, one: str, other: str) -> None:
    """As when two columns of the newest year are exchanged in the publisher's file."""
    rows = table.query(f"year_ending == year_ending.max() and {where}")
    first, second = (rows[rows[column] == name].set_index("area_code") for name in (one, other))
    for mine, theirs in ((first, second), (second, first)):
        index = rows[rows[column] == mine[column].iloc[0]].index
        table.loc[index, "value"] = theirs["value"].reindex(mine.index).to_numpy()


EXCHANGED = {
    "sexual and physical abuse of D2": (
        ("plans", "flow == 'started' and basis == 'initial'", "category"),
        ("sexual_abuse", "physical_abuse"),
        "plans: started initial sexual abuse 2023 to 2024: 2,290 → 4,810",
    ),
    "neglect and emotional abuse of D4": (
        ("plans", "flow == 'at_31_march' and basis == 'latest'", "category"),
        ("neglect", "emotional_abuse"),
        "plans: at 31 march latest emotional abuse",
    ),
    "two parts of C3": (
        ("assessments", "area_level != ''", "factor"),
        ("sexual_abuse_child_on_child", "physical_abuse_child_on_child"),
        "assessments: physical abuse child on child 2024 to 2025",
    ),
    "referrals and conferences": (
        ("activity", "area_level != ''", "measure"),
        ("referrals", "initial_conferences"),
        "activity: initial conferences 2024 to 2025",
    ),
}


@pytest.mark.parametrize("what", EXCHANGED)
def test_columns_exchanged_in_the_newest_year_alone_are_shown(tables, the_year_before, what):
    (name, where, column), (one, other), said = EXCHANGED[what]
    assert not any(
        line.startswith(said)
        for line in newest_year.hold(tables, the_year_before, "a look at the page")
    )
    exchange(tables[name], where, column, one, other)
    for accepted in ("", True, False):
        with pytest.raises(Refusal, match="more in the newest year than in any before.*REASON"):
            newest_year.hold(tables, the_year_before, accepted)
    told = newest_year.hold(tables, the_year_before, "a look at the page")
    assert any(line.startswith(said) for line in told)


def test_every_larger_step_is_told_and_no_other(tables, the_year_before):
    """Worked out again the slow way, on ratios of numbers with 10 added."""
    expected = 0
    for name, key in newest_year.SERIES.items():
        england = tables[name].query("area_code == 'E92000001' and year_ending >= 2013")
        newest = tables[name]["year_ending"].max()
        for place, rows in england.dropna(subset="value").groupby(key):
            values = {row.year_ending: row.value + 10 for row in rows.itertuples()}
            years = sorted(values)
            if place[-1].endswith("on_child"):  # divided in 2021, not by every council at once
                years = [year for year in years if year > 2021]
            if years[-1] != newest or len(years) < 4 or place[-1].endswith("_unknown"):
                continue
            steps = [
                max(values[a] / values[b], values[b] / values[a])
                for a, b in zip(years, years[1:], strict=False)
            ]
            expected += steps[-1] > max(steps[:-1])
    assert len(newest_year.hold(tables, the_year_before, "a look")) == expected > 0


def test_a_year_that_is_held_is_not_looked_at_again(tables):
    assert newest_year.hold(tables, FIGURES, accepted=False) == []


@pytest.mark.parametrize(
    ("category", "change", "said"),
    [("sexual_abuse", 30, "for sexual abuse in England.*2,190"), ("all", -270, "61,840")],
)
def test_a_stand_in_for_a_year_in_print_is_refused_for_any_reason(tables, category, change, said):
    plans = tables["plans"]
    again = plans.query("year_ending == 2024 and area_code == 'E92000001' and flow == 'started'")
    numbers = {"all": 61840, "sexual_abuse": 2190}
    again = again.assign(year_ending=2025)
    for name, number in numbers.items():
        here = (again["category"] == name) & (again["basis"] != "latest")
        again.loc[here, "value"] = number
    tables["plans"] = pd.concat([plans, again])
    newest_year.hold(tables, FIGURES, "a look")
    here = (again["category"] == category) & (again["basis"] != "latest")
    again.loc[here, "value"] += change
    tables["plans"] = pd.concat([plans, again])
    with pytest.raises(Refusal, match=f"2025.*{said}"):
        newest_year.hold(tables, FIGURES, "a look")


def path(rows: list[tuple]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            (code, "council", year, "plans_started", value, "published", "", "2025")
            for code, year, value in rows
        ],
        columns=[*activity.KEY, "value", "status", "symbol", "release"],
    )


def test_only_what_another_file_prints_of_later_years_is_taken():
    first = path([("E99000001", 2023, 40), ("E99000001", 2024, 50)])
    second = path([("E99000001", 2023, 40), ("E99000001", 2024, 50), ("E99000001", 2025, 60)])
    after = activity.later(first, second, "d3.csv", COUNCILS)
    assert after["value"].tolist() == [60] and after["year_ending"].tolist() == [2025]
    with pytest.raises(
        Refusal, match="d3.csv, council Northford .E99000001., year 2024: 50 plans started"
    ):
        activity.later(first.assign(value=[40, 51]), second, "d3.csv", COUNCILS)
