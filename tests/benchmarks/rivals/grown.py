"""The explorer's own files, with more years or more councils than there are.

The fact a newcomer gets wrong: more councils here are not the same outlines twice, which a browser
would draw at no cost to speak of, but each outline cut in two, as if England had been divided.
"""

import json
from pathlib import Path
from unittest import mock

from benchmarks import rivals
from dashboard.councils import explorer
from dashboard.takeaway.published import explorer_pages, picture_map

# What the map needs at its first view.
SHAPES = ["shapes.json", "shapes/earlier.json", "shapes/hexes.json"]
FILES = [explorer.SCRIPT, "start.json", *SHAPES, "measure/class-0.2.json"]


def write(folder: Path, years: int = 1, cut: bool = False) -> None:
    """The static edition's first page, with `years` times as many years, or each council in two."""
    with (
        mock.patch.dict("os.environ", CSA_DATABASE=str(rivals.database())),
        mock.patch.object(explorer, "names", lambda: FILES),
    ):
        explorer_pages.write(folder, "http://127.0.0.1")
    (base,) = (folder / explorer.FOLDER).iterdir()
    for name in FILES[1:]:
        file = base / name
        content = json.loads(file.read_text())
        if years > 1 and "years" in content and name not in SHAPES:
            _more_years(content, years)
        if cut:
            {"start.json": _more_councils, **dict.fromkeys(SHAPES, _cut)}.get(name, _more_areas)(
                content
            )
        file.write_text(json.dumps(content))


def _more_years(content: dict, times: int) -> None:
    """Before the years there are, the same again and again."""
    for part in ("years", "england"):
        held = content.get(part)
        if isinstance(held, dict):
            span = len(held)
            content[part] = {
                str(int(year) - span * again): row
                for again in reversed(range(times))
                for year, row in held.items()
            }


def _more_areas(content: dict) -> None:
    for row in content["years"].values():
        row["areas"] |= {f"{code}b": area for code, area in row["areas"].items()}


def _more_councils(content: dict) -> None:
    content["councils"] += [
        each
        | {"slug": f"{each['slug']}-b", "label": f"{each['label']} (east)"}
        | {"series": f"{each['series']}b", "codes": [f"{code}b" for code in each["codes"]]}
        for each in content["councils"]
    ]


def _cut(content: dict) -> None:
    for name in {"current", "earlier", "london"} & set(content["layers"]):
        content["layers"][name] = [half for row in content["layers"][name] for half in _halves(row)]


def _halves(row: list) -> list[list]:
    """A shape as two, each ring cut between its first point and its middle one."""
    code, first, last, path, *point = row
    parts = [], []
    for ring in picture_map.rings(path, 1):
        middle = len(ring) // 2
        for part, points in zip(
            parts, (ring[: middle + 1], [*ring[middle:], ring[0]]), strict=True
        ):
            part.append("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "z")
    return [
        [code + end, first, last, "".join(part), *point]
        for end, part in zip(("", "b"), parts, strict=True)
    ]
