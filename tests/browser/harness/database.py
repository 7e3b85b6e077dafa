"""An invented country in place of the dashboard's database: twelve square councils, three by three.

Westmarch stood until 2022, where Millbrook and Ashdale are now; three squares play London. It
offers what dashboard/database.py offers to shapes.py, so the map is fed as the real one is.
"""

import duckdb

SIDE = 100
NAMES = (
    "Northford",
    "Eastmere",
    "Southam Vale",
    "Westlow",
    "Millbrook",
    "Ashdale",
    "Thornby",
    "Kelsea",
    "Inner Marle",
    "Outer Marle",
    "Marle Docks",
    "Farcombe",
)
CODES = {name: f"E990000{number:02}" for number, name in enumerate(NAMES, start=1)}
OLD = {"Westmarch": "E99000090"}


def _square(left: float, top: float, wide: float, high: float) -> tuple[str, float, float]:
    path = f"M{left} {top}H{left + wide}V{top + high}H{left}Z"
    return path, left + wide / 2, top + high / 2


def _shapes():
    for number, (name, code) in enumerate(CODES.items()):
        row, column = divmod(number, 4)
        square = _square(column * SIDE, row * SIDE, SIDE, SIDE)
        yield ("current", code, 2024, None, *square)
        yield ("hexes", code, None, None, *_square(column * 60, row * 60, 54, 54))
        since = 2023 if name in ("Millbrook", "Ashdale") else 2013
        yield ("earlier", code, since, 2023, *square)
        if "Marle" in name:
            yield ("london", code, None, None, *_square(column * 200, 0, 200, 150))
    yield ("region_borders", "", 2013, None, "M120 0V180", 0, 0)
    yield ("earlier", OLD["Westmarch"], 2013, 2022, *_square(0, SIDE, 2 * SIDE, SIDE))


def _country() -> duckdb.DuckDBPyConnection:
    country = duckdb.connect()
    country.execute(
        "CREATE TABLE shape (layer VARCHAR, council_code VARCHAR, first_year INTEGER,"
        " last_year INTEGER, path VARCHAR, label_x DOUBLE, label_y DOUBLE)"
    )
    country.executemany("INSERT INTO shape VALUES (?, ?, ?, ?, ?, ?, ?)", list(_shapes()))
    country.execute("CREATE TABLE view_box (layer VARCHAR, width DOUBLE, height DOUBLE)")
    boxes = [
        ("current", 400, 300),
        ("earlier", 400, 300),
        ("london", 600, 150),
        ("hexes", 240, 180),
        ("region_borders", 240, 180),
    ]
    country.executemany("INSERT INTO view_box VALUES (?, ?, ?)", boxes)
    country.execute("CREATE TABLE council (council_code VARCHAR, council_name VARCHAR)")
    names = [(code, name) for name, code in (CODES | OLD).items()]
    country.executemany("INSERT INTO council VALUES (?, ?)", names)
    return country


_COUNTRY = _country()


def version() -> str:
    return "invented-1"


def cursor() -> duckdb.DuckDBPyConnection:
    return _COUNTRY.cursor()
