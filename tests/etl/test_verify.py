"""The second reckoning agrees with the database in every cell, and says where it does not."""

import re
import shutil

import duckdb
import pytest

from etl.build import DATA
from etl.errors import Refusal
from etl.verify import TABLES, verify

FIGURES = DATA / "figures"


def test_every_cell_agrees_and_is_counted(real_database):
    said = verify(real_database, FIGURES)
    cells = [int(n.replace(",", "")) for n in re.findall(r": ([\d,]+) cells agree,", said)]
    assert len(cells) == len(TABLES) and all(n >= 60 for n in cells)
    assert f"{sum(cells):,} cells agree and none differs" in said
    assert sum(cells) > 300_000


@pytest.mark.parametrize(
    ("edit", "named"),
    [
        (
            "UPDATE plan SET value = value + 1 WHERE area_code = 'E06000039' "
            "AND year_ending = 2024 AND category = 'neglect' AND flow = 'started'",
            "plan E06000039 2024 started",
        ),
        (
            "UPDATE plan_bounds SET plans_max = plans_max + 1 WHERE council_code = 'E06000039' "
            "AND status = 'suppressed'",
            "plan_bounds E06000039",
        ),
        (
            "UPDATE council_year SET sexual_rate_per_1000 = sexual_rate_per_1000 * 1.00001 "
            "WHERE council_code = 'E06000039'",
            "council_year E06000039",
        ),
        ("UPDATE headline SET certainly_below = 65 WHERE year_ending = 2024", "headline 2024"),
        (
            "UPDATE neighbour_year SET middle_max = 9 WHERE council_code = 'E06000039' "
            "AND measure = 'sexual_plans'",
            "neighbour_year E06000039",
        ),
        ("DELETE FROM pooled_3_year WHERE council_code = 'E06000039'", "the row is missing"),
    ],
)
def test_a_changed_cell_is_named(real_database, tmp_path, edit, named):
    copy = tmp_path / "copy.duckdb"
    shutil.copy(real_database, copy)
    with duckdb.connect(str(copy)) as connection:
        ((changed,),) = connection.execute(edit).fetchall()
        assert changed
    with pytest.raises(Refusal, match=named):
        verify(copy, FIGURES)


def test_it_shares_no_code_with_the_marts():
    """It would prove nothing if it did: of etl it may import the errors alone."""
    code = (DATA.parent / "etl" / "verify.py").read_text(encoding="utf-8")
    assert re.findall(r"^(?:from|import) etl\S*", code, re.MULTILINE) == ["from etl.errors"]
