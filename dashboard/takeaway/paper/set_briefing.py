"""The briefing of several councils: two sheets for a partnership or a police force area.

The fact a newcomer gets wrong: it is written when the folder is published, for sets with a name of
their own. Councils that a reader chose have none: their page prints.
"""

from pathlib import Path

from dashboard import queries, theme, words
from dashboard.councils import squares
from dashboard.page.around import previews
from dashboard.queries import compare as compare_queries
from dashboard.queries import police
from dashboard.queries import versions as versions_queries
from dashboard.queries.area import sets as sets_queries
from dashboard.queries.area.sets import CouncilSet
from dashboard.takeaway.paper import briefing
from dashboard.takeaway.published import addresses
from dashboard.words import compare as compare_words
from dashboard.words import police as police_words
from dashboard.words.area import council as council_words
from dashboard.words.area import questions as questions_words
from dashboard.words.area import sets as sets_words
from dashboard.words.itself import published as published_words
from etl import progress

MEASURES = ("sexual_plan_rate", "csa_assessment_rate", police.NUMBER, "plans_beside_estimate")
MOST_ASKED = 2  # questions of a theme: those that most councils' figures ask
MANY = 12  # councils, of which one question of a theme has to do: the sheets are two
MOST_NAMED = 5  # councils beside a question


def write(folder: Path, address: str) -> None:
    """Write a page for each named set below `folder`/sets, and the list of them."""
    (folder / "sets").mkdir(exist_ok=True)
    every = sets_queries.every_named()
    for chosen in progress.bar(every, desc="sets", unit="page"):
        (folder / "sets" / f"{chosen.slug}.html").write_text(
            html(chosen, address=address), encoding="utf-8"
        )
    write_list(folder, pdfs=False)


def write_list(folder: Path, pdfs: bool) -> None:
    """Write the list of the sets' briefings; with `pdfs`, each has its PDF beside it."""
    every = sets_queries.every_named()
    text = (
        briefing.templates()
        .get_template("sets.html")
        .render(
            root="..",
            status_label=words.STATUS_LABEL,
            title=versions_queries.product_title(),
            version=queries.build_facts()["data_version"],
            caveat=words.CAVEAT,
            partial=sets_words.PARTIAL,
            sets=[
                (title, [each for each in every if each.level == level])
                for level, title in sets_words.LISTED.items()
            ],
            pdfs=pdfs,
        )
    )
    (folder / "sets" / "index.html").write_text(text, encoding="utf-8")


def html(chosen: CouncilSet, root: str = "..", address: str = "") -> str:
    """The briefing of a set; `root` and `address` as of briefing.html."""
    said = content(chosen)
    title = published_words.BRIEFING.format(council=chosen.label)
    page = f"{address}/sets/{chosen.slug}.html" if address else ""
    beside = squares.of_set(chosen.series, chosen.label, said["year"])
    return (
        briefing.templates()
        .get_template("set_briefing.html")
        .render(
            **said,
            root=root,
            page_title=title,
            tags="\n".join(previews.lines(title, said["finding"], page, address)),
            ways=ways(chosen, root, address),
            squares=squares.html(beside) if beside else "",
            squares_style=squares.STYLE,
        )
    )


def ways(chosen: CouncilSet, root: str, address: str) -> list[tuple[str, str]]:
    """Where a reader at a screen may go: each council's briefing and, where known, the page."""
    found = [
        (label, f"{root}/councils/{slug}.html")
        for label, slug in zip(chosen.labels, chosen.slugs, strict=True)
    ]
    if dashboard := addresses.dashboard(address, root):
        told = published_words.EVERYTHING.format(label=chosen.label)
        found.insert(0, (told, f"{dashboard}council?set={chosen.slug}"))
    return found


def content(chosen: CouncilSet) -> dict:
    """What the page says, worded. Its year is the newest that a council of it has plans for."""
    threshold = queries.default_threshold()
    labels = theme.class_labels(threshold)
    years = sets_queries.years(chosen.series)
    row = years.iloc[-1]
    year = int(row.year_ending)
    members = sets_queries.members(chosen.series, year, threshold)
    codes = tuple(members["council_code"])
    together = compare_queries.together(codes, year)
    classes = sets_queries.classes(chosen.series, threshold)
    facts = queries.build_facts()
    named = sets_queries.named()
    return {
        "chosen": chosen,
        "year": year,
        **briefing.of_the_figures(),
        "sections": sets_words.SECTIONS,
        "lead": sets_words.lead(chosen.level, tuple(members["label"]), facts),
        "finding": sets_words.finding(row),
        "police": police_words.in_briefing_of_set(
            chosen.labels,
            [(force, police.recorded(force.code)) for force in police.forces_of(chosen.series)],
        ),
        "over_time": sets_words.over_time(years),
        "years": [year_row(r) for r in years.itertuples()],
        "path_words": sets_words.path(*sets_queries.ratio(codes, year)),
        "why": sets_words.why(sets_queries.compared(chosen.series, year), together),
        "source_of": (
            sets_words.source_of(named[named["slug"] == chosen.slug].iloc[0])
            if chosen.level == "partnership"
            else ""
        ),
        "span": f"{years['year_ending'].iloc[0]} to {year}",
        "councils": [
            council_row(r, labels, classes[classes["series_code"] == r.series_code])
            for r in members.itertuples()
        ],
        "key": [
            (theme.CLASS_STYLES[name].letter, label)
            for name, label in labels.items()
            if (classes["class_name"] == name).any()
        ],
        "questions_lead": sets_words.questions_lead(len(members)),
        "themes": questions(chosen, year),
        "sources": briefing.source_words(versions_queries.sources_of(*MEASURES)),
        "citation": versions_queries.citation(chosen.label, "", ""),
        "support": list(queries.support_lines().itertuples()),
        "symbols": words.SYMBOL_MEANINGS,
    }


def year_row(r) -> tuple[str, ...]:
    """A year of the set as the table prints it."""
    number = words.value_range(r.sexual_plans_min, r.sexual_plans_max) or "[x]"
    counted = int(r.councils_printed + r.councils_hidden)
    return (
        str(r.year_ending),
        f"{counted} of {int(r.councils)}",
        str(int(r.councils_hidden)),
        number,
        words.value_range(r.rate_min, r.rate_max, words.rate) or "[x]",
        words.rate(r.england_rate),
        sets_words.assessments(r) or "[x]",
    )


def council_row(r, labels: dict[str, str], years) -> tuple[str, ...]:
    """A council of the set as the table prints it, with the letters of its classes by year."""
    letters = "".join(theme.CLASS_STYLES[name].letter for name in years["class_name"])
    return (
        r.label,
        labels[r.class_name].partition(" (")[0],
        letters,
        council_words.can_be(r.sexual_plans_min, r.sexual_plans_max, r.sexual_plans_status),
        words.cell(r.sexual_rate_per_1000, r.sexual_plans_status, words.rate),
        words.cell(r.csa_assessments, r.csa_assessments_status),
        words.count(r.children),
    )


def questions(chosen: CouncilSet, year: int) -> list[tuple[str, list]]:
    """Theme → its questions, those that most of the councils' figures raise first."""
    asked = sets_words.asked(sets_queries.question_facts(chosen.series, year))
    most = 1 if len(chosen.series) > MANY else MOST_ASKED
    return [
        (
            title,
            [
                (q.ask, compare_words.named([label for label, _ in q.raised], MOST_NAMED))
                for q in asked
                if q.theme == name
            ][:most],
        )
        for name, title in questions_words.THEMES.items()
    ]
