"""What an import would bring: a bounded look, and nothing is written."""

from contextlib import closing

import pytest

from annotator.errors import CancelledError
from annotator.store.project import Project
from annotator.transfer.importing import import_sources
from annotator.transfer.preview import DOCUMENTS_LOOKED_AT, FILES_LOOKED_AT, preview_again, preview_paths
from annotator.transfer.starting import default_scheme

ARTICLE = "date 2022-02-02 By Vugar Khalilov\n\nAzerbaijani ministers met.\n"


@pytest.fixture
def project(tmp_path):
    path = tmp_path / "news.annotator"
    with closing(Project.open(path, create=True, scheme=default_scheme())) as opened:
        opened.ensure_annotator("Ayla")
        yield opened


def test_an_article_says_what_would_be_taken_out_of_it(project, tmp_path):
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    preview = preview_paths(project, [tmp_path / "a.txt"])
    (file,) = preview.files
    (document,) = file.documents
    assert (document.author, document.date, document.known) == ("Vugar Khalilov", "2022-02-02", False)
    assert [(line.text, line.why) for line in document.lines] == [
        ("date 2022-02-02 By Vugar Khalilov\n", "author and date")
    ]
    assert preview.is_whole
    assert file.may_keep_lines
    assert list(project.annotated_documents()) == []


def test_doubles_are_known_within_the_import_and_with_the_project(project, tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(ARTICLE, encoding="utf-8")
    paths = [tmp_path / "a.txt", tmp_path / "b.txt"]
    assert [file.documents[0].known for file in preview_paths(project, paths).files] == [False, True]
    import_sources(project, preview_paths(project, paths[:1]).sources(), annotator="Ayla")
    assert [file.documents[0].known for file in preview_paths(project, paths).files] == [True, True]


def test_much_is_looked_at_in_part(project, tmp_path):
    lines = "".join(f'{{"text": "Article {number}.", "label": []}}\n' for number in range(DOCUMENTS_LOOKED_AT + 1))
    (tmp_path / "rows.jsonl").write_text(lines + "broken\n", encoding="utf-8")
    (file,) = preview_paths(project, [tmp_path / "rows.jsonl"]).files
    assert (len(file.documents), file.whole, file.refusal) == (DOCUMENTS_LOOKED_AT, False, None)
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(FILES_LOOKED_AT + 1):
        (folder / f"{number}.txt").write_text(f"Article number {number}.", encoding="utf-8")
    preview = preview_paths(project, [folder])
    assert (len(preview.files), len(preview.unseen), preview.is_whole) == (FILES_LOOKED_AT, 1, False)
    assert len(preview.sources()) == FILES_LOOKED_AT + 1


def test_what_cannot_be_read_keeps_its_reason_and_the_rest_goes_on(project, tmp_path):
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "empty.txt").touch()
    (tmp_path / "what.xyz").write_text("what?")
    paths = [tmp_path / name for name in ("a.txt", "empty.txt", "what.xyz", "missing.txt")]
    preview = preview_paths(project, paths)
    assert [file.source.path.name for file in preview.files if file.refusal] == ["empty.txt"]
    assert [error.path.name for error in preview.refused] == ["what.xyz", "missing.txt"]
    assert [source.path.name for source in preview.sources()] == ["a.txt"]


def test_an_encoding_that_was_named_is_used_to_look_again_and_to_import(project, tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("Ağrı Dağı".encode("windows-1254"))
    preview = preview_paths(project, [path])
    assert preview.files[0].wants_encoding
    again = preview_again(project, preview, {path: {"encoding": "windows-1254"}})
    assert (again.files[0].refusal, again.files[0].encoding) == (None, "windows-1254")
    import_sources(project, again.sources(), annotator="Ayla")
    (document,) = project.annotated_documents()
    assert document.text == "Ağrı Dağı"


def test_new_labels_are_told_and_can_be_others(project, tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_text('{"text": "Ayla met Anna.", "label": [[0, 4, "Person"], [9, 13, "X"], [0, 13, "ORG"]]}\n')
    preview = preview_paths(project, [path])
    assert set(preview.new_labels()) == {"Person", "X"}
    import_sources(project, preview.sources(), annotator="Ayla", labels={"Person": "PERSON", "X": ""})
    (document,) = project.annotated_documents()
    assert sorted((span.start, span.label) for span in document.spans) == [(0, "ORG"), (0, "PERSON")]
    assert [label.name for label in project.scheme().labels] == ["PERSON", "ORG", "LOC", "DATE", "EVENT"]


def test_looking_can_be_stopped(project, tmp_path):
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    with pytest.raises(CancelledError):
        preview_paths(project, [tmp_path / "a.txt"], cancelled=lambda: True)
