"""A reader's ways through the explorer, on both editions: the dashboard and the files alone."""

import csv
import io
import re
import struct
from datetime import UTC, datetime
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from browser import explorer as at
from browser.everyone import COLOURS, found_by_axe
from browser.explorer import SEA, TIP, active, answering, area, counts, hover, opened, spoken
from dashboard import queries, words
from dashboard.queries import chance as chance_queries
from dashboard.queries import police as police_queries
from dashboard.queries.measures import by_force
from dashboard.words import chance as chance_words
from dashboard.words import explorer as explorer_words
from dashboard.words import map as map_words
from dashboard.words.itself import about as about_words
from invented import EASTMERE
from years import ASSESSMENT_YEARS

SLOUGH, CORNWALL, LEEDS = "E06000039", "E06000052", "E08000035"
CUMBERLAND = "E06000063"  # a council since 2023


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (1440, 900), (1920, 1080)])
def test_the_whole_map_lies_in_the_first_screen_and_is_its_hero(visit_first, width, height):
    page = visit_first(viewport={"width": width, "height": height})
    sea = page.locator(SEA).bounding_box()
    assert sea["y"] + sea["height"] <= height and sea["x"] >= 0
    assert sea["width"] >= 0.6 * width and sea["height"] >= 520
    for part in (at.KEY, ".london", ".zoom"):
        box = page.locator(part).bounding_box()
        assert sea["x"] <= box["x"] and box["x"] + box["width"] <= sea["x"] + sea["width"], part
        assert sea["y"] <= box["y"] and box["y"] + box["height"] <= sea["y"] + sea["height"], part
    assert page.locator(".site-head").bounding_box()["height"] <= 56
    size = page.locator("council-explorer h1").evaluate("h => getComputedStyle(h).fontSize")
    assert float(size.removesuffix("px")) <= 30
    tops = page.locator(".controls > *").evaluate_all(
        "all => new Set(all.map(each => Math.round(each.getBoundingClientRect().top / 8))).size"
    )
    assert tops == 1, "one row of controls"
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("shifted") < 0.05


def test_on_a_phone_finding_search_year_and_map_are_in_the_first_screen(visit):
    page = visit(viewport={"width": 390, "height": 844})
    for part in ("council-explorer h1", ".search input", ".years input", SEA):
        box = page.locator(part).last.bounding_box()
        assert box["y"] >= 0 and box["y"] + box["height"] <= 844, part
        assert box["x"] >= 0 and box["x"] + box["width"] <= 390, part
    sea, panel = (page.locator(part).bounding_box() for part in (SEA, at.PANEL))
    assert panel["y"] >= sea["y"] + sea["height"] - 5
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_age_of_the_newest_plans_is_said_on_the_first_screen_once_it_is_much(visit_first):
    page = visit_first()
    newest = queries.plan_years()[-1]
    for day, months in (
        (datetime(newest + 1, 9, 30, 12, tzinfo=UTC), 17),
        (datetime(newest + 1, 10, 31, 12, tzinfo=UTC), 19),
        (datetime(newest + 3, 4, 30, 12, tzinfo=UTC), 36),
    ):
        page.clock.set_fixed_time(day)
        page.reload()
        answering(page)
        line = page.locator(".line").inner_text()
        said = f"newest plans for sexual abuse {months} months old"
        assert (said in line) == ("months old" in line) == (months > 17)
        assert about_words.months_old(newest, day.date()) == months


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(1280, 800), (1440, 900), (390, 844)])
def test_the_first_screen_says_which_year_plans_reach_above_the_whole_map(
    visit_first, width, height, scheme
):
    page = visit_first(viewport={"width": width, "height": height}, color_scheme=scheme)
    said = page.locator("council-explorer .reach")
    facts = queries.build_facts()
    for year in (facts["newest_plan_year"], facts["newest_all_plans_year"]):
        assert f"reach {year}" in said.inner_text()
    assert "newer ones may be published" in said.inner_text()
    assert len(said.inner_text().split()) < 30
    line, box, sea = (page.locator(part).bounding_box() for part in (".line", ".reach", SEA))
    assert line["y"] + line["height"] <= box["y"] and box["y"] + box["height"] <= sea["y"]
    assert sea["y"] + sea["height"] <= height
    assert page.evaluate("shifted") < 0.05


def test_the_numbers_of_2024_are_those_in_print(seen):
    page = seen()
    assert counts(page) == [7, 54, 42, 49, 1]
    assert page.locator("council-explorer h1").inner_text().startswith("103 of 152 councils")
    line = page.locator(".line").inner_text()
    assert "64 to 103 allowing for hidden numbers" in line and words.CAVEAT[:-1] in line
    said = page.locator(".squares strong").all_inner_texts()
    assert said == ["about 39", "2.6", "0.18"]


