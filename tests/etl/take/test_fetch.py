"""Fetching: the right files of the right release, and nothing left behind when it goes wrong."""

import csv
import gzip
import hashlib
import json
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

import pandas as pd
import pytest

from committed import DATA, copied_to
from etl import sources
from etl.errors import Refusal
from etl.read.extract import FIGURES, extract
from etl.take.answer import Limits
from etl.take.fetch import fetch
from next_release import boundaries
from offences_file import as_published
from publisher import Publisher, Request, Serving

DFE = "https://content.explore-education-statistics.service.gov.uk"
ONS = "https://services1.arcgis.com"
GOV = "https://assets.publishing.service.gov.uk"
QUICK = Limits(
    connect=2,
    silence=1,
    whole=8,
    attempts=3,
    first_wait=0.01,
    longest_wait=2,
    most_bytes=20_000_000,
)


@dataclass
class Project:
    """A copy of what an update may change, with the publishers' addresses on this machine."""

    root: Path
    publisher: Publisher
    address: str = ""

    @property
    def raw(self) -> Path:
        return self.root / "data" / "raw"

    @property
    def sources_file(self) -> Path:
        return self.root / "sources.yml"

    def fetch(self, **arguments):
        arguments = {"limits": QUICK} | arguments
        return fetch(self.raw, self.sources_file, **arguments)

    def kept(self) -> dict[str, str]:
        """Digest of every file that a failed fetch or update must leave as it was."""
        return {
            str(f.relative_to(self.root)): hashlib.sha256(f.read_bytes()).hexdigest()
            for f in sorted(self.root.rglob("*"))
            if f.is_file() and self.raw not in f.parents
        }

    def left_over(self) -> list[Path]:
        return [
            f
            for pattern in ("*.part", "*.draft", "*.wal", "tmp*")
            for f in self.root.rglob(pattern)
        ]

    def point_at(self, address: str) -> None:
        self.address = address
        text = self.sources_file.read_text(encoding="utf-8")
        for of in (DFE, ONS):
            assert of in text
            text = text.replace(of, address)
        self.sources_file.write_text(text, encoding="utf-8")


def official_releases(official: Path) -> dict[str, list[Path]]:
    """The recorded files and no other, whatever else lies in the folder."""
    files = [official / s.file for s in sources.load().values() if s.stem and s.is_taken]
    return {
        year: sorted(f for f in files if f.parent.name == year) for year in ("2025", "2024", "2022")
    }


def offences_as_published(official: Path, change=lambda rows: None) -> dict[str, bytes]:
    """Address of the newest file → the copy's figures in the publisher's own layout."""
    source = sources.load()["offences"]
    with (official / source.file).open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    change(rows)
    return {urlsplit(source.download).path: as_published(rows)}


def invented_releases(root: Path) -> dict[str, list[Path]]:
    """Files named and laid out as the recorded ones, whose rows are about Northford: with them the
    network's behaviour is tested on a machine that has no publisher's file."""
    releases: dict[str, list[Path]] = {"2025": [], "2024": [], "2022": []}
    for source in sources.load().values():
        if source.stem and source.columns:
            file = root / source.file
            file.parent.mkdir(parents=True, exist_ok=True)
            rows = (
                ",".join(f"Northford {year} {n} {place}" for place in range(len(source.columns)))
                for year in source.years
                for n in range(700)
            )
            file.write_text("\n".join([",".join(source.columns), *rows]) + "\n", "utf-8")
            releases[file.parent.name].append(file)
    return releases


def recorded_as(project: Project) -> None:
    """The project records the files that its publisher hands out."""
    declared = sources.load(project.sources_file)
    files = {f.name: f for held in project.publisher.releases.values() for f in held}
    for role, source in declared.items():
        if file := files.get(Path(source.file).name):
            sha256, size = sources.fingerprint(file)
            declared[role] = replace(source, sha256=sha256, bytes=size)
    project.sources_file.write_text(sources.as_yaml(declared))


