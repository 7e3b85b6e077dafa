"""The sentences of the Council page below its first screen, section by section."""

import pandas as pd

from dashboard import queries, words
from dashboard.words.area.council import rate_range
from dashboard.words.area.neighbours import neighbours_phrase

STEP_WORDS = {
    "referrals": "Referrals",
    "section_47_enquiries": "Section 47 enquiries",
    "initial_conferences": "Initial child protection conferences",
    "all_plans": "Plans started, every category",
    "csa_assessments": "Assessments that recorded sexual abuse",
    "sexual_plans": "Plans started for sexual abuse",
}
BASE_WORDS = {
    "referrals": "referrals",
    "section_47_enquiries": "section 47 enquiries",
    "initial_conferences": "conferences",
    "all_assessments": "assessments with any factor",
    "csa_assessments": "assessments that recorded sexual abuse",
}
FACTOR_OF = {"csa_assessments": "sexual_abuse", "cse_assessments": "child_sexual_exploitation"}
MEASURE_WORDS = {
    "sexual_plans": "plans for sexual abuse",
    "csa_assessments": "assessments that recorded sexual abuse",
    "cse_assessments": "assessments that recorded child sexual exploitation",
}


def rate_sentence(label: str, region: str, row, measure: str) -> str:
    """A year's rate beside England, region, neighbours; `row` is of queries.area.council.rates."""
    if row.status == "published":
        own = f"{label} recorded {words.rate(row.rate_per_1000) if row.value else '0'}"
    elif row.status in words.HIDDEN:
        known = words.value_range(row.rate_min, row.rate_max, words.rate)
        own = f"the rate of {label} is hidden" + (f" and is {known}" if known else "")
    else:
        own = f"{label} has {words.STATUS_WORDS[row.status]}"
    region_words = (
        ""
        if words.is_missing(row.region_rate)
        else f", {_the_region(region)} {words.rate(row.region_rate)}"
    )
    return (
        f"{words.capital(MEASURE_WORDS[measure])} per 1,000 children "
        f"in the {words.year_ending(int(row.year_ending))}: {own}, England "
        f"{words.rate(row.england_rate)}{region_words}; {neighbours_phrase(row)}."
    )


def counts_sentence(label: str, rows) -> str:
    """What the numbers of plans over the years show, hidden and missing years named."""
    printed = rows[rows["status"] == "published"]
    hidden = rows[rows["status"].isin(words.HIDDEN)]["year_ending"].tolist()
    missing = rows[~rows["status"].isin(["published", *words.HIDDEN])]["year_ending"].tolist()
    parts = []
    if len(printed):
        low, high = printed["value"].min(), printed["value"].max()
        many = f"{len(printed)} of {len(rows)} years" if len(rows) > 1 else "the one year"
        parts.append(
            f"DfE prints a number for {many}, "
            + (
                f"{words.count(low)} in each"
                if low == high and len(printed) > 1
                else words.plans(low)
                if low == high
                else f"from {words.count(low)} to {words.count(high)}"
            )
        )
    if hidden:
        most = rows.loc[rows["status"].isin(words.HIDDEN), "value_max"].max()
        parts.append(
            f"{'hides' if parts else 'DfE hides'} it for {_years(hidden)} (bars show 0 to the most "
            f"it can be, at most {words.count(most)})"
        )
    if missing:
        parts.append(f"there is no figure for {_years(missing)}, shown as a gap")
    return f"{label}: " + "; ".join(parts) + "."


def assessments_end(plan_year: int, assessment_year: int) -> str:
    """That the two kinds of figure do not end in the same year; nothing when they do."""
    if plan_year == assessment_year:
        return ""
    ends = sorted([(plan_year, "plans by category"), (assessment_year, "assessments")])
    return (
        f"The {ends[0][1]} held here end with {ends[0][0]} and the {ends[1][1]} with "
        f"{ends[1][0]}, so the newest {ends[1][1]} have no {ends[0][1]} beside them."
    )


def exploitation(label: str, region: str, row) -> str:
    """One year's assessments that recorded exploitation; `row` is of queries.area.council.rates."""
    count = ""
    if row.status == "published":
        some = "assessment" if row.value == 1 else "assessments"
        count = f" ({words.count(row.value)} {some} in {label})"
    return f"Exploitation is recorded apart{count}. " + rate_sentence(
        label, region, row, "cse_assessments"
    )


def newest_assessments(label: str, row, doubted: bool) -> str:
    """Assessments of a year that has no plans by category beside it; `row` is of rates.

    `doubted` is whether the notes on the area say that its number is unlikely.
    """
    year = words.year_ending(int(row.year_ending))
    if row.status == "published" and row.value == 0:
        own = f"no assessment in {label} recorded sexual abuse"
    elif row.status == "published":
        own = (
            f"assessments in {label} recorded sexual abuse {words.how_often(row.value)}, "
            f"{words.rate(row.rate_per_1000)} per 1,000 children"
        )
    elif row.status in words.HIDDEN:
        own = f"the number of assessments in {label} that recorded sexual abuse is hidden"
    else:
        own = f"there is {words.STATUS_WORDS[row.status]} for {label}"
    doubt = ", as printed, which is unlikely" if doubted else ""
    return (
        f"Assessments are newer than plans: in the {year}, {own}{doubt} (England "
        f"{words.rate(row.england_rate)})."
    )