def test_a_label_shows_name_class_figure_and_twelve_years(seen):
    page = seen()
    said = hover(page, CORNWALL)
    rows = queries.classes_in(2024, 0.2).set_index("council_code")
    assert said.startswith("Cornwall\n") and "Very low" in said
    assert f"({rows.loc[CORNWALL].sexual_plans:.0f} plans)" in said
    page.locator(f"{TIP} .strip").wait_for()
    assert page.locator(f"{TIP} .strip text").count() == 12
    page.keyboard.press("Escape")
    page.locator(TIP).wait_for(state="hidden")


def test_the_key_shows_one_class_says_how_many_and_shows_all_again(visit):
    page = visit("?region=london")
    rows = queries.classes_in(2024, 0.2)
    london = rows[rows["region_name"] == "London"]["class"].value_counts()
    names = ("none", "suppressed", "very_low", "at_or_above", "not_available")
    assert counts(page) == [london.get(name, 0) for name in names]
    entry = page.get_by_role("button", name=re.compile("^Suppressed"))
    entry.click()
    spoken(page, f"{london['suppressed']} of {len(rows)} councils")
    dimmed = page.locator("svg.main path.dimmed").count()
    assert dimmed == len(rows) - london["suppressed"]
    assert "class=suppressed" in page.url and "region=london" in page.url
    page.locator("council-explorer .below").scroll_into_view_if_needed()
    expect(page.locator(".table tbody tr")).to_have_count(int(london["suppressed"]))
    entry.click()
    spoken(page, "All councils are shown")
    assert page.locator("svg.main path.dimmed").count() == len(rows) - len(
        rows[rows["region_name"] == "London"]
    )


def test_the_line_of_very_low_moves_key_finding_and_range(seen):
    page = seen("?threshold=0.1")
    found = queries.headline(2024, 0.1)
    assert counts(page)[2] == found.very_low
    assert (
        page.locator("council-explorer h1")
        .inner_text()
        .startswith(f"{found.none_or_few_published} of {found.councils_with_a_figure}")
    )
    assert (
        f"{found.certainly_below} to {found.possibly_below}" in page.locator(".line").inner_text()
    )


def test_the_range_is_counted_as_the_database_counts_it_in_filters_too(seen, class_undecided):
    """Of invented councils, one of them in a region of its own: its class is open in 2022."""
    page, pack = seen(), class_undecided["pack"]
    codes = {code for row in pack["years"].values() for code in row["areas"]}
    regions = {code: "Eastland" if code == EASTMERE else "Middleland" for code in codes}

    def numbers(year: int, region: str = "") -> dict:
        return page.evaluate(
            """([pack, regions, state]) => {
              const View = document.querySelector("council-explorer").view.constructor;
              const areas = Object.fromEntries(Object.entries(regions).map(
                ([code, region]) => [code, { region }]));
              return new View({ areas, slugs: new Map() }, pack, state).numbers;
            }""",
            [pack, regions, {"year": year, "region": region}],
        )

    for year, found in class_undecided["headlines"].iterrows():
        assert numbers(year) == {
            "few": found.none_or_few_published,
            "all": found.councils_with_a_figure,
            "low": found.certainly_below,
            "high": found.possibly_below,
        }
    assert numbers(2022)["high"] == numbers(2022)["few"] + 1
    assert numbers(2022, "Eastland") == {"few": 0, "all": 0, "low": 0, "high": 1}
    assert numbers(2022, "Middleland") == {"few": 3, "all": 3, "low": 3, "high": 3}


def test_the_year_moves_everything_and_stands_in_the_address(visit):
    page = visit()
    for _ in range(5):
        page.get_by_role("button", name="Year before").click()
    spoken(page, "March 2019")
    found = queries.headline(2019, 0.2)
    assert counts(page)[:3] == [found["none"], found.suppressed, found.very_low]
    page.wait_for_function("location.search === '?year=2019'")
    slider = page.get_by_role("slider", name="Year")
    slider.focus()
    slider.press("Home")
    assert page.locator(".years output").inner_text() == "2013"
    page.get_by_role("button", name="Play the years").click()
    page.wait_for_function(
        "document.querySelector('council-explorer').shadowRoot.querySelector('output').value > 2014"
    )
    page.get_by_role("button", name="Pause").click()
    page.get_by_role("button", name="Play the years").wait_for()


@pytest.mark.parametrize(
    ("address", "chosen"),
    [("?year=2022&measure=assessments", "police-recorded"), ("?year=2023", "assessments")],
)
def test_play_ends_with_the_last_year_of_the_measure_that_is_shown_now(visit, address, chosen):
    page = visit(address)
    page.get_by_role("button", name="Play the years").click()
    page.get_by_role("combobox", name="Show").select_option(chosen)
    page.get_by_role("button", name="Play the years").wait_for()
    measure = {**map_words.MEASURES, **by_force()}[chosen]
    last = (police_queries.years() if chosen in by_force() else ASSESSMENT_YEARS)[-1]
    assert page.locator(".years output").inner_text() == str(last)
    spoken(page, f"Map of the year ending March {last}. {measure.label}.")


