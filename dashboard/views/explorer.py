"""Map: what each council records, any measure and year, beside the estimate.

The whole page is the explorer, which runs in the reader's browser from files; only the foot is
Streamlit's.
"""

from dashboard.councils.explorer.measures import CLASS_SOURCES
from dashboard.page import explorer, parts

with parts.frame(CLASS_SOURCES):
    explorer.show()
