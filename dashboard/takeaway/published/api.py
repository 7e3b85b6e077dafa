"""A JSON API without a server: files under api/v1, each described by a JSON Schema.

The fact a newcomer gets wrong: null alone says nothing. Each figure has its status beside it under
the same name with `_status`, and the schema demands it: null goes with a status other than
"published", and a number only with "published".
"""

import json
from pathlib import Path

from dashboard import database, queries, words
from dashboard.queries import data as data_queries
from dashboard.queries import versions as versions_queries
from dashboard.queries.data import Selection
from dashboard.takeaway import files
from dashboard.takeaway.published import api_schemas
from dashboard.takeaway.published.package import described
from dashboard.words.itself import refusals as refusal_words
from etl import progress

VERSION = "v1"
OF_A_FIGURE = (
    "measure, group_name, year_ending, unit, value, value_min, value_max, limit_low, limit_high, "
    "adjusted_low, adjusted_high, status, symbol, release, source_ids"
)


def write(folder: Path) -> None:
    """Write api/v1 below `folder`, with its schemas."""
    root = folder / "api" / VERSION
    (root / "schema").mkdir(parents=True)
    (root / "councils").mkdir()
    (root / "years").mkdir()
    tables = described()
    councils = all_councils()
    years = [int(year) for year in data_queries.years(data_queries.WIDE)]
    _put(root / "meta.json", meta(tables))
    _put(root / "councils.json", {**_head(), "councils": councils})
    for council in progress.bar(councils, desc="councils", unit="council"):
        _put(root / "councils" / f"{council['council_code']}.json", one_council(council))
    for year in years:
        _put(root / "years" / f"{year}.json", one_year(year))
    (root / "measures").mkdir()
    for measure in progress.bar(queries.every_measure()["id"], desc="measures", unit="measure"):
        chosen = Selection(data_queries.LONG, (("measures", (measure,)),), ())
        (root / "measures" / f"{measure}.csv").write_bytes(files.csv(chosen))
    _put(root / "index.json", index(councils, years))
    for name, schema in api_schemas.schemas(tables).items():
        _put(root / "schema" / f"{name}.json", schema)


def _put(file: Path, content: dict) -> None:
    # A line for each row: no editor opens all on one, and a line for each cell is twice as long.
    parts = [f"{json.dumps(name)}: {_lines(part)}" for name, part in content.items()]
    file.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")


def _lines(part) -> str:
    if isinstance(part, list) and part and isinstance(part[0], dict):
        return "[\n" + ",\n".join(_lines(row) for row in part) + "\n]"
    return json.dumps(part, ensure_ascii=False, default=str, allow_nan=False)


def _head() -> dict:
    """What every file begins with."""
    return {
        "data_version": queries.build_facts()["data_version"],
        "caution": words.CAVEAT,
        "licence": "Open Government Licence v3.0",
    }


def rows(question: str, *values) -> list[dict]:
    """The answer as dicts of plain Python values; a gap is None, a day is ISO text."""
    cursor = database.cursor().execute(question, list(values))
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def all_councils() -> list[dict]:
    """Every council code there has been, by name, with the address of its file."""
    found = rows(
        """
        SELECT
            council.council_code,
            council.council_name,
            council_series.label,
            council_series.slug,
            council_series.series_code,
            council.region_name,
            council.dfe_region_name,
            council.police_force_name,
            council.code_from,
            council.code_to,
            COALESCE(STRING_SPLIT(council.successors, ' '), []) AS successors,
            council.change_kind,
            'councils/' || council.council_code || '.json' AS file
        FROM council
        INNER JOIN council_series USING (council_code)
        ORDER BY council.council_name, council.council_code
        """
    )
    for council in found:
        for day in ("code_from", "code_to"):
            council[day] = council[day] and council[day].isoformat()
    return found


# Name in a council's file → the table it is from, what of it, and its order.
WITHOUT_CODE, WITHOUT_AREA = "* EXCLUDE (council_code)", "* EXCLUDE (area_code, area_level)"
OF_A_COUNCIL = {
    "years": ("council_every_year", "* EXCLUDE (council_name, region_name)", "year_ending"),
    "figures": ("every_figure", OF_A_FIGURE, "measure, year_ending"),
    "plans": ("plan_bounds", WITHOUT_CODE, "ALL"),
    "assessments": ("assessment_factor", "year_ending, factor, value, status, symbol", "ALL"),
    "measures": ("measure_figure", WITHOUT_AREA, "measure, year_ending"),
    "neighbours": ("neighbour", "position, neighbour_code, closeness", "position"),
    "beside_england": ("beside_england", WITHOUT_CODE, "year_ending"),
    "changes": ("change_year", WITHOUT_AREA, "year_ending, span"),
    "three_years": ("pooled_3_year", WITHOUT_CODE, "year_ending"),
    "neighbours_by_year": ("neighbour_year", WITHOUT_CODE, "ALL"),
    "inspections": ("inspection", WITHOUT_CODE, "ALL"),
    "carried_figures": ("carried_figure", WITHOUT_CODE, "year_ending"),
    "partnership": ("partnership", WITHOUT_CODE, "ALL"),
    "flags": ("quality_flag", WITHOUT_CODE, "ALL"),
}
OF_AREAS = {"every_figure", "assessment_factor", "measure_figure", "change_year"}


