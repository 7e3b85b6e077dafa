"""Three years beside the three before, worked out the slow way; nothing tells a hidden number."""

import pytest
from scipy.stats import beta


def test_changes_are_those_of_six_printed_years_with_the_variance_factor(ask):
    years = {
        (series, year): (plans, children)
        for series, year, plans, children in ask(
            "SELECT series_code, year_ending, sexual_plans, children FROM council_year "
            "JOIN council_series USING (council_code)"
        )
    }
    ((factor,),) = ask(
        "SELECT factor FROM variance_factor "
        "WHERE counted = 'plans_started_sexual_abuse_initial' AND is_used"
    )
    looked_at = hidden = 0
    for series, last, change, low, high, verdict in ask(
        "SELECT series_code, year_ending, rate_change, rate_change_low, rate_change_high, verdict "
        "FROM pooled_change JOIN council_series USING (council_code)"
    ):
        six = [years.get((series, year)) for year in range(last - 5, last + 1)]
        if None in six or any(plans is None for plans, _ in six):
            assert (change, low, high, verdict) == (None, None, None, "cannot_tell")
            hidden += 1
            continue
        if change is None:
            assert verdict == "cannot_tell"
            continue
        before, after = sum(p for p, _ in six[:3]), sum(p for p, _ in six[3:])
        children = sum(c for _, c in six[:3]) / sum(c for _, c in six[3:])
        assert change == pytest.approx(after / before * children - 1)
        if after:
            share = beta.ppf(0.025, after / factor, before / factor + 1)
            assert low == pytest.approx(share / (1 - share) * children - 1)
        share = beta.ppf(0.975, after / factor + 1, before / factor)
        assert high == pytest.approx(share / (1 - share) * children - 1)
        expected = "rise" if low > 0 else "fall" if high < 0 else "usual_swings"
        assert verdict == expected
        looked_at += 1
    assert looked_at > 200 and hidden > 400
