"""The charts of a printed page, as SVG in the page itself: no script, no font, no request.

The fact a newcomer gets wrong: paper has no tooltip. What a bar stands for is written on it, and a
hidden number is an outlined bar over all it can be, never a bar of some height.
"""

from html import escape

from dashboard import theme, words
from dashboard.words.area import council as council_words
from dashboard.words.itself import published as published_words

WIDTH, HEIGHT = 720, 190
LEFT, RIGHT, TOP, BOTTOM = 34, 6, 18, 24
INK, QUIET, RULE = theme.TEXT["light"], theme.QUIET_TEXT["light"], theme.RULE["light"]
OWN, OTHER = theme.NAVY, theme.ORANGE


def _frame(body: str, title: str, description: str, name: str) -> str:
    """The drawing with its title and what it shows, for whoever cannot see it."""
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="{name}-t {name}-d" '
        f'xmlns="http://www.w3.org/2000/svg" font-family="sans-serif" font-size="11">'
        f'<title id="{name}-t">{escape(title)}</title>'
        f'<desc id="{name}-d">{escape(description)}</desc>{body}</svg>'
    )


def _text(x: float, y: float, content: str, anchor: str = "middle") -> str:
    at = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"'
    return f'<text {at} fill="{INK}">{escape(content)}</text>'


def _ticks(most: float) -> list[float]:
    """Three or four round numbers from 0 to `most` or a little over it."""
    for step in (0.05, 0.1, 0.2, 0.25, 0.5, 1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000):
        if most / step <= 4:
            return [n * step for n in range(int(most / step - 1e-9) + 2)]
    return [0, most]


def _scale(most: float) -> tuple[list[float], float]:
    """Ticks, and units of the drawing for one unit of the figure."""
    ticks = _ticks(most)
    return ticks, (HEIGHT - TOP - BOTTOM) / ticks[-1]


def _axis(ticks: list[float], per_unit: float) -> str:
    base = HEIGHT - BOTTOM
    lines = []
    for tick in ticks:
        y = base - tick * per_unit
        lines.append(
            f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" '
            f'stroke="{QUIET if tick == 0 else RULE}"/>'
            + _text(LEFT - 5, y + 4, f"{tick:g}", "end")
        )
    return "".join(lines)


def counts(years, label: str, says: str) -> str:
    """Plans a year as columns; `years` is of queries.area.council.years, `says` the sentence above.

    A hidden number is an outlined bar over its range; no figure is [x] on the axis; the line is
    what England's rate would give an area of this size.
    """
    most = max(
        1.0,
        years["sexual_plans_max"].fillna(0).max(),
        years["expected_plans_at_england_rate"].fillna(0).max(),
    )
    ticks, unit = _scale(float(most))
    base = HEIGHT - BOTTOM
    step = (WIDTH - LEFT - RIGHT) / len(years)
    half = min(18, step * 0.32)
    body = [_axis(ticks, unit)]
    for place, row in enumerate(years.itertuples()):
        x = LEFT + step * (place + 0.5)
        body.append(_text(x, HEIGHT - 8, str(row.year_ending)))
        body.append(_bar(row, x, half, base, unit))
        line = base
        if not words.is_missing(row.expected_plans_at_england_rate):
            line = base - row.expected_plans_at_england_rate * unit
            body.append(
                f'<line x1="{x - half - 4:.1f}" x2="{x + half + 4:.1f}" y1="{line:.1f}" '
                f'y2="{line:.1f}" stroke="{OTHER}" stroke-width="2.5"/>'
            )
        most_here = 0 if words.is_missing(row.sexual_plans_max) else row.sexual_plans_max
        above = base - most_here * unit - 4
        if above - 11 < line < above + 3:  # the line would strike the figure through
            above = line - 4
        body.append(_text(x, above, council_words.small_figure(row)))
    title = published_words.COUNTS.format(label=label)
    return _frame("".join(body), title, says, "counts")


def _bar(row, x: float, half: float, base: float, unit: float) -> str:
    """One year's column; nothing for a year without a figure."""
    if row.sexual_plans_status == "published" and row.sexual_plans == 0:
        return (
            f'<line x1="{x - half:.1f}" x2="{x + half:.1f}" y1="{base}" y2="{base}" '
            f'stroke="{OWN}" stroke-width="4"/>'
        )
    if row.sexual_plans_status not in ("published", *words.HIDDEN):
        return ""
    tall = row.sexual_plans_max * unit
    look = (
        f'fill="{OWN}"'
        if row.sexual_plans_status == "published"
        else f'fill="#fff" fill-opacity="0.6" stroke="{OWN}" stroke-width="1.5" '
        'stroke-dasharray="4 3"'
    )
    return (
        f'<rect x="{x - half:.1f}" y="{base - tall:.1f}" width="{2 * half:.1f}" '
        f'height="{tall:.1f}" {look}/>'
    )


def strip(years, labels: dict[str, str]) -> str:
    """The class of each year as hatched squares with their letter and figure beneath."""
    size, gap, tall = 44, 14, 84
    body, patterns = [], {}
    for place, row in enumerate(years.rename(columns={"class": "class_name"}).itertuples()):
        style = theme.CLASS_STYLES[row.class_name]
        paint = style.light
        patterns[row.class_name] = (
            f'<pattern id="p-{row.class_name}" width="8" height="8" patternUnits="userSpaceOnUse">'
            f'<rect width="8" height="8" fill="{paint.fill}"/>'
            f'<path d="{theme.HATCHES[style.hatch]}" stroke="{paint.line}" stroke-width="1.5" '
            'stroke-linecap="round"/></pattern>'
        )
        x = 8 + place * (size + gap)
        body.append(
            f'<rect x="{x}" y="18" width="{size}" height="34" fill="url(#p-{row.class_name})" '
            f'stroke="{QUIET}"/>'
            f'<rect x="{x + size / 2 - 9}" y="26" width="18" height="18" rx="2" '
            f'fill="{paint.fill}"/>'
            f'<text x="{x + size / 2}" y="40" text-anchor="middle" font-size="14" '
            f'font-weight="bold" fill="{paint.text}">{escape(style.letter)}</text>'
            + _text(x + size / 2, 12, str(row.year_ending))
            + _text(x + size / 2, 68, council_words.small_figure(row))
        )
    said = "; ".join(
        f"{row.year_ending}: {labels[row.class_name]}, {council_words.spoken_figure(row)}"
        for row in years.rename(columns={"class": "class_name"}).itertuples()
    )
    width = 16 + len(years) * (size + gap)
    return (
        f'<svg viewBox="0 0 {max(width, 420)} {tall}" role="img" aria-labelledby="strip-t strip-d" '
        'xmlns="http://www.w3.org/2000/svg" font-family="sans-serif" font-size="11">'
        f'<title id="strip-t">{published_words.CLASSES}</title>'
        f'<desc id="strip-d">{escape(said)}</desc>'
        f"<defs>{''.join(patterns.values())}</defs>{''.join(body)}</svg>"
    )
