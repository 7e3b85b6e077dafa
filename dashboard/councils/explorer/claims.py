"""The published claims that can be checked under the map: those about the measure it shows.

The fact a newcomer gets wrong: a claim keeps the year it was made of. Only those of the newest year
with plans stand here, and each says its year.
"""

from dashboard import queries
from dashboard.words.country import claims as claim_words

PLANS = (
    "plans",
    "plans_fall",
    "councils_none_or_few",
    "councils_none",
    "councils_suppressed",
    "councils_very_low",
)
ASSESSMENTS = ("assessments_csa", "assessments_csa_fall")
ABOUT = {
    "class": PLANS,
    "plan-rate": PLANS,
    "plans": PLANS,
    "plans-beside-estimate": PLANS,
    "share": ("plans", "plans_fall", "all_plans_fall"),
    "assessments": ASSESSMENTS,
    "assessments-beside-estimate": ASSESSMENTS,
    "exploitation": ("assessments_cse", "assessments_cse_fall"),
    "plans-per-100-assessments": ("conversion_sexual",),
}


def about(name: str) -> list[dict]:
    """Title and lines of each claim about a measure, by its name on the map; most have none."""
    names = queries.claims_of(queries.plan_years()[-1], ABOUT.get(name, ()))
    return [_said(queries.claim(each)) for each in names]


def _said(claim) -> dict:
    lines = [f"{name}: {text}" for name, text in claim_words.lines(claim)]
    return {"title": claim_words.title(claim), "lines": lines}
