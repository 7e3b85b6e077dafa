"""Alerts that speak when they should and are silent when they should be, and what to do about each.

The fact a newcomer gets wrong: a misspelt metric makes no error. It makes an alert that never
speaks, so each name is looked for among those that the dashboard gives.
"""

import os
import re
import shutil
import subprocess

import pytest
import yaml

import serving
from dashboard.delivery import metrics

DEPLOY = serving.ROOT / "deploy"
RULES = yaml.safe_load((DEPLOY / "alerts.yml").read_text())["groups"][0]["rules"]
# Series over an hour, minute by minute: a replica that is well, and what each fault looks like.
WELL = {
    'up{job="csa-dashboard", instance="a"}': "1x60",
    'csa_data{instance="a", version="2025", sha256="1"}': "1x60",
    'csa_data{instance="b", version="2025", sha256="1"}': "1x60",
    'csa_refused_total{instance="a", status="404"}': "0+100x60",
    'csa_refused_total{instance="a", status="503"}': "5x60",
    'csa_drawn_seconds_bucket{instance="a", what="change", le="0.1"}': "0+100x60",
    'csa_drawn_seconds_bucket{instance="a", what="change", le="5"}': "0+101x60",
    'csa_drawn_seconds_bucket{instance="a", what="change", le="+Inf"}': "0+101x60",
    'csa_errors_total{instance="a"}': "0 1x60",
    'csa_sessions{instance="a"}': "100x60",
    'csa_memory_bytes{instance="a"}': "400000000x60",
    'csa_cache_bytes{instance="a", cache="pages"}': "9x60",
    'csa_cache_most_bytes{instance="a", cache="pages"}': "10x60",
    'csa_files_waiting{instance="a"}': "3x60",
}
FAULTS = {
    "ReplicaGone": {'up{job="csa-dashboard", instance="a"}': "0x60"},
    "NoData": {'csa_data{instance="a", version="2025", sha256="1"}': "1x10 stale"},
    "NoRoom": {'csa_refused_total{instance="a", status="503"}': "0+1x60"},
    "Slow": {'csa_drawn_seconds_bucket{instance="a", what="change", le="0.1"}': "0+80x60"},
    "Faults": {'csa_errors_total{instance="a"}': "0+1x60"},
    "NearlyFull": {'csa_sessions{instance="a"}': "180x60"},
    "Memory": {'csa_memory_bytes{instance="a"}': "750000000x60"},
    "CacheOverflows": {'csa_cache_bytes{instance="a", cache="pages"}': "11x60"},
    "FilesWait": {'csa_files_waiting{instance="a"}': "11x60"},
    "FiguresDiffer": {'csa_data{instance="c", version="2026", sha256="2"}': "1x60"},
}


@pytest.fixture(scope="module")
def promtool() -> str:
    program = shutil.which("promtool")
    if program is None:
        message = "promtool is not installed: install Debian's `prometheus`"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    return program


def firing(promtool: str, folder, series: dict[str, str]) -> set[str]:
    """Which alerts fire after fifty minutes of these series, as promtool says."""
    shutil.copy(DEPLOY / "alerts.yml", folder)
    test = {
        "rule_files": ["alerts.yml"],
        "evaluation_interval": "1m",
        "tests": [
            {
                "interval": "1m",
                "input_series": [{"series": s, "values": v} for s, v in series.items()],
                # Asked for an alert that no one expects, promtool says what it got instead.
                "promql_expr_test": [
                    {
                        "expr": 'count by (alertname) (ALERTS{alertstate="firing"})',
                        "eval_time": "50m",
                        "exp_samples": [{"labels": '{alertname="none"}', "value": -1}],
                    }
                ],
            }
        ],
    }
    (folder / "test.yml").write_text(yaml.safe_dump(test))
    said = subprocess.run(
        [promtool, "test", "rules", folder / "test.yml"], capture_output=True, text=True
    )
    told = said.stdout + said.stderr
    assert "got" in told, told
    return set(re.findall(r'alertname="(\w+)"', told.partition("got")[2]))


def test_promtool_takes_the_rules(promtool):
    checked = subprocess.run([promtool, "check", "rules", DEPLOY / "alerts.yml"])
    assert checked.returncode == 0


def test_a_replica_that_is_well_is_no_alert(promtool, tmp_path):
    assert firing(promtool, tmp_path, WELL) == set()


@pytest.mark.parametrize("alert", [rule["alert"] for rule in RULES])
def test_each_fault_is_told_by_its_own_alert(promtool, tmp_path, alert):
    assert firing(promtool, tmp_path, WELL | FAULTS[alert]) == {alert}


def test_each_number_that_an_alert_reads_is_one_that_a_replica_gives():
    given = {metric.name for metric in metrics.REGISTRY.collect()}
    named = {
        re.sub("_(total|bucket)$", "", name)
        for rule in RULES
        for name in re.findall(r"\bcsa_\w+", rule["expr"])
    }
    assert len(named) >= 8 and named <= given, named - given


def test_the_runbook_says_what_to_do_about_each_alert_and_fits_a_page():
    runbook = (DEPLOY / "RUNBOOK.md").read_text()
    assert re.findall(r"^## (\w+)$", runbook, re.M) == [rule["alert"] for rule in RULES]
    assert len(runbook.split()) < 900
