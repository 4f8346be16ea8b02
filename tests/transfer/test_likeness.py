"""Reprints are found while articles come in, told, and kept."""

from contextlib import closing

import pytest

from annotator.errors import CancelledError
from annotator.report import Outcome
from annotator.store.project import Project
from annotator.transfer import likeness
from annotator.transfer.importing import import_files
from annotator.transfer.likeness import Like, Likeness
from annotator.transfer.preview import preview_again, preview_paths
from annotator.transfer.starting import default_scheme

WIRE = " ".join(f"The minister of state number {number} met them in the town of {number * 7}." for number in range(30))
OTHER = " ".join(f"Nobody at sea {number} had heard of storm {number * 3} before." for number in range(30))


@pytest.fixture
def project(tmp_path):
    with closing(Project.open(tmp_path / "news.annotator", create=True, scheme=default_scheme())) as opened:
        opened.ensure_annotator("Ayla")
        yield opened


@pytest.fixture
def paths(tmp_path):
    texts = {"a.txt": WIRE, "b.txt": f"ANKARA: {WIRE} Reporting by the desk.", "c.txt": OTHER}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return [tmp_path / name for name in texts]


def test_reprints_of_one_import_and_of_the_project_are_told_and_kept(project, paths):
    preview = preview_paths(project, paths)
    first, second, third = (file.documents[0] for file in preview.files)
    assert (first.like, second.like, third.like) == (None, Like(first.title, known=False), None)
    _, report = import_files(project, paths, annotator="Ayla")
    assert report.documents == 3
    (notice,) = report.of(Outcome.ALIKE)
    assert notice.path == paths[1]
    assert "in this import" in notice.message
    paths[0].write_text(f"{WIRE} More was said.", encoding="utf-8")
    (file,) = preview_paths(project, paths[:1]).files
    assert file.documents[0].like.known
    _, report = import_files(project, paths[:1], annotator="Ayla")
    assert "in the project" in next(report.of(Outcome.ALIKE)).message


def test_a_file_that_is_looked_at_once_more_is_no_reprint_of_itself(project, paths):
    preview = preview_paths(project, paths)
    again = preview_again(project, preview, {paths[1]: {"keep": "all"}})
    assert [file.documents[0].like for file in again.files] == [file.documents[0].like for file in preview.files]
    again = preview_again(project, again, {paths[0]: {"keep": "all"}})
    assert again.files[0].documents[0].like == Like(preview.files[1].documents[0].title, known=False)


def test_what_goes_beyond_the_limits_is_not_compared_and_counted(project, paths, monkeypatch):
    monkeypatch.setattr(likeness, "OF_IMPORT", len(WIRE) + 10)
    _, report = import_files(project, paths, annotator="Ayla")
    assert not list(report.of(Outcome.ALIKE))
    assert "2 articles at the end were not compared" in next(report.of(Outcome.NOTED)).message
    monkeypatch.setattr(likeness, "OF_PROJECT", 10)
    known = Likeness()
    known.read(project)
    assert known.add(paths[0], "a", WIRE) is None


def test_it_can_be_stopped(project, paths):
    import_files(project, paths, annotator="Ayla")
    with pytest.raises(CancelledError):
        Likeness().read(project, lambda: True)


def test_the_newest_texts_come_first(project, paths):
    import_files(project, paths, annotator="Ayla")
    assert [text for _, text in project.newest_texts()] == [path.read_text(encoding="utf-8") for path in paths[::-1]]
