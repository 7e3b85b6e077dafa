"""The three squares in words: of each 1,000 children, how many are estimated, and recorded.

The fact a newcomer gets wrong: a number and its name stand apart in the picture, so a listener is
told both in a sentence of its own.
"""

from dashboard import words
from dashboard.words.country import prevalence as prevalence_words
from dashboard.words.country import recording

AT_AVERAGE = "if the national average held"
NAMES = (
    "estimated to be sexually abused in a year",
    "assessments that recorded sexual abuse",
    "plans begun for sexual abuse",
)


def squares(row) -> list[dict]:
    """The three squares of an area or of England, of 1,000 children: name, said, value, status.

    `status` is known, hidden or missing; `value` is the most it can be where a number is hidden,
    None where nothing bounds it.
    """
    most = row.get("sexual_max_per_1000")
    before = recording.is_before(row.year_ending)
    return [
        _square(
            NAMES[0], row.estimated_per_1000, "published", None, form=prevalence_words.estimated
        ),
        _square(
            NAMES[1],
            row.csa_assessments_per_1000,
            row.csa_assessments_status,
            None,
            missing=recording.not_collected() if before else "no figure",
        ),
        _square(NAMES[2], row.sexual_rate_per_1000, row.sexual_plans_status, most),
    ]


def _square(
    name, value, status: str, most, missing: str = "no figure", form=prevalence_words.few
) -> dict:
    if status == "published":
        said = form(value)
        return {"name": name, "said": said, "value": round(float(value), 4), "status": "known"}
    if status not in words.HIDDEN:
        return {"name": name, "said": missing, "value": None, "status": "missing"}
    if words.is_missing(most):
        return {"name": name, "said": "hidden", "value": None, "status": "hidden"}
    said = f"hidden: 0 to {form(most)}"
    return {"name": name, "said": said, "value": round(float(most), 4), "status": "hidden"}


def spoken(parts: list[dict]) -> str:
    """The same for a listener: "about 39 estimated to be …; assessments that …: 2.6; …"."""
    estimate, *recorded = parts
    said = [f"{part['name']}: {part['said'].replace(': ', ', ')}" for part in recorded]
    return "; ".join((f"{estimate['said']} {estimate['name']}, {AT_AVERAGE}", *said)) + "."
