"""Whatever a step is given, it ends with a sentence and what to do, never with a trace."""

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from etl import __main__
from etl.errors import Refusal
from etl.put import drafts

ROOT = Path(__file__).parents[2]


def run(*words: object) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "etl", *map(str, words)], cwd=ROOT, capture_output=True, text=True
    )


@pytest.fixture
def files(tmp_path) -> dict[str, Path]:
    """What somebody may name in place of a database."""
    (tmp_path / "letter.duckdb").write_text("Dear council,")
    with duckdb.connect(str(tmp_path / "older.duckdb")) as connection:
        connection.execute("CREATE TABLE meta_build (key VARCHAR, value VARCHAR)")
    (tmp_path / "empty.duckdb").touch()
    names = ("letter.duckdb", "older.duckdb", "empty.duckdb", "missing.duckdb", "")
    return {name or "folder": tmp_path / name for name in names}


@pytest.mark.parametrize("kind", ["letter.duckdb", "older.duckdb", "missing.duckdb", "folder"])
@pytest.mark.parametrize("step", ["check", "verify", "diff", "publish"])
def test_a_file_that_is_no_database_of_ours_is_refused_with_its_remedy(
    files, kind, step, real_database, tmp_path
):
    words = {
        "check": ["check", files[kind]],
        "verify": ["verify", files[kind]],
        "diff": ["diff", files[kind], real_database],
        "publish": ["publish", "--database", files[kind], "--to", tmp_path / "site", "--no-pdf"],
    }[step]
    said = run(*words)
    assert said.returncode == 1, said
    assert "Traceback" not in said.stderr and said.stderr.startswith("Refused. "), said.stderr
    assert "What to do: run `make build`" in said.stderr and str(files[kind]) in said.stderr


def test_a_place_that_cannot_be_written_is_said_to_be_one(tmp_path):
    for words in (
        ["build", "--database", tmp_path / "no-folder" / "csa.duckdb"],
        ["build", "--database", tmp_path],
    ):
        said = run(*words)
        assert said.returncode == 1 and "Traceback" not in said.stderr
        assert "disk space" not in said.stderr and "What to do: " in said.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "the following arguments are required: STEP"),
        ("biuld", "invalid choice: 'biuld'"),
        ("build --databse x", "unrecognized arguments: --databse x"),
        ("diff one.duckdb", "the following arguments are required: new"),
    ],
)
def test_arguments_that_no_step_knows_are_refused_in_a_line(words, said, capsys):
    with pytest.raises(SystemExit) as ended:
        __main__.main(words.split())
    told = capsys.readouterr()
    assert ended.value.code == 2 and not told.out
    assert told.err.startswith("Refused. ") and said in told.err and "--help`." in told.err
    assert told.err.count("\n") == 1 and len(told.err) < 300


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("a file", "it is a file"),
        ("a folder of other things", "which would be deleted"),
        ("an address that is none", "the address our site is none"),
    ],
)
def test_publish_replaces_nothing_but_what_it_wrote(kind, said, tmp_path, real_database, capsys):
    place = tmp_path / "letters"
    if kind == "a file":
        place.write_text("Dear council,")
    else:
        place.mkdir()
    if kind == "a folder of other things":
        (place / "letter.txt").write_text("Dear council,")
    before = [(path, path.is_file() and path.read_text()) for path in tmp_path.rglob("*")]
    address = "our site" if kind == "an address that is none" else "https://figures.example"
    words = ["publish", "--database", real_database, "--to", place, "--address", address]
    assert __main__.main([*map(str, words), "--no-pdf"]) == 1
    told = capsys.readouterr().err
    assert said in told and "What to do: " in told and told.count("\n") == 1
    assert [(path, path.is_file() and path.read_text()) for path in tmp_path.rglob("*")] == before


def test_a_report_that_has_no_place_is_named_and_not_the_data(tmp_path):
    from etl.update import _write

    with pytest.raises(Refusal, match=f"file {tmp_path}: cannot be written"):
        _write(tmp_path, "what moves")


def test_what_a_build_meets_is_never_put_on_the_database_that_serves(tmp_path, monkeypatch, capsys):
    """What the database engine says of a figure is no fault of the old file."""
    from etl import build

    def fails(*_):
        duckdb.connect().execute("SELECT 'x'::INTEGER")

    monkeypatch.setattr(build, "build", fails)
    duckdb.connect(str(tmp_path / "csa.duckdb")).close()
    assert __main__.main(["build", "--database", str(tmp_path / "csa.duckdb")]) == 1
    told = capsys.readouterr().err
    assert "csa.duckdb" not in told and "Could not convert" in told
    assert "What to do: restore data/figures" in told


def test_a_database_of_another_version_is_built_anew_when_out_of_date(files):
    from etl.fingerprints import is_out_of_date

    assert is_out_of_date(files["older.duckdb"]) and is_out_of_date(files["letter.duckdb"])


@pytest.mark.parametrize("step", __main__.EXAMPLES)
def test_the_help_of_each_step_has_an_example_that_it_takes(step, capsys):
    with pytest.raises(SystemExit):
        __main__.main([step, "--help"])
    assert f"python -m etl {__main__.EXAMPLES[step]}" in capsys.readouterr().out


def test_nothing_but_the_answer_goes_into_a_pipe(real_database):
    said = run("check", real_database)
    assert said.returncode == 0 and not said.stderr
    assert said.stdout.count("\n") == 1 and "\r" not in said.stdout


def test_drafts_of_runs_that_have_ended_are_taken_away_and_others_left(tmp_path):
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    place = tmp_path / "csa.duckdb"
    place.touch()
    for name in (f"csa.duckdb.{ended.pid}.draft", f"csa.duckdb.{ended.pid}.draft.wal"):
        (tmp_path / name).touch()
    (tmp_path / "csa.duckdb.1.draft").touch()  # the first process is always there
    (tmp_path / "csa.duckdb.notes").touch()
    site = tmp_path / f"site.{ended.pid}.old"
    site.mkdir()
    drafts.clear(place)
    drafts.clear(tmp_path / "site")
    left = sorted(path.name for path in tmp_path.iterdir())
    assert left == ["csa.duckdb", "csa.duckdb.1.draft", "csa.duckdb.notes", "site"]
