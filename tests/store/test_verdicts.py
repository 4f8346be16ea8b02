"""What was decided about suggestions: kept, undone, moved, and never part of a document."""

from contextlib import closing

import pytest

from annotator import edits, label_edits
from annotator.assist import deciding
from annotator.assist.accepting import accepted
from annotator.errors import ProjectError
from annotator.ids import new_id
from annotator.model import Kind, Span, Verdict
from annotator.store.project import Project
from annotator.suggest import Reason, Suggestion
from annotator.text_fixing import fix_text
from tests.store.making import article, bring_in, new_project, raw, spans

OFFER = Suggestion(18, 30, "PERSON", 0.9, "forms", Reason("labelled"))


@pytest.fixture
def project(path):
    with closing(new_project(path, "Ayla", "Björn")) as made:
        bring_in(made, [article(1), article(2)], keep_ids=True)
        yield made


def reject(project, document=1, annotator="Ayla", offer=OFFER):
    made = deciding.reject(project.document(document), offer, annotator)
    return project.apply("Reject", made, annotator)


def accept(project, document=1, annotator="Ayla", **other):
    made = deciding.accept(project.document(document), project.scheme(), OFFER, annotator, **other)
    return project.apply("Accept", made, annotator)


def said(project, document=1):
    return [
        (one.start, one.end, one.label, one.engine, one.annotator, one.accepted) for one in project.verdicts(document)
    ]


def test_accepting_is_one_action(project):
    accept(project)
    assert spans(project, 1) == [("PERSON", 18, 30, "Ayla")]
    assert said(project) == [(18, 30, "PERSON", "forms", "Ayla", True)]
    project.undo("Ayla")
    assert (spans(project, 1), said(project)) == ([], [])
    project.redo("Ayla")
    assert (len(spans(project, 1)), len(said(project))) == (1, 1)


def test_with_other_borders_it_was_right_with_another_label_wrong(project):
    accept(project, stretch=(14, 30))
    accept(project, document=2, label="ORG")
    assert spans(project, 1) == [("PERSON", 14, 30, "Ayla")]
    assert spans(project, 2) == [("ORG", 18, 30, "Ayla")]
    assert said(project) == [(18, 30, "PERSON", "forms", "Ayla", True)]
    assert said(project, 2) == [(18, 30, "PERSON", "forms", "Ayla", False)]


def test_a_rejected_one_stays_rejected_after_a_restart_until_that_is_undone(project, path):
    reject(project)
    project.close()
    with closing(Project.open(path)) as again:
        assert deciding.decided(again.verdicts(1)) == {(18, 30, "PERSON")}
        again.undo("Ayla")
        assert again.verdicts(1) == ()
        assert list(again.check()) == []


def test_verdicts_are_no_part_of_a_document(project):
    before = project.document(1)
    reject(project)
    after = project.document(1)
    assert list(after.annotations()) == list(before.annotations()) == []
    assert project.label_counts("Ayla") == {}
    assert project.layers() == ()


def test_the_record_counts_by_label_what_is_there(project):
    accept(project)
    reject(project, document=2)
    reject(project, document=2, annotator="Björn")
    assert project.verdict_record("Ayla") == {"PERSON": (1, 1)}
    document = project.document(2).document
    project.apply("Delete", [edits.Edit(document, None)], "Ayla")
    assert project.verdict_record("Ayla") == {"PERSON": (1, 0)}
    assert list(project.check()) == []


def test_a_removed_or_merged_label_keeps_no_verdict_from_anything(project):
    reject(project)
    scheme = project.scheme()
    person, org = scheme.find("PERSON", Kind.SPAN), scheme.find("ORG", Kind.SPAN)
    project.remove_label("Merge", label_edits.remove_label(scheme, person), "Ayla", into=org.id)
    assert [one.label for one in project.verdicts(1)] == ["ORG"]
    assert list(project.check()) == []
    project.undo("Ayla")
    project.apply("Remove", label_edits.remove_label(scheme, project.scheme().find("PERSON")), "Ayla")
    assert [one.label for one in project.verdicts(1)] == ["PERSON"]
    assert list(project.check()) == []


def test_a_renamed_label_takes_its_verdicts_along(project):
    reject(project)
    scheme = project.scheme()
    person = scheme.find("PERSON")
    renamed = edits.replace(person, name="PER")
    project.apply("Rename", label_edits.change_label(scheme, person, renamed), "Ayla")
    assert [one.label for one in project.verdicts(1)] == ["PER"]


