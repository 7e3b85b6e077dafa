"""The sentences of the compare page: a set of councils, its totals as ranges, and the funnel.

The fact a newcomer gets wrong: a total of several councils is not a number when one of them is
suppressed. It runs from the least to the most they can have recorded, and says why.
"""

from dashboard import words
from dashboard.queries.measures import Measure
from dashboard.words import changes
from dashboard.words import map as map_words

LEAD = (
    f"Any councils side by side, in order of name; {changes.OPENS}, unless you choose otherwise. "
    f"This is not a league table. **{words.CAVEAT}**"
)
TOGETHER = "All of the set together"
EVERY_COUNCIL = "Every council, {year}"
NOT_A_LEAGUE_TABLE = (
    "Professor Eileen Munro's review of child protection gave the warning that holds for every "
    "comparison: a figure alone is not a measure of good or bad practice. A higher rate can mean "
    "that more children are abused, that more abuse is recognised, or that plans are named "
    "differently; a lower one can mean the opposite of each."
)

COLUMNS = (
    "**Expected** is the number of plans an area with as many children would have at England's "
    "rate: a yardstick, not a target. Beside a hidden number stands what it can be. **Beside "
    "England** says whether the rate is further from England's than councils usually are."
)
WHY_NO_REGION = (
    "DfE's own total for the region is not set beside these: a council's number is suppressed, "
    "and the difference would narrow it or come close to giving it away."
)


def figure(measure: Measure, value: float) -> str:
    """A value of a measure without its unit, but for the per cent sign: 0.18, 6.9, 3.5%, 0."""
    return map_words.value(measure, value) + ("%" if measure.unit == "%" else "")


def figure_range(measure: Measure, low: float, high: float | None) -> str:
    """What a value can be: "0.08 to 0.35", or one where both print the same."""
    return words.value_range(low, high, lambda value: figure(measure, value))


def can_be(measure: Measure, row) -> str:
    """The range of a council's value as a table prints it; a symbol where none can be given."""
    most = row.value_max if row.status == "published" or measure.counted[1] == "plans" else None
    return figure_range(measure, row.value_min, most) or words.SYMBOL_OF_STATUS[row.status]


def limits(measure: Measure, row, low: float, high: float) -> str:
    """95% limits as a table prints them; the symbol of the row's status where there are none."""
    if words.is_missing(low):
        return words.SYMBOL_OF_STATUS[row.status]
    return figure_range(measure, low, high)


def number(measure: Measure, row) -> str:
    """The range of what is counted of a council, as can_be."""
    most = row.counted_max if row.status == "published" or measure.counted[1] == "plans" else None
    return words.value_range(row.counted_min, most) or words.SYMBOL_OF_STATUS[row.status]


def named(labels: list[str], most: int = 40) -> str:
    """Names in a sentence, all of them up to `most`."""
    if len(labels) <= most:
        return words.listing(labels)
    return ", ".join(labels[:most]) + f" and {len(labels) - most} more"


def set_in_words(group: str, choice: str, rows) -> str:
    """What the set is: "the 15 councils in the South West region".

    `choice` is the region, force, part of London or council in words; `rows` are of councils_of,
    those of the set that existed.
    """
    if len(rows) == 1:
        return rows["label"].iloc[0]
    if group == "picked" and len(rows) <= 4:
        return words.listing(rows["label"].tolist())
    several = f"the {len(rows)} councils"
    if group == "neighbours" and choice not in set(rows["label"]):
        return f"{several} that are statistical neighbours of {choice}"
    if group == "neighbours":
        return f"{choice} and its {len(rows) - 1} statistical neighbours"
    return {
        "picked": f"{several} picked here",
        "region": f"{several} in the {choice} region",
        "police": f"{several} in the {choice} police area",
        "london": f"{several} in {choice}",
    }[group]


def began(row, who: str, year: int, england: float | None) -> str:
    """How many plans the set began, as a range with its base; `row` is together()'s of the rate."""
    if row.councils_counted == 0:
        return f"DfE prints no figure for {who} for the {words.year_ending(year)}."
    fewest, most = row.counted_min, row.counted_max
    if row.councils_counted < row.councils:
        who = f"the {row.councils_counted} with a figure among {who}"
    if fewest == most:
        number, why = words.plans(fewest), ""
    else:
        why = " (a range, as DfE hides some numbers)"
        number = f"between {words.count(fewest)} and {words.plans(most)}"
    named_plans = number.replace("plan", "child protection plan")
    sentence = (
        f"In the {words.year_ending(year)}, {who} began {named_plans} with sexual abuse as the "
        f"initial category{why}: {words.value_range(row.value_min, row.value_max, words.rate)} for "
        "every 1,000 children aged "
        f"0 to 17, of whom there were {words.count(row.base)}"
    )
    if england is not None:
        sentence += f". England's rate is {words.rate(england)}"
    return sentence + "."


def why_a_range(rows) -> str:
    """Why the total is a range, naming the suppressed councils; empty where there are none."""
    hidden = rows[rows["sexual_plans_status"].isin(words.HIDDEN)]
    if hidden.empty:
        return ""
    them = named(hidden["label"].tolist())
    if len(rows) == 1:
        return (
            "This is a range because DfE suppressed the number: it is 1 to 5, or another hidden "
            "to protect one, and no single number is put in its place."
        )
    each = "it is" if len(hidden) == 1 else "each is"
    return (
        f"The total is a range because DfE suppressed {len(hidden)} of the {len(rows)} numbers "
        f"({them}): {each} 1 to 5, or another hidden to protect one, and no single number is put "
        "in its place. The range runs from the sum of the fewest to the sum of the most each can "
        "be."
    )


