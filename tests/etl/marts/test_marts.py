"""Every calculation done twice: SQL in the product, plain Python here, on invented councils."""

import math

import pytest

import invented as fiction
from etl.chance import limits
from invented import ASSESSMENTS_OF, PLANS_OF, YEARS, number, rows, slow_bounds

COUNCIL_YEARS = [key for key in PLANS_OF if key[0] not in (fiction.ENGLAND, fiction.REGION)]


def slow_class(cell: str, children: int, threshold: float) -> str:
    if cell == "c":
        return "suppressed"
    if not cell.isdigit():
        return "not_available"
    if cell == "0":
        return "none"
    return "very_low" if int(cell) / children * 1000 < threshold else "at_or_above"


def test_council_year_agrees_with_arithmetic_done_the_slow_way(invented):
    found = rows(invented, "SELECT * FROM council_year")
    assert {(r["council_code"], r["year_ending"]) for r in found} == set(COUNCIL_YEARS)
    for row in found:
        key = (row["council_code"], row["year_ending"])
        cells, year = PLANS_OF[key], key[1]
        children = fiction.CHILDREN[key[0], year - 1]
        own = number(cells["sexual_abuse"])
        assert row["children"] == children
        assert row["sexual_plans"] == own
        assert row["all_plans"] == number(cells["all"])
        assert (row["sexual_plans_min"], row["sexual_plans_max"]) == slow_bounds(cells)
        assert row["class"] == slow_class(cells["sexual_abuse"], children, 0.2), key
        england = number(PLANS_OF[fiction.ENGLAND, year]["sexual_abuse"])
        expected = england / fiction.CHILDREN[fiction.ENGLAND, year - 1] * children
        assert row["expected_plans_at_england_rate"] == pytest.approx(expected)
        csa = number(ASSESSMENTS_OF[key][0])
        assert row["csa_assessments"] == csa
        if own is None:
            assert row["sexual_rate_per_1000"] is None
            assert row["sexual_share"] is None
        else:
            assert row["sexual_rate_per_1000"] == pytest.approx(own * 1000 / children)
            assert row["sexual_share"] == pytest.approx(own / int(cells["all"]))
        if own is None or not csa:  # nothing is divided by nothing
            assert row["plans_per_100_csa_assessments"] is None
        else:
            assert row["plans_per_100_csa_assessments"] == pytest.approx(own / csa * 100)


def poisson_at_most(events: int, mean: float) -> float:
    """P(X <= events) by adding the terms one by one."""
    term = total = math.exp(-mean)
    for n in range(1, events + 1):
        term *= mean / n
        total += term
    return total


def solve(decreasing, target: float, high: float) -> float:
    low = 0.0
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if decreasing(middle) > target else (low, middle)
    return low


@pytest.mark.parametrize("events", [0, 1, 4, 19, 20, 100])
def test_limits_are_the_means_that_would_make_the_count_one_in_forty(invented, events):
    (found,) = rows(invented, "SELECT low, high FROM poisson_limit WHERE events = ?", events)
    # The upper mean is so large that so few, the lower so small that so many, are 2.5% likely.
    high = solve(lambda mean: poisson_at_most(events, mean), 0.025, 10 * events + 20)
    assert found["high"] == pytest.approx(high, rel=1e-9)
    if events:
        low = solve(lambda mean: poisson_at_most(events - 1, mean), 0.975, events + 1.0)
        assert found["low"] == pytest.approx(low, rel=1e-9)
    else:
        assert found["low"] == 0


def test_limits_agree_with_the_printed_table():
    """Values for 0, 5 and 10 events as tabulated since Garwood (1936), to their two decimals."""
    found = limits.of_counts(10, factor=1).set_index("events").round(2)
    assert tuple(found.loc[0]) == (0.00, 3.69)
    assert tuple(found.loc[5]) == (1.62, 11.67)
    assert tuple(found.loc[10]) == (4.80, 18.39)


