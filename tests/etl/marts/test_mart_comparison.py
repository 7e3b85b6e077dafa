"""Measures set side by side: limits and totals worked out again, one council at a time."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2


@pytest.fixture(scope="module")
def council_years(database):
    """{year: {code: row of council_year as a dict, and whether its 0 is doubted}}."""
    result = database.execute(
        "SELECT council_year.*, (council_code, year_ending) IN (SELECT (council_code, year_ending) "
        "FROM quality_flag WHERE flag = 'unlikely_zero' AND measure LIKE 'plans started%') "
        "AS is_doubted FROM council_year"
    )
    names = [column[0] for column in result.description]
    years = {}
    for values in result.fetchall():
        row = dict(zip(names, values, strict=True))
        years.setdefault(row["year_ending"], {})[row["council_code"]] = row
    return years


def test_limits_are_garwood_s_for_the_count_over_its_base(ask):
    rows = ask(
        "SELECT counted_min, counted_max, base, per, limit_low, limit_high, value, status "
        "FROM comparison USING SAMPLE 600 ROWS (reservoir, 1)"
    )
    published = 0
    for fewest, most, base, per, low, high, value, status in rows:
        if status != "published":
            assert value is low is high is None
            continue
        published += 1
        assert fewest == most
        assert value == pytest.approx(per * fewest / base)
        lowest = chi2.ppf(0.025, 2 * fewest) / 2 if fewest else 0
        assert low == pytest.approx(per * lowest / base)
        assert high == pytest.approx(per * chi2.ppf(0.975, 2 * fewest + 2) / 2 / base)
    assert published > 300


def total_by_hand(rows):
    """(councils with a figure or range, fewest, most, children of those) of council_year rows.

    A 0 that is unlikely to be one is not added up.
    """
    counted = fewest = most = children = 0
    for row in rows:
        if row["is_doubted"]:
            continue
        if row["sexual_plans_status"] == "published":
            low = high = row["sexual_plans"]
        elif row["sexual_plans_status"] == "suppressed":
            low, high = 0, row["sexual_plans_max"]
        else:
            continue
        counted, fewest, most = counted + 1, fewest + low, most + high
        children += row["children"]
    return counted, fewest, most, children


TOGETHER = (
    "SELECT councils, councils_counted, counted_min, counted_max, base, value_min, value_max "
    "FROM together(?, ?) WHERE measure = 'sexual_plan_rate'"
)


def test_a_zero_that_is_unlikely_is_not_added_up(ask, council_years):
    (doubted,) = [r for r in council_years[2013].values() if r["is_doubted"]]
    other = next(r for r in council_years[2013].values() if r["sexual_plans"])
    codes = [doubted["council_code"], other["council_code"]]
    counted = other["sexual_plans"]
    assert ask(TOGETHER, codes, 2013)[0][:5] == (2, 1, counted, counted, other["children"])


@settings(max_examples=60)
@given(data=st.data())
def test_any_set_s_total_runs_from_the_sum_of_the_fewest_to_the_sum_of_the_most(
    ask, council_years, data
):
    year = data.draw(st.sampled_from(sorted(council_years)))
    codes = data.draw(
        st.lists(st.sampled_from(sorted(council_years[year])), min_size=1, max_size=30, unique=True)
    )
    found = ask(TOGETHER, codes, year)
    counted, fewest, most, children = total_by_hand(council_years[year][code] for code in codes)
    if not counted:
        assert found == [(len(codes), 0, None, None, None, None, None)]
        return
    assert found[0][:5] == (len(codes), counted, fewest, most, children)
    assert found[0][5:] == pytest.approx((1000 * fewest / children, 1000 * most / children))


def test_no_set_with_a_suppressed_council_has_a_single_total(ask, council_years):
    looked_at = 0
    for year, rows in council_years.items():
        published = [c for c, r in rows.items() if r["sexual_plans_status"] == "published"][:3]
        for code, row in rows.items():
            if row["sexual_plans_status"] != "suppressed":
                continue
            for measure, low, high in ask(
                "SELECT measure, counted_min, counted_max FROM together(?, ?) "
                "WHERE measure <> 'csa_assessment_rate' AND councils_ranged > 0",
                [*published, code],
                year,
            ):
                looked_at += 1
                assert high - low >= 5, (code, year, measure)
    assert looked_at > 490


def test_a_hidden_number_of_assessments_is_at_least_its_printed_parts_in_a_set(ask):
    code, year, least, most = ask(
        "SELECT council_code, year_ending, counted_min, counted_max FROM comparison "
        "WHERE measure = 'csa_assessment_rate' AND status = 'suppressed' AND counted_min > 0 "
        "ORDER BY ALL LIMIT 1"
    )[0]
    other, assessments = ask(
        "SELECT council_code, csa_assessments FROM council_year "
        "WHERE csa_assessments > 0 AND year_ending = ? ORDER BY ALL LIMIT 1",
        year,
    )[0]
    assert ask(
        "SELECT councils, councils_counted, counted_min, counted_max FROM together(?, ?) "
        "WHERE measure = 'csa_assessment_rate'",
        [code, other],
        year,
    ) == [(2, 2, assessments + least, assessments + most)]


def test_no_unlikely_zero_stands_in_a_total(database):
    """Of a set, of a police force in every table: each year of each such council."""
    flagged = database.execute(
        "SELECT council_code, year_ending, police_force_code FROM quality_flag "
        "INNER JOIN council USING (council_code) WHERE flag = 'unlikely_zero' "
        "AND measure = 'assessments that recorded sexual abuse'"
    ).fetchall()
    assert len(flagged) >= 10
    for code, year, force in flagged:
        other, number = database.execute(
            "SELECT council_code, counted_min FROM comparison WHERE measure = "
            "'csa_assessment_rate' AND status = 'published' AND value > 0 AND year_ending = ? "
            "ORDER BY council_code LIMIT 1",
            [year],
        ).fetchone()
        found = database.execute(
            "SELECT councils, councils_counted, unlikely_zeros_left_out, counted_min, counted_max "
            "FROM together(?, ?) WHERE measure = 'csa_assessment_rate'",
            [[code, other], year],
        ).fetchall()
        assert found == [(2, 1, 1, number, number)], (code, year)
        value, most, status = database.execute(
            "SELECT value, value_max, status FROM area_count WHERE area_code = ? "
            "AND year_ending = ? AND name = 'assessments_sexual_abuse'",
            [force, year],
        ).fetchone()
        assert value is None and most is None and status in ("low_reliability", "suppressed")
