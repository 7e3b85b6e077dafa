"""Pages without a server of their own: Plotly, and an SVG written by hand (the limit).

`write(folder)` puts plotly.html and svg.html there; any server of files will do.
"""

import json
from pathlib import Path

import plotly.offline

from benchmarks import rivals

SLIDER = '<h1>Councils by class</h1><input type="range" aria-label="Year">'
MOVE = """
const slider = document.querySelector("input"), years = Object.keys(all);
Object.assign(slider, { min: years[0], max: years.at(-1), value: years.at(-1) });
slider.addEventListener("input", () => draw(all[slider.value]));
"""


def write(folder: Path) -> None:
    codes = [feature["id"] for feature in rivals.shapes()["features"]]
    years = {
        year: [rows.get(code, (4, code)) for code in codes]
        for year, rows in rivals.classes().items()
    }
    data = f"const all = {json.dumps(years)};"
    (folder / "shapes.json").write_text(json.dumps(rivals.shapes()))
    (folder / rivals.WORLD_FILE).write_text(rivals.NO_WORLD)
    (folder / "plotly.min.js").write_text(plotly.offline.get_plotlyjs())
    first = rivals.trace(max(years), "shapes.json")
    (folder / "plotly.html").write_text(
        f'<!doctype html><meta charset="utf-8">{SLIDER}<div id="map"></div>'
        f'<script src="plotly.min.js"></script><script>{data}'
        f'Plotly.newPlot("map", [{json.dumps(first)}], {json.dumps(rivals.LAYOUT)},'
        ' { topojsonURL: "./" });'
        'const draw = (rows) => Plotly.restyle("map",'
        " { z: [rows.map((r) => r[0])], text: [rows.map((r) => r[1])] });"
        f"{MOVE}</script>"
    )
    (folder / "svg.html").write_text(
        f'<!doctype html><meta charset="utf-8">{SLIDER}{_svg()}<script>{data}'
        f"const inks = {json.dumps(rivals.INKS)}, paths = document.querySelectorAll('path');"
        "const draw = (rows) => rows.forEach(([kind, words], n) => {"
        " paths[n].setAttribute('fill', inks[kind]);"
        " paths[n].firstChild.textContent = words; });"
        f"{MOVE} draw(all[slider.value]);</script>"
    )


def _svg() -> str:
    """The shapes with a degree of longitude 0.6 as wide as one of latitude is high."""
    paths = []
    for feature in rivals.shapes()["features"]:
        d = "".join(
            "M" + "L".join(f"{(x + 6.5) * 60:.1f} {(56 - y) * 100:.1f}" for x, y in ring) + "Z"
            for ring in rivals.rings(feature)
        )
        paths.append(f'<path d="{d}" stroke="#fff" stroke-width=".75"><title></title></path>')
    return f'<svg viewBox="0 0 510 620" height="700">{"".join(paths)}</svg>'
