"""The NHS board (integrated care board) that most of each council lies in, as of April 2024.

Boards have merged since, so a page that names one dates it. Where a council lies in several, the
file names only the one with most of its small areas, and the share says so: never more than that.
"""

import re
from pathlib import Path

import pandas as pd

from etl.errors import Refusal, brief
from etl.read.councils import Councils
from etl.read.published import FETCH_AGAIN, read_csv

COLUMNS = ["council_code", "board_code", "board_name", "share"]
KEY = COLUMNS[:2]


def extract(path: Path, year: int, councils: Councils) -> pd.DataFrame:
    """One row per council of the year, with the share of its small areas (0 to 1) in the board.

    Raises Refusal unless the file has each council once, in the police force that we have it in.
    """
    names = ["old_la_code", "la_name", "pfa24_code", "icb24_code", "icb24_name", "icb_lsoa_share"]
    table = read_csv(path, names)
    codes = councils.in_existence(year)
    forces = councils.history.set_index("council_code")["police_force_code"]

    def refusal(found: str, expected: str, council: str = "") -> Refusal:
        return Refusal(
            found, file=path.name, council=council, expected=expected, remedy=FETCH_AGAIN
        )

    printed = table["old_la_code"]
    if set(printed) != set(codes) or printed.duplicated().any():
        wrong = sorted(set(printed) ^ set(codes)) or sorted(printed[printed.duplicated()])
        raise refusal(
            f"not one row for each council: DfE number {brief(', '.join(wrong))}",
            f"the {len(codes)} councils of {year}",
        )
    for row in table.itertuples():
        force = forces[codes[row.old_la_code]]
        if row.pfa24_code != force:
            raise refusal(f"police force {brief(row.pfa24_code)}", force, row.la_name)
        if not (re.fullmatch(r"E54\d{6}", row.icb24_code) and row.icb24_name):
            raise refusal(
                f"NHS board '{brief(row.icb24_code)}' '{brief(row.icb24_name)}'",
                "a code that begins with E54, and a name",
                row.la_name,
            )
        share = row.icb_lsoa_share
        if not re.fullmatch(r"1(\.0+)?|0\.\d+", share) or float(share) == 0:
            raise refusal(f"the share '{brief(share)}'", "a share above 0 and up to 1", row.la_name)
    return pd.DataFrame(
        {
            "council_code": printed.map(codes),
            "board_code": table["icb24_code"],
            "board_name": table["icb24_name"],
            "share": table["icb_lsoa_share"].astype(float).map("{:.4f}".format),
        }
    )