@pytest.mark.parametrize("threshold", [0.05, 0.19, 0.1900001, 0.2, 1.0, 50.0])
def test_classes_and_headline_at_any_threshold(invented, threshold):
    for year in YEARS:
        councils = [c for c, y in COUNCIL_YEARS if y == year]
        classes, certain, possible = [], 0, 0
        for council in councils:
            cells = PLANS_OF[council, year]
            children = fiction.CHILDREN[council, year - 1]
            classes.append(slow_class(cells["sexual_abuse"], children, threshold))
            low, high = slow_bounds(cells)
            certain += high is not None and high * 1000 / children < threshold
            possible += low is not None and low * 1000 / children < threshold
        (row,) = rows(
            invented, "SELECT * FROM headline_at(?) WHERE year_ending = ?", threshold, year
        )
        assert row["none"] == classes.count("none")
        assert row["suppressed"] == classes.count("suppressed")
        assert row["very_low"] == classes.count("very_low")
        assert row["certainly_below"] == certain
        assert row["possibly_below"] == possible
        assert row["councils_with_a_figure"] == len(councils) - classes.count("not_available")
        counts = rows(
            invented, "SELECT * FROM class_count_at(?) WHERE year_ending = ?", threshold, year
        )
        assert len(counts) == 5
        assert {r["class"]: r["councils"] for r in counts} == {
            name: classes.count(name)
            for name in ("none", "suppressed", "very_low", "at_or_above", "not_available")
        }


def test_a_rate_equal_to_the_threshold_is_not_below_it(invented):
    (row,) = rows(
        invented,
        "SELECT class FROM council_class_at(0.2) WHERE council_code = ? AND year_ending = 2020",
        fiction.NORTHFORD,
    )
    assert row["class"] == "at_or_above"  # 20 plans among 100,000 children


def test_england_and_regions_are_as_printed_and_not_our_sums(invented):
    for year in YEARS:
        (row,) = rows(invented, "SELECT * FROM england_year WHERE year_ending = ?", year)
        printed = PLANS_OF[fiction.ENGLAND, year]
        assert row["sexual_plans"] == int(printed["sexual_abuse"])
        ours = sum(number(PLANS_OF[c, y]["all"]) or 0 for c, y in COUNCIL_YEARS if y == year)
        assert row["all_plans"] == int(printed["all"]) != ours
        children = fiction.CHILDREN[fiction.ENGLAND, year - 1]
        assert row["sexual_rate_per_1000"] == pytest.approx(
            int(printed["sexual_abuse"]) / children * 1000
        )
        (region,) = rows(invented, "SELECT * FROM region_year WHERE year_ending = ?", year)
        assert region["sexual_plans"] == int(PLANS_OF[fiction.REGION, year]["sexual_abuse"])
        assert region["region_name"] == "Middleland"


def test_assessment_to_plan_has_a_ratio_only_where_both_are_published(invented):
    found = rows(invented, "SELECT * FROM assessment_to_plan WHERE category = 'sexual_abuse'")
    assert len(found) >= len(COUNCIL_YEARS)
    for row in found:
        key = (row["area_code"], row["year_ending"])
        plans = number(PLANS_OF[key]["sexual_abuse"])
        assessments = number(ASSESSMENTS_OF[key][0])
        if plans is None or not assessments:
            assert row["plans_per_100_assessments"] is None
        else:
            assert row["plans_per_100_assessments"] == pytest.approx(100 * plans / assessments)


def flags(connection, council: str, flag: str) -> list[tuple[int, str, str]]:
    return [
        (r["year_ending"], r["measure"], r["explanation"])
        for r in rows(
            connection,
            "SELECT * FROM quality_flag WHERE council_code = ? AND flag = ? ORDER BY ALL",
            council,
            flag,
        )
    ]


def test_a_zero_between_large_years_is_flagged_and_a_small_areas_zero_is_not(invented):
    ((year, measure, why),) = flags(invented, fiction.NORTHFORD, "unlikely_zero")
    assert (year, measure) == (2021, "assessments that recorded sexual abuse")
    assert "200 for 2020" in why and "210 for 2022" in why
    assert [f[0] for f in flags(invented, fiction.EASTMERE, "unlikely_zero")] == [2022]
    assert flags(invented, fiction.OLDSHIRE, "unlikely_zero") == []


def test_a_step_of_more_than_three_times_is_flagged_both_ways(invented):
    found = flags(invented, fiction.NORTHFORD, "step_change")
    assert [(year, measure) for year, measure, _ in found] == [
        (2021, "assessments that recorded child sexual exploitation"),
        (2022, "assessments that recorded child sexual exploitation"),
    ]
    assert "from 30 to 100" in found[0][2] and "from 100 to 31" in found[1][2]


