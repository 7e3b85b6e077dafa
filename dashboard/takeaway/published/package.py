"""The data package: every table as CSV and Parquet, the DuckDB file, and what each column means.

The fact a newcomer gets wrong: in CSV a gap is a symbol, never a blank, and the package declares
those symbols as its missing values. A program that reads it by the declaration gets a missing
value; a person who opens it in a spreadsheet sees why.
"""

import hashlib
import json
import shutil
from pathlib import Path

import duckdb
from flit_core.wheel import make_wheel_in

from dashboard import database, queries, words
from dashboard.queries import versions as versions_queries
from dashboard.words.itself import data as data_words
from etl import progress

MISSING_VALUES = list(words.SYMBOL_MEANINGS)
# Column types of the database → of a Frictionless table schema.
TYPES = {
    "INTEGER": "integer",
    "BIGINT": "integer",
    "UBIGINT": "integer",
    "HUGEINT": "integer",
    "DOUBLE": "number",
    "DECIMAL": "number",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "VARCHAR": "string",
}
# Column → the table and column whose key it holds.
LINKS = {"council_code": ("council", "council_code"), "neighbour_code": ("council", "council_code")}
MEASURED = {
    "measure": ("measure_figure", "measure_band", "measure_note", "comparison"),
    "every-measure": ("every_figure",),
}
COLUMN_WORDS = ["column_name", "data_type", "description", "unit", "status_column", "gap_status"]
OLDEST_DUCKDB = "v1.0.0"
LICENCE = {
    "name": "OGL-UK-3.0",
    "path": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    "title": "Open Government Licence v3.0",
}


