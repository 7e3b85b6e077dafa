"""What a leader's own newer numbers are set against in the browser."""

import pandas as pd

from dashboard.database import ask


def limits() -> pd.DataFrame:
    """poisson_limit: `low` and `high`, 95% limits of the mean, one row for each count from 0 up."""
    return ask("SELECT low, high FROM poisson_limit ORDER BY events")
