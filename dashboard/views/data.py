"""Data: one table of everything, filtered, shown, and taken away in the format a reader wants."""

from math import ceil

import streamlit as st

from dashboard import queries, served, words
from dashboard.delivery import site_files
from dashboard.page import parts
from dashboard.page.choices import controls, filters, pickers
from dashboard.page.markup import Column
from dashboard.page.taking import copy_as, prepared
from dashboard.queries import data as data_queries
from dashboard.queries.data import LONG, Selection
from dashboard.takeaway import downloads, files, spreadsheets
from dashboard.takeaway.paper import briefing, pdf
from dashboard.words.itself import data as data_words
from dashboard.words.itself import published as published_words

ROWS_SHOWN = 50
ROWS_AT_ONCE = 10_000  # of a CSV that is written while the reader waits
ONLY_LONG = ("measure", "measures", "level", "levels")  # filters that the wide form has not
FORMATS = {
    "csv": "CSV",
    "xlsx": "XLSX, for Excel",
    "ods": "ODS, for LibreOffice",
    "parquet": "Parquet",
    "geojson": "GeoJSON, with outlines",
}


def select() -> tuple[Selection | None, dict[str, list[str]], dict[str, list[str]]]:
    """The reader's filters as a selection, as what the reader sees, and as names in addresses.

    No selection where the address filters by names of which there is none.
    """
    form = controls.choice(
        "Form of the table",
        data_words.FORM_LABELS,
        key="form",
        default=LONG if any(controls.asked(name) for name in ONLY_LONG) else None,
        also=filters.FORMS,
        widget=st.radio,
        horizontal=True,
    )
    chosen, seen, named, in_vain = [], {}, {}, []
    columns = st.columns(2)
    for place, (name, (label, known)) in enumerate(filters.options(form).items()):
        with columns[place % 2]:
            names = controls.choices(
                label,
                known,
                key=name,
                placeholder="All",
                also=filters.other_names(name),
                called=filters.SINGULAR[name],
            )
        if controls.asked(name).strip(",") and not names:
            in_vain.append(name)
        chosen.append((name, filters.values(name, names)))
        seen[name] = [known[n] for n in names]
        named[name] = names
    known = filters.columns(form)
    picked = controls.choices(
        "Columns",
        known,
        key="columns",
        called=filters.SINGULAR["columns"],
        placeholder="The usual ones",
        help=data_words.STATUS_COMES_TOO,
    )
    named["columns"] = picked
    if in_vain:  # everything would be the answer to a question that nobody asked
        st.info(data_words.names_nothing(in_vain))
        st.button("Show everything", on_click=drop_all, args=(in_vain,), key="drop unknown")
    selection = Selection(form, tuple(chosen), tuple(known[name] for name in picked))
    return (None if in_vain else selection), seen, named


def offer_to_widen(selection: Selection, seen: dict[str, list[str]]) -> None:
    """Nothing passes the filters: which of them could be dropped, and what that would give."""
    st.info(data_words.NO_ROW)
    offered = False
    for name, values in selection.filters:
        rows = data_queries.count(selection.without(name)) if values else 0
        if rows:
            offered = True
            st.button(
                f"Drop the filter by {data_words.FILTER_WORDS[name]}: "
                f"{words.count(rows)} row{'' if rows == 1 else 's'}",
                on_click=controls.choose,
                args=(name, [], ""),
                key=f"drop {name}",
            )
    if not offered:
        st.button("Drop every filter", on_click=drop_all, args=(list(seen),), key="drop all")


def drop_all(names: list[str]) -> None:
    """Empty every filter."""
    for name in names:
        controls.choose(name, [], "")


def preview(selection: Selection, rows: int, sentence: str) -> None:
    """A part of the table, and how to see the rest of it."""
    pages = ceil(rows / ROWS_SHOWN)
    page = 1
    if pages > 1:
        page = int(
            controls.number(
                f"Part of the table ({ROWS_SHOWN} rows each)",
                key="part",
                default=1.0,
                low=1.0,
                high=float(pages),
                step=1.0,
                format="%d",
            )
        )
    frame = data_queries.part(selection, (page - 1) * ROWS_SHOWN, ROWS_SHOWN)
    filled = downloads.tidy(frame)
    descriptions = data_queries.columns_of(selection.form).set_index("column_name")
    parts.table(
        filled.itertuples(index=False, name=None),
        [
            Column(
                name,
                lambda row, n=name, at=place: data_words.cell(row[at], n),  # type: ignore[misc]
                descriptions.loc[name, "unit"] != "",
            )
            for place, name in enumerate(filled.columns)
        ],
        caption=f"Rows {words.count((page - 1) * ROWS_SHOWN + 1)} to "
        f"{words.count((page - 1) * ROWS_SHOWN + len(frame))} of: {sentence}",
        row_heading=False,
    )
    with st.expander("What each of these columns holds"):
        parts.table(
            [descriptions.loc[name].rename(name) for name in filled.columns],
            [
                Column("Column", lambda r: r.name, False),
                Column("What it holds", lambda r: r.description, False),
            ],
            caption="Columns of this table",
            explain=False,
        )


