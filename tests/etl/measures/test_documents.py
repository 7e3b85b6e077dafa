"""A measure is one file, and a file that breaks the rules is refused by name and field."""

import shutil

import pytest
import yaml

from etl import measures
from etl.errors import Refusal


@pytest.fixture
def folder(tmp_path):
    """A copy of the measures."""
    for file in measures.FOLDER.glob("*.yml"):
        shutil.copy(file, tmp_path)
    return tmp_path


def edit(folder, name: str, **fields) -> None:
    file = folder / f"{name}.yml"
    measure = yaml.safe_load(file.read_text())
    for field, value in fields.items():
        if value is None:
            del measure[field]
        else:
            measure[field] = value
    file.write_text(yaml.safe_dump(measure))


def test_every_measure_is_read_in_the_order_of_lists():
    found = measures.load()
    assert len(found) >= 10
    assert [m.place for m in found] == sorted(m.place for m in found)
    assert all(m.polarity == "none" for m in found)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"unit": None}, "sexual_share.yml: 'unit' is a required property"),
        ({"colour": "red"}, "sexual_share.yml: .*'colour' was unexpected"),
        ({"per": 7}, "sexual_share.yml, column per: 7 is not one of"),
        ({"levels": ["council", "ward"]}, r"column levels\[1\]: 'ward' is not one of"),
        ({"polarity": "low is good"}, "column polarity: 'none' was expected"),
        ({"bands": [4, 2, 6]}, "column bands: the borders do not rise"),
        ({"bands": [0, 2]}, r"column bands\[0\]: 0 is less than or equal to"),
        ({"base_words": None}, "'base_words' is a dependency of 'base'"),
        ({"address": "Share of all"}, "column address: 'Share of all' does not match"),
        ({"clause": "{n} plans"}, "column clause: '{n} plans' does not match"),
        ({"address": "plan-rate"}, "sexual_share.yml: sexual_plan_rate.yml has the same address"),
    ],
)
def test_a_file_that_breaks_the_rules_is_refused_by_name_and_field(folder, fields, words):
    edit(folder, "sexual_share", **fields)
    with pytest.raises(Refusal, match=words):
        measures.load(folder)


def test_a_file_that_is_not_yaml_is_refused(folder):
    (folder / "sexual_share.yml").write_text("title: [")
    with pytest.raises(Refusal, match="sexual_share.yml: this is not YAML"):
        measures.load(folder)
