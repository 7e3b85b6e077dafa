"""The pages stand alone: links lead somewhere, two sheets hold each, and no script is needed."""

import asyncio
import html
import io
import re
import struct
import xml.etree.ElementTree as ElementTree
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pypdf
import pytest

from dashboard import queries, words
from dashboard.delivery import site_files
from dashboard.queries.area import council as council_queries
from dashboard.words.area import council as council_words
from dashboard.words.itself import published
from takeaway.conftest import ADDRESS


class Page(HTMLParser):
    """What a page links to, and the elements that matter here."""

    def __init__(self, text: str):
        super().__init__()
        self.links, self.tags, self.images = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.tags.append(tag)
        self.links += [given[name] for name in ("href", "src") if name in given]
        # What is hidden from a listener has its words beside it.
        if tag == "svg" and given.get("aria-hidden") != "true":
            self.images.append(given)


@pytest.fixture(scope="module")
def pages(site) -> dict[Path, Page]:
    found = {file: Page(file.read_text()) for file in sorted(site.rglob("*.html"))}
    assert len(found) > 155
    return found


def test_every_link_leads_to_a_file_of_the_folder(site, pages):
    followed = 0
    for file, page in pages.items():
        for link in page.links:
            where = urlsplit(link)
            if where.scheme or link.startswith("#"):
                # The licence, the way to leave, and the page's own canonical address.
                known = ("", "www.nationalarchives.gov.uk", "www.bbc.co.uk", "figures.example")
                assert where.netloc in known
                continue
            path = unquote(where.path)
            if path.startswith("/"):
                target = site / path.removeprefix(urlsplit(ADDRESS).path).lstrip("/")
            else:
                target = file.parent / path
            assert target.is_file(), (file.name, link)
            followed += 1
    assert followed > 700


def test_a_briefing_leads_to_the_map_and_to_the_dashboard_where_there_is_one(site, serving):
    from dashboard.takeaway.paper import briefing
    from dashboard.takeaway.published import addresses

    text = (site / "councils/slough.html").read_text()
    assert 'href="../index.html?council=slough"' in text
    assert 'href="https://figures.example/council?council=slough"' in text
    area = next(a for a in queries.councils().itertuples() if a.slug == "slough")
    alone = briefing.html(area)
    assert "on the dashboard" not in alone and 'property="og:image"' not in alone
    assert addresses.dashboard("https://figures.example/elsewhere", "..") == ""
    assert addresses.dashboard(addresses.NOWHERE, "..") == "../../"


def test_every_page_that_is_shared_names_a_picture_of_its_own_that_is_there(site):
    shared = {
        "index.html": "england",
        "embed/map.html": "england",
        "councils/slough.html": "slough",
        "councils/leeds.html": "leeds",
    }
    for page, picture in shared.items():
        text = (site / page).read_text()
        address = f"{ADDRESS}/pictures/{picture}.png"
        for told in ('property="og:image"', 'name="twitter:image"'):
            assert f'<meta {told} content="{address}">' in text, page
        assert text.count('name="description"') == 1 and 'property="og:image:alt"' in text
    drawn = {file.stem for file in (site / "pictures").glob("*.png")}
    assert drawn == {"england", *queries.councils()["slug"]}
    for file in (site / "pictures").glob("*.png"):
        with file.open("rb") as content:
            assert struct.unpack(">II", content.read(24)[16:]) == (1200, 630), file.name
        assert file.stat().st_size < 200_000


def test_what_the_dashboard_links_to_is_there(site):
    assert len(published.CONTENTS) >= 5
    for path, label in published.CONTENTS:
        assert (site / path).is_file(), label


