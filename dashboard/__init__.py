"""The dashboard: one database file in, pages out; `app.py` lists them, `asgi.py` serves them."""
