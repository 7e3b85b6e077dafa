"""What a council's statistical neighbours record, in sentences and as tables print it.

The fact a newcomer gets wrong: a neighbours' range is of those that print a figure, their middle of
the hidden ones too, so it can lie below the range. Neither is said without how many it is of.
"""

from dashboard import words


def neighbours_phrase(row, form=words.rate) -> str:
    """The neighbours' range and how many it is of; `row` has the columns of neighbour_year."""
    if row.neighbours_status == "not_applicable":
        return "it has no statistical neighbours in DfE's model"
    others = [
        said
        for number, said in (
            (row.neighbours_without_figure, f"{row.neighbours_without_figure} without a figure"),
            (
                row.neighbours_unlikely_zero,
                f"{row.neighbours_unlikely_zero} left out, with a 0 that is unlikely to be true",
            ),
        )
        if number
    ]
    rest = f"; {words.listing(others)}" if others else ""
    hidden = [f"{row.neighbours_suppressed} hidden"] if row.neighbours_suppressed else []
    gaps = hidden + others
    if not row.neighbours_with_figure:
        return f"none of its {row.neighbours} statistical neighbours has a figure ({gaps[0]})"
    if row.neighbours_with_figure == 1:
        return f"the one statistical neighbour with a figure has {form(row.neighbours_lowest)}" + (
            f" ({words.listing(gaps)})" if gaps else ""
        )
    some = row.neighbours_with_figure < row.neighbours
    of = f"{row.neighbours_with_figure} of " if some else ""
    lowest, highest = form(row.neighbours_lowest), form(row.neighbours_highest)
    span = f"print {lowest} to {highest}" if lowest != highest else f"all print {lowest}"
    return f"{of}its {row.neighbours} statistical neighbours {span}{middle_phrase(row, form)}{rest}"


def middle_phrase(row, form=words.rate) -> str:
    """The middle of those that print, or with the hidden ones, counted as all that they can be."""
    if not row.neighbours_suppressed:
        return f", middle {form(row.middle_min)}"
    whose = f"; with the {row.neighbours_suppressed} hidden,"
    if words.is_missing(row.middle_max):
        return f"{whose} the middle is not known"
    if form(row.middle_min) == form(row.middle_max):
        return f"{whose} middle {form(row.middle_min)}"
    return f"{whose} the middle can be {form(row.middle_min)} to {form(row.middle_max)}"


def middle(row, form=words.rate) -> str:
    """The same as a table prints it: "0.18", "0.12 to 0.21", [c], [x] or [z]."""
    if words.is_missing(row.middle_max):
        return words.SYMBOL_OF_STATUS[row.middle_status]
    return words.value_range(row.middle_min, row.middle_max, form)


def no_neighbours(label: str) -> str:
    """What stands in place of the neighbours of a council that DfE's model does not have."""
    return f"DfE's model has no neighbours for {label}, which no longer exists."


def about_neighbours(number: int, model: str) -> str:
    """Which areas these are; `model` is the release of the source, as in "2025 model"."""
    return (
        f"{words.capital(words.in_letters(number))} councils whose circumstances are most "
        f"alike in DfE's {model}, the most alike first. "
        "They are alike in population and circumstances, not in practice."
    )


def of_ten(row) -> str:
    """How many neighbours a range is of, and how many are hidden: "5 of 10, 5 hidden"."""
    if row.neighbours_status == "not_applicable":
        return "[z]"
    hidden = f", {row.neighbours_suppressed} hidden" if row.neighbours_suppressed else ""
    if row.neighbours_unlikely_zero:
        hidden += f", {row.neighbours_unlikely_zero} left out"
    return f"{row.neighbours_with_figure} of {row.neighbours}{hidden}"
