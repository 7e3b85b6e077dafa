"""A leader's own newer numbers: they are worked out rightly, and go nowhere.

The fact a newcomer gets wrong: a test that saw no request would pass as well if it did not look. So
the same watch sees, at the end, what a change of year sends.
"""

import io
import re
import unicodedata

import pypdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from scipy.stats import chi2

import serving
from browser.everyone import ALL_RULES, COLOURS, settled
from browser.tabs import Tabs
from dashboard import words
from together import made_once
from years import PLAN_YEARS

SLUG = "leicester"
NOW = "2026-02-10T12:00:00"  # so that January 2026 is the last whole month
EVERYTHING_KEPT = """async () => JSON.stringify([location.href, history.length, {...localStorage},
  {...sessionStorage}, document.cookie, (await indexedDB.databases()).map(({ name }) => name),
  await caches.keys()])"""


@pytest.fixture(scope="session")
def briefings(real_database, tmp_path_factory):
    """The address of a published folder that holds a briefing and what it needs, as plain files."""
    import shutil

    from dashboard import queries
    from dashboard.councils import newer
    from dashboard.takeaway.paper import briefing

    with made_once(tmp_path_factory, "briefing") as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("CSA_DATABASE", str(real_database))
        if not folder.exists():
            (folder / "councils").mkdir(parents=True)
            newer.write(folder)
            shutil.copy(briefing.TEMPLATES / "site.css", folder)
            areas = queries.councils().set_index("slug", drop=False)
            for slug in (SLUG, "cumbria"):
                file = folder / "councils" / f"{slug}.html"
                file.write_text(briefing.html(areas.loc[slug]), encoding="utf-8")
    with serving.folder_at(folder) as there:
        yield there


def watched(page) -> None:
    """It is NOW there, and `page.sent` has what the page sends."""
    page.clock.set_fixed_time(NOW)
    page.sent = []
    page.on("request", lambda asked: page.sent.append(asked.url))
    page.on("websocket", lambda to: to.on("framesent", lambda frame: page.sent.append(str(frame))))


@pytest.fixture(scope="module")
def leaders(browser):
    """Tabs for whoever types newer numbers."""
    tabs = Tabs(browser, watched)
    yield tabs
    tabs.close()


@pytest.fixture(params=["dashboard", "briefing"])
def leader(request, leaders):
    """leader() → a page of either edition whose fold is open and ready to be typed into."""
    pages = []

    def opened(slug: str = SLUG, **how):
        pages.append(page := leaders.take(**how))
        if request.param == "dashboard":
            page.goto(f"{request.getfixturevalue('dashboard')}/council?council={slug}")
            settled(page)
            page.wait_for_selector(".stPlotlyChart .main-svg")
        else:
            page.goto(f"{request.getfixturevalue('briefings')}/councils/{slug}.html")
        page.edition = request.param
        page.locator("own-numbers summary").click()
        page.locator(".own-entry").wait_for()
        return page

    yield opened
    for page in pages:
        leaders.leave(page)


def field(page, label: str):
    return page.locator("own-numbers").get_by_label(label)


def by_month(page):
    field(page, "A number for each month").check()
    return page.locator("own-numbers textarea")


def shown(page) -> str:
    return page.locator(".own-shown").inner_text()


@pytest.fixture
def children(serving) -> int:
    from dashboard import queries
    from dashboard.queries.area import council

    series = queries.councils().set_index("slug").loc[SLUG, "series_code"]
    return int(council.rates(series, "csa_assessments").iloc[-1].children)


def in_words(count: int, months: int, children: int) -> str:
    """Rate of a year and its limits, the slow way: chi-squared, not a table."""
    per = 1000 * 12 / months / children
    said = [
        count,
        chi2.ppf(0.025, 2 * count) / 2 if count else 0,
        chi2.ppf(0.975, 2 * count + 2) / 2,
    ]
    rate, low, high = (words.rate(value * per) for value in said)
    return f"{rate} a year ({low} to {high})"


