"""What police forces recorded, beside what councils did: questions of every page that shows it.

The fact a newcomer gets wrong: a force covers several councils, and its offences are not divided
among them. So a council's page shows its force's number, never a council's.
"""

from typing import NamedTuple

import pandas as pd

from dashboard.database import ask

RATE, NUMBER, IMAGES = (
    "police_recorded_offence_rate",
    "police_recorded_offences",
    "police_recorded_obscene_publications",
)


class Force(NamedTuple):
    """A territorial police force: ONS code, name for readers, its councils of today by label."""

    code: str
    label: str
    councils: tuple[str, ...]


def force_of(series_code: str) -> Force:
    """The force of a council of any time. Raises IndexError for a series there is not."""
    return forces_of((series_code,))[0]


def forces_of(series: tuple[str, ...]) -> list[Force]:
    """The forces of several councils, each once, by label."""
    rows = ask(
        """
        SELECT DISTINCT council.police_force_code, area_address.label
        FROM council
        INNER JOIN council_series USING (council_code)
        INNER JOIN area_address
            ON area_address.area_level = 'police_force'
            AND area_address.area_name = council.police_force_name
        WHERE LIST_CONTAINS(STRING_SPLIT(?, ','), council_series.series_code)
        ORDER BY area_address.label
        """,
        ",".join(series),
    )
    return [Force(code, label, _councils(code)) for code, label in rows.itertuples(index=False)]


def _councils(force_code: str) -> tuple[str, ...]:
    return tuple(
        ask(
            """
            SELECT council_series.label
            FROM council
            INNER JOIN council_series USING (council_code)
            WHERE council.police_force_code = ? AND council.code_to IS NULL
            ORDER BY council_series.label
            """,
            force_code,
        )["label"]
    )


def recorded(force_code: str) -> pd.DataFrame:
    """What a force recorded beside England, one row a year ending 31 March, oldest first.

    Columns year_ending, offences (with a child named in law), status, per_1000, rate_status,
    children (of its councils), images (code 86), images_status, england_per_1000.
    """
    return ask(
        f"""
        SELECT
            own.year_ending,
            own.counted AS offences,
            own.counted_status AS status,
            own.value AS per_1000,
            own.status AS rate_status,
            own.base AS children,
            images.value AS images,
            images.status AS images_status,
            england.value AS england_per_1000
        FROM measure_figure AS own
        INNER JOIN measure_figure AS images
            ON images.measure = '{IMAGES}'
            AND images.area_code = own.area_code
            AND images.year_ending = own.year_ending
        INNER JOIN measure_figure AS england
            ON england.measure = own.measure
            AND england.area_level = 'england'
            AND england.year_ending = own.year_ending
        WHERE own.measure = '{RATE}' AND own.area_code = ?
        ORDER BY own.year_ending
        """,
        force_code,
    )


def beside_council(series_code: str) -> pd.DataFrame:
    """`recorded` of a council's force with the council's own plans and assessments, outer joined.

    Columns of `recorded`, sexual_plans, sexual_plans_status, csa_assessments and its status; years
    that only one side holds are there, with the status not_available on the other.
    """
    force = recorded(force_of(series_code).code)
    own = ask(
        """
        SELECT
            year_ending, sexual_plans, sexual_plans_status, csa_assessments, csa_assessments_status
        FROM council_year
        INNER JOIN council_series USING (council_code)
        WHERE council_series.series_code = ?
        """,
        series_code,
    )
    both = force.merge(own, on="year_ending", how="outer").sort_values("year_ending")
    statuses = [name for name in both if name.endswith("status")]
    return both.assign(
        **{name: both[name].astype(object).fillna("not_available") for name in statuses}
    )


