"""How a finding is said: with its base where a heading has not said it, and with its date."""

from types import SimpleNamespace

import pytest

from dashboard.charts import hundred
from dashboard.words import reviews

NAN = float("nan")


def finding(**known) -> SimpleNamespace:
    return SimpleNamespace(
        **{
            "review": "jay",
            "part": "found",
            "finding": "Something happened",
            "value": NAN,
            "as_printed": None,
            "unit": None,
            "base": "Northford alone",
            "published": "2014-08",
            "source": "Jay, Northford, August 2014",
        }
        | known
    )


def test_a_share_is_never_said_without_what_it_is_of():
    row = finding(value=33.0, as_printed="a third", unit="per cent", base="136 reviews")
    assert reviews.item(row) == "Something happened: a third of 136 reviews."
    assert reviews.share_in(row, "136 reviews") == "A third"
    assert reviews.share_in(row, "193 children") == "A third of 136 reviews"


def test_a_count_and_a_finding_without_a_number_are_sentences():
    counted = finding(value=6.0, as_printed="six", unit="areas", finding="areas inspected")
    assert reviews.item(counted) == "Six areas inspected."
    assert reviews.item(finding()) == "Something happened."


def test_whose_it_is_when_and_of_what_stand_beside_it():
    assert reviews.about(finding()) == "Jay report on Rotherham; August 2014; Northford alone"
    assert reviews.about(finding(), False) == "August 2014; Northford alone"
    asked = finding(part="asked_of_partnerships", published=NAN)
    assert (
        reviews.about(asked, False) == "date of publication not known here; asked of partnerships"
    )


def test_a_publication_says_its_date_once():
    assert reviews.publication(finding()) == "Jay, Northford, August 2014"
    assert reviews.publication(finding(source="Jay")) == "Jay (August 2014)"


@pytest.mark.parametrize("share", [-1, 100.1, NAN])
def test_a_hundred_dots_refuse_what_is_no_share(share):
    with pytest.raises(ValueError, match="not a share"):
        hundred.html(share, "label")


def test_a_hundred_dots_are_filled_to_the_share_and_labelled():
    drawn = hundred.html(72, 'Of "all", 72')
    assert drawn.count("class=on") == 72 and drawn.count("<i") == 100
    assert 'role="img" aria-label="Of &quot;all&quot;, 72"' in drawn
    assert hundred.html(0, "").count("class=on") == 0
