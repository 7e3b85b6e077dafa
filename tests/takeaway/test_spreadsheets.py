"""A spreadsheet holds what was asked for and follows the rules for accessible ones."""

import io
import time

import openpyxl
import pandas as pd
import pytest
from odf import opendocument, table
from odf.namespaces import CONFIGNS
from odf.text import P

from dashboard import queries, words
from dashboard.queries import data as data_queries
from dashboard.queries.data import Selection
from dashboard.takeaway import downloads, spreadsheets, worker
from dashboard.takeaway.files import workbook
from dashboard.words.itself import data as data_words


def selection(form="wide", columns=(), **filters) -> Selection:
    return Selection(form, tuple((n, tuple(v)) for n, v in filters.items()), tuple(columns))


def built(chosen: Selection, kind: str) -> tuple[bytes, pd.DataFrame, list[float]]:
    frame = data_queries.whole(chosen)
    *progress, content = spreadsheets.build(frame, workbook(chosen, "Rows of a test."), kind)
    return content, frame, progress


def as_rows(kind: str, content: bytes) -> dict[str, list[list]]:
    """Sheet → its rows, cells as numbers and text."""
    if kind == "xlsx":
        return {
            sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)]
            for sheet in openpyxl.load_workbook(io.BytesIO(content))
        }
    document = opendocument.load(io.BytesIO(content))
    found = {}
    for sheet in document.spreadsheet.getElementsByType(table.Table):
        rows = []
        for row in sheet.getElementsByType(table.TableRow):
            cells = []
            for cell in row.getElementsByType(table.TableCell):
                text = "".join(str(p) for p in cell.getElementsByType(P))
                is_number = cell.getAttribute("valuetype") == "float"
                cells.append(float(cell.getAttribute("value")) if is_number else text)
            rows.append(cells)
        found[sheet.getAttribute("name")] = rows
    return found


CHOICES = [
    selection(years=["2024"]),
    selection(councils=["hampshire", "isles-of-scilly", "slough"]),
    selection("long", measures=["sexual_plan_rate"], years=["2023", "2024"]),
    selection(columns=["council_name", "sexual_plans"], statuses=["suppressed"]),
]


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
@pytest.mark.parametrize("chosen", CHOICES)
def test_the_figures_read_back_equal_the_query_with_symbols_for_gaps(serving, chosen, kind):
    content, frame, progress = built(chosen, kind)
    assert progress == sorted(progress) and progress[-1] == 1.0
    sheet = as_rows(kind, content)["Figures"]
    head = sheet.index(list(frame.columns))
    body = sheet[head + 1 :]
    assert len(body) == len(frame) > 0
    gaps = 0
    for written, held in zip(body, frame.itertuples(index=False, name=None), strict=True):
        for cell, value in zip(written, held, strict=True):
            if pd.isna(value):
                gaps += 1
                assert cell in {"[c]", "[u]", "[x]", "[z]"}
            elif isinstance(value, str):
                assert cell == value
            else:
                assert isinstance(cell, int | float) and cell == pytest.approx(value, rel=1e-12)
    assert gaps > 0
    hidden = [c for c in frame.columns if c == "sexual_plans"]
    for name in hidden:
        place = list(frame.columns).index(name)
        status = list(frame.columns).index("sexual_plans_status")
        for row in body:
            assert (row[place] == "[c]") is (row[status] == "suppressed")


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_cover_contents_notes_and_columns_come_first_and_no_cell_is_blank(serving, kind):
    content, frame, _ = built(CHOICES[0], kind)
    sheets = as_rows(kind, content)
    assert list(sheets) == ["Cover", "Contents", "Notes", "Columns", "Figures"]
    version = queries.build_facts()["data_version"]
    cover = [str(cell) for row in sheets["Cover"] for cell in row]
    assert any(version in cell for cell in cover)
    assert any("Low identification is not low prevalence." in cell for cell in cover)
    assert {row[0] for row in sheets["Contents"]} >= {"Notes", "Columns", "Figures"}
    assert {row[0] for row in sheets["Notes"]} >= {"[c]", "[u]", "[x]", "[z]", "Caution", "Bounds"}
    assert any("ONS mid-year population" in str(row[0]) for row in sheets["Figures"][:12])
    described = {row[0] for row in sheets["Columns"] if len(row) > 2 and row[2]}
    assert set(frame.columns) <= described
    head = sheets["Figures"].index(list(frame.columns))
    above = [row[0] for row in sheets["Figures"][:head]]
    assert any(line.startswith("[c] ") for line in above)
    for row in sheets["Figures"][head:]:
        assert all(cell not in (None, "") for cell in row)


def test_the_xlsx_marks_and_freezes_its_header_and_merges_nothing(serving):
    content, frame, _ = built(CHOICES[0], "xlsx")
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.properties.title
    for sheet in book:
        assert not sheet.merged_cells.ranges
        assert sheet.sheet_state == "visible"
        if sheet.title != "Cover":
            (marked,) = sheet.tables.values()
            assert marked.headerRowCount == 1
    figures = book["Figures"]
    head = next(r for r in range(1, 20) if figures.cell(r, 1).value == frame.columns[0])
    assert figures.freeze_panes == f"A{head + 1}"
    assert figures.tables["figures"].ref.startswith(f"A{head}:")
    assert all(figures.column_dimensions[c].width >= 13 for c in "ABCD")


