"""One label for very many places: written in short transactions, unseen until the end, taken back and done again."""

from contextlib import closing
from dataclasses import replace

import pytest

from annotator import edits, label_edits
from annotator.edits import Edit
from annotator.errors import ConflictError, EditError
from annotator.ids import new_id
from annotator.model import AnnotatedDocument, Document, Span
from annotator.store import labelling as module
from annotator.store.leftovers import clear_away
from annotator.store.opening import open_database
from annotator.store.project import Project
from annotator.text_fixing import fix_text
from tests.store.making import bring_in, label, new_project, spans

ME = "Ayla"
TEXT = "Baku is where it was said, in Baku. Number {number}."
PLACES = ((0, 4), (30, 34))


@pytest.fixture
def project(path, monkeypatch):
    monkeypatch.setattr(module, "SPANS_A_STEP", 7)
    with closing(new_project(path, ME, "Bela")) as opened:
        made = [AnnotatedDocument(Document(id_, TEXT.format(number=id_), f"Title {id_}")) for id_ in range(1, 21)]
        bring_in(opened, made, keep_ids=True)
        yield opened
        assert list(opened.check()) == []


def label_all(project, name="ORG", documents=range(1, 21), title="Label all"):
    with project.bulk_labelling(title, name, ME) as labelling:
        for id_ in documents:
            document = project.document(id_)
            labelling.add(document, [Span(new_id(), id_, name, ME, *place) for place in PLACES])
        return project.close_import(labelling, title)


def everything(project):
    return {id_: spans(project, id_) for id_ in range(1, 21) if spans(project, id_)}


LABELLED = [("ORG", 0, 4, ME), ("ORG", 30, 34, ME)]


def test_all_of_it_is_one_action_that_is_undone_after_a_restart(project, path):
    told = []
    project.subscribe(told.append)
    change = label_all(project)
    assert change.everything
    assert told == [change]
    assert everything(project) == dict.fromkeys(range(1, 21), LABELLED)
    assert project.label_counts(ME) == {"ORG": 40}
    assert [line.spans for line in project.documents(annotator=ME)] == [2] * 20
    with closing(Project.open(path)) as again:
        assert again.next_undo(ME).title == "Label all"
        assert not again.next_undo(ME).weighty
        again.undo(ME)
        assert everything(again) == {}
        assert again.label_counts(ME) == {}
        assert [line.spans for line in again.documents(annotator=ME)] == [0] * 20
        assert list(again.check()) == []
    with closing(Project.open(path)) as again:
        again.redo(ME)
        assert everything(again) == dict.fromkeys(range(1, 21), LABELLED)
    project.poll()
    assert everything(project) == dict.fromkeys(range(1, 21), LABELLED)


def test_nothing_is_seen_before_the_end_not_even_by_others(project, path):
    with closing(Project.open(path)) as other:
        with project.bulk_labelling("Label all", "ORG", ME) as labelling:
            for id_ in range(1, 11):
                labelling.add(project.document(id_), [Span(new_id(), id_, "ORG", ME, *place) for place in PLACES])
            labelling.finish()
            assert labelling.spans == 20
            for opened in (project, other):
                assert everything(opened) == {}
                assert opened.label_counts(ME) == {}
                assert [line.spans for line in opened.documents(annotator=ME)] == [0] * 20
                assert list(opened.check()) == []
            label(other, 3, 0, 4, "PERSON")
            project.close_import(labelling, "Label all")
        assert spans(other, 3) == [("PERSON", 0, 4, ME), *LABELLED] or len(spans(other, 3)) == 3
        assert spans(other, 4) == LABELLED


def test_what_is_not_closed_is_taken_back_and_so_is_what_a_dead_process_left(project, path):
    with pytest.raises(RuntimeError), project.bulk_labelling("Label all", "ORG", ME) as labelling:  # noqa: PT012
        labelling.add(project.document(1), [Span(new_id(), 1, "ORG", ME, 0, 4)])
        labelling.finish()
        raise RuntimeError
    assert everything(project) == {}
    with project.bulk_labelling("Label all", "ORG", ME) as labelling:
        labelling.add(project.document(2), [Span(new_id(), 2, "ORG", ME, 0, 4)])
        labelling.finish()
        with closing(open_database(path, create=False, read_only=False).database) as database:
            clear_away(database, labelling.action)
        with pytest.raises(ConflictError, match="taken for dead"):
            project.close_import(labelling, "Label all")
    assert everything(project) == {}
    assert project.next_undo(ME).title.startswith("Import")