def test_whatever_moves_the_map_is_said_as_the_key_says_it(visit):
    page = visit("?council=slough")
    page.get_by_role("combobox", name="Show").select_option("assessments")
    page.locator("council-explorer h1", has_text="assessments recorded sexual abuse").wait_for()
    label = map_words.MEASURES["assessments"].label
    key = [text.replace("\n", ": ") for text in page.locator(f"{at.KEY} button").all_inner_texts()]
    assert key[0].startswith("None recorded: ") and key[1].startswith(f"{map_words.HIDDEN_KEY}: ")
    spoken(page, f"Map of the year ending March 2024. {label}. Councils: {'; '.join(key)}.")
    low = page.locator(f"{at.KEY} button").nth(2)
    low.click()
    spoken(page, "Only Above 0, under 1 (Assessments per 1,000 children): ")
    low.click()
    spoken(page, "All councils are shown.")
    page.get_by_role("button", name="Back to England").click()
    spoken(page, "Choice cleared.")
    page.go_back()
    spoken(page, "Chosen: Slough")
    page.get_by_role("combobox", name="Show").select_option("class")
    page.get_by_text("Filters", exact=True).click()
    page.get_by_label("“Very low” is below").select_option("0.1")
    spoken(page, f"Very low: {queries.headline(2024, 0.1).very_low};")


def test_the_years_of_a_council_are_said_to_be_of_plans_whatever_the_map_shows(visit):
    page = visit("?measure=assessments&council=slough")
    caption = page.locator(f"{at.PANEL} figcaption", has_text=explorer_words.STRIP)
    box, strip = caption.bounding_box(), page.locator(".strip.wide").bounding_box()
    assert box["height"] < 20 and box["y"] + box["height"] <= strip["y"] < 800


def test_a_council_is_found_by_name_and_the_panel_says_its_figures(visit):
    page = visit()
    page.get_by_role("combobox", name="Find a council").fill("slou")
    page.keyboard.press("Enter")
    panel = page.locator(at.PANEL)
    panel.get_by_text("127 times").wait_for()
    said = panel.inner_text()
    for expected in (
        "Slough",
        "None recorded",
        "about 1,800 of its 45,545 children",
        "no plan began for it",
        "Nobody has measured an area",
    ):
        assert expected in said, expected
    assert panel.locator(".squares strong").all_inner_texts() == ["about 39", "2.8", "0"]
    assert panel.locator(".neighbours li").count() == 10
    assert "council=slough" in page.url
    assert area(page, SLOUGH).get_attribute("aria-selected") == "true"
    page.go_back()
    panel.get_by_role("heading", name="England").wait_for()
    page.go_forward()
    panel.get_by_role("heading", name="Slough").wait_for()


def test_a_suppressed_number_is_dashed_at_its_largest_and_never_a_number(visit):
    page = visit("?council=bedford")
    panel = page.locator(at.PANEL)
    panel.locator(".squares .hidden").wait_for()
    rows = queries.classes_in(2024, 0.2)
    row = rows[rows["slug"] == "bedford"].iloc[0]
    most = 1000 * row.sexual_plans_max / row.children
    side = float(panel.locator(".squares .hidden").get_attribute("width"))
    estimate = float(panel.locator(".squares li:first-child rect").get_attribute("width"))
    assert (side / estimate) ** 2 == pytest.approx(most / 39.45, rel=0.01)
    assert f"0 to {row.sexual_plans_max:.0f}" in panel.inner_text()


def test_another_measure_redraws_the_same_map_and_follows_its_own_years(visit):
    page = visit("?measure=assessments&year=2025&council=slough")
    assert page.locator(".years output").inner_text() == "2025"
    page.evaluate("document.querySelector('council-explorer').drawing.main.svg.same = true")
    page.get_by_role("button", name="Zoom in").click()
    page.get_by_role("combobox", name="Show").select_option("class")
    page.get_by_text("There are no figures of this measure for 2025").wait_for()
    assert page.locator(".years output").inner_text() == "2024"
    assert counts(page) == [7, 54, 42, 49, 1]
    assert page.evaluate("document.querySelector('council-explorer').drawing.main.svg.same")
    assert page.evaluate("document.querySelector('council-explorer').zoom.at.scale") == 1.6
    page.wait_for_function(
        "!location.search.includes('measure') && !location.search.includes('2025')"
    )


