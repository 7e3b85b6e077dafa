"""The command line: `python -m etl STEP`. Each step says what it did, or why it refused."""

import argparse
import os
import sys
from pathlib import Path
from typing import NoReturn

import duckdb

from etl.errors import Refusal, brief, explained, unsaid

ROOT = Path(__file__).parent.parent
DATABASE = ROOT / "data" / "csa.duckdb"
EXAMPLES = {
    "fetch": "fetch --only c3",
    "update": "update --report what-moves.md",
    "extract": "extract --from ~/Downloads/children-in-need",
    "build": "build --if-out-of-date",
    "check": "check data/csa.duckdb",
    "verify": "verify",
    "diff": "diff last-year.duckdb data/csa.duckdb > what-moves.md",
    "publish": "publish --address https://figures.example.org --no-pdf",
}


def fetch(arguments: argparse.Namespace) -> str:
    from etl.put.replacing import alone
    from etl.take.fetch import fetch

    with alone(DATABASE.parent):
        return str(fetch(**_what_to_fetch(arguments)))


def update(arguments: argparse.Namespace) -> str:
    from etl.update import update

    return update(
        arguments.accept,
        report=arguments.report,
        accept_revised=_reason(arguments),
        **_what_to_fetch(arguments),
    )


def _reason(arguments: argparse.Namespace) -> str:
    """Why revised figures are taken; empty where they are not to be."""
    reason = arguments.accept_revised
    if reason is not None and not reason.strip():
        raise Refusal(
            "--accept-revised names no reason",
            expected="words that say who revised the figures, and where it is published",
            remedy='for example --accept-revised "DfE corrected Eastmere, notice of 3 December"',
        )
    return (reason or "").strip()


def _what_to_fetch(arguments: argparse.Namespace) -> dict:
    return {
        "release": arguments.release,
        "only": tuple(arguments.only),
        "offline": arguments.offline,
    }


def extract(arguments: argparse.Namespace) -> str:
    from etl.put.replacing import alone
    from etl.read.extract import FIGURES, extract

    with alone(DATABASE.parent):
        tables = extract(
            arguments.folder,
            accept_new=arguments.accept_new or bool(_reason(arguments)),
            accept_revised=_reason(arguments),
        )
    rows = ", ".join(f"{name} {len(table):,}" for name, table in tables.items())
    return f"Wrote {FIGURES}: {rows} rows."


def build(arguments: argparse.Namespace) -> str:
    from etl.build import build
    from etl.fingerprints import is_out_of_date

    if arguments.if_out_of_date and not is_out_of_date(arguments.database):
        return f"{arguments.database.name} is made from exactly what stands here."
    return build(arguments.database)


def check(arguments: argparse.Namespace) -> str:
    from etl.checks import check_file

    return check_file(arguments.database)


def verify(arguments: argparse.Namespace) -> str:
    from etl.checks.integrity import hold_sums
    from etl.read.extract import FIGURES
    from etl.verify import verify

    hold_sums(FIGURES)  # spoilt ones are no measure of a database
    return verify(arguments.database, FIGURES)


def diff(arguments: argparse.Namespace) -> str:
    from etl.compare.diff import diff

    return diff(arguments.old, arguments.new)


def publish(arguments: argparse.Namespace) -> str:
    from etl.publish import publish

    return publish(arguments.database, arguments.folder, arguments.address, arguments.pdf)


def main(words: list[str] | None = None) -> int:
    """Run one step; 0 when it did what it says, 1 when it refused."""
    arguments = parser().parse_args(words)
    try:
        answer(arguments.run(arguments))
    except Refusal as refusal:
        print(f"Refused. {refusal}", file=sys.stderr)
        return 1
    except BrokenPipeError:  # whoever read the answer has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (duckdb.Error, OSError) as error:
        names = () if arguments.run is build else ("database", "old", "new")
        read = [getattr(arguments, name, None) for name in names]
        print(f"Refused. {explained(error, at_fault(read))}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped. What stood before stands.", file=sys.stderr)
        return 130
    return 0


def answer(said: str) -> None:
    """Print it. Raises Refusal where there is no room for it, as on a full disk after `>`."""
    try:
        print(said)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise unsaid(error) from error


