"""Which CSV each table is loaded from, and of what types its columns are, as schema.sql says.

The fact a newcomer gets wrong: `plan` has two rows for a total that plans.csv prints once, with the
basis `either`; see etl/load.
"""

from functools import cache
from pathlib import Path

import duckdb
import pandas as pd

from etl import kept

SCHEMA = Path(__file__).with_name("schema.sql")
# Table → its CSV, below data/.
FILES = {
    "council": "figures/councils.csv",
    "plan": "figures/plans.csv",
    "assessment_factor": "figures/assessments.csv",
    "activity": "figures/activity.csv",
    "characteristic": "figures/characteristics.csv",
    "population": "figures/population.csv",
    "neighbour": "figures/neighbours.csv",
    "offence_kind": "reference/offences.csv",
    "police_force_elsewhere": "reference/police_forces_elsewhere.csv",
    "offence": "figures/offences.csv",
    "nhs_board": "figures/nhs_boards.csv",
    "national_series": "reference/national_series.csv",
    "long_series": "figures/long_series.csv",
    "prevalence_estimate": "reference/prevalence_estimates.csv",
    "event": "reference/policy_timeline.csv",
    "inspection": "reference/inspections.csv",
    "partnership": "reference/partnerships.csv",
    "carried_figure": "reference/carried_figures.csv",
    "support_line": "reference/support_lines.csv",
    "published_claim": "reference/published_claims.csv",
    "fact_in_print": "reference/facts_in_print.csv",
    "claim_population": "reference/claim_populations.csv",
    "rank_in_print": "reference/ranks_in_print.csv",
    "review_finding": "reference/review_findings.csv",
}
TABLES = {Path(file).with_suffix("").as_posix(): table for table, file in FILES.items()}


@cache
def types() -> dict[str, dict[str, str]]:
    """Table → column → its type."""
    with duckdb.connect() as connection:
        connection.execute(SCHEMA.read_text(encoding="utf-8"))
        return {
            table: {c: kind for c, kind, *_ in connection.execute(f"DESCRIBE {table}").fetchall()}
            for table in FILES
        }


def read(folder: Path, name: str, kind: str = "figures") -> pd.DataFrame:
    """The rows of one CSV of `folder`, by its name: all cells text, a blank one "".

    `kind` is figures or reference. Raises Refusal for a file that is not as its table wants it.
    """
    columns = types()[TABLES[f"{kind}/{name}"]]
    return kept.table(folder / f"{name}.csv", columns)
