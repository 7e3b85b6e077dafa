"""A leader's own newer numbers: one element, its script and its limits, for both editions.

The fact a newcomer gets wrong: nothing that is typed comes here. These are files and an element
that hold published figures; what the reader has is only ever in the browser (element.js). Files are
named by their content (served.File). Nothing here needs a server.
"""

import json
from functools import cache
from html import escape
from pathlib import Path

from dashboard import database, queries
from dashboard.councils import scripts, squares
from dashboard.queries.area import council as council_queries
from dashboard.queries.area import newer as newer_queries
from dashboard.served import File
from dashboard.words.area import newer as said

HERE = Path(__file__).parent
FOLDER = "newer"  # of the static edition


@cache
def script() -> File:
    """The element's script."""
    modules = [HERE.parent / "explorer" / "dom.js", HERE / "read.js", HERE / "element.js"]
    return File.of(scripts.joined(modules, HERE / "newer.css"), "js")


def facts() -> File:
    """The published table of limits by count, and the words, as the script reads them."""
    return database.kept(("newer numbers",), _facts)


def _facts() -> File:
    limits = newer_queries.limits()
    held = {
        "low": limits["low"].round(5).tolist(),
        "high": limits["high"].round(5).tolist(),
        "lines": queries.LINES,
        "words": said.WORDS,
    }
    return File.of(json.dumps(held, ensure_ascii=False, separators=(",", ":")).encode(), "json")


def of_area(area) -> dict | None:
    """What the area's numbers stand beside; None for one that no longer exists.

    `area` is a row of queries.councils. `first` is the first month after the published plans,
    `count` the children that the script divides by, those of the newest year.
    """
    if area.is_former:
        return None
    plans = council_queries.rates(area.series_code, "sexual_plans").iloc[-1]
    assessments = council_queries.rates(area.series_code, "csa_assessments").iloc[-1]
    newest = max(plans, assessments, key=lambda row: row.year_ending)
    year = queries.plan_years()[-1]
    estimate = squares.of_council(area.series_code, area.label, int(plans.year_ending))
    beside = [
        {"label": label, "plans": form(plans), "assessments": form(assessments)}
        for label, form in (
            (f"{area.label}, published", said.published),
            ("England, published", said.england),
            ("Statistical neighbours, published", said.neighbours),
        )
    ]
    return {
        "first": [year, 4],
        "count": int(newest.children),
        "children": said.children(newest),
        "caption": said.CAPTION.format(council=area.label),
        "beside": beside,
        "estimate": {
            "label": said.ESTIMATE_LABEL,
            "said": said.estimate(estimate.parts[0]) if estimate else "",
        },
    }


def element(area, address: str, classes: str = "") -> str:
    """The fold as HTML; `address` is where the file of `facts` is. "" for a former area."""
    of = of_area(area)
    if of is None:
        return ""
    return (
        f'<own-numbers id="newer-numbers" class="{classes}" facts="{escape(address)}" '
        f'of="{escape(json.dumps(of, ensure_ascii=False))}" missing="{escape(said.MISSING)}">'
        f"<details><summary>{escape(said.TITLE)}</summary>"
        f'<div class="own-place"><p>{escape(said.BEFORE)}</p></div></details></own-numbers>'
    )


def write(folder: Path) -> None:
    """Write the two files of the static edition below `folder`."""
    (folder / FOLDER).mkdir(exist_ok=True)
    for file in (script(), facts()):
        (folder / FOLDER / file.name).write_bytes(file.content)
