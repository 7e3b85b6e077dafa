"""A source has one key for good: the next release of its file needs no word of code."""

import re

import pytest
import yaml

from etl import sources
from etl.errors import Refusal


def declared_as(folder, **changed):
    """sources.yml with the first entry changed."""
    entries = yaml.safe_load(sources.SOURCES_FILE.read_text(encoding="utf-8"))
    entries[0] |= changed
    file = folder / "sources.yml"
    file.write_text(yaml.safe_dump(entries), encoding="utf-8")
    return file


def test_the_key_of_a_file_that_is_published_each_year_names_no_release():
    yearly = [s for s in sources.load().values() if not s.pinned]
    assert len(yearly) >= 9
    for source in yearly:
        assert source.id.endswith(source.role)
        assert not re.search(r"(19|20)\d\d", source.id + source.role), source.id


@pytest.mark.parametrize("key", ["dfe_cin_d2_2026", "dfe_cin_d4", "plans", "dfe_cin_xd2"])
def test_a_key_that_is_not_the_role_is_refused(key, tmp_path):
    with pytest.raises(Refusal, match="does not end in its role, d2"):
        sources.load(declared_as(tmp_path, id=key))


def test_the_key_in_use_is_taken(tmp_path):
    assert sources.load(declared_as(tmp_path, id="dfe_cin_d2"))["d2"].id == "dfe_cin_d2"
