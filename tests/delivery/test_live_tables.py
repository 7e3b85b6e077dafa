"""A table by its address: the rows that its filters name, pinned, bounded, and open to any page."""

import csv
import io
import os
import shutil
from concurrent.futures import ThreadPoolExecutor

import duckdb
import pandas as pd
import pytest
import requests
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.requests import Request

import serving
from dashboard import database
from dashboard.delivery import live_tables
from dashboard.words.itself import live as live_words
from etl.put import versions

TABLE = "/api/v1/table.csv"


def asked(query: str, **headers: str):
    """The answer to a plain GET, without a server."""
    packed = [(n.replace("_", "-").encode(), v.encode()) for n, v in headers.items()]
    scope = {"type": "http", "method": "GET", "path": TABLE, "headers": packed}
    return live_tables.answer(Request({**scope, "query_string": query.encode()}))


def rows(answer) -> list[dict]:
    assert answer.status_code == 200, answer.body
    return list(csv.DictReader(io.StringIO(answer.body.decode())))


@pytest.fixture
def version(serving) -> str:
    return database.data_version()


@pytest.fixture(scope="module")
def every(database) -> pd.DataFrame:
    return database.execute("FROM every_figure").df()


MEASURES = ["sexual_plan_rate", "referrals", "sexual_plans", "plans_at_31_march_multiple_latest"]
FILTERS = {
    "measure": ("measure", MEASURES),
    "council": ("slug", ["slough", "isles-of-scilly", "hampshire", "dorset"]),
    "year": ("year_ending", ["2011", "2019", "2024", "2025"]),
    "status": ("status", ["published", "suppressed", "not_available"]),
    "level": ("area_level", ["council", "police_force", "england"]),
}
SPELT = st.sampled_from([str.upper, str.lower, lambda t: t.replace("_", "-"), lambda t: f" {t} "])


@settings(max_examples=60)
@given(st.data())
def test_any_filters_give_exactly_the_rows_they_name(version, every, data):
    names = data.draw(st.lists(st.sampled_from(list(FILTERS)), min_size=2, unique=True))
    if "measure" not in names:
        names.append("measure")
    left, query = every, []
    for name in names:
        column, values = FILTERS[name]
        chosen = data.draw(st.lists(st.sampled_from(values), min_size=1, max_size=3, unique=True))
        left = left[left[column].astype(str).isin(chosen)]
        spelt = [data.draw(SPELT)(value) for value in chosen]
        query.append(f"{name}=" + ",".join(spelt).replace(" ", "%20"))
    found = rows(asked("&".join(query) + f"&data={version}"))
    keys = ["area_code", "year_ending", "measure", "group_name"]
    assert {tuple(row[k] for k in keys) for row in found} == {
        tuple(map(str, row)) for row in left[keys].itertuples(index=False)
    }
    assert len(found) == len(left)
    values = dict(zip(map(tuple, left[keys].astype(str).to_numpy()), left["value"], strict=True))
    for row in found:
        value = values[tuple(row[k] for k in keys)]
        assert row["value"].startswith("[") if pd.isna(value) else float(row["value"]) == value


@pytest.mark.parametrize(
    ("query", "status", "says"),
    [
        ("council=narnia", 400, "Not among councils: narnia"),
        ("council=slough,narnia", 400, "narnia"),
        ("measure=", 400, "measure is empty"),
        ("meassure=referrals", 400, "There is no parameter meassure"),
        ("form=wide&measure=referrals", 400, "The wide form has no measures"),
        ("", 413, "20,000"),
        ("measure=referrals&data=2024-00000000", 404, "is not served here"),
        ("measure=referrals&data=%27;DROP", 404, "is not served here"),
    ],
)
def test_what_is_not_understood_is_refused_in_words_and_nothing_is_sent(
    version, query, status, says
):
    pinned = query if "data=" in query else f"{query}&data={version}"
    answer = asked(pinned)
    assert answer.status_code == status and says in answer.body.decode()
    assert answer.headers["cache-control"] == "public, max-age=60"


def test_latest_and_no_version_lead_to_the_same_table_pinned(version):
    for query in ("measure=referrals&year=2024", "measure=referrals&year=2024&data=latest"):
        answer = asked(query)
        assert answer.status_code == 307 and answer.headers["cache-control"] == "no-cache"
        there = answer.headers["location"]
        assert there == f"table.csv?measure=referrals&year=2024&data={version}"


