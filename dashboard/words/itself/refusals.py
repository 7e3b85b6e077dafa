"""What is said to a request that is not answered: calmly, and what to do next."""

TITLES_AND_WORDS = {
    400: ("This address cannot be read", "The request was not one that a browser sends."),
    403: ("Not from another site", "These pages are opened from their own address."),
    404: ("There is no such page", "The link may be old, or a letter of it may be missing."),
    405: ("This page can only be read", "Nothing can be sent to it."),
    413: ("This page can only be read", "Nothing can be sent to it."),
    414: ("This address is too long", "Start again from the first page."),
    421: ("Another address", "This server does not answer to the name that was asked for."),
    429: (
        "Many people here at once",
        "Very many pages are open at your address. Close one, or try again in half a minute.",
    ),
    431: ("This request is too long", "Start again from the first page."),
    503: (
        "Many readers at once",
        "The interactive pages are full for the moment. Nothing is lost: try again in half a "
        "minute. Until then the plain pages have every figure.",
    ),
}
FIRST_PAGE = "The first page of this dashboard"
PLAIN_PAGES = "The same figures as plain pages, data files and an API"

NO_SUCH_FILE = "No such file: reload the page."
NOTHING_PUBLISHED = "Nothing is published yet: run `python -m etl publish`."
NOT_IN_API = "There is no such council, year or table."
NOT_LISTED = "A code or year that is not listed here answers with status 404."