def forces(year_ending: int) -> pd.DataFrame:
    """Every territorial force of England in a year, by label, beside its councils' plans.

    Columns label, slug (of the set of its councils; None for one council alone), councils,
    offences, per_1000, children, verdict (of offence_change), and of police_force_year
    sexual_plans_min, sexual_plans_max, sexual_plans_status, rate_min, rate_max.
    """
    return ask(
        f"""
        SELECT
            area_address.label,
            (
                SELECT ANY_VALUE(slug)
                FROM council_set
                WHERE set_level = 'police_force' AND set_code = own.area_code
                HAVING COUNT(DISTINCT series_code) > 1
            ) AS slug,
            plans.councils,
            own.counted AS offences,
            own.value AS per_1000,
            own.status,
            own.base AS children,
            offence_change.verdict,
            plans.sexual_plans_min,
            plans.sexual_plans_max,
            plans.sexual_plans_status,
            plans.rate_min,
            plans.rate_max
        FROM measure_figure AS own
        INNER JOIN police_force_year AS plans
            ON plans.police_force_code = own.area_code
            AND plans.year_ending = own.year_ending
        INNER JOIN area_address
            ON area_address.area_level = 'police_force'
            AND area_address.area_name = plans.police_force_name
        LEFT JOIN offence_change
            ON offence_change.police_force_code = own.area_code
            AND offence_change.year_ending = own.year_ending
        WHERE own.measure = '{RATE}' AND own.area_level = 'police_force' AND own.year_ending = ?
        ORDER BY area_address.label
        """,
        year_ending,
    )


def of_councils(measure: str) -> pd.DataFrame:
    """A measure of forces for each council of the year, one row a council and year, by name.

    Columns council_code, slug, label, region_name, force (label), councils (how many the force
    covers), and of the force's row of measure_figure year_ending, value, status, counted,
    counted_status, base, base_status, band and its end, below_value.
    """
    return ask(
        """
        SELECT
            council.council_code,
            council_series.slug,
            council_series.label,
            council.region_name,
            area_address.label AS force,
            COUNT(*) OVER (PARTITION BY figure.area_code, figure.year_ending) AS councils,
            figure.year_ending,
            figure.value,
            figure.status,
            figure.counted,
            figure.counted_status,
            figure.base,
            figure.base_status,
            figure.band,
            measure_band.below_value
        FROM measure_figure AS figure
        LEFT JOIN measure_band
            ON measure_band.measure = figure.measure
            AND measure_band.band = figure.band
        INNER JOIN council ON council.police_force_code = figure.area_code
        INNER JOIN population
            ON population.area_code = council.council_code
            AND population.mid_year = figure.year_ending - 1
        INNER JOIN council_series ON council_series.council_code = council.council_code
        INNER JOIN area_address
            ON area_address.area_level = 'police_force'
            AND area_address.area_name = council.police_force_name
        WHERE figure.measure = ? AND figure.area_level = 'police_force'
        ORDER BY figure.year_ending, council_series.label
        """,
        measure,
    )


def counted() -> list[str]:
    """Names of the offences with a child named in law, by code."""
    rows = ask("SELECT offence FROM offence_kind WHERE names_a_child ORDER BY offence_code")
    return rows["offence"].tolist()


def borders() -> dict[str, str]:
    """Layer of the map → the lines between forces, as an SVG path."""
    return dict(ask("SELECT layer, path FROM force_border").itertuples(index=False, name=None))


def years() -> list[int]:
    """Years ending 31 March with offences, oldest first."""
    rows = ask(
        f"SELECT DISTINCT year_ending FROM measure_figure WHERE measure = '{RATE}' ORDER BY 1"
    )
    return rows["year_ending"].tolist()


def layers() -> pd.DataFrame:
    """layer_year: England's layers, one row a layer and year."""
    return ask("SELECT * FROM layer_year ORDER BY layer, year_ending")


def england_and_wales() -> pd.DataFrame:
    """Offences of all forces, one row a year: year_ending, value, status."""
    return ask(
        f"SELECT year_ending, value, status FROM measure_figure WHERE measure = '{NUMBER}' "
        "AND area_level = 'england_and_wales' ORDER BY year_ending"
    )


def board_of(series_code: str) -> pd.DataFrame:
    """The NHS board most of a council lies in: board_name, share; empty for a former council."""
    return ask(
        """
        SELECT nhs_board.board_name, nhs_board.share
        FROM nhs_board
        INNER JOIN council_series USING (council_code)
        WHERE council_series.series_code = ?
        """,
        series_code,
    )


def release() -> tuple[str, str]:
    """The release of the offences held, and that of the boards, as sources.yml words them."""
    rows = ask("SELECT role, release FROM meta_source").set_index("role")["release"]
    return rows["offences"], rows["nhs_boards"]
