"""A set's briefing is two sheets with the numbers of the query, in page and PDF."""

import html
import io
import os
import re

import pypdf
import pytest

from dashboard import words
from dashboard.queries import police
from dashboard.queries.area import sets as sets_queries
from dashboard.words import police as police_words
from reading import html_of, text_of

SLUGS = (
    "derby-and-derbyshire",  # both printed in 2024
    "south-tees",  # both hidden
    "city-and-hackney",  # one tiny
    "cumbria-police",  # one abolished, two new
    "hampshire-police",  # one without a figure
    "metropolitan-police",  # the most councils
)


@pytest.fixture(scope="module")
def sets(real_database):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CSA_DATABASE", str(real_database))
        yield {each.slug: each for each in sets_queries.every_named()}


def test_every_named_set_has_a_briefing_and_the_list_leads_to_each(site, sets):
    pages = {f.stem for f in (site / "sets").glob("*.html")} - {"index"}
    assert pages == set(sets) and len(pages) > 30
    listed = (site / "sets" / "index.html").read_text()
    assert set(re.findall(r'<li><a href="([\w-]+)\.html">', listed)) == pages
    assert "The list is partial" in listed
    assert "../sets/index.html" in (site / "councils" / "index.html").read_text()
    assert "/sets/south-tees.html" in (site / "sitemap.xml").read_text()


@pytest.mark.parametrize("slug", SLUGS)
def test_the_numbers_are_those_of_the_query(site, sets, serving, slug):
    page = (site / "sets" / f"{slug}.html").read_text()
    text = text_of(page)
    rows = sets_queries.years(sets[slug].series)
    row = rows.iloc[-1]
    number = words.value_range(row.sexual_plans_min, row.sexual_plans_max)
    rate = words.value_range(row.rate_min, row.rate_max, words.rate)
    assert f"{number} plan" in text and f"{rate} per 1,000 children" in text
    for each in rows.itertuples():
        number = words.value_range(each.sexual_plans_min, each.sexual_plans_max) or "[x]"
        rate = words.value_range(each.rate_min, each.rate_max, words.rate) or "[x]"
        cells = f'<td class="n">{number}</td><td class="n">{rate}</td>'
        assert re.search(rf'scope="row">{each.year_ending}</th>.*{re.escape(cells)}', page)
    members = sets_queries.members(sets[slug].series, int(row.year_ending), 0.2)
    for label in members["label"]:
        assert f'<th scope="row">{html.escape(label)}</th>' in page
    for force in police.forces_of(sets[slug].series):
        number = words.count(police.recorded(force.code).iloc[-1].offences)
        assert police_words.name(force.label)[4:] in text and number in text
    assert f"{police_words.OFFENCES} in" in text and "not the same children." in text
    assert "Low identification is not low prevalence." in text
    assert "would be estimated to be sexually abused" in text


def test_no_briefing_of_a_set_has_a_total_of_dfe_s_beside_its_own(site, sets, serving):
    for slug in SLUGS:
        text = text_of((site / "sets" / f"{slug}.html").read_text())
        assert "DfE's own total for" not in text
        assert "It uses no total of DfE's" in text


@pytest.mark.parametrize("slug", SLUGS)
def test_the_pdf_is_two_tagged_pages_with_the_page_s_words(site, tmp_path, slug):
    from dashboard.takeaway.paper import pdf

    if not pdf.can_print():
        message = "no WeasyPrint for the briefings' PDF. Install Debian's `libpango-1.0-0`."
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    (tmp_path / "sets").mkdir()
    (tmp_path / "site.css").write_bytes((site / "site.css").read_bytes())
    file = tmp_path / "sets" / f"{slug}.html"
    file.write_bytes((site / "sets" / f"{slug}.html").read_bytes())
    assert pdf.write(file) == 2
    paper = pypdf.PdfReader(io.BytesIO(file.with_suffix(".pdf").read_bytes()))
    said = re.sub(r"\s+", "", "".join(page.extract_text() for page in paper.pages))
    page = file.read_text()
    finding = re.search(r"<h2>Together,.*?</h2>\s*<p>(.*?) <strong>", page, re.S).group(1)
    assert re.sub(r"\s+", "", html.unescape(finding)) in said
    assert paper.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_the_page_offers_the_briefing_in_one_click_where_it_is_a_file(
    site, sets, open_page, monkeypatch
):
    monkeypatch.setenv("CSA_SITE", str(site))
    page = open_page("views/council.py", set="south-tees")
    bodies = html_of(page)
    assert 'href="site/sets/south-tees.html"' in bodies
    assert "print this page" not in bodies
    assert ".pdf" not in bodies  # this folder was written without
    (site / "sets" / "south-tees.pdf").write_bytes(b"%PDF")
    try:
        page = open_page("views/council.py", set="south-tees", year=2023)
        bodies = html_of(page)
        assert 'href="site/sets/south-tees.pdf" download' in bodies
    finally:
        (site / "sets" / "south-tees.pdf").unlink()
    page = open_page("views/council.py", set="slough,reading")
    bodies = html_of(page)
    assert "print this page" in bodies and "site/sets/" not in bodies
