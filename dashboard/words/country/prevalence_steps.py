"""The arithmetic of the Prevalence page, step by step, as a reader may do it again.

The fact a newcomer gets wrong: nothing is worked out here. Each result is the database's own, set
beside the numbers it is made of.
"""

from dashboard import words
from dashboard.words.country import recording


def steps(row) -> list[tuple[str, str, str]]:
    """The arithmetic in order: what is worked out, how, and what it gives. `row` is of
    prevalence_at."""
    june = int(row.year_ending) - 1
    england, estimated = words.count(row.children), f"{row.estimated_children:,.0f}"
    found = [(f"Children aged 0 to 17 in England, June {june}", "ONS, as DfE prints it", england)]
    if row.estimate_unit == "children a year":
        found += _share_of_england_and_wales(row, england)
    else:
        older = f"{row.england_children_11_to_17:,.0f}"
        found += [
            (
                "Of them, aged 11 to 17, if each year of age is equally large",
                f"{england} × 7 ÷ 18",
                older,
            ),
            (
                "Estimated in England in a year, ages 11 to 17 alone",
                f"{older} × {row.estimate_value:g}%",
                estimated,
            ),
        ]
    found.append(
        (
            "Estimated per 1,000 children aged 0 to 17",
            f"{estimated} ÷ {england} × 1,000",
            f"{row.estimated_per_1000:.2f}",
        )
    )
    if row.csa_assessments_status == "published":
        found.append(
            (
                "Assessments that recorded sexual abuse, per 1,000",
                f"{words.count(row.csa_assessments)} ÷ {england} × 1,000",
                f"{row.csa_assessments_per_1000:.2f}",
            )
        )
    else:
        symbol = words.SYMBOL_OF_STATUS[row.csa_assessments_status]
        found.append(
            ("Assessments that recorded sexual abuse, per 1,000", recording.not_collected(), symbol)
        )
    found += [
        (
            "Plans begun for sexual abuse, per 1,000",
            f"{words.count(row.sexual_plans)} ÷ {england} × 1,000",
            f"{row.sexual_rate_per_1000:.3f}",
        ),
        (
            "Children estimated for each plan begun",
            f"{estimated} ÷ {words.count(row.sexual_plans)}",
            f"{row.estimated_per_plan:,.0f}",
        ),
    ]
    return found


def _share_of_england_and_wales(row, england: str) -> list[tuple[str, str, str]]:
    aged_0_to_15 = words.count(row.wales_children_0_to_15)
    wales = f"{row.wales_children_used:,.0f}"
    both = f"{row.england_and_wales_children:,.0f}"
    scaled = row.wales_children_used != row.wales_children_0_to_15
    return [
        (
            f"Children in {row.wales_base}, whatever the year chosen",
            f"{aged_0_to_15} aged 0 to 15 × 18 ÷ 16, to stand for 0 to 17"
            if scaled
            else f"{aged_0_to_15} aged 0 to 15, not scaled",
            wales,
        ),
        ("Children in England and Wales", f"{england} + {wales}", both),
        ("England's share", f"{england} ÷ {both}", f"{100 * row.england_share:.2f}%"),
        (
            "Estimated in England in a year, if shared by number of children",
            f"{words.count(row.estimate_value)} × {100 * row.england_share:.2f}%",
            f"{row.estimated_children:,.0f}",
        ),
    ]
