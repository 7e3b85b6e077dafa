"""Figures into the tables of a database, the marts that work them out, and what each column holds.

Nothing is checked here but what the tables themselves refuse: build.py does, before the file is put
in place.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pandas as pd

from etl import chance, corrections, marts, measures, progress, sources
from etl.compare import changes
from etl.errors import OF_THE_DISK, Refusal
from etl.fingerprints import DATA, data_version, made_from_sha256
from etl.load import keys, outlines, partnerships
from geo.paths import VIEW_BOXES, force_borders, shape_paths

ETL = Path(__file__).parents[1]

# Table → the CSV it is loaded from, below data/.
FIGURES = {
    "council": "figures/councils.csv",
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
PLANS = "figures/plans.csv"
ALIKE = {"council_every_year": "council_year", "police_force_year": "partnership_year"}
# Column → what it holds in every table that says nothing else of it.
USUAL = {
    "year_ending": "Year ending 31 March.",
    "council_code": "Council.",
    **dict.fromkeys(("status", "symbol", "flow", "basis"), "As in plan."),
}


def load(
    connection: duckdb.DuckDBPyConnection,
    data: Path = DATA,
    sources_file: Path = sources.SOURCES_FILE,
) -> None:
    """Create every table from the figures below `data` and run the marts, without checking."""
    partnerships.hold(data / FIGURES["partnership"], data / FIGURES["council"])
    connection.execute((ETL / "schema.sql").read_text(encoding="utf-8"))
    files = {table: data / file for table, file in FIGURES.items() if _is_held(table, data)}
    for table, path in progress.bar(files.items(), desc="loading", unit="table"):
        _load_csv(connection, table, path)
    _load_plans(connection, data / PLANS)
    # Of a council's own assessments there can be those of several years together.
    most = connection.execute(
        """
        SELECT GREATEST(COALESCE(MAX(value), 0), (
            SELECT COALESCE(5 * MAX(value), 0)
            FROM assessment_factor
            WHERE area_level = 'council' AND factor = 'sexual_abuse'
        ))
        FROM plan
        WHERE area_level = 'council'
        """
    ).fetchall()[0][0]
    _load_frame(connection, "poisson_limit", chance.limits.of_counts(most, factor=1))
    _load_frame(connection, "shape", pd.DataFrame(shape_paths()))
    _load_frame(connection, "force_border", force_borders())
    _load_frame(
        connection,
        "view_box",
        pd.DataFrame(
            [(layer, *size) for layer, size in VIEW_BOXES.items()],
            columns=["layer", "width", "height"],
        ),
    )
    _load_frame(connection, "outline", outlines.outlines())
    # A draft of figures nobody has accepted has no change log yet.
    if (data / "CHANGES.md").exists():
        _load_frame(connection, "meta_change", changes.table(data / "CHANGES.md"))
    _load_frame(connection, "known_fault", corrections.known_faults())
    corrections.take_mended_off(connection)
    listed = sources.load(sources_file)
    taken = pd.DataFrame([s.shown() for s in listed.values() if s.is_taken])
    _load_frame(connection, "meta_source", taken)
    _load_frame(connection, "measure", pd.DataFrame([asdict(m) for m in measures.load()]))
    for mart in marts.in_order():
        connection.execute(mart.read_text(encoding="utf-8"))
        if mart.stem == chance.FILLS:
            chance.fit(connection)
    chance.describe(connection)
    _describe_alike(connection)
    _describe(connection, data, sources_file)
    keys.declare(connection)


def files_below(data: Path) -> dict[str, Path]:
    """Table → the CSV below `data` that it is loaded from, for every table that has one."""
    files = {**FIGURES, "plan": PLANS}
    return {table: data / file for table, file in files.items() if _is_held(table, data)}


def _is_held(table: str, data: Path) -> bool:
    """Whether the table has a CSV: that of a file which may be missing comes with it."""
    return table not in sources.OPTIONAL or (data / FIGURES[table]).exists()


def _load_csv(connection, table: str, path: Path) -> None:
    """Load a CSV by its header. A blank cell is NULL; DuckDB's constraints refuse what is wrong."""
    if not path.exists():
        raise Refusal(
            "the figures are not there",
            file=str(path),
            remedy="restore the file from the repository, or run extract",
        )
    printed = "read_csv(?, header = true, all_varchar = true, nullstr = '')"
    whole = [
        name
        for name, kind, *_ in connection.execute(f"DESCRIBE {table}").fetchall()
        if kind == "INTEGER"
    ]
    with _refusing(table, path):
        for column in whole:  # a cast would round 5.5 to 6 without a word
            fractions = connection.execute(
                f"SELECT * FROM {printed} WHERE NOT REGEXP_FULL_MATCH({column}, '-?[0-9]+')",
                [str(path)],
            ).fetchall()
            if fractions:
                raise duckdb.ConversionException(f"{column} is not whole in {fractions[0]}")
        connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM {printed}", [str(path)])


