"""Which years of England's assessments are marked follows from the figures, found the slow way."""

from collections import defaultdict

from committed import rows_of

PARTS = ("_unknown", "_child_on_child", "_adult_on_child")


def newest_code(councils: dict[str, dict], code: str) -> str:
    while councils[code]["change_kind"] == "recode":
        code = councils[code]["successors"]
    return code


def by_hand() -> dict[tuple[str, int], tuple[int, float, int]]:
    """Factor and year → councils short, assessments they lack, England's number."""
    councils = {row["council_code"]: row for row in rows_of("councils")}
    england, numbers, parts = {}, defaultdict(dict), defaultdict(int)
    hidden = defaultdict(dict)
    for row in rows_of("assessments"):
        factor, year = row["factor"], int(row["year_ending"])
        whole = factor
        for part in PARTS:
            whole = whole.removesuffix(part)
        if row["area_level"] == "england" and whole == factor and row["value"]:
            england[factor, year] = int(row["value"])
        if row["area_level"] != "council":
            continue
        series = newest_code(councils, row["area_code"])
        if whole != factor:
            parts[series, whole, year] += int(row["value"] or 0)
        elif row["status"] == "published":
            numbers[series, factor][year] = int(row["value"])
        elif row["status"] in ("suppressed", "withheld"):
            hidden[series, factor][year] = True
    found = {key: (0, 0.0, value) for key, value in england.items()}
    for (series, factor), years in numbers.items():
        printed = years | {y: parts[series, factor, y] for y in hidden[series, factor]}
        some = sorted(y for y, n in years.items() if n)
        for year, number in printed.items():
            before = [years[y] for y in some if y < year][-1:]
            after = [years[y] for y in some if y > year][:1]
            if not before or not after or min(*before, *after) < 20:
                continue
            if number * 3 < min(*before, *after):
                many, lacking, all_of = found[factor, year]
                lacking += (before[0] + after[0]) / 2 - number
                found[factor, year] = (many + 1, lacking, all_of)
    return found


def test_a_year_is_under_recorded_by_the_rule_and_by_no_list(ask):
    expected = by_hand()
    rows = ask("SELECT * FROM recording_shortfall")
    flags = dict(ask("SELECT year_ending, csa_assessments_under_recorded FROM england_year"))
    assert {(factor, year) for factor, year, *_ in rows} == set(expected)
    marked = set()
    for factor, year, councils, lacking, is_marked, assessments, share in rows:
        many, short, all_of = expected[factor, year]
        assert (councils, is_marked) == (many, short >= 0.05 * all_of), (factor, year)
        assert abs(lacking - short) <= 5
        assert (assessments, share) == (all_of, lacking / all_of)
        marked |= {(factor, year)} if is_marked else set()
    # Two of the factors, both in the first year of their three columns, and none of the others.
    assert {factor for factor, _ in marked} == {"sexual_abuse", "physical_abuse"}
    assert len({year for _, year in marked}) == 1 and len(rows) > len(marked) + 20
    for year, is_marked in flags.items():
        assert is_marked == (("sexual_abuse", year) in marked)
    assert sum(flags.values()) == 1
