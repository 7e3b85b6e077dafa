"""What every page is built from: its head and foot, a table, a chart with its data, a quotation.

Tables are HTML, not `st.dataframe`, whose canvas a keyboard or a screen reader cannot walk. A chart
never stands alone: its title says what it finds, its table holds the same figures.
"""

import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from hashlib import sha256
from html import escape
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go
import streamlit as st
from streamlit.errors import FragmentHandledException

from dashboard import contents, database, queries, served, theme, words
from dashboard.charts import picture
from dashboard.delivery import faults
from dashboard.page import abbreviations, markup
from dashboard.page.around import feet, site_head
from dashboard.page.choices import announcer, link_notes, pickers
from dashboard.page.markup import Column
from dashboard.page.taking import copying, on_paper, pictures
from dashboard.queries import versions as versions_queries
from dashboard.takeaway import downloads
from dashboard.words.country import claims as claim_words
from dashboard.words.itself import data as data_words

# Read once: a path handed to st.html is read again on every rerun.
STYLE = f"<style>{Path(__file__).with_name('page.css').read_text()}</style>"
# `streamlit run` answers for the pages itself, so the head that is in their HTML stands here.
OWN_HEAD = f"<style>{site_head.FIXED}</style>" + site_head.html(
    contents.addresses(), home=".", main="stMain"
)


NUMBERED = "the page's sources, as its foot numbers them"


@contextmanager
def page(
    title: str, lead: str, sources: Sequence[str] = (), reads: Sequence[str] = ()
) -> Iterator[None]:
    """A page: heading and `lead`, then the body, then how to cite it and the foot.

    `sources` are names of meta_source, listed with their releases and licences; `reads` is what
    the page's address may name, besides what travels from page to page. Words about a bad
    link appear beneath the heading, though the controls that find it come later.
    """
    st.session_state[NUMBERED] = list(dict.fromkeys(sources))
    st.html(style())
    live = announcer.place("page")
    copying.listen()
    on_paper.listen()
    pictures.listen()
    link_notes.begin()
    st.title(title, anchor=False)
    st.markdown(lead)
    about_the_link = st.container()
    with about_the_link:
        pinned_notice()
    try:
        yield
        link_notes.not_read(reads)
        for sentence in link_notes.notes():
            about_the_link.warning(sentence)
        announcer.say(live, "page")
        feet.cite(title)
    except Exception as error:
        # Under `streamlit run` alone, and in tests, a fault is shown as it is.
        if not served.own_routes or isinstance(error, database.NoDatabase):
            raise
        # Who needs help finds it on a page that broke off as well.
        if not isinstance(error, FragmentHandledException):  # which the reader was told of
            faults.apologise(error)
        st.session_state[NUMBERED] = []
    html(feet.foot(st.session_state[NUMBERED]))


def shows(what: str, year: int | None = None) -> None:
    """Name what the page shows in the browser's title: tabs and bookmarks differ by it."""
    named = f"{what}, {year}" if year else what
    st.set_page_config(page_title=f"{named} | {words.SITE}")


def style() -> str:
    """The style of a page; and its head, where that is not in the page's HTML already."""
    return STYLE if served.own_routes else STYLE + OWN_HEAD


def scheme() -> str:
    """ "light" or "dark", as the reader sees the page."""
    return "dark" if st.context.theme.type == "dark" else "light"


def heading(text: str, level: int = 2) -> None:
    """A heading of the page's body."""
    (st.header if level == 2 else st.subheader)(text, anchor=False)


def html(text: str) -> None:
    """Show HTML, its abbreviations explained."""
    st.html(abbreviations.explained(text))


def sentence(text: str) -> None:
    """What a chart or table says, with the numbers in it, above it."""
    st.markdown(text)


def table(rows: Iterable, columns: Sequence[Column], **how) -> None:
    """Show the table that `markup.table` makes of the same."""
    html(markup.table(rows, columns, **how))


def block(name: tuple, make: Callable[[], str]) -> None:
    """Show the HTML that `make` puts together, once for each version of the data.

    `name` holds the page and all that the words depend on.
    """
    st.html(database.kept(("block", *name), lambda: abbreviations.explained(make())))


