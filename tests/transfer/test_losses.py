"""What an export would lose, gathered; and which articles and layers go out."""

from contextlib import closing
from dataclasses import replace

import pytest

from annotator.edits import Edit
from annotator.errors import AnnotatorError, CancelledError
from annotator.ids import new_id
from annotator.model import Place, Progress, Span, Status
from annotator.store import DocumentFilter, Order, SortBy
from annotator.store.project import Project
from annotator.transfer import losses
from annotator.transfer.exporting import Target, export_project
from annotator.transfer.importing import import_files
from annotator.transfer.losses import OTHERS, gathered_losses, what_is_lost
from annotator.transfer.scope import Scope, count_documents, read_documents

TEXTS = ("Ayla lives in Baku.", "Ola lives in Oslo.", "Nobody lives here.")
DOCCANO = Target("doccano")


@pytest.fixture
def project(tmp_path):
    paths = [tmp_path / f"{number}.txt" for number in range(len(TEXTS))]
    for path, text in zip(paths, TEXTS, strict=True):
        path.write_text(text)
    with closing(Project.open(tmp_path / "p.annotator", create=True)) as opened:
        opened.ensure_annotator("anna")
        import_files(opened, paths, annotator="anna")
        yield opened


def ids(project):
    return [line.id for line in project.documents(annotator="anna")]


def add(project, *values, annotator="anna"):
    project.ensure_annotator(annotator)
    project.apply("Add", [Edit(None, value) for value in values], annotator)


def titles(project, scope):
    return [document.text.split()[0] for document in read_documents(project, scope, None)]


def label(project, name="PERSON"):
    from annotator.label_edits import add_label

    project.apply("Label", add_label(project.scheme(), name, color="#aabbcc"), "anna")


def test_losses_of_one_kind_are_gathered_with_their_places(project):
    label(project)
    first, second, _ = ids(project)
    add(
        project,
        Span(new_id(), first, "PERSON", "anna", 0, 4, note="a"),
        Span(new_id(), second, "PERSON", "anna", 0, 3, note="b"),
        Span(new_id(), second, "PERSON", "anna", 4, 12, pieces=((4, 5), (6, 12))),
    )
    found = gathered_losses(project, DOCCANO)
    assert (found.documents, found.spans, found.number) == (3, 3, 3)
    note, pieces = found.groups
    assert (note.what, note.number) == ("Its note is left out.", 2)
    assert [(loss.document, loss.notice.start, loss.quote) for loss in note.losses] == [
        (first, 0, "Ayla"),
        (second, 0, "Ola"),
    ]
    assert pieces.what == "The format has no spans in pieces; it is written whole."


def test_of_one_kind_so_many_are_listed_and_all_are_counted(project, monkeypatch):
    monkeypatch.setattr(losses, "LISTED", 1)
    label(project)
    add(project, *(Span(new_id(), id_, "PERSON", "anna", 0, 3, note="a") for id_ in ids(project)))
    (group,) = gathered_losses(project, DOCCANO).groups
    assert (group.number, len(group.losses)) == (3, 1)


def test_there_are_not_more_kinds_than_one_can_look_at(project, monkeypatch):
    monkeypatch.setattr(losses, "MOST_GROUPS", 1)
    label(project)
    first, *_ = ids(project)
    add(
        project,
        Span(new_id(), first, "PERSON", "anna", 0, 4, note="a", pieces=((0, 1), (2, 4))),
        Span(new_id(), first, "PERSON", "anna", 5, 10, note="a"),
    )
    assert {group.what for group in gathered_losses(project, DOCCANO).groups} == {
        OTHERS,
        "The format has no spans in pieces; it is written whole.",
    }


@pytest.mark.parametrize(
    ("message", "what"),
    [
        ("ORG: its note is left out.", "Its note is left out."),
        ("ORG “Bank: of”: it overlaps LOC “Baku”, 1 to 2.", "It overlaps LOC “…”, … to …."),
        ("The relation OF is left out.", "The relation OF is left out."),
        ("NOT: a label", "NOT: a label"),
    ],
)
def test_what_losses_have_in_common(message, what):
    assert what_is_lost(message, {"ORG"}) == what


def test_it_can_be_stopped(project):
    with pytest.raises(CancelledError):
        gathered_losses(project, DOCCANO, cancelled=lambda: True)


def test_a_scope_is_all_or_done_or_filtered_or_named(project):
    first, second, _ = ids(project)
    add(project, Progress(new_id(), second, "anna", Status.DONE))
    done = Scope(DocumentFilter(status=Status.DONE), viewer="anna")
    for scope, expected in (
        (Scope(), ["Ayla", "Ola", "Nobody"]),
        (done, ["Ola"]),
        (Scope(DocumentFilter(words="lives baku"), viewer="anna"), ["Ayla"]),
        (Scope(documents=(second, first)), ["Ola", "Ayla"]),
    ):
        assert (titles(project, scope), count_documents(project, scope)) == (expected, len(expected))


def test_the_order_of_the_list_does_not_matter_the_project_s_own_does(project):
    ordered = Scope(DocumentFilter(words="lives", order=Order(SortBy.TITLE, descending=True)), viewer="anna")
    assert titles(project, ordered) == ["Ayla", "Ola", "Nobody"]
    first, second, _ = ids(project)
    add(project, Place(new_id(), first, second + 1))
    assert titles(project, ordered) == ["Ola", "Ayla", "Nobody"]


def test_done_is_as_somebody_sees_it(project):
    with pytest.raises(AnnotatorError, match="no annotator bert"):
        titles(project, Scope(DocumentFilter(status=Status.DONE), viewer="bert"))


def test_a_deleted_article_is_not_exported(project, tmp_path):
    from annotator.placing import remove_document

    first, second, _ = ids(project)
    scope = Scope(DocumentFilter(words="lives"), viewer="anna")
    project.apply("Delete", remove_document(project.document(first).document), "anna")
    assert titles(project, scope) == ["Ola", "Nobody"]
    out = tmp_path / "out.jsonl"
    export_project(project, out, DOCCANO, replace(scope, documents=(second,)))
    assert out.read_text().count("\n") == 1
