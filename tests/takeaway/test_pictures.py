"""A preview's picture: its size, the words in it, and councils in the colours of their class."""

import pytest
from PIL import Image

from dashboard import queries, theme, words
from dashboard.takeaway.published import picture_map, pictures
from dashboard.words import explorer as explorer_words

# Northumberland, North Yorkshire, Lincolnshire, Devon, Cornwall, Somerset, Kent; Hampshire, Rutland
LARGE = ["E06000057", "E06000065", "E10000019", "E10000008", "E06000052", "E06000066", "E10000016"]
LARGE += ["E10000014", "E06000017"]
pytestmark = pytest.mark.usefixtures("serving")


@pytest.fixture
def written(monkeypatch):
    """Every text that is written into a picture."""
    texts = []
    plain = pictures.ImageDraw.ImageDraw.text

    def text(self, at, words, *rest, **how):
        x, y = at
        texts.append(words)
        right = x + how["font"].getlength(words)
        assert x >= 0 and right <= pictures.WIDTH and y + how["font"].size <= pictures.HEIGHT, words
        return plain(self, at, words, *rest, **how)

    monkeypatch.setattr(pictures.ImageDraw.ImageDraw, "text", text)
    return texts


def area(slug: str):
    return next(row for row in queries.councils().itertuples() if row.slug == slug)


def test_england_s_picture_says_its_finding_key_source_and_caveat(written):
    page = pictures.of_england()
    assert page.picture.size == (1200, 630) and page.free >= 0
    said = " ".join(written)
    year = queries.plan_years()[-1]
    found = queries.headline(year, queries.default_threshold())
    assert f"{found.none_or_few_published} of {found.councils_with_a_figure} councils" in said
    counts = queries.classes_in(year, queries.default_threshold())["class"].value_counts()
    for name, label in theme.class_labels(queries.default_threshold()).items():
        assert f"{label}: {counts.get(name, 0)}" in said
    for whole in (words.CAVEAT, explorer_words.PICTURE_SOURCE, "Independent analysis"):
        assert whole in said


def test_every_council_s_picture_has_room_for_its_words(written):
    for row in queries.councils().itertuples():
        written.clear()
        page = pictures.of_council(row)
        assert page.picture.size == (1200, 630) and page.free >= 0, row.slug
        said = " ".join(written)
        assert said.startswith(row.label) and words.CAVEAT in said, row.slug
        assert "Of each 1,000 children" in said and "Nobody has measured an area" in said, row.slug


def test_a_hidden_number_is_a_range_in_the_picture_and_never_a_number(written):
    pictures.of_council(area("bedford"))
    said = " ".join(written)
    assert "number hidden" in said and "hidden: 0 to" in said


def test_a_council_has_the_colour_of_its_class_where_its_label_would_stand():
    year, threshold = queries.plan_years()[-1], queries.default_threshold()
    drawn, points = picture_map.map_of(year, threshold)
    class_of = queries.classes_in(year, threshold).set_index("council_code")["class"]
    assert set(points) == set(class_of.index)

    def far(one, other) -> int:
        return sum(abs(a - b) for a, b in zip(one, other, strict=True))

    looks = {
        name: picture_map.tile(theme.CLASS_STYLES[name], (64, 64), 1).resize(
            (1, 1), Image.Resampling.BOX
        )
        for name in theme.CLASSES
    }

    def drawn_as(code: str) -> str:
        """The class whose colour, hatch and all, is nearest around the council's label point."""
        x, y = (round(n) for n in points[code])
        around = drawn.crop((x - 4, y - 4, x + 4, y + 4)).resize((1, 1), Image.Resampling.BOX)
        mean = around.getpixel((0, 0))
        return min(looks, key=lambda name: far(mean, looks[name].getpixel((0, 0))))

    for code in LARGE:
        assert drawn_as(code) == class_of[code], code
    assert {class_of[code] for code in LARGE} == set(theme.CLASSES)


def test_lines_are_broken_between_words_and_lose_none():
    text = "a finding that is longer than one line of the picture can be"
    lines = pictures.wrapped(text, 40, 300)
    assert len(lines) > 2 and " ".join(lines) == text


def test_a_ring_is_walked_from_where_it_begins():
    path = "M10 20l5 0 0-5zM1.5 2l.5-.5-1 1z"
    one, other = picture_map.rings(path, 2)
    assert one == [(20, 40), (30, 40), (30, 30)]
    assert other == [(3, 4), (4, 3), (2, 5)]
