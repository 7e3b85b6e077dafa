"""The outlines of councils, as JSON files that a browser fetches once and keeps.

The fact a newcomer gets wrong: which outline is right depends on the year. The councils of 2013 are
drawn with the shapes of 2013 (layer `earlier`), those of 2024 and after with today's (`current`);
a council abolished in between is only in `earlier`. Shapes are projected beforehand, in units of
their layer's view box, so the browser needs no map library.
"""

import json

from dashboard import database

FIRST = ("current", "london", "region_borders")
LATER = ("earlier", "hexes")  # each in a file of its own: the first map does without


def shapes_json(connection, wanted: tuple[str, ...] = FIRST + LATER) -> bytes:
    """The layers that are `wanted`, compact and in a fixed order.

    `layers[layer]` has one `[code, first_year, last_year, path, label_x, label_y]` a shape; a null
    year means "no limit"; `earlier` is drawn to the year `earlierUntil`. The one shape of
    `region_borders`, drawn over the hexagons, has neither council nor label point. `boxes[layer]`
    is `[width, height]`. Raises ValueError if a council has an empty shape or a layer has none:
    what is not drawn is not missed.
    """
    layers: dict[str, list] = {layer: [] for layer in wanted}
    rows = connection.execute(
        "SELECT layer, council_code, first_year, last_year, path,"
        " round(label_x, 1), round(label_y, 1)"
        " FROM shape WHERE list_contains(?, layer) ORDER BY layer, council_code, first_year",
        [list(wanted)],
    ).fetchall()
    for layer, *shape in rows:
        if not shape[3]:
            raise ValueError(f"empty shape of {shape[0]} in layer '{layer}': build the database")
        layers[layer].append(shape)
    for layer, shapes in layers.items():
        if not shapes:
            raise ValueError(f"no shape of layer '{layer}': build the database")
    boxes = connection.execute(
        "SELECT layer, width, height FROM view_box ORDER BY layer"
    ).fetchall()
    (until,) = connection.execute(
        "SELECT max(last_year) FROM shape WHERE layer = 'earlier'"
    ).fetchone()
    content = {
        "boxes": {layer: size for layer, *size in boxes},
        "layers": layers,
        "earlierUntil": until,
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def file(wanted: tuple[str, ...] = FIRST + LATER) -> bytes:
    """`shapes_json` of the database being served, made once for each version of it."""
    return database.kept(("shapes", wanted), lambda: shapes_json(database.cursor(), wanted))
