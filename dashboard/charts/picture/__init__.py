"""Charts as pictures: the scripts that draw them in the reader's browser, and what these are told.

The fact a newcomer gets wrong: the server draws nothing. It sends the words that a picture carries;
the browser lays out the chart that it shows once more, on white and at a set size (paper.js). The
map's pictures are made by the same sheet (councils/explorer/page/picture.js).
"""

import json
import re
from collections.abc import Sequence
from functools import cache
from html import escape
from pathlib import Path

import plotly

from dashboard import queries, words
from dashboard.councils import scripts
from dashboard.queries import versions
from dashboard.served import File
from dashboard.words.itself import pictures as said

HERE = Path(__file__).parent
DOM = HERE.parents[1] / "councils" / "explorer" / "dom.js"


@cache
def script() -> File:
    """The script of "Take this chart"."""
    modules = [DOM, *(HERE / f"{name}.js" for name in ("paper", "plotly", "boxes", "take"))]
    return File.of(scripts.joined(modules), "js")


@cache
def embed_script() -> File:
    """The script of an embed of one chart."""
    modules = [DOM, HERE / "paper.js", HERE / "plotly.js", HERE / "embed.js"]
    return File.of(scripts.joined(modules, HERE / "embed.css"), "js")


@cache
def library() -> File:
    """Plotly's own script, as its package brings it: asked for with the first picture."""
    package = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    return File.of(package.read_bytes(), "js")


def about(
    title: str, unit: str, sources: Sequence[str] | str, name: Sequence[str], caution: str = ""
) -> dict:
    """What a picture says besides its chart; `name` are the parts of its file's name.

    `sources` are ids of meta_source, or a publication in words; `caution` is what must not be
    parted from this chart, as an estimate's caveat, besides the caveat of them all.
    """
    whose = sources if isinstance(sources, str) else versions.source_words(sources)
    return {
        "title": title,
        "unit": unit,
        "caveat": f"{words.CAVEAT} {words.STATUS_LABEL}",
        "notes": [*([caution] if caution else []), said.SOURCE.format(sources=whose)],
        "site": words.SITE,
        "name": ["csa", *name],
        "version": queries.build_facts()["data_version"].rpartition("-")[2],
    }


def taken(
    marks: str,
    title: str,
    unit: str,
    sources: Sequence[str] | str,
    *name: str,
    head: str = "",
    caution: str = "",
) -> str:
    """A chart made of HTML, `marks`, with the fold that offers it; `head` is HTML above it.

    Its file is named by `name`, by what the title says after a colon (all of it where there is no
    name), and by the year.
    """
    what = title.partition(": ")[2] or ("" if name else title)
    shown = about(title, unit, sources, [*name, what, *_years(unit)], caution)
    return f'<div class="takeable">{head}<div class="marks">{marks}</div>{menu(shown)}</div>'


def _years(text: str) -> list[str]:
    return re.findall(r"\b(?:19|20)\d\d\b", text)[-1:]


def menu(chart: dict, embed: str = "", of: str = "") -> str:
    """The fold that offers a chart as pictures, and as an embed where there is a page of it.

    `chart` is of `about`; `embed` is the embed's address as seen from the page; `of` finds the
    marks of a chart that is neither around the fold nor the last before it.
    """
    told = escape(json.dumps({**chart, "embed": embed, "of": of}, ensure_ascii=False))
    sizes = "".join(
        f'<option value="{size}">{label}</option>' for size, label in said.SIZES.items()
    )
    kinds = "".join(
        f'<button type="button" data-kind="{kind}" aria-label="{label}: {escape(chart["title"])}">'
        f"{label}</button>"
        for kind, label in said.KINDS.items()
    )
    copied = f'<button type="button" data-embed="yes">{said.EMBED}</button>' if embed else ""
    return (
        f'<details class="take" data-take="{told}"><summary>{said.TAKE}</summary>'
        f"<p><label>{said.SIZE} <select>{sizes}</select></label> {kinds}{copied}</p>"
        '<p role="status"></p></details>'
    )


def embed_address(name: str) -> str:
    """The embed of that name as seen from a page of the dashboard; "" for no name."""
    return f"site/embed/chart.html?chart={name}" if name else ""
