"""Which versions of DuckDB open the database to take away.

`python tests/takeaway/duckdb_versions.py` tries each.

The fact a newcomer gets wrong: the file that is served is in the form of the DuckDB that built it,
which only that line of versions opens. Each version here is installed apart from PyPI (a minute
each), opens site/data/csa.duckdb, and must find in it what the newest finds.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

VERSIONS = ["1.1.3", "1.2.2", "1.3.2", "1.4.5", "1.5.6", "2.0.1"]
FILE = Path(__file__).parents[2] / "site" / "data" / "csa.duckdb"
ASKS = """
import duckdb, json, sys
with duckdb.connect(sys.argv[1], read_only=True) as connection:
    tables = [name for (name,) in connection.execute("SHOW TABLES").fetchall()]
    counts = {t: connection.execute(f"SELECT COUNT(*) FROM {t}").fetchall()[0][0] for t in tables}
    below = connection.execute("SELECT certainly_below FROM headline_at(0.2) ORDER BY 1").fetchall()
    described = connection.execute("SELECT COUNT(comment) FROM duckdb_columns()").fetchall()
print(json.dumps([counts, below, described[0][0] > 0]))
"""


def found_by(version: str, file: Path) -> list:
    """What that version finds. Raises CalledProcessError where it cannot be had or cannot open."""
    with tempfile.TemporaryDirectory() as folder:
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", folder]
        subprocess.run([*pip, f"duckdb=={version}"], check=True)
        run = subprocess.run(
            [sys.executable, "-c", ASKS, str(file)],
            env={"PYTHONPATH": folder},
            capture_output=True,
            text=True,
            check=True,
        )
    return json.loads(run.stdout)


def main(file: Path = FILE) -> int:
    """0 where all versions find the same."""
    found = {}
    for version in VERSIONS:
        try:
            found[version] = found_by(version, file)
            print(f"{version}: {len(found[version][0])} tables")
        except subprocess.CalledProcessError as error:
            print(f"{version}: {(error.stderr or str(error)).strip().splitlines()[-1]}")
    return int(len(found) < len(VERSIONS) or len({json.dumps(f) for f in found.values()}) > 1)


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:])))
