"""Small files in a publisher's layout, about invented councils, for the tests of extraction."""

from io import StringIO
from pathlib import Path

import pandas as pd

from etl.read.councils import Councils

GEOGRAPHY = (
    "time_period,time_identifier,geographic_level,country_code,country_name,"
    "region_code,region_name,old_la_code,new_la_code,la_name"
)

# Northford is there throughout; Eastmere's code changed on 1 April 2021, its ground did not.
HISTORY = pd.read_csv(
    StringIO(
        """\
council_code|council_name|dfe_number|police_force_code|police_force_name|code_from|code_to|successors|\
change_kind
E99000001|Northford|901|E23000099|Mid|2009-01-01|||
E99000002|Eastmere|902|E23000099|Mid|2009-01-01|2021-03-31|E99000003|recode
E99000003|Eastmere|902|E23000099|Mid|2021-04-01|||
"""
    ),
    sep="|",
    dtype=str,
    keep_default_na=False,
)
COUNCILS = Councils(HISTORY)

ENGLAND = "Reporting year,National,E92000001,England,,,,,"
REGION = "Reporting year,Regional,E92000001,England,E12000099,Middleland,,,"
COUNCIL = "Reporting year,Local authority,E92000001,England,E12000099,Middleland"


def england(year: int, *cells: str) -> str:
    return ",".join([str(year), ENGLAND, *cells])


def region(year: int, *cells: str) -> str:
    return ",".join([str(year), REGION, *cells])


def council(year: int, number: str, code: str, name: str, *cells: str) -> str:
    return ",".join([str(year), COUNCIL, number, code, name, *cells])


def northford(year: int, *cells: str) -> str:
    return council(year, "901", "E99000001", "Northford", *cells)


def eastmere(year: int, *cells: str, code: str = "") -> str:
    in_force = code or ("E99000003" if year >= 2022 else "E99000002")
    return council(year, "902", in_force, "Eastmere", *cells)


def save(path: Path, columns: list[str], rows: list[str], encoding: str = "utf-8") -> Path:
    text = "\n".join([",".join([GEOGRAPHY, *columns]), *rows]) + "\n"
    path.write_bytes(text.encode(encoding))
    return path