def chart(
    figure: go.Figure,
    *,
    title: str,
    alt: str,
    data: pd.DataFrame,
    columns: Sequence[Column],
    sources: Sequence[str],
    name: str,
    says: str = "",
    unit: str = "",
    embed: str = "",
    caution: str = "",
    under: Callable[[], AbstractContextManager] = nullcontext,
    downloads: bool = True,
) -> None:
    """A chart under its finding, with a sentence, its data as a table, and the data to download.

    Without `says` the sentence stands above it and follows the year, which the chart does not.

    `figure` is of charts/, dressed already and shared among readers: nothing may change it here.
    `name` is the file's name and the key of its parts; `data` is exactly what is drawn; `unit` is
    said under the title here and in its pictures, `caution` in those alone, as the page says it
    elsewhere; `embed` is the name of its page in the folder of embeds. Table and download stand in
    what `under` makes beneath the chart. A page that runs fragments alone offers the download in
    one of them: the toolkit forgets the files of what did not run.
    """
    st.html(
        markup.heading(title, 3)
        + (f'<p class="unit">{escape(unit)}</p>' if unit else "")
        + (abbreviations.explained(markup.prose(says)) if says else "")
    )
    st.plotly_chart(figure, theme=None, config=theme.PLOTLY_CONFIG, alt=alt, key=f"chart {name}")
    drawn = sha256(pickle.dumps(data)).hexdigest()
    with under():
        block(
            ("chart", name, title, unit, drawn),
            lambda: (
                source(sources)
                + picture.menu(
                    picture.about(title, unit, sources, [name], caution),
                    picture.embed_address(embed),
                )
                + markup.folded(
                    f"The figures of this chart as a table: {title}",
                    markup.table(data.itertuples(), columns, caption=title),
                )
            ),
        )
        if downloads:
            download(lambda: data, name)


def download(
    rows: Callable[[], pd.DataFrame], *name: object, label: str = "Download these figures (CSV)"
) -> None:
    """A button for a CSV of exactly these rows, asked for when it is pressed.

    The file is named with the version of the data.
    """
    version = queries.build_facts()["data_version"]
    st.download_button(
        label,
        data=lambda: downloads.csv(rows()),
        file_name=downloads.file_name(*name, version),
        mime="text/csv",
        key=f"download {' '.join(map(str, name))}",
        on_click="ignore",
    )


def moved_line(threshold: float) -> list[str]:
    """For a file's name: the line of "very low", where the reader has moved it."""
    usual = queries.default_threshold()
    return [] if threshold == usual else [f"very-low-below-{threshold:g}"]


def source_line(ids: Sequence[str]) -> None:
    """Source, release and licence, beneath what they are the source of."""
    html(source(ids))


def source(ids: Sequence[str]) -> str:
    """The same as HTML, for a block: short names, each a link to its number at the foot.

    Raises ValueError for a source that the page has not named.
    """
    numbered = st.session_state[NUMBERED]
    links = [
        f'<a href="#source-{(number := numbered.index(source_id) + 1)}">'
        f"{escape(short)} [{number}]</a>"
        for source_id, short in zip(ids, versions_queries.source_names(ids), strict=True)
    ]
    return f'<p class="small">Source: {words.listing(links)}</p>'


def source_words(ids: Sequence[str]) -> str:
    """Source, release, licence and data version in a sentence."""
    return versions_queries.source_words(ids)


def quotation(sentence: str, caveat: str, ids: Sequence[str]) -> str:
    """`markup.quotation` of a sentence that goes with whose it is; `ids` are of its sources."""
    whose = versions_queries.publishers(ids)
    return markup.quotation(f"{sentence} {whose}", caveat, source_words(ids))


def pinned_notice() -> None:
    """When the link was pinned to other figures: that they have changed, and what moved."""
    pinned = st.query_params.get("data", "").strip().lower()
    current = queries.build_facts()["data_version"]
    if not pinned or pinned == current:
        return
    known = versions_queries.is_known(pinned)
    st.warning(data_words.version_notice(pinned, current, known))
    named = st.query_params.get("council", "").strip().lower()
    slug = pickers.council_named(named) or named  # who has no page may still have moved
    label = versions_queries.council_label(slug)
    if known and label:
        moved = data_words.moved_words(versions_queries.moved_since(pinned, slug), label)
        st.markdown("\n".join(f"* {sentence}" for sentence in moved))


def check_claim(name: str) -> None:
    """Show `claim_html`."""
    html(claim_html(name))


def claims(names) -> None:
    """Published claims, two beside each other."""
    for place, column in enumerate(st.columns(2)):
        with column:
            for name in names[place::2]:
                check_claim(name)


def claim_html(name: str) -> str:
    """A published figure and ours beside it, worked out from the figures of this page's data."""
    claim = queries.claim(name)
    said = "\n\n".join(f"**{name}:** {text}" for name, text in claim_words.lines(claim))
    return markup.folded(claim_words.title(claim), markup.prose(said))
