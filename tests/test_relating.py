from dataclasses import replace

import pytest

from annotator.chains import chains
from annotator.edits import (
    Edit,
    remove_span,
    updated,
)
from annotator.errors import EditError
from annotator.label_edits import (
    change_label,
    remove_label,
)
from annotator.model import AnnotatedDocument, Document, Kind, Label, Progress, Relation, Scheme, Span, Status
from annotator.relating import join_mention, leave_chain, relabel_relation, relate, turn_relation, unrelate

LEADS = Label(11, "leads", Kind.RELATION, sources=("PERSON",), targets=("ORG",))
SAME = Label(12, "same", Kind.RELATION, symmetric=True)
ANY = Label(13, "near", Kind.RELATION)
ONE_WAY = Label(14, "of", Kind.RELATION, sources=("ORG",), targets=("PERSON",), symmetric=True)
SCHEME = Scheme((Label(1, "PERSON"), Label(2, "ORG"), Label(3, "MINISTER", parent="PERSON"), LEADS, SAME, ANY, ONE_WAY))
ZAKIR = Span(101, 7, "PERSON", "Ayla", 0, 5)
ARMY = Span(102, 7, "ORG", "Ayla", 10, 14)
AKAR = Span(103, 7, "MINISTER", "Ayla", 20, 24)
FOREIGN = Span(104, 7, "ORG", "Björn", 10, 14)
AT_WORK = (Progress(900, 7, "Ayla", Status.IN_PROGRESS),)


def opened(*relations):
    return AnnotatedDocument(
        Document(7, "Zakir of  army and  Akar"), (ZAKIR, ARMY, FOREIGN, AKAR), relations, progress=AT_WORK
    )


def related(source, target, label, *relations):
    (edit,) = relate(opened(*relations), SCHEME, source, target, label, "Ayla")
    return edit.after


def test_a_relation_leads_from_span_to_span():
    made = related(ZAKIR, ARMY, "leads")
    assert (made.label, made.annotator, made.document) == ("leads", "Ayla", 7)
    assert (made.source, made.target) == (101, 102)


def test_the_first_one_begins_the_work_on_the_document():
    fresh = replace(opened(), progress=())
    _, begun = relate(fresh, SCHEME, ZAKIR, ARMY, "leads", "Ayla")
    assert begun.after.status is Status.IN_PROGRESS


def test_labels_below_an_allowed_one_are_allowed():
    assert related(AKAR, ARMY, "leads").source == AKAR.id


def test_a_symmetric_one_is_turned_to_what_the_scheme_allows():
    made = related(ZAKIR, ARMY, "of")
    assert (made.source, made.target) == (ARMY.id, ZAKIR.id)