def at_fault(files: list[Path | None]) -> Path | None:
    """Of the databases that a step reads, the first that does not open, or else the first."""
    named = [file for file in files if file is not None]
    for file in named:
        try:
            duckdb.connect(str(file), read_only=True).close()
        except duckdb.Error:
            return file
    return named[0] if named else None


class Parser(argparse.ArgumentParser):
    """Arguments that it does not know are refused in a line, as all else is."""

    def error(self, message: str) -> NoReturn:
        said = f"Refused. {brief(message, 150)}. What to do: see `{self.prog} --help`."
        self.exit(2, said + "\n")


def parser() -> argparse.ArgumentParser:
    """The steps and what each may be told, with an example of each."""
    whole = Parser(prog="python -m etl", description=__doc__)
    steps = whole.add_subparsers(required=True, metavar="STEP")
    _add_steps_to_figures(steps)
    _add_steps_from_figures(steps)
    for name, step in steps.choices.items():
        step.formatter_class = argparse.RawDescriptionHelpFormatter
        step.epilog = f"for example:\n  python -m etl {EXAMPLES[name]}"
    return whole


def _add_steps_to_figures(steps) -> None:
    step = steps.add_parser("fetch", help="publishers' services → data/raw (needs a network)")
    _add_what_to_fetch(step)
    step.set_defaults(run=fetch)

    step = steps.add_parser("update", help="fetch, draft, check and say what would change")
    _add_what_to_fetch(step)
    step.add_argument(
        "--accept", action="store_true", help="then write figures, sources.yml and CHANGES.md"
    )
    step.add_argument(
        "--report", type=Path, help="Markdown file for what changes (data/raw/update.md)"
    )
    _add_accept_revised(step)
    step.set_defaults(run=update)

    step = steps.add_parser("extract", help="publishers' files → data/figures")
    step.add_argument("--from", dest="folder", type=Path, default=ROOT / "data" / "raw")
    step.add_argument(
        "--accept-new",
        action="store_true",
        help="take the newest release in the folder, and files whose sha256 differs, "
        "and record them",
    )
    _add_accept_revised(step)
    step.set_defaults(run=extract)


def _add_steps_from_figures(steps) -> None:
    step = steps.add_parser("build", help="data/figures → data/csa.duckdb, checked")
    step.add_argument("--database", type=Path, default=DATABASE)
    step.add_argument(
        "--if-out-of-date",
        action="store_true",
        help="only when something it is made from has changed",
    )
    step.set_defaults(run=build)

    step = steps.add_parser("check", help="run every check on a built database")
    step.add_argument("database", type=Path, nargs="?", default=DATABASE)
    step.set_defaults(run=check)

    step = steps.add_parser(
        "verify", help="work everything out again from the figures, cell by cell"
    )
    step.add_argument("database", type=Path, nargs="?", default=DATABASE)
    step.set_defaults(run=verify)

    step = steps.add_parser("diff", help="which numbers, statuses and classes move: Markdown")
    step.add_argument("old", type=Path)
    step.add_argument("new", type=Path)
    step.set_defaults(run=diff)

    step = steps.add_parser("publish", help="data/csa.duckdb → site/: package, API, briefings")
    step.add_argument("--to", dest="folder", type=Path, default=ROOT / "site")
    step.add_argument("--database", type=Path, default=DATABASE)
    step.add_argument("--address", default="", help="where the folder will be served")
    step.add_argument(
        "--pdf",
        action=argparse.BooleanOptionalAction,
        help="every briefing as PDF too; without a word, where the library Pango is",
    )
    step.set_defaults(run=publish)


def _add_accept_revised(step: argparse.ArgumentParser) -> None:
    step.add_argument(
        "--accept-revised",
        nargs="?",
        const="",
        metavar="REASON",
        help="take the newest release though it prints published figures otherwise, for the "
        "reason given; what moved is listed",
    )


def _add_what_to_fetch(step: argparse.ArgumentParser) -> None:
    step.add_argument(
        "--release",
        default="",
        help="a release by its name (2025), or `recorded`: those the committed "
        "figures are from; without it, the newest",
    )
    step.add_argument(
        "--only",
        action="append",
        default=[],
        metavar="ROLE",
        help="one role of sources.yml; may be given again",
    )
    step.add_argument(
        "--offline", action="store_true", help="ask no service; use what is in data/raw"
    )


if __name__ == "__main__":
    sys.exit(main())