def test_few_pages_ask_for_a_script_and_nothing_comes_from_elsewhere(pages, site, serving):
    drawn = ("index.html", "embed/map.html", "embed/council.html", "embed/chart.html")
    explorers = {site / name for name in drawn}
    areas = queries.councils()  # a briefing has one for the reader's own newer numbers alone
    present = areas[~areas["is_former"]]["slug"]
    scripted = explorers | {site / "councils" / f"{slug}.html" for slug in present}
    assert scripted <= set(pages) and len(scripted) < len(pages)
    for file, page in pages.items():
        assert ("script" in page.tags) is (file in scripted) and "iframe" not in page.tags, file
        scripts = re.findall(r'<script[^>]* src="([^"]+)"', file.read_text())
        assert all((file.parent / name).is_file() for name in scripts)
        assert "@import" not in file.read_text() and "url(http" not in file.read_text()


def test_every_picture_has_a_title_and_says_what_it_shows(pages):
    pictures = 0
    for file, page in pages.items():
        text = file.read_text()
        for picture in page.images:
            assert picture["role"] == "img"
            for name in picture["aria-labelledby"].split():
                said = re.search(rf'id="{name}">([^<]+)<', text)
                assert said and len(said[1]) > 20, (file.name, name)
            pictures += 1
    briefings = [f for f in pages if f.parent.name == "councils" and f.name != "index.html"]
    assert pictures == 2 * len(briefings) > 300


def test_nothing_that_is_read_or_spoken_is_a_number_nobody_rounded(pages, site, serving):
    labels = queries.councils().set_index("slug")["label"]
    for file in pages:
        text = re.sub(r"<(script|style)\b.*?</\1>", "", file.read_text(), flags=re.S)
        spoken = re.findall(r'(?:alt|title|aria-label|content)="([^"]*)"', text)
        said = " ".join([re.sub(r"<[^>]+>", " ", text), *spoken])
        assert not re.findall(r"\d\.\d{5,}", said), file
        if file.parent == site / "councils" and file.stem in labels:
            [title] = re.findall(r'<title id="counts-t">([^<]+)<', text)
            assert html.unescape(title).startswith(
                f"Plans started for sexual abuse in {labels[file.stem]},"
            )


def test_each_page_has_one_heading_of_the_first_level_a_language_and_a_title(pages):
    for file, page in pages.items():
        text = file.read_text()
        assert page.tags.count("h1") == 1 and '<html lang="en-GB">' in text, file
        assert re.search("<title>.{10,}</title>", text), file


def test_every_area_has_a_page_and_the_site_map_lists_it(site, serving):
    councils = queries.councils()
    places = {
        e.text for e in ElementTree.parse(site / "sitemap.xml").iter() if e.tag.endswith("loc")
    }
    assert len(councils) > 155
    for slug in councils["slug"]:
        assert (site / "councils" / f"{slug}.html").is_file()
        assert f"{ADDRESS}/councils/{slug}.html" in places
    assert f"Sitemap: {ADDRESS}/sitemap.xml" in (site / "robots.txt").read_text()


def test_a_page_says_the_newest_number_and_its_reason(site, serving):
    for slug, code in (
        ("hampshire", "E10000014"),
        ("slough", "E06000039"),
        ("leeds", "E08000035"),
        ("isles-of-scilly", "E06000053"),
        ("cumbria-to-2023", None),
    ):
        file = site / "councils" / f"{slug}.html"
        if code is None:
            file = next((site / "councils").glob("cumbria*.html"))
            code = "E10000006"
        text = re.sub(r"\s+", " ", file.read_text()).replace("&#39;", "'")
        years = council_queries.years(code, 0.2)
        row = years.iloc[-1]
        england = queries.england_in(int(row.year_ending))
        assert council_words.reason(row, england.sexual_rate_per_1000, 0.2) in text
        assert council_words.history(years) in text
        assert queries.build_facts()["data_version"] in text
        assert words.CAVEAT in text