@contextmanager
def project_in(root: Path, publisher: Publisher) -> Iterator[Project]:
    """The project as committed, but that nobody follows the file of offences: see below.

    Its publisher answers on this machine.
    """
    shutil.copy(DATA / "CHANGES.md", copied_to(root / "data"))
    shutil.copy(sources.SOURCES_FILE, root / "sources.yml")
    declared = sources.load(root / "sources.yml")
    page = declared["offences"].landing_page
    declared["offences"] = replace(declared["offences"], download=page)
    (root / "sources.yml").write_text(sources.as_yaml(declared))
    (root / "data" / "csa.duckdb").write_bytes(b"the database that serves")
    made = Project(root, publisher)
    with Serving(publisher) as address:
        made.point_at(address)
        yield made


@pytest.fixture
def project(tmp_path):
    """Invented files in the place of the recorded releases, served on this machine."""
    squares = [{"type": "Feature", "properties": {"n": n}, "geometry": None} for n in range(218)]
    publisher = Publisher(invented_releases(tmp_path / "published"), shapes=squares)
    with project_in(tmp_path / "project", publisher) as made:
        recorded_as(made)
        yield made


@pytest.fixture
def recorded(official, tmp_path):
    """The recorded releases, served on this machine."""
    publisher = Publisher(official_releases(official), shapes=boundaries(official))
    with project_in(tmp_path / "project", publisher) as made:
        yield made


# The recorded release of everything ------------------------------------------------------------


def test_the_recorded_releases_come_whole_and_give_the_committed_figures(recorded, official):
    done = recorded.fetch(release="recorded")
    assert len(done.came) == 13  # eleven data sets, an older population, the boundaries
    assert {s.role for s in done.by_hand} == {
        "wide_2010",
        "wide_2011",
        "wide_2012",
        "neighbours",
        "boundaries_earlier",
        "nhs_boards",
        "offences",
    }
    for source in sources.load(recorded.sources_file).values():
        if source.stem and source.is_taken:
            assert (recorded.raw / source.file).read_bytes() == (
                official / source.file
            ).read_bytes(), source.role
    extract(
        recorded.raw,
        recorded.root / "out",
        recorded.sources_file,
        accept_new=True,
        committed=FIGURES,
    )
    for file in FIGURES.glob("*.csv"):
        assert (recorded.root / "out" / file.name).read_bytes() == file.read_bytes(), file.name


def test_a_second_fetch_asks_whether_files_have_changed_and_brings_none(project):
    first = project.fetch(release="recorded")
    project.publisher.asked.clear()
    second = project.fetch(release="recorded")
    assert second.came == []
    assert sorted(second.unchanged) == sorted(first.came)
    assert sum(1 for path, etag in project.publisher.asked if "/files/" in path and etag) == 11


def test_a_file_the_publisher_has_corrected_is_brought_again(project):
    project.fetch(release="recorded", only=("c3",))
    (release,) = [r for r in project.publisher.releases if r == "2025"]
    files = project.publisher.releases[release]
    place = next(n for n, f in enumerate(files) if f.name.startswith("c3_"))
    corrected = project.root / files[place].name
    corrected.write_bytes(files[place].read_bytes() + b"\r\n")
    files[place] = corrected
    assert project.fetch(release="recorded", only=("c3",)).came == [
        f"dfe-children-in-need/2025/{corrected.name}"
    ]


def test_without_a_network_what_is_here_is_used_and_nothing_is_asked(project):
    project.fetch(release="recorded")
    project.publisher.asked.clear()
    assert len(project.fetch(offline=True).unchanged) == 13
    assert project.publisher.asked == []
    (project.raw / sources.load()["d2"].file).unlink()
    with pytest.raises(Refusal, match="d2_cpps_starting"):
        project.fetch(offline=True)