def test_two_years_beside_each_other_say_who_entered_left_and_stayed(visit):
    page = visit("?measure=change&from=2015&year=2024")
    few = {"none", "suppressed", "very_low"}
    then, now = (
        queries.classes_in(year, 0.2).set_index("series_code")["class"] for year in (2015, 2024)
    )
    by_hand = [0, 0, 0, 0, 0]
    for series, kind in now.items():
        before = then.get(series, "not_available")
        if "not_available" in (kind, before):
            by_hand[4] += 1
        elif kind in few:
            by_hand[2 if before in few else 0] += 1
        else:
            by_hand[1 if before in few else 3] += 1
    assert counts(page) == by_hand and sum(by_hand) == 153
    assert f"{by_hand[0]} councils entered" in page.locator("council-explorer h1").inner_text()
    measure = "document.querySelector('council-explorer').view.measure"
    quote = page.evaluate(f"{measure}.years[2024].quote")
    assert f"and 2024, {by_hand[0]} councils entered" in quote and "(below 0.2 per 1,000" in quote
    assert "became hidden counts as having entered, though the number may be larger" in quote
    assert "2015: " in hover(page, CORNWALL) and "2024: " in page.locator(TIP).inner_text()
    assert explorer_words.CHANGE_IS_OF_CLASS in page.locator("council-explorer .line").inner_text()
    assert "not always to fall" in explorer_words.CHANGE_IS_OF_CLASS
    page.get_by_text("Share", exact=True).click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Drawing (SVG)").click()
    drawn = re.sub(r"</text><text[^>]*>", " ", Path(waiting.value.path()).read_text())
    assert explorer_words.CHANGE_IS_OF_CLASS in drawn


def test_a_council_with_one_year_of_figures_has_no_range_of_years(visit):
    for council, held in (("cumberland", "2024 only"), ("cumbria", "2013 to 2023")):
        page = visit(f"?council={council}&year={2020 if held.endswith('only') else 2024}")
        page.locator(".panel").get_by_text(f"Its figures of plans are for {held}.").wait_for()


def test_a_rate_is_said_to_have_moved_only_where_both_years_are_printed(visit):
    page = visit("?measure=change&from=2015&year=2024&region=south-west")
    rows = chance_queries.changes_between(2015, 2024).set_index("council_code")
    printed, hidden = (
        [c for c in rows.index if rows.loc[c, "change_status"] == status]
        for status in ("published", "suppressed")
    )
    page.wait_for_function("document.querySelector('council-explorer').view.measure.changes")
    assert len(printed) > 40 and len(hidden) > 20
    said = page.evaluate("document.querySelector('council-explorer').view.areas")
    for code in printed:
        assert chance_words.change(rows.loc[code]) in said[code][1]
        assert "95% limits" in said[code][1]
    for code in hidden:
        assert "rate " not in said[code][1].partition("2024: ")[2]
    page.locator("council-explorer .below").scroll_into_view_if_needed()
    # Not just any table: the classes of each year have one too, in a closed fold, and come sooner.
    table = page.locator("council-explorer .below .table table")
    table.locator("tbody tr").first.wait_for()
    heads = table.locator("thead th").all_inner_texts()
    assert heads[2:6] == ["Class, 2015", "Per 1,000, 2015", "Class, 2024", "Per 1,000, 2024"]
    printed_rows = table.locator("tbody tr").evaluate_all(
        """all => all.map(row => [row.dataset.code,
          [...row.querySelectorAll('td')].map(cell => cell.innerText)])"""
    )
    assert len(printed_rows) > 10
    for code, texts in printed_rows:
        row = rows.loc[code]
        assert texts[-1] == row["verdict_words"]
        counts = (row["plans"], row["plans_before"])
        wanted = chance_words.signed(row["rate_change"], counts) if code in printed else texts[5]
        assert texts[5] == wanted and (code in printed or texts[5].startswith("["))


def test_table_and_csv_hold_the_rows_of_the_view(visit):
    page = visit("?region=south-west&class=suppressed")
    rows = queries.classes_in(2024, 0.2)
    wanted = rows[(rows["region_name"] == "South West") & (rows["class"] == "suppressed")]
    page.locator(".below").scroll_into_view_if_needed()
    page.locator(".below tbody tr[data-code]").first.wait_for()
    shown = page.locator(".table tbody tr")
    assert shown.evaluate_all("all => all.map(row => row.dataset.code)") == list(
        wanted["council_code"]
    )
    cells = shown.first.inner_text()
    assert "[c]" in cells and f"0 to {wanted.iloc[0].sexual_plans_max:.0f}" in cells
    page.get_by_text("Share", exact=True).click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="These figures (CSV)").click()
    text = Path(waiting.value.path()).read_text(encoding="utf-8-sig")
    lines = list(csv.reader(io.StringIO(text)))
    of_councils = [line for line in lines[1:] if len(line) > 2]
    assert [line[0] for line in of_councils] == list(wanted["council_code"])
    assert all("[c]" in line for line in of_councils)
    assert words.CAVEAT in text and words.STATUS_LABEL in text
    assert re.search(r"2024-.*-[0-9a-f]{8}\.csv$", waiting.value.suggested_filename)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("?council=atlantis", "There is no council “atlantis”"),
        ("?year=1066", "There is no year “1066”"),
        ("?measure=%3Cb%3Ehappiness", "There is no measure “<b>happiness”"),
        ("?threshold=-3", "There is no line of “very low” “-3”"),
        ("?region=mercia&show=globe", "There is no way to show the map: “globe”"),
    ],
)
def test_a_bad_address_is_said_in_one_line_and_shows_the_usual_view(visit, address, said):
    page = visit(address)
    problem = page.locator("council-explorer .problem[role=alert]")
    assert said in problem.inner_text() and "the usual view" in problem.inner_text()
    assert counts(page) == [7, 54, 42, 49, 1]
    assert page.locator("council-explorer b").count() == 0, "words of an address stay words"


