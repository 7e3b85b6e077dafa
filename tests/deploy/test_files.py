"""The files of deploy/ against their linters and schemas, and against each other.

The fact a newcomer gets wrong: no container is built here. What can be known without one is: that
the files are well formed, and that the dashboard runs on no more files than the image is given.
"""

import ipaddress
import json
import re
import subprocess
import sys
from pathlib import Path

import kubernetes_validate
import pytest
import yaml

import serving
from dashboard.delivery.door import limits
from dashboard.page.around import previews
from dashboard.takeaway import worker
from deploy.stand_in import edge

ROOT = serving.ROOT
DEPLOY = ROOT / "deploy"
KUBERNETES_VERSION = "1.34"


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
    faulty = re.sub(r"python:\S+", "python:latest", dockerfile())
    assert "DL3007" in lint(faulty).stdout


def test_every_manifest_fits_kubernetes_schema():
    for each in manifests():
        kubernetes_validate.validate(each, KUBERNETES_VERSION, strict=True)
    kinds = {each["kind"] for each in manifests()}
    assert {"Deployment", "HorizontalPodAutoscaler", "Ingress", "Service"} <= kinds


def test_the_schema_would_find_a_fault():
    deployment = manifest("Deployment")
    deployment["spec"]["replicas"] = "two"
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(deployment, KUBERNETES_VERSION, strict=True)


def containers() -> dict[str, dict]:
    """Of a pod, by name."""
    pod = manifest("Deployment")["spec"]["template"]["spec"]
    return {each["name"]: each for each in pod["containers"]}


def test_pods_run_without_privilege_on_a_root_they_cannot_write():
    pod = manifest("Deployment")["spec"]["template"]["spec"]
    assert set(containers()) == {"dashboard", "edge"}
    for name, container in containers().items():
        assert container["securityContext"]["readOnlyRootFilesystem"]
        assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}
        user = int(re.search(r"^USER (\d+)$", stage(name), re.M)[1])
        assert (
            pod["securityContext"]["runAsNonRoot"] and pod["securityContext"]["runAsUser"] == user
        )


def test_every_probe_of_nginx_is_answered_by_nginx(edge_shared):
    """A probe asks by the pod's address, which is no host of ours, unless it says another."""
    probes = [containers()["edge"][kind]["httpGet"] for kind in ("readinessProbe", "livenessProbe")]
    for probe in probes:
        headers = {each["name"]: each["value"] for each in probe["httpHeaders"]}
        assert edge_shared.ask(probe["path"], **headers)[0] == 204
    assert edge_shared.ask("/_edge", Host="10.42.0.7")[0] == 421


def test_a_pod_has_the_names_and_settings_that_nginx_looks_for(nginx_needed, tmp_path):
    """nginx runs with the very files of the ConfigMap, and counts readers, not their proxy."""
    pod = manifest("Deployment")["spec"]["template"]["spec"]
    (alias,) = pod["hostAliases"]
    named = re.findall(r"server (\S+):8501", serving.CONFIGURATION.read_text())
    assert alias["ip"] == "127.0.0.1" and alias["hostnames"] == named
    local = manifest("ConfigMap", "csa-dashboard-local")["data"]
    assert "10.0.0.0/8" in local["proxy.conf"]
    local["proxy.conf"] = local["proxy.conf"].replace("10.0.0.0/8", "127.0.0.2")
    files = {name.replace(".", "_"): text for name, text in local.items()}
    with edge(tmp_path, **files) as there:
        host = manifest("Ingress")["spec"]["rules"][0]["host"]
        proxied = {"own_address": "127.0.0.2", "Host": host}
        assert there.ask("/", X_Forwarded_For="127.0.0.3", **proxied)[0] == 200
        assert not any("x-forwarded-for" in each.headers for each in there.asked())


def test_a_pod_that_ends_or_is_slow_keeps_its_readers_as_long_as_it_can():
    pod = manifest("Deployment")["spec"]["template"]["spec"]
    words = json.loads(re.search(r"^CMD (\[.*\])$", stage("dashboard"), re.M)[1])
    drain = int(words[words.index("--timeout-graceful-shutdown") + 1])
    for container in containers().values():
        waits = container["lifecycle"]["preStop"]["sleep"]["seconds"]
        assert waits + drain < pod["terminationGracePeriodSeconds"]
        for kind in ("readinessProbe", "livenessProbe"):
            assert container[kind]["timeoutSeconds"] >= 5
        # Whoever gives up restarts later than who only stops sending readers.
        alive, ready = container["livenessProbe"], container["readinessProbe"]
        assert (
            alive["periodSeconds"] * alive["failureThreshold"]
            >= 60
            > (ready["periodSeconds"] * ready.get("failureThreshold", 3))
        )
    compose = yaml.safe_load((DEPLOY / "compose.yml").read_text())["services"]
    assert int(compose["dashboard-a"]["stop_grace_period"].rstrip("s")) > drain


def test_each_replica_has_a_core_of_its_own():
    dashboard = containers()["dashboard"]["resources"]
    assert dashboard["requests"] == dashboard["limits"] and dashboard["limits"]["cpu"] == "1"
    compose = yaml.safe_load((DEPLOY / "compose.yml").read_text())["services"]
    cores = [compose[name]["cpuset"] for name in ("dashboard-a", "dashboard-b")]
    assert len(set(cores)) == 2


