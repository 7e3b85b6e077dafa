"""The dashboard: one database file in, pages out; `app.py` lists them, `asgi.py` serves them."""

import os

# Streamlit looks for settings in the user's home and does not start where there is none, as in a
# container that is run as a user it does not know.
os.environ.setdefault("HOME", "/nonexistent")