def test_they_move_with_a_text_that_is_fixed(project):
    reject(project)
    reject(project, offer=Suggestion(34, 38, "ORG", 0.6, "crf", Reason("model")))
    before = project.document(1)
    text = before.text.replace("Zakir", "Mr Zakir").replace("Baku", "Paris")
    made = [*fix_text(before, text, []), *deciding.move_verdicts(before.text, text, project.verdicts(1))]
    project.apply("Fix", made, "Ayla")
    assert said(project) == [(21, 33, "PERSON", "forms", "Ayla", False)]
    project.undo("Ayla")
    assert [one[:3] for one in said(project)] == [(18, 30, "PERSON"), (34, 38, "ORG")]
    assert list(project.check()) == []


def test_a_changed_byte_is_noticed(project, path):
    reject(project)
    project.close()
    with raw(path) as file:
        file.execute("UPDATE verdict SET accepted = 1")
    with closing(Project.open(path)) as again:
        with pytest.raises(ProjectError, match="damaged"):
            again.verdicts(1)
        assert any("verdict row" in finding.message for finding in again.check())


def test_undoing_an_import_takes_them_along_and_redo_brings_them_back(project):
    reject(project, annotator="Björn")
    project.undo("Ayla")
    assert project.verdict_record("Björn") == {}
    project.redo("Ayla")
    assert project.verdict_record("Björn") == {"PERSON": (0, 1)}
    assert list(project.check()) == []


def accept_many(project, path, number=30):
    """Accept two labels in each of many articles as one labelling."""
    bring_in(project, [article(id_) for id_ in range(10, 10 + number)], keep_ids=True)
    offers = [OFFER, Suggestion(34, 38, "ORG", 0.9, "crf", Reason("model"))]
    with project.bulk_labelling("Accept", "PERSON", "Ayla") as labelling:
        for id_ in range(10, 10 + number):
            document = project.document(id_)
            made = accepted(document, project.scheme(), offers, "Ayla")
            values = [edit.after for _, some in made for edit in some]
            labelling.add(
                document,
                [one for one in values if isinstance(one, Span)],
                [one for one in values if isinstance(one, Verdict)],
            )
        return project.close_import(labelling, "Accept many")


def count(path, what):
    with raw(path) as file:
        return file.execute(f"SELECT count(*) FROM {what}").fetchone()[0]


def test_many_of_several_labels_are_one_step(project, path):
    accept_many(project, path)
    assert spans(project, 12) == [("PERSON", 18, 30, "Ayla"), ("ORG", 34, 38, "Ayla")]
    assert [one[:4] for one in said(project, 12)] == [(18, 30, "PERSON", "forms"), (34, 38, "ORG", "crf")]
    assert project.verdict_record("Ayla") == {"PERSON": (30, 0), "ORG": (30, 0)}
    assert project.label_counts("Ayla") == {"PERSON": 30, "ORG": 30}
    assert project.next_undo("Ayla").title == "Accept many"
    assert list(project.check()) == []
    project.undo("Ayla")
    assert (spans(project, 12), said(project, 12)) == ([], [])
    assert project.verdict_record("Ayla") == {}
    assert list(project.check()) == []
    project.redo("Ayla")
    assert len(spans(project, 12)) == len(said(project, 12)) == 2
    assert list(project.check()) == []
    project.close()
    with closing(Project.open(path)) as again:
        assert len(again.verdicts(39)) == 2
        again.undo("Ayla")
        assert again.verdicts(39) == ()


def test_many_that_are_given_up_leave_nothing(project, path):
    bring_in(project, [article(10)], keep_ids=True)
    with project.bulk_labelling("Accept", "PERSON", "Ayla") as labelling:
        document = project.document(10)
        for name in ("PERSON", "ORG"):
            span = Span(new_id(), 10, name, "Ayla", 0, 5)
            labelling.add(document, [span], [Verdict(new_id(), 10, 0, 5, name, "crf", "Ayla", accepted=True)])
        labelling.finish()
        assert project.verdicts(10) == ()
    assert (count(path, "verdict"), count(path, "span")) == (0, 0)
    assert list(project.check()) == []


def test_what_was_taken_back_goes_when_the_text_is_fixed(project, path):
    accept_many(project, path, number=2)
    project.undo("Ayla")
    before = project.document(10)
    text = before.text.replace("Zakir", "Mr Zakir")
    project.apply("Fix", fix_text(before, text, []), "Ayla")
    assert count(path, "verdict WHERE document = 10") == 0
    assert count(path, "verdict WHERE document = 11") == 2
    assert list(project.check()) == []
