"""The measures, as their rows of the table `measure` describe them: what a page may offer.

The fact a newcomer gets wrong: nothing here is a list of measures. A measure is a file of
etl/measures, and whatever has one is on the map, on a council's page, in files and in the API.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dashboard.database import ask, kept


@dataclass(frozen=True)
class Measure:
    """How a measure is said.

    `id` is its row of `measure`, `address` its name in addresses; `unit` follows its value and
    `unit_words` says it in full;
    `counted` is what it counts, one and many; `base` is what it divides by, "" for a mere count,
    and an estimate, an assumption about the area, where `is_of_estimate`.
    `years` are those ending 31 March in which councils have a figure.
    """

    id: str
    address: str
    title: str
    label: str
    unit: str
    decimals: int
    count: str
    counted: tuple[str, str]
    base: str
    per: int
    clause: str
    warnings: tuple[str, ...]
    is_compared: bool
    unit_words: str
    base_words: str
    is_of_estimate: bool
    years: tuple[int, ...]


class _Measures(Mapping):
    """Name in addresses → measure, in the order of lists; always those of the file served.

    Only those that councils have: what police forces record is on pages of its own (police.py).
    """

    def __getitem__(self, address: str) -> Measure:
        return _by_address()[address]

    def __iter__(self) -> Iterator[str]:
        return iter(_by_address())

    def __len__(self) -> int:
        return len(_by_address())


MEASURES: Mapping[str, Measure] = _Measures()


def by_force() -> dict[str, Measure]:
    """Name in addresses → measure that a map draws by police force: rates of what they record."""
    return kept(("measures, by force",), lambda: _of_level("police_force"))


def named(id_: str) -> Measure:
    """The measure of that id. Raises KeyError for one that is not a count or a ratio of counts."""
    return {measure.id: measure for measure in MEASURES.values()}[id_]


def compared() -> list[Measure]:
    """The measures by which councils are set side by side, in the order of lists."""
    return [measure for measure in MEASURES.values() if measure.is_compared]


def other_names(column: str) -> dict[str, str]:
    """Any name of a measure, with hyphens → its `column` (address or id): for links of any age."""
    return dict(kept(("measure names", column), lambda: _names(column)))


def _names(column: str) -> tuple[tuple[str, str], ...]:
    rows = ask("SELECT address, id, was, count, base FROM measure ORDER BY place DESC, id")
    return tuple(
        (name.replace("_", "-"), getattr(row, column))
        for row in rows.itertuples()
        for name in (
            *row.was,
            # What a measure that divides by nothing counts is the measure.
            *([row.count] if isinstance(row.count, str) and not isinstance(row.base, str) else []),
            row.id,
            row.address,
        )
    )


def _by_address() -> dict[str, Measure]:
    return kept(("measures",), _all)


def _all() -> dict[str, Measure]:
    return _of_level("council")


def _of_level(level: str) -> dict[str, Measure]:
    """Measures that maps draw at a level: any of councils, and of forces the rates."""
    rows = ask(
        "SELECT * FROM measure WHERE count IS NOT NULL AND levels[1] = ? "
        "AND (levels[1] = 'council' OR base IS NOT NULL) ORDER BY place, id",
        level,
    )
    return {
        row.address: Measure(
            row.id,
            row.address,
            row.title,
            row.short_title,
            row.after_value,
            int(row.decimals),
            row.count,
            tuple(row.counted_words),
            row.base_words[:1].upper() + row.base_words[1:],
            int(row.per),
            row.clause,
            tuple(row.warnings),
            bool(row.compared),
            row.unit,
            row.base_words,
            bool(row.base_is_estimate),
            tuple(int(year) for year in row.years),
        )
        for row in rows.itertuples()
    }
