"""What the explorer's tests know: what its parts are called, and how it is opened."""

import re

SEA, KEY, TIP, PANEL = ".sea", ".key", ".tip", ".panel"
DESK = {"width": 1280, "height": 800}
SHIFTS = """window.shifted = 0; new PerformanceObserver((list) => {
  for (const each of list.getEntries()) if (!each.hadRecentInput) window.shifted += each.value;
}).observe({ type: "layout-shift", buffered: true });"""

# The panel's name stands below the head of the page, in the upper half.
PANEL_IN_VIEW = """() => {
  const { shadowRoot } = document.querySelector("council-explorer");
  const { top } = shadowRoot.querySelector(".panel h2").getBoundingClientRect();
  return top > 52 && top < 300;
}"""


def opened(browser, address: str, **how):
    """A reader's page whose explorer answers."""
    context = browser.new_context(**({"viewport": DESK} | how))
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.add_init_script(SHIFTS)
    page.goto(address, wait_until="commit")
    answering(page)
    return page


def answering(page) -> None:
    page.locator("council-explorer[answering]").wait_for()


def area(page, code: str):
    return page.locator(f'svg.main path[data-code="{code}"]')


def hover(page, code: str) -> str:
    """Put the pointer on the council's label point and read the label."""
    at = page.evaluate(
        """code => {
          const explorer = document.querySelector("council-explorer");
          const row = explorer.drawing.main.rows.get(code);
          const point = new DOMPoint(row[4], row[5])
            .matrixTransform(explorer.drawing.main.moved.getScreenCTM());
          return [point.x, point.y];
        }""",
        code,
    )
    page.mouse.move(*at)
    page.locator(TIP).wait_for()
    return page.locator(TIP).inner_text()


def counts(page) -> list[int]:
    """The numbers of the key, in its order."""
    return [int(text) for text in page.locator(f"{KEY} strong").all_inner_texts()]


def spoken(page, words: str | re.Pattern) -> None:
    """Wait until the explorer's live region says it."""
    region = page.locator("council-explorer .spoken[role=status]")
    region.filter(has_text=words).wait_for(state="attached")


def active(page) -> str:
    """The name of what has the focus within the explorer."""
    return page.evaluate(
        "document.querySelector('council-explorer').shadowRoot.activeElement?.ariaLabel ?? ''"
    )