def test_by_keyboard_one_stop_then_arrows_letters_enter_and_escape(visit):
    page = visit()
    stops = page.locator("svg.main path[tabindex='0']")
    assert stops.count() == 1
    stops.focus()
    page.keyboard.press("End")
    assert active(page).startswith("York: ")
    page.keyboard.type("slough")
    assert active(page).startswith("Slough: none recorded, 0 plans")
    page.keyboard.press("ArrowRight")
    assert not active(page).startswith("Slough")
    page.wait_for_timeout(1100)  # in which letters typed before are forgotten
    page.keyboard.type("leeds")
    page.keyboard.press("Enter")
    spoken(page, "Chosen: Leeds")
    page.locator(at.PANEL).get_by_role("heading", name="Leeds").wait_for()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    spoken(page, "Choice cleared")
    assert stops.count() == 1


def test_hexagons_are_one_a_council_and_the_choice_stays(visit):
    page = visit("?council=leeds")
    page.get_by_role("button", name="Hexagons").click()
    page.wait_for_function("location.search.includes('show=hexes')")
    assert page.locator("svg.main path[data-code]").count() == 153
    assert page.locator('svg.main [aria-selected="true"]').count() == 1
    assert page.locator(".london").is_hidden()


def test_pictures_carry_title_key_source_licence_caveat_and_where_they_are_from(visit, edition):
    page = visit("?year=2016")
    page.get_by_text("Share", exact=True).click()
    saved = {}
    for kind, name in (("svg", "Drawing (SVG)"), ("png", "Picture (PNG)")):
        with page.expect_download() as waiting:
            page.get_by_role("button", name=name).click()
        assert re.match(r"csa-class-0.2-2016-.*\." + kind, waiting.value.suggested_filename)
        saved[kind] = Path(waiting.value.path()).read_bytes()
    drawn = re.sub(r"</text><text[^>]*>", " ", saved["svg"].decode())
    found = queries.headline(2016, 0.2)
    for expected in (
        f"{found.none_or_few_published} of {found.councils_with_a_figure} councils",
        f"Suppressed by DfE: {found.suppressed}",
        "year ending March 2016",
        "Department for Education",
        "Open Government Licence",
        "Crown copyright",
        words.CAVEAT,
        words.STATUS_LABEL,
        f"{words.SITE}, {edition.removeprefix('http://')}",
        "London",
    ):
        assert expected in drawn, expected
    assert "var(" not in drawn and "light-dark" not in drawn
    assert "http" not in drawn.replace("http://www.w3.org/2000/svg", "")
    assert struct.unpack(">II", saved["png"][16:24]) == (1200, 800)
    assert len(saved["png"]) > 60_000


def test_in_a_picture_neither_line_nor_name_covers_the_class_of_a_small_council(visit):
    page = visit("?council=slough")
    page.get_by_text("Share", exact=True).click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Drawing (SVG)").click()
    fill = area(page, SLOUGH).get_attribute("fill")
    page.set_content(Path(waiting.value.path()).read_text())
    name = page.locator("svg svg text", has_text="Slough").bounding_box()
    line = page.locator("svg svg path[fill=none][stroke-linejoin=round]")
    above = line.locator("xpath=following-sibling::*[1]")
    assert above.get_attribute("fill") == fill and not above.get_attribute("stroke")
    council = above.bounding_box()
    assert council["height"] > 2 and name["y"] + name["height"] <= council["y"] + 1
    assert council["y"] - name["y"] < 40, "it stands beside its council"