def test_who_has_the_table_is_told_so(version):
    query = f"measure=referrals&council=slough&data={version}"
    first = asked(query)
    again = asked(query, if_none_match=first.headers["etag"])
    assert again.status_code == 304 and not again.body
    assert asked(query, if_none_match='"other"').status_code == 200


def test_an_older_version_is_served_from_the_file_that_was_kept(
    real_database, tmp_path, monkeypatch
):
    now, older = tmp_path / "csa.duckdb", tmp_path / "versions" / "2024-0a0a0a0a.duckdb"
    older.parent.mkdir()
    shutil.copy(real_database, now)
    shutil.copy(real_database, older)
    with duckdb.connect(str(older)) as connection:
        connection.execute(
            "UPDATE meta_build SET value = '2024-0a0a0a0a' WHERE key = 'data_version'"
        )
        connection.execute("DELETE FROM every_figure WHERE year_ending > 2023")
    monkeypatch.setenv("CSA_DATABASE", str(now))
    there = rows(asked("measure=referrals&council=slough&data=2024-0a0a0a0a"))
    assert {row["data_version"] for row in there} == {"2024-0a0a0a0a"}
    assert max(row["year_ending"] for row in there) == "2023"
    here = rows(asked(f"measure=referrals&council=slough&data={database.data_version()}"))
    assert max(row["year_ending"] for row in here) == "2025"


def test_the_last_two_other_versions_are_kept_by_a_build_and_no_more(tmp_path):
    file = tmp_path / "csa.duckdb"
    for number in range(5):
        name = f"202{number}-00000000"
        versions.keep(file, name)
        file.unlink(missing_ok=True)
        with duckdb.connect(str(file)) as connection:
            connection.execute("CREATE TABLE meta_build (key VARCHAR, value VARCHAR)")
            connection.execute("INSERT INTO meta_build VALUES ('data_version', ?)", [name])
        for place, each in enumerate(reversed(versions.kept(file))):
            os.utime(each, (place, place))
    versions.keep(file, "2024-00000000")  # the same figures: nothing to keep
    kept = [f.stem for f in versions.kept(file)]
    assert sorted(kept) == ["2022-00000000", "2023-00000000"]
    file.write_bytes(b"no database")
    versions.keep(file, "2025-00000000")
    assert file.read_bytes() == b"no database"


def test_each_program_s_lines_hold_the_address_and_every_symbol():
    for program, lines in live_words.snippets("http://x/api/v1/table.csv?measure=a").items():
        assert "http://x/api/v1/table.csv?measure=a" in lines
        assert program in ("CSV address", "Power Query (Excel)") or "[withheld]" in lines


def test_the_lines_for_pandas_read_the_table_with_gaps_as_missing(dashboard, version):
    address = f"{dashboard}{TABLE}?measure=sexual_plans&council=slough&data={version}"
    space: dict = {}
    exec(live_words.snippets(address)["pandas"], space)
    figures = space["figures"]
    assert figures["value"].dtype == float and len(figures) == 15
    hidden = figures["status"] == "suppressed"
    assert hidden.any() and figures.loc[hidden, "value"].isna().all()


def test_two_hundred_at_once_are_all_answered_alike(dashboard, version):
    slugs = ["slough", "hampshire", "isles-of-scilly", "dorset"]
    addresses = [
        f"{dashboard}{TABLE}?measure=sexual_plan_rate&council={slugs[n % 4]}&data={version}"
        for n in range(200)
    ]
    with ThreadPoolExecutor(200) as pool:
        answers = list(pool.map(lambda address: requests.get(address, timeout=60), addresses))
    assert {answer.status_code for answer in answers} == {200}
    assert len({(a.url, a.content, a.headers["etag"]) for a in answers}) == 4


@pytest.fixture
def elsewhere(tmp_path):
    """The address of another site: another port is another origin."""
    (tmp_path / "index.html").write_text("<p>Elsewhere</p>")
    with serving.folder_at(tmp_path) as there:
        yield f"{there}/"


def test_a_page_of_another_origin_reads_the_figures_and_asks_whether_they_changed(
    dashboard, version, browser, elsewhere
):
    page = browser.new_page()
    page.goto(elsewhere)
    told = page.evaluate(
        """async (address) => {
            const first = await fetch(address);
            const tag = first.headers.get("ETag");
            const again = await fetch(address, {
                headers: {"If-None-Match": tag}, cache: "no-store"
            });
            return [first.status, (await first.text()).length, tag, again.status];
        }""",
        f"{dashboard}{TABLE}?measure=referrals&year=2024&data=latest",
    )
    page.close()
    assert told[0] == 200 and told[1] > 10_000 and told[2].startswith('"') and told[3] == 304