@pytest.mark.parametrize(
    ("source", "target", "label", "reason"),
    [
        (ZAKIR, ZAKIR, "near", "joins two spans"),
        (ZAKIR, FOREIGN, "leads", "of your own"),
        (ARMY, ZAKIR, "leads", "leads does not lead from ORG to PERSON"),
        (ZAKIR, ARMY, "hates", "no label hates for relations"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(source, target, label, reason):
    with pytest.raises(EditError, match=reason):
        relate(opened(), SCHEME, source, target, label, "Ayla")


def test_a_relation_is_made_once():
    there = related(ZAKIR, AKAR, "near")
    with pytest.raises(EditError, match="there already"):
        related(ZAKIR, AKAR, "near", there)
    assert related(AKAR, ZAKIR, "near", there)


def test_a_symmetric_one_is_the_same_either_way():
    there = related(ZAKIR, AKAR, "same")
    with pytest.raises(EditError, match="there already"):
        related(AKAR, ZAKIR, "same", there)


def test_another_label_must_allow_the_spans_too():
    there = related(ZAKIR, AKAR, "near")
    (edit,) = relabel_relation(opened(there), SCHEME, there, "same")
    assert (edit.before, edit.after) == (there, replace(there, label="same"))
    assert relabel_relation(opened(there), SCHEME, there, "near") == []
    with pytest.raises(EditError, match="leads does not lead"):
        relabel_relation(opened(there), SCHEME, there, "leads")


def test_it_turns_round_where_the_scheme_allows_it():
    there = related(ZAKIR, AKAR, "near")
    (edit,) = turn_relation(opened(there), SCHEME, there)
    assert (edit.after.source, edit.after.target) == (AKAR.id, ZAKIR.id)
    leads = related(ZAKIR, ARMY, "leads")
    with pytest.raises(EditError):
        turn_relation(opened(leads), SCHEME, leads)


def test_it_goes_alone_or_with_its_span():
    there = related(ZAKIR, ARMY, "leads")
    assert unrelate(opened(there), there) == [Edit(there, None)]
    assert remove_span(opened(there), ARMY) == [Edit(there, None), Edit(ARMY, None)]
    assert updated(opened(there), remove_span(opened(there), ARMY)).relations == ()


def test_a_renamed_label_stays_an_argument_and_a_removed_one_does_not():
    person = SCHEME.labels[0]
    renamed = change_label(SCHEME, person, replace(person, name="HUMAN"))
    assert Edit(LEADS, replace(LEADS, sources=("HUMAN",))) in renamed
    assert Edit(ONE_WAY, replace(ONE_WAY, targets=("HUMAN",))) in renamed
    assert Edit(LEADS, replace(LEADS, sources=())) in remove_label(SCHEME, person)


def test_chains_are_what_symmetric_relations_join():
    def joins(id, label, source, target):
        return Relation(id, 7, label, "Ayla", source, target)

    relations = [
        joins(1, "same", 1, 2), joins(2, "same", 5, 6), joins(3, "same", 3, 2), joins(4, "near", 8, 9),
        joins(5, "same", 6, 7),
    ]  # fmt: skip
    found = chains(relations, SCHEME)
    assert found[1] == found[2] == found[3] != found[5] == found[6] == found[7]
    assert set(found.values()) == {1, 2}
    assert 8 not in found


NAMES = "Zakir saw Akar; Zakir left; he came"
FIRST, AKARS, AGAIN, HE = (
    Span(number, 7, "PERSON", "Ayla", start, end)
    for number, (start, end) in enumerate([(0, 5), (10, 14), (16, 21), (28, 30)], 1)
)


def named(*relations):
    return AnnotatedDocument(Document(7, NAMES), (FIRST, AKARS, AGAIN, HE), relations, progress=AT_WORK)


def test_a_mention_is_joined_to_the_last_of_the_same_text_else_of_the_same_label():
    (again,) = join_mention(named(), SCHEME, AGAIN)
    assert (again.after.label, again.after.source, again.after.target) == ("same", FIRST.id, AGAIN.id)
    (he,) = join_mention(named(again.after), SCHEME, HE)
    assert (he.after.source, he.after.target) == (AGAIN.id, HE.id)


def test_a_mention_is_joined_only_once_and_not_to_nothing():
    joined = join_mention(named(), SCHEME, AGAIN)[0].after
    with pytest.raises(EditError, match="joined to “Zakir” before it already"):
        join_mention(named(joined), SCHEME, AGAIN)
    with pytest.raises(EditError, match="No PERSON stands before"):
        join_mention(named(), SCHEME, FIRST)
    with pytest.raises(EditError, match="no symmetric label for relations that joins PERSON"):
        join_mention(named(), Scheme((SCHEME.labels[0], LEADS)), AGAIN)


def test_who_leaves_a_chain_leaves_the_others_together():
    one = join_mention(named(), SCHEME, AGAIN)[0].after
    two = join_mention(named(one), SCHEME, HE)[0].after
    document = named(one, two)
    left = updated(document, leave_chain(document, SCHEME, AGAIN))
    (only,) = left.relations
    assert {only.source, only.target} == {FIRST.id, HE.id}
    assert updated(left, leave_chain(left, SCHEME, HE)).relations == ()
    with pytest.raises(EditError, match="in no chain"):
        leave_chain(left, SCHEME, AKARS)
