"""One file a page, read top to bottom; `app.py` lists them. Parts of long ones are in sections/."""
