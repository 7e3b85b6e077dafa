"""The published folder, written once for all tests of it, from the real figures."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
ADDRESS = "https://figures.example/site"


def pytest_collection_modifyitems(items):
    """One worker runs these: writing the folder takes as long as all of them together."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("publish"))


@pytest.fixture(scope="session")
def site(real_database, tmp_path_factory) -> Path:
    """The folder as `python -m etl publish` writes it, without PDFs."""
    import os

    from etl.publish import publish

    folder = tmp_path_factory.mktemp("published") / "site"
    before = os.environ.get("CSA_DATABASE")
    said = publish(real_database, folder, ADDRESS)
    assert said.startswith(f"Wrote {folder}: ")
    if before is None:
        del os.environ["CSA_DATABASE"]
    else:
        os.environ["CSA_DATABASE"] = before
    return folder
