"""Questions of the compare page: a set of councils in one year, and the funnel around all of them.

A set is a tuple of council codes; which codes is the reader's choice, made in the view.
"""

import pandas as pd

from dashboard.database import ask, ask_of


def councils_of(year_ending: int) -> pd.DataFrame:
    """Every council of a year with its plans and its place in the funnel, one row each, by name.

    council_year's columns with series_code, slug, label, dfe_region_name, police_force_name, and
    funnel_council's limits (per 1,000) and place, and rate_min, rate_max: what the rate can be.
    NULL figures have their status beside them.
    """
    return ask(
        """
        SELECT
            council_year.*,
            council_series.series_code,
            council_series.slug,
            council_series.label,
            council.dfe_region_name,
            council.police_force_name,
            funnel_council.lower_998,
            funnel_council.lower_95,
            funnel_council.upper_95,
            funnel_council.upper_998,
            funnel_council.place,
            comparison.value_min AS rate_min,
            comparison.value_max AS rate_max
        FROM council_year
        INNER JOIN council USING (council_code)
        INNER JOIN council_series USING (council_code)
        INNER JOIN funnel_council USING (council_code, year_ending)
        INNER JOIN comparison
            ON comparison.council_code = council_year.council_code
            AND comparison.year_ending = council_year.year_ending
            AND comparison.measure = 'sexual_plan_rate'
        WHERE council_year.year_ending = ?
        ORDER BY council_series.label
        """,
        year_ending,
    )


def measured(measure: str, codes: tuple[str, ...], year_ending: int) -> pd.DataFrame:
    """comparison of one measure with labels, one row a council of the set that has a row, by name.

    A measure that was not yet collected in the year has no rows.
    """
    return ask(
        """
        SELECT comparison.*, council_series.slug, council_series.label
        FROM comparison
        INNER JOIN council_series USING (council_code)
        WHERE measure = ? AND LIST_CONTAINS(STRING_SPLIT(?, ','), council_code) AND year_ending = ?
        ORDER BY label
        """,
        measure,
        ",".join(codes),
        year_ending,
    )


def together(codes: tuple[str, ...], year_ending: int) -> pd.DataFrame:
    """The set's totals and rates as ranges: together()'s rows, one a measure, indexed by it."""
    return ask(
        "SELECT * FROM together(STRING_SPLIT(?, ','), ?)", ",".join(codes), year_ending
    ).set_index("measure", drop=False)


def printed(measure: str, year_ending: int, region: str = "") -> pd.DataFrame:
    """The measure in England and, where named, in a region, from DfE's own rounded totals.

    Columns area_name, value (in the measure's unit), sexual_plans (rounded to 10). England first;
    an area without a value has no row. Nor has a region with a suppressed council: beside the
    others' numbers its total would narrow what is hidden, or give it away.
    """
    return ask(
        """
        SELECT
            CASE figure.area_level WHEN 'england' THEN 'England' ELSE region.region_name END
                AS area_name,
            figure.value,
            plans.counted AS sexual_plans
        FROM measure_figure AS figure
        LEFT JOIN (
            SELECT region_code, region_name FROM council
            UNION
            SELECT dfe_region_code, dfe_region_name FROM council
        ) AS region
            ON region.region_code = figure.area_code
        LEFT JOIN measure_figure AS plans
            ON plans.measure = 'sexual_plans'
            AND plans.area_code = figure.area_code
            AND plans.year_ending = figure.year_ending
        WHERE figure.measure = ? AND figure.year_ending = ? AND figure.value IS NOT NULL
            AND (
                figure.area_level = 'england'
                OR figure.area_level = 'region' AND region.region_name = ?
                AND NOT EXISTS (
                    SELECT 1
                    FROM comparison
                    INNER JOIN council USING (council_code)
                    WHERE comparison.measure = figure.measure
                        AND comparison.year_ending = figure.year_ending
                        AND is_hidden(comparison.status)
                        AND region.region_name IN (council.region_name, council.dfe_region_name)
                )
            )
        ORDER BY figure.area_level DESC
        """,
        measure,
        year_ending,
        region,
    )


def neighbours(series_code: str) -> pd.DataFrame:
    """The ten statistical neighbours of a council, nearest first: slug, label, closeness.

    Empty for a council that no longer existed when DfE made its model.
    """
    return ask_of(
        series_code,
        """
        SELECT
            neighbour_series.series_code,
            council_series.slug,
            council_series.label,
            neighbour_series.closeness
        FROM neighbour_series
        INNER JOIN council_series
            ON council_series.council_code = neighbour_series.neighbour_series_code
        ORDER BY neighbour_series.position
        """,
    )


def funnel_of(year_ending: int) -> pd.Series:
    """The row of funnel_year: England's rate, dispersion, and how many councils it is from."""
    return ask("SELECT * FROM funnel_year WHERE year_ending = ?", year_ending).iloc[0]


def funnel_curve(year_ending: int) -> pd.DataFrame:
    """The funnel's limits per 1,000 at rising numbers of children, smallest first."""
    return ask("SELECT * FROM funnel_curve(?)", year_ending)


def cautions(codes: tuple[str, ...], year_ending: int) -> pd.DataFrame:
    """What bears on the set's figures of the year: label and explanation, by name."""
    return ask(
        """
        SELECT council_series.label, quality_flag.explanation
        FROM quality_flag
        INNER JOIN council_series USING (council_code)
        WHERE LIST_CONTAINS(STRING_SPLIT(?, ','), council_code) AND year_ending = ?
        ORDER BY label, quality_flag.measure, quality_flag.flag
        """,
        ",".join(codes),
        year_ending,
    )
