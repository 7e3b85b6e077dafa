"""Compare: any set of councils side by side in order of name; changes as the reader asks.

The set stands in the address as what the reader chose (a region, a police force, a council's
neighbours, a part of London, or names), and becomes council codes only for the year shown: a
council that did not exist then is named, not dropped without a word.
"""

from functools import partial

import pandas as pd
import streamlit as st

from dashboard import queries, words
from dashboard.charts import compare as compare_charts
from dashboard.page import markup, parts
from dashboard.page.choices import announcer, controls, council_sets
from dashboard.page.choices.council_sets import Chosen
from dashboard.page.markup import Column
from dashboard.page.taking import copy_as
from dashboard.queries import compare as compare_queries
from dashboard.queries import measures
from dashboard.queries import police as police_queries
from dashboard.queries.area import neighbours
from dashboard.queries.data import WIDE
from dashboard.queries.versions import sources_of
from dashboard.views.sections import police
from dashboard.views.sections.compare import funnel, over_time
from dashboard.words import chance as chance_words
from dashboard.words import compare as compare_words


def sources() -> list[str]:
    """Those of the measures by which councils are set side by side."""
    return sources_of(*(measure.id for measure in measures.compared()))


def empty_set(chosen: Chosen) -> None:
    """What to do when nothing is chosen."""
    links = "".join(
        f"<span>{markup.link(text, 'compare', **to)}</span>" for text, to in compare_words.EXAMPLES
    )
    said = f"<p>{compare_words.nobody(chosen.group)}</p>"
    st.html(f'<div class="prose">{said}<p class="links">{links}</p></div>')


def totals(rows: pd.DataFrame, chosen: Chosen, year: int) -> None:
    """What the set recorded together, as ranges, with the reason and who is left out."""
    codes = tuple(rows["council_code"])
    together = compare_queries.together(codes, year)
    printed = compare_queries.printed("sexual_plan_rate", year, chosen.region)
    england = float(printed["value"].iloc[0]) if len(printed) else None
    who = compare_words.set_in_words(chosen.group, chosen.name, rows)
    total = compare_words.began(together.loc["sexual_plan_rate"], who, year, england)
    reason, missing = compare_words.why_a_range(rows), compare_words.left_out(rows)
    parts.heading(compare_words.TOGETHER, 3)
    zeros = compare_words.zeros_left_out(
        [(measures.named(r.Index).label, r.unlikely_zeros_left_out) for r in together.itertuples()]
    )
    parts.sentence(f"**{total}** {reason} {missing} {zeros}")
    is_whole_region = chosen.group in ("region", "london")
    if is_whole_region and len(printed) == 1:
        parts.sentence(compare_words.WHY_NO_REGION)
    elif is_whole_region:
        parts.sentence(compare_words.own_total(chosen.name, printed.iloc[1]))
    parts.table(
        together.loc[[m.id for m in measures.compared() if m.id in together.index]].itertuples(),
        [
            Column("Together", lambda r: measures.named(r.measure).label, False),
            Column(
                "Number",
                lambda r: range_or_gap(r, lambda: words.value_range(r.counted_min, r.counted_max)),
            ),
            Column(
                "Out of",
                lambda r: range_or_gap(
                    r, lambda: f"{words.count(r.base)} {measures.named(r.measure).base_words}"
                ),
                False,
            ),
            Column(
                "Rate",
                lambda r: range_or_gap(
                    r,
                    lambda: compare_words.figure_range(
                        measures.named(r.measure), r.value_min, r.value_max
                    ),
                ),
            ),
            Column("Councils in it", lambda r: f"{r.councils_counted} of {r.councils}"),
        ],
        caption=f"The set together, {words.year_ending(year)}",
    )
    parts.source_line(sources())
    parts.download(
        lambda: together.reset_index(drop=True), "together", chosen.group, chosen.name, year
    )
    names = rows["label"].tolist()
    unsaid = chosen.group in ("picked", "neighbours") and not all(name in who for name in names)
    caveat = compare_words.quoted_caveat(reason, missing, names if unsaid else [])
    parts.html(parts.quotation(total, caveat, sources_of("sexual_plan_rate")))


