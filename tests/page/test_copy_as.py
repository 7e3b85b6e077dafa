"""Every "Copy as" on a page gives an address that answers with the rows that the table is of."""

import csv
import html
import re
from urllib.parse import urlsplit

import pytest
from starlette.requests import Request

from dashboard.delivery import live_tables
from dashboard.words.itself import live as live_words

# Page and address → for each "Copy as", the measures of its rows, or None for the wide form.
STEPS = {
    "referrals",
    "section_47_enquiries",
    "initial_conferences",
    "plans_started_all_categories",
    "assessments_sexual_abuse",
    "sexual_plans",
}
PARTS = {f"assessments_sexual_abuse_{who}_on_child" for who in ("adult", "child")}
PLACES = [
    ("council", {"council": "leeds", "year": 2022}, 5, STEPS),
    ("council", {"council": "cumbria", "year": 2020}, 5, STEPS),
    ("council", {"set": "west-yorkshire-police", "year": 2022}, 1, None),
    ("trends", {}, 4, PARTS | {"assessments_sexual_abuse_unknown"}),
    ("trends", {"regions": "share"}, 4, {"sexual_share"}),
    ("compare", {"councils": "slough,reading"}, 1, None),
    ("data", {"council": "leeds"}, 1, None),
]


def addresses(page) -> list[str]:
    """The CSV address of each fold."""
    found = []
    for block in page.get("html"):
        for fold in block.proto.body.split(html.escape(live_words.COPY_AS))[1:]:
            address = re.search(r"[^\s\"<>]*/api/v1/table\.csv\?[^\s\"<>]+", fold)
            found.append(html.unescape(address[0]))
    return found


def rows(address: str) -> list[dict]:
    query = urlsplit(address).query.encode()
    scope = {"type": "http", "method": "GET", "headers": [], "query_string": query, "path": "/"}
    answer = live_tables.answer(Request(scope))
    assert answer.status_code == 200, answer.body
    return list(csv.DictReader(answer.body.decode().splitlines()))


@pytest.mark.parametrize(("view", "address", "many", "measures"), PLACES)
def test_each_address_answers_with_rows_of_what_the_table_is_of(
    view, address, many, measures, open_page
):
    found = addresses(open_page(f"views/{view}.py", **address))
    assert len(found) == many
    answered = [rows(each) for each in found]
    assert all(answered)
    kinds = [
        {row["measure"] for row in each} if "measure" in each[0] else None for each in answered
    ]
    assert measures in kinds
    if year := address.get("year"):
        of_one = [each for each in answered if len({row["year_ending"] for row in each}) == 1]
        assert of_one and all(each[0]["year_ending"] == str(year) for each in of_one)
