"""The look, measured: contrast by WCAG 2.2, colour blindness by Machado and others (2009).

The colours are told apart by arithmetic and not by eye, in both schemes and as three kinds of
colour-blind readers see them.
"""

import itertools
import math
import tomllib
from pathlib import Path

import plotly.graph_objects as go
import pytest

from dashboard import theme

ROOT = Path(__file__).resolve().parents[2]
# Severity 1.0, applied to linear RGB; the identity stands for the typical eye.
EYES = {
    "typical": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def linear(colour: str) -> tuple[float, ...]:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return tuple(p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)


def seen(colour: str, eye: str) -> tuple[float, ...]:
    rgb = linear(colour)
    mixed = (sum(a * b for a, b in zip(row, rgb, strict=True)) for row in EYES[eye])
    return tuple(min(max(part, 0), 1) for part in mixed)


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    luminance = [0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in (one, other)]
    return (max(luminance) + 0.05) / (min(luminance) + 0.05)


def lab(rgb: tuple[float, ...]) -> tuple[float, ...]:
    """CIE L*a*b* of linear sRGB, white point D65."""
    r, g, b = rgb
    xyz = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089,
    )
    x, y, z = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def pairs_of_styles():
    """Each pair that a reader must tell apart: all classes, and neighbours on each rate scale."""
    yield from itertools.combinations([theme.CLASS_STYLES[name] for name in theme.CLASSES], 2)
    for bins in range(2, 6):
        yield from itertools.pairwise(theme.sequential(bins))


PAIRS = list(pairs_of_styles())
STYLES = [*theme.CLASS_STYLES.values(), *theme.SEQUENTIAL]


def test_contrast_is_measured_as_wcag_defines_it():
    assert contrast(linear("#000000"), linear("#FFFFFF")) == pytest.approx(21)
    # #767676 is the well-known lightest grey that passes 4.5 on white.
    assert contrast(linear("#767676"), linear("#FFFFFF")) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("scheme", theme.PAGE)
@pytest.mark.parametrize("eye", EYES)
def test_every_class_stands_three_to_one_from_the_page_by_its_fill_or_its_hatch(scheme, eye):
    page = seen(theme.PAGE[scheme], eye)
    for name, style in theme.CLASS_STYLES.items():
        paint = style.paint(scheme)
        inks = [paint.fill] if style.hatch == "plain" else [paint.fill, paint.line]
        assert max(contrast(seen(ink, eye), page) for ink in inks) >= 3, name


@pytest.mark.parametrize("scheme", theme.PAGE)
def test_the_coast_and_the_legend_squares_outline_every_shade_three_to_one(scheme):
    outline = linear(theme.TEXT[scheme])
    assert contrast(outline, linear(theme.PAGE[scheme])) >= 3


@pytest.mark.parametrize("scheme", theme.PAGE)
@pytest.mark.parametrize("eye", EYES)
def test_where_colours_are_not_three_to_one_apart_the_hatch_differs(scheme, eye):
    for one, other in PAIRS:
        apart = contrast(seen(one.paint(scheme).fill, eye), seen(other.paint(scheme).fill, eye))
        assert apart >= 3 or one.hatch != other.hatch, (one.letter, other.letter, apart)


@pytest.mark.parametrize("scheme", theme.PAGE)
def test_every_hatch_can_be_seen_on_its_own_fill(scheme):
    for style in STYLES:
        paint = style.paint(scheme)
        if style.hatch != "plain":
            assert contrast(linear(paint.fill), linear(paint.line)) >= 1.9, style.letter


@pytest.mark.parametrize("scheme", theme.PAGE)
@pytest.mark.parametrize("eye", EYES)
def test_colours_help_too_for_every_kind_of_eye(scheme, eye):
    # A distance of 2.3 in L*a*b* is just noticeable; side by side on a map 10 is plain.
    looked_at = 0
    for one, other in PAIRS:
        fills = (lab(seen(style.paint(scheme).fill, eye)) for style in (one, other))
        lines = (lab(seen(style.paint(scheme).line, eye)) for style in (one, other))
        assert max(math.dist(*fills), math.dist(*lines)) >= 10, (one.letter, other.letter)
        looked_at += 1
    assert looked_at == 10 + 1 + 2 + 3 + 4


def test_no_two_classes_share_a_hatch_or_a_letter_with_or_without_forced_colours():
    classes = theme.CLASS_STYLES.values()
    for part in ("hatch", "forced_hatch", "letter"):
        assert len({getattr(style, part) for style in classes}) == 5, part
    for bins in range(2, 6):
        for one, other in itertools.pairwise(theme.sequential(bins)):
            assert one.forced_hatch != other.forced_hatch


@pytest.mark.parametrize("scheme", theme.PAGE)
def test_a_letter_can_be_read_on_its_class(scheme):
    for style in STYLES:
        paint = style.paint(scheme)
        assert contrast(linear(paint.text), linear(paint.fill)) >= 4.5, style.letter


