"""Reprints are found while articles come in, told, and kept."""

import random
from contextlib import closing
from pathlib import Path

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


VOICES = ["said", "told", "added", "announced", "stressed", "noted", "held", "declared", "warned", "argued"]


def touched(text: str, every: int) -> str:
    """The text with a word of each sentence changed, as an editor does it: not one sentence is the same."""
    sentences = text.split(". ")
    for at, sentence in enumerate(sentences):
        words = sentence.split()
        for place in range(at % every, len(words), every):
            words[place] = VOICES[(at + place) % len(VOICES)]
        sentences[at] = " ".join(words)
    return ". ".join(sentences)


def written_anew(seed: int) -> str:
    """An article of made-up sentences from the same few words as all others."""
    chance = random.Random(seed)
    words = [
        f"{start}{end}" for start in ("bak", "tor", "min", "sen", "kar") for end in ("u", "an", "est", "ili", "or")
    ]
    return ". ".join(" ".join(chance.choices(words, k=14)) for _ in range(25))


def test_a_reprint_whose_every_sentence_was_touched_is_found_in_an_import_of_some_hundred():
    known, path = Likeness(), Path("a.jsonl")
    originals = [written_anew(seed) for seed in range(60)]
    assert [known.add(path, f"{at}", text) for at, text in enumerate(originals)] == [None] * 60
    for at, text in enumerate(originals):
        reprint = touched(text, 12)
        assert not set(reprint.split(". ")) & set(text.split(". "))
        assert known.add(path, "reprint", reprint) == Like(f"{at}", known=False)
    assert [known.add(path, "new", written_anew(seed)) for seed in range(1000, 1060)] == [None] * 60


def test_a_large_import_is_compared_by_its_sentences(project, paths):
    known = Likeness(likeness.CLOSELY + 1)
    text = written_anew(1)
    assert known.add(paths[0], "a", text) is None
    assert known.add(paths[0], "b", touched(text, 12)) is None
    assert known.add(paths[0], "c", f"BAKU. {text}") == Like("a", known=False)


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
    monkeypatch.setattr(likeness, "OF_PROJECT_CLOSELY", 10)
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