def test_spans_that_came_so_are_edited_like_others_and_all_that_is_undone(project):
    label_all(project)
    document = project.document(5)
    span = document.spans[0]
    project.apply("Relabel", edits.relabel_span(document, project.scheme(), span, "PERSON"), ME)
    project.apply("Resize", [Edit(project.document(6).spans[0], None)], ME)
    assert spans(project, 5) == [("PERSON", 0, 4, ME), LABELLED[1]]
    assert list(project.check()) == []
    for _ in range(2):
        project.undo(ME)
    assert everything(project) == dict.fromkeys(range(1, 21), LABELLED)
    project.undo(ME)
    assert everything(project) == {}
    for _ in range(3):
        project.redo(ME)
    assert spans(project, 5) == [("PERSON", 0, 4, ME), LABELLED[1]]
    assert spans(project, 6) == [LABELLED[1]]


def test_a_document_that_changed_or_went_meanwhile_is_left_out(project):
    seen = {id_: project.document(id_) for id_ in range(1, 5)}
    project.apply("Fix", fix_text(seen[1], "Another text. " + seen[1].text, ()), ME)
    project.apply("Delete", [Edit(project.document(2).document, None)], ME)
    with project.bulk_labelling("Label all", "ORG", ME) as labelling:
        for id_, document in seen.items():
            labelling.add(document, [Span(new_id(), id_, "ORG", ME, 0, 4)])
        project.close_import(labelling, "Label all")
        assert labelling.spans == 2
    assert everything_but(project, 2) == {3: [LABELLED[0]], 4: [LABELLED[0]]}


def everything_but(project, gone):
    return {id_: spans(project, id_) for id_ in range(1, 21) if id_ != gone and spans(project, id_)}


def test_a_text_can_be_fixed_where_a_labelling_was_taken_back(project):
    label_all(project)
    project.undo(ME)
    document = project.document(7)
    project.apply("Fix", fix_text(document, "So: " + document.text, ()), ME)
    assert list(project.check()) == []
    project.undo(ME)
    assert everything(project) == {}


def test_the_label_may_be_renamed_or_merged(project):
    label_all(project)
    scheme = project.scheme()
    org, person = scheme.find("ORG"), scheme.find("PERSON")
    project.apply("Rename", label_edits.change_label(scheme, org, replace(org, name="FIRM")), ME)
    assert spans(project, 9)[0][0] == "FIRM"
    firm = project.scheme().find("FIRM")
    project.remove_label("Merge", label_edits.remove_label(project.scheme(), firm), ME, into=person.id)
    assert {name for name, *_ in spans(project, 9)} == {"PERSON"}
    assert project.label_counts(ME) == {"PERSON": 40}
    for _ in range(3):
        project.undo(ME)
    assert everything(project) == {}


def test_a_label_that_is_gone_is_not_done_again(project):
    label_all(project)
    project.undo(ME)
    org = project.scheme().find("ORG")
    project.apply("Remove", label_edits.remove_label(project.scheme(), org), "Bela")
    with pytest.raises(ConflictError):
        project.redo(ME)
    with pytest.raises(ConflictError), project.bulk_labelling("Label all", "NOWHERE", ME):
        pass


def test_no_transaction_is_long(project, monkeypatch):
    """Not a bound on time, which other work on the machine would break: each transaction is of so many spans."""
    written = []
    write = module.BulkLabelling._write_step
    monkeypatch.setattr(
        module.BulkLabelling, "_write_step", lambda *given: (written.append(len(given[2])), write(*given))
    )
    label_all(project)
    assert max(written) <= 7
    assert sum(written) == 40


def test_undo_writes_one_row_whatever_the_number_of_spans(project):
    label_all(project)
    before = rows(project)
    project.undo(ME)
    assert rows(project) == before + 1


def rows(project):
    with project._database.read() as connection:
        return connection.exec_driver_sql("SELECT count(*) FROM edit").scalar_one()


def test_the_history_of_a_document_names_it_and_does_not_lead_behind_it(project):
    first = label(project, 3, 5, 7, "PERSON")
    label_all(project)
    past = project.past(document=3)
    assert [one.title for one in past][:2] == ["Label all", "Label PERSON"]
    assert project.past_changes(past[0].id, document=3) == []
    seq = next(one.seq for one in past if one.id == first.action)
    for document in (3, None):
        with pytest.raises(EditError, match="came or went since"):
            project.edits_back(seq, document=document, annotator=ME)


def test_what_a_labelling_left_may_have_been_changed_before_it_goes_with_the_text(project):
    label_all(project)
    span = project.document(1).spans[0]
    project.apply("Note", [Edit(span, replace(span, note="x"))], ME)
    project.undo(ME)
    project.undo(ME)
    opened = project.document(1)
    project.apply("Fix", fix_text(opened, opened.text + "!", ()), ME)
    assert [finding.message for finding in project.check()] == []
