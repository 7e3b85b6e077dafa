"""An invented country of five councils, small enough to work out by hand.

Each row says why it is there. Nothing here is a figure about a real council.
"""

from pathlib import Path

import pandas as pd

from etl.read.symbols import WITHHELD, Count, parse_count

NORTHFORD, EASTMERE, SOUTHWAY, WESTLEY, OLDSHIRE = (f"E9900000{n}" for n in range(1, 6))
WESTLEY_RENAMED = "E99000006"
ENGLAND, REGION = "E92000001", "E12000099"

# code, DfE number, name, from, to, successors, kind
COUNCILS = [
    (NORTHFORD, "901", "Northford", "2009-01-01", "", "", ""),
    (EASTMERE, "902", "Eastmere", "2009-01-01", "", "", ""),
    (SOUTHWAY, "903", "Southway", "2021-04-01", "", "", ""),  # new in the year ending 2022
    (WESTLEY, "904", "Westley", "2009-01-01", "2021-03-31", WESTLEY_RENAMED, "recode"),
    (WESTLEY_RENAMED, "904", "Westley", "2021-04-01", "", "", ""),  # same ground, new code
    (OLDSHIRE, "905", "Oldshire", "2009-01-01", "2021-03-31", SOUTHWAY, "merge"),
]

# council, year, total, neglect, physical, sexual, emotional, multiple
PLANS = [
    (NORTHFORD, 2020, "100", "50", "10", "20", "15", "5"),  # ordinary, 0.2 exactly: not below
    (NORTHFORD, 2021, "90", "50", "10", "19", "10", "1"),  # 0.19: just below
    (NORTHFORD, 2022, "80", "50", "10", "0", "20", "0"),  # a published zero
    (EASTMERE, 2020, "60", "40", "c", "c", "11", "0"),  # two hidden, 9 between them: at most 9
    (EASTMERE, 2021, "60", "40", "withheld", "c", "11", "0"),  # one hidden by us: at most 9 each
    (EASTMERE, 2022, "c", "c", "0", "c", "0", "0"),  # total hidden too: 5
    (SOUTHWAY, 2022, "40", "20", "10", "1", "9", "0"),  # few in a large area: very low
    (WESTLEY, 2020, "u", "u", "u", "u", "u", "u"),  # an unreliable return
    (WESTLEY, 2021, "x", "x", "x", "x", "x", "x"),  # no return
    (WESTLEY_RENAMED, 2022, "30", "c", "10", "c", "9", "7"),  # two hidden, 4 left: still 5
    (OLDSHIRE, 2020, "10", "6", "0", "4", "0", "0"),  # 4 in a tiny area: far above
    (OLDSHIRE, 2021, "10", "6", "0", "4", "0", "0"),
    # The publisher's rounded totals: not the sums of the rows above, and not to be.
    (ENGLAND, 2020, "280", "150", "30", "50", "40", "10"),
    (ENGLAND, 2021, "250", "140", "30", "40", "30", "10"),
    (ENGLAND, 2022, "230", "130", "30", "30", "30", "10"),
    (REGION, 2020, "270", "150", "30", "50", "30", "10"),
    (REGION, 2021, "240", "140", "30", "40", "20", "10"),
    (REGION, 2022, "220", "130", "30", "30", "20", "10"),
]
CATEGORIES = ("all", "neglect", "physical_abuse", "sexual_abuse", "emotional_abuse", "multiple")
# On 31 March two categories change places, so that it is never what started.
AT_31_MARCH = ("all", "neglect", "sexual_abuse", "physical_abuse", "emotional_abuse", "multiple")

