"""The pictures that previews of links show: England's map, and a council's years and squares.

The fact a newcomer gets wrong: a picture travels without its page, so its title, key, source and
caveat are inside it. It is drawn when the folder is published, from the same questions and words as
the pages, by Pillow and its own font: no browser, and no font of this machine's.
"""

from functools import lru_cache
from pathlib import Path

import pandas as pd
from PIL import Image, ImageDraw, ImageFont

from dashboard import queries, theme, words
from dashboard.councils import squares
from dashboard.queries.area import council as council_queries
from dashboard.takeaway.published.picture_map import map_of, map_width, tile
from dashboard.words import explorer as explorer_words
from etl import progress

SIZE = WIDTH, HEIGHT = 1200, 630
FOLDER = "pictures"
EDGE = 48
FOOT = 106  # pixels
COLOURS = 96
INK, QUIET = theme.TEXT["light"], theme.QUIET_TEXT["light"]


def write(folder: Path, councils: pd.DataFrame) -> None:
    """Write england.png and one picture a council below `folder`/pictures."""
    there = folder / FOLDER
    there.mkdir(exist_ok=True)
    _save(of_england().picture, there / "england.png")
    for area in progress.bar(list(councils.itertuples()), desc="pictures", unit="file"):
        _save(of_council(area).picture, there / f"{area.slug}.png")
    map_of.cache_clear()


def _save(picture: Image.Image, file: Path) -> None:
    picture.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(file)


def of_england() -> "Page":
    """The classes of the newest year."""
    year, threshold = queries.plan_years()[-1], queries.default_threshold()
    numbers = explorer_words.class_numbers(queries.headline(year, threshold))
    page = Page()
    page.write(explorer_words.CLASS_FINDING.format(**numbers), 44, bold=True)
    page.write(
        f"Year ending March {year} · {explorer_words.CLASS_RANGE.format(**numbers)}", 22, after=18
    )
    counts = queries.classes_in(year, threshold)["class"].value_counts()
    for name, label in theme.class_labels(threshold).items():
        page.entry(name, f"{label}: {counts.get(name, 0)}")
    page.picture.paste(map_of(year, threshold)[0], (WIDTH - EDGE - map_width(), 20))
    page.foot()
    return page


def of_council(area) -> "Page":
    """The newest year that `area`, a row of queries.councils, has plans for."""
    threshold = queries.default_threshold()
    years = council_queries.years(area.series_code, threshold)
    row = years.iloc[-1]
    year = int(row.year_ending)
    page = Page()
    fits = len(wrapped(area.label, 52, page.room)) == 1
    page.write(area.label, 52 if fits else 40, bold=True, after=2)
    page.write(explorer_words.PICTURE_OF.format(year=words.year_ending(year)), 21)
    figure = words.council_figure(row)
    label = theme.class_labels(threshold)[row["class"]]
    same = row["class"] == "not_available"
    page.write(label if same else f"{label}: {figure}", 25, bold=True, after=12)
    page.strip(years)
    beside = squares.of_council(area.series_code, area.label, year)
    if beside:
        page.write(beside.caption, 20, bold=True, after=6)
        page.squares(beside.parts)
    drawn, points = map_of(year, threshold)
    at = (WIDTH - EDGE - map_width(), 20)
    page.picture.paste(drawn, at)
    code = row.council_code
    if code in points:
        x, y = (point + corner for point, corner in zip(points[code], at, strict=True))
        for radius, ink, width in ((17, "#FFFFFF", 9), (15, INK, 4)):
            box = (x - radius, y - radius, x + radius, y + radius)
            page.pen.ellipse(box, outline=ink, width=width)
    page.small_key(threshold)
    page.foot(beside.caveat if beside else "")
    return page


