"""The command line: `python -m etl STEP`. Each step says what it did, or why it refused."""

import argparse
import sys
from pathlib import Path

from etl.errors import Refusal

ROOT = Path(__file__).parent.parent
DATABASE = ROOT / "data" / "csa.duckdb"


def extract(arguments: argparse.Namespace) -> str:
    from etl.extract import FIGURES, extract

    tables = extract(arguments.folder, accept_new=arguments.accept_new)
    rows = ", ".join(f"{name} {len(table):,}" for name, table in tables.items())
    return f"Wrote {FIGURES}: {rows} rows."


def build(arguments: argparse.Namespace) -> str:
    from etl.build import build, is_out_of_date

    if arguments.if_out_of_date and not is_out_of_date(arguments.database):
        return f"{arguments.database.name} is newer than all it is made from."
    return build(arguments.database)


def check(arguments: argparse.Namespace) -> str:
    from etl.checks import check_file

    return check_file(arguments.database)


def diff(arguments: argparse.Namespace) -> str:
    from etl.diff import diff

    return diff(arguments.old, arguments.new)


def main(words: list[str] | None = None) -> int:
    """Run one step; 0 when it did what it says, 1 when it refused."""
    parser = argparse.ArgumentParser(prog="python -m etl", description=__doc__)
    steps = parser.add_subparsers(required=True, metavar="STEP")

    step = steps.add_parser("extract", help="publishers' files → data/figures")
    step.add_argument("--from", dest="folder", type=Path, default=ROOT / "data" / "raw")
    step.add_argument("--accept-new", action="store_true",
                      help="take files whose sha256 differs, and record the new sums")  # fmt: skip
    step.set_defaults(run=extract)

    step = steps.add_parser("build", help="data/figures → data/csa.duckdb, checked")
    step.add_argument("--database", type=Path, default=DATABASE)
    step.add_argument("--if-out-of-date", action="store_true",
                      help="only when something it is made from is newer")  # fmt: skip
    step.set_defaults(run=build)

    step = steps.add_parser("check", help="run every check on a built database")
    step.add_argument("database", type=Path, nargs="?", default=DATABASE)
    step.set_defaults(run=check)

    step = steps.add_parser("diff", help="which numbers, statuses and classes move: Markdown")
    step.add_argument("old", type=Path)
    step.add_argument("new", type=Path)
    step.set_defaults(run=diff)

    arguments = parser.parse_args(words)
    try:
        print(arguments.run(arguments))
    except Refusal as refusal:
        print(f"Refused. {refusal}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
