"""A version can be cited, a link can be pinned to it, and what moved since can be told."""

import shutil
from datetime import date
from pathlib import Path

import duckdb
import pytest

import reading
from dashboard import queries
from etl.compare import changes
from etl.errors import Refusal

ROOT = Path(__file__).parent.parent.parent

LOG = """# What has changed

Words about the form.

## 2026-00000002 (2026-10-30)

The release of 2026.

| area | code | year ending | what | before | after |
|---|---|---|---|---|---|
| Northford | E99000001 | 2023 | plan started initial sexual_abuse | suppressed | 7 |
| Northford | E99000001 | 2014 | plan started | was printed, now withheld | suppressed |
| Eastmere | E99000002 | 2023 | activity referrals | 10 | 11 |

## 2025-00000001

The first version.
"""


def with_invented_councils(real_database, file: Path) -> Path:
    """A copy of the database with two councils that do not exist, for figures that are made up."""
    shutil.copyfile(real_database, file)
    with duckdb.connect(str(file)) as connection:
        for code, name in (("E99000001", "Northford"), ("E99000002", "Eastmere")):
            connection.execute(
                """
                INSERT INTO council BY NAME
                SELECT council.* REPLACE (
                    ? AS council_code, ? AS council_name, NULL AS code_to, NULL AS successors,
                    NULL AS change_kind
                )
                FROM council
                LIMIT 1
                """,
                [code, name],
            )
            connection.execute(
                "INSERT INTO council_series VALUES (?, ?, FALSE, NULL, ?, ?)",
                [code, code, name, name.lower()],
            )
            connection.execute(
                "INSERT INTO plan VALUES (?, 'council', 2024, 'started', 'initial', "
                "'sexual_abuse', 987, 'published', NULL, '2025')",
                [code],
            )
            connection.execute(
                "INSERT INTO activity VALUES (?, 'council', 2024, 'referrals', 4320, 'published', "
                "NULL, '2025')",
                [code],
            )
    return file


@pytest.fixture(scope="module")
def database(real_database, tmp_path_factory):
    """The real figures and two invented councils, with a change log of two versions."""
    folder = tmp_path_factory.mktemp("versions")
    (folder / "CHANGES.md").write_text(LOG)
    file = with_invented_councils(real_database, folder / "csa.duckdb")
    log = changes.table(folder / "CHANGES.md")  # noqa: F841  read by the question below
    with duckdb.connect(str(file)) as connection:
        connection.execute("DELETE FROM meta_change")
        connection.execute("INSERT INTO meta_change BY NAME SELECT * FROM log")
    return file


def test_the_change_log_begins_with_the_version_that_is_built():
    from etl.fingerprints import data_version

    newest = changes.read(ROOT / "data" / "CHANGES.md")[0].data_version
    assert newest == data_version()[0], "give data/CHANGES.md a heading for this version"


def test_the_log_is_read_newest_first_with_each_version_and_each_move(tmp_path):
    (tmp_path / "log.md").write_text(LOG)
    read = changes.read(tmp_path / "log.md")
    assert [(c.data_version, c.position, c.area_code) for c in read] == [
        ("2026-00000002", 1, None),
        ("2026-00000002", 1, "E99000001"),
        ("2026-00000002", 1, "E99000001"),
        ("2026-00000002", 1, "E99000002"),
        ("2025-00000001", 2, None),
    ]
    assert read[0].about == "The release of 2026." and read[0].published == "2026-10-30"
    assert (read[1].year_ending, read[1].before, read[1].after) == (2023, "suppressed", "7")


@pytest.mark.parametrize(
    ("spoilt", "line"),
    [
        (("## 2025-00000001", "## version one"), 15),
        (("## 2025-00000001", "## 2026-00000002"), 15),
        (("| 2023 | plan", "| last year | plan"), 11),
        (("| 10 | 11 |", "| 10 |"), 13),
    ],
)
def test_a_log_that_cannot_be_read_whole_is_refused_by_line(tmp_path, spoilt, line):
    text = LOG.replace(*spoilt)
    assert text != LOG
    (tmp_path / "log.md").write_text(text)
    with pytest.raises(Refusal, match=f"line {line}:"):
        changes.read(tmp_path / "log.md")


@pytest.mark.parametrize(
    ("status", "symbol"),
    [
        ("suppressed", "c"),
        ("withheld", "withheld"),
        ("low_reliability", "u"),
        ("low", "low"),
        ("low", "k"),
        ("not_available", "x"),
        ("not_applicable", "z"),
    ],
)
def test_what_a_new_release_withholds_is_not_in_the_log(real_database, tmp_path, status, symbol):
    """An older release printed a number; the newest does not. The log must not keep it."""
    old = with_invented_councils(real_database, tmp_path / "old.duckdb")
    new = with_invented_councils(real_database, tmp_path / "new.duckdb")
    with duckdb.connect(str(new)) as connection:
        connection.execute(
            f"UPDATE plan SET value = NULL, status = '{status}', symbol = '{symbol}' "
            "WHERE area_code = 'E99000001'"
        )
        connection.execute("UPDATE activity SET value = 4321 WHERE area_code = 'E99000001'")
    text = changes.entry("2026-0000000a", "2026-10-30", "The next release.", old, new)
    assert "987" not in text
    lines = text.splitlines()
    assert any(
        line.startswith("|")
        and "| E99000001 | 2024 | plan started initial sexual_abuse | was printed, "
        f"now withheld | {status} |"
        in line
        for line in lines
    )
    assert any("| E99000001 | 2024 | activity referrals | 4320 | 4321 |" in line for line in lines)
    assert "E99000002" not in text  # nothing of it moved
    (tmp_path / "log.md").write_text(text)
    assert len(changes.read(tmp_path / "log.md")) == 3


