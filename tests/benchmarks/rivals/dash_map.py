"""The same map in Dash, shapes by address: `python dash_map.py PORT FOLDER [patch]`.

With `patch` a change of year sends only the classes and labels, Dash's own best way.
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from dash import Dash, Input, Output, Patch, dcc, html  # noqa: E402
from werkzeug.serving import WSGIRequestHandler, make_server  # noqa: E402

from benchmarks import rivals  # noqa: E402

PORT, FOLDER, PATCHES = int(sys.argv[1]), Path(sys.argv[2]), "patch" in sys.argv
YEARS = list(rivals.classes())
(FOLDER / "shapes.json").write_text(json.dumps(rivals.shapes()))
(FOLDER / rivals.WORLD_FILE).write_text(rivals.NO_WORLD)
app = Dash(__name__, assets_folder=str(FOLDER), serve_locally=True, update_title=None)


def figure(year: int) -> dict:
    return {"data": [rivals.trace(year, "/assets/shapes.json")], "layout": rivals.LAYOUT}


app.layout = html.Div(
    [
        html.H1("Councils by class"),
        dcc.Slider(
            YEARS[0], YEARS[-1], 1, value=YEARS[-1], id="year", marks={y: str(y) for y in YEARS}
        ),
        dcc.Graph(id="map", figure=figure(YEARS[-1]), config={"topojsonURL": "/assets/"}),
    ]
)


@app.callback(Output("map", "figure"), Input("year", "value"), prevent_initial_call=True)
def redraw(year: int):
    if not PATCHES:
        return figure(year)
    new, patch = rivals.trace(year, ""), Patch()
    patch["data"][0]["z"], patch["data"][0]["text"] = new["z"], new["text"]
    return patch


class Quiet(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_request(self, *_):
        pass


make_server("127.0.0.1", PORT, app.server, threaded=True, request_handler=Quiet).serve_forever()
