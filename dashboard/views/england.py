"""England: what the country's figures say of one year, and where each council stands in it."""

import streamlit as st

import announcer
import charts.england
import choropleth
import controls
import council_map
import parts
import queries
import queries.england
import theme
import words
import words.england
from parts import Column

SOURCES = ["dfe_cin_d2_2024", "dfe_cin_population_2025"]
EVERYWHERE = {"all": "All"}


def cards(england, headline, threshold: float) -> None:
    """The published claim and the honest range side by side, with England's number and rate."""
    usual = threshold == default_threshold()
    figures = [
        ("Plans for sexual abuse", words.count(england.sexual_plans),
         f"of {words.count(england.all_plans)} plans that began"),
        ("Rate in England", words.rate(england.sexual_rate_per_1000),
         "plans per 1,000 children aged 0 to 17"),
        ("None, suppressed or very low", words.count(headline.none_or_few_published),
         f"of {headline.councils_with_a_figure} councils, counting every hidden number as few"
         + (", as the CSA Centre does" if usual else f", with the line at {threshold:g}")),
        ("What the figures can prove",
         words.count_range(headline.certainly_below, headline.possibly_below),
         f"councils are below {threshold:g} per 1,000: a hidden number may be large"),
    ]  # fmt: skip
    st.html(
        '<div class="cards">'
        + "".join(
            f'<div class="card"><p class="label">{label}</p><p class="figure">{figure}</p>'
            f"<p>{base}</p></div>"
            for label, figure, base in figures
        )
        + "</div>"
    )


def filters(rows) -> dict[str, str]:
    """The reader's filters by region, police force and class, as names; "all" is no filter."""
    def named(column: str) -> dict[str, str]:
        return EVERYWHERE | {
            value.lower().replace(" ", "-").replace("&", "and"): value
            for value in sorted(rows[column].unique())
        }

    first, second, third = st.columns(3)
    regions, forces = named("region_name"), named("police_force_name")
    labels = theme.class_labels(st.session_state.get("threshold", default_threshold()))
    classes = EVERYWHERE | {name.replace("_", "-"): label for name, label in labels.items()}
    with first:
        region = controls.choice("Region", regions, key="region")
    with second:
        force = controls.choice("Police force area", forces, key="police")
    with third:
        chosen = controls.choice("Class", classes, key="class")
    return {
        "region_name": "" if region == "all" else regions[region],
        "police_force_name": "" if force == "all" else forces[force],
        "class": "" if chosen == "all" else chosen.replace("-", "_"),
    }


def default_threshold() -> float:
    return float(queries.build_facts()["default_threshold"])


def shown(rows, wanted: dict[str, str]):
    """The rows that pass every filter."""
    for column, value in wanted.items():
        if value:
            rows = rows[rows[column] == value]
    return rows


@announcer.fragment
def map_and_council() -> str:
    """The map with its year, and the council chosen on it: a fragment, so that only this reruns."""
    years = queries.plan_years()
    first, second, third = st.columns([2, 1, 1])
    with first:
        year = controls.year(years)
    with second:
        threshold = controls.number(
            "Very low is below (per 1,000 children)", key="threshold",
            default=default_threshold(), low=0.05, high=1.0, step=0.05,
        )  # fmt: skip
    with third:
        layer = controls.choice(
            "Shown as", {"map": "Map", "hexes": "Hexagons"}, key="show",
            widget=st.segmented_control,
        )  # fmt: skip
    rows = queries.classes_in(year, threshold)
    if threshold != default_threshold():
        st.info(
            f"“Very low” is below {threshold:g} per 1,000 here. The CSA Centre's line, and the "
            f"usual one of this dashboard, is {default_threshold():g}."
        )
    sentences = summary(year, threshold)
    find, beside = st.columns([1, 3])
    with beside:
        wanted = filters(rows)
    selected_rows = shown(rows, wanted)
    everyone = queries.councils()
    names = dict(zip(everyone["slug"], everyone["label"], strict=True))
    with find:
        council = controls.choice(
            "Find a council", {"": "Type or choose a name"} | names, key="council", default=""
        )
    chosen = rows[rows["slug"] == council]
    code = chosen["council_code"].iloc[0] if len(chosen) else None

    left, right = st.columns([3, 2])
    with left:
        slug_of = dict(zip(rows["council_code"], rows["slug"], strict=True))

        def choose(picked: str | None) -> None:
            slug = slug_of.get(picked, "")
            controls.choose("council", slug, slug)

        council_map.council_map(
            choropleth.class_figures(threshold),
            key="england map",
            year=year,
            layer=layer,
            selected=code,
            dimmed=set(rows["council_code"]) - set(selected_rows["council_code"]),
            title=f"Child protection plans for sexual abuse, {words.year_ending(year)}",
            source=parts.source_words(SOURCES),
            file_name=f"csa-plans-map-{year}",
            on_choose=choose,
        )
        england = queries.england_in(year)
        st.caption(
            f"England's own rate in {year} is {words.rate(england.sexual_rate_per_1000)} per "
            "1,000" + (": taken as a whole England is “very low” by this measure."
                       if england.sexual_rate_per_1000 < threshold else ".")
        )  # fmt: skip
    with right:
        if chosen.empty and council:
            absent(everyone[everyone["slug"] == council].iloc[0], year)
        else:
            panel(chosen, threshold, year)

    parts.heading("The councils shown, by name")
    passing = f"{len(selected_rows)} of {len(rows)} councils pass your filters."
    parts.sentence(f"{passing} {words.CAVEAT}")
    if len(selected_rows):
        table_of(selected_rows, threshold, year)
    else:
        st.info("No council passes all your filters. Set one of them to All to see more.")
    to_use(sentences, year, threshold)
    return passing


