"""What is said of a leader's own newer numbers, which the browser works out and nobody else sees.

The fact a newcomer gets wrong: names in braces are filled in by the browser, from what was typed.
Nothing here may say that such a number is a statistic.
"""

from dashboard import words
from dashboard.words.area.neighbours import neighbours_phrase

TITLE = "Your own newer numbers, which never leave this screen"
# Until the fold is opened, and where no script runs.
BEFORE = "This needs JavaScript, and the table of limits from this site."
MISSING = "The table of limits could not be fetched. Close this fold and open it to try again."

WORDS = {
    "stays": "What you type stays in this tab. It is not sent, stored or put in the address, and "
    "it is gone when you close or reload the page.",
    "small": "Numbers below 6 can identify a child. They are yours to read here; do not publish "
    "them or send them on.",
    "how": "What you have",
    "totals": "Totals of a period",
    "months": "A number for each month",
    "from": "From the start of",
    "to": "To the end of",
    "plans": "Plans started for sexual abuse",
    "assessments": "Assessments that recorded it",
    "paste": "A line a month: the month, then plans, then assessments. Type them, or paste three "
    "columns of a spreadsheet.",
    "example": "{first}: 2, 31\n{second}: 0, 28",
    "print": "Print these numbers with the page",
    "clear": "Clear",
    "nothingYet": "Nothing is typed yet.",
    "wrong": "Nothing is worked out until this is put right:",
    "line": "Line {line}: {word}",
    "more": "and {more} more lines.",
    "mark": "Not official, only on this screen.",
    "whose": "Whose figure",
    "plansHead": "Plans for sexual abuse",
    "assessmentsHead": "Assessments that recorded it",
    "yours": "Yours, {when} ({months} months)",
    "yoursOne": "Yours, {when} (1 month)",
    "yearly": "{rate} a year",
    "range": "({low} to {high})",
    "noRange": "(no range is held for a number so large)",
    "soFar": "{count} in {months} months: {rate} per 1,000 so far",
    "soFarOne": "{count} in 1 month: {rate} per 1,000 so far",
    "none": "not given",
    "missing": "No number is given for {months}. Rates are of the months that have one.",
    "few": "Some of these numbers are below 6. Do not publish them: they can identify a child.",
    "notes": "“A year” is the rate that twelve months at this pace would give, of {children}. In "
    "brackets: 95% limits of a count (exact Poisson). Councils' figures swing more than that. "
    "Months of your own system and DfE's year may not count alike.",
    "problems": {
        "long": "That is {lines} lines or a very long text. At most {most} lines are read: paste a "
        "line for each month.",
        "month": "“{typed}” does not begin with a month, such as “{first}”, in words or figures.",
        "many": "“{typed}” has more than two numbers after the month.",
        "nothing": "“{typed}” has no number after the month.",
        "letters": "“{typed}” is not a number. Leave a number that you do not have empty.",
        "negative": "“{typed}” is below 0, which no number of children or assessments can be.",
        "decimal": "“{typed}” is not a whole number.",
        "thousands": "“{typed}” has a thousands separator, or two numbers without a space after "
        "the comma. Write 1234, or “1, 234”.",
        "large": "“{typed}” is above {most}, the most that one number may be here.",
        "backwards": "the period ends ({to}) before it begins ({from}).",
        "early": "{month} is in the published figures. The first month to type is {first}.",
        "late": "{month} has not ended. The last month to type is {last}.",
        "twice": "{month} is given twice, on lines {line} and {other}.",
    },
}
CAPTION = "Per 1,000 children aged 0 to 17 in a year, {council}"
ESTIMATE_LABEL = "Estimated, England and Wales"


def children(row) -> str:
    """What rates are divided by; `row` is of queries.area.council.rates."""
    return (
        f"the {words.count(row.children)} children of the {words.year_ending(int(row.year_ending))}"
    )


def published(row) -> str:
    """The area's newest published rate: "0.12 in 2024", "0 to 0.39 [c] in 2024"."""
    own = words.cell_or_range(row.rate_per_1000, row.rate_min, row.rate_max, row.status, words.rate)
    return f"{own} in {int(row.year_ending)}"


def england(row) -> str:
    """England's rate of the same year."""
    return f"{words.rate(row.england_rate)} in {int(row.year_ending)}"


def neighbours(row) -> str:
    """The neighbours' rates of the same year, with how many are hidden."""
    return f"{words.capital(neighbours_phrase(row))} (in {int(row.year_ending)})"


def estimate(part: dict) -> str:
    """What is estimated of each 1,000 children; `part` is the first of explorer.squares."""
    return words.capital(f"{part['said']} {part['name']}: one average, nobody has measured an area")