def test_one_role_alone_can_be_fetched_and_an_unknown_one_is_refused(project):
    done = project.fetch(only=("c4",))
    assert done.came == [
        "dfe-children-in-need/2025/c4_children_in_need_section_47s_and_icpcs_2013_to_2025.csv"
    ]
    with pytest.raises(Refusal, match="no source has the role d9"):
        project.fetch(only=("d9",))


def test_the_newest_release_is_the_one_the_service_names(project):
    # The release of 2025 that we hold has no D2: the refusal says what is lacking and what to do.
    with pytest.raises(Refusal, match="release 2025.*d2_.*--only"):
        project.fetch()
    assert project.left_over() == []
    named = project.fetch(release="2024", only=("d2", "d4"))
    assert all("/2024/" in name for name in named.came)


def test_a_file_with_an_address_of_its_own_is_fetched_too(project):
    neighbours = b"Northford,Eastmere\nEastmere,Northford\n"
    project.publisher.others["/media/sn.csv"] = neighbours
    declared = sources.load(project.sources_file)
    address = declared["d2"].download.split("/api/")[0] + "/media/sn.csv"
    declared["neighbours"] = replace(declared["neighbours"], download=address)
    project.sources_file.write_text(sources.as_yaml(declared))
    done = project.fetch(only=("neighbours",))
    assert (project.raw / done.came[0]).read_bytes() == neighbours


def follow_offences(project: Project, official: Path, change=lambda rows: None) -> None:
    """The publisher has put out a newer file of offences, and the project follows it."""
    declared = sources.load(project.sources_file)
    address = sources.load()["offences"].download.replace(GOV, project.address)
    declared["offences"] = replace(declared["offences"], download=address)
    project.sources_file.write_text(sources.as_yaml(declared))
    project.publisher.others |= offences_as_published(official, change)


def test_the_newest_offences_replace_the_copy_whole(recorded, official):
    def revised(rows: list[dict]) -> None:
        rows[0]["offences"] = str(int(rows[0]["offences"]) + 1)

    follow_offences(recorded, official, revised)
    assert recorded.fetch(only=("offences",)).came == [
        "home-office-police-recorded-crime/prc-pfa-mar2013-onwards-tables-230726.ods"
    ]
    assert recorded.fetch(only=("offences",)).came == []
    recorded.fetch(release="recorded")
    found = extract(
        recorded.raw,
        recorded.root / "out",
        recorded.sources_file,
        accept_new=True,
        committed=FIGURES,
    )["offences"]
    held = pd.read_csv(FIGURES / "offences.csv", dtype={"area_code": str, "offence_code": str})
    both = held.merge(found, on=["area_code", "year_ending", "offence_code"], how="outer")
    moved = both[both["value_x"].fillna(-1) != both["value_y"].astype(float).fillna(-1)]
    assert moved[["area_code", "year_ending", "offence_code"]].to_numpy().tolist() == [
        ["E23000036", 2013, "17B"]
    ]
    assert len(both) == len(held) == len(found)
    assert set(found["release"]) == {"release of 23 July 2026"}
    recorded = sources.load(recorded.sources_file)["offences"]
    assert (recorded.release, recorded.published) == ("release of 23 July 2026", "2026-07-23")
    assert recorded.years == [2013, 2023] and recorded.file.endswith("-230726.ods")


def test_a_newer_file_whose_last_year_is_not_over_is_refused_and_the_copy_stays(recorded, official):
    follow_offences(recorded, official, lambda rows: rows.pop())
    recorded.fetch(release="recorded")
    recorded.fetch(only=("offences",))
    before = recorded.kept()
    with pytest.raises(Refusal, match="lacks offence"):
        extract(
            recorded.raw,
            recorded.root / "data" / "figures",
            recorded.sources_file,
            accept_new=True,
            committed=FIGURES,
        )
    assert recorded.kept() == before


