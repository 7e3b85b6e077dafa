"""What a reader takes away: tables, spreadsheets, briefings, the data package, the API, `site/`.

`paper/` is what is printed, `published/` the folder that stands alone; beside them are the tables.
"""
