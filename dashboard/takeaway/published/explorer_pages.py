"""The explorer without a server: site/index.html, the embeds, and the files they read.

The fact a newcomer gets wrong: it is the dashboard's own explorer, script and figures alike; only
its links lead elsewhere. Every link is relative, so the folder may be served from any path.
"""

from html import escape
from pathlib import Path

from dashboard import queries, served, words
from dashboard.councils import explorer
from dashboard.councils.explorer import measures
from dashboard.page.around import help_and_caveat, previews, site_head
from dashboard.queries import versions
from dashboard.takeaway.paper.briefing import templates
from dashboard.takeaway.published import addresses
from dashboard.words import explorer as explorer_words
from dashboard.words.itself import pages as page_words
from dashboard.words.itself import published as said
from etl import progress


def write(folder: Path, address: str) -> None:
    """Write the explorer's pages and files below `folder`, which is served at `address`."""
    base = f"{explorer.FOLDER}/{explorer.version()}/"
    for name in progress.bar(explorer.names(), desc="explorer", unit="file"):
        file = folder / base / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(explorer.file(name))
    _page(folder / "index.html", base, "page", address)
    (folder / "embed").mkdir(exist_ok=True)
    for kind in ("map", "council"):
        _page(folder / "embed" / f"{kind}.html", f"../{base}", kind, address)


def _page(file: Path, base: str, kind: str, address: str) -> None:
    root = "" if kind == "page" else "../"
    dashboard = addresses.dashboard(address, root.rstrip("/") or ".")
    links = {
        "everything": f"{root}councils/{{slug}}.html",
        "briefing": "",
        "compare": f"{dashboard}{COMPARE}" if dashboard else "",
        "briefings": f"{root}councils/index.html",
        "package": f"{root}package.html",
        "reviews": f"{dashboard}reviews#inspections" if dashboard else "",
        "embed": f"{root}embed/",
        "here": f"{root}index.html" if root else "index.html",
    }
    pages = {"Map": "index.html", "Briefings": "councils/index.html", "Data": "package.html"}
    if dashboard:
        pages["Dashboard"] = dashboard
    style = explorer.RESERVE + "body{margin:0;background:light-dark(#FFFFFF,#10151D)}"
    header = ""
    if kind == "page":
        leave = served.File.of(site_head.LEAVE.encode(), "js")
        (file.parent / leave.name).write_bytes(leave.content)
        header = f'<script defer src="{leave.name}"></script>{site_head.html(pages, "Map")}'
    text = (
        templates()
        .get_template("explorer.html")
        .render(
            title=versions.product_title(),
            tags="\n".join(
                previews.lines(
                    versions.product_title(),
                    explorer_words.DESCRIPTION,
                    f"{address}/{'index.html' if kind == 'page' else f'embed/{kind}.html'}",
                    address,
                )
            ),
            base=base,
            first=measures.class_name(queries.default_threshold()),
            style=site_head.STYLE + style + FOOT_STYLE,
            header=header,
            element=explorer.element(base, links, kind, page_words.INSTEAD_OF_FILES),
            foot=more(dashboard) + foot() if kind == "page" else "",
        )
    )
    file.write_text(text, encoding="utf-8")


COMPARE = "compare?group=neighbours&council={slug}&year={year}"


def more(dashboard: str) -> str:
    """What this edition cannot do alone, with the way to it where there is one."""
    linked = [
        f'<a href="{escape(dashboard + path)}">{what}</a>' if dashboard else what
        for what, path in said.ON_THE_DASHBOARD.items()
    ]
    return (
        f'<aside class="more" aria-label="More on the dashboard"><strong>{said.NO_SERVER}</strong> '
        f"{said.MORE_THERE.format(more=words.listing(linked))}</aside>"
    )


FOOT_STYLE = (
    ".more{box-sizing:border-box;max-width:84rem;margin:0 auto;padding:.75rem "
    "clamp(.75rem,1.4vw,1.75rem);color:light-dark(#0B0C0C,#F3F5F7);"
    "font:400 .9375rem/1.5 system-ui,sans-serif}.more a{color:light-dark(#12436D,#A9CDEF)}"
    ".foot{max-width:84rem;margin:0 auto;padding:1rem clamp(.75rem,1.4vw,1.75rem) 3rem;"
    "color:light-dark(#0B0C0C,#F3F5F7);font:400 .9375rem/1.5 system-ui,sans-serif;"
    "border-top:2px solid #7C8792}.foot h2{font-size:1.1rem}"
    ".foot a{color:light-dark(#12436D,#A9CDEF)}"
)


def foot() -> str:
    """Where to turn for help, and what these figures are."""
    sources = versions.source_words(versions.sources_of("sexual_class"))
    return (
        f'<footer class="foot">{help_and_caveat.html()}<p>Sources: {escape(sources)}</p>'
        f"<p>{words.STATUS_LABEL} {escape(words.BOUNDARIES)}</p></footer>"
    )
