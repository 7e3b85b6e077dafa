"""A sentence to quote is copied alone: on every page it goes with whose figures it is of."""

import html
import re

import pytest

import reading

SENTENCE = r'<div class="to-copy"><p>([^<]*)</p><button[^>]*aria-label="Copy the sentence to quote"'


@pytest.mark.parametrize(
    ("view", "choices", "many"),
    [
        ("council", {"council": "leeds"}, 1),
        ("council", {"set": "derby-and-derbyshire"}, 1),
        ("compare", {"group": "region", "region": "south-west"}, 2),
        ("prevalence", {}, 1),
        ("prevalence", {"estimate": "radford-2011-past-year"}, 1),
        ("trends", {}, 2),
    ],
)
def test_a_sentence_to_quote_says_its_year_and_whose_it_is(open_page, view, choices, many):
    found = re.findall(SENTENCE, reading.html_of(open_page(f"views/{view}.py", **choices)))
    assert len(found) == many
    for text in map(html.unescape, found):
        of_several = "Trends in official data" in text and "DfE '" in text
        assert of_several or re.search(r" Source: Department for Education\b[^.]*\.$", text), text
        assert re.search(r"\b20\d\d\b", text), text
        if "estimated" in text:
            assert re.search("Source: .*(CSA Centre|Radford)", text), text
            assert re.search("The estimate is .*2011", text), text
