"""Publishers' files give exactly the committed figures; else nothing is written."""

import re
import shutil

import pytest

from etl import sources
from etl.errors import Refusal
from etl.read.extract import FIGURES, extract, write


def snapshot(folder) -> dict[str, bytes]:
    return {f.name: f.read_bytes() for f in sorted(folder.rglob("*")) if f.is_file()}


def test_the_official_files_give_the_committed_figures_byte_for_byte(official, tmp_path):
    extract(official, tmp_path / "figures")
    fresh, committed = snapshot(tmp_path / "figures"), snapshot(FIGURES)
    assert set(fresh) == set(committed)
    assert len(fresh) == 10, "nine tables and their sums"
    for name, content in fresh.items():
        assert content == committed[name], f"{name} differs from the committed figures"


@pytest.fixture
def project(official, tmp_path):
    """A copy of the publishers' folder, sources.yml and figures that a test may spoil."""
    files = tmp_path / "official"
    for source in filter(lambda s: s.is_taken, sources.load().values()):
        (files / source.file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(official / source.file, files / source.file)
    shutil.copy(sources.SOURCES_FILE, tmp_path / "sources.yml")
    shutil.copytree(FIGURES, tmp_path / "figures")
    return tmp_path


def run(project, **arguments):
    return extract(project / "official", project / "figures", project / "sources.yml", **arguments)


def d2(project):
    return project / "official" / sources.load()["d2"].file


def test_a_file_with_another_sum_is_refused_and_nothing_written(project):
    d2(project).write_bytes(d2(project).read_bytes() + b"\n")
    figures = snapshot(project / "figures")
    with pytest.raises(Refusal, match="--accept-new"):
        run(project)
    assert snapshot(project / "figures") == figures


def test_accept_new_records_the_sum_and_keeps_the_head_of_the_file(project):
    head = (project / "sources.yml").read_text().split("- id")[0]
    d2(project).write_bytes(d2(project).read_bytes() + b"\n")
    run(project, accept_new=True)
    recorded = sources.load(project / "sources.yml")["d2"]
    assert (recorded.sha256, recorded.bytes) == sources.fingerprint(d2(project))
    assert (project / "sources.yml").read_text().startswith(head)
    run(project)  # what was accepted is no longer refused


# What is done to D2 → what the refusal must name. The sum is accepted, so only the content counts.
DAMAGE = {
    "cut at the end of a year": (
        lambda t: "\n".join(r for r in t.split("\n") if not r.startswith("2013,")),
        ["2013", "cut short"],
    ),
    "a council missing in one year": (
        lambda t: "\n".join(
            r for r in t.split("\n") if not (r.startswith("2019,") and ",Slough," in r)
        ),
        ["Slough", "2019"],
    ),
    "a new symbol": (lambda t: re.sub(r",c,", ",~,", t, count=1), ["'~'", "STATUS_BY_SYMBOL"]),
    "a negative count": (lambda t: t.replace(",62110,", ",-62110,", 1), ["-62110", "England"]),
    "a fraction": (lambda t: t.replace(",62110,", ",62110.5,", 1), ["62110.5", "2024"]),
    "a renamed column": (
        lambda t: t.replace("Sexual_Initial", "CSA_Initial"),
        ["Sexual_Initial", "renamed"],
    ),
    "an unknown council": (
        lambda t: t.replace("E06000039", "E99000039"),
        ["E99000039", "Slough", "council_history.csv"],
    ),
    "an error page": (lambda t: "<!DOCTYPE html><html></html>", ["web page"]),
    "nothing at all": (lambda t: "", ["empty"]),
}


@pytest.mark.parametrize("what", DAMAGE)
def test_a_damaged_file_is_refused_in_words_and_nothing_is_written(project, what):
    damage, said = DAMAGE[what]
    text = d2(project).read_text(encoding="utf-8-sig")
    damaged = damage(text)
    assert damaged != text
    d2(project).write_text(damaged, encoding="utf-8")
    figures, recorded = snapshot(project / "figures"), (project / "sources.yml").read_bytes()
    with pytest.raises(Refusal) as refused:
        run(project, accept_new=True)
    for word in [*said, d2(project).name]:
        assert word in str(refused.value)
    assert snapshot(project / "figures") == figures
    assert (project / "sources.yml").read_bytes() == recorded
    assert not list(project.glob("*.draft"))


def test_names_spelt_otherwise_change_no_figure(project):
    text = d2(project).read_text(encoding="utf-8-sig")
    for ours, theirs in (
        (",County Durham,", ",Durham,"),
        (",Yorkshire and The Humber,", ",Yorkshire and the Humber,"),
        (",St. Helens,", ",St Helens,"),
    ):
        assert ours in text
        text = text.replace(ours, theirs)
    d2(project).write_text(text, encoding="utf-8")
    figures = snapshot(project / "figures")
    run(project, accept_new=True)
    assert snapshot(project / "figures") == figures


def test_revised_figures_are_taken_for_a_reason_and_listed(project):
    lines = d2(project).read_text(encoding="utf-8-sig").split("\n")
    at, row = next((n, r) for n, r in enumerate(lines) if r.startswith("2019,") and ",Kent," in r)
    cells = row.split(",")
    neglect = lines[0].split(",").index("Neglect_Latest")
    assert cells[neglect].isdigit()
    cells[neglect] = "c"  # another choice of what is hidden
    lines[at] = ",".join(cells)
    d2(project).write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(Refusal, match="are printed otherwise"):
        run(project, accept_new=True)
    said: list[str] = []
    run(project, accept_new=True, accept_revised="a notice", tell=said.append)
    assert said and all("E10000016 2019 started latest" in line for line in said)


def test_a_revision_without_a_reason_is_refused_by_the_command(capsys):
    from etl.__main__ import main

    assert main(["extract", "--accept-revised"]) == 1
    assert "names no reason" in capsys.readouterr().err


def test_capitals_and_a_byte_order_mark_change_no_figure(project):
    text = d2(project).read_text(encoding="utf-8-sig").replace(",category,", ",Category,", 1)
    d2(project).write_text(text, encoding="utf-8-sig")
    figures = snapshot(project / "figures")
    run(project, accept_new=True)
    assert snapshot(project / "figures") == figures


def test_a_full_disk_leaves_the_figures_as_they_were(tmp_path, monkeypatch):
    import pandas as pd

    figures = tmp_path / "figures"
    write({"a": pd.DataFrame({"n": [1]}), "b": pd.DataFrame({"n": [2]})}, figures)
    before = snapshot(figures)
    written = []

    def fill(self, path, **_):
        if written:
            raise OSError(28, "No space left on device")
        written.append(path)
        path.write_text("half")

    monkeypatch.setattr(pd.DataFrame, "to_csv", fill)
    with pytest.raises(OSError, match="No space"):
        write({"a": pd.DataFrame({"n": [3]}), "b": pd.DataFrame({"n": [4]})}, figures)
    assert snapshot(figures) == before
    assert not (tmp_path / "figures.draft").exists()


def test_the_command_says_why_it_refused_and_returns_1(tmp_path, capsys):
    from etl.__main__ import main

    assert main(["extract", "--from", str(tmp_path)]) == 1
    assert "is not there" in capsys.readouterr().err