@pytest.mark.parametrize("scheme", theme.PAGE)
def test_lines_of_a_chart_stand_out_and_text_can_be_read(scheme):
    page = linear(theme.PAGE[scheme])
    assert all(contrast(linear(colour), page) >= 3 for colour in theme.CATEGORICAL[scheme])
    assert contrast(linear(theme.TEXT[scheme]), page) >= 7
    assert contrast(linear(theme.QUIET_TEXT[scheme]), page) >= 7


# Of a tile of 8 by 8, what the lines of a hatch cover: two of 1.5, slanting ones nearer together.
COVERED = {"plain": 0, "dots": 0.06, "diagonal": 0.27, "horizontal": 0.375, "vertical": 0.375}


def mean_luminance(style, scheme: str, eye: str = "typical") -> float:
    """Of the fill and its hatch together, as a shape too small to see the lines is seen."""
    paint = style.paint(scheme)
    dark = [
        sum(w * part for w, part in zip((0.2126, 0.7152, 0.0722), seen(ink, eye), strict=True))
        for ink in (paint.fill, paint.line)
    ]
    covered = COVERED[style.hatch]
    return (1 - covered) * dark[0] + covered * dark[1]


@pytest.mark.parametrize("scheme", theme.PAGE)
@pytest.mark.parametrize("eye", EYES)
def test_what_the_product_is_about_stands_out_from_at_or_above(scheme, eye):
    page = 0.2126 * linear(theme.PAGE[scheme])[0] + 0.7152 * linear(theme.PAGE[scheme])[1]
    far = {
        name: abs(mean_luminance(theme.CLASS_STYLES[name], scheme, eye) - page)
        for name in ("none", "suppressed", "very_low", "at_or_above")
    }
    assert min(far, key=far.get) == "at_or_above", far


@pytest.mark.parametrize("scheme", theme.PAGE)
@pytest.mark.parametrize("bins", [2, 3, 4, 5])
def test_bands_go_one_way_with_their_hatches_counted_in(scheme, bins):
    found = [mean_luminance(style, scheme) for style in theme.sequential(bins)]
    steps = [after - before for before, after in itertools.pairwise(found)]
    assert all(step < -0.01 for step in steps) if scheme == "light" else min(steps) > 0.01, found


def test_a_picture_of_the_dark_page_can_be_put_on_paper():
    found = theme.on_paper()
    for name in theme.CLASSES:
        style = theme.CLASS_STYLES[name]
        assert [found[ink.upper()] for ink in style.dark] == [ink.upper() for ink in style.light]
    for dark, light in zip(theme.CATEGORICAL["dark"], theme.CATEGORICAL["light"], strict=True):
        assert found[dark] == light


def test_no_class_is_red_or_green():
    for style in theme.CLASS_STYLES.values():
        for scheme in theme.PAGE:
            red, green, blue = linear(style.paint(scheme).fill)
            assert not (red > 2 * green and red > 3 * blue), "red"
            assert not (green > 1.3 * red and green > 1.3 * blue), "green"


def test_the_words_of_a_class_follow_the_threshold():
    assert tuple(theme.class_labels(0.2)) == theme.CLASSES == tuple(theme.CLASS_STYLES)
    assert theme.class_labels(0.2)["very_low"] == "Very low (above 0, below 0.2 per 1,000)"
    assert theme.class_labels(0.35)["at_or_above"] == "0.35 per 1,000 or more"


def test_a_rate_has_one_to_five_shades_and_no_other_number():
    assert [len(theme.sequential(bins)) for bins in range(1, 6)] == [1, 2, 3, 4, 5]
    for bins in (0, 6):
        with pytest.raises(ValueError, match="five shades"):
            theme.sequential(bins)


def test_the_toolkit_is_told_the_same_colours():
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())
    for scheme in theme.PAGE:
        told = config["theme"][scheme]
        assert told["backgroundColor"] == theme.PAGE[scheme]
        assert told["textColor"] == theme.TEXT[scheme]
        page = linear(told["backgroundColor"])
        # Streamlit writes a slider's value in the primary colour, in small type.
        assert contrast(linear(told["primaryColor"]), page) >= 4.5
        assert contrast(linear(told["linkColor"]), page) >= 4.5


def test_the_toolkit_sends_nothing_home_and_collects_no_garbage_after_each_rerun():
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())
    assert config["browser"]["gatherUsageStats"] is False
    assert config["runner"]["postScriptGC"] is False
    assert "http" not in str(config["theme"])


@pytest.mark.parametrize("scheme", theme.PAGE)
def test_plotly_takes_the_look(scheme):
    layout = go.Figure(layout=theme.plotly_look(scheme)).layout
    assert layout.paper_bgcolor == "rgba(0,0,0,0)" and layout.font.color == theme.TEXT[scheme]


def test_a_swatch_shows_the_hatch_and_is_silent_to_a_screen_reader():
    drawn = theme.swatch(theme.CLASS_STYLES["suppressed"], "dark")
    assert 'aria-hidden="true"' in drawn
    assert theme.HATCHES["diagonal"] in drawn
    assert drawn == theme.swatch(theme.CLASS_STYLES["suppressed"], "dark")
    assert drawn != theme.swatch(theme.CLASS_STYLES["suppressed"], "light")