def test_a_hidden_year_is_a_range_on_paper_and_never_a_bar_of_some_height(site, serving):
    hidden = 0
    for area in queries.councils().itertuples():
        text = (site / "councils" / f"{area.slug}.html").read_text()
        chart = text.split('aria-labelledby="counts-t', 1)[1].split("</svg>")[0]
        years = council_queries.years(area.series_code, 0.2)
        suppressed = years[years["sexual_plans_status"] == "suppressed"]
        hidden += len(suppressed)
        # One dashed outline for each hidden year, and its label says both ends.
        assert chart.count("stroke-dasharray") == len(suppressed), area.slug
        for most in suppressed["sexual_plans_max"]:
            assert f">0–{int(most)}<" in chart
        solid = years[(years["sexual_plans_status"] == "published") & (years["sexual_plans"] > 0)]
        assert chart.count("<rect") == len(suppressed) + len(solid)
    assert hidden == 490


def test_a_briefing_is_two_pages_of_a4_in_a_browser(site, browser):
    """The forty with most to say, and the odd ones: where these fit, the others do."""
    files = [f for f in (site / "councils").glob("*.html") if f.name != "index.html"]
    words_of = {
        f: len(re.sub(r"<svg.*?</svg>|<[^>]+>", "", f.read_text(), flags=re.S)) for f in files
    }
    longest = sorted(files, key=words_of.get, reverse=True)[:40]
    odd = [f for f in files if re.match("isles|city|cumb|dorset|hampshire|bournemouth", f.stem)]
    assert len(odd) >= 6
    counted = {}
    page = browser.new_page()
    for file in {*longest, *odd}:
        page.goto(file.as_uri())
        paper = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
        counted[file.stem] = len(paper.pages)
        box = paper.pages[0].mediabox
        assert (round(box.width), round(box.height)) in {(595, 842), (596, 842)}
    page.close()
    assert {name: n for name, n in counted.items() if n != 2} == {}


@pytest.mark.parametrize("slug", ["south-tyneside", "birmingham", "isles-of-scilly", "hampshire"])
def test_the_pdf_of_a_briefing_is_two_tagged_pages_with_its_words(site, tmp_path, slug):
    from dashboard.takeaway.paper import pdf

    (tmp_path / "councils").mkdir()
    (tmp_path / "site.css").write_bytes((site / "site.css").read_bytes())
    page = tmp_path / "councils" / f"{slug}.html"
    page.write_bytes((site / "councils" / f"{slug}.html").read_bytes())
    assert pdf.write(page) == 2
    paper = pypdf.PdfReader(page.with_suffix(".pdf"))
    assert len(paper.pages) == 2
    assert paper.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert paper.trailer["/Root"]["/Lang"].startswith("en")
    text = " ".join(" ".join(p.extract_text() for p in paper.pages).split())
    assert "Low identification is not low prevalence." in text and "Questions to ask" in text
    assert text.count("Source: ") == 1
    assert (
        "; CSA Centre, " in text and "Open Government Licence v3.0, but for the estimate." in text
    )
    assert text.count("Of each 1,000 children") == 1, "what a listener hears lies beneath the text"
    # The finding and the estimate with its caveat lead, then what is written in by hand.
    order = ["months old", "Of each 1,000 children", "Nobody has measured", "by hand", "Over time"]
    read = page.read_text()
    assert [read.index(each) for each in order] == sorted(read.index(each) for each in order)


def test_a_briefing_asked_for_alone_is_made_by_another_process(serving):
    from dashboard.takeaway.paper import briefing, pdf

    area = next(a for a in queries.councils().itertuples() if a.slug == "slough")
    paper = pypdf.PdfReader(io.BytesIO(list(pdf.build(briefing.printable(area)))[-1]))
    assert len(paper.pages) == 2
    assert "Slough" in paper.pages[0].extract_text()


def get(site, monkeypatch, path: str) -> tuple[int, dict[str, str], bytes]:
    """What the dashboard answers to a request for a file of the folder."""
    monkeypatch.setenv("CSA_SITE", str(site))
    sent = []

    async def send(message):
        sent.append(message)

    async def receive():
        await asyncio.sleep(60)  # a reader who stays to the end
        return {"type": "http.disconnect"}

    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "root_path": "",
        "headers": [],
        "query_string": b"",
        "app": None,
    }
    # A thread of its own: a browser opened by another test keeps this one's event loop.
    answer = site_files.routes()[-1].handle(scope | matched(path), receive, send)
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, answer).result()
    headers = {k.decode(): v.decode() for k, v in sent[0]["headers"]}
    return sent[0]["status"], headers, b"".join(m.get("body", b"") for m in sent[1:])


