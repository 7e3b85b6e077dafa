"""Questions about versions of the data: how to cite this one, and what has moved since another.

The fact a newcomer gets wrong: an address or a version comes from a reader, and answers are kept by
what was asked. So what a reader typed is put into words, or looked up, here and not in a question.
"""

from collections.abc import Sequence

import pandas as pd

from dashboard import queries, words
from dashboard.database import ask, kept
from dashboard.queries.explorer import ESTIMATE


def source_words(ids: Sequence[str]) -> str:
    """Source, release, licence and data version in a sentence; `ids` are of meta_source."""
    return kept(("source words", *ids), lambda: _source_words(ids))


def _source_words(ids: Sequence[str]) -> str:
    return f"{'; '.join(sources_in_full(ids))}. {licence_words(ids)}"


def sources_in_full(ids: Sequence[str]) -> list[str]:
    """Publisher, title and release of each, in the order given."""
    rows = queries.sources(*ids)
    return [f"{s.publisher}, {s.title} ({s.release})" for s in rows.itertuples()]


def publishers(ids: Sequence[str]) -> str:
    """Whose they are, each once: what a sentence that is copied alone ends with."""
    return f"Source: {words.listing(list(dict.fromkeys(queries.sources(*ids)['publisher'])))}."


def licence_words(ids: Sequence[str]) -> str:
    """Their licences, and the version of the data."""
    return f"{licences(ids)} Data version {queries.build_facts()['data_version']}."


def licences(ids: Sequence[str]) -> str:
    """The licences that the files come under, with what comes under none."""
    rows = queries.sources(*ids)
    named = words.listing(list(dict.fromkeys(rows["licence"].dropna())))
    return f"{named}{', but for the estimate' if rows['licence'].isna().any() else ''}."


def sources_of(*measures: str) -> list[str]:
    """The files that these measures are from, in their order, each once: ids of meta_source.

    A measure of etl/measures names its own, and after them the estimate that it is set against;
    any other of every_measure has those of its figures.
    Raises KeyError for a measure there is not.
    """
    every = dict(kept(("sources of measures",), _sources_of_measures))
    return list(dict.fromkeys(source for measure in measures for source in every[measure]))


def sources_beside(*estimates: str) -> list[str]:
    """The files of plans and of assessments beside annual estimates, and the estimates' own."""
    found = sources_of("plans_beside_estimate", "csa_assessments_beside_estimate")
    if ESTIMATE not in estimates:
        found = [source for source in found if source not in OF_ESTIMATE]
    return list(dict.fromkeys([*found, *estimates]))


def _sources_of_measures() -> tuple[tuple[str, tuple[str, ...]], ...]:
    rows = ask(
        """
        SELECT
            id,
            COALESCE(measure.sources, every_measure.source_ids) AS sources,
            COALESCE(measure.base_is_estimate, FALSE) AS is_of_estimate
        FROM measure
        FULL JOIN every_measure USING (id)
        """
    )
    return tuple(
        (row.id, (*row.sources, *(OF_ESTIMATE if row.is_of_estimate else ())))
        for row in rows.itertuples()
    )


# The estimate of England and Wales, and the children of Wales by whom it is shared out.
OF_ESTIMATE = (ESTIMATE, "wales_children_0_to_15")
SHORT_PUBLISHERS = {"Department for Education": "DfE", "Office for National Statistics": "ONS"}
SHORT_NAMES = {
    "home_office_offences": "Home Office offences",
    "ons_boundaries": "ONS boundaries",
    "ons_boundaries_earlier": "ONS boundaries, earlier",
    "ons_nhs_boards": "ONS small areas",
    "dfe_cin_population": "ONS populations",
    "dfe_cin_population_older": "ONS populations, earlier",
    "dfe_statistical_neighbours": "DfE neighbours model",
}


def source_names(ids: Sequence[str]) -> list[str]:
    """Names short enough for a line beneath a chart: "DfE table D2", "ONS populations"."""
    return [SHORT_NAMES.get(s.id) or _short(s) for s in queries.sources(*ids).itertuples()]


def _short(source) -> str:
    """Whose it is, and of several of the DfE's the table, or the release."""
    publisher = SHORT_PUBLISHERS.get(source.publisher, source.publisher)
    if publisher != "DfE":
        return publisher
    is_table = source.title[2:3] == ":"
    return f"DfE table {source.title[:2]}" if is_table else f"DfE {source.release.split(',')[0]}"


_ADDRESS = "https://address.invalid"  # stands for an address in the question


def citation(page: str, address: str, day: str) -> str:
    """How to cite a page in plain text; an empty address or day is left out."""
    return _with_address("citation", page, address, day)


def bibtex(page: str, address: str, day: str) -> str:
    """How to cite a page in BibTeX."""
    return _with_address("citation_bibtex", page, address, day)


def _with_address(macro: str, page: str, address: str, day: str) -> str:
    asked = (page, _ADDRESS if address else "", day)
    words = ask(f"SELECT {macro}(?, ?, ?) AS words", *asked)["words"].iloc[0]
    return words.replace(_ADDRESS, address)


def product_title() -> str:
    """The name of the dashboard."""
    return ask("SELECT product_title() AS title")["title"].iloc[0]


def is_known(version: str) -> bool:
    """Whether the change log has the version."""
    return version in set(ask("SELECT DISTINCT data_version FROM meta_change")["data_version"])


def releases() -> pd.DataFrame:
    """Every version in the change log: data_version, published, about; newest first."""
    return ask(
        """
        SELECT data_version, published, about
        FROM meta_change
        WHERE area_code IS NULL
        ORDER BY position
        """
    )


def moved_since(version: str, slug: str) -> pd.DataFrame:
    """Figures of a council that moved after `version`: year_ending, what, before, after.

    One row for each figure and version that moved it, oldest version first. `slug` is the council's
    name in addresses; figures under any code of its series count. Both must be known.
    """
    return ask(
        """
        SELECT
            changed.data_version,
            changed.year_ending,
            changed.what,
            changed.before,
            changed.after
        FROM meta_change AS changed
        INNER JOIN council_series ON council_series.council_code = changed.area_code
        WHERE council_series.slug = ?
            AND changed.position
            < (SELECT MIN(position) FROM meta_change WHERE data_version = ?)
        ORDER BY changed.position DESC, changed.year_ending, changed.what
        """,
        slug,
        version,
    )


def council_label(slug: str) -> str:
    """A council's name for readers; empty for a slug that no council has."""
    # All names at once: an answer is never kept under what a reader typed.
    names = ask("SELECT DISTINCT slug, label FROM council_series")
    return dict(zip(names["slug"], names["label"], strict=True)).get(slug, "")
