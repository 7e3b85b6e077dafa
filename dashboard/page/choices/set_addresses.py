"""What `set=` in an address means: a partnership, a police force area, or councils by their names.

The fact a newcomer gets wrong: an address may hold anything. A list is bounded in length and in
number, a name that nobody has is told and left out, and a council named twice is there once.
"""

from dashboard import queries, words
from dashboard.page.choices import names_in_addresses, pickers
from dashboard.queries.area import sets as sets_queries
from dashboard.queries.area.sets import CouncilSet, every_named
from dashboard.words.itself import links as link_words

LONGEST = 1_000  # characters of an address's list
MOST = 20  # councils that a reader may name


def meant(text: str) -> tuple[CouncilSet | None, str]:
    """The set that an address asks for, and a sentence about what is wrong with it, or "".

    None where there is no set of two councils or more.
    """
    if len(text) > LONGEST:
        begun = words.as_typed(text)
        return None, link_words.SET_TOO_LONG.format(begun=begun, most=MOST)
    if found := _named(text):
        return found, ""
    if names_in_addresses.plain(text) in set(sets_queries.named()["slug"]):
        return None, link_words.SET_ALONE  # a force of one council
    names, also = queries.council_names(), queries.council_other_names()
    parts = list(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    wanted = {part: names_in_addresses.meant(part, names, also) for part in parts}
    unknown = [part for part, slug in wanted.items() if not slug]
    slugs = {slug for slug in wanted.values() if slug}
    if len(slugs) > MOST:
        return None, link_words.SET_TOO_MANY.format(many=len(slugs), most=MOST)
    told = ""
    if unknown:
        told = link_words.SET_PARTLY_UNKNOWN if len(slugs) > 1 else link_words.SET_UNKNOWN
        told = told.format(named=words.as_typed(", ".join(unknown)))
    if len(slugs) < 2:
        return None, told or link_words.SET_ALONE
    rows = queries.councils()
    rows = rows[rows["slug"].isin(slugs)]
    labels = tuple(rows["label"])
    label = words.listing(list(labels)) if len(labels) <= 3 else f"{len(labels)} councils"
    chosen = CouncilSet(
        "chosen",
        ",".join(rows["slug"]),
        label,
        tuple(sorted(rows["series_code"])),
        tuple(rows["slug"]),
        labels,
    )
    return chosen, told


def _named(text: str) -> CouncilSet | None:
    """The partnership or force of that name; a force's own name where no council has it."""
    plain = names_in_addresses.plain(text)
    every = {each.slug: each for each in every_named()}
    if plain in every:
        return every[plain]
    councils = {names_in_addresses.plain(name) for name in queries.council_other_names()}
    if plain in councils | set(queries.council_names()):
        return None
    plain = pickers.area_options("police_force")[1].get(plain, plain)  # from the force's ONS code
    return every.get(f"{plain.removesuffix('-area').removesuffix('-police')}-police")