def test_nothing_typed_is_sent_stored_or_put_in_the_address(leader):
    page = leader()
    box = by_month(page)
    before = page.evaluate(EVERYTHING_KEPT)
    page.sent.clear()
    box.click()
    # With the letters that the toolkit takes for commands where nobody types.
    page.keyboard.type("records\nApril 2025: 2, 31\nMay 2025: 0, 28")
    box.fill("April 2025\t7\t61\nMay 2025\t8\t62")
    page.locator(".own-shown", has_text="15 in 2 months").wait_for()
    field(page, "Totals of a period").check()
    field(page, "From the start of").select_option("April 2025")
    field(page, "Plans started for sexual abuse").press_sequentially("17")
    field(page, "Assessments that recorded it").press_sequentially("203")
    field(page, "Print these numbers").check()
    page.locator(".own-shown", has_text="203 in 10 months").wait_for()
    page.keyboard.press("Tab")
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert page.sent == []
    assert page.evaluate(EVERYTHING_KEPT) == before
    fields = page.locator("own-numbers :is(input, select, textarea)")
    assert fields.count() == 8
    for each in fields.all():  # neither restored from a file of the browser's, nor spelt elsewhere
        assert each.get_attribute("autocomplete") == "off"
        assert each.get_attribute("spellcheck") == "false"
    if page.edition == "dashboard":
        page.get_by_role("slider", name=re.compile("Year ending")).focus()
        page.keyboard.press("ArrowLeft")
        page.wait_for_function("document.title.startsWith('Leicester, 2023')")
        assert page.sent, "the watch sees what a change of year sends"
        assert not [each for each in page.sent if "203" in each]
        assert field(page, "Assessments that recorded it").input_value() == "203"
        assert "203 in 10 months" in shown(page), "and what was typed is still there"


def test_each_year_has_its_rate_with_limits_beside_what_is_published(leader, children):
    page = leader()
    assert by_month(page).get_attribute("placeholder").startswith(f"April {PLAN_YEARS[-1]}: ")
    by_month(page).fill(
        "Month\tPlans\tAssessments\n"  # a spreadsheet's own heading
        "01/05/2025\t0\t28\n"  # dates in any order, as a spreadsheet writes them
        "Apr-25\t2\t31\n"
        "2024-04-01 00:00:00\t9\t\n"  # a number that is not there is not 0
        "July 2025: 4, 22\n"  # June is missing
    )
    rows = page.locator(".own-shown tr").all_inner_texts()
    said = [" ".join(row.split()) for row in rows]
    assert said[1].startswith("Yours, April 2024 (1 month)") and said[1].endswith("not given")
    assert in_words(9, 1, children) in said[1]
    assert said[2].startswith("Yours, April 2025 to July 2025 (3 months)")
    assert in_words(6, 3, children) in said[2] and in_words(81, 3, children) in said[2]
    assert f"6 in 3 months: {1000 * 6 / children:.2f} per 1,000 so far" in said[2]
    assert said[3].startswith("Leicester, published") and said[4].startswith("England, published")
    assert "[c] in 2024" in said[3]
    assert "neighbours print" in said[5] and "hidden" in said[5]
    assert re.search(r"about 39 estimated to be sexually abused", said[6], re.I)
    text = " ".join(shown(page).split())
    assert "Not official, only on this screen." in text
    assert "No number is given for May 2024 to March 2025, June 2025." in text
    assert "below 6. Do not publish them: they can identify a child." in text


def test_none_so_far_has_an_upper_limit_and_no_lower(leader, children):
    page = leader()
    field(page, "From the start of").select_option("April 2025")
    field(page, "Plans started for sexual abuse").fill("0")
    assert in_words(0, 10, children) in " ".join(shown(page).split())
    assert "a year (0 to 0" in shown(page)
    assert "Do not publish" not in shown(page), "a nought points at no child"


def test_a_rate_just_below_a_line_of_very_low_is_not_rounded_up_to_it(leader, children):
    months = 10  # of April 2025 to January 2026
    rates = {count: 12_000 * count / months / children for count in range(1, 100)}
    count = next(each for each, rate in rates.items() if words.rate(rate) != f"{rate:.2f}")
    page = leader()
    field(page, "From the start of").select_option("April 2025")
    field(page, "Plans started for sexual abuse").fill(str(count))
    assert in_words(count, months, children) in " ".join(shown(page).split())


WRONG = {
    "April 2025: c, 31": "“c” is not a number",
    "April 2025: seven, 31": "“seven” is not a number",
    "April 2025: -2, 31": "“-2” is below 0",
    "April 2025: 2.5, 31": "“2.5” is not a whole number",
    "April 2025: 1,234": "thousands separator",
    "April 2025\t1 234\t4": "thousands separator",
    "April 2025: 2, 31, 7": "more than two numbers",
    "April 2025:": "has no number after the month",
    "7, 31": "does not begin with a month",
    "13/2025: 7, 31": f"does not begin with a month, such as “April {PLAN_YEARS[-1]}”",
    "March 2024: 7, 31": "March 2024 is in the published figures",
    "February 2026: 7, 31": "February 2026 has not ended",
    "May 2025 to April 2025: 7, 31": "the period ends (April 2025) before it begins (May 2025)",
    "April 2025: 7, 31\n2025-04\t8\t32": "April 2025 is given twice, on lines 1 and 2",
    "April 2025 to June 2025: 7, 31\nMay 2025: 1, 2": "May 2025 is given twice",
    "April 2025: 7, 999999999999": "is above",
    "<img src=x onerror=alert(1)>: 7": "“<img src=x onerror=alert(1)>: 7” does not begin",
}