class Page:
    """A white picture that is written from the top of its left side down.

    `free` are the pixels left above its foot, once that is written.
    """

    free: int = HEIGHT

    def __init__(self) -> None:
        self.picture = Image.new("RGB", SIZE, "#FFFFFF")
        self.pen = ImageDraw.Draw(self.picture)
        self.y = 30
        self.pen.rectangle((0, 0, WIDTH, 10), fill=theme.NAVY)

    @property
    def room(self) -> int:
        return WIDTH - 3 * EDGE - map_width()

    def write(
        self, text: str, size: int, bold=False, ink=INK, x: int = EDGE, room=0, after=10
    ) -> None:
        """`text` in as many lines as it needs, and `after` pixels beneath."""
        for line in wrapped(text, size, room or self.room):
            # The font has one weight: a line around its letters makes them bold.
            self.pen.text(
                (x, self.y), line, fill=ink, font=_font(size), stroke_width=size / 40 if bold else 0
            )
            self.y += round(size * 1.22)
        self.y += after

    def entry(self, name: str, text: str) -> None:
        """An entry of the key: its hatch and its words."""
        self.picture.paste(tile(theme.CLASS_STYLES[name], (30, 30), 1), (EDGE, self.y))
        self.pen.rectangle((EDGE, self.y, EDGE + 29, self.y + 29), outline=QUIET)
        self.pen.text((EDGE + 44, self.y + 2), text, fill=INK, font=_font(23))
        self.y += 40

    def small_key(self, threshold: float) -> None:
        """The classes in a row above the foot, where all else is written."""
        self.free = HEIGHT - FOOT - 34 - self.y
        y = self.y = HEIGHT - FOOT - 30
        x = EDGE
        for name, label in theme.class_labels(threshold).items():
            self.picture.paste(tile(theme.CLASS_STYLES[name], (20, 20), 1), (x, y))
            self.pen.rectangle((x, y, x + 19, y + 19), outline=QUIET)
            short = label.partition(" (")[0]
            self.pen.text((x + 27, y + 1), short, fill=INK, font=_font(15))
            x += 27 + round(_font(15).getlength(short)) + 22
        self.y += 22

    def strip(self, years: pd.DataFrame) -> None:
        """The class of each year, side by side."""
        step = min(46, self.room // len(years))
        for n, row in enumerate(years.itertuples()):
            x, side = EDGE + n * step, step - 5
            style = theme.CLASS_STYLES[years.iloc[n]["class"]]
            self.picture.paste(tile(style, (side, side), 1), (x, self.y))
            self.pen.rectangle((x, self.y, x + side - 1, self.y + side - 1), outline=QUIET)
            said = f"’{str(row.year_ending)[2:]}"
            wide = _font(16).getlength(said)
            at = (x + (side - wide) / 2, self.y + side + 3)
            self.pen.text(at, said, fill=QUIET, font=_font(16))
        self.y += step + 24

    def squares(self, parts: list[dict]) -> None:
        """The three squares in a row, their numbers and names beneath."""
        top, room = self.y, self.room // len(parts)
        for n, part in enumerate(parts):
            x, side = EDGE + n * room, round(part["side"])
            low = top + squares.LARGEST
            box = (x, low - side, x + side, low)
            if not side:
                self.pen.line((x, low, x + 14, low), fill=theme.NAVY, width=3)
            elif part["status"] == "hidden":
                _dashed(self.pen, box)
            elif part["status"] == "missing":
                self.pen.rectangle(box, outline=QUIET, width=2)
            else:
                fill = theme.NAVY if n else theme.SEQUENTIAL[0].light.fill
                self.pen.rectangle(box, fill=fill, outline=theme.NAVY if not n else None)
            self.y = low + 6
            self.write(part["said"], 24, bold=True, x=x, room=room - 16, after=0)
            self.write(part["name"], 17, x=x, room=room - 16, ink=QUIET, after=0)

    def foot(self, more: str = "") -> None:
        """What it is, what it is not, and whose figures it is made of."""
        self.free = min(self.free, HEIGHT - FOOT - self.y)
        self.y = HEIGHT - FOOT + 10
        room = WIDTH - 2 * EDGE
        self.pen.rectangle((0, HEIGHT - FOOT, WIDTH, HEIGHT), fill="#F1F4F7")
        self.write(words.CAVEAT, 19, bold=True, room=room, after=0)
        if more:
            self.write(more, 14, room=room, ink=QUIET, after=0)
        version = f"Data version {queries.build_facts()['data_version']}."
        who = f"{words.capital(explorer_words.INDEPENDENT)}."
        said = f"{explorer_words.PICTURE_SOURCE} {who} {version}"
        self.write(said, 14, room=room, ink=QUIET, after=0)


@lru_cache
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


def wrapped(text: str, size: int, room: float) -> list[str]:
    """`text` in lines no wider than `room`; a single word that is wider stands alone."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if _font(size).getlength(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return [line for line in lines if line]


def _dashed(pen: ImageDraw.ImageDraw, box: tuple) -> None:
    left, top, right, low = box
    for along in range(0, max(1, right - left), 7):
        for y in (top, low):
            pen.line((left + along, y, min(left + along + 4, right), y), fill=theme.NAVY, width=2)
    for down in range(0, max(1, low - top), 7):
        for x in (left, right):
            pen.line((x, top + down, x, min(top + down + 4, low)), fill=theme.NAVY, width=2)
