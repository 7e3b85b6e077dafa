"""The Reviews page: every finding with its source and base, and no council that nobody named."""

import re
from html import unescape

import pytest

import reading
from dashboard import queries
from dashboard.queries import reviews as review_queries
from dashboard.words import reviews as said
from dashboard.words.area.questions import THEMES

PAGE = "views/reviews.py"


@pytest.fixture
def html(open_page) -> str:
    return "".join(block.proto.body for block in open_page(PAGE).get("html"))


@pytest.fixture
def text(html) -> str:
    return reading.text_of(html)


def test_every_finding_is_on_the_page_with_its_number_its_base_and_its_date(text, serving):
    rows = review_queries.findings()
    assert len(rows) > 60
    for row in rows.itertuples():
        assert row.finding in text, row.finding_id
        if isinstance(row.as_printed, str):
            assert row.as_printed.lower() in text.lower(), row.finding_id
        if not row.part.startswith("asked_of_") and row.part != "size":
            assert row.base in text, row.finding_id
        assert said.published(row) in text, row.finding_id


def test_every_publication_is_listed_once_and_each_link_to_one_leads_somewhere(html, serving):
    numbers = re.findall(r'<li id="review-source-(\d+)"', html)
    assert numbers == [str(n) for n in range(1, len(review_queries.sources()) + 1)]
    named = set(re.findall(r'href="#review-source-(\d+)"', html))
    assert named == set(numbers), "and no publication stands there that nothing is taken from"


def test_a_link_beside_findings_names_the_publication_that_they_are_from(html, serving):
    numbers = dict(review_queries.sources()[["source", "number"]].itertuples(index=False))
    lists = re.findall(
        r'href="#review-source-(\d+)"[^>]*>\[\d+\]</a></p><ul class="findings">(.*?)</ul>', html
    )
    shown = {
        (unescape(line), n) for n, body in lists for line in re.findall("<li>(.*?)</li>", body)
    }
    looked_at = 0
    for row in review_queries.findings().itertuples():
        places = {n for line, n in shown if line == said.item(row)}
        looked_at += bool(places)
        assert not places or str(numbers[row.source]) in places, row.finding_id
    assert looked_at > 50


def test_of_a_hundred_dots_as_many_are_filled_as_the_share_says(html, serving):
    dots = re.search(r'<div class="hundred".*?</div>', html)[0]
    told = review_queries.findings().set_index("finding_id").loc["nr_told"]
    assert dots.count("<i") == 100
    assert dots.count("class=on") == told.value == 72
    assert f"72 of them filled: in {told.as_printed} of {told.base}" in dots


def test_each_bar_is_as_long_as_its_share(html, serving):
    drawn = re.findall(
        r'<span class="who">([^<]+)</span>.*?left:0.00%;width:([\d.]+)%', html, flags=re.DOTALL
    )
    shares = review_queries.findings()
    shares = shares[shares["part"].isin(["known_risk", "children", "harmed_by", "other_harm"])]
    expected = {(r.finding, f"{r.value:.2f}") for r in shares.itertuples()}
    assert {(unescape(name), width) for name, width in drawn} == expected
    assert len(expected) == 15


def test_each_theme_has_an_address_and_shows_what_is_tied_to_it(html, serving):
    rows = review_queries.findings()
    for name, title in THEMES.items():
        body = html.split(f'id="theme-{name}">{title}<')[1].partition("<h2")[0]
        lines = {unescape(line) for line in re.findall("<li>(.*?)</li>", body)}
        expected = {
            said.item(r)
            for r in rows[rows["theme"] == name].itertuples()
            if any(r.part in parts for parts in said.OF_COLUMN.values())
        }
        assert lines == expected and len(lines) >= 6


def test_the_areas_inspected_are_those_of_the_list_each_with_a_link_to_its_page(html, ask):
    rows = ask("SELECT council_name, round, fieldwork_from, letter_published FROM inspection")
    body = re.search(r"<caption>Areas inspected jointly.*?</table>", html, flags=re.DOTALL)[0]
    found = re.findall(r'href="council\?council=([\w-]+)"', body)
    slugs = {queries.of_slug(queries.councils(), slug).label for slug in found}
    assert slugs == {name for name, *_ in rows} and len(found) == len(rows) == 15
    assert "9 November 2018" in body and "2018-11-09" not in body
    missing = sum(day is None for _, _, *days in rows for day in days)
    assert body.count("<td>[x]</td>") == missing > 5


def test_no_council_is_named_that_was_not_inspected_or_inquired_into(text, serving):
    inspected = set(review_queries.areas()["label"])
    named = {
        label
        for label in queries.councils()["label"]
        if re.search(rf"\b{re.escape(label)}\b", text) and label not in inspected
    }
    # Rotherham by the inquiry; Hackney and Hampshire by the events of the data.
    assert named <= {"Rotherham", "Hackney", "Hampshire", "Leicester"}, named
    assert "Leicester," not in text


def test_the_events_stand_in_order_each_with_an_address_of_its_own(html, serving):
    events = queries.events()
    listed = re.findall(r'<li id="(event-[^"]+)".*?<a href="#([^"]+)">([^<]+)</a>', html)
    assert [name for name, *_ in listed] == [target for _, target, _ in listed]
    assert len({name for name, *_ in listed}) == len(events) == len(listed)
    assert [name.removeprefix("event-")[:4] for name, *_ in listed] == [
        when[:4] for when in events["event_date"]
    ]
    days = {when for *_, when in listed}
    assert {"24 September 2018", "26 August 2014", "2011"} <= days


def test_what_could_not_be_checked_is_not_said(text):
    for unseen in ("Royal Assent", "Act 2026", "Working Together to Safeguard Children 2026"):
        assert unseen not in text
    assert said.ABOUT_REFORMS in text


def test_the_first_sentences_are_short(serving):
    size = review_queries.findings()
    size = size[size["part"] == "size"]
    for words in (said.LEAD, said.what_it_read(size), said.ABOUT_SHARES, *said.OF_THEME.values()):
        for sentence in re.split(r"(?<=[.?])\s+", words):
            assert len(sentence.split()) <= 30, sentence


def test_a_reader_is_told_that_shares_are_of_cases(open_page):
    assert said.ABOUT_SHARES in " ".join(
        reading.without_tags(block.proto.body) for block in open_page(PAGE).get("html")
    ).replace("\n", " ")