def _load_plans(connection, path: Path) -> None:
    """As _load_csv; the total, printed once, goes under both bases so that each adds up."""
    connection.execute("CREATE TEMP TABLE plan_as_printed AS SELECT * FROM plan LIMIT 0")
    _load_csv(connection, "plan_as_printed", path)
    with _refusing("plan", path):
        connection.execute(
            """
            INSERT INTO plan BY NAME
            SELECT plan_as_printed.* REPLACE (basis.basis AS basis)
            FROM plan_as_printed
            INNER JOIN (VALUES ('initial'), ('latest')) AS basis (basis)
                ON plan_as_printed.basis IN (basis.basis, 'either')
            """
        )
    connection.execute("DROP TABLE plan_as_printed")


@contextmanager
def _refusing(table: str, path: Path) -> Iterator[None]:
    """What the database finds wrong with a file becomes a Refusal that names it; no full disk."""
    try:
        yield
    except OF_THE_DISK:
        raise
    except duckdb.Error as error:
        raise Refusal(
            f"the table {table} cannot hold this file: {str(error).splitlines()[0]}",
            file=str(path),
            expected=f"the columns and rules of {table} in etl/schema.sql",
            remedy="figures are never edited by hand: restore the file, or run extract again",
        ) from error


def _load_frame(connection, table: str, frame: pd.DataFrame) -> None:
    connection.register("frame", frame)
    connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM frame")
    connection.unregister("frame")


def _describe_alike(connection) -> None:
    """A column without words of its own has those of the table it is like, or else the usual."""
    said = {
        (table, column): comment
        for table, column, comment in connection.execute(
            """
            SELECT table_name, column_name, comment
            FROM duckdb_columns()
            WHERE NOT internal AND database_name = CURRENT_DATABASE()
            """
        ).fetchall()
    }
    for (table, column), own in said.items():
        comment = own or said.get((ALIKE.get(table), column)) or USUAL.get(column)
        if comment and not own:
            quoted = comment.replace("'", "''")
            connection.execute(f"COMMENT ON COLUMN {table}.{column} IS '{quoted}'")


def _describe(connection, data: Path, sources_file: Path) -> None:
    """meta_build, and meta_column from the comments: the words of a column have one home."""

    def only(question: str):
        return connection.execute(question).fetchall()[0][0]

    version, fingerprint = data_version(data, sources_file)
    facts = {
        "data_version": version,
        "figures_sha256": fingerprint,
        "made_from_sha256": made_from_sha256(data=data),
        "built_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "newest_plan_year": only("SELECT MAX(year_ending) FROM council_year"),
        "newest_all_plans_year": only(
            "SELECT MAX(year_ending) FROM area_count WHERE name = 'plans_started_all_categories'"
        ),
        "first_assessment_year": only("SELECT MIN(year_ending) FROM assessment_factor"),
        "newest_assessment_year": only("SELECT MAX(year_ending) FROM assessment_factor"),
        "default_threshold": only("SELECT default_threshold()"),
    }
    connection.executemany(
        "INSERT INTO meta_build VALUES (?, ?)", [(k, str(v)) for k, v in facts.items()]
    )
    connection.execute(
        """
        -- Made, then filled: in one step it depends on the threads whether it lists itself.
        CREATE TABLE meta_column (
            table_name VARCHAR, column_name VARCHAR, data_type VARCHAR, description VARCHAR,
            unit VARCHAR, status_column VARCHAR, gap_status VARCHAR, position INTEGER
        );
        COMMENT ON TABLE meta_column IS 'The data dictionary: one row per column of this file.';
        COMMENT ON COLUMN meta_column.table_name IS 'Table.';
        COMMENT ON COLUMN meta_column.column_name IS 'Column.';
        COMMENT ON COLUMN meta_column.data_type IS 'DuckDB type.';
        COMMENT ON COLUMN meta_column.description IS 'What it holds, and what NULL means.';
        COMMENT ON COLUMN meta_column.unit IS 'What a number counts; empty where it has none.';
        COMMENT ON COLUMN meta_column.status_column IS 'Column that says why. NULL: none.';
        COMMENT ON COLUMN meta_column.gap_status IS 'What a NULL means where no status says it.';
        COMMENT ON COLUMN meta_column.position IS 'Place in the table, from 1.';
        INSERT INTO meta_column
        SELECT
            table_name,
            column_name,
            data_type,
            comment AS description,
            REGEXP_EXTRACT(comment, 'Unit: ([^.;]+)', 1) AS unit,
            status_column_of(column_name, comment, LIST(column_name) OVER (PARTITION BY table_name))
                AS status_column,
            COALESCE(NULLIF(REGEXP_EXTRACT(comment, 'Gap: (\\w+)', 1), ''), 'not_applicable')
                AS gap_status,
            column_index AS position
        FROM duckdb_columns()
        WHERE NOT internal AND database_name = CURRENT_DATABASE()
        ORDER BY table_name, column_index;
        """
    )
