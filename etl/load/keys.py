"""What identifies a row of each table that the marts make; schema.sql declares its own.

The fact a newcomer gets wrong: `CREATE TABLE … AS` makes no key. They are declared last, when the
tables are filled, so that a row that is there twice stops the build and whoever takes the file away
is told what a row is.
"""

import duckdb

from etl.errors import OF_THE_DISK, Refusal, brief

AREA, COUNCIL = ("area_code", "year_ending"), ("council_code", "year_ending")
KEYS: dict[str, tuple[str, ...]] = {
    "adjusted_limit": ("counted", "events"),
    "area_address": ("area_level", "area_name"),
    "area_count": (*AREA, "name"),
    "area_rate": (*AREA, "measure"),
    "assessment_to_plan": (*AREA, "category"),
    "beside_england": COUNCIL,
    "change_between": ("council_code", "from_year", "year_ending"),
    "change_year": (*AREA, "span"),
    "characteristic_share": ("year_ending", "characteristic", "group_name", "category"),
    "claim_check": ("claim",),
    "class_count": ("year_ending", "class"),
    "comparison": ("measure", *COUNCIL),
    "council_every_year": COUNCIL,
    "council_series": ("council_code",),
    "council_set": ("slug", "council_code"),
    "council_year": COUNCIL,
    "england_category_year": ("year_ending", "flow", "basis", "category"),
    "england_year": ("year_ending",),
    "event_on_axis": ("event_date", "event"),
    "every_figure": (*AREA, "measure", "group_name"),
    "every_measure": ("id",),
    "funnel_council": COUNCIL,
    "funnel_year": ("year_ending",),
    "headline": ("year_ending",),
    "hidden_together": ("year_ending",),
    "layer_year": ("layer", "year_ending"),
    "measure_band": ("measure", "band"),
    "measure_figure": ("measure", *AREA),
    "measure_note": ("measure", *COUNCIL, "flag", "explanation"),
    "meta_column": ("table_name", "column_name"),
    "meta_indicator": ("id",),
    "national_year": ("year_ending",),
    "neighbour_series": ("series_code", "position"),
    "neighbour_year": (*COUNCIL, "measure"),
    "none_base_rate": ("from_expected",),
    "offence_change": ("police_force_code", "year_ending"),
    "offence_total": (*AREA, "name"),
    "partnership_year": ("partnership_slug", "year_ending"),
    "path_step": (*AREA, "step"),
    "plan_bounds": (*COUNCIL, "flow", "basis", "category"),
    "plans_in_words": ("year_ending",),
    "police_force_year": ("police_force_code", "year_ending"),
    "pooled_3_year": COUNCIL,
    "pooled_change": COUNCIL,
    "quality_flag": (*COUNCIL, "measure", "flag", "explanation"),
    "question_fact": COUNCIL,
    "recording_shortfall": ("factor", "year_ending"),
    "region_year": ("region_code", "year_ending"),
    "sexual_or_multiple": COUNCIL,
}
# Whose rows no columns that are never empty tell apart: the borders in `shape` have no council, a
# version's own row in `meta_change` no area, the row over all pairs in `variance_factor` no span.
WITHOUT = ("shape", "meta_change", "variance_factor")


def declare(connection: duckdb.DuckDBPyConnection) -> None:
    """Give every table of the marts its key. Raises Refusal for a key that two rows share."""
    there = {
        row[0]
        for row in connection.execute(
            "SELECT table_name FROM duckdb_tables() WHERE database_name = CURRENT_DATABASE()"
        ).fetchall()
    }
    keyed = {
        row[0]
        for row in connection.execute(
            "SELECT table_name FROM duckdb_constraints() WHERE constraint_type = 'PRIMARY KEY'"
        ).fetchall()
    }
    for table in sorted(KEYS.keys() & there - keyed):
        columns = KEYS[table]
        try:
            connection.execute(f"ALTER TABLE {table} ADD PRIMARY KEY ({', '.join(columns)})")
        except OF_THE_DISK:
            raise
        except duckdb.Error as error:
            raise Refusal(
                f"the table {table} has no key of {', '.join(columns)}: "
                + brief(str(error).splitlines()[0], 110),
                expected="one row for each",
                remedy="mend the mart that makes it, or its key in etl/load/keys.py",
            ) from error
