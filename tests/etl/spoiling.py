"""Ways in which a publisher's table comes spoilt: each takes rows, the header first, and a source
of chance, and gives the rows back as they might arrive. Where one goes is chance's choice, and the
same for the same seed.
"""

import csv
import io
import json
from random import Random

from etl.read.symbols import STATUS_BY_SYMBOL

Rows = list[list[str]]
STRANGE = ["", "q", "-4", "12.5", "1,234", "~", "NaN", "٣", "1e3", " 7", "0", "1", "None", "c c"]


def _copy(rows: Rows) -> Rows:
    return [list(row) for row in rows]


def _cell(rows: Rows, chance: Random, wanted=lambda cell: True) -> tuple[int, int]:
    """Line and column of a cell below the header: a wanted one, where some tries find it."""
    for _ in range(200):
        place = chance.randrange(1, len(rows)), chance.randrange(len(rows[0]))
        if wanted(rows[place[0]][place[1]]):
            break
    return place


def row_lost(rows, chance):
    n = chance.randrange(1, len(rows))
    return rows[:n] + rows[n + 1 :]


def cut_short(rows, chance):
    return rows[: chance.randrange(1, len(rows))]


def rows_lost(rows, chance):
    n = chance.randrange(1, len(rows))
    return rows[:n] + rows[n + chance.choice([2, 10, len(rows) // 2]) :]


def row_repeated(rows, chance):
    return [*rows, chance.choice(rows[1:])]


def rows_shuffled(rows, chance):
    return [rows[0], *chance.sample(rows[1:], len(rows) - 1)]


def columns_shuffled(rows, chance):
    order = chance.sample(range(len(rows[0])), len(rows[0]))
    return [[row[n] for n in order] for row in rows]


def column_added(rows, chance):
    n = chance.randrange(len(rows[0]) + 1)
    return [[*row[:n], "x" if line else "footnote", *row[n:]] for line, row in enumerate(rows)]


def column_lost(rows, chance):
    n = chance.randrange(len(rows[0]))
    return [row[:n] + row[n + 1 :] for row in rows]


def column_renamed(rows, chance):
    header = list(rows[0])
    header[chance.randrange(len(header))] += chance.choice(["_", "_rate", "s", " (number)"])
    return [header, *rows[1:]]


def header_in_capitals(rows, chance):
    return [[chance.choice([str.upper, str.title, str.lower])(name) for name in rows[0]], *rows[1:]]


def headers_exchanged(rows, chance):
    one, other = chance.sample(range(len(rows[0])), 2)
    header = list(rows[0])
    header[one], header[other] = header[other], header[one]
    return [header, *rows[1:]]


def cells_exchanged_in_a_row(rows, chance):
    rows, n = _copy(rows), chance.randrange(1, len(rows))
    one, other = chance.sample(range(len(rows[0])), 2)
    rows[n][one], rows[n][other] = rows[n][other], rows[n][one]
    return rows


def cells_exchanged_in_a_column(rows, chance):
    rows, column = _copy(rows), chance.randrange(len(rows[0]))
    one, other = chance.sample(range(1, len(rows)), 2)
    rows[one][column], rows[other][column] = rows[other][column], rows[one][column]
    return rows


def halves_exchanged(rows, chance):
    """The right-hand halves of two rows, as when a sheet is sorted by half of its columns."""
    rows, column = _copy(rows), len(rows[0]) // 2
    one, other = chance.sample(range(1, len(rows)), 2)
    rows[one][column:], rows[other][column:] = rows[other][column:], rows[one][column:]
    return rows


def column_shifted(rows, chance):
    """As a spreadsheet does when one cell is deleted and the ones below move up."""
    rows, column = _copy(rows), chance.randrange(len(rows[0]))
    cells = [row[column] for row in rows[1:]]
    for row, cell in zip(rows[1:], cells[1:] + cells[:1], strict=True):
        row[column] = cell
    return rows


def cell_lost_in_a_row(rows, chance):
    """A delimiter is missing: the row is a cell short."""
    rows, (n, column) = _copy(rows), _cell(rows, chance)
    del rows[n][column]
    return rows


def cell_replaced(rows, chance):
    rows, (n, column) = _copy(rows), _cell(rows, chance)
    rows[n][column] = chance.choice([*STATUS_BY_SYMBOL, *STRANGE])
    return rows


def number_replaced(rows, chance):
    rows, (n, column) = _copy(rows), _cell(rows, chance, str.isdigit)
    rows[n][column] = chance.choice([*STATUS_BY_SYMBOL, *STRANGE])
    return rows


def number_a_little_off(rows, chance):
    rows, (n, column) = _copy(rows), _cell(rows, chance, str.isdigit)
    if rows[n][column].isdigit():
        rows[n][column] = str(max(0, int(rows[n][column]) + chance.choice([-10, -1, 1, 2, 10])))
    return rows


def digits_exchanged(rows, chance):
    rows, (n, column) = _copy(rows), _cell(rows, chance, lambda cell: cell[1:].isdigit())
    rows[n][column] = rows[n][column][::-1]
    return rows


def symbol_made_a_number(rows, chance):
    rows, (n, column) = _copy(rows), _cell(rows, chance, STATUS_BY_SYMBOL.__contains__)
    rows[n][column] = chance.choice(["0", "3", "40"])
    return rows


def symbol_made_another(rows, chance):
    rows, (n, column) = _copy(rows), _cell(rows, chance, STATUS_BY_SYMBOL.__contains__)
    rows[n][column] = chance.choice(list(STATUS_BY_SYMBOL))
    return rows


def name_respelt(rows, chance):
    rows, (n, column) = _copy(rows), _cell(rows, chance, lambda cell: cell.istitle())
    rows[n][column] = chance.choice(
        [str.upper, str.lower, str.swapcase, lambda s: f" {s} ", lambda s: s[1:]]
    )(rows[n][column])
    return rows


# Ways that change the rows, and ways that change how a table of them is written.
WAYS = [
    row_lost,
    cut_short,
    rows_lost,
    row_repeated,
    rows_shuffled,
    columns_shuffled,
    column_added,
    column_lost,
    column_renamed,
    header_in_capitals,
    headers_exchanged,
    cells_exchanged_in_a_row,
    cells_exchanged_in_a_column,
    halves_exchanged,
    column_shifted,
    cell_lost_in_a_row,
    cell_replaced,
    number_replaced,
    number_a_little_off,
    digits_exchanged,
    symbol_made_a_number,
    symbol_made_another,
    name_respelt,
]
# Ways to spoil one year's rows alone, so that no earlier release can tell.
WAYS_OF_A_YEAR = [
    cells_exchanged_in_a_row,
    cells_exchanged_in_a_column,
    halves_exchanged,
    number_replaced,
    number_a_little_off,
    digits_exchanged,
    symbol_made_a_number,
    symbol_made_another,
]


def rows_of(raw: bytes) -> Rows:
    """The rows of a publisher's CSV, or of the properties in an ONS GeoJSON, the header first."""
    if raw.lstrip()[:1] == b"{":
        shapes = [feature["properties"] for feature in json.loads(raw)["features"]]
        return [list(shapes[0]), *([str(v) for v in shape.values()] for shape in shapes)]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252")
    return [row for row in csv.reader(io.StringIO(text, newline="")) if row]


def as_csv(rows: Rows, **form) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, **form).writerows(rows)
    return text.getvalue().encode()


def as_geojson(rows: Rows) -> bytes:
    """Shapes without their outlines, which `extract` does not read."""

    def value(cell: str):
        try:
            return float(cell) if "." in cell else int(cell)
        except ValueError:
            return cell

    shapes = [
        {"properties": {name: value(cell) for name, cell in zip(rows[0], row, strict=False)}}
        for row in rows[1:]
    ]
    return json.dumps({"features": shapes}).encode()


def cut_within(rows, chance):
    whole = as_csv(rows)
    return whole[: chance.randrange(len(whole))]


def a_byte_changed(rows, chance):
    whole = bytearray(as_csv(rows))
    whole[chance.randrange(len(whole))] = chance.choice(b'\x00\x80\xff,"\n5Z')
    return bytes(whole)


FORMS = [
    cut_within,
    a_byte_changed,
    lambda rows, chance: b"\xef\xbb\xbf" + as_csv(rows),
    lambda rows, chance: as_csv(rows, quoting=csv.QUOTE_ALL),
    lambda rows, chance: as_csv(rows, lineterminator="\n") + b"\n\n",
    lambda rows, chance: as_csv(rows, delimiter=";"),
    lambda rows, chance: as_csv(rows, delimiter="\t"),
    lambda rows, chance: as_csv(rows).decode().encode("utf-16"),
    lambda rows, chance: b"<!DOCTYPE html><title>Service unavailable</title>",
    lambda rows, chance: b"PK\x03\x04" + as_csv(rows)[:500],
    lambda rows, chance: b"",
    lambda rows, chance: as_csv(rows[:1]),
]