def range_or_gap(row, text) -> str:
    """`text()` where the set has any figure or range, else [x]."""
    return text() if row.councils_counted else "[x]"


def dot_plot(rows: pd.DataFrame, chosen: Chosen, year: int) -> None:
    """One measure in each council of the set, with limits, ranges and gaps."""
    names = {m.id.replace("_", "-"): m.label for m in measures.compared()}
    other_names = {n: id_.replace("_", "-") for n, id_ in measures.other_names("id").items()}
    chosen_name = controls.choice("Measure", names, key="measure", also=other_names)
    measure = measures.named(chosen_name.replace("-", "_"))
    words_of = queries.indicator(measure.id)
    codes = tuple(rows["council_code"])
    figures = compare_queries.measured(measure.id, codes, year)
    title = compare_words.dots_title(figures, measure, year)
    if figures.empty:
        parts.heading(title, 3)
        st.info(compare_words.not_published(measure, year))
        return
    reference = compare_queries.printed(measure.id, year, chosen.region)
    england = float(reference["value"].iloc[0]) if len(reference) else None
    form = partial(compare_words.figure, measure)
    parts.chart(
        compare_charts.dot_plot(
            figures,
            reference,
            compare_queries.together(codes, year).loc[measure.id],
            measure.unit_words,
            form,
            "%" if measure.unit == "%" else "",
            parts.scheme(),
        ),
        title=title,
        says=compare_words.dots(figures, measure, year, england),
        alt=compare_words.dots_alt(len(figures)),
        data=figures,
        columns=[
            Column("Council", lambda r: markup.link(r.label, "council", council=r.slug), False),
            Column("Figure", lambda r: words.cell(r.value, r.status, form)),
            Column(
                "95% limits, adjusted for clustering",
                lambda r: compare_words.limits(measure, r, r.adjusted_low, r.adjusted_high),
            ),
            Column(
                "Exact Poisson 95% limits",
                lambda r: compare_words.limits(measure, r, r.limit_low, r.limit_high),
            ),
            Column("Can be", lambda r: compare_words.can_be(measure, r)),
            Column("Number", lambda r: compare_words.number(measure, r)),
        ],
        sources=sources_of(measure.id),
        unit=f"{measure.unit_words}, {words.year_ending(year)}",
        name=f"dots {measure.id} {year}",
    )
    cautions = "\n".join(f"- {line}" for line in words_of.do_not_conclude)
    parts.html(
        markup.folded(
            "What this measure is, and what not to conclude from it",
            markup.prose(
                f"{words_of.numerator}, over: {words_of.denominator}.\n\n"
                f"**Do not conclude:**\n{cautions}"
            ),
        )
    )


def table_of(rows: pd.DataFrame, chosen: Chosen, year: int) -> None:
    """Every figure of the set, a line a council, by name."""
    parts.heading("Every council of the set, by name", 3)
    parts.sentence(f"{compare_words.COLUMNS} {words.COMPARISON_CAVEAT}")
    parts.table(
        rows.itertuples(),
        [
            Column(
                "Council",
                lambda r: markup.link(f"{r.number}. {r.label}", "council", council=r.slug),
                False,
            ),
            Column(
                "Plans",
                lambda r: words.cell_or_range(
                    r.sexual_plans, r.sexual_plans_min, r.sexual_plans_max, r.sexual_plans_status
                ),
            ),
            Column(
                "Expected", lambda r: words.derived(r.expected_plans_at_england_rate, words.tenths)
            ),
            Column(
                "Per 1,000",
                lambda r: words.cell_or_range(
                    r.sexual_rate_per_1000,
                    r.rate_min,
                    r.rate_max,
                    r.sexual_plans_status,
                    words.rate,
                ),
            ),
            Column("Beside England", lambda r: chance_words.SHORT_BESIDE[r.place], False),
            Column("All plans", lambda r: words.cell(r.all_plans, r.all_plans_status)),
            Column(
                "Assessments", lambda r: words.cell(r.csa_assessments, r.csa_assessments_status)
            ),
            Column("Children", lambda r: words.count(r.children)),
        ],
        caption=f"Plans and assessments for sexual abuse, {words.year_ending(year)}",
    )
    parts.source_line(sources())
    parts.download(lambda: rows, "compare", chosen.group, chosen.name, year)
    copy_as.fold({"councils": list(rows["slug"]), "years": [str(year)]}, WIDE)
    cautions = compare_queries.cautions(tuple(rows["council_code"]), year)
    if len(cautions):
        listed = "\n".join(f"- **{c.label}**: {c.explanation}" for c in cautions.itertuples())
        st.html(
            markup.folded(f"Cautions about these figures ({len(cautions)})", markup.prose(listed))
        )


