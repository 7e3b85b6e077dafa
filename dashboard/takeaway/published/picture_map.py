"""England's map as a picture of pixels, in the colours and hatches of the classes.

The fact a newcomer gets wrong: Pillow smooths no lines. So the map is drawn several times as large
as it is shown, and made smaller.
"""

import json
import re
from functools import lru_cache

from PIL import Image, ImageChops, ImageDraw

from dashboard import queries, theme
from dashboard.councils import shapes

FINE = 2  # times larger
MAP_HEIGHT = 500  # pixels

# The hatches of the theme, as lines on a tile of 8 by 8.
LINES = {
    "plain": [],
    "dots": [],
    "diagonal": [(-2, 6, 6, -2), (0, 8, 8, 0), (2, 10, 10, 2)],
    "horizontal": [(0, 2, 8, 2), (0, 6, 8, 6)],
    "vertical": [(2, 0, 2, 8), (6, 0, 6, 8)],
    "cross": [(0, 0, 8, 8), (8, 0, 0, 8)],
}


def tile(style: theme.Style, size: tuple[int, int], scale: int) -> Image.Image:
    """An area filled with a class's colour and hatch, `scale` times as coarse."""
    paint, side = style.light, 8 * scale
    tile = Image.new("RGB", (side, side), paint.fill)
    pen = ImageDraw.Draw(tile)
    for line in LINES[style.hatch]:
        pen.line([scale * n for n in line], fill=paint.line, width=round(1.5 * scale))
    if style.hatch == "dots":
        for x, y in ((2, 2), (6, 6)):
            box = [scale * n for n in (x - 0.9, y - 0.9, x + 0.9, y + 0.9)]
            pen.ellipse(box, fill=paint.line)
    area = Image.new("RGB", size)
    for x in range(0, size[0], side):
        for y in range(0, size[1], side):
            area.paste(tile, (x, y))
    return area


def _box() -> tuple[float, float]:
    return json.loads(shapes.file())["boxes"]["current"]


@lru_cache(maxsize=1)
def map_width() -> int:
    wide, high = _box()
    return round(MAP_HEIGHT * wide / high)


@lru_cache
def map_of(year: int, threshold: float) -> tuple[Image.Image, dict[str, tuple[float, float]]]:
    """England in a year, and where each council's label point lies on it."""
    content = json.loads(shapes.file())
    scale = FINE * MAP_HEIGHT / _box()[1]
    size = (FINE * map_width(), FINE * MAP_HEIGHT)
    class_of = queries.classes_in(year, threshold).set_index("council_code")["class"]
    masks = {name: Image.new("L", size) for name in theme.CLASSES}
    points, outlines = {}, []
    for code, _, _, path, x, y in _drawn_in(content["layers"], year):
        if code not in class_of:
            continue
        points[code] = (x * scale / FINE, y * scale / FINE)
        shape = Image.new("1", size)
        for ring in rings(path, scale):
            one = Image.new("1", size)
            ImageDraw.Draw(one).polygon(ring, fill=1)
            shape = ImageChops.logical_xor(shape, one)
            outlines.append(ring)
        mask = masks[class_of[code]]
        mask.paste(255, mask=shape)
    drawn = Image.new("RGB", size, "#FFFFFF")
    for name, mask in masks.items():
        drawn.paste(tile(theme.CLASS_STYLES[name], size, FINE), mask=mask)
    pen = ImageDraw.Draw(drawn)
    for ring in outlines:
        pen.line([*ring, ring[0]], fill="#FFFFFF", width=FINE)
    return drawn.resize((size[0] // FINE, size[1] // FINE), Image.Resampling.BOX), points


def _drawn_in(layers: dict, year: int) -> list:
    """The shapes of a year, by the rule of councils.shapes."""
    return [
        shape
        for layer in ("earlier", "current")
        for shape in layers[layer]
        if (shape[1] is None or shape[1] <= year) and (shape[2] is None or year <= shape[2])
    ]


def rings(path: str, scale: float) -> list[list[tuple[float, float]]]:
    """The closed rings of a path of M, l and z, in pixels."""
    found: list[list[tuple[float, float]]] = []
    for part in re.findall(r"M([^Mz]+)z", path):
        numbers = [float(n) for n in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", part)]
        x, y = numbers[:2]
        ring = [(x * scale, y * scale)]
        for right, down in zip(numbers[2::2], numbers[3::2], strict=True):
            x, y = x + right, y + down
            ring.append((x * scale, y * scale))
        found.append(ring)
    return found