def test_every_step_by_the_rule_is_flagged_whatever_its_smaller_end(ask):
    """Recomputed from the figures: over three times, by over 40, from one printed year to the next.

    A step may begin or end below 20. A few plans more are none, and a printed 0 has its own rule.
    """

    figures = ask(
        "SELECT flow, area_code, series_code, year_ending, value FROM plan "
        "INNER JOIN council_series ON council_series.council_code = plan.area_code "
        "WHERE basis = 'initial' AND category = 'sexual_abuse' UNION ALL "
        "SELECT factor, area_code, series_code, year_ending, value FROM assessment_factor "
        "INNER JOIN council_series ON council_series.council_code = area_code "
        "WHERE factor IN ('sexual_abuse', 'child_sexual_exploitation')"
    )
    found = ask(
        "SELECT measure, council_code, year_ending FROM quality_flag WHERE flag = 'step_change'"
    )
    names = {
        "started": "plans started for sexual abuse",
        "at_31_march": "plans for sexual abuse in force on 31 March",
        "sexual_abuse": "assessments that recorded sexual abuse",
        "child_sexual_exploitation": "assessments that recorded child sexual exploitation",
    }
    series = {(what, code, year): value for what, _, code, year, value in figures}
    expected, from_few, small, zeros = set(), 0, 0, 0
    for what, area, code, year, value in figures:
        before = series.get((what, code, year - 1))
        if value is None or before is None:
            continue
        low, high = sorted([before, value])
        zeros += low == 0 and high > 40
        if low == 0 or high <= 3 * low:
            continue
        small += high - low <= 40
        if high - low > 40:
            expected.add((names[what], area, year))
            from_few += low <= 20
    assert set(found) == expected and len(found) == len(expected)
    assert from_few > 5 and small > 20 and zeros > 0
    leeds = {y for what, area, y in expected if area == "E08000035" and what == names["started"]}
    assert leeds == {2014, 2020}


def test_what_is_missing_carried_renamed_or_ended_is_flagged(invented):
    assert {f[0] for f in flags(invented, fiction.WESTLEY, "no_figure")} == {2020, 2021}
    assert [f[0] for f in flags(invented, fiction.WESTLEY, "carried_in_totals")] == [2021]
    ((year, _, why),) = flags(invented, fiction.WESTLEY_RENAMED, "new_code")
    assert year == 2022 and "1 April 2021" in why and "the years join" in why
    ((year, _, why),) = flags(invented, fiction.SOUTHWAY, "new_area")
    assert year == 2022 and "Oldshire" in why
    ((year, _, why),) = flags(invented, fiction.OLDSHIRE, "area_ended")
    assert year == 2021 and "31 March 2021" in why and "Southway" in why
    assert {f[0] for f in flags(invented, fiction.OLDSHIRE, "older_population")} == {2020, 2021}


def test_a_recode_joins_its_series_and_a_merger_does_not(invented):
    series = {
        r["council_code"]: (r["series_code"], r["slug"], r["label"])
        for r in rows(invented, "SELECT * FROM council_series")
    }
    renamed = (fiction.WESTLEY_RENAMED, "westley", "Westley")
    assert series[fiction.WESTLEY] == series[fiction.WESTLEY_RENAMED] == renamed
    assert series[fiction.OLDSHIRE] == (fiction.OLDSHIRE, "oldshire", "Oldshire (to 2021)")


def test_a_low_or_hidden_figure_between_large_ones_is_flagged_softly(ask):
    """Recomputed here from the figures, for every series of assessments that recorded abuse."""

    figures = ask(
        "SELECT series_code, area_code, year_ending, factor, value, status "
        "FROM assessment_factor INNER JOIN council_series "
        "ON council_series.council_code = assessment_factor.area_code "
        "WHERE factor LIKE 'sexual_abuse%'"
    )
    found = set(
        ask(
            "SELECT council_code, year_ending FROM quality_flag WHERE flag = 'unlikely_low' "
            "AND measure = 'assessments that recorded sexual abuse'"
        )
    )
    series: dict[str, dict[int, tuple]] = {}
    parts: dict[tuple, int] = {}
    for code, area, year, factor, value, status in figures:
        if factor == "sexual_abuse":
            series.setdefault(code, {})[year] = (area, value, status)
        else:
            parts[area, year] = parts.get((area, year), 0) + (value or 0)
    expected, hidden = set(), 0
    for years in series.values():
        for year, (area, value, status) in years.items():
            before = [n for y, (_, n, _) in sorted(years.items()) if y < year and n][-1:]
            after = [n for y, (_, n, _) in sorted(years.items()) if y > year and n][:1]
            if not before or not after or min(*before, *after) < 20 or value == 0:
                continue
            low = value if status == "published" else parts.get((area, year), 0)
            if status in ("published", "suppressed") and 3 * low < min(*before, *after):
                expected.add((area, year))
                hidden += status == "suppressed"
    assert found == expected
    assert len(expected) > hidden > 0
