"""Which published claims a page asks for: by what they are about, never by a year it names."""

import re

import pytest

from dashboard import queries
from dashboard.councils.explorer import claims
from dashboard.queries.measures import MEASURES
from dashboard.views.sections.trends import assessments


@pytest.mark.parametrize(
    "about",
    [*claims.ABOUT.values(), assessments.CLAIMS_ON_ASSESSMENTS, assessments.CLAIMS_ON_CONVERSION],
)
def test_what_is_asked_for_names_no_year_and_is_claimed_of_some(serving, about):
    assert not [each for each in about if re.search(r"\d", each)]
    names = queries.claims_about(about)
    assert {name.rsplit("_", 1)[0] for name in names} == set(about)


def test_claims_about_a_thing_come_newest_first(serving):
    names = queries.claims_about(("assessments_csa", "assessments_csa_fall"))
    years = [name.rsplit("_", 1) for name in names]
    assert years == sorted(years, key=lambda each: (len(each[0]), -int(each[1])))
    assert len([about for about, _ in years if about == "assessments_csa"]) > 1


def test_a_year_without_a_claim_says_none(serving):
    newest = queries.plan_years()[-1]
    assert len(claims.about("class")) == len(queries.claims_of(newest, claims.PLANS)) > 0
    assert queries.claims_of(newest + 1, claims.PLANS) == []


def test_under_the_map_only_claims_about_its_measure_stand(serving):
    titles = {
        name: " ".join(line for each in claims.about(name) for line in each["lines"])
        for name in MEASURES
    }
    assert "assessments that recorded sexual abuse" in titles["assessments"]
    assert "plans started" not in titles["assessments"]
    assert "child sexual exploitation" in titles["exploitation"]
    assert "share of assessments" in titles["plans-per-100-assessments"]
    assert titles["plans-at-31-march"] == ""
    assert set(claims.ABOUT) <= {"class", *MEASURES}