@announcer.fragment
def compare() -> None:
    """The page's body: a fragment, so that its head and foot stay. The picture comes first."""
    first, second, third = st.columns([2, 3, 2])
    # The year decides which councils there are to choose, so it is read before them.
    with third:
        year = controls.year(queries.plan_years())
    everyone = compare_queries.councils_of(year)
    with first:
        # An address that names councils, a region or a force need not say that it does.
        named = next((g for g, key in council_sets.KEYS.items() if controls.asked(key)), None)
        group = controls.choice("Compare", council_sets.GROUPS, key="group", default=named)
    with second:
        chosen = council_sets.choose(group, everyone)
    if not chosen.slugs:
        empty_set(chosen)
        parts.heading(compare_words.EVERY_COUNCIL.format(year=year))
        funnel.funnel(everyone, everyone.iloc[:0], year)
        over_time.changes(year, ())
        not_a_league_table()
        return
    rows = everyone[everyone["slug"].isin(chosen.slugs)]
    rows = rows.assign(number=range(1, len(rows) + 1))
    ever = queries.councils()
    absent = ever[ever["slug"].isin(set(chosen.slugs) - set(rows["slug"]))]
    if len(absent):
        st.info(compare_words.not_there(absent, year))
    if chosen.group == "neighbours":
        about_neighbours(chosen)
    if rows.empty:
        st.warning(compare_words.none_existed(year))
        return
    who = compare_words.set_in_words(chosen.group, chosen.name, rows)
    who = words.capital(who)
    parts.shows(who, year)
    parts.heading(f"{who}, {year}")
    dot_plot(rows, chosen, year)
    totals(rows, chosen, year)
    table_of(rows, chosen, year)
    funnel.funnel(everyone, rows, year)
    over_time.changes(year, tuple(rows["slug"]))
    if chosen.group == "region":
        over_time.over_time(chosen, rows, queries.default_threshold())
    not_a_league_table()
    if chosen.group != "picked":
        names = ",".join(rows["slug"])
        to = {"group": "picked", "councils": names, "year": year}
        st.html(markup.link(compare_words.AS_NAMES, "compare", **to))


def not_a_league_table() -> None:
    """What stands at the foot whatever is chosen; the forces beside one another among it."""
    said = markup.prose(compare_words.NOT_A_LEAGUE_TABLE)
    parts.html(markup.folded("Why this is not a league table", said))
    parts.block(("compare, police",), police.side_by_side)


def about_neighbours(chosen: Chosen) -> None:
    """Which model the neighbours are of, and what is said of a council that has none."""
    if len(chosen.slugs) == 1:
        st.info(compare_words.no_neighbours(chosen.name))
        return
    st.caption(compare_words.model_of(neighbours.release()))


with parts.page(
    "Compare councils",
    compare_words.LEAD,
    [*sources(), neighbours.SOURCE, *sources_of(police_queries.NUMBER)],
    ("group", *council_sets.KEYS.values(), "measure", "order", "of-region"),
):
    compare()
