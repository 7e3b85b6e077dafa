"""The explorer's files: its script, shapes and figures, by name, as a browser asks for them.

The fact a newcomer gets wrong: there is one list of files and two who serve them. The dashboard
makes each when it is first asked for; `python -m etl publish` writes them all to site/. A name is
the same in both, under a folder named after what the files are made from, so that each may be kept
for ever. Nothing here needs Streamlit.
"""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256
from html import escape
from pathlib import Path

from dashboard import database, queries, words
from dashboard.councils import scripts, shapes
from dashboard.councils.explorer import changes, forces, measures, places, tables
from dashboard.queries import police
from dashboard.queries.measures import by_force
from dashboard.words import explorer as explorer_words
from dashboard.words.itself import about as about_words
from dashboard.words.itself import pages as page_words

HERE = Path(__file__).parent
FOLDER = "explorer"
SCRIPT = "explorer.js"
# What a module needs comes before it; `explorer.css` is put into the script.
MODULES = (
    *("dom", "files", "address", "view", "sentences", "start", "compare", "listen"),
    *("map/paint", "map/drawing", "map/zoom", "map/walk", "map/key"),
    *(
        "page/strip",
        "page/bars",
        "map/label",
        "page/squares",
        "page/panel",
        "page/search",
        "page/controls",
    ),
    *(
        "page/filters",
        "../../charts/picture/paper",
        "page/picture",
        "page/share",
        "page/embed",
        "page/under",
        "element",
    ),
)


@lru_cache(maxsize=1)
def script() -> bytes:
    """All modules as one script, its style within."""
    return scripts.joined((HERE / f"{name}.js" for name in MODULES), HERE / "explorer.css")


@lru_cache(maxsize=1)
def _made_by() -> bytes:
    """A digest of everything in this package that can alter a file."""
    sources = sorted(
        file
        for folder in ("councils", "queries", "words", "charts/picture")
        for ending in ("*.py", "*.js", "*.css")
        for file in (HERE.parents[1] / folder).rglob(ending)
    )
    return sha256(b"".join(file.read_bytes() for file in sources)).digest()


def version() -> str:
    """The folder's name: it changes with the figures and with what is made of them."""
    facts = queries.build_facts()
    said = f"{facts['data_version']} {facts['built_at']}".encode()
    return sha256(said + _made_by()).hexdigest()[:12]


def names() -> list[str]:
    """Every file there is."""
    slugs = dict.fromkeys(row.slug for row in places.explorer_queries.areas().itertuples())
    return [
        SCRIPT,
        "start.json",
        "shapes.json",
        *(f"shapes/{layer}.json" for layer in shapes.LATER),
        forces.FILE,
        *(
            f"{kind}/{name}.json"
            for kind in ("measure", "table")
            for name in (*measures.names(), *by_force())
        ),
        *(f"change/{name}.json" for name in changes.names()),
        *(f"council/{slug}.json" for slug in slugs),
    ]


def file(name: str) -> bytes | None:
    """The content of a file, made once for each version of the data; None for one there is not."""
    if name == SCRIPT:
        return script()
    if name == "shapes.json":
        return shapes.file(shapes.FIRST)
    if name == forces.FILE:
        return database.kept(("explorer", name), lambda: _packed(police.borders()))
    kind, _, rest = name.removesuffix(".json").partition("/")
    if kind == "shapes" and rest in shapes.LATER and name.endswith(".json"):
        return shapes.file((rest,))
    makers: dict[str, Callable[[str], dict]] = {
        "measure": lambda of: (forces if of in by_force() else measures).pack(of),
        "table": lambda of: forces.table(of) if of in by_force() else tables.pack(of),
        "change": changes.pack,
        "council": places.council,
        "start": lambda _: places.start(),
    }
    if not name.endswith(".json") or kind not in makers or (kind == "start") == bool(rest):
        return None
    try:
        return database.kept(("explorer", name), lambda: _packed(makers[kind](rest)))
    except KeyError:
        return None


def _packed(content: dict) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def element(base: str, links: dict[str, str], kind: str = "page", instead: str = "") -> str:
    """The explorer as HTML, with what is shown until its script runs, or where none may run.

    `base` is where the files are, `links` where a council's page, briefing, comparison and embeds
    are ({slug} and {year} are filled in), `instead` what to do when a file is missing.
    """
    year, threshold = queries.plan_years()[-1], queries.default_threshold()
    counted = explorer_words.class_numbers(queries.headline(year, threshold))
    finding = explorer_words.CLASS_FINDING.format(**counted)
    line = [
        f"Year ending March {year}",
        explorer_words.CLASS_RANGE.format(**counted),
        words.CAVEAT.rstrip("."),
        explorer_words.INDEPENDENT,
    ]
    months = about_words.months_old(year, datetime.now(UTC).date())
    if months > about_words.OLD_AFTER:
        line.append(explorer_words.AGE.format(months=months))
    reach = explorer_words.reach(queries.build_facts()) if kind == "page" else ""
    listed = "".join(f"<li>{escape(each)}</li>" for each in measures.sentences(year))
    briefings = escape(links.get("briefings", ""))
    return (
        f'<council-explorer base="{escape(base)}" kind="{kind}" instead="{escape(instead)}" '
        f'links="{escape(json.dumps(links))}">'
        f'<h1>{escape(finding)}</h1><p class="line">{escape(" · ".join(line))}</p>'
        f'<p class="reach">{escape(reach)}</p>'
        f"<noscript><p>{page_words.MAP_NEEDS}</p><ul>{listed}</ul>"
        f'<p><a href="{briefings}">{page_words.BRIEFINGS}</a> · '
        f'<a href="{escape(links.get("package", ""))}">{page_words.TABLES}</a></p>'
        "</noscript></council-explorer>"
    )


# Until the script has run, the element keeps the room that it will take.
RESERVE = (
    "council-explorer{display:block}"
    "council-explorer:not([answering]){min-height:calc(100dvh - 52px)}"
    "council-explorer>h1{margin:0;padding:.7rem clamp(.75rem,1.4vw,1.75rem) 0;"
    "font:700 clamp(1.3rem,1.9vw,1.875rem)/1.2 system-ui,sans-serif;letter-spacing:-.012em;"
    "text-wrap:balance}council-explorer>p{margin:.2rem clamp(.75rem,1.4vw,1.75rem)}"
    "council-explorer>noscript{display:block;padding:1rem clamp(.75rem,1.4vw,1.75rem)}"
)
