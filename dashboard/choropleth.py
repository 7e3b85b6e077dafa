"""What the map of classes says: the legend and every council's words, packed once and kept.

Packing the years costs tens of milliseconds, so it is done once for each version of the data and
each threshold, not on every rerun.
"""

from functools import lru_cache

import council_map
import database
import queries
import theme
import words


def class_figures(threshold: float) -> council_map.Figures:
    """All years of the class map at `threshold`."""
    return _class_figures(database.version(), threshold)


@lru_cache(maxsize=64)
def _class_figures(_version: str, threshold: float) -> council_map.Figures:
    legend = [
        council_map.LegendEntry(name, label, theme.CLASS_STYLES[name])
        for name, label in theme.class_labels(threshold).items()
    ]
    years = {
        year: {
            row["council_code"]: council_map.Area(
                row["class"], words.council_figure(row, threshold)
            )
            for _, row in queries.classes_in(year, threshold).iterrows()
        }
        for year in queries.plan_years()
    }
    return council_map.pack(legend, years)
