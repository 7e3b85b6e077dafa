"""The outlines of councils, as one JSON file that a browser fetches once and keeps.

The fact a newcomer gets wrong: which outline is right depends on the year. The councils of 2013 are
drawn with the shapes of 2013 (layer `earlier`), those of 2024 and after with today's (`current`);
a council abolished in between is only in `earlier`. Shapes are projected beforehand, in units of
their layer's view box, so the browser needs no map library.
"""

import json

from dashboard import database

LAYERS = ("current", "earlier", "london", "hexes", "region_borders")


def shapes_json(connection) -> bytes:
    """Every layer, and every council's name sorted by name, compact and in a fixed order.

    `layers[layer]` has one `[code, first_year, last_year, path, label_x, label_y]` a shape; a null
    year means "no limit". The one shape of `region_borders`, drawn over the hexagons, has neither
    council nor label point. `boxes[layer]` is `[width, height]`. Raises ValueError if a
    council has an empty shape or there are no current ones: what is not drawn is not missed.
    """
    layers: dict[str, list] = {layer: [] for layer in LAYERS}
    rows = connection.execute(
        "SELECT layer, council_code, first_year, last_year, path,"
        " round(label_x, 1), round(label_y, 1)"
        " FROM shape ORDER BY layer, council_code, first_year"
    ).fetchall()
    for layer, *shape in rows:
        if not shape[3]:
            raise ValueError(f"empty shape of {shape[0]} in layer '{layer}': build the database")
        layers[layer].append(shape)
    if not layers["current"]:
        raise ValueError("no shape of layer 'current': build the database")
    boxes = connection.execute(
        "SELECT layer, width, height FROM view_box ORDER BY layer"
    ).fetchall()
    names = connection.execute(
        "SELECT council_code, council_name FROM council ORDER BY council_name, council_code"
    ).fetchall()
    content = {
        "boxes": {layer: size for layer, *size in boxes},
        "layers": layers,
        "names": dict(names),
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def current() -> tuple[str, bytes]:
    """The version of the database being served and its shapes, read once for each version."""
    return database.version(), database.kept(("shapes",), lambda: shapes_json(database.cursor()))
