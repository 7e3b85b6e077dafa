"""The ways to a set of councils, on the Council page before one is chosen, and back from a set."""

from html import escape

from dashboard.page import markup
from dashboard.page.choices import set_addresses
from dashboard.words import compare as compare_words
from dashboard.words.area import sets as sets_words


def another() -> str:
    """The way to another set or council."""
    return markup.prose("**Councils together**") + (
        f'<p class="links">{markup.link("Another set, or one council", "council")}</p>'
    )


def list_of_sets() -> str:
    """Partnerships in sight, police force areas in a fold."""
    every = set_addresses.every_named()

    def linked(level: str) -> str:
        return "".join(
            f"<li>{markup.link(each.label, 'council', set=each.slug)}"
            f" ({escape(compare_words.named(list(each.labels), 6))})</li>"
            for each in every
            if each.level == level
        )

    return (
        markup.heading("Councils together")
        + markup.prose(f"**Safeguarding children partnerships.** {sets_words.PARTIAL}")
        + f"<ul>{linked('partnership')}</ul>"
        + markup.folded(
            "Police force areas of several councils", f"<ul>{linked('police_force')}</ul>"
        )
        + markup.prose(sets_words.OWN_SET.format(most=set_addresses.MOST))
    )


def own_set(slugs: list[str]) -> str:
    """The link to a set of the reader's own, once it has two councils."""
    if len(slugs) < 2:
        return markup.small(sets_words.TOO_FEW)
    link = markup.link("Show these councils on one page", "council", set=",".join(slugs))
    return f'<p class="links">{link}</p>'
