"""Files that are kept in the repository, read whole or refused with a reason.

The fact a newcomer gets wrong: a parser is no reader. YAML takes a key that is given twice and
keeps the last, CSV takes a row that has lost its end, JSON takes NaN. Every text, YAML, JSON and
CSV that the project keeps is read here, whether `extract` wrote it or a person did; publishers'
files are read in etl/read.
"""

import csv
import io
import json
import math
import re
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import jsonschema
import pandas as pd
import yaml

from etl.errors import Refusal, brief

ROOT = Path(__file__).parents[1]
MOST = 50_000_000  # bytes: ten times the largest that is kept
RESTORE = "mend it, or restore it from the repository"
EXTRACT_AGAIN = "figures are never edited by hand: restore the file, or run extract again"
KINDS = {
    "array": "a list",
    "object": "names with values",
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "nothing",
}


def is_day(said: str) -> bool:
    """Whether it is a day that there is, as in 2024-03-31."""
    try:
        return date.fromisoformat(said).isoformat() == said
    except ValueError:
        return False


# Type of a column → whether a cell is one, and what that is called. A cast would be content with
# less: it rounds 5.5 to 6, and takes "infinity" for a day.
WRITTEN: dict[str, tuple[Callable[[str], object], str]] = {
    "INTEGER": (re.compile("-?[0-9]+").fullmatch, "a whole number"),
    "DOUBLE": (re.compile(r"-?[0-9]+(\.[0-9]+)?(e-?[0-9]+)?").fullmatch, "a number"),
    "BOOLEAN": (re.compile("true|false", re.I).fullmatch, "true or false"),
    "DATE": (is_day, "a day, as in 2024-03-31"),
}
FORMATS = jsonschema.Draft202012Validator.FORMAT_CHECKER
Validator = jsonschema.validators.extend(
    jsonschema.Draft202012Validator,
    type_checker=jsonschema.Draft202012Validator.TYPE_CHECKER.redefine(
        "number",
        lambda _, value: (
            isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
        ),
    ),
)


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """libyaml's own where it is there: ten times as fast. Each key once, and days as text."""

    yaml_implicit_resolvers = {
        first: [pair for pair in pairs if pair[0] != "tag:yaml.org,2002:timestamp"]
        for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def construct_mapping(self, node, deep=False):
        _once([(str(key.value), key.start_mark.line + 1) for key, _ in node.value])
        return super().construct_mapping(node, deep)


def name_of(path: Path) -> str:
    """The file as a message names it: from the root of the project, where it is below that."""
    return str(path.relative_to(ROOT) if path.is_relative_to(ROOT) else path)


def content(path: Path) -> bytes:
    """The bytes of a file. Raises Refusal where it is missing, no file, shut, or far too large."""
    try:
        with path.open("rb") as file:
            held = file.read(MOST + 1)
    except FileNotFoundError:
        _refuse(path, "the file is not there", remedy="restore it from the repository")
    except IsADirectoryError:
        _refuse(path, "it is a folder", expected="a file")
    except OSError as error:
        remedy = "give whoever runs this the right to read it, or look at the disk"
        _refuse(path, f"it cannot be read ({error.strerror})", remedy=remedy)
    if len(held) > MOST:
        _refuse(path, "it is too large", expected=f"at most {MOST:,} bytes")
    return held


def text(path: Path) -> str:
    """A file of UTF-8, without a byte order mark, its lines ended as here. Raises Refusal."""
    held = content(path)
    try:
        said = held.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        _refuse(path, f"line {_line(held, error.start)} is not UTF-8", expected="text in UTF-8")
    if "\0" in said:
        _refuse(path, f"line {_line(held, held.index(0))} holds a zero byte", expected="text")
    return said.replace("\r\n", "\n")


def document(path: Path) -> Any:
    """What a YAML or JSON file holds; None where it is empty. Raises Refusal."""
    said, kind = text(path), "YAML" if path.suffix == ".yml" else "JSON"
    try:
        if kind == "YAML":
            return yaml.load(said, Loader=_Loader)
        return json.loads(said, parse_constant=_no_number, object_pairs_hook=_mapping)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"line {mark.line + 1}, " if mark else ""
        _refuse(path, f"this is not {kind}: {where}{brief(error.problem, 80)}")
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        _refuse(path, f"this is not {kind}: {brief(error, 80)}")


def schema(path: Path) -> dict:
    """A JSON schema. Raises Refusal for a file that is none."""
    found = document(path)
    try:
        Validator.check_schema(found)
    except jsonschema.SchemaError as error:
        _refuse(path, f"this is no JSON schema: {brief(error.message, 90)}")
    if not isinstance(found, dict) or "properties" not in found:
        _refuse(path, "this schema allows anything", expected="the properties of a measure")
    return found


def hold(value: Any, schema: dict, path: Path, rules: str, file: str = "") -> None:
    """Raises Refusal for the likeliest fault of a value read from `path`, by the field's name.

    `rules` says where what is allowed is written down; `file` names the place more closely.
    """
    checked = Validator(schema, format_checker=FORMATS)
    fault = jsonschema.exceptions.best_match(checked.iter_errors(value))
    if fault is None:
        return
    at = "".join(f"[{p}]" if isinstance(p, int) else str(p) for p in fault.absolute_path)
    found = brief(fault.message, 110)
    expected = fault.schema.get("description", "")
    if fault.validator in ("oneOf", "not"):
        found = "its fields do not go together"
    elif fault.validator == "type":
        wanted = [fault.validator_value] if isinstance(fault.validator_value, str) else []
        wanted = wanted or fault.validator_value
        found = f"here is {brief(fault.instance)}" if fault.instance is not None else "it is empty"
        expected = " or ".join(KINDS[kind] for kind in wanted)
    expected = brief(expected, 90) or f"what {rules} allows"
    raise Refusal(found, file=file or name_of(path), column=at, expected=expected, remedy=RESTORE)


def table(
    path: Path, columns: Sequence[str] | Mapping[str, str], filled: Collection[str] = ()
) -> pd.DataFrame:
    """A CSV of ours, one row a line, in file order: every cell text, a blank one "".

    Raises Refusal unless it has exactly these columns, in any order, and whole rows; where
    `columns` says of what type each is, as DuckDB does, for a cell that is none, and for a blank
    one of the columns `filled`.
    """
    said = text(path)
    if not said.strip():
        _refuse(path, "the file is empty", expected=f"the columns {brief(', '.join(columns), 70)}")
    reader = csv.reader(io.StringIO(said, newline=""), strict=True)
    cells: list[str] = []  # one list for all: the interpreter looks through many again and again
    try:
        header = next(reader)
        _hold_header(path, header, list(columns))
        for row in reader:
            if row:
                cells += _row(path, reader.line_num, row, header)
    except csv.Error as error:
        _refuse(path, f"line {reader.line_num}: {error}", expected="quotes that close")
    if not said.endswith("\n"):
        line = reader.line_num
        _refuse(path, f"line {line} does not end: the file seems cut short", expected="whole lines")
    wide = len(header)
    found = pd.DataFrame({name: cells[n::wide] for n, name in enumerate(header)}, dtype=str)
    for name, kind in columns.items() if isinstance(columns, Mapping) else ():
        is_right, meant = WRITTEN.get(kind, (str, "text"))
        said_so = found[name].unique()  # many cells say the same
        faults = [cell for cell in said_so if not (is_right(cell) if cell else name not in filled)]
        if faults:
            row = found.loc[found[name].isin(faults).idxmax()]
            raise refused(path, row, f"{name} is {brief(row[name]) or 'empty'}", meant)
    return found


def refused(path: Path, row: pd.Series, found: str, expected: str) -> Refusal:
    """What is said of a row of `table`, by its place (the header is row 1), council and year."""
    area, year = (
        next((brief(row[n], 20) for n in names if isinstance(row.get(n), str) and row[n]), "")
        for names in (("council_code", "area_code"), ("year_ending", "mid_year"))
    )
    kind = {"E12": "region", "E13": "region", "E92": "country"}.get(area[:3], "council")
    return Refusal(
        found,
        file=f"{name_of(path)}, row {int(str(row.name)) + 2}",
        year=year,
        expected=expected,
        **{kind: area},
        remedy=EXTRACT_AGAIN if path.parent.name == "figures" else RESTORE,
    )


def _row(path: Path, line: int, row: list[str], header: list[str]) -> list[str]:
    if row == header:
        _refuse(path, f"line {line} is the header again", expected="the header once")
    if len(row) != len(header):
        found = f"line {line}, which begins with {brief(row[0], 20)}, has {len(row)} cells"
        _refuse(path, found, expected=f"{len(header)} in every line, as in the header")
    return row


def _hold_header(path: Path, header: list[str], columns: list[str]) -> None:
    missing = [c for c in columns if c not in header]
    unknown = [c for c in header if c not in columns]
    twice = sorted({c for c in header if header.count(c) > 1})
    found = ""
    if len(missing) == len(columns):
        found = f"the first line is no header: {brief(', '.join(header), 50)}"
    elif twice:
        found = f"the column {twice[0]} stands there twice"
    elif missing or unknown:
        found = "; ".join(
            f"{what} column {brief(', '.join(names), 50)}"
            for what, names in (("no", missing), ("unknown", unknown))
            if names
        )
    if found:
        expected = f"commas between the columns {brief(', '.join(columns), 70)}"
        _refuse(path, found, expected=expected)


def _once(keys: Sequence[tuple[str, Hashable]]) -> None:
    seen = set()
    for key, line in keys:
        if key in seen:
            raise ValueError(
                f"{brief(key)} stands there twice{f', in line {line}' if line else ''}"
            )
        seen.add(key)


def _mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    _once([(key, "") for key, _ in pairs])
    return dict(pairs)


def _no_number(said: str) -> NoReturn:
    raise ValueError(f"{said} is no number")


def _line(held: bytes, place: int) -> int:
    return held[:place].count(b"\n") + 1


def _refuse(path: Path, found: str, expected: str = "", remedy: str = RESTORE) -> NoReturn:
    raise Refusal(found, file=name_of(path), expected=expected, remedy=remedy) from None
