"""Map: what each council records, any measure and year, beside the estimate.

The whole page is the explorer, which runs in the reader's browser from files; only the foot is
Streamlit's.
"""

import streamlit as st

from dashboard.councils.explorer.measures import CLASS_SOURCES
from dashboard.page import explorer, feet, parts

# First of all, so that nothing that comes later moves it.
explorer.show()
st.html(parts.style())
parts.html(feet.foot(CLASS_SOURCES))
