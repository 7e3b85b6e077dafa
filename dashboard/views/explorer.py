"""Map: what each council records, any measure and year, beside the estimate.

The whole page is the explorer, which runs in the reader's browser from files; only the foot is
Streamlit's.
"""

import streamlit as st

from dashboard.page import explorer, parts
from dashboard.page.around import feet
from dashboard.queries.versions import sources_of

# First of all, so that nothing that comes later moves it.
explorer.show()
st.html(parts.style())
parts.html(feet.foot(sources_of("sexual_class")))