def summary(year: int, threshold: float) -> list[str]:
    """Cards and the four sentences, which it returns."""
    england = queries.england_in(year)
    headline = queries.headline(year, threshold)
    cards(england, headline, threshold)
    before = queries.england_in(year - 1) if year - 1 in queries.plan_years() else None
    sentences = words.england.four_sentences(england, before, headline, threshold)
    st.markdown("\n".join(f"1. {sentence}" for sentence in sentences))
    return sentences


def to_use(sentences: list[str], year: int, threshold: float) -> None:
    """The sentences ready to quote, and the published claims they can be checked against."""
    parts.heading("To quote and to check")
    parts.quote(f"{' '.join(sentences)} {words.CAVEAT} (Source: {parts.source_words(SOURCES)})")
    if year == 2024 and threshold == default_threshold():
        for claim in ("plans_2024", "plans_fall_2024", "councils_none_or_few_2024"):
            parts.check_claim(claim)


def absent(area, year: int) -> None:
    """A council that has no row in the year: when it has, and where the rest is."""
    parts.heading(area.label, 3)
    st.markdown(
        f"There was no such council on 31 March {year}: its figures are for {area.first_year} to "
        f"{area.last_year}. Move the year to see it on the map."
    )
    st.html(parts.link(f"Everything on {area.label}", "council", council=area.slug))


def panel(chosen, threshold: float, year: int) -> None:
    """The chosen council's figures in words."""
    if chosen.empty:
        st.markdown(
            "**Choose a council** on the map, with the arrow keys and Enter, or by name above. "
            "Its figures appear here."
        )
        return
    row = chosen.iloc[0]
    parts.heading(row.label, 3)
    label = theme.class_labels(threshold)[row["class"]]
    st.markdown(f"**{label}**, {words.year_ending(year)}. "
                f"{words.england.class_reason(row, threshold)}")  # fmt: skip
    facts = [
        ("Children aged 0 to 17", words.count(row.children)),
        ("Plans that began, all categories", words.cell(row.all_plans, row.all_plans_status)),
        ("Plans for sexual abuse", words.cell(row.sexual_plans, row.sexual_plans_status)),
        ("Expected at England's rate", f"{row.expected_plans_at_england_rate:.1f}"),
        ("Assessments that recorded sexual abuse",
         words.cell(row.csa_assessments, row.csa_assessments_status)
         + (": unlikely to be a true zero" if row.csa_zero_is_unlikely else "")),
    ]  # fmt: skip
    parts.table(
        facts,
        [Column("Figure", lambda fact: fact[0], False), Column("Number", lambda fact: fact[1])],
        caption=f"{row.label}, {words.year_ending(year)}",
    )
    st.html(parts.link(f"Everything on {row.label}", "council", council=row.slug))
    st.caption(words.COMPARISON_CAVEAT)


