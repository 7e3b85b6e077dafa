"""What every page is put together from: HTML, tables, sections, and the rooms beside this file.

`around/` stands about every page, `choices/` are a reader's own, `taking/` is what they leave with.
"""
