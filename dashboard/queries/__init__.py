"""Questions the pages ask of the database: SQL here, no arithmetic in a view.

What several views ask is here. A module for each view stands beside it, or in the room where its
words are: `area/` of one council or several, `country/` of England. Every function is asked once
for each version of the data and then answered from memory.
"""

from typing import Any

import pandas as pd

from dashboard.database import ask, ask_of, kept, row


def build_facts() -> dict[str, str]:
    """About the file: data_version, newest_plan_year, newest_assessment_year and more."""
    return dict(kept(("build facts",), _build_facts))


def _build_facts() -> tuple[tuple[str, str], ...]:
    rows = ask("SELECT key, value FROM meta_build")
    return tuple(rows.itertuples(index=False, name=None))


def first_assessment_year() -> int:
    """The first year of assessments by what they record; earlier ones were not collected."""
    return int(build_facts()["first_assessment_year"])


# The lines of "very low" that a reader may choose, in plans per 1,000 children.
LINES = tuple(round(0.05 * step, 2) for step in range(1, 21))


def default_threshold() -> float:
    """The usual line of "very low", in plans per 1,000 children aged 0 to 17."""
    return float(build_facts()["default_threshold"])


def plan_years() -> list[int]:
    """Years ending 31 March with plans, populations and so rates; oldest first."""
    return list(kept(("plan years",), _plan_years))


def _plan_years() -> tuple[int, ...]:
    years = ask("SELECT DISTINCT year_ending FROM council_year ORDER BY 1")
    return tuple(years["year_ending"].tolist())


def council_names() -> dict[str, str]:
    """Name in addresses → label of every area of `councils`, in its order: for a list of them."""
    return dict(kept(("council names",), _council_names))


def _council_names() -> tuple[tuple[str, str], ...]:
    return tuple(zip(councils()["slug"], councils()["label"], strict=True))


def council_other_names() -> dict[str, str]:
    """What else an address may call a council → its name there: its codes and its printed name."""
    return dict(kept(("other council names",), _council_other_names))


def _council_other_names() -> tuple[tuple[str, str], ...]:
    rows = ask(
        """
        SELECT UNNEST([LOWER(council_code), address_of(council_name)]) AS other, slug
        FROM council_series
        INNER JOIN council USING (council_code)
        ORDER BY code_from
        """
    )
    return tuple(rows.itertuples(index=False, name=None))


def councils() -> pd.DataFrame:
    """Every area ever in council_year, one row a series (recodes joined), by label.

    Columns series_code, slug, label, council_name, is_former, first_year, last_year, region_name,
    dfe_region_name, police_force (label). `last_year` is the newest year with plans.
    """
    return ask(
        """
        SELECT
            council_series.series_code,
            council_series.slug,
            council_series.label,
            council.council_name,
            council_series.is_former,
            MIN(council_year.year_ending) AS first_year,
            MAX(council_year.year_ending) AS last_year,
            council.region_name,
            council.dfe_region_name,
            force.label AS police_force
        FROM council_series
        INNER JOIN council ON council.council_code = council_series.series_code
        INNER JOIN area_address AS force
            ON force.area_level = 'police_force'
            AND force.area_name = council.police_force_name
        INNER JOIN council_year ON council_year.council_code = council_series.council_code
        GROUP BY ALL
        ORDER BY council_series.label
        """
    )


def areas(level: str) -> pd.DataFrame:
    """area_address of a level ("region" or "police_force"), one row an area, by label."""
    return ask("SELECT * FROM area_address WHERE area_level = ? ORDER BY label", level)


def area_name(level: str, slug: str) -> str:
    """The area as its publisher prints it; empty for a name in addresses that none has."""
    found = of_slug(areas(level), slug)
    return "" if found is None else found["area_name"]


def of_slug(rows: pd.DataFrame, slug: str) -> Any:
    """The row of the area of that name in addresses, or None."""
    found = rows[rows["slug"] == slug]
    return found.iloc[0] if len(found) else None


def council_codes(series_code: str) -> list[str]:
    """Every code the series has had, oldest first."""
    return ask(
        """
        SELECT council_code
        FROM council_series
        INNER JOIN council USING (council_code)
        WHERE series_code = ?
        ORDER BY code_from
        """,
        series_code,
    )["council_code"].tolist()


def classes_in(year_ending: int, threshold: float) -> pd.DataFrame:
    """council_year of one year with the class at `threshold`, one row a council, by name.

    Adds series_code, slug, label, dfe_region_name, police_force_name, is_certainly_below,
    is_possibly_below, the columns of beside_england, and csa_zero_is_unlikely (a 0 of assessments
    that is more likely a fault of recording). NULL figures have their status beside them.
    """
    return ask_of(
        year_ending,
        """
        SELECT
            figures.year_ending AS part,
            figures.*,
            council_series.series_code,
            council_series.slug,
            council_series.label,
            council.dfe_region_name,
            council.police_force_name,
            beside_england.* EXCLUDE (council_code, year_ending),
            zero_is_unlikely(
                figures.council_code, figures.year_ending, 'assessments_sexual_abuse'
            ) AS csa_zero_is_unlikely
        FROM council_class_at(?) AS figures
        INNER JOIN council USING (council_code)
        INNER JOIN council_series USING (council_code)
        INNER JOIN beside_england USING (council_code, year_ending)
        ORDER BY council_series.label
        """,
        threshold,
    )


