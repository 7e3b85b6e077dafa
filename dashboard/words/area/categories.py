"""Plans by initial category, in words.

The fact a newcomer gets wrong: zeros have no largest, two may share it, and a hidden number may be
above it. Each is said.
"""

from dashboard import words

NAMES = {
    "neglect": "Neglect",
    "physical_abuse": "Physical abuse",
    "sexual_abuse": "Sexual abuse",
    "emotional_abuse": "Emotional abuse",
    "multiple": "Multiple",
    "not_recorded": "Category not recorded",
}


def sentence(label: str, rows, year: int) -> str:
    """Which printed category is the largest; `rows` is of queries.area.council.categories."""
    printed = rows[rows["started_status"] == "published"]
    hidden = rows[rows["started_status"].isin(words.HIDDEN)]
    whose = f"for {label} in the {words.year_ending(year)}"
    if printed.empty:
        return f"There is no printed number of plans by category for {label} in {year}."
    if not printed["started"].any():
        if hidden.empty:
            return f"DfE prints 0 for every category in the {words.year_ending(year)}."
        be = "numbers are" if len(hidden) > 1 else "number is"
        return (
            f"DfE prints 0 plans under {_named(printed)} {whose}. Any that began did so under "
            f"{_named(hidden, 'or')}, whose {be} hidden."
        )
    most = printed["started"].max()
    largest = printed[printed["started"] == most]
    text = (
        f"Of the categories DfE prints {whose}, the largest {_be(largest)} {_named(largest)}: "
        f"{words.plans(most)}{' each' if len(largest) > 1 else ''}"
    )
    if len(hidden):
        text += f". {len(hidden)} of the {words.in_letters(len(rows))} {_be(hidden)} hidden"
    # What nothing bounds can be above anything.
    above = hidden[~(hidden["started_max"] <= most).fillna(False)]
    if len(above):
        text += f", and under {_named(above, 'or')} there may be more"
    return (
        f"{text}. A plan has one category at a time, though abuse of one kind seldom comes alone."
    )


def _be(rows) -> str:
    return "is" if len(rows) == 1 else "are"


def _named(rows, last: str = "and") -> str:
    """Neglect, physical abuse and multiple: the categories of `rows` in a sentence."""
    said = words.listing([NAMES[each].lower() for each in rows["category"]])
    return said if last == "and" else f" {last} ".join(said.rsplit(" and ", 1))