TOO_MUCH = {
    "\n".join(["April 2025: 7, 31"] * 10_000): "That is 10,000 lines",
    "April 2025: " + "7" * 100_000: "a very long text",
}
# As the browser's own paste does: whoever listens may refuse, else the text is put in.
PASTED = """(box, text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text", text);
  const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
  if (box.dispatchEvent(event)) throw Error("it was let in");
}"""
SET = """(box, text) => {
  box.value = text;
  box.dispatchEvent(new InputEvent("input", { bubbles: true }));
  box.value = "";
}"""


def test_what_cannot_be_read_is_said_and_nothing_is_worked_out(leader):
    page = leader()
    box = by_month(page)
    for typed, word in WRONG.items():
        box.fill(typed)
        assert word in shown(page), typed[:60]
        assert "Nothing is worked out" in shown(page)
        assert not page.locator(".own-shown table, .own-shown img").count()
        assert len(shown(page)) < 1000
        box.fill("April 2025: 7, 31")
        assert page.locator(".own-shown table").count() == 1
    box.fill("")
    for typed, word in TOO_MUCH.items():
        for way in (PASTED, SET):
            box.evaluate(way, typed)
            assert word in shown(page) and len(shown(page)) < 1000
            if way == PASTED:
                assert box.input_value() == "", "what is too long is not let in"
    box.fill("\n".join(f"line {n}" for n in range(40)))
    assert "and 35 more lines" in shown(page)


def test_paper_shows_the_numbers_only_if_the_reader_ticks_it(leader):
    page = leader()
    by_month(page).fill("April 2025: 7, 31")
    printed = lambda: pypdf.PdfReader(io.BytesIO(page.pdf(format="A4")))  # noqa: E731

    def words(paper) -> str:
        text = " ".join(sheet.extract_text() for sheet in paper.pages)
        return " ".join(unicodedata.normalize("NFKC", text).split())  # a font has "ffi" as one sign

    without = printed()
    assert "only on this screen" not in words(without)
    if page.edition == "briefing":
        assert len(without.pages) == 2
    field(page, "Print these numbers").check()
    ticked = words(printed())
    assert "Not official, only on this screen" in ticked and "7 in 1 month" in ticked
    assert "Paste" not in ticked and "Type them" not in ticked


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_for_everyone_and_fits_a_phone(leader, scheme):
    page = leader(viewport={"width": 390, "height": 844}, color_scheme=scheme)
    rules = COLOURS if scheme == "dark" else ALL_RULES
    by_month(page).fill("April 2025: 7, 31\nMay 2025: x")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert Axe().run(page, "own-numbers", options=rules).response["violations"] == []
    page.locator("own-numbers textarea").fill("April 2025: 7, 31\nMay 2025: 0, 28")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert Axe().run(page, "own-numbers", options=rules).response["violations"] == []


def test_one_councils_numbers_are_gone_from_anothers_page(browser, reader):
    page = reader(f"council?council={SLUG}")
    page.locator("own-numbers summary").click()
    by_month(page).fill("April 2025: 7, 31")
    assert "Leicester" in shown(page)
    page.get_by_role("combobox", name="Council").click()
    page.keyboard.type("Bedford")
    page.keyboard.press("Enter")
    page.wait_for_function("document.title.startsWith('Bedford,')")
    page.wait_for_function("document.querySelector('.newer-place').dataset.of === 'bedford'")
    page.locator("own-numbers summary").click()
    page.locator(".own-entry").wait_for()
    assert by_month(page).input_value() == "" and "Leicester" not in shown(page)


def test_a_council_that_is_no_more_has_no_newer_numbers(browser, briefings, reader):
    assert not reader("council?council=cumbria").locator("own-numbers").count()
    page = browser.new_page()
    page.goto(f"{briefings}/councils/cumbria.html")
    assert page.locator("h1").count() == 1
    assert not page.locator("own-numbers, script").count()
    page.close()
