"""Controls whose choice stands in the address, in words a person can read and send.

Streamlit can bind a widget to the address by itself, but then an address shows the widget's label
("?council=Kingston+upon+Hull"), a wrong one is dropped without a word, and the address of a page
left alone changes nothing. Here each choice has a short name, a wrong name is explained, and the
browser's back button works: an address that changed from outside wins over the widget.

`redraws` names the fragments of the page that follow a control (see announcer.py). Only those run
again when the reader moves it, not the control and what stands around it; without names, the
fragment or page that holds the control does.
"""

import math
from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard import words
from dashboard.page.choices import link_notes, names_in_addresses
from dashboard.words.itself import links as link_words

CHOSEN = "what the reader just chose"


def choice(
    label: str,
    options: Mapping[str, str],
    *,
    key: str,
    default: str | None = None,
    widget=st.selectbox,
    redraws: Sequence[str] = (),
    also: Mapping[str, str] | None = None,
    **arguments,
) -> str:
    """One of `options` (name in the address → what the reader sees), as the name chosen.

    `widget` is st.selectbox, st.radio, st.select_slider or st.segmented_control. `also` has other
    names that an address may use, with hyphens, and the option each stands for.
    """
    names = list(options)
    default = names[0] if default is None else default

    def read(text: str) -> str | None:
        return names_in_addresses.meant(text, options, also)

    def said(name: str) -> str:
        return options.get(name, name)

    _take_from_address(key, label, default, read, said, options)
    chosen = widget(
        label,
        names,
        key=key,
        format_func=said,
        on_change=_put_in_address,
        args=(key, str, label, said, redraws),
        **arguments,
    )
    return chosen if chosen in options else default


def choices(
    label: str,
    options: Mapping[str, str],
    *,
    key: str,
    default: Sequence[str] = (),
    also: Mapping[str, str] | None = None,
    called: str = "",
    most: int | None = None,
    **arguments,
) -> list[str]:
    """Any of `options`, as the names chosen, in the order chosen; `also` as in `choice`.

    `called` is another name that an address may use for `key`; of more than `most` the first stay.
    """
    if called in st.query_params and key not in st.query_params:
        st.query_params[key] = st.query_params[called]
        if called not in names_in_addresses.TRAVEL:
            del st.query_params[called]

    def read(text: str) -> list[str] | None:
        option = names_in_addresses.meanings(options, also)
        parts = dict.fromkeys(part for part in text.split(",") if part.strip())
        wanted = [option(part) or part.strip().lower() for part in parts]
        unknown = [name for name in wanted if name not in options]
        if unknown:
            named = words.as_typed(", ".join(unknown))
            link_notes.note(link_words.NOT_AMONG.format(named=named, label=label))
        known = list(dict.fromkeys(name for name in wanted if name in options))
        if most is not None and len(known) > most:
            told = link_words.TOO_MANY.format(many=len(known), label=label, most=most)
            link_notes.note(told)
        return known

    _take_from_address(key, label, list(default), read, words.listing)
    # The toolkit breaks off at more than `most`, wherever they came from.
    st.session_state[key] = [name for name in st.session_state[key] if name in options][:most]
    return st.multiselect(
        label,
        list(options),
        key=key,
        format_func=lambda name: options.get(name, name),
        on_change=_put_in_address,
        args=(
            key,
            ",".join,
            label,
            lambda names: words.listing([options.get(name, name) for name in names]) or "none",
        ),
        max_selections=most,
        **arguments,
    )


def year(
    years: Sequence[int],
    *,
    key: str = "year",
    label: str = "Year ending 31 March",
    redraws: Sequence[str] = (),
) -> int:
    """One of `years`, the newest unless the address says another; a slider, which needs two."""
    options = {str(y): str(y) for y in years}
    widget = st.select_slider if len(years) > 1 else _only_year
    newest = str(years[-1])
    return int(choice(label, options, key=key, default=newest, widget=widget, redraws=redraws))


def _only_year(label: str, years: Sequence[str], **_) -> str:
    """What stands in place of the slider; the address is read as beside one."""
    st.markdown(words.ONLY_YEAR.format(label=label, year=years[0]))
    return years[0]


