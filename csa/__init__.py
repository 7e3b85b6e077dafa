"""How English councils identify child sexual abuse: the figures, for programs that read them.

The fact a newcomer gets wrong: a missing value is not a zero. A number that was not published has a
status that says why, and where something bounds it, a least and a most. `total` adds up by these,
and never passes over a hidden number as `Series.sum` does.

    import csa

    csa.use("https://example.org/site/")  # or a folder site/, or a file csa.duckdb
    rates = csa.measure("sexual_plan_rate", councils=["Slough", "E06000042"], years=[2023, 2024])
    csa.total(csa.measure("sexual_plans", councils=["slough", "reading"], years=2024))

Low identification is not low prevalence: these figures say what councils record.
"""

from csa.adding import Hidden, NotAddable, Total, total
from csa.reading import NotThere, Unknown, load, measure, measures, use, version

__all__ = [
    "Hidden",
    "NotAddable",
    "NotThere",
    "Total",
    "Unknown",
    "load",
    "measure",
    "measures",
    "total",
    "use",
    "version",
]
__version__ = "1.0.0"