def test_the_ods_marks_and_freezes_its_header_and_merges_nothing(serving):
    content, frame, _ = built(CHOICES[0], "ods")
    document = opendocument.load(io.BytesIO(content))
    sheets = {
        s.getAttribute("name"): s for s in document.spreadsheet.getElementsByType(table.Table)
    }
    for name, sheet in sheets.items():
        assert not sheet.getElementsByType(table.CoveredTableCell)
        assert len(sheet.getElementsByType(table.TableHeaderRows)) == (name != "Cover")
    header = sheets["Figures"].getElementsByType(table.TableHeaderRows)[0]
    names = [
        "".join(str(p) for p in c.getElementsByType(P))
        for c in header.getElementsByType(table.TableCell)
    ]
    assert names == list(frame.columns)
    rows_above = len(sheets["Figures"].getElementsByType(table.TableRow)) - len(frame) - 1
    frozen = {}
    for entry in document.settings.getElementsByType(_element("config-item-map-entry")):
        for item in entry.childNodes:
            if item.getAttribute("name") == "VerticalSplitPosition":
                frozen[entry.getAttribute("name")] = int(str(item))
    assert frozen["Figures"] == rows_above + 1
    assert {
        r.getAttribute("name") for r in document.spreadsheet.getElementsByType(table.DatabaseRange)
    } >= {"figures", "notes"}


def _element(local: str):
    from odf.element import Element

    return lambda **_: Element(qname=(CONFIGNS, local), check_grammar=False)


def test_a_reader_who_leaves_stops_the_work(serving):
    frame = data_queries.whole(selection())
    work = spreadsheets.build(frame, workbook(selection(), "All."), "ods")
    next(work)
    began = time.perf_counter()
    work.close()
    assert time.perf_counter() - began < 2


def test_too_many_rows_are_refused_before_any_work():
    frame = pd.DataFrame({"a": range(spreadsheets.MOST_ROWS + 1)})
    with pytest.raises(ValueError, match="25001 rows"):
        next(spreadsheets.build(frame, None, "xlsx"))


def test_a_file_that_cannot_be_written_says_why(serving):
    chosen = CHOICES[0]
    frame = data_queries.whole(chosen)
    book = workbook(chosen, "Rows.")._replace(sheet="[a name no sheet may have]" * 9)
    with pytest.raises(worker.Failed, match="."):
        list(spreadsheets.build(frame, book, "xlsx"))


def spelt(symbol: str) -> str:
    return {".": ". (full stop)", "..": ".. (full stop full stop)"}.get(symbol, symbol)


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_every_measure_of_every_year_reads_back_cell_by_cell(serving, kind, tmp_path):
    """In this process: each worker takes a second to start."""
    write = {"xlsx": spreadsheets.write_xlsx, "ods": spreadsheets.write_ods}[kind]
    seen, marks = set(), 0
    for place, chosen in enumerate(
        [
            selection("long", councils=["slough"]),
            selection("long", levels=["england"]),
            selection("long", years=["2011"], statuses=["not_available", "suppressed"]),
            selection("long", measures=["sexual_plan_rate"], levels=["police_force"]),
        ]
    ):
        frame = data_queries.whole(chosen)
        table_ = spreadsheets.in_letters(downloads.tidy(frame))
        file = tmp_path / f"{place}.{kind}"
        list(write(table_, workbook(chosen, "Rows of a test."), file))
        sheet = as_rows(kind, file.read_bytes())["Figures"]
        body = sheet[sheet.index(list(frame.columns)) + 1 :]
        assert len(body) == len(frame)
        for written, held in zip(body, frame.itertuples(index=False), strict=True):
            seen.add((held.measure, held.year_ending))
            for name, cell, value in zip(frame.columns, written, held, strict=True):
                if pd.isna(value):
                    assert cell == words.SYMBOL_OF_STATUS.get(held.status, "[z]"), (held, name)
                elif isinstance(value, str):
                    assert cell == spelt(value)
                    marks += cell != value
                else:
                    assert cell == pytest.approx(value, rel=1e-12), (held, name)
    assert marks > 50
    for measure in queries.every_measure().itertuples():
        assert {year for name, year in seen if name == measure.id} >= set(measure.years)


def test_ods_is_written_within_twice_the_time_of_xlsx(serving, tmp_path):
    chosen = selection(years=["2023", "2024"])
    table_ = downloads.tidy(data_queries.whole(chosen))
    took = {}
    for kind, write in (("xlsx", spreadsheets.write_xlsx), ("ods", spreadsheets.write_ods)):
        began = time.process_time()
        list(write(table_, workbook(chosen, "Rows of a test."), tmp_path / f"out.{kind}"))
        took[kind] = time.process_time() - began
    assert took["ods"] < 2 * took["xlsx"], took


def test_what_cannot_be_written_is_said_with_its_reason():
    said = data_words.not_made("it took over 450 MB", "1A2B3C4D")
    assert "it took over 450 MB" in said and "1A2B3C4D" in said