def number(
    label: str,
    *,
    key: str,
    default: float,
    low: float,
    high: float,
    step: float,
    redraws: Sequence[str] = (),
    **arguments,
) -> float:
    """A number between `low` and `high` on a step from `low`, by slider.

    What comes between two steps, by a link or a message that no slider sends, is moved to one: what
    is worked out for a number is kept for all readers, and there are only so many steps.
    """
    decimals = max(0, len(f"{step:g}".partition(".")[2]))

    def on_a_step(value: float) -> float:
        if math.isnan(value):
            return default
        steps = round((min(high, max(low, value)) - low) / step)
        return min(high, round(low + step * steps, decimals))

    def moved() -> None:
        st.session_state[key] = on_a_step(st.session_state[key])
        _put_in_address(key, "{:g}".format, label, "{:g}".format, redraws)

    def read(text: str) -> float | None:
        try:
            value = float(text)
        except (ValueError, OverflowError):
            return None
        if not low <= value <= high:  # nan is neither
            return None
        if not math.isclose(value, nearest := on_a_step(value)):
            named = words.as_typed(text)
            link_notes.note(
                link_words.BETWEEN_STEPS.format(named=named, label=label, nearest=nearest)
            )
        return nearest

    _take_from_address(key, label, default, read, "{:g}".format)
    chosen = st.slider(label, low, high, step=step, key=key, on_change=moved, **arguments)
    if chosen != on_a_step(chosen):  # a first message can bring it before there is a callback
        st.session_state[_given(key)] = on_a_step(chosen)
        st.rerun()
    return chosen


def switch(label: str, *, key: str, default: bool = False, **arguments) -> bool:
    """On or off: yes or no in the address."""

    def read(text: str) -> bool | None:
        return {"yes": True, "no": False}.get(text.strip().lower())

    _take_from_address(key, label, default, read, lambda on: "it on" if on else "it off")
    return st.toggle(
        label,
        key=key,
        on_change=_put_in_address,
        args=(key, lambda on: "yes" if on else "no", label, lambda on: "on" if on else "off"),
        **arguments,
    )


def of_the_link(key: str, label: str, told: str) -> None:
    """A choice that the address alone makes and no control shows; `told` is what is wrong with it.

    `told` is "" where nothing is, and else names `label`.
    """
    _take_from_address(key, label, "", str, str)
    if told:
        link_notes.note(told)


def redraw(fragments: Sequence[str]) -> None:
    """At the end of a callback: run these fragments again and nothing else, if any is named."""
    if fragments:
        st.rerun(list(fragments))


def choose(key: str, value, text: str) -> None:
    """Set a control from a callback, as a click on the map does; `text` is its address."""
    _remember(key, value, text)
    # The toolkit tells the browser of a new value only in the run that the callback began, and
    # `redraw` begins another: the control is given it once more there.
    st.session_state[_given(key)] = value


def _remember(key: str, value, text: str) -> None:
    st.session_state[key] = value
    st.query_params[key] = text
    st.session_state[_seen(key)] = text


def peek(key: str) -> str | None:
    """What the control `key` is about to show, unchecked, for a title that stands above it."""
    text = st.query_params.get(key)
    if key in st.session_state and st.session_state.get(_seen(key)) == text:
        return st.session_state[key]
    return text


def asked(key: str) -> str:
    """What the address says of the control `key`, or ""."""
    return st.query_params.get(key, "").strip()


def just_chosen() -> str:
    """The control that the reader just moved and what it shows now; "" when asked again."""
    return st.session_state.pop(CHOSEN, "")


def _given(key: str) -> str:
    return f"{key} as given by a callback"


def _seen(key: str) -> str:
    return f"{key} as last seen in the address"


def _take_from_address(key: str, label: str, default, read, shown, among=None) -> None:
    """Give the widget its first value, or a new one when the address changed from outside.

    Also when it is no longer `among` the options, where these can change: the address is then read
    again, since it asks for what the reader does not see. `shown` says the default as the reader
    sees it, for a note on a text that `read` finds nothing in: what the reader sees instead.
    """
    text = st.query_params.get(key)
    given = _given(key)
    if given in st.session_state:
        st.session_state[key] = st.session_state.pop(given)
    is_read = key in st.session_state and st.session_state.get(_seen(key)) == text
    if is_read and (among is None or st.session_state[key] in among):
        return
    st.session_state[_seen(key)] = text
    value = default
    if text is not None:
        value = read(text)
        if value is None:
            instead = link_words.NOTHING_CHOSEN
            if default != "":
                instead = link_words.SHOWN_INSTEAD.format(shown=shown(default))
            named = words.as_typed(text)
            link_notes.note(link_words.NOT_THERE.format(named=named, label=label, instead=instead))
            value = default
    st.session_state[key] = value


def _put_in_address(key: str, as_text, label: str, shown, redraws: Sequence[str] = ()) -> None:
    value = st.session_state[key]
    if value is not None:  # a segmented control can be emptied
        _remember(key, value, as_text(value))
        st.session_state[CHOSEN] = f"{label}: {shown(value)}"
    redraw(redraws)
