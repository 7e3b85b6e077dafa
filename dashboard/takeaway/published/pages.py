"""The pages of the folder that need no script: the data package, briefings, 404, site map.

Every link is relative, so that the folder can live at any address; only the site map, the robots'
file and the 404 page need to know it.
"""

import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pandas as pd

from dashboard import queries, words
from dashboard.queries import versions as versions_queries
from dashboard.queries.area import sets as sets_queries
from dashboard.takeaway.paper import briefing
from dashboard.takeaway.published.package import described
from dashboard.words.itself import published as published_words
from etl import progress


def write(folder: Path, councils: pd.DataFrame, address: str) -> None:
    """Write the pages below `folder`; `councils` is of queries.councils."""
    (folder / "councils").mkdir(exist_ok=True)
    shutil.copyfile(briefing.TEMPLATES / "site.css", folder / "site.css")
    for area in progress.bar(list(councils.itertuples()), desc="briefings", unit="page"):
        (folder / "councils" / f"{area.slug}.html").write_text(
            briefing.html(area, address=address), encoding="utf-8"
        )
    _page(
        folder, "councils/index.html", "councils.html", "..", councils=groups(councils), pdfs=False
    )
    _page(
        folder,
        "package.html",
        "package.html",
        ".",
        tables=[(name, table["description"]) for name, table in described().items()],
        newest=queries.plan_years()[-1],
        symbols=", ".join(dict.fromkeys(words.SYMBOL_OF_STATUS.values())),
        example=councils.iloc[0],
        example_code=queries.council_codes(councils.iloc[0].series_code)[-1],
        citation=versions_queries.citation("", "", ""),
        bibtex=versions_queries.bibtex("", "", ""),
        releases=list(versions_queries.releases().itertuples()),
        duckdb_size=(folder / "data" / "csa.duckdb").stat().st_size,
    )
    # Served for an address at any depth, so its links begin at the host's top.
    _page(folder, "404.html", "404.html", urlsplit(address).path)
    (folder / "robots.txt").write_text(
        f"User-agent: *\nAllow: /\n\nSitemap: {address}/sitemap.xml\n", encoding="utf-8"
    )
    (folder / "sitemap.xml").write_text(site_map(councils, address), encoding="utf-8")


def link_pdfs(folder: Path, councils: pd.DataFrame) -> None:
    """Write the list of briefings again, with the PDFs that now stand beside them."""
    _page(
        folder, "councils/index.html", "councils.html", "..", councils=groups(councils), pdfs=True
    )


def groups(councils: pd.DataFrame) -> list[tuple[str, list]]:
    """Region → its areas by name, and those that no longer exist at the end."""
    found = []
    for region, rows in councils[~councils["is_former"]].groupby("region_name", sort=True):
        found.append((region, list(rows.itertuples())))
    former = councils[councils["is_former"]]
    if len(former):
        found.append((published_words.FORMER, list(former.itertuples())))
    return found


def _page(folder: Path, name: str, template: str, root: str, **content) -> None:
    text = (
        briefing.templates()
        .get_template(template)
        .render(
            root=root,
            status_label=words.STATUS_LABEL,
            title=versions_queries.product_title(),
            version=queries.build_facts()["data_version"],
            caveat=words.CAVEAT,
            **content,
        )
    )
    (folder / name).write_text(text, encoding="utf-8")


def site_map(councils: pd.DataFrame, address: str) -> str:
    """Every page a reader may look for, in the form search engines ask for."""
    day = queries.build_facts()["built_at"][:10]
    pages = [
        "",
        "package.html",
        "councils/index.html",
        *(f"councils/{slug}.html" for slug in councils["slug"]),
        "sets/index.html",
        *(f"sets/{each.slug}.html" for each in sets_queries.every_named()),
    ]
    entries = "\n".join(
        f"<url><loc>{address}/{page}</loc><lastmod>{day}</lastmod></url>" for page in pages
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{entries}\n</urlset>\n'
    )
