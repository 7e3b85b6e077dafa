"""Figures into the tables of a database, the marts that work them out, and what each column holds.

Nothing is checked here but what the tables themselves refuse: build.py does, before the file is put
in place.
"""

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pandas as pd

from etl import chance, corrections, kept, marts, measures, progress, sources, tables
from etl.checks import DATABASE, look
from etl.compare import changes
from etl.errors import Refusal, blaming
from etl.fingerprints import DATA, data_version, made_from_sha256
from etl.load import keys, outlines, partnerships, rows
from geo.grid import HERE
from geo.paths import VIEW_BOXES, force_borders, shape_paths

FAULTS_STAND = DATABASE / "known_faults_still_stand.sql"
MART = "if a figure was edited, restore it or run extract again; otherwise mend the mart"
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
    load_figures(connection, data, sources_file)
    work_out(connection, data, sources_file)


def load_figures(
    connection: duckdb.DuckDBPyConnection,
    data: Path = DATA,
    sources_file: Path = sources.SOURCES_FILE,
) -> None:
    """Create and fill every table that is read from a file. Raises Refusal naming the file."""
    held = measures.load()
    taken = [source for source in sources.load(sources_file).values() if source.is_taken]
    measures.hold(held, ["sources"], {s.id for s in taken}, "the id of an entry of etl/sources.yml")
    partnerships.hold(data / tables.FILES["partnership"], data / tables.FILES["council"])
    connection.execute(tables.SCHEMA.read_text(encoding="utf-8"))
    for table, path in progress.bar(files_below(data).items(), desc="loading", unit="table"):
        printed = kept.table(path, tables.types()[table]).replace("", None)
        rows.insert(connection, table, _twice(printed) if table == "plan" else printed, path)
    boxes = [(layer, *size) for layer, size in VIEW_BOXES.items()]
    for table, frame in {
        "shape": pd.DataFrame(shape_paths()),
        "force_border": force_borders(),
        "view_box": pd.DataFrame(boxes, columns=["layer", "width", "height"]),
        "outline": outlines.outlines(),
    }.items():
        _load_frame(connection, table, frame, HERE)
    # A draft of figures nobody has accepted has no change log yet.
    if (log := data / "CHANGES.md").exists():
        _load_frame(connection, "meta_change", changes.table(log), log)
    faults = corrections.known_faults()
    _load_frame(connection, "known_fault", faults, corrections.CORRECTIONS_FILE)
    corrections.take_mended_off(connection)
    shown = pd.DataFrame([source.shown() for source in taken])
    _load_frame(connection, "meta_source", shown, sources_file)
    described = pd.DataFrame([asdict(m) for m in held])
    _load_frame(connection, "measure", described, measures.FOLDER)


def hold_faults(connection: duckdb.DuckDBPyConnection) -> None:
    """Raises Refusal for a declared fault that the figures have not, or have otherwise."""
    file = corrections.CORRECTIONS_FILE
    for area, year, flow, basis, declared, found in look(connection, FAULTS_STAND).rows:
        there = "the figures have no such row" if found is None else f"in the figures by {found:g}"
        raise Refusal(
            f"the total ({flow}, {basis}) is declared to exceed its parts by {declared}; {there}",
            file=kept.name_of(file),
            council=area,
            year=year,
            expected="a fault that stands in the figures",
            remedy="mend or delete the entry, or restore the figures",
        )


def work_out(
    connection: duckdb.DuckDBPyConnection,
    data: Path = DATA,
    sources_file: Path = sources.SOURCES_FILE,
) -> None:
    """Run the marts on what `load_figures` has filled, and describe every table.

    Raises Refusal naming the mart that cannot be worked out, or a measure of an unknown name.
    """
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
    limits = chance.limits.of_counts(most, factor=1)
    _load_frame(connection, "poisson_limit", limits, data / tables.FILES["plan"])
    for mart in marts.in_order():
        with blaming(kept.name_of(mart), "figures that it can be worked out from", MART):
            connection.execute(mart.read_text(encoding="utf-8"))
            if mart.stem == chance.FILLS:
                chance.fit(connection)
        if mart.stem == measures.COUNTED:
            counted = connection.execute(f"SELECT DISTINCT name FROM {mart.stem}").fetchall()
            names = {name for (name,) in counted}
            held = measures.load()
            measures.hold(held, ["count", "base", "concerns"], names, f"a name of {mart.stem}")
    chance.describe(connection)
    _describe_alike(connection)
    _describe(connection, data, sources_file)
    keys.declare(connection)


def files_below(data: Path) -> dict[str, Path]:
    """Table → the CSV below `data` that it is loaded from, for every table that has one."""
    # The figures of a publisher's file that may be missing come with it.
    return {
        table: data / file
        for table, file in tables.FILES.items()
        if table not in sources.OPTIONAL or (data / file).exists()
    }


def _twice(printed: pd.DataFrame) -> pd.DataFrame:
    """The rows of `plan`: a total, printed once, stands under both bases so that each adds up."""
    totals = printed["basis"] == "either"
    both = [printed[totals].assign(basis=basis) for basis in ("initial", "latest")]
    return pd.concat([*both, printed[~totals]]).sort_index(kind="stable")


def _load_frame(connection, table: str, frame: pd.DataFrame, file: Path) -> None:
    """Put in a table what was made from a file that is no CSV. Raises Refusal that names it."""
    said = f"what {table} in etl/schema.sql can hold"
    with blaming(kept.name_of(file), said, kept.RESTORE):
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
