"""One file a page, read top to bottom; `app.py` lists them."""