def one_council(council: dict) -> dict:
    """Everything held about a council, under any of its codes: `figures` has every figure, the rest
    what is said of them.

    Years are those of its ground under every code it has had; `codes` says which was in force when,
    and so does each row of `years`. Before a council was merged or divided it was another.
    """
    codes = queries.council_codes(council["series_code"])
    return {
        **_head(),
        "council": {name: value for name, value in council.items() if name != "file"},
        "codes": rows(
            """
            SELECT
                council_code,
                code_from::VARCHAR AS code_from,
                code_to::VARCHAR AS code_to,
                MIN(year_ending) AS first_year,
                MAX(year_ending) AS last_year
            FROM council
            LEFT JOIN every_figure ON area_code = council_code
            WHERE LIST_CONTAINS(?, council_code)
            GROUP BY ALL
            ORDER BY code_from
            """,
            codes,
        ),
        **{name: rows(_of_codes(*asked), codes) for name, asked in OF_A_COUNCIL.items()},
    }


def _of_codes(table: str, columns: str, order: str) -> str:
    """The question for a table's rows of a list of codes; OF_AREAS hold them as area_code."""
    code = "area_code" if table in OF_AREAS else "council_code"
    return f"SELECT {columns} FROM {table} WHERE LIST_CONTAINS(?, {code}) ORDER BY {order}"


def one_year(year: int) -> dict:
    """A year: England, regions, forces, partnerships and councils, and how many are in each class.

    Of a year without plans there is no `england` and no `headline`; `figures` has what there is.
    """
    england = rows("SELECT * FROM england_year WHERE year_ending = ?", year)
    headline = rows("SELECT * FROM headline WHERE year_ending = ?", year)
    return {
        **_head(),
        "year_ending": year,
        "england": england[0] if england else None,
        "headline": headline[0] if headline else None,
        "figures": rows(
            f"SELECT area_code, area_name, area_level, {OF_A_FIGURE} FROM every_figure "
            "WHERE year_ending = ? AND area_level <> 'council' "
            "ORDER BY area_level, area_code, measure, group_name",
            year,
        ),
        "classes": rows(
            "SELECT class, councils FROM class_count WHERE year_ending = ? ORDER BY class", year
        ),
        "regions": rows(
            "SELECT * FROM region_year WHERE year_ending = ? ORDER BY region_name", year
        ),
        "changes": rows(
            "SELECT * FROM change_year WHERE year_ending = ? AND area_level <> 'council' "
            "ORDER BY area_code, span",
            year,
        ),
        "police_forces": rows(
            "SELECT * FROM police_force_year WHERE year_ending = ? ORDER BY police_force_name", year
        ),
        "partnerships": rows(
            "SELECT * FROM partnership_year WHERE year_ending = ? ORDER BY partnership", year
        ),
        "councils": rows(
            "SELECT * FROM council_every_year WHERE year_ending = ? ORDER BY council_name", year
        ),
    }


def meta(tables: dict) -> dict:
    """About the figures: version, how to cite them, symbols, sources, measures, tables, changes."""
    return {
        **_head(),
        "title": versions_queries.product_title(),
        "status": words.STATUS_LABEL,
        "build": queries.build_facts(),
        "citation": versions_queries.citation("", "", ""),
        "bibtex": versions_queries.bibtex("", "", ""),
        "symbols": words.SYMBOL_MEANINGS,
        "sources": rows("SELECT * FROM meta_source ORDER BY id"),
        "indicators": rows("SELECT * FROM meta_indicator ORDER BY id"),
        "methods": rows("SELECT * FROM meta_method ORDER BY id"),
        "measures": rows("SELECT * FROM measure ORDER BY place, id"),
        "every_measure": rows("SELECT * FROM every_measure ORDER BY id"),
        "tables": tables,
        "versions": [
            {**version, "published": version["published"] and version["published"].isoformat()}
            for version in rows(
                "SELECT data_version, published, about FROM meta_change "
                "WHERE area_code IS NULL ORDER BY position"
            )
        ],
    }


def index(councils: list[dict], years: list[int]) -> dict:
    """What there is. A file that is not listed here does not exist, and answers 404."""
    return {
        **_head(),
        "endpoints": {
            "meta": "meta.json",
            "councils": "councils.json",
            "council": "councils/{council_code}.json",
            "year": "years/{year_ending}.json",
            "measure": "measures/{measure}.csv",
            "every_figure": "../../data/every_figure.parquet",
        },
        "schemas": {
            name: f"schema/{name}.json" for name in ("meta", "councils", "council", "year")
        },
        "measures": sorted(queries.every_measure()["id"]),
        "council_codes": sorted(council["council_code"] for council in councils),
        "years": years,
        "not_found": refusal_words.NOT_LISTED,
    }
