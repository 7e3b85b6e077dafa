"""A map of one year's classes with GeoPandas: `python example_map.py csa.duckdb 2024 map.png`.

It needs `pip install duckdb geopandas matplotlib`; of these `make run` installs all but matplotlib.

The fact a newcomer gets wrong: a council whose number is hidden is not one with few. It has a hatch
of its own here, and so has one without a figure; neither is a shade of the scale.
"""

import sys

import duckdb
import geopandas
import matplotlib
import shapely

matplotlib.use("Agg")

from matplotlib import pyplot  # noqa: E402
from matplotlib.patches import Patch  # noqa: E402

LOOKS = {  # class: words, colour, hatch
    "none": ("None recorded", "#801650", ".."),
    "suppressed": ("Suppressed by DfE", "#DFE5EA", "///"),
    "very_low": ("Above 0, below 0.2 per 1,000", "#6BACE6", "--"),
    "at_or_above": ("0.2 per 1,000 or more", "#12436D", ""),
    "not_available": ("No figure", "#FFFFFF", "xx"),
}


def figures_with_outlines(database: str, year: int) -> geopandas.GeoDataFrame:
    """One row a council of the year: its code, name, class and outline (WGS84)."""
    with duckdb.connect(database, read_only=True) as connection:
        rows = connection.execute(
            """
            SELECT council_code AS code, council_name AS name, class, geometry
            FROM council_year
            INNER JOIN outline USING (council_code)
            WHERE year_ending = $year
                AND first_year <= $year
                AND COALESCE(last_year, 9999) >= $year
            """,
            {"year": year},
        ).df()
    outlines = shapely.from_geojson(rows.pop("geometry"))
    return geopandas.GeoDataFrame(rows, geometry=outlines, crs="EPSG:4326")


def draw(councils: geopandas.GeoDataFrame, year: int, file: str) -> None:
    """Save the map, on the British National Grid so that England is not stretched."""
    figure, axes = pyplot.subplots(figsize=(7, 8.5))
    on_grid = councils.to_crs("EPSG:27700")
    for name, (_, colour, hatch) in LOOKS.items():
        of_class = on_grid[on_grid["class"] == name]
        if len(of_class):
            of_class.plot(ax=axes, color=colour, hatch=hatch, edgecolor="#454E58", linewidth=0.3)
    axes.legend(
        handles=[
            Patch(facecolor=colour, hatch=hatch, edgecolor="#454E58", label=words)
            for words, colour, hatch in LOOKS.values()
        ],
        loc="upper left",
        frameon=False,
    )
    axes.set_axis_off()
    axes.set_title(
        "Child protection plans started for sexual abuse,\n"
        f"per 1,000 children, year ending 31 March {year}"
    )
    figure.text(
        0.02,
        0.01,
        "Low identification is not low prevalence. Source: Department for Education, Children in "
        "need; Office for\nNational Statistics licensed under the Open Government Licence v.3.0. "
        "Contains OS data © Crown copyright\nand database right 2026.",
        fontsize=7,
    )
    figure.savefig(file, dpi=150)
    pyplot.close(figure)


if __name__ == "__main__":
    database, year, file = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    draw(figures_with_outlines(database, year), year, file)