def test_a_file_of_offences_that_does_not_say_its_day_is_refused(recorded, official):
    follow_offences(recorded, official)
    declared = sources.load(recorded.sources_file)
    address = declared["offences"].download.replace("-230726", "-newest")
    declared["offences"] = replace(declared["offences"], download=address)
    recorded.sources_file.write_text(sources.as_yaml(declared))
    recorded.publisher.others = {urlsplit(address).path: as_published([])}
    recorded.fetch(release="recorded")
    with pytest.raises(Refusal, match="which release"):
        extract(
            recorded.raw,
            recorded.root / "out",
            recorded.sources_file,
            accept_new=True,
            committed=FIGURES,
        )


def test_shapes_come_in_pages_and_are_counted(recorded, official):
    recorded.fetch(only=("boundaries",))
    pages = [path for path, _ in recorded.publisher.asked]
    held = json.loads((recorded.raw / sources.load()["boundaries"].file).read_text())
    assert len(held["features"]) == len(boundaries(official)) == 218
    assert len(pages) == 4  # the count, and 218 shapes a hundred at a time


def test_shapes_that_fit_one_page_are_kept_as_sent(project):
    project.publisher.shapes = project.publisher.shapes[:3]
    sent = []

    def noticed(request, body, headers):
        sent.append(body)
        request.send(200, body, **headers)

    project.publisher.fail("FeatureServer", noticed)
    project.fetch(only=("boundaries",))
    assert (project.raw / sources.load()["boundaries"].file).read_bytes() == sent[-1]


def test_a_page_of_shapes_that_comes_twice_is_refused(project):
    def first_page_again(request, body, headers):
        if "resultOffset" in request.query:
            body, headers = project.publisher._shapes({"resultOffset": "0"})
            body = body.replace(b', "exceededTransferLimit": true', b"")
        request.send(200, body, **headers)

    project.publisher.shapes = project.publisher.shapes[:150]
    project.publisher.fail("FeatureServer", first_page_again)
    with pytest.raises(Refusal, match="150, as the service counts them"):
        project.fetch(only=("boundaries",))


def test_an_error_of_the_feature_service_comes_with_status_200_and_is_refused(project):
    project.publisher.fail(
        "FeatureServer",
        lambda r, b, h: r.send(200, b'{"error": {"code": 400, "message": "Invalid URL"}}', **h),
    )
    with pytest.raises(Refusal, match="Invalid URL"):
        project.fetch(only=("boundaries",))


# What may pass is tried again ------------------------------------------------------------------


