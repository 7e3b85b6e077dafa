"""Whether the data can be read, and which it is: for who looks after the dashboard.

The fact a newcomer gets wrong: the version names the figures, and the same figures may be built
twice into files that differ. The hash is of the file that is served.
"""

from hashlib import file_digest

from dashboard import database, queries


def of_data() -> dict[str, str]:
    """`version` of the figures and `sha256` of the file. Raises what reading the data raises."""
    sha256 = database.kept(("hash of the file",), _sha256)
    return {"version": queries.build_facts()["data_version"], "sha256": sha256}


def _sha256() -> str:
    with database.path().open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
