"""Links into the Reviews page, whose sections have stable names."""

from dashboard.page import markup
from dashboard.words.area.questions import THEMES
from dashboard.words.reviews import FOUND_BY_INSPECTIONS, THEME_ID

PAGE = "reviews"


def theme(name: str) -> markup.Markup:
    """A theme's title as a link to what was found under it."""
    return markup.link(THEMES[name], f"{PAGE}#{THEME_ID.format(name)}")


def inspections() -> markup.Markup:
    """The way to the rounds of joint inspections and what they found."""
    return markup.link(FOUND_BY_INSPECTIONS, f"{PAGE}#inspections")
