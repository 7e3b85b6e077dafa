"""Next year's release, as if each publisher had printed the newest year again: what pages then say.

The fact a newcomer gets wrong: a sentence can be true when it is typed and false a year later, and
no test of today's pages sees it. So a sentence that names the newest year of any series, and stands
word for word on the same page when there is a newer, was typed; or it is history, and listed here.
No figure is made up for a council: the newest year's rows are repeated, in a folder of the test.
"""

import json
import re

import pandas as pd
import pytest

from committed import copied_to
from dashboard import contents, queries, served
from dashboard.councils import explorer
from dashboard.councils.explorer import places
from dashboard.takeaway.paper import briefing
from dashboard.words.area import newer
from etl.build import DATA, build
from etl.checks.integrity import write_sums
from next_release import RECODED
from reading import bodies, without_tags, words_of
from years import NEWEST, PLAN_YEARS, years_of

# Each shows other things: a zero, a hidden number, a tiny area, a former one, one cut anew.
COUNCILS = ("slough", "bedford", "isles-of-scilly", "northamptonshire", "barnsley")
PAGES = {
    **{page.title: (f"views/{page.file}", {}) for page in contents.PAGES},
    **{slug: ("views/council.py", {"council": slug}) for slug in COUNCILS},
    "a region": ("views/compare.py", {"group": "region", "region": "south-east"}),
    "neighbours": ("views/compare.py", {"group": "neighbours", "council": "slough"}),
}
# Sentences that may name the year for ever, beside those that stand in data/reference.
HISTORY = (
    r"^For 2024, for example$",
    r"^So far: Hackney in 2021, Hackney in 2022 and Hampshire in 2024\.$",
    r"^2024\)\.$",  # "(Child Safeguarding Practice Review Panel, 2024)."
    r"November 2024;$",  # when the national review was published, beside its findings
    r"^The national review of November 2024 read ",
    r"^as listed in April 2024\b",  # the list of NHS boards
    r"reporting year \d{4}\)",  # the release a source is of, which has not moved here
    r"lowest in 2024 \(2,160\)\.$",  # worked out: the year repeated has the same number
    r"^2024 is the lowest \(2,160, ",  # a rank, answered
    r"2,160 child protection plans began for sexual abuse in England \(DfE\)$",
    r"2,160 in 2024, which stands for|^in 2024 it was 2,160\.$",
    r"^year ending 31 March \d{4} \(…\)\.$",  # a claim
    r"^\d{4} to 2024\)\.$",  # the years that a source holds
    r"DfE's 2025 model$|^Statistical neighbours are of the 2025 model",
    r" in 2025 and 3,400 in 2018 \(…\)\.$|^In 2025, 4,130 children in England ",  # found in print
    r"\(December 2025\) has a table of plans starting 1994 to 2025\.$",
    r"^Barnsley has a new code from 1 May 2025;$",
    r"^2025-26( Brighton and Hove|;)$| 2025-26 child sexual abuse in the family",  # inspections
    r"^Cumbria \(to 2023\) and Westmorland and Furness\)",
    r" and 2022 to 2023 \(bars show",  # worked out: for which years DfE hides a number
    r"^((\d+ )?(March|April|September|December)|Casey audit .* June) 2025;$",  # events
    r" Bills are described as they stood in April 2025\.$",
)
# File of figures → its column of years, and how much earlier these are than those of pages.
SERIES = dict.fromkeys(
    ("plans", "assessments", "activity", "characteristics", "offences"), ("year_ending", 0)
) | {"population": ("mid_year", 1)}
# Year after the newest of all, in which every series then ends.
NEXT = NEWEST + 1
NEWEST_YEARS = {years_of(name, column)[-1] + before for name, (column, before) in SERIES.items()}


@pytest.fixture(scope="module")
def next_year(tmp_path_factory):
    """A database of our figures with the newest year of each series repeated up to NEXT."""
    data = copied_to(tmp_path_factory.mktemp("next_year") / "data")
    for name, (column, before) in SERIES.items():
        file = data / "figures" / f"{name}.csv"
        table = pd.read_csv(file, dtype=str, keep_default_na=False)
        newest = years_of(name, column)[-1]
        parts = [table]
        for year in range(newest + 1, NEXT - before + 1):
            again = table[table[column] == str(newest)].assign(**{column: str(year)})
            parts.append(again.replace(RECODED if year + before > 2025 else {}))
        pd.concat(parts).to_csv(file, index=False)
    write_sums(data / "figures")
    database = data.parent / "next.duckdb"
    build(database, data)
    return database