def take_away(selection: Selection, rows: int, seen: dict[str, list[str]]) -> None:
    """The same rows as a file; `seen` is what the reader sees of the filters."""
    sentence = data_words.rows_in_words(rows, selection.form, seen)
    parts.heading("Take it away")
    kind = controls.choice("Format", FORMATS, key="format", widget=st.radio, horizontal=True)
    if kind in spreadsheets.MEDIA_TYPES:
        spreadsheet(selection, rows, sentence, kind)
        return
    if kind == "csv" and rows > ROWS_AT_ONCE:
        prepared.offer(
            f"{FORMATS[kind]}, {words.count(rows)} rows",
            (selection, kind),
            lambda: downloads.build(files.rows(selection)),
            files.name(selection, kind),
            files.MEDIA_TYPES[kind],
        )
        return
    year = None
    if kind == "geojson":
        if selection.form == LONG:
            st.info(data_words.OUTLINES_ARE_WIDE)
            return
        year = data_queries.newest_year(selection) or 0
        selection = files.of_year(selection, year)
        sentence = data_words.rows_in_words(
            data_queries.count(selection), selection.form, {**seen, "years": [str(year)]}
        )
        st.caption(f"{data_words.outlines_of(year)} {words.BOUNDARIES}")
    write = {
        "csv": lambda: files.csv(selection),
        "parquet": lambda: files.parquet(selection, sentence),
        "geojson": lambda: files.geojson(selection, sentence),
    }[kind]
    st.download_button(
        f"Download {FORMATS[kind]}",
        data=write,
        file_name=files.name(selection, kind, year),
        mime=files.MEDIA_TYPES[kind],
        key=f"take {kind}",
        on_click="ignore",
        type="primary",
    )


def spreadsheet(selection: Selection, rows: int, sentence: str, kind: str) -> None:
    """A spreadsheet is built on request, with its progress shown, and then offered."""
    if rows > spreadsheets.MOST_ROWS:
        st.info(data_words.too_many_rows(spreadsheets.MOST_ROWS, rows))
        return
    prepared.offer(
        f"{FORMATS[kind]}, {words.count(rows)} rows",
        (selection, kind),
        lambda: spreadsheets.build(
            data_queries.whole(selection), files.workbook(selection, sentence), kind
        ),
        files.name(selection, kind),
        files.MEDIA_TYPES[kind],
    )


def package() -> None:
    """The whole of it as files: data package, database, API and a briefing on each council."""
    parts.heading("Everything at once")
    if not (site_files.is_published() and served.own_routes):
        st.markdown(data_words.NOT_PUBLISHED)
        return
    base = site_files.MOUNTED_AT.lstrip("/")
    st.html(
        "<ul>"
        + "".join(
            f'<li><a href="{base}/{path}" target="_self">{label}</a></li>'
            for path, label in published_words.CONTENTS
        )
        + "</ul>"
    )


def one_briefing() -> None:
    """Two pages on one council, as PDF, made when asked for."""
    parts.heading("Two pages for a meeting")
    slug = pickers.council("A briefing on one council, to print", key="briefing")
    if not slug:
        return
    area = queries.of_slug(queries.councils(), slug)
    version = queries.build_facts()["data_version"]
    prepared.offer(
        f"the briefing on {area.label} (PDF)",
        ("briefing", slug),
        lambda: pdf.build(briefing.printable(area)),
        downloads.file_name("briefing", slug, version, ending="pdf"),
        "application/pdf",
    )


def table(chosen: Selection, seen: dict[str, list[str]], named: dict[str, list[str]]) -> None:
    """The rows that the filters leave, and every way to take them."""
    how_many = data_queries.count(chosen)
    says = data_words.rows_in_words(how_many, chosen.form, seen)
    parts.heading("The table")
    parts.sentence(f"**{says}** {words.CAVEAT}")
    if how_many:
        preview(chosen, how_many, says)
        parts.source_line([s for s in data_queries.sources(chosen) if s != files.BY_HAND])
        take_away(chosen, how_many, seen)
        copy_as.fold(named, chosen.form)
    else:
        offer_to_widen(chosen, seen)
    with st.expander("The same question in SQL, for the DuckDB file"):
        st.code(data_queries.as_text(chosen), language="sql", wrap_lines=True)


with parts.page(
    "Data",
    data_words.LEAD,
    data_queries.every_source(),
    ("form", *filters.SINGULAR, *filters.PARAMETERS, "part", "format", "briefing"),
):
    chosen, seen_by_reader, named = select()
    if chosen is not None:
        table(chosen, seen_by_reader, named)
    one_briefing()
    package()
