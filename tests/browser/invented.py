"""What the map's tests know of the invented country, and what a reader does there.

The classes are worked out again here from the rule in harness/app.py, not asked of the page.
"""

import re

# The invented country of harness/database.py, and the rule by which harness/app.py gives classes.
NAMES = (
    "Northford",
    "Eastmere",
    "Southam Vale",
    "Westlow",
    "Millbrook",
    "Ashdale",
    "Thornby",
    "Kelsea",
    "Inner Marle",
    "Outer Marle",
    "Marle Docks",
    "Farcombe",
)
CODES = {name: f"E990000{number:02}" for number, name in enumerate(NAMES, start=1)}
CLASSES = ("none", "suppressed", "very_low", "at_or_above", "not_available")
LABELS = {
    "none": ("none recorded", ", 0 plans"),
    "suppressed": ("suppressed, 1 to 5 or hidden to protect another figure", ""),
    "very_low": ("very low (above 0, below 0.2 per 1,000)", ", 0.12 per 1,000"),
    "at_or_above": ("0.2 per 1,000 or more", ", 0.34 per 1,000"),
    "not_available": ("no figure", ""),
}
AREA = "svg.main path[data-code]"
FOCUSED = (
    "document.querySelector('[data-testid=stBidiComponentIsolated]')"
    ".shadowRoot.activeElement.dataset.code"
)


def class_of(name: str, year: int) -> str:
    return CLASSES[(NAMES.index(name) + year) % 5]


def area(page, name: str):
    return page.locator(f'svg.main path[data-code="{CODES[name]}"]')


def open_map(browser, address: str, **context):
    """A new reader's page; `context` is what Playwright calls so: viewport, color_scheme, ..."""
    wide = {"viewport": {"width": 1280, "height": 1100}}
    page = browser.new_context(**(wide | context)).new_page()
    page.goto(address)
    page.locator(AREA).first.wait_for(timeout=30_000)
    return page


def move_year(page, key: str = "ArrowLeft", times: int = 1) -> None:
    """Move Streamlit's own year slider, as a reader does."""
    handle = page.get_by_role("slider", name="Year").first
    handle.focus()
    for _ in range(times):
        handle.press(key)


def spoken(page, words: str | re.Pattern) -> None:
    """Wait until the live region says it."""
    region = page.locator(".council-map .spoken")
    region.filter(has_text=words).wait_for(state="attached", timeout=10_000)