@pytest.fixture(scope="module")
def later(next_year, opener) -> dict[str, str]:
    """What every page says then."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CSA_DATABASE", str(next_year))
        patch.setattr(served, "own_routes", True)
        return everything(opener)


def sentences(text: str) -> set[str]:
    return {" ".join(part.split()) for part in re.split(r"(?<=[.;?!])\s+|\n|(?<!\d),\s", text)}


def prose(body: str) -> str:
    """Its words without tables, strips and drawings, which name every year there is."""
    return without_tags(re.sub(r"<(table|ol|svg)\b.*?</\1>", " ", body, flags=re.S))


def read(opened) -> str:
    """All the sentences of a page, and what its charts say to those who do not see them."""
    whole = words_of(opened)
    for body in bodies(opened):
        whole = whole.replace(without_tags(body), prose(body))
    return "\n".join([whole, *(chart.proto.alt for chart in opened.get("plotly_chart"))])


def references() -> set[str]:
    """Every text of data/reference: claims, events and sayings, which name their own years."""
    files = sorted((DATA / "reference").glob("*.csv"))
    tables = [pd.read_csv(file, dtype=str, keep_default_na=False) for file in files]
    return {cell for table in tables for cell in table.to_numpy().ravel() if len(cell) > 20}


def without(text: str, quoted: list[str]) -> str:
    for cell in sorted(quoted, key=len, reverse=True):
        text = text.replace(cell, "…")
    return text


def everything(open_page) -> dict[str, str]:
    """Page → what it says, briefings and the explorer's fixed words among them."""
    said = {name: read(open_page(view, **address)) for name, (view, address) in PAGES.items()}
    areas = queries.councils()
    for area in areas[areas["slug"].isin(COUNCILS)].itertuples():
        said[f"briefing of {area.slug}"] = prose(briefing.html(area))
    said["the map's first screen"] = without_tags(explorer.element("", {}))
    start = places.start()
    said["words of a leader's own numbers"] = json.dumps(newer.WORDS).replace('"', "\n")
    said["the explorer's words"] = json.dumps(start["words"]).replace('"', "\n")
    return said


def test_no_page_says_next_year_what_is_true_today_alone(open_page, later):
    today = everything(open_page)
    year = re.compile("|".join(rf"\b{y}\b|\b{y - 1}[-–]{y % 100}\b" for y in NEWEST_YEARS))
    quoted = [cell for cell in references() if re.search(r"\d{4}", cell)]
    history = re.compile("|".join(HISTORY))
    typed = [
        f"{name}: {sentence}"
        for name in today
        for sentence in sorted(
            sentences(without(today[name], quoted)) & sentences(without(later[name], quoted))
        )
        if year.search(sentence) and not history.search(sentence)
    ]
    assert not typed, "\n".join(typed)


def test_the_first_screen_says_how_far_plans_reach_while_they_end_apart(
    serving, next_year, monkeypatch
):
    newest = PLAN_YEARS[-1]
    said = without_tags(explorer.element("", {}))
    assert (
        f"Councils' plans by category reach {newest} (newer ones may be published, we have none); "
        f"all plans reach {NEWEST}." in said
    )
    assert "newer ones" not in without_tags(explorer.element("", {}, kind="map"))
    monkeypatch.setenv("CSA_DATABASE", str(next_year))
    later = without_tags(explorer.element("", {}))
    assert f"Year ending March {NEXT}" in later and "newer ones" not in later


def test_every_page_and_briefing_reaches_the_new_year(later):
    for slug in COUNCILS:
        if slug != "northamptonshire":  # its last year is history
            assert str(NEXT) in later[f"briefing of {slug}"], slug
    for name in ("Trends", "Prevalence", "slough", "a region"):
        assert f"March {NEXT}" in later[name], name
    ends = [n for n, text in later.items() if re.search(r"no \w+( by category)? beside", text)]
    assert not ends, "plans and assessments end in one year, and a page says otherwise"
