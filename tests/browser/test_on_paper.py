"""On paper nothing is cut off: the last label of each chart, the last cell of each table, no empty
sheet; whatever the width of the window that it is printed from.

The fact a newcomer gets wrong: a word that lies beyond the edge is in the file all the same, so
where it lies is looked at too. Labels and cells get words of their own, to be found again.
"""

import io

import pypdf
import pytest

from browser.everyone import paths
from dashboard import contents

PAGES = {
    "council": "council?council=northumberland",
    "trends": "trends",
    "compare": "compare?group=region&region=south-east",
    "prevalence": "prevalence",
    "reviews": "reviews",
    "data": "data",
    "set": "council?set=south-tees",
}
MARK = """() => {
  const marked = [];
  const mark = (place) => {
    marked.push(`j${String(marked.length).padStart(2, "0")}j`);  // no longer than a year
    place.textContent = marked.at(-1);
  };
  for (const plot of document.querySelectorAll(".js-plotly-plot")) {
    const labels = [...plot.querySelectorAll(".xtick text")];
    const right = (each) => each.getBoundingClientRect().right;
    if (labels.length) mark(labels.sort((a, b) => right(a) - right(b)).at(-1));
  }
  for (const table of document.querySelectorAll(".table-frame table")) {
    const row = [...table.querySelectorAll("tbody tr")].at(-1);
    if (row) mark(row.lastElementChild);
  }
  return marked;
}"""

# Every chart in sight has fitted itself to its place, as the window is; one in a fold does not.
FITTED = """() => {
  const places = [...document.querySelectorAll(".stPlotlyChart")];
  const seen = places.filter((place) => place.checkVisibility());
  return seen.length > 0 && seen.every((place) => {
    const drawn = place.querySelector(".main-svg")?.getAttribute("width");
    return Math.abs(drawn - place.clientWidth) <= 1;
  });
}"""


def test_every_page_is_looked_at_but_the_map_and_what_is_prose():
    assert {page.path for page in contents.PAGES} - paths(PAGES.values()) == {"", "about"}


def printed_on(sheet) -> str:
    """The words of a sheet that begin between its edges."""
    parts = []

    def visit(text, matrix, place, *_):
        x = place[4] * matrix[0] + place[5] * matrix[2] + matrix[4]
        if 0 <= x < float(sheet.mediabox.width):
            parts.append(text)

    sheet.extract_text(visitor_text=visit)
    return "".join(parts)


def test_no_number_of_a_wide_table_is_broken(shown):
    page = shown(PAGES["data"])
    heads = page.locator(".table-frame thead th").count()
    row = page.locator(".table-frame tbody tr").first.locator("td, th").all_inner_texts()
    paper = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4")))
    (sheet, *_) = (s for s in paper.pages if s.mediabox.width > s.mediabox.height)
    words = printed_on(sheet).split()
    numbers = [text for text in row if text[0].isdigit()]
    assert heads > 20 and len(numbers) > 8
    assert [number for number in numbers if number not in words] == []


@pytest.mark.parametrize("width", [500, 1280, 1920])
@pytest.mark.parametrize("name", PAGES)
def test_the_last_of_each_chart_and_table_is_on_a_sheet(shown, name, width):
    page = shown(PAGES[name])
    page.set_viewport_size({"width": width, "height": 900})
    if name in ("council", "trends", "compare"):
        page.wait_for_selector(".js-plotly-plot .xtick text", state="attached")
        page.wait_for_function(FITTED)
    marked = page.evaluate(MARK)
    paper = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4")))
    sheets = ["".join(printed_on(sheet).split()) for sheet in paper.pages]
    assert marked and min(map(len, sheets)) > 20, [len(sheet) for sheet in sheets]
    whole = "".join(sheets)
    assert [word for word in marked if word not in whole] == []
    assert "read_csv" not in whole and "SELECT" not in whole, "programs read no paper"
    assert page.locator(".js-plotly-plot .main-svg[viewBox]").count() == 0, "and is as it was"
