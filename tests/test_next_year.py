"""Next year's release, as if DfE had printed this year's plans again: what pages then say.

The fact a newcomer gets wrong: a sentence can be true when it is typed and false a year later, and
no test of today's pages sees it. So a sentence that names today's newest year, and stands word for
word on the same page a year later, was typed; or it is history, and then it is listed here.
No figure is made up for a council: the newest year's rows are repeated, in a folder of the test.
"""

import json
import re
import shutil

import pandas as pd
import pytest

from dashboard import contents, queries
from dashboard.councils import explorer
from dashboard.councils.explorer import places
from dashboard.takeaway import briefing
from etl.build import DATA, build
from etl.checks.integrity import write_sums
from reading import bodies, without_tags, words_of

# Each shows other things: a zero, a hidden number, a tiny area, a former one, one cut anew.
COUNCILS = ("slough", "bedford", "isles-of-scilly", "cumbria", "barnsley")
PAGES = {
    **{page.title: (f"views/{page.file}", {}) for page in contents.PAGES},
    **{slug: ("views/council.py", {"council": slug}) for slug in COUNCILS},
    "a region": ("views/compare.py", {"group": "region", "region": "south-east"}),
    "neighbours": ("views/compare.py", {"group": "neighbours", "council": "slough"}),
}
# Sentences that may name the year for ever, beside those that stand in data/reference.
HISTORY = (
    r"^All 153 councils sent a return for 2024;$",
    r"^So far: Hackney in 2021, Hackney in 2022 and Hampshire in 2024\.$",
    r"^2024\)\.$",  # "(Child Safeguarding Practice Review Panel, 2024)."
    r"^(.* )?November 2024;$",  # when the national review was published, beside its findings
    r"^The national review of November 2024 read ",
    r"^as listed in April 2024\b",  # the list of NHS boards
    r"reporting year 2024",  # the release a source is of, which has not moved here
    r"On 31 March 2024, .* were in the group",  # of characteristics, whose year has not moved here
    r"^on 31 March 2024\.$",
    r"lowest in 2024 \(2,160\)\.$",  # worked out: the year repeated has the same number
    r"^2024 is the lowest \(2,160, ",  # a rank, answered
    r"2,160 child protection plans began for sexual abuse in England$",
    r"2,160 in 2024, which stands for|^in 2024 it was 2,160\.$",
    r"on 31 March 2024 were in the group “",  # the title of a chart
    r"^year ending 31 March 2024 \(…\)\.$",  # a claim
    r"^\d{4} to 2024\)\.$",  # the years that a source holds
)


@pytest.fixture(scope="module")
def next_year(tmp_path_factory):
    """A database of our figures in which the newest year of plans is repeated as the next."""
    data = tmp_path_factory.mktemp("next_year") / "data"
    for folder in ("figures", "reference"):
        shutil.copytree(DATA / folder, data / folder)
    file = data / "figures" / "plans.csv"
    plans = pd.read_csv(file, dtype=str, keep_default_na=False)
    newest = str(plans["year_ending"].astype(int).max())
    again = plans[plans["year_ending"] == newest].assign(year_ending=str(int(newest) + 1))
    pd.concat([plans, again]).sort_values(list(plans.columns[:6])).to_csv(file, index=False)
    write_sums(data / "figures")
    database = data.parent / "next.duckdb"
    build(database, data)
    return database


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
    said["the explorer's words"] = json.dumps(start["words"]).replace('"', "\n")
    return said


def test_no_page_says_next_year_what_is_true_today_alone(open_page, next_year, monkeypatch):
    today, newest = everything(open_page), queries.plan_years()[-1]
    monkeypatch.setenv("CSA_DATABASE", str(next_year))
    later = everything(open_page)
    assert queries.plan_years()[-1] == newest + 1

    quoted = [cell for cell in references() if str(newest) in cell or str(newest - 1) in cell]
    history = re.compile("|".join(HISTORY).replace("2024", str(newest)))
    year = re.compile(rf"\b({newest}|{newest - 1}[-–]{newest % 100})\b")
    typed = [
        f"{name}: {sentence}"
        for name in today
        for sentence in sorted(
            sentences(without(today[name], quoted)) & sentences(without(later[name], quoted))
        )
        if year.search(sentence) and not history.search(sentence)
    ]
    assert not typed, "\n".join(typed)


def test_the_first_screen_says_how_far_plans_reach_while_they_end_apart(next_year, monkeypatch):
    newest = queries.plan_years()[-1]
    said = without_tags(explorer.element("", {}))
    assert (
        f"Plans for sexual abuse reach {newest}, as the newer table by category is not held; "
        f"all plans reach {newest + 1}." in said
    )
    assert "is not held" not in without_tags(explorer.element("", {}, kind="map"))
    monkeypatch.setenv("CSA_DATABASE", str(next_year))
    later = without_tags(explorer.element("", {}))
    assert f"Year ending March {newest + 1}" in later and "is not held" not in later


def test_every_page_and_briefing_reaches_the_new_year(open_page, next_year, monkeypatch):
    monkeypatch.setenv("CSA_DATABASE", str(next_year))
    newest = queries.plan_years()[-1]
    said = everything(open_page)
    for slug in COUNCILS:
        if slug != "cumbria":  # its last year is history
            assert str(newest) in said[f"briefing of {slug}"], slug
    for name in ("Trends", "Prevalence", "slough", "a region"):
        assert f"ending 31 March {newest}" in said[name] or f"March {newest}" in said[name], name
    ends = [n for n, text in said.items() if re.search(r"no \w+( by category)? beside", text)]
    assert not ends, "plans and assessments end in one year, and a page says otherwise"
