"""What is said of offences that police forces recorded, and of the NHS beside them.

The fact a newcomer gets wrong: an offence that is recorded is not a child, and not of the year in
which it happened. So no sentence here divides plans by offences, and each pair of counts is
followed by NOT_SAME.
"""

from collections.abc import Collection, Sequence

from dashboard import words
from dashboard.words.country import prevalence

OFFENCES = "sexual offences with a child named in law"
TITLE = "Beside the police and the NHS"
TITLE_OF_SET = "Beside the police"
SIDE_BY_SIDE_SAYS = (
    "In order of name, never of size: offences with a child named in law, and the plans for sexual "
    "abuse that the councils of each force began, each for 1,000 children of the area too. Plans "
    "are a range where a number is hidden."
)
NOT_DIVIDED = "A force's offences are not divided among its councils: each has its force's number."
NOT_SAME = (
    "An offence recorded in a year may have happened long before; offences and plans are not "
    "counts of the same children."
)
MOST_FORCES = 3  # of a set, each with its own words
FEW_CHILDREN = 5000  # in a force's area: with fewer a rate says little

# What a recorded offence is, and what it is not.
KNOW = (
    "Offences are counted in the year in which the police recorded them. Some happened many years "
    "before, and whoever reports may be an adult now.",
    "Offences online are among them.",
    "One offence may have several children as its victims, and one child may be the victim of many "
    "offences.",
    "Recording has improved since 2014, so that a rise is not by itself a rise in abuse. Sexual "
    "communication with a child became an offence in 2017; it is counted under sexual grooming.",
    "A force's offences lie in all its councils and are not divided among them.",
    "Counted are {number} offences that law makes of acts against children: {offences}.",
    "Other offences may have children as victims and are not in the number: sexual assault of a "
    "child of 13 or over, and rape of someone aged 16 or 17, among them.",
    "Obscene publications (code 86) are mostly images, not only of children. They stand apart.",
    "British Transport Police has no area of its own: it is not in England's number.",
)


def name(label: str) -> str:
    """A force in a sentence: Kent police, the Metropolitan Police."""
    return f"the {label}" if label.endswith("Police") else f"{label} police"


def also_covers(force, own: Collection[str]) -> str:
    """Which other councils than its `own` labels a force covers."""
    others = [label for label in force.councils if label not in own]
    if not others:
        return "which covers this area alone" if len(own) == 1 else "whose area these councils are"
    if len(others) > 4:
        return f"which covers {len(force.councils)} councils"
    return f"which also covers {words.listing(others)}"


def _who(force, own: Collection[str]) -> str:
    return f"{words.capital(name(force.label))}, {also_covers(force, own)}"


def finding(force, own: Collection[str], rows) -> str:
    """What the force recorded in its newest and its first year, and per child beside England."""
    who, known = _who(force, own), rows[rows["status"] == "published"]
    if known.empty:
        return f"{who}: no number of {OFFENCES} is held."
    first, last = known.iloc[0], known.iloc[-1]
    said = (
        f"{who}, recorded "
        f"{words.count(last.offences)} {OFFENCES} in the "
        f"{words.year_ending(int(last.year_ending))}. "
    )
    if last.children < FEW_CHILDREN:
        said += "So few children live there that a rate for each 1,000 says little. "
    else:
        said += (
            f"That is {words.tenths(last.per_1000)} for each 1,000 children of its area "
            f"(England {words.tenths(last.england_per_1000)}). "
        )
    if first.year_ending < last.year_ending:
        then = words.count(first.offences)
        said += f"In the year ending March {first.year_ending} the number was {then}."
    return said.strip()


def in_briefing_of_set(own: Collection[str], forces: Sequence[tuple]) -> str:
    """As `in_briefing`, of several councils; `forces` are pairs of a force and its rows."""
    if len(forces) == 1:
        return in_briefing(own, *forces[0])
    told = words.listing(
        [
            f"{name(force.label)} {words.cell(newest.offences, newest.status)}"
            for force, newest in ((f, rows.iloc[-1]) for f, rows in forces[:MOST_FORCES])
        ]
    )
    more = f" (and {len(forces) - MOST_FORCES} more forces)" if len(forces) > MOST_FORCES else ""
    year = int(forces[0][1].iloc[-1].year_ending)
    return f"Recorded {OFFENCES} in {year}: {told}{more}; not the same children."


def in_briefing(own: Collection[str], force, rows) -> str:
    """The finding on paper, where room is short, with what keeps it from being read as a share."""
    who, known = _who(force, own), rows[rows["status"] == "published"]
    if known.empty:
        return f"{who}: no number of {OFFENCES} is held."
    last = known.iloc[-1]
    few = last.children < FEW_CHILDREN
    rate = "" if few else f", {words.tenths(last.per_1000)} for each 1,000 children of its area"
    return (
        f"{who}, recorded {words.count(last.offences)} {OFFENCES} in {last.year_ending}{rate}; not "
        "the same children."
    )