def zeros_left_out(counted: list[tuple[str, int]]) -> str:
    """Unlikely zeros that stand in no total: `counted` of each measure's label; else empty."""
    said = [f"{many} from “{label}”" for label, many in counted if many]
    if not said:
        return ""
    return (
        "Left out of the totals, as a printed 0 that is unlikely to be true: "
        f"{words.listing(said)}."
    )


def left_out(rows) -> str:
    """Councils of the set without a figure, with the reason; empty where there are none."""
    missing = rows[~rows["sexual_plans_status"].isin(["published", *words.HIDDEN])]
    if missing.empty:
        return ""
    reasons = [
        f"{row.label} ({words.STATUS_WORDS[row.sexual_plans_status]})"
        for row in missing.itertuples()
    ]
    return f"Without a figure: {words.listing(reasons)}."


def not_there(absent, year: int) -> str:
    """Councils of the set that did not exist in the year; `absent` are of queries.councils()."""
    if not len(absent):
        return ""
    said = [
        f"{row.label} (figures from {row.first_year})"
        if year < row.first_year
        else f"{row.council_name} (figures to {row.last_year})"
        for row in absent.itertuples()
    ]
    verb = "has" if len(said) == 1 else "have"
    return f"{words.listing(said)} {verb} no figures for {year}: the area did not exist then."


def dots_title(rows, measure: Measure, year: int) -> str:
    """What is drawn, with the least and the most of what is printed where two are, by no name."""
    printed = rows.loc[rows["status"] == "published", "value"]
    title = f"{measure.label}, {year}"
    if len(printed) < 2:
        return title
    least, most = figure(measure, printed.min()), figure(measure, printed.max())
    span = f"{least} in each of" if least == most else f"{least} to {most} in"
    return f"{title}: {span} {len(printed)} councils with a printed number"


def dots(rows, measure: Measure, year: int, england: float | None) -> str:
    """What the dot plot shows; `rows` are of queries.compare.measured."""
    published = rows[rows["status"] == "published"]
    ranged = rows[(rows["status"].isin(words.HIDDEN)) & rows["value_min"].notna()]
    unknown = rows[rows["value_min"].isna()]
    parts = []
    if len(published) and england is not None:
        parts.append(
            f"In {year}, England's figure is {figure(measure, england)} "
            f"{measure.unit_words.removeprefix('per cent ')}. "
            "The bars are 95% limits adjusted for clustering, so wide enough for councils' usual "
            "swings from year to year. "
            "Whether a rate of plans is above or below England's is said by the funnel."
        )
    if len(ranged):
        parts.append(
            f"{named(ranged['label'].tolist())}: suppressed by DfE, drawn as a bar over all that "
            "the number can be."
        )
    if len(unknown):
        reasons = [
            f"{row.label} ({words.STATUS_WORDS[row.status]})" for row in unknown.itertuples()
        ]
        parts.append(f"Without a figure or a range: {words.listing(reasons)}.")
    parts.append(words.CAVEAT)
    return " ".join(parts)


def quoted_caveat(reason: str, missing: str, members: list[str]) -> str:
    """What goes with a set's total; `members` are named where the total does not."""
    who = f"The councils are {words.listing(members)}." if members else ""
    said = (who, reason, missing, words.CAVEAT, words.COMPARISON_CAVEAT)
    return " ".join(part for part in said if part)


def nobody(group: str) -> str:
    """What to do when no council is chosen, or a set has none."""
    if group in ("picked", "neighbours"):
        return "No council is chosen yet. Choose a name above, or open one of these sets:"
    return "There is no council in this set. Choose another, or open one of these:"


def none_existed(year: int) -> str:
    """Of a set whose councils are all of other years."""
    return f"No council of this set existed in {year}. Move the year, or choose others."


def not_published(measure: Measure, year: int) -> str:
    """Of a year before the measure's first."""
    return (
        f"Assessments are published by factor from {measure.years[0]}, so {year} has no figure of "
        "this measure. Choose a later year, or plans per 1,000 children."
    )


def dots_alt(councils: int) -> str:
    """What the dot plot shows, for those who do not see it."""
    return (
        f"Dot plot of {councils} councils by name. A dot is a published number with its 95% "
        "limits, a hatched bar the range of a suppressed one, an upright line England. The table "
        "below has the numbers."
    )


def no_neighbours(council: str) -> str:
    """Of a council that ended before the model was made."""
    return (
        f"DfE's model has no statistical neighbours for {council}, which no longer exists: it "
        "stands alone here."
    )


def model_of(release: str) -> str:
    """Which neighbours these are."""
    return (
        f"Statistical neighbours are of the {release} of the Department for Education (DfE), "
        "whatever the year shown: areas alike in their people and economy, not in what they do."
    )


def own_total(region: str, row) -> str:
    """DfE's total of a region whose councils are shown; `row` has its plans and their rate."""
    return (
        f"DfE's own total for {region}, rounded to 10, is {words.count(row.sexual_plans)} plans, "
        f"{words.rate(row['value'])} per 1,000 children."
    )


# Sets to begin with: what each is called, and its choices in the address.
EXAMPLES = [
    ("The South West", {"group": "region", "region": "south-west"}),
    ("Thames Valley police area", {"group": "police", "police": "thames-valley"}),
    ("Slough and its neighbours", {"group": "neighbours", "council": "slough"}),
    ("Inner London", {"group": "london", "london": "inner-london"}),
    ("Slough and Reading", {"group": "picked", "councils": "slough,reading"}),
]
AS_NAMES = "Add or take away councils: open this set as a list of names"