def write(folder: Path) -> None:
    """Write data/, datapackage.json and data-dictionary.md below `folder`."""
    data = folder / "data"
    data.mkdir()
    # The dashboard's own connection may not write files, and should not.
    cursor = duckdb.connect()
    # Several threads that write to a full disk may wait for each other for ever.
    cursor.execute("SET threads = 1")
    quoted = str(database.path().resolve()).replace("'", "''")
    cursor.execute(f"ATTACH '{quoted}' AS csa (READ_ONLY)")
    cursor.execute("USE csa")
    tables = described()
    for name in progress.bar(tables, desc="tables", unit="table"):
        write_csv(cursor, name, tables[name]["columns"], data / f"{name}.csv")
        target = str(data / f"{name}.parquet").replace("'", "''")
        cursor.execute(f"COPY {name} TO '{target}' (FORMAT parquet, COMPRESSION zstd)")
    write_database(cursor, data / "csa.duckdb")
    cursor.close()
    documents = Path(database.ROOT) / "data"
    for document in ("SQL.md", "PYTHON.md", "R.md", "example_map.py", "CHANGES.md"):
        shutil.copyfile(documents / document, folder / document)
    make_wheel_in(documents.parent / "pyproject.toml", folder)
    (folder / "data-dictionary.md").write_text(dictionary(tables), encoding="utf-8")
    descriptor = datapackage(tables, data)
    (folder / "datapackage.json").write_text(
        json.dumps(descriptor, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )


def write_database(cursor, file: Path) -> None:
    """The whole database again, in the form that every DuckDB from 1.0 on can open.

    The file being served is in the form of the DuckDB that built it, which older ones refuse.
    """
    quoted = str(file).replace("'", "''")
    cursor.execute(f"ATTACH '{quoted}' AS for_readers (STORAGE_VERSION '{OLDEST_DUCKDB}')")
    cursor.execute("COPY FROM DATABASE csa TO for_readers")
    cursor.execute("DETACH for_readers")


def described() -> dict[str, dict]:
    """Table → its description, and its columns: name, type, description and unit of each."""
    columns = database.ask("SELECT * FROM meta_column ORDER BY table_name, position")
    comments = dict(
        database.ask(
            "SELECT table_name, comment FROM duckdb_tables() WHERE database_name = 'csa'"
        ).itertuples(index=False, name=None)
    )
    tables = {}
    for name, rows in columns.groupby("table_name", sort=True):
        tables[name] = {
            "description": comments[name],
            "columns": rows[COLUMN_WORDS].replace({float("nan"): None}).to_dict("records"),
        }
    return dict(sorted(tables.items()))


def write_csv(cursor, table: str, columns: list[dict], file: Path) -> None:
    """A table as CSV without a blank cell. Whole numbers are written as such, lists as JSON."""
    listed = ",\n".join(f'{_cell(c)} AS "{c["column_name"]}"' for c in columns)
    target = str(file).replace("'", "''")
    # A text that begins like a formula could be run by a spreadsheet; ours never does, and a test
    # looks. Quotes are as RFC 4180 has them.
    cursor.execute(f"COPY (SELECT {listed} FROM {table}) TO '{target}' (HEADER, DELIMITER ',')")


def _cell(column: dict) -> str:
    name, kind = column["column_name"], column["data_type"]
    text = f'CAST("{name}" AS VARCHAR)'
    if kind == "DOUBLE":
        text = (
            f'CASE WHEN "{name}" = TRUNC("{name}") AND ABS("{name}") < 1e15 '
            f'THEN CAST(CAST("{name}" AS BIGINT) AS VARCHAR) ELSE {text} END'
        )
    elif kind.endswith("[]"):
        text = f'CAST(TO_JSON("{name}") AS VARCHAR)'
    gap = f"'{words.SYMBOL_OF_STATUS[column['gap_status']]}'"
    # Where a number was printed there is no symbol to give; where one is missing, its status says.
    of_symbol = name.removesuffix("symbol") + "status" if name.endswith("symbol") else None
    if status := column["status_column"] or of_symbol:
        reasons = "".join(
            f" WHEN \"{status}\" = '{word}' THEN '{symbol}'"
            for word, symbol in words.SYMBOL_OF_STATUS.items()
        )
        gap = f"CASE{reasons} ELSE {gap} END"
    return f"COALESCE(NULLIF({text}, ''), {gap})"


def datapackage(tables: dict[str, dict], data: Path) -> dict:
    """The descriptor of the package, one resource for each table."""
    facts = queries.build_facts()
    sources = queries.sources(*database.ask("SELECT id FROM meta_source ORDER BY id")["id"])
    return {
        "name": "how-english-councils-identify-child-sexual-abuse",
        "title": versions_queries.product_title(),
        "description": (
            f"{words.CAVEAT} {words.STATUS_LABEL} {versions_queries.citation('', '', '')}"
        ),
        "version": facts["data_version"],
        "created": facts["built_at"],
        "licenses": [LICENCE],
        "keywords": ["child protection", "child sexual abuse", "England", "councils"],
        "sources": [
            {"title": f"{s.publisher}: {s.title} ({s.release})", "path": s.landing_page}
            for s in sources.itertuples()
        ],
        "resources": [
            resource(name, table, data / f"{name}.csv", table_keys())
            for name, table in tables.items()
        ],
    }


def resource(name: str, table: dict, file: Path, keys: dict[str, list[str]]) -> dict:
    """One table's CSV, with its columns."""
    content = file.read_bytes()
    schema = {
        "fields": [field(column) for column in table["columns"]],
        "missingValues": MISSING_VALUES,
    }
    if name in keys:
        schema["primaryKey"] = keys[name]
    columns = [column["column_name"] for column in table["columns"]]
    if links := links_of(name, columns):
        schema["foreignKeys"] = links
    return {
        "name": name.replace("_", "-"),
        "title": name,
        "description": table["description"],
        "path": f"data/{name}.csv",
        "profile": "tabular-data-resource",
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": schema,
    }


def links_of(table: str, columns: list[str]) -> list[dict]:
    """Which columns hold a key of another table."""
    return [
        {"fields": [column], "reference": {"resource": other.replace("_", "-"), "fields": [key]}}
        for column, (other, key) in LINKS.items()
        if column in columns and table != other
    ] + [
        {"fields": ["measure"], "reference": {"resource": other, "fields": ["id"]}}
        for other, tables in MEASURED.items()
        if table in tables
    ]


def field(column: dict) -> dict:
    """A column: name, type, description, unit; the values an enumeration allows."""
    kind = column["data_type"]
    found = {
        "name": column["column_name"],
        "type": "array" if kind.endswith("[]") else TYPES.get(kind.partition("(")[0], "string"),
        "description": column["description"],
    }
    if column["unit"]:
        found["unit"] = column["unit"]
    if kind.startswith("ENUM"):
        found["constraints"] = {"enum": [part.strip(" '") for part in kind[5:-1].split(",")]}
    if found["type"] == "boolean":
        found |= {"trueValues": ["true"], "falseValues": ["false"]}
    return found


def table_keys() -> dict[str, list[str]]:
    """Table → the columns that identify a row."""
    declared = database.ask(
        """
        SELECT table_name, constraint_column_names AS columns
        FROM duckdb_constraints()
        WHERE constraint_type = 'PRIMARY KEY' AND database_name = 'csa'
        """
    )
    return {row.table_name: list(row.columns) for row in declared.itertuples()}


def dictionary(tables: dict[str, dict]) -> str:
    """The data dictionary as Markdown: a table for each table."""
    facts = queries.build_facts()
    lines = [
        "# Data dictionary",
        "",
        f"Data version {facts['data_version']}. {words.CAVEAT} {words.STATUS_LABEL}",
        "",
        data_words.GAPS.format(
            symbols="; ".join(f"`{s}` {m}" for s, m in words.SYMBOL_MEANINGS.items())
        ),
        "",
    ]
    lines += ["# Measures", "", "| measure | what it is | unit | bounds |", "|---|---|---|---|"]
    lines += [
        f"| {m.id} | {m.title}. {m.numerator}, over: {m.denominator} | {m.unit} | {m.bounds} |"
        for m in queries.every_measure().itertuples()
    ]
    lines += ["", "# Tables", ""]
    for name, table in tables.items():
        lines += [
            f"## {name}",
            "",
            table["description"],
            "",
            "| column | type | unit | what it holds |",
            "|---|---|---|---|",
        ]
        lines += [
            f"| {c['column_name']} | {c['data_type'].partition('(')[0].lower()} "
            f"| {c['unit'] or '-'} | {c['description'].replace('|', '/')} |"
            for c in table["columns"]
        ]
        lines.append("")
    return "\n".join(lines)
