"""The files of deploy/ against their linters and schemas, and against each other.

The fact a newcomer gets wrong: no container is built here. What can be known without one is: that
the files are well formed, and that the dashboard runs on no more files than the image is given.
"""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import kubernetes_validate
import pytest
import yaml

import serving
from benchmarks.reader import Reader, run_apart

ROOT = serving.ROOT
DEPLOY = ROOT / "deploy"
KUBERNETES_VERSION = "1.34"
# Kinds that Traefik adds: their schema is not among Kubernetes' own.
TRAEFIKS = ("Middleware",)


def dockerfile() -> str:
    return (DEPLOY / "Dockerfile").read_text()


def stage(name: str) -> str:
    """The lines of the Dockerfile from `AS name` to the next stage."""
    return re.search(rf"^FROM \S+ AS {name}$(.*?)(?=^FROM |\Z)", dockerfile(), re.S | re.M)[1]


def manifests() -> list[dict]:
    return list(yaml.safe_load_all((DEPLOY / "kubernetes.yml").read_text()))


def manifest(kind: str, name: str = "csa-dashboard") -> dict:
    (found,) = [m for m in manifests() if m["kind"] == kind and m["metadata"]["name"] == name]
    return found


def lint(text: str) -> subprocess.CompletedProcess:
    program = Path(sys.executable).with_name("hadolint")
    return subprocess.run([program, "-"], input=text, capture_output=True, text=True)


def test_hadolint_finds_nothing_in_the_dockerfile():
    assert lint(dockerfile()).returncode == 0, lint(dockerfile()).stdout


def test_hadolint_would_find_a_fault():
    faulty = dockerfile().replace("python:3.11-slim-bookworm", "python:latest")
    assert "DL3007" in lint(faulty).stdout


def test_every_manifest_fits_kubernetes_schema():
    kinds = []
    for each in manifests():
        if each["kind"] not in TRAEFIKS:
            kubernetes_validate.validate(each, KUBERNETES_VERSION, strict=True)
            kinds.append(each["kind"])
    assert {"Deployment", "HorizontalPodAutoscaler", "Ingress", "Service"} <= set(kinds)


def test_the_schema_would_find_a_fault():
    deployment = manifest("Deployment")
    deployment["spec"]["replicas"] = "two"
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(deployment, KUBERNETES_VERSION, strict=True)


def test_pods_run_without_privilege_on_a_root_they_cannot_write():
    pod = manifest("Deployment")["spec"]["template"]["spec"]
    (container,) = pod["containers"]
    assert container["securityContext"]["readOnlyRootFilesystem"]
    assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}
    user = int(re.search(r"^USER (\d+)$", stage("dashboard"), re.M)[1])
    assert pod["securityContext"]["runAsNonRoot"] and pod["securityContext"]["runAsUser"] == user


def test_kubernetes_and_nginx_tell_the_browser_the_same():
    text = (DEPLOY / "headers.conf").read_text()
    told = dict(re.findall(r'^add_header (\S+) "?(.*?)"? always;$', text, re.M))
    headers = manifest("Middleware", "csa-dashboard-headers")["spec"]["headers"]
    assert headers["contentSecurityPolicy"] == told["Content-Security-Policy"]
    assert headers["permissionsPolicy"] == told["Permissions-Policy"]
    assert headers["referrerPolicy"] == told["Referrer-Policy"]
    assert headers["customFrameOptionsValue"] == told["X-Frame-Options"]
    assert f"max-age={headers['stsSeconds']}" == told["Strict-Transport-Security"]
    assert (
        headers["customResponseHeaders"]["Cross-Origin-Opener-Policy"]
        == (told["Cross-Origin-Opener-Policy"])
    )


def test_compose_names_the_stages_addresses_and_replicas_of_the_other_files():
    compose = yaml.safe_load((DEPLOY / "compose.yml").read_text())
    services = compose["services"]
    for name in ("dashboard-a", "dashboard-b"):
        service = services[name]
        assert stage(service["build"]["target"])
        assert service["read_only"] and service["cap_drop"] == ["ALL"]
        address = service["networks"]["inside"]["ipv4_address"]
        assert f"{name}:{address}" in services["edge"]["extra_hosts"]
        assert f"server {name}:8501" in serving.CONFIGURATION.read_text()
    assert stage(services["edge"]["build"]["target"])
    assert (DEPLOY / services["edge"]["build"]["context"]).resolve() == ROOT
    assert re.search(r"listen 8080\b", serving.CONFIGURATION.read_text())


def test_the_dashboard_runs_on_the_files_the_image_is_given(real_database, tmp_path):
    copied = re.findall(r"^COPY --from=build /app/(\S+) (\S+)$", stage("dashboard"), re.M)
    assert len(copied) >= 3
    for source, target in copied:
        shutil.copytree(
            ROOT / source,
            tmp_path / target,
            ignore=shutil.ignore_patterns("__pycache__", "raw", "*.duckdb*"),
        )
    shutil.copy(real_database, tmp_path / "data" / "csa.duckdb")
    command = json.loads(re.search(r"^CMD (\[.*\])$", stage("dashboard"), re.M)[1])
    port, log = serving.free_port(), tmp_path / "log"
    command[command.index("8501")] = str(port)
    command[command.index("0.0.0.0")] = "127.0.0.1"

    async def look():
        for page, query in (("", ""), ("map", ""), ("council", "council=slough"), ("data", "")):
            reader = Reader(f"http://127.0.0.1:{port}", page, query)
            await reader.open()
            assert reader.title, page
            await reader.close()

    with serving.started(
        [sys.executable, "-m", *command],
        f"http://127.0.0.1:{port}/healthz",
        log,
        subprocess.Popen.kill,
        cwd=tmp_path,
        env={"PYTHONDONTWRITEBYTECODE": "1", "HOME": str(tmp_path / "home"), "PATH": ""},
    ):
        run_apart(look())