def test_a_replica_turns_readers_away_before_its_memory_is_used_up():
    """What its process may use, one file being written, and the files in /tmp, which are memory."""
    service = yaml.safe_load((DEPLOY / "compose.yml").read_text())["services"]["dashboard-a"]
    mark = int(service["environment"]["CSA_MEMORY_MB"])
    temporary = int(re.search(r"size=(\d+)m", service["tmpfs"][0])[1])
    given = int(service["mem_limit"].rstrip("m"))
    assert mark + worker.MOST_MEMORY / 1e6 + temporary < given
    dashboard = containers()["dashboard"]
    on_pods = {each["name"]: each["value"] for each in dashboard["env"]}
    assert on_pods | {"CSA_ADDRESS": ""} == settings(service["environment"])
    assert dashboard["resources"]["limits"]["memory"] == f"{given}Mi"
    (alert,) = re.findall(r"csa_memory_bytes > (\d+)e6", (DEPLOY / "alerts.yml").read_text())
    assert int(alert) < mark, "an operator knows before a reader is turned away"


def settings(environment: dict[str, str]) -> dict[str, str]:
    """What compose sets where the operator's own environment says nothing."""
    return {name: re.sub(r"\$\{\w+:-(.*)\}", r"\1", value) for name, value in environment.items()}


def settings_read() -> set[str]:
    """The names that the code asks the environment for."""
    texts = [file.read_text() for file in (ROOT / "dashboard").rglob("*.py")]
    return {name for text in texts for name in re.findall(r"environ[^\n]*?\"(CSA_\w+)\"", text)}


def test_every_setting_is_in_the_readme_with_what_holds_where_nothing_is_said():
    table = re.findall(r"^\| `(CSA_\w+)` \| (.*?) \|", (DEPLOY / "README.md").read_text(), re.M)
    assert len(settings_read()) > 10
    assert sorted(name for name, _ in table) == sorted(settings_read())
    usual = limits.Limits()
    said = dict(table)
    assert said["CSA_SOCKETS"] == f"{usual.sockets}"
    assert said["CSA_SOCKETS_AN_ADDRESS"].startswith(f"{usual.sockets_an_address};")
    assert said["CSA_WORKER_MB"] == f"{worker.MOST_MEMORY / 1e6:g}"


@pytest.mark.parametrize("where", ["compose", "kubernetes"])
def test_what_a_deployment_sets_is_read_and_fits_a_proxy_before_it(where, monkeypatch):
    service = yaml.safe_load((DEPLOY / "compose.yml").read_text())["services"]["dashboard-a"]
    pod = containers()["dashboard"]
    given = {
        "compose": settings(service["environment"]),
        "kubernetes": {each["name"]: each["value"] for each in pod["env"]},
    }[where]
    for name in settings_read():
        monkeypatch.delenv(name, raising=False)
    image = dict(re.findall(r"\b(CSA_\w+)=(\S+)", stage("dashboard")))
    assert image.keys() | given.keys() <= settings_read(), "nobody reads it"
    for name, value in (image | given).items():
        monkeypatch.setenv(name, value)
    allowed = limits.Limits.of_environment()
    # All readers come from nginx's address, and by whatever name it answers to.
    assert allowed.sockets_an_address >= allowed.sockets
    assert allowed.hosts == () and allowed.memory == 700_000_000
    # The port is where Prometheus looks, and not where nginx or a reader does.
    port = int(given["CSA_METRICS_PORT"])
    assert ipaddress.ip_address(given["CSA_METRICS_ADDRESS"]).is_unspecified
    assert {"name": "metrics", "containerPort": port} in pod["ports"]
    scraped = manifest("Deployment")["spec"]["template"]["metadata"]["annotations"]
    assert scraped["prometheus.io/port"] == f"{port}" and "ports" not in service
    assert f"{port}" not in serving.CONFIGURATION.read_text()
    # A page tells its own address where that is known, and makes none up.
    told = "".join(previews.tags("A title", "What it is", "council"))
    assert ("https://dashboard.example.org/council" in told) is (where == "kubernetes")
    assert ("canonical" in told) is (where == "kubernetes")


def test_nginx_may_open_as_many_descriptors_as_it_is_told_to():
    text = serving.CONFIGURATION.read_text()
    files = int(re.search(r"worker_rlimit_nofile (\d+);", text)[1])
    connections = int(re.search(r"worker_connections (\d+);", text)[1])
    compose = yaml.safe_load((DEPLOY / "compose.yml").read_text())["services"]
    assert files >= 2 * connections
    for service in compose.values():
        assert service["ulimits"]["nofile"]["hard"] >= files
        assert service["restart"] == "unless-stopped"


def test_what_is_not_ours_is_named_by_what_it_holds():
    """Base images by digest, actions by commit: a tag can be moved to something else."""
    stages, bases = set(), []
    for base, name in re.findall(r"^FROM (\S+) AS (\S+)$", dockerfile(), re.M):
        if base not in stages:
            bases.append(base)
        stages.add(name)
    assert len(re.findall("^FROM", dockerfile(), re.M)) == len(stages)
    assert bases and all(re.fullmatch(r"\S+:\S+@sha256:[0-9a-f]{64}", base) for base in bases)
    assert not re.search(r"COPY --from=(?!build\b)", dockerfile())
    workflows = list((ROOT / ".github" / "workflows").glob("*.yml"))
    actions = [
        line
        for file in workflows
        for line in re.findall(r"^\s*-? *uses: *(.*)$", file.read_text(), re.M)
    ]
    assert len(workflows) >= 3 and len(actions) >= 7
    for action in actions:
        assert re.fullmatch(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}  # v[\d.]+", action), action


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