# area, mid-year → children. The mid-year before the year ending: 2021 goes with 2022.
CHILDREN = {
    (NORTHFORD, 2019): 100_000,
    (NORTHFORD, 2020): 100_000,
    (NORTHFORD, 2021): 100_000,
    (EASTMERE, 2019): 50_000,
    (EASTMERE, 2020): 50_000,
    (EASTMERE, 2021): 20_000,
    (SOUTHWAY, 2021): 80_000,
    (WESTLEY, 2019): 30_000,
    (WESTLEY, 2020): 30_000,
    (WESTLEY_RENAMED, 2021): 30_000,
    (OLDSHIRE, 2019): 1_000,
    (OLDSHIRE, 2020): 1_000,
    (ENGLAND, 2019): 181_000,
    (ENGLAND, 2020): 181_000,
    (ENGLAND, 2021): 230_000,
    (REGION, 2019): 181_000,
    (REGION, 2020): 181_000,
    (REGION, 2021): 230_000,
}

# estimate, value, unit, period: an invented country's, of Wales too.
ESTIMATES = [
    ("csa_centre_annual", 10_000, "children a year", "annual"),
    ("wales_children_0_to_15", 16_000, "residents aged 0 to 15", "population"),
]

# area, year, assessments with sexual abuse, with exploitation
ASSESSMENTS = [
    (NORTHFORD, 2020, "200", "30"),
    (NORTHFORD, 2021, "0", "100"),  # a zero between years of 20 and more; a step of over three
    (NORTHFORD, 2022, "210", "31"),  # and back again
    (EASTMERE, 2020, "40", "c"),
    (EASTMERE, 2021, "c", "c"),  # a plan that is hidden over assessments that are
    (EASTMERE, 2022, "0", "0"),  # zero after one year of 40 and one that says nothing
    (SOUTHWAY, 2022, "25", "10"),
    (WESTLEY, 2020, "u", "u"),
    (WESTLEY, 2021, "x", "x"),
    (WESTLEY_RENAMED, 2022, "22", "3"),
    (OLDSHIRE, 2020, "8", "1"),
    (OLDSHIRE, 2021, "0", "1"),  # a zero in an area that never has 20: nothing odd
    (ENGLAND, 2020, "250", "40"),
    (ENGLAND, 2021, "250", "40"),
    (ENGLAND, 2022, "260", "40"),
]

# Area, year → its cells: plans by category, assessments of the two kinds.
YEARS = (2020, 2021, 2022)
PLANS_OF = {(area, year): dict(zip(CATEGORIES, cells, strict=True)) for area, year, *cells in PLANS}
ASSESSMENTS_OF = {(area, year): cells for area, year, *cells in ASSESSMENTS}

# One partnership of an ordinary council, one that is often hidden, and one that has been recoded.
PARTNERSHIP = "Upper Middleland Safeguarding Children Partnership"
PARTNERS = (NORTHFORD, EASTMERE, WESTLEY_RENAMED)

# Offences that forces recorded: the councils' own, one elsewhere, and one without an area, which
# is left out of 2021. Code 86 is never in a sum with the others.
FORCE, FORCE_ELSEWHERE, FORCE_NO_AREA = "E23000099", "W15000099", "RAIL"
OFFENCE_KINDS = {"17B": "true", "71": "true", "86": "false"}
OFFENCES = [
    (FORCE, 2020, "300", "100", "90"),
    (FORCE, 2021, "310", "110", "95"),
    (FORCE, 2022, "450", "130", "99"),
    (FORCE_ELSEWHERE, 2020, "30", "10", "9"),
    (FORCE_ELSEWHERE, 2021, "31", "11", "8"),
    (FORCE_ELSEWHERE, 2022, "32", "0", "7"),  # a published zero
    (FORCE_NO_AREA, 2020, "3", "1", "0"),
    (FORCE_NO_AREA, 2021, "", "", ""),
    (FORCE_NO_AREA, 2022, "4", "2", "1"),
]

FACTORS_BESIDE = ("any_factor", "neglect", "physical_abuse", "emotional_abuse")


def level(area: str) -> str:
    return {ENGLAND: "england", REGION: "region"}.get(area, "council")


