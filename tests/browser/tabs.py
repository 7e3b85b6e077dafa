"""Tabs that are used again: a page opens in half the time where another of ours has been open.

The fact a newcomer gets wrong: it is the tab's own process that knows our scripts by then. A new
tab is slow, whatever its window has cached.
"""

from collections import defaultdict
from collections.abc import Callable

from playwright.sync_api import Error, Page

from browser.everyone import WIDE

LEFT = 4  # blank tabs of a kind that wait to be used again
FORGET = "[localStorage, sessionStorage].forEach((kept) => kept.clear())"


class Tabs:
    """Tabs of one browser, each of a reader of their own, who has nothing from those before.

    What cannot be put back (a clock, a script before each page, a listener to the tab's events) is
    for Tabs of their own; a first load that nothing has made quicker, for a new window.
    """

    def __init__(self, browser, prepare: Callable[[Page], None] | None = None):
        """`prepare` does to a new tab what all its readers want done, and nobody puts back."""
        self._browser, self._prepare = browser, prepare
        self._left, self._how = defaultdict(list), {}

    def take(self, *, viewport: dict = WIDE, **how):
        """A blank page in a window so large; the rest as Playwright's new_context has it."""
        if left := self._left[repr(how)]:
            page = left.pop()
            page.set_viewport_size(viewport)
            return page
        page = self._browser.new_context(viewport=viewport, **how).new_page()
        page.set_default_timeout(60_000)
        if self._prepare:
            self._prepare(page)
        self._how[page] = how
        return page

    def leave(self, page) -> None:
        """Put the page back to be taken again; closed, if enough are or it cannot be put back."""
        how = self._how[page]
        left = self._left[repr(how)]
        try:
            if len(left) < LEFT:
                self._clear(page, how)
                left.append(page)
                return
        except Error:  # such as that a test has closed it
            pass
        del self._how[page]
        page.context.close()

    @staticmethod
    def _clear(page, how: dict) -> None:
        page.unroute_all()
        page.evaluate(FORGET)
        page.mouse.move(0, 0)
        page.goto("about:blank")
        for other in page.context.pages:
            if other != page:
                other.close()
        page.context.clear_cookies()
        page.context.clear_permissions()
        page.emulate_media(
            media="null",  # not "screen", which paper would have as well
            color_scheme=how.get("color_scheme", "light"),
            reduced_motion=how.get("reduced_motion", "no-preference"),
            forced_colors=how.get("forced_colors", "none"),
        )

    def close(self) -> None:
        for page in self._how:
            page.context.close()