def table_of(rows, threshold: float, year: int) -> None:
    """The councils shown, by name, with a download of the same rows."""
    labels = theme.class_labels(threshold)
    parts.table(
        rows.rename(columns={"class": "class_name"}).itertuples(),
        [
            Column("Council", lambda r: parts.link(r.label, "council", council=r.slug), False),
            Column("Region", lambda r: r.region_name, False),
            Column("Class", lambda r: labels[r.class_name], False),
            Column("Plans", lambda r: words.cell(r.sexual_plans, r.sexual_plans_status)),
            Column("Can be", lambda r: "[x]" if words.is_missing(r.sexual_plans_min)
                   else words.count_range(r.sexual_plans_min, r.sexual_plans_max)),
            Column("Per 1,000", lambda r: words.cell(
                r.sexual_rate_per_1000, r.sexual_plans_status,
                lambda v: words.rate_beside_threshold(v, threshold))),
            Column("Expected", lambda r: f"{r.expected_plans_at_england_rate:.1f}"),
            Column("Children", lambda r: words.count(r.children)),
        ],
        caption=f"Child protection plans started for sexual abuse, {words.year_ending(year)}",
    )  # fmt: skip
    parts.source_line(SOURCES)
    parts.download(rows, "sexual-plans", "councils", year)


def over_time() -> None:
    """Class counts and England's plans, all years."""
    threshold = st.session_state.get("threshold", default_threshold())
    headlines = queries.headlines(threshold)
    first, last = headlines.iloc[0], headlines.iloc[-1]
    parts.chart(
        charts.england.class_counts(
            headlines, queries.england.class_counts(threshold), threshold, parts.scheme()
        ),
        title="How many councils record none, few, or a number that is hidden?",
        says=(
            f"In {last.year_ending}, {last.none_or_few_published} of "
            f"{last.councils_with_a_figure} councils recorded none, a suppressed number or fewer "
            f"than {threshold:g} per 1,000; in {first.year_ending} it was "
            f"{first.none_or_few_published} of {first.councils_with_a_figure}. The bar on each "
            "column runs from the councils that are certainly below to those that may be."
        ),
        alt="Stacked columns of councils by class, one a year; the table below has the numbers.",
        data=headlines,
        columns=[
            Column("Year ending 31 March", lambda r: str(r.year_ending), False),
            Column("None", lambda r: words.count(r.none)),
            Column("Suppressed", lambda r: words.count(r.suppressed)),
            Column("Very low", lambda r: words.count(r.very_low)),
            Column("Together, as published", lambda r: words.count(r.none_or_few_published)),
            Column("Certainly below", lambda r: words.count(r.certainly_below)),
            Column("Possibly below", lambda r: words.count(r.possibly_below)),
            Column("Councils with a figure", lambda r: words.count(r.councils_with_a_figure)),
        ],
        sources=SOURCES,
        name="class-counts",
    )
    trend = queries.england.trend()
    peak = trend.loc[trend["sexual_plans"].idxmax()]
    newest = trend.iloc[-1]
    parts.chart(
        charts.england.national_trend(trend, parts.scheme()),
        title="Plans for sexual abuse in England since 2010",
        says=(
            f"The number was highest in {peak.year_ending}, at {words.count(peak.sexual_plans)}; "
            f"in {newest.year_ending} it was {words.count(newest.sexual_plans)} "
            f"({newest.origin}). DfE rounds the "
            "totals of 2010 and 2011 to 100 and later ones to 10. "
            f"{words.CAVEAT}"
        ),
        alt="Line of plans started for sexual abuse in England, one point a year.",
        data=trend,
        columns=[
            Column("Year ending 31 March", lambda r: str(r.year_ending), False),
            Column("Plans started for sexual abuse", lambda r: words.count(r.sexual_plans)),
            Column("Where it is published", lambda r: r.origin, False),
        ],
        sources=["dfe_cin_d2_2024", "dfe_cin_wide_2010", "dfe_cin_wide_2011", "dfe_cin_wide_2012"],
        name="england-trend",
    )


with parts.page(
    "How English councils identify child sexual abuse",
    "Every year about 500,000 children in England and Wales are sexually abused (CSA Centre "
    "estimate). This page shows how often councils in England begin a child protection plan for "
    "sexual abuse, and where the number is none, hidden, or very low.",
    SOURCES,
):
    map_and_council()
    over_time()