def test_the_link_and_the_embed_to_copy_hold_the_view(visit, edition):
    page = visit("?council=leeds&year=2020")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_text("Share", exact=True).click()
    page.get_by_role("button", name="Copy the link").click()
    page.get_by_text("The link is copied").wait_for()
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.partition("?")[2] == "year=2020&council=leeds" and link.startswith(edition)
    page.get_by_role("button", name="Copy an embed of this council").click()
    page.get_by_text("The embed is copied").wait_for()
    embed = page.evaluate("navigator.clipboard.readText()")
    assert embed.startswith("<iframe ") and "embed/council.html?" in embed
    assert 'title="Leeds: ' in embed and "council=leeds" in embed and "height=" in embed


@pytest.mark.parametrize(
    "address", ["", "?measure=assessments&year=2025", "?measure=share", "?measure=police-recorded"]
)
def test_the_quote_of_a_council_is_the_panels_sentence_with_its_own_source(visit, address):
    page = visit(f"{address}{'&' if address else '?'}council=bedford")
    first = page.locator(f"{at.PANEL} .more > .sentence").first.inner_text()
    page.locator(".below").scroll_into_view_if_needed()
    sentence, caveat, source = (page.locator(".quote .to-copy p").nth(n) for n in range(3))
    whose = page.evaluate("document.querySelector('council-explorer').view.measure.whose")
    assert whose.startswith("Source: ") and ("Home Office" in whose) == ("police" in address)
    expect(sentence).to_have_text(f"{first} {whose}")
    expect(caveat).to_contain_text(words.CAVEAT)
    measure = page.evaluate("document.querySelector('council-explorer').view.measure")
    expect(source).to_have_text(f"Source: {measure['source']}")
    year = page.locator(".years output").inner_text()
    assert f"31 March {year}" in first and "Bedford" in first
    assert ("plans" in first) == (measure["name"] in ("class", "share"))
    folds = page.locator(".quote summary").all_inner_texts()
    assert folds == [claim["title"] for claim in measure["claims"]]
    page.get_by_role("combobox", name="Show").select_option("plan-rate")
    expect(sentence).to_contain_text("DfE hides how many child protection plans began")


def test_a_share_is_quoted_as_a_share(visit):
    page = visit("?measure=share&council=leeds")
    page.locator(".below").scroll_into_view_if_needed()
    expect(page.locator(".quote .to-copy p").first).to_contain_text(re.compile(r"That is [\d.]+%"))


def test_two_years_beside_each_other_are_quoted_as_two_sentences(visit):
    page = visit("?measure=change&from=2023&year=2024")
    page.locator(".below").scroll_into_view_if_needed()
    sentence = page.locator(".quote .to-copy p").first
    finding = page.locator("council-explorer h1").inner_text()
    entered, left, stayed = (
        re.search(rf"(\d+)( councils)? {w}", finding)[1] for w in ("entered", "left", "stayed")
    )
    counted = {"entered": entered, "left": left, "stayed": stayed}
    quote = explorer_words.CHANGE["quote"].format(**counted, **{"from": 2023}, year=2024, line=0.2)
    whose = "Source: Department for Education."
    expect(sentence).to_have_text(f"{quote} {whose}")
    page.get_by_role("combobox", name="Find a council").fill("leeds")
    page.keyboard.press("Enter")
    expect(sentence).to_contain_text(re.compile("31 March 2023.*31 March 2024"))
    first = page.locator(f"{at.PANEL} .more > .sentence").first.inner_text()
    expect(sentence).to_have_text(f"{first} {whose}")


PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_on_a_phone_the_panel_of_a_council_comes_into_view_when_it_is_chosen(visit, motion):
    page = visit("?council=slough", reduced_motion=motion, **PHONE)
    panel = page.locator(at.PANEL)
    panel.locator(".neighbours li").first.wait_for()
    assert panel.bounding_box()["y"] > 600, "an address opens at the finding and the map"
    area(page, LEEDS).tap(force=True)
    panel.get_by_role("heading", name="Leeds").wait_for()
    page.wait_for_function(at.PANEL_IN_VIEW)
    assert page.locator("svg.main path:focus").get_attribute("data-code") == LEEDS
    near = panel.locator(".neighbours button").last
    name = near.locator("span").first.inner_text()
    near.tap()
    panel.get_by_role("heading", name=name, exact=True).wait_for()
    page.wait_for_function(at.PANEL_IN_VIEW)
    assert panel.evaluate("each => each.matches(':focus')"), "what had the focus is gone"
    search = page.get_by_role("combobox", name="Find a council")
    search.fill("bedford")
    page.locator("#found [role=option]").first.tap()
    panel.get_by_role("heading", name="Bedford", exact=True).wait_for()
    page.wait_for_function(at.PANEL_IN_VIEW)
    assert not search.evaluate("each => each.matches(':focus')"), (
        "a phone's keyboard would cover it"
    )