def matched(path: str) -> dict:
    """What Starlette's router adds for a path under the mount."""
    _, found = site_files.routes()[-1].matches({"type": "http", "path": path, "root_path": ""})
    return found


def test_the_dashboard_serves_the_folder(site, monkeypatch):
    status, headers, body = get(site, monkeypatch, "/site/api/v1/years/2024.json")
    assert status == 200 and headers["content-type"] == "application/json"
    assert body == (site / "api/v1/years/2024.json").read_bytes()
    assert get(site, monkeypatch, "/site/")[0] == 200


@pytest.mark.parametrize(
    "path",
    [
        "/site/councils/atlantis.html",
        "/site/../etl/schema.sql",
        "/site/%2e%2e/README.md",
        "/site/" + "x" * 3000,
        "/site/councils/ü €.html",
        "/site/a\x00b",
    ],
)
def test_a_page_that_does_not_exist_answers_404_with_a_way_on(site, monkeypatch, path):
    status, _, body = get(site, monkeypatch, path)
    assert status == 404
    assert b"There is no such page" in body


@pytest.mark.parametrize("path", ["councils/E99999999.json", "years/1999.json", "nothing"])
def test_a_council_or_year_that_does_not_exist_answers_404_in_json(site, monkeypatch, path):
    status, headers, body = get(site, monkeypatch, f"/site/api/v1/{path}")
    assert status == 404 and headers["content-type"] == "application/json"
    assert b"/site/api/v1/index.json" in body


def test_before_anything_is_published_the_answer_says_what_to_run(tmp_path, monkeypatch):
    status, _, body = get(tmp_path / "nothing", monkeypatch, "/site/index.html")
    assert status == 404 and b"python -m etl publish" in body


def test_a_publication_that_fails_leaves_the_old_folder(real_database, tmp_path, monkeypatch):
    from dashboard.takeaway.published import site
    from etl.errors import Refusal
    from etl.publish import OURS, publish

    folder = tmp_path / "site"
    folder.mkdir()
    for name in OURS:
        (folder / name).write_text("the old one")

    def full_disk(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(site.package, "write", full_disk)
    monkeypatch.setenv("CSA_DATABASE", str(real_database))
    with pytest.raises(Refusal, match="No space left"):
        publish(real_database, folder)
    assert (folder / "index.html").read_text() == "the old one"
    assert [f.name for f in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize(
    ("asked", "can", "made"), [(None, True, True), (None, False, False), (False, True, False)]
)
def test_briefings_are_pdfs_where_the_machine_can_and_it_is_said_where_not(
    real_database, tmp_path, monkeypatch, asked, can, made
):
    from dashboard.takeaway.paper import pdf
    from dashboard.takeaway.published import site
    from etl.publish import publish

    asked_for = []

    def written(folder, _address, pdf):
        asked_for.append(pdf)
        return site.Published(folder, 1, 1, 0.1)

    monkeypatch.setattr(site, "publish", written)
    monkeypatch.setattr(pdf, "can_print", lambda: can)
    monkeypatch.setenv("CSA_DATABASE", str(real_database))
    said = publish(real_database, tmp_path / "site", "https://figures.example", asked)
    assert asked_for == [made] and ("Pango" in said) == (asked is None and not can)


def test_without_a_database_nothing_is_published(tmp_path):
    from etl.errors import Refusal
    from etl.publish import publish

    with pytest.raises(Refusal, match="there is no database"):
        publish(tmp_path / "none.duckdb", tmp_path / "site")
    assert list(tmp_path.iterdir()) == []
