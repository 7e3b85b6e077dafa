"""The scheduled jobs are read as their runner reads them, and call commands that exist."""

import re
import shlex
from pathlib import Path

import pytest
import yaml

from etl import __main__ as command_line

FOLDER = Path(__file__).parents[3] / ".github" / "workflows"


def workflow(name: str) -> dict:
    return yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))


def commands(name: str) -> list[str]:
    (job,) = workflow(name)["jobs"].values()
    return [step["run"] for step in job["steps"] if "run" in step]


def test_the_update_is_looked_for_once_a_month():
    # YAML 1.1 reads the key `on` as true.
    (schedule,) = workflow("update.yml")[True]["schedule"]
    minute, hour, day, month, weekday = schedule["cron"].split()
    assert (month, weekday) == ("*", "*")
    assert 1 <= int(day) <= 28 and 0 <= int(hour) < 24 and 0 <= int(minute) < 60


def test_the_tests_run_on_every_push_and_when_the_update_asks():
    assert {"push", "pull_request", "workflow_dispatch"} <= set(workflow("tests.yml")[True])
    assert any("gh workflow run tests.yml" in command for command in commands("update.yml"))
    assert any(".ci/run" in command for command in commands("tests.yml"))


@pytest.mark.parametrize("name", ["tests.yml", "update.yml"])
def test_every_step_of_ours_that_is_called_exists(name, monkeypatch):
    called = []
    monkeypatch.setattr(command_line, "fetch", lambda a: called.append("fetch") or "")
    monkeypatch.setattr(command_line, "update", lambda a: called.append("update") or "")
    words = [
        shlex.split(found[1])
        for command in commands(name)
        for found in re.finditer(r"python -m etl ([a-z][^>;|\n`]*)", command)
        if "In full" not in command[max(0, found.start() - 40) : found.start()]
    ]
    assert words
    for line in words:
        assert command_line.main(line) == 0, line
    assert called == [line[0] for line in words]


@pytest.mark.parametrize("name", ["tests.yml", "update.yml"])
def test_a_job_has_a_time_limit_and_no_more_rights_than_it_needs(name):
    read = workflow(name)
    (job,) = read["jobs"].values()
    assert job["timeout-minutes"] <= 60
    allowed = {
        "tests.yml": {"contents": "read"},
        "update.yml": {"contents": "write", "pull-requests": "write", "actions": "write"},
    }
    assert read["permissions"] == allowed[name]


def test_only_what_an_update_writes_is_put_in_the_pull_request():
    (added,) = [
        line.split("git add ")[1].split()
        for command in commands("update.yml")
        for line in command.splitlines()
        if "git add" in line
    ]
    assert added == ["data/figures", "data/CHANGES.md", "etl/sources.yml"]
