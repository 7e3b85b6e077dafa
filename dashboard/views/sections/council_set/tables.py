"""What a set's page folds away: its years, steps, councils and questions, as tables and lists.

`chosen` is a queries.area.sets.CouncilSet throughout. Nothing is added up here: a set's totals are
of queries.area.sets, which has a range wherever a number is hidden.
"""

from functools import partial

import pandas as pd

from dashboard import queries, words
from dashboard.page import columns as columns_of
from dashboard.page import markup, parts
from dashboard.page.columns import YEAR
from dashboard.page.markup import Column
from dashboard.queries.area import council as council_queries
from dashboard.queries.area import sets as sets_queries
from dashboard.queries.area.sets import CouncilSet
from dashboard.queries.data import WIDE
from dashboard.queries.versions import sources_of
from dashboard.words.area import audits
from dashboard.words.area import council_sections as said
from dashboard.words.area import questions as questions_words
from dashboard.words.area import sets as sets_words


def members(chosen: CouncilSet, year: int, threshold: float) -> pd.DataFrame:
    """The set's councils that existed in the year, by name, each with its class."""
    return sets_queries.members(chosen.series, year, threshold)


def codes(chosen: CouncilSet, year: int) -> tuple[str, ...]:
    """The codes that the set's councils had in the year."""
    return tuple(members(chosen, year, queries.default_threshold())["council_code"])


def year_row(chosen: CouncilSet, year: int):
    """The set together in the year."""
    rows = sets_queries.years(chosen.series)
    return rows[rows["year_ending"] == year].iloc[0]


def year_rows(chosen: CouncilSet, _year: int, _threshold: float) -> pd.DataFrame:
    return sets_queries.years(chosen.series)


def year_table(chosen: CouncilSet, _year: int, _threshold: float) -> str:
    """Every year of the set: plans, rate, assessments, and how many councils are in each."""
    rows = sets_queries.years(chosen.series)
    ranged = lambda low, high, form=words.count: words.value_range(low, high, form) or "[x]"  # noqa: E731
    return markup.table(
        rows.itertuples(),
        [
            YEAR,
            Column("Councils", lambda r: str(r.councils)),
            Column("Number hidden", lambda r: str(r.councils_hidden)),
            Column("No figure", lambda r: str(r.councils_without_figure + r.plan_zeros_left_out)),
            Column("Plans", lambda r: ranged(r.sexual_plans_min, r.sexual_plans_max)),
            Column("Per 1,000", lambda r: ranged(r.rate_min, r.rate_max, words.rate)),
            Column("England", lambda r: words.rate(r.england_rate)),
            Column("Assessments", lambda r: ranged(r.csa_assessments_min, r.csa_assessments_max)),
            Column("Children", lambda r: words.derived(r.children, words.count)),
        ],
        caption=f"{chosen.label} together, year by year",
    ) + parts.source(sources_of("sexual_plan_rate", "csa_assessment_rate"))


def step_rows(chosen: CouncilSet, year: int, _threshold: float) -> pd.DataFrame:
    return sets_queries.steps(chosen.series, year)


def step_table(chosen: CouncilSet, year: int, threshold: float) -> str:
    """Every step from referral to plan, a line a council."""
    rows = step_rows(chosen, year, threshold)
    if rows.empty:
        return markup.prose(said.no_path(year))
    by_council = {
        (label, slug): {r.step: r for r in of_council.itertuples()}
        for (label, slug), of_council in rows.groupby(["label", "slug"], sort=False)
    }
    steps = list(dict.fromkeys(rows["step"]))
    columns = [
        Column("Council", lambda r: markup.link(r[0][0], "council", council=r[0][1]), False),
        *(Column(said.STEP_WORDS[step], partial(_step, step)) for step in steps),
    ]
    return markup.table(
        list(by_council.items()), columns, caption=f"Steps to a plan, {words.year_ending(year)}"
    ) + parts.source(sources_of(*council_queries.PATH))


def _step(step: str, row) -> str:
    """A council's number of a step; `row` is its name and its steps."""
    return words.cell(row[1][step].value, row[1][step].status)


def council_rows(chosen: CouncilSet, year: int, _threshold: float) -> pd.DataFrame:
    return sets_queries.compared(chosen.series, year)


def council_address(chosen: CouncilSet, year: int) -> tuple[dict, str]:
    """As copy_as.fold takes it. Totals of a set are of no address: those have printed rows."""
    return {"councils": list(chosen.slugs), "years": [str(year)]}, WIDE


def council_table(chosen: CouncilSet, year: int, threshold: float) -> str:
    """Each council's plans, rate and assessments, by name."""
    return markup.table(
        council_rows(chosen, year, threshold).itertuples(),
        [
            Column(
                "Council",
                lambda r: markup.link(r.label, "council", council=r.slug, year=year),
                False,
            ),
            columns_of.plans(),
            columns_of.CAN_BE,
            columns_of.per_1000(),
            Column(
                "Assessments", lambda r: words.cell(r.csa_assessments, r.csa_assessments_status)
            ),
            Column("All plans", lambda r: words.cell(r.all_plans, r.all_plans_status)),
            Column("Children", lambda r: words.count(r.children)),
        ],
        caption=f"Each council, {words.year_ending(year)}",
    ) + parts.source(sources_of("sexual_plan_rate", "csa_assessment_rate"))


def asked(chosen: CouncilSet, year: int) -> list[sets_words.Asked]:
    """The questions that the figures of the set's councils raise, the most often raised first."""
    return sets_words.asked(sets_queries.question_facts(chosen.series, year))


def every_question(chosen: CouncilSet, year: int, _threshold: float) -> str:
    """All of them by theme, with the figure that raised each."""
    html, every = "", asked(chosen, year)
    for name, title in questions_words.THEMES.items():
        lines = "\n".join(
            f"- {q.ask}\n  - *{audits.LABEL}* {audits.of(q)}"
            + "".join(f"\n  - *{label}:* {because}" for label, because in q.raised)
            for q in every
            if q.theme == name
        )
        html += markup.heading(title, 3) + markup.prose(lines)
    return html
