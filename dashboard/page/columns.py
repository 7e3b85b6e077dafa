"""Columns that several tables have: the year, what was counted, what it can be, and its rate.

Rows have the columns of council_year, among them `sexual_plans` with its status and its bounds; the
columns of a year ask for `year_ending` alone.
"""

from dashboard import words
from dashboard.page.markup import Column
from dashboard.words.area import council as council_words
from dashboard.words.country import recording

YEAR = Column("Year ending 31 March", lambda r: str(r.year_ending), False)


def year(marked, of=lambda r: True) -> Column:
    """The year, and whether it is under-recorded for what the row is `of`."""
    return YEAR._replace(text=lambda r: recording.year(int(r.year_ending), marked if of(r) else ()))


def plans(label: str = "Plans") -> Column:
    """Plans started for sexual abuse, or the symbol of what stands in their place."""
    return Column(label, lambda r: words.cell(r.sexual_plans, r.sexual_plans_status))


CAN_BE = Column(
    "Can be",
    lambda r: council_words.can_be(r.sexual_plans_min, r.sexual_plans_max, r.sexual_plans_status),
)


def per_1000(label: str = "Per 1,000") -> Column:
    """The same for each 1,000 residents aged 0 to 17."""
    return Column(
        label, lambda r: words.cell(r.sexual_rate_per_1000, r.sexual_plans_status, words.rate)
    )