def classes(threshold: float) -> pd.DataFrame:
    """The classes at `threshold`, one row each: is_none_or_few, mostly_below.

    mostly_below is of most councils in it: 2 below the line whatever is hidden, 1 possibly, 0 not.
    """
    return ask(
        """
        SELECT
            class,
            is_none_or_few(class) AS is_none_or_few,
            COALESCE(MODE(is_certainly_below::INT + is_possibly_below::INT), 0) AS mostly_below
        FROM (SELECT DISTINCT class FROM class_count)
        LEFT JOIN council_class_at(?) USING (class)
        GROUP BY class
        """,
        threshold,
    )


def headline(year_ending: int, threshold: float) -> pd.Series:
    """The row of headline_at(threshold) for the year: councils in each class, and the range.

    With modelled_below, modelled_low and modelled_high of headline, which are modelled at the
    default threshold only: NULL at another.
    """
    return row(
        """
        SELECT chosen.*, modelled_below, modelled_low, modelled_high
        FROM headline_at(?) AS chosen
        LEFT JOIN headline ON headline.year_ending = chosen.year_ending AND ? = default_threshold()
        WHERE chosen.year_ending = ?
        """,
        threshold,
        threshold,
        year_ending,
    )


def headlines(threshold: float) -> pd.DataFrame:
    """headline_at(threshold), one row a year, oldest first."""
    return ask("SELECT * FROM headline_at(?) ORDER BY year_ending", threshold)


def england_in(year_ending: int) -> pd.Series:
    """England's row of the year, as DfE prints it. Raises IndexError for a year not held."""
    return row("SELECT * FROM england_year WHERE year_ending = ?", year_ending)


def claim(name: str) -> pd.Series:
    """A published claim and ours beside it. Raises IndexError for a claim nobody made."""
    return row("SELECT * FROM claim_check WHERE claim = ?", name)


def claims_of(year_ending: int, about: tuple[str, ...]) -> list[str]:
    """Which published claims about these there are of the year, in the order of `about`."""
    names = [f"{each}_{year_ending}" for each in about]
    made = set(ask("SELECT claim FROM published_claim")["claim"])
    return [name for name in names if name in made]


def claims_about(about: tuple[str, ...]) -> list[str]:
    """Every published claim about these, of whatever year: in the order of `about`, newest first.

    Where a page shows all years; a claim keeps the year it was made of, and says it.
    """
    rows = ask("SELECT claim, year_ending FROM published_claim ORDER BY year_ending DESC")
    made = dict(rows.itertuples(index=False, name=None))
    return [name for each in about for name, year in made.items() if name == f"{each}_{year}"]


def source_titles() -> list[str]:
    """The titles of all sources: "D2: child protection plans starting, by category of abuse"."""
    return ask("SELECT DISTINCT title FROM meta_source ORDER BY title")["title"].tolist()


def sources(*ids: str) -> pd.DataFrame:
    """Rows of meta_source with these ids, in the order given; an id may be of an estimate.

    Of an estimate, which is in no file of ours, the licence is NULL.
    """
    rows = ask(
        r"""
        SELECT * FROM meta_source
        UNION ALL BY NAME
        SELECT
            estimate AS id,
            SPLIT_PART(source, ', ', 1) AS publisher,
            REGEXP_EXTRACT(source, ', (.*?)(?: \((.*)\))?$', 1) AS title,
            COALESCE(NULLIF(REGEXP_EXTRACT(source, '\(([^()]*)\)$', 1), ''), published) AS release
        FROM prevalence_estimate
        """
    ).set_index("id", drop=False)
    return rows.loc[list(ids)]


def indicator(name: str) -> pd.Series:
    """The public words of a measure."""
    return row("SELECT * FROM measure WHERE id = ?", name)


def indicators() -> pd.DataFrame:
    """Every measure in words, by title."""
    return ask("SELECT * FROM measure ORDER BY title")


def every_measure() -> pd.DataFrame:
    """The dictionary of every figure: one row per measure, by its name."""
    return ask("SELECT * FROM every_measure ORDER BY id")


def support_lines() -> pd.DataFrame:
    """Where a reader can turn, in the order shown."""
    return ask("SELECT * FROM support_line ORDER BY position")


def events() -> pd.DataFrame:
    """Policy, inquiries, inspections, evidence and breaks in the data, oldest first."""
    return ask("SELECT * FROM event ORDER BY event_date")


def inspected_series() -> dict[str, str]:
    """Series code → rounds of joint inspections on sexual abuse or exploitation."""
    rows = ask(
        """
        SELECT series_code, STRING_AGG(DISTINCT round, ', ' ORDER BY round) AS rounds
        FROM inspection
        INNER JOIN council_series USING (council_code)
        GROUP BY series_code
        """
    )
    return dict(rows.itertuples(index=False, name=None))
