"""What abbreviations stand for: one list, for every page of both editions.

The fact a newcomer gets wrong: a table of DfE ("D2") is explained by the title of its source, so
that no title stands here a second time.
"""

from dashboard import queries

NAMES = {
    "DfE": "Department for Education",
    "DfES": "Department for Education and Skills, until 2007",
    "DCSF": "Department for Children, Schools and Families, until 2010",
    "ONS": "Office for National Statistics",
    "CSA Centre": "Centre of expertise on child sexual abuse",
    "CSA": "child sexual abuse",
    "CSE": "child sexual exploitation",
    "JTAI": "joint targeted area inspection",
    "JTAIs": "joint targeted area inspections",
    "IICSA": "Independent Inquiry into Child Sexual Abuse",
    "ADCS": "Association of Directors of Children's Services",
    "CQC": "Care Quality Commission",
    "HMICFRS": "His Majesty's Inspectorate of Constabulary and Fire & Rescue Services",
    "HM": "His Majesty's",
    "TES": "Times Educational Supplement",
    "NSPCC": "National Society for the Prevention of Cruelty to Children",
    "NAPAC": "National Association for People Abused in Childhood",
    "OS": "Ordnance Survey",
}


def meanings() -> dict[str, str]:
    """Every abbreviation with its words, tables of DfE by their letter and number among them."""
    titles = queries.source_titles()
    return NAMES | {title[:2]: title[4:] for title in titles if title[2:4] == ": "}


def pattern(names) -> str:
    """Whole names, the longest first, so that "CSA Centre" is not read as "CSA".

    A table's letter and number count after the word "table" alone. For Python and browsers alike.
    """
    return "|".join(
        rf"(?<=\btable ){name}\b" if name[1:].isdigit() else rf"\b{name}\b"
        for name in sorted(names, key=len, reverse=True)
    )
