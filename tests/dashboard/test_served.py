"""Files that pages name are kept for whoever is about to fetch them, and not without end."""

from dashboard import keeping, served


def test_files_for_readers_are_not_kept_without_end(monkeypatch):
    monkeypatch.setattr(served, "own_routes", True)
    kept = keeping.Kept("files of a test", 200_000)
    monkeypatch.setattr(served, "_published", kept)
    files = [served.File.of(str(n).encode(), "json") for n in range(250)]
    for file in files:
        served.address(file)
    assert served.published(files[0].name) is None
    assert served.published(files[-1].name) == files[-1]
    assert 100_000 < kept.size <= kept.most
