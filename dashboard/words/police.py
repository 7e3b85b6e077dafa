"""What is said of offences that police forces recorded, and of the NHS beside them.

The fact a newcomer gets wrong: an offence that is recorded is not a child, and not of the year in
which it happened. So no sentence here divides plans by offences, and each pair of counts is followed
by NOT_SAME.
"""

from dashboard import words

OFFENCES = "sexual offences with a child named in law"
TITLE = "Beside the police and the NHS"
NOT_SAME = "These are not the same children, and not the same year."
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
    "Counted are eleven offences whose name in law says that the victim is a child. Others, such as "
    "rape of someone aged 16 or 17, may have children as victims and are not in the number.",
    "Obscene publications (code 86) are mostly images, not only of children. They stand apart.",
    "British Transport Police has no area of its own and is in no force's number, nor in England's.",
)


def name(label: str) -> str:
    """A force in a sentence: Kent police, the Metropolitan Police."""
    return f"the {label}" if label.endswith("Police") else f"{label} police"


def capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def also_covers(force, own: str) -> str:
    """Which other councils the force covers, of a council of today or before."""
    others = [label for label in force.councils if label != own]
    if not others:
        return "which covers this area alone"
    if len(others) > 4:
        return f"which covers {len(force.councils)} councils"
    return f"which also covers {words.listing(others)}"


def finding(force, own: str, rows) -> str:
    """What the force recorded in its newest year, per child beside England, and ten years before."""
    first, last = rows.iloc[0], rows.iloc[-1]
    said = (
        f"{capital(name(force.label))}, {also_covers(force, own)}, recorded "
        f"{words.count(last.offences)} {OFFENCES} in the "
        f"{words.year_ending(int(last.year_ending))}. "
        f"In the year ending March {first.year_ending} it recorded {words.count(first.offences)}. "
    )
    if last.children < FEW_CHILDREN:
        return said + "So few children live there that a rate for each 1,000 says little."
    return said + (
        f"That is {words.tenths(last.per_1000)} for each 1,000 children of its area "
        f"(England {words.tenths(last.england_per_1000)})."
    )


def partners(own: str, force, boards, dated: str) -> str:
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
        f"Safeguarding partners: {own}, {name(force.label)} and the {board.board_name}{part}. "
        f"NHS boards are as of {dated}; some have merged since."
    )


def source(release: str) -> str:
    """How far the figures are to be trusted."""
    return f"Home Office, police recorded crime ({release}). Not suppressed and not rounded."


def layers_title(rows) -> str:
    """The layers' finding: how the police's and the councils' numbers moved."""
    police, plans = (rows[rows["layer"] == each] for each in ("police_recorded", "plans"))
    police = police[police["status"] == "published"]
    first, last = police.iloc[0], police.iloc[-1]
    of_year = plans[plans["year_ending"] == last.year_ending].iloc[0]
    then = plans[plans["year_ending"] == first.year_ending].iloc[0]
    if words.is_missing(of_year.number) or words.is_missing(then.number):
        return "What the police recorded, and what councils did"
    moved = "fell" if of_year.index < then.index else "rose"
    beside = "while" if moved == "fell" and last.index > 100 else "and"
    way = f"was {last.index / 100:.1f} times that of" if last.index > 100 else "was below"
    return (
        f"What the police recorded for each child in {last.year_ending} {way} {first.year_ending}, "
        f"{beside} plans {moved}"
    )


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
        f"{NOT_SAME}"
    )


def both_countries(rows) -> str:
    """England and Wales together, in the first and the newest year that hold every force."""
    whole = rows[rows["status"] == "published"]
    first, last = whole.iloc[0], whole.iloc[-1]
    lacking = rows[rows["status"] != "published"]["year_ending"].tolist()
    without = (
        f" For {words.listing(map(str, lacking))} there is no total: a force is left out of the "
        "source."
        if lacking
        else ""
    )
    return (
        f"In England and Wales together, British Transport Police among them, "
        f"{words.count(first.value)} were recorded in the year ending March {first.year_ending} and "
        f"{words.count(last.value)} in {last.year_ending}.{without}"
    )


LAYERS = {
    "estimated": "Children estimated to be sexually abused in a year",
    "police_recorded": "Offences recorded by the police",
    "assessments": "Assessments that recorded sexual abuse",
    "plans": "Plans started for sexual abuse",
}
SCALES = {
    "per-1000": "For each 1,000 children (logarithmic)",
    "index": "First year = 100",
}
VERDICTS = {
    "rise": "rose by more than usual swings",
    "fall": "fell by more than usual swings",
    "usual_swings": "within usual swings",
    "cannot_tell": "cannot tell",
}


def layers_alt(rows, scale: str) -> str:
    """The chart in words: each layer's first and last point."""
    column = "per_1000" if scale == "per-1000" else "index"
    parts = []
    for layer, label in LAYERS.items():
        of = rows[(rows["layer"] == layer) & rows[column].notna()]
        if len(of):
            first, last = of.iloc[0], of.iloc[-1]
            parts.append(
                f"{label}: {words.tenths(first[column])} in {first.year_ending}, "
                f"{words.tenths(last[column])} in {last.year_ending}"
            )
    return f"Line chart of England, {SCALES[scale].lower()}. {'; '.join(parts)}."