def number(cell: str) -> int | None:
    return int(cell) if cell.isdigit() else None


def slow_bounds(cells: dict[str, str]) -> tuple[int | None, int | None]:
    """What a council's own row says of its plans for sexual abuse: the number, or 0 to the most."""
    own = cells["sexual_abuse"]
    if own != "c":
        return number(own), number(own)
    parts = [cell for name, cell in cells.items() if name != "all"]
    if sum(cell in ("c", "withheld") for cell in parts) == 1 or not cells["all"].isdigit():
        return 0, 5
    return 0, max(5, int(cells["all"]) - sum(int(cell) for cell in parts if cell.isdigit()))


def rows(connection, question: str, *values) -> list[dict]:
    """What a database answers, one dictionary a row."""
    cursor = connection.execute(question, list(values))
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def held(cell: str) -> Count:
    """A cell of PLANS: as DfE prints it, or hidden by `extract`."""
    return Count(None, WITHHELD, WITHHELD) if cell == WITHHELD else parse_count(cell)


def write(folder: Path) -> Path:
    """Write the invented figures and reference tables below `folder`, as data/ has them."""
    figures, reference = folder / "figures", folder / "reference"
    figures.mkdir(parents=True)
    reference.mkdir()

    def save(where: Path, name: str, columns: str, rows: list) -> None:
        frame = pd.DataFrame(rows, columns=columns.split())
        for column in ("value", "children"):
            if column in frame:
                frame[column] = frame[column].astype("Int64")
        frame.to_csv(where / f"{name}.csv", index=False, lineterminator="\n")

    save(
        figures,
        "councils",
        "council_code dfe_number council_name region_code region_name dfe_region_code "
        "dfe_region_name police_force_code police_force_name code_from code_to successors "
        "change_kind lon lat bng_e bng_n",
        [
            (
                code,
                number,
                name,
                REGION,
                "Middleland",
                REGION,
                "Middleland",
                "E23000099",
                "Middleland Police",
                start,
                end,
                after,
                kind,
                "",
                "",
                "",
                "",
            )
            for code, number, name, start, end, after, kind in COUNCILS
        ],
    )
    save(
        figures,
        "plans",
        "area_code area_level year_ending flow basis category value status symbol release",
        [
            (area, level(area), year, flow, basis, category, *held(cell), "2024")
            for flow, categories in (("started", CATEGORIES), ("at_31_march", AT_31_MARCH))
            for area, year, *cells in PLANS
            for category, cell in zip(categories, cells, strict=True)
            for basis in (["either"] if category == "all" else ["initial", "latest"])
        ],
    )
    save(
        figures,
        "assessments",
        "area_code area_level year_ending factor value status symbol release",
        [
            (area, level(area), year, factor, *parse_count(cell), "2025")
            for area, year, csa, cse in ASSESSMENTS
            for factor, cell in [
                ("sexual_abuse", csa),
                ("child_sexual_exploitation", cse),
                *((factor, "500") for factor in FACTORS_BESIDE),
            ]
        ],
    )
    save(
        figures,
        "activity",
        "area_code area_level year_ending measure value status symbol release",
        [
            (area, level(area), year, measure, *parse_count(cell), "2025")
            for area, year, *_ in PLANS
            for measure, cell in [
                ("referrals", "1000"),
                ("section_47_enquiries", "300"),
                ("initial_conferences", "100"),
                ("plans_started", "80"),
                ("children_in_need", "900"),
                ("referred_children", "950"),
                ("section_47_children", "280"),
                ("initial_conference_children", "95"),
                ("plan_children", "79"),
            ]
        ],
    )
    save(
        figures,
        "characteristics",
        "year_ending characteristic group_name category value status symbol release",
        [
            (2022, "gender", "Female", "sexual_abuse", 10, "published", "", "2024"),
            (2022, "gender", "Male", "sexual_abuse", None, "suppressed", "c", "2024"),
        ],
    )
    save(
        figures,
        "population",
        "area_code area_level mid_year children release",
        [
            # Oldshire is an area since cut apart: its number is from an older release.
            (area, level(area), year, n, "2022" if area == OLDSHIRE else "2025")
            for (area, year), n in CHILDREN.items()
        ],
    )
    today = [NORTHFORD, EASTMERE, SOUTHWAY, WESTLEY_RENAMED]
    save(
        figures,
        "neighbours",
        "council_code position neighbour_code closeness",
        [
            (council, place, other, "Close")
            for council in today
            for place, other in enumerate((c for c in today if c != council), start=1)
        ],
    )
    save(
        figures,
        "offences",
        "area_code area_level year_ending offence_code value status release",
        [
            (force, "police_force", year, code, int(cell) if cell else None)
            + (("published" if cell else "not_available"), "test")
            for force, year, *cells in OFFENCES
            for code, cell in zip(OFFENCE_KINDS, cells, strict=True)
        ],
    )
    save(
        figures,
        "nhs_boards",
        "council_code board_code board_name share",
        [(code, "E54000099", "NHS Middleland", "1.0") for code in today[:3]]
        + [(WESTLEY_RENAMED, "E54000098", "NHS Upper Middleland", "0.8")],
    )
    save(
        reference,
        "offences",
        "offence_code offence also_named names_a_child",
        [(code, f"Offence {code}", "", names) for code, names in OFFENCE_KINDS.items()],
    )
    save(
        reference,
        "police_forces_elsewhere",
        "force_code force_name covers years_without",
        [
            (FORCE_ELSEWHERE, "Middle Cymru", "Wales", ""),
            (FORCE_NO_AREA, "Railway Police", "railways", "2021"),
        ],
    )
    for name, columns in {
        "national_series": "year_ending all_plans sexual_plans sexual_share_per_cent precision "
        "source",
        "policy_timeline": "event_date kind label event source",
        "inspections": "council_code council_name round theme fieldwork_from fieldwork_to "
        "letter_published source",
        "support_lines": "position name for_whom telephone web checked_on checked_against",
        "facts_in_print": "fact year_ending value as_printed what source",
        "ranks_in_print": "year_ending place claim said source",
        "review_findings": "finding_id review part theme position finding value as_printed unit "
        "base published source",
        "published_claims": "claim year_ending published_value unit decimals what definition "
        "source release",
        "claim_populations": "council_code mid_year children release",
    }.items():
        save(reference, name, columns, [])
    save(
        reference,
        "prevalence_estimates",
        "estimate value unit base measures period published source note",
        [
            (name, n, unit, "test", "test", period, "2020", "test", "")
            for name, n, unit, period in ESTIMATES
        ],
    )
    save(
        reference,
        "carried_figures",
        "council_code year_ending carried_from explanation source",
        [(WESTLEY, 2021, 2020, "Westley made no return; its 2020 figures were carried.", "test")],
    )
    save(
        reference,
        "partnerships",
        "partnership council_code status since seen source_url source",
        [
            (PARTNERSHIP, code, "dated", "2019", "2022-05-01", "https://example.org", "test")
            for code in PARTNERS
        ],
    )
    return folder


def print_low(folder: Path, cells: list[tuple[str, int, str]]) -> None:
    """Print that symbol, of a number above 0 that rounds to 0, for an area's plans in a year.

    `folder` is what `write` wrote.
    """
    file = folder / "figures" / "plans.csv"
    plans = pd.read_csv(file, dtype=str, keep_default_na=False)
    first = (plans["basis"] == "initial") & (plans["category"] == "sexual_abuse")
    for area, year, symbol in cells:
        here = first & (plans["area_code"] == area) & (plans["year_ending"] == str(year))
        plans.loc[here, ["value", "status", "symbol"]] = ["", "low", symbol]
    plans.to_csv(file, index=False)
