"""What the tests for everyone share: the views they look at and how a page is walked by keys.

The fact a newcomer gets wrong: what has the focus may sit inside the map's shadow root, where the
document's own activeElement does not look.
"""

import re

from axe_playwright_python.sync_playwright import Axe

# Of what passed, one example is enough: all of them take axe five times as long.
BRIEF = {"resultTypes": ["violations", "incomplete"]}
# Rules of axe that are off unless asked for, and belong to level AA of WCAG 2.2.
ALL_RULES = BRIEF | {"rules": {"target-size": {"enabled": True}}}
COLOURS = BRIEF | {"runOnly": ["color-contrast", "link-in-text-block"]}
WIDE = {"width": 1280, "height": 900}
# Width → the most pixels that a page of a council, or of a set of few, is long.
LONGEST = {1280: 4500, 390: 7000}
# Each view; one whose body depends on what is chosen, with something chosen (and Council without).
VIEWS = (
    "",
    "?measure=assessments&council=slough&inspected=yes",
    "council",
    "council?council=slough",
    "compare?group=neighbours&council=slough",
    "trends",
    "prevalence",
    "reviews",
    "data",
    "about",
)
FOCUSED = """() => {
  let at = document.activeElement;
  while (at.shadowRoot && at.shadowRoot.activeElement) at = at.shadowRoot.activeElement;
  return at;
}"""
NAME = """at => [at.getAttribute('role') || at.tagName.toLowerCase(),
  at.getAttribute('aria-label') || at.innerText || '']"""


def paths(addresses) -> set[str]:
    """The pages they are of: each without what is chosen on it."""
    return {address.partition("?")[0] for address in addresses}


def settled(page) -> None:
    """The page has its foot, and no script is running."""
    page.wait_for_selector(".page-foot", state="attached")
    page.wait_for_selector("[data-test-script-state=notRunning]", state="attached")


def length_closed(page) -> float:
    """Pixels that the page is long, as it opens; it is no wider than its window."""
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    return page.locator("[data-testid=stMainBlockContainer]").bounding_box()["height"]


def on_the_first_screen(page, *seen: str) -> None:
    """Each is seen whole, below the head, in a window 800 pixels high."""
    for each in seen:
        box = page.locator(each).bounding_box()
        assert box["y"] >= 52 and box["y"] + box["height"] <= 800, (each, box)


def found_by_axe(page, scheme: str) -> dict:
    """What axe says; in the dark of colours only, which are all that differs from the light."""
    return Axe().run(page, options=COLOURS if scheme == "dark" else ALL_RULES).response


def open_folded(page) -> None:
    """Unfold everything that a reader can unfold."""
    page.evaluate(
        "document.querySelectorAll('details:not([open]) > summary').forEach(each => each.click())"
    )
    page.wait_for_function("!document.querySelector('details:not([open])')")


def focused(page) -> tuple[str, str]:
    """Role (or tag) and name of what has the focus."""
    role, name = page.evaluate_handle(FOCUSED).evaluate(NAME)
    return role, " ".join(name.split())


def tab_to(page, role: str, name: str, *, most: int = 60, key: str = "Tab") -> int:
    """Press Tab until the focus is on it; how often. Fails with what was met instead."""
    met = []
    for pressed in range(1, most + 1):
        page.keyboard.press(key)
        at = focused(page)
        if at[0] == role and re.search(name, at[1]):
            return pressed
        met.append(at)
    raise AssertionError(f"no {role} “{name}” in {most} presses of {key}: {met}")
