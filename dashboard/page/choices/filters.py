"""The filters of the table of everything: what each offers, and every name that an address may use.

The fact a newcomer gets wrong: the Data page and /api/v1/table.csv read an address by this one
list, so that a page's address and the address of its rows name everything alike.
"""

from collections.abc import Callable, Mapping, Sequence

from dashboard import queries, theme
from dashboard.page.choices import names_in_addresses, pickers
from dashboard.queries import data as data_queries
from dashboard.queries import measures
from dashboard.queries.data import LONG, WIDE, Selection
from dashboard.words.itself import data as data_words

# What an address calls a filter in the singular, as /api/v1/table.csv does → the filter.
PARAMETERS = {
    "measure": "measures",
    "council": "councils",
    "year": "years",
    "region": "regions",
    "force": "forces",
    "level": "levels",
    "status": "statuses",
    "class": "classes",
    "column": "columns",
}
SINGULAR = {plural: name for name, plural in PARAMETERS.items()}
# The tables that the forms are of, by their names in the database.
FORMS = {"every-figure": LONG, "council-every-year": WIDE, "council-year": WIDE}


def options(form: str) -> dict[str, tuple[str, dict[str, str]]]:
    """Filter → its label, and name in the address → what the reader sees."""
    threshold = queries.default_threshold()
    found = {
        "years": ("Years ending 31 March", {y: y for y in data_queries.years(form)}),
        "regions": ("Regions", pickers.area_options("region")[0]),
        "forces": ("Police force areas", pickers.area_options("police_force")[0]),
        "councils": ("Councils", queries.council_names()),
        "classes": ("Classes", _hyphened(theme.class_labels(threshold))),
        "statuses": (
            "Statuses of the number" if form == LONG else "Statuses of the plans for sexual abuse",
            _hyphened(data_words.STATUS_LABELS),
        ),
    }
    if form == LONG:
        found["measures"] = ("Measures", _hyphened(data_queries.measures()))
        found["levels"] = ("Levels", data_words.LEVEL_LABELS)
    return found


def columns(form: str) -> dict[str, str]:
    """The columns a form can show: name in the address → name."""
    return _hyphened({name: name for name in data_queries.columns_of(form)["column_name"]})


def _hyphened(names: Mapping[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): said for name, said in names.items()}


# Filter → other names that an address may use for its values, with hyphens.
OTHER_NAMES: dict[str, Callable[[], Mapping[str, str]]] = {
    "councils": queries.council_other_names,
    "regions": lambda: pickers.area_options("region")[1],
    "forces": lambda: pickers.area_options("police_force")[1],
    "measures": lambda: _other_measures(),
}


def _other_measures() -> dict[str, str]:
    names = {other: id_.replace("_", "-") for other, id_ in measures.other_names("id").items()}
    return {title: name for name, title in _hyphened(data_queries.measures()).items()} | names


def other_names(name: str) -> Mapping[str, str] | None:
    """What else an address may say for the values of a filter."""
    return OTHER_NAMES[name]() if name in OTHER_NAMES else None


def values(name: str, chosen: Sequence[str]) -> tuple[str, ...]:
    """What the database calls the values that were chosen by their names in addresses."""
    if name in ("regions", "forces"):
        level = {"regions": "region", "forces": "police_force"}[name]
        return tuple(queries.area_name(level, each) for each in chosen)
    if name in ("classes", "statuses", "measures", "levels"):
        return tuple(each.replace("-", "_") for each in chosen)
    return tuple(chosen)


def understood(form: str, typed: Mapping[str, Sequence[str]]) -> tuple[Selection, dict[str, list]]:
    """The selection that an address asks for by filter, and by filter what it names in vain."""
    filters, unknown = [], {}
    offered = {name: known for name, (_, known) in options(form).items()}
    for name, texts in {**typed}.items():
        known = columns(form) if name == "columns" else offered[name]
        option = names_in_addresses.meanings(known, other_names(name))
        found = {text: option(text) for text in texts}
        if wrong := [text for text, each in found.items() if not each]:
            unknown[name] = wrong
        filters.append((name, tuple(dict.fromkeys(each for each in found.values() if each))))
    wanted = dict(filters)
    shown = tuple(columns(form)[name] for name in wanted.pop("columns", ()))
    said = tuple((name, values(name, chosen)) for name, chosen in wanted.items())
    return Selection(form, said, shown), unknown