def partners(force, boards, dated: str) -> str:
    """The three safeguarding partners of a council of today; "" where no board is known."""
    if boards.empty:
        return ""
    board = boards.iloc[0]
    part = (
        ""
        if board.share > 0.995
        else f" ({words.per_cent(board.share)} of the area's small areas lie in it; our source "
        "does not name the others)"
    )
    return (
        f"Safeguarding partners here: the council, {name(force.label)} and the "
        f"{board.board_name}, as listed in {dated}{part}. Some boards have merged since."
    )


def more_forces(number: int) -> str:
    """A set that lies in more forces than are shown."""
    many = "one more force" if number == 1 else f"{number} more forces"
    return f"The councils of this set lie in {many}: see Compare, under police force areas."


def england(row, value: str) -> str:
    """England's row of measure_figure in a year, with its rate as `value`."""
    return (
        f"England, {words.year_ending(int(row.year_ending))}: {value} ({words.count(row.counted)} "
        f"offences of all its territorial forces, against {words.count(row.base)} children aged 0 "
        f"to 17). {NOT_SAME}"
    )


def source(release: str) -> str:
    """How far the figures are to be trusted."""
    return (
        f"Home Office, police recorded crime ({release}). Years after these are not held here, "
        "whatever the Home Office has published since. Not suppressed and not rounded."
    )


def know(offences: Collection[str]) -> list[str]:
    """KNOW with the names of the offences counted, and how many they are."""
    number, listed = words.in_letters(len(offences)), "; ".join(map(words.small, offences))
    return [sentence.format(number=number, offences=listed) for sentence in KNOW]


def layers_title(rows) -> str:
    """What the chart holds, over which years."""
    first, last = int(rows["year_ending"].min()), int(rows["year_ending"].max())
    return f"Offences recorded by the police, assessments and plans in England, {first} to {last}"


def layers(rows) -> str:
    """The newest numbers of each layer, England's, and that they are not one another's."""
    newest = {
        layer: of[of["status"] == "published"].iloc[-1] for layer, of in rows.groupby("layer")
    }
    police, assessed, planned = (newest[n] for n in ("police_recorded", "assessments", "plans"))
    return (
        f"In England forces recorded {words.count(police.number)} {OFFENCES} in the year ending "
        f"March {police.year_ending}. Assessments recorded sexual abuse "
        f"{words.count(assessed.number)} times to March {assessed.year_ending}, and "
        f"{words.count(planned.number)} plans began for it to March {planned.year_ending}. "
        f"{NOT_SAME} Recording by the police has improved since 2014."
    )


def both_countries(rows) -> str:
    """England and Wales together, in the first and the newest year that hold every force."""
    whole = rows[rows["status"] == "published"]
    first, last = whole.iloc[0], whole.iloc[-1]
    lacking = rows[rows["status"] != "published"]["year_ending"].tolist()
    without = (
        f" For {words.listing([str(year) for year in lacking])} there is no total: a force is left "
        "out of the source."
        if lacking
        else ""
    )
    then = f" and {words.count(last.value)} in {last.year_ending}" if len(whole) > 1 else ""
    return (
        f"In England and Wales together, British Transport Police among them, "
        f"{words.count(first.value)} were recorded in the year ending March {first.year_ending}"
        f"{then}.{without}"
    )


SHORT_LAYERS = {
    "estimated": "Estimated",
    "police_recorded": "Police-recorded",
    "assessments": "Assessments",
    "plans": "Plans",
}
LAYERS = {
    "estimated": "Children estimated to be sexually abused in a year",
    "police_recorded": "Offences recorded by the police",
    "assessments": "Assessments that recorded sexual abuse",
    "plans": "Plans started for sexual abuse",
}
SCALES = {"per-1000": "For each 1,000 children (logarithmic)", "indexed": "First year = 100"}
SIDE_BY_SIDE = "Police force areas side by side"
VERDICTS = {
    "rise": "rose by more than usual swings",
    "fall": "fell by more than usual swings",
    "usual_swings": "within usual swings",
    "cannot_tell": "cannot tell",
}


def of_layer(layer: str, value: float, scale: str) -> str:
    return prevalence.said(layer, value, prevalence.few if scale == "per-1000" else words.tenths)


def layers_unit(rows, scale: str) -> str:
    """What the chart's axis measures, with the years that are set to 100."""
    said = (
        f"{SCALES[scale]}; offences are not children, and their recording has improved since 2014"
    )
    if scale != "indexed":
        return said
    bases = rows[rows["base_year"].notna()].groupby("base_year")["layer"].unique()
    first, *later = [(int(year), [SHORT_LAYERS[each] for each in of]) for year, of in bases.items()]
    others = "".join(f"; {words.listing(of).lower()} {year}" for year, of in later)
    return f"{said}: {first[0]}{others}"


def layers_alt(rows, scale: str) -> str:
    """The chart in words: each layer's first and last point."""
    column = "per_1000" if scale == "per-1000" else "indexed"
    parts = []
    for layer, label in LAYERS.items():
        of = rows[(rows["layer"] == layer) & rows[column].notna()]
        if len(of):
            first, last = of.iloc[0], of.iloc[-1]
            parts.append(
                f"{label}: {of_layer(layer, first[column], scale)} in {first.year_ending}, "
                f"{of_layer(layer, last[column], scale)} in {last.year_ending}"
            )
    return f"Line chart of England, {SCALES[scale].lower()}. {'; '.join(parts)}."
