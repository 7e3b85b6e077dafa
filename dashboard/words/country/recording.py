"""What is said of years without assessments, and where a year of England's is under-recorded.

The fact a newcomer gets wrong: which years these are is asked of the figures (recording_shortfall),
so nothing here names one. Rows are of queries.country.england.under_recorded.
"""

from dashboard import queries, words

FACTORS = {
    "sexual_abuse": "sexual abuse",
    "child_sexual_exploitation": "child sexual exploitation",
    "child_criminal_exploitation": "child criminal exploitation",
    "physical_abuse": "physical abuse",
    "emotional_abuse": "emotional abuse",
    "neglect": "neglect",
    "any_factor": "any factor",
}
MARK = "under-recorded"


def is_before(year: int) -> bool:
    """Whether a year ended before assessments by what they record were collected."""
    return year < queries.first_assessment_year()


def not_collected() -> str:
    """What stands in place of the number of such a year."""
    return f"not collected before {queries.first_assessment_year()}"


def not_published() -> str:
    """The same as the end of a sentence on plans."""
    first = queries.first_assessment_year()
    return f"assessments that recorded it were not published before {first}"


def years(rows) -> tuple[int, ...]:
    """The years that are marked, oldest first."""
    return tuple(sorted({int(year) for year in rows["year_ending"]}))


def year(value: int, marked) -> str:
    """A year in a table or on an axis: "2021, under-recorded" where it is among the marked."""
    return f"{value}, {MARK}" if value in marked else str(value)


def said(rows) -> str:
    """Why not to read the fall to such a year, nor the rise after it; empty where there is none."""
    return " ".join(_of_factor(row) for row in rows.itertuples())


def _of_factor(row) -> str:
    share = words.per_cent(row.share_short, 0)
    many = "one council" if row.councils_short == 1 else f"{row.councils_short} councils"
    return (
        f"{row.year_ending} is {MARK} for {FACTORS[row.factor]}: {many} print less than a third "
        f"of the years on either side, and England's {words.count(row.assessments)} lacks about "
        f"{words.count(row.assessments_short)} by it ({share}). Neither a fall to that year nor a "
        "rise after it is news."
    )