def slowly(request: Request, body: bytes, headers: dict) -> None:
    request.send(200, b"", **headers | {"Content-Length": str(len(body))})
    for start in range(0, len(body), len(body) // 10):
        request.handler.wfile.write(body[start : start + len(body) // 10])
        time.sleep(0.05)


def in_a_moment(request, body, headers):
    request.send(429, b"", Retry_After="1")


def out_of_order(request, body, headers):
    request.send(500, b"oops")


def cut_half_way(request, body, headers):
    request.send(200, body[: len(body) // 2], **headers | {"Content-Length": str(len(body))})
    request.cut()


def truncated_gzip(request, body, headers):
    half = gzip.compress(gzip.decompress(body))[:2000]
    request.send(200, half, **headers | {"Content-Length": str(len(half))})


def shorter_than_announced(request, body, headers):
    request.send(200, body, **headers | {"Content-Length": str(len(body) + 1000)})
    request.cut()


PASSING = [in_a_moment, out_of_order, cut_half_way, truncated_gzip, shorter_than_announced]


@pytest.mark.parametrize("fault", [*PASSING, slowly], ids=lambda f: f.__name__)
def test_a_fault_that_passes_is_waited_out(project, fault):
    project.publisher.fail("/files/", fault, times=1)
    began = time.monotonic()
    project.fetch(only=("c4",))
    (came,) = project.raw.rglob("c4_*.csv")
    (sent,) = (f for f in project.publisher.releases["2025"] if f.name == came.name)
    assert came.read_bytes() == sent.read_bytes()
    assert project.left_over() == []
    if fault is in_a_moment:
        assert time.monotonic() - began >= 1  # Retry-After was honoured


# What does not pass is refused, and nothing is touched ------------------------------------------


def web_page(request, body, headers):
    request.send(200, b"<!DOCTYPE html><html><h1>Sorry</h1></html>", Content_Type="text/html")


def web_page_called_csv(request, body, headers):
    request.send(200, b"\n <html>Sorry</html>", **{"Content-Type": "text/csv"})


def web_page_for_json(request, body, headers):
    request.send(200, b"Service unavailable", Content_Type="application/json")


def ten_gigabytes(request, body, headers):
    request.send(200, b"", **headers | {"Content-Length": str(10 * 2**30)})


def endless(request, body, headers):
    headers = {k: v for k, v in headers.items() if k != "Content-Encoding"}
    request.handler.send_response(200)
    for name, value in headers.items():
        request.handler.send_header(name, value)
    request.handler.send_header("Connection", "close")
    request.handler.end_headers()
    request.handler.wfile.write(gzip.decompress(body).splitlines(keepends=True)[0])
    for _ in range(2000):
        request.handler.wfile.write(b"a,b\n" * 25_000)


def bomb(request, body, headers):
    """A few kilobytes on the wire that unpack to more than the bound."""
    header = gzip.decompress(body).splitlines(keepends=True)[0]
    body = gzip.compress(header) + gzip.compress(b"0" * 1_000_000) * 60
    request.send(200, body, **headers)


def round_in_a_circle(request, body, headers):
    request.send(302, b"", Location=request.path)


def out_of_the_folder(request, body, headers):
    named = headers["Content-Disposition"].replace("c4_", "c4_/../../../../")
    request.send(200, body, **headers | {"Content-Disposition": named})


def one_line_short(request, body, headers):
    lines = gzip.decompress(body).splitlines(keepends=True)
    request.send(200, gzip.compress(b"".join(lines[:-2])), **headers)


def one_cell_of_a_book(request, body, headers):
    lines = gzip.decompress(body).splitlines(keepends=True)
    lines[1] = lines[1].replace(b",", b"," + b"x" * 200_000 + b",", 1)
    request.send(200, gzip.compress(b"".join(lines)), **headers)


def gone(request, body, headers):
    request.send(404, b"{}")


def tomorrow(request, body, headers):
    request.send(503, b"", Retry_After="86400")


def silent(request, body, headers):
    time.sleep(3)


def drip(request, body, headers):
    request.send(200, b"", **headers | {"Content-Length": str(len(body))})
    for n in range(len(body)):
        request.handler.wfile.write(body[n : n + 1])
        time.sleep(0.4)


REFUSED = {
    in_a_moment: ("/files/", "status 429.*after 3 attempts"),
    out_of_order: ("/files/", "status 500.*after 3 attempts"),
    cut_half_way: ("/files/", "connection failed.*after 3 attempts"),
    truncated_gzip: ("/files/", "connection failed.*ended before.*after 3 attempts"),
    shorter_than_announced: ("/files/", "connection failed.*after 3 attempts"),
    silent: ("/files/", "timed out.*after 3 attempts"),
    drip: ("/files/", "not finished after 8 seconds"),
    web_page: ("/files/", "web page, not a file"),
    web_page_called_csv: ("/files/", "web page, not a file"),
    web_page_for_json: ("data-content", "not JSON"),
    ten_gigabytes: ("/files/", "10,737,418,240 bytes are offered.*at most"),
    endless: ("/files/", "bytes are offered.*at most"),
    bomb: ("/files/", "bytes are offered.*at most"),
    round_in_a_circle: ("/files/", "redirected more than 5 times"),
    out_of_the_folder: ("/files/", "plain file name"),
    one_line_short: ("/files/", "rows.*as the publisher's list says"),
    one_cell_of_a_book: ("/files/", "c4_.*not a CSV .field larger"),
    gone: ("/files/", "no such file.*being replaced"),
    tomorrow: ("/files/", "come back in 86,400 seconds"),
}


@pytest.fixture
def cells_as_long_as_python_reads():
    """The limit is the process's, and what reads the data package in other tests lifts it."""
    before = csv.field_size_limit(2**17)
    yield
    csv.field_size_limit(before)


@pytest.mark.usefixtures("cells_as_long_as_python_reads")
@pytest.mark.parametrize("fault", REFUSED, ids=lambda f: f.__name__)
def test_a_fault_that_stays_is_refused_and_nothing_is_touched(project, fault, capsys):
    path, said = REFUSED[fault]
    before = project.kept()
    project.publisher.fail(path, fault)
    with pytest.raises(Refusal, match=said) as refused:
        project.fetch(only=("c4",))
    assert "\n" not in str(refused.value), "the message is one paragraph"
    assert "What to do: " in str(refused.value)
    assert project.kept() == before
    assert not project.raw.exists(), "no file, and no empty folder"


def test_a_large_file_is_refused_before_it_is_downloaded(project):
    project.publisher.fail("/files/", ten_gigabytes)
    began = time.monotonic()
    with pytest.raises(Refusal, match="10,737,418,240"):
        project.fetch(only=("c4",))
    assert time.monotonic() - began < 2
    assert len(project.publisher.file_requests()) == 1  # and it is not asked for again


def test_files_that_vanish_between_listing_and_download_leave_no_half_release(project):
    """The first files come, the others are gone: none is put in place."""
    project.publisher.fail("/files/", gone, times=10**6)
    pattern, times, fault = project.publisher.faults.pop()
    first = project.publisher.files_of("2025")
    gone_files = "|".join(list(first)[2:])
    project.publisher.fail(f"/files/({gone_files})", fault)
    before = project.kept()
    with pytest.raises(Refusal, match="no such file"):
        project.fetch(release="2025", only=("b1", "c1", "c3", "c4"))
    assert len(project.publisher.file_requests()) >= 3  # some had come
    assert not project.raw.exists()
    assert project.kept() == before


def test_a_release_replaced_while_it_is_read_is_refused(project):
    def other_version(request, body, headers):
        body = json.dumps(json.loads(body) | {"releaseVersionId": "another"}).encode()
        request.send(200, body, **headers)

    project.publisher.fail("data-content", other_version)
    with pytest.raises(Refusal, match="being replaced"):
        project.fetch(only=("c4",))


def test_an_answer_with_an_odd_release_name_cannot_leave_the_folder(project):
    project.publisher.fail(
        "children-in-need$",
        lambda r, b, h: r.send(200, b'{"latestRelease": {"slug": "../../.."}}', **h),
    )
    with pytest.raises(Refusal, match="slug is '../../..'"):
        project.fetch(only=("c4",))
    assert not project.raw.exists()


def test_a_column_that_is_gone_is_named_and_a_renamed_title_is_not_missed(project):
    project.publisher.titles = lambda name: "A title of another year"
    project.fetch(only=("c4",))

    def renamed(request, body, headers):
        body = gzip.compress(gzip.decompress(body).replace(b"Section47,", b"S47,", 1))
        request.send(200, body, **headers | {"ETag": '"other"'})

    project.publisher.fail("/files/", renamed)
    with pytest.raises(Refusal, match="no column Section47.*S47"):
        project.fetch(only=("c4",))


def test_a_second_file_that_begins_alike_is_not_taken_and_refuses_nothing(project, tmp_path):
    (tmp_path / "c3_about_these_factors.csv").write_text("factor,meaning\nNeglect,x\n")
    files = project.publisher.releases["2025"]
    (c3,) = [f for f in files if f.name.startswith("c3_")]
    files.insert(0, tmp_path / "c3_about_these_factors.csv")
    done = project.fetch(release="recorded", only=("c3",))
    assert [name.rsplit("/")[-1] for name in done.came] == [c3.name]


def test_a_certificate_that_has_expired_is_refused_at_once(project, tmp_path):
    certificate = expired_certificate(tmp_path)
    with Serving(project.publisher, certificate) as address:
        text = project.sources_file.read_text()
        old = sources.load(project.sources_file)["c4"].download.split("/api/")[0]
        project.sources_file.write_text(text.replace(old, address))
        before = project.kept()
        began = time.monotonic()
        with pytest.raises(Refusal, match="certificate.*REQUESTS_CA_BUNDLE"):
            project.fetch(only=("c4",))
    assert time.monotonic() - began < 2, "a bad certificate does not get better by waiting"
    assert project.kept() == before
    assert not project.raw.exists()


def test_a_certificate_bundle_from_the_environment_is_used(project, tmp_path, monkeypatch):
    import trustme

    authority = trustme.CA()
    issued = authority.issue_cert("127.0.0.1")
    pem = tmp_path / "server.pem"
    pem.write_bytes(issued.private_key_pem.bytes() + issued.cert_chain_pems[0].bytes())
    authority.cert_pem.write_to_path(tmp_path / "bundle.pem")
    with Serving(project.publisher, pem) as address:
        text = project.sources_file.read_text()
        old = sources.load(project.sources_file)["c4"].download.split("/api/")[0]
        project.sources_file.write_text(text.replace(old, address))
        with pytest.raises(Refusal, match="certificate"):
            project.fetch(only=("c4",))
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "bundle.pem"))
        assert len(project.fetch(only=("c4",)).came) == 1


def test_a_proxy_from_the_environment_is_used(project, monkeypatch):
    """A proxy on a port where nobody listens: the call must fail there, not go round it."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    with pytest.raises(Refusal, match="proxy"):
        project.fetch(only=("c4",))
    assert project.publisher.asked == []


def test_a_full_disk_is_refused_in_words(project):
    """The limit on a file's size makes the kernel refuse the write, as a full disk does."""
    resource = pytest.importorskip("resource")
    import signal

    before = project.kept()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    old = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        with pytest.raises(Refusal, match="cannot be written.*disk space"):
            project.fetch(only=("c4",))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, old)
    assert not project.raw.exists()
    assert project.kept() == before


def test_the_leavings_of_a_fetch_that_was_killed_are_cleared(project):
    folder = project.raw / "dfe-children-in-need" / "2025"
    folder.mkdir(parents=True)
    (folder / "c4_children_in_need.csv.part").write_bytes(b"half")
    project.fetch(only=("c4",))
    assert project.left_over() == []


def test_the_command_returns_1_and_says_why_in_a_paragraph(project, monkeypatch, capsys):
    from etl.__main__ import main
    from etl.take import fetch as module

    project.publisher.fail("/files/", gone)
    monkeypatch.setattr(
        module.fetch, "__defaults__", (project.raw, project.sources_file, "", (), False, QUICK)
    )
    assert main(["fetch", "--only", "c4"]) == 1
    (said,) = [p for p in capsys.readouterr().err.splitlines() if p.startswith("Refused. ")]
    assert "no such file" in said


def expired_certificate(folder: Path) -> Path:
    """For this machine, and trusted by nobody after yesterday."""
    import datetime

    import trustme

    yesterday = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=1)
    issued = trustme.CA().issue_cert(
        "127.0.0.1", not_before=yesterday - datetime.timedelta(days=9), not_after=yesterday
    )
    pem = folder / "expired.pem"
    pem.write_bytes(issued.private_key_pem.bytes() + issued.cert_chain_pems[0].bytes())
    return pem