def what_if(row, threshold: float) -> str:
    """The what-if about plans under multiple; `row` is of sexual_or_multiple."""
    year = int(row.year_ending)
    if words.is_missing(row.either_max):
        return f"Without a return for {year} there is nothing to add up."
    if row.multiple_plans_status == "published" and row.multiple_plans == 0:
        return f"No plan began under “multiple” in {year}, so nothing would change."
    known = words.value_range(row.sexual_plans_min, row.sexual_plans_max)
    under = words.value_range(row.multiple_plans_min, row.multiple_plans_max)
    both = words.value_range(row.sexual_plans_min, row.either_max)
    if row.multiple_plans_status in words.HIDDEN and row.sexual_plans_status in words.HIDDEN:
        return (
            f"The number of plans under “multiple” in {year} is hidden too. Both hidden numbers "
            f"share what the printed categories leave, so together they are {both} plans, or "
            f"{rate_range(row.rate_min, row.rate_max)}, if all those under “multiple” concerned "
            "sexual abuse. This is a what-if with an upper end, not a figure."
        )
    text = (
        f"Suppose that none, some or all plans begun under “multiple” in {year} ({under}) "
        "concerned sexual abuse. "
        f"Then {both} plans would, in place of {known}: {rate_range(row.rate_min, row.rate_max)}."
    )
    if row.rate_min < threshold <= row.rate_max:
        text += f" The line of {threshold:g} lies inside that range."
    elif row.rate_max < threshold:
        text += f" Even then the rate would be below {threshold:g}."
    return (
        text + " This is a what-if with an upper end, not a figure: no file says what a plan "
        "under “multiple” concerns."
    )


def inspection(row) -> str:
    """An inspection without its round; `row` is of queries.area.council_life.inspections."""
    sentence = str(row.theme)
    if pd.notna(row.fieldwork_from):
        sentence += f"; fieldwork {words.dated(row.fieldwork_from)} to "
        sentence += words.dated(row.fieldwork_to)
    if pd.notna(row.letter_published):
        sentence += f"; letter published {words.dated(row.letter_published)}"
    return f"{sentence} ({row.source})."


def ratio_words(row) -> str:
    """A step set against its base, as a table prints it: "36.7 per 100 referrals"; [z] without."""
    if words.is_missing(row.base):
        return "[z]"
    said = ratio_or_range(row)
    return said if said.startswith("[") else f"{said} per 100 {BASE_WORDS[row.base]}"


def neighbours_ratios(row) -> str:
    """The range of the neighbours' ratios: "26.2 to 50.3"; [x] or [z] where there is none."""
    if row.neighbours_status != "published":
        return words.SYMBOL_OF_STATUS[row.neighbours_status]
    return words.value_range(row.neighbours_lowest, row.neighbours_highest, words.tenths)


def path_sentence(label: str, rows) -> str:
    """The two ratios a leader is asked about, in a sentence with the neighbours' beside them."""
    by_step = {row.step: row for row in rows.itertuples()}
    said = []
    for step, start in (
        ("section_47_enquiries", "section 47 enquiries for each 100 referrals"),
        ("sexual_plans", "plans for sexual abuse for each 100 assessments that recorded it"),
    ):
        row = by_step.get(step)
        if row is None or row.per_100_status not in ("published", *words.HIDDEN):
            continue
        own = "0" if row.per_100 == 0 else ratio_or_range(row).removesuffix(" [c]")
        if own == "[c]":
            continue
        said.append(
            f"{own} {start} (England {words.tenths(row.england_per_100)}; "
            f"{neighbours_phrase(row, words.tenths)})"
        )
    year = words.year_ending(int(rows["year_ending"].iloc[0]))
    if not said:
        return f"The figures of {label} for the {year} do not give a ratio."
    return f"In the {year} {label} had {', and '.join(said)}."


def no_path(year: int) -> str:
    """What stands in place of the path of a year before there were assessments."""
    return (
        "The path needs assessments by what they record, published from "
        f"{queries.first_assessment_year()}; you are reading {year}."
    )


def ratio_or_range(row) -> str:
    """A step's ratio, or the range a hidden number of plans leaves: "0 to 9.4 [c]"."""
    return words.cell_or_range(
        row.per_100, row.per_100_min, row.per_100_max, row.per_100_status, words.tenths
    )


def _years(years: list[int]) -> str:
    """2013, 2015 to 2019 and 2022: years in a row as one span."""
    spans: list[list[int]] = []
    for year in years:
        if spans and year == spans[-1][-1] + 1:
            spans[-1].append(year)
        else:
            spans.append([year])
    return words.listing(
        [
            str(span[0])
            if len(span) == 1
            else words.listing([str(year) for year in span])
            if len(span) == 2 and len(spans) == 1
            else f"{span[0]} to {span[-1]}"
            for span in spans
        ]
    )


def _the_region(name: str) -> str:
    return name if name in ("London", "Yorkshire and The Humber") else f"the {name}"
