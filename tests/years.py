"""The years that the committed figures hold: what a test means by every year, or the newest.

The fact a newcomer gets wrong: they end apart, since plans are not published when assessments are.
"""

from committed import rows_of


def years_of(name: str, column: str = "year_ending") -> range:
    """First to newest year of a file of figures."""
    found = {int(row[column]) for row in rows_of(name)}
    return range(min(found), max(found) + 1)


_MID_YEARS = years_of("population", "mid_year")
# A year ending 31 March has the children of the June before.
YEARS = range(_MID_YEARS.start + 1, _MID_YEARS.stop + 1)
PRINTED_PLAN_YEARS = years_of("plans")
# Those in which plans have children beside them, and so a rate.
PLAN_YEARS = range(YEARS.start, PRINTED_PLAN_YEARS.stop)
ASSESSMENT_YEARS = years_of("assessments")
NEWEST = ASSESSMENT_YEARS[-1]