def test_with_reduced_motion_the_page_goes_to_the_panel_at_once(visit):
    behaviours = []
    for motion in ("reduce", "no-preference"):
        page = visit(reduced_motion=motion, **PHONE)
        page.evaluate("Element.prototype.scrollIntoView = (how) => { window.how = how?.behavior; }")
        area(page, CORNWALL).tap(force=True)
        page.wait_for_function("window.how")
        behaviours.append(page.evaluate("window.how"))
    assert behaviours == ["instant", "smooth"]


def test_beside_the_map_and_for_who_walks_it_by_keys_the_page_stays(visit):
    for width in (1280, 390):
        page = visit(viewport={"width": width, "height": 844})
        area(page, CORNWALL).focus()
        page.keyboard.type("leeds")
        top = page.locator(SEA).bounding_box()["y"]
        page.keyboard.press("Enter")
        page.locator(f"{at.PANEL} .neighbours li").first.wait_for()
        assert page.locator(SEA).bounding_box()["y"] == top
    page = visit()
    top = page.locator(SEA).bounding_box()["y"]
    area(page, CORNWALL).click(force=True)
    page.locator(at.PANEL).get_by_role("heading", name="Cornwall").wait_for()
    assert page.locator(SEA).bounding_box()["y"] == top


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_no_fault_in_the_files_alone(browser, static_edition, width):
    """The dashboard's explorer is among the views of test_everyone.py."""
    how = {"color_scheme": "light", "viewport": {"width": width, "height": 844}}
    page = opened(browser, f"{static_edition}/?council=leeds", **how)
    page.locator(at.PANEL).get_by_text("Nobody has measured").wait_for()
    page.locator(".below").scroll_into_view_if_needed()
    page.locator(".below tbody tr[data-code]").first.wait_for()
    page.evaluate("scrollTo(0, 0)")  # what lies half beneath the head would be said to be too small
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found = found_by_axe(page, scheme)
        faults = [
            (fault["id"], node["target"], node["failureSummary"])
            for fault in found["violations"]
            for node in fault["nodes"]
        ]
        assert faults == []
    page.evaluate(
        "document.querySelector('council-explorer').shadowRoot.append(document.createElement('button'))"
    )
    (nameless,) = Axe().run(page, options={"runOnly": ["button-name"]}).response["violations"]
    assert "council-explorer" in str(nameless["nodes"]), "axe looks into the explorer"
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_pressed_can_be_read_under_the_pointer_that_pressed_it(visit, scheme):
    page = visit(color_scheme=scheme)
    for name in ("Hexagons", "Map"):
        page.get_by_role("button", name=name, exact=True).click()
        found = Axe().run(page, context="council-explorer", options=COLOURS).response
        assert found["violations"] == [] and found["passes"], name


# Of swatches with words after them: those whose words do not begin beside them.
ASTRAY = """() => {
  const { shadowRoot } = document.querySelector("council-explorer");
  const all = shadowRoot.querySelectorAll("svg:has(> .swatch:only-child) + *");
  const astray = [...all].filter((words) => {
    if (!words.getClientRects().length) return false;
    const range = new Range();
    range.selectNodeContents(words);
    const swatch = words.previousElementSibling.getBoundingClientRect();
    const line = [...range.getClientRects()].find((each) => each.width);
    return line.left < swatch.right || line.top > swatch.bottom || line.bottom < swatch.top;
  });
  return [all.length, astray.map((each) => each.textContent)];
}"""