def test_a_citation_names_page_version_and_day(serving):
    from dashboard import queries
    from dashboard.queries import versions as versions_queries

    version = queries.build_facts()["data_version"]
    text = versions_queries.citation("Slough", "https://figures.example/council", "1 May 2026")
    for part in (
        "Slough",
        version,
        "https://figures.example/council",
        "1 May 2026",
        "Open Government Licence v3.0",
    ):
        assert part in text
    entry = versions_queries.bibtex("Slough", "https://figures.example/council", "2026-05-01")
    assert entry.startswith(f"@misc{{csa-councils-{version},\n") and entry.endswith("\n}")
    assert entry.count("{") == entry.count("}")
    assert "(read" not in versions_queries.citation("", "", "")


def test_a_link_pinned_to_an_older_version_says_so_and_lists_what_moved(
    database, open_page, monkeypatch
):
    monkeypatch.setenv("CSA_DATABASE", str(database))
    page = open_page("views/data.py", data="2025-00000001", council="northford")
    assert "2025-00000001" in page.warning[0].value and "newer version" in page.warning[0].value
    said = " ".join(m.value for m in page.markdown)
    assert "2023: suppressed then, 7 now" in said
    assert "2014: was printed, now withheld then, suppressed now" in said
    assert "referrals" not in said  # that was another council's
    page = open_page("views/data.py", data="2025-00000001", council="york")
    assert "No figure of York that was held then has moved." in " ".join(
        m.value for m in page.markdown
    )


def test_a_link_pinned_to_this_version_says_nothing_and_one_to_no_version_says_that(
    serving, open_page
):
    from dashboard import queries

    version = queries.build_facts()["data_version"]
    assert not open_page("views/data.py", data=version, council="slough").warning
    page = open_page("views/data.py", data="<script>alert(1)</script>")
    assert "not in our change log" in page.warning[0].value


@pytest.mark.parametrize("view", ["council", "data", "about"])
def test_every_page_offers_a_citation_and_a_link_that_keeps_its_choices(open_page, view):
    from dashboard import queries

    page = open_page(f"views/{view}.py", council="slough")
    version = queries.build_facts()["data_version"]
    texts = reading.to_copy(page)
    today = f"{date.today().day} {date.today():%B %Y}"
    assert any(version in t and today in t for t in texts)
    assert any(t.startswith("@misc{") for t in texts)
    assert any("council=slough" in t and f"data={version}" in t for t in texts)


def test_sources_are_those_of_the_measures_in_order_and_once(serving):
    """A measure of etl/measures names its own, any other has those of its figures."""
    from dashboard.queries import data, police
    from dashboard.queries.versions import source_words, sources_of

    plans, assessed = ["dfe_cin_d2", "dfe_cin_population"], ["dfe_cin_c3"]
    assert sources_of("sexual_plan_rate", "csa_assessment_rate") == plans + assessed
    assert sources_of("csa_assessment_rate", "sexual_plan_rate") == assessed + plans[::-1]
    assert sources_of("referrals", "sexual_class", "referrals") == ["dfe_cin_c1", *plans]
    assert sources_of(police.NUMBER) == ["home_office_offences"]
    with_estimate = [*plans, "csa_centre_annual", "wales_children_0_to_15"]
    assert sources_of("plans_beside_estimate") == with_estimate
    assert sources_of("csa_assessments_beside_estimate") == assessed + with_estimate[1:]
    told = source_words(with_estimate)
    assert "; CSA Centre, quoted in its analysis of 2023-24 (March 2025); StatsWales, 2024-" in told
    assert "v3.0, but for the estimate." in told
    with pytest.raises(KeyError, match="no_measure"):
        sources_of("no_measure")
    assert data.every_source("sexual_plans") == [
        "dfe_cin_d2",
        *(f"dfe_cin_wide_{year}" for year in (2010, 2011, 2012)),
    ]
    assert len(data.every_source()) > 10


def test_every_estimate_can_be_named_as_a_source(serving):
    estimates = queries.ask("SELECT estimate FROM prevalence_estimate")["estimate"]
    named = queries.sources(*estimates)
    assert len(named) > 4
    assert all(named[part].str.len().gt(2).all() for part in ("publisher", "title", "release"))


def test_a_short_name_is_of_whoever_published_the_source(serving):
    from dashboard.queries.versions import source_names

    ids = queries.ask(
        "SELECT id FROM meta_source UNION ALL SELECT estimate FROM prevalence_estimate"
    )
    for source in queries.sources(*ids["id"]).itertuples():
        (short,) = source_names([source.id])
        # What the DfE prints of the ONS's numbers is named for the ONS.
        is_of_the_dfe = source.publisher == "Department for Education" and "ONS" not in source.title
        assert short.startswith("DfE ") == is_of_the_dfe, (short, source.publisher)
        initials = "".join(word[0] for word in source.publisher.split() if word[0].isupper())
        whose = ("DfE", "ONS") if initials in {"DE", "ONS"} else (source.publisher,)
        assert short.startswith(whose), (short, source.publisher)
    files = [i for i in ids["id"] if i.startswith(("dfe", "home", "ons"))]
    assert len(set(source_names(files))) == len(files)
