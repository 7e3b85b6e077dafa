"""What a database was made from, in sums: whether it is out of date, and its figures' version.

The fact a newcomer gets wrong: by sums and not by times, because a clone, a copy or a switch of
branches gives old files a new time.
"""

import hashlib
from pathlib import Path

import duckdb

from etl import kept, sources
from etl.checks import integrity

DATA = Path(__file__).parents[1] / "data"

# Everything the database is made from; a change in any of it makes the file out of date.
MADE_FROM = ("data/figures", "data/reference", "geo", "etl")


def data_version(data: Path = DATA, sources_file: Path = sources.SOURCES_FILE) -> tuple[str, str]:
    """Version of the figures, as in 2025-1a2b3c4d, and the whole SHA-256 behind it.

    The year is that of the newest release; the letters move when any figure or reference does.
    """
    digest = hashlib.sha256()
    for folder in ("figures", "reference"):
        for file in sorted((data / folder).glob("*.csv")):
            digest.update(file.name.encode() + b"\0" + kept.content(file))
    newest = max(
        s.label for s in sources.load(sources_file).values() if s.file.startswith("dfe-chil")
    )
    return f"{newest}-{digest.hexdigest()[:8]}", digest.hexdigest()


def is_out_of_date(database: Path = DATA / "csa.duckdb", root: Path = DATA.parent) -> bool:
    """Whether the database is missing, or made from other bytes than those that stand there now."""
    if not database.exists():
        return True
    try:
        with duckdb.connect(str(database), read_only=True) as connection:
            made_from = connection.execute(
                "SELECT value FROM meta_build WHERE key = 'made_from_sha256'"
            ).fetchall()
    except duckdb.Error:  # of another schema, or no database at all
        return True
    return made_from != [(made_from_sha256(root, root / "data"),)]


def made_from_sha256(root: Path = DATA.parent, data: Path = DATA) -> str:
    """One SHA-256 of everything a database is made from: figures, outlines and the code itself."""
    digest = hashlib.sha256()
    if (data / "CHANGES.md").exists():
        digest.update(integrity.sum_of(data / "CHANGES.md").encode())
    for folder in MADE_FROM:
        below = data / Path(folder).name if folder.startswith("data/") else root / folder
        for file in sorted(below.rglob("*")):
            if file.suffix in {".csv", ".geojson", ".sql", ".yml", ".py"}:
                name = f"{folder}/{file.relative_to(below).as_posix()}"
                digest.update(f"{name}\0{integrity.sum_of(file)}\n".encode())
    return digest.hexdigest()