@pytest.mark.parametrize("address", ["?council=leeds", "?council=bedford&measure=assessments"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_every_swatch_stands_beside_its_words(visit, width, address):
    page = visit(address, viewport={"width": width, "height": 844})
    page.locator(f"{at.PANEL} .neighbours li").first.wait_for()
    number, astray = page.evaluate(ASTRAY)
    assert astray == [] and number > 10


def test_with_forced_colours_only_the_systems_inks_are_used(visit):
    page = visit(forced_colors="active")
    inks = page.locator("svg.main pattern > *").evaluate_all(
        "all => all.flatMap(each => [each.style.fill, each.style.stroke])"
    )
    assert set(inks) <= {"canvas", "canvastext", "Canvas", "CanvasText", ""}
    drawn = page.locator("svg.main pattern").evaluate_all("all => all.map(each => each.innerHTML)")
    assert len(set(drawn)) == 5


def test_on_paper_the_map_is_dark_on_white_without_its_controls(visit):
    page = visit(color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.locator(".controls").is_hidden() and page.locator(".zoom").is_hidden()
    assert page.locator(SEA).is_visible() and page.locator(at.KEY).is_visible()
    ink = page.locator("council-explorer h1").evaluate("h => getComputedStyle(h).color")
    assert ink == "rgb(11, 12, 12)"


def test_buttons_are_large_enough_for_a_finger_which_scrolls_until_the_map_is_zoomed(visit):
    page = visit(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    for each in page.locator("council-explorer .hero button:visible").all():
        box = each.bounding_box()
        assert box["height"] >= 28 and box["width"] >= 24
    touch = "svg => getComputedStyle(svg).touchAction"
    assert page.locator("svg.main").evaluate(touch) == "pan-x pan-y"
    page.get_by_role("button", name="Zoom in").tap()
    assert page.locator("svg.main").evaluate(touch) == "none"
    area(page, CORNWALL).tap(force=True)


def test_a_missing_file_is_named_and_asked_for_again(browser, edition):
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.route("**/start.json", lambda route: route.abort())
    page.goto(edition + "/", wait_until="commit")
    page.get_by_text("(start.json: ").wait_for()
    page.unroute("**/start.json")
    page.reload(wait_until="commit")
    answering(page)
    page.route("**/measure/share.json", lambda route: route.fulfill(status=404))
    page.get_by_role("combobox", name="Show").select_option("share")
    page.get_by_text("(measure/share.json: 404)").wait_for()
    assert page.get_by_role("combobox", name="Show").input_value() == "class", "what is drawn"
    page.unroute("**/measure/share.json")
    page.get_by_role("combobox", name="Show").select_option("class")
    page.get_by_role("combobox", name="Show").select_option("share")
    page.locator("council-explorer h1", has_text="% of the child protection plans").wait_for()
    context.close()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("st helens", "St. Helens"),
        ("Bristol, City of", "Bristol"),
        ("brighton & h", "Brighton and Hove"),
        ("córnwall", "Cornwall"),
        ("E08000013", "St. Helens"),
        ("Barnsley council", "Barnsley"),
        ("Barnsley MBC", "Barnsley"),
        ("Sheffield City Council", "Sheffield"),
        ("City of Bristol", "Bristol"),
        ("London Borough of Camden", "Camden"),
        ("hull city", "Kingston upon Hull"),
        ("county", "County Durham"),
        ("city of london", "City of London"),
    ],
)
def test_a_council_is_found_as_people_write_it(seen, typed, found):
    page = seen()
    box = page.get_by_role("combobox", name="Find a council")
    box.fill(typed)
    expect(page.locator("#found [role=option]").first).to_contain_text(found)
    emptied(page, box)


@pytest.mark.parametrize("typed", ["Лондон", "zzz"])
def test_a_name_of_any_letters_that_no_council_has_is_answered(seen, typed):
    page = seen()
    box = page.get_by_role("combobox", name="Find a council")
    box.fill(typed)
    expect(page.locator("#found")).to_have_text("No council has that in its name")
    emptied(page, box)


def emptied(page, box) -> None:
    """Nothing is typed, and nothing said to be found: the next answer is the next test's own."""
    box.fill("")
    expect(page.locator("#found")).to_be_hidden()


def test_of_a_parameter_given_twice_the_last_counts_as_on_every_page(visit):
    page = visit("?council=leeds&council=slough")
    expect(page.locator(at.PANEL).get_by_role("heading", level=2)).to_have_text("Slough")


def test_a_moved_line_is_said_in_the_finding(seen):
    finding = seen("?threshold=0.1").locator("council-explorer h1")
    expect(finding).to_contain_text("very few (below 0.1 per 1,000) on a plan")
    assert "(below" not in seen().locator("council-explorer h1").inner_text()


def test_the_first_map_waits_for_todays_outlines_alone(browser, edition):
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.route("**/shapes/*.json", lambda route: None)  # they never come
    page.goto(edition + "/", wait_until="commit")
    answering(page)
    assert area(page, CUMBERLAND).count() == 1
    context.close()
    page = opened(browser, f"{edition}/?year=2018")
    assert area(page, SLOUGH).count() == 1 and area(page, CUMBERLAND).count() == 0
    page.context.close()


def test_outlines_that_do_not_come_are_named_and_what_is_drawn_stays(browser, edition):
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.route("**/shapes/earlier.json", lambda route: route.fulfill(status=404))
    page.goto(edition + "/", wait_until="commit")
    answering(page)
    before = page.get_by_role("slider", name="Year").input_value()
    page.get_by_role("button", name="Year before").click()
    page.get_by_text("(shapes/earlier.json: 404)").wait_for()
    assert page.get_by_role("slider", name="Year").input_value() == before, "what is drawn"
    assert area(page, CUMBERLAND).count() == 1
    page.unroute("**/shapes/earlier.json")
    page.get_by_role("button", name="Year before").click()
    area(page, CUMBERLAND).wait_for(state="detached")
    context.close()


def test_without_javascript_the_figures_of_england_and_the_briefings_are_there(browser, edition):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(edition + "/")
    said = page.locator("body").inner_text()
    assert "103 of 152 councils" in said and "2,160 child protection plans" in said
    assert page.get_by_role("link", name="A briefing for each council").is_visible()
    assert page.get_by_role("link", name="Leave").is_visible()
    context.close()
