from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.edits import (
    Edit,
    add_piece,
    change_document,
    cut_piece,
    label_again,
    label_span,
    progress_of,
    relabel_span,
    remove_span,
    resize_span,
    set_status,
    title_of,
    updated,
)
from annotator.errors import EditError
from annotator.label_edits import (
    add_label,
    change_label,
    move_label,
    remove_label,
)
from annotator.model import (
    AnnotatedDocument,
    Document,
    DocumentLabel,
    Kind,
    Label,
    Note,
    Progress,
    Relation,
    Scheme,
    Span,
    Status,
    quote,
    reading_order,
)

TEXT = "Zakir Hasanov met  Aliyev\nin Baku."

SCHEME = Scheme(
    (
        Label(1, "PERSON", key="1"),
        Label(2, "ORG", key="2", position=1),
        Label(3, "WORD", position=2, snaps_to_words=True),
        Label(4, "ALONE", position=3, may_overlap=False),
        Label(5, "knows", Kind.RELATION, position=4),
        Label(6, "PERSON", Kind.DOCUMENT, position=5),
    )
)


def opened(*spans, **layers):
    return AnnotatedDocument(Document(7, TEXT), tuple(sorted(spans, key=reading_order)), **layers)


def at_work(*spans, **layers):
    return opened(*spans, progress=(Progress(9, 7, "Ayla", Status.IN_PROGRESS),), **layers)


def span(id_, start, end, label="PERSON", annotator="Ayla", **fields):
    return Span(id_, 7, label, annotator, start, end, **fields)


class TestNesting:
    SCHEME = Scheme(
        (
            Label(1, "ORG", may_overlap=False),
            Label(2, "FIRM", parent="ORG", may_overlap=False),
            Label(3, "PLACE", nests_in=("ORG",)),
            Label(4, "TOWN", parent="PLACE"),
            Label(5, "DATE"),
        )
    )
    DOCUMENT = at_work(span(1, 0, 13, "FIRM"))

    @pytest.mark.parametrize("label", ["PLACE", "TOWN"])
    def test_one_may_lie_inside_another_and_what_is_below_it(self, label):
        assert label_span(self.DOCUMENT, self.SCHEME, 6, 13, label, "Ayla")

    @pytest.mark.parametrize(("start", "end", "label"), [(6, 13, "DATE"), (6, 17, "PLACE"), (0, 17, "TOWN")])
    def test_no_other_may_and_none_may_reach_out(self, start, end, label):
        with pytest.raises(EditError, match="no other span may overlap it"):
            label_span(self.DOCUMENT, self.SCHEME, start, end, label, "Ayla")

    def test_another_may_be_put_around_it(self):
        inner = at_work(span(1, 6, 13, "TOWN"))
        assert label_span(inner, self.SCHEME, 0, 13, "FIRM", "Ayla")
        with pytest.raises(EditError, match="may not overlap"):
            label_span(inner, self.SCHEME, 8, 17, "FIRM", "Ayla")


class TestLabelling:
    def test_a_stretch_becomes_a_span_of_the_annotator(self):
        (edit,) = label_span(at_work(), SCHEME, 0, 13, "PERSON", "Ayla")
        made = edit.after
        assert edit.before is None
        assert (made.document, made.label, made.annotator, made.start, made.end) == (7, "PERSON", "Ayla", 0, 13)

    def test_blanks_are_trimmed(self):
        (edit,) = label_span(at_work(), SCHEME, 17, 26, "PERSON", "Ayla")
        assert quote(TEXT, edit.after) == "Aliyev"

    def test_a_label_that_snaps_takes_whole_words(self):
        (edit,) = label_span(at_work(), SCHEME, 8, 10, "WORD", "Ayla")
        assert quote(TEXT, edit.after) == "Hasanov"

    def test_a_label_that_does_not_snap_may_cut_a_word(self):
        (edit,) = label_span(at_work(), SCHEME, 8, 10, "PERSON", "Ayla")
        assert quote(TEXT, edit.after) == "sa"

    def test_a_character_of_several_code_points_is_never_cut(self):
        document = replace(at_work(), document=Document(7, "cafe\u0301 noir"))
        (edit,) = label_span(document, SCHEME, 0, 4, "PERSON", "Ayla")
        assert (edit.after.start, edit.after.end) == (0, 5)

    @pytest.mark.parametrize(("start", "end"), [(17, 19), (3, 3)])
    def test_blanks_alone_cannot_be_labelled(self, start, end):
        with pytest.raises(EditError, match="Select some text"):
            label_span(at_work(), SCHEME, start, end, "PERSON", "Ayla")

    @pytest.mark.parametrize(("start", "end"), [(-1, 3), (5, 2), (0, len(TEXT) + 1)])
    def test_a_place_outside_the_text_is_refused(self, start, end):
        with pytest.raises(EditError, match="not inside the text"):
            label_span(at_work(), SCHEME, start, end, "PERSON", "Ayla")

    @pytest.mark.parametrize("label", ["NONE", "knows"])
    def test_a_label_must_be_one_for_spans(self, label):
        with pytest.raises(EditError, match=f"no label {label} for spans"):
            label_span(at_work(), SCHEME, 0, 5, label, "Ayla")

    def test_the_same_span_twice_is_refused(self):
        with pytest.raises(EditError, match="“Zakir” already has the label PERSON"):
            label_span(at_work(span(1, 0, 5)), SCHEME, 0, 5, "PERSON", "Ayla")

    @pytest.mark.parametrize("other", [span(1, 0, 5, "ORG"), span(1, 0, 5, annotator="Björn"), span(1, 0, 13)])
    def test_another_label_annotator_or_extent_is_no_duplicate(self, other):
        assert label_span(at_work(other), SCHEME, 0, 5, "PERSON", "Ayla")

    def test_a_label_that_stands_alone_is_refused_over_another(self):
        with pytest.raises(EditError, match="ALONE may not overlap other spans, and PERSON “Zakir Hasanov” is there"):
            label_span(at_work(span(1, 0, 13)), SCHEME, 6, 17, "ALONE", "Ayla")

    def test_nothing_is_laid_over_a_label_that_stands_alone(self):
        with pytest.raises(EditError, match="ALONE “Hasanov” is there"):
            label_span(at_work(span(1, 6, 13, "ALONE")), SCHEME, 0, 13, "PERSON", "Ayla")

    def test_rules_hold_within_one_layer_and_touching_is_not_overlapping(self):
        document = at_work(span(1, 0, 13, annotator="Björn"), span(2, 0, 5))
        assert label_span(document, SCHEME, 6, 13, "ALONE", "Ayla")

    def test_the_first_edit_starts_the_work_in_the_same_action(self):
        _, begun = label_span(opened(), SCHEME, 0, 5, "PERSON", "Ayla")
        assert (begun.before, begun.after.status, begun.after.annotator) == (None, Status.IN_PROGRESS, "Ayla")

    def test_work_that_was_set_back_starts_again_and_done_work_stays_done(self):
        todo, done = Progress(9, 7, "Ayla"), Progress(9, 7, "Ayla", Status.DONE)
        _, begun = label_span(opened(progress=(todo,)), SCHEME, 0, 5, "PERSON", "Ayla")
        assert (begun.before, begun.after.status) == (todo, Status.IN_PROGRESS)
        assert len(label_span(opened(progress=(done,)), SCHEME, 0, 5, "PERSON", "Ayla")) == 1


class TestChangingSpans:
    def test_relabelling_keeps_everything_else(self):
        before = span(1, 0, 5, note="sure", attributes=(("a", 1),), rev=3)
        assert relabel_span(at_work(before), SCHEME, before, "ORG") == [Edit(before, replace(before, label="ORG"))]

    def test_relabelling_obeys_the_rules(self):
        first, second = span(1, 0, 5), span(2, 0, 5, "ORG")
        with pytest.raises(EditError, match="already has"):
            relabel_span(at_work(first, second), SCHEME, second, "PERSON")
        with pytest.raises(EditError, match="may not overlap"):
            relabel_span(at_work(first, second), SCHEME, second, "ALONE")

    def test_a_span_that_stands_alone_may_be_resized_over_itself(self):
        alone = span(1, 0, 5, "ALONE")
        (edit,) = resize_span(at_work(alone), SCHEME, alone, 0, 13)
        assert edit == Edit(alone, replace(alone, end=13))

    def test_resizing_obeys_the_rules(self):
        first, second = span(1, 0, 13), span(2, 0, 5)
        with pytest.raises(EditError, match="already has"):
            resize_span(at_work(first, second), SCHEME, second, 0, 13)

    def test_a_span_in_pieces_is_not_resized(self):
        pieces = span(1, 0, 13, pieces=((0, 5), (10, 13)))
        with pytest.raises(EditError, match="in pieces"):
            resize_span(at_work(pieces), SCHEME, pieces, 0, 6)

    def test_removing_a_span_removes_its_relations_first(self):
        first, second, third = span(1, 0, 5), span(2, 6, 13), span(3, 19, 25)
        to, fro = Relation(11, 7, "knows", "Ayla", 1, 2), Relation(12, 7, "knows", "Ayla", 2, 1)
        other = Relation(13, 7, "knows", "Ayla", 2, 3)
        document = at_work(first, second, third, relations=(to, fro, other))
        assert remove_span(document, first) == [Edit(to, None), Edit(fro, None), Edit(first, None)]

    def test_every_edit_of_a_span_starts_the_work(self):
        before = span(1, 0, 5)
        document = opened(before)
        for made in (
            relabel_span(document, SCHEME, before, "ORG"),
            resize_span(document, SCHEME, before, 0, 13),
            remove_span(document, before),
        ):
            assert made[-1].after.status == Status.IN_PROGRESS
            assert made[0].before == before


class TestPieces:
    def test_a_stretch_elsewhere_becomes_a_piece(self):
        before = span(1, 0, 5)
        (edit,) = add_piece(at_work(before), SCHEME, before, 18, 26)
        assert edit == Edit(before, replace(before, end=25, pieces=((0, 5), (19, 25))))

    def test_a_label_that_snaps_takes_whole_words_as_pieces(self):
        before = span(1, 0, 5, "WORD")
        (edit,) = add_piece(at_work(before), SCHEME, before, 20, 22)
        assert edit.after.pieces == ((0, 5), (19, 25))

    def test_what_is_covered_already_is_refused(self):
        before = span(1, 0, 25, pieces=((0, 13), (19, 25)))
        with pytest.raises(EditError, match=r"“Hasanov” is in PERSON “Zakir Hasanov … Aliyev” already"):
            add_piece(at_work(before), SCHEME, before, 6, 13)

    def test_a_piece_is_cut_and_the_last_makes_an_ordinary_span(self):
        before = span(1, 0, 25, pieces=((0, 13), (19, 25)))
        (edit,) = cut_piece(at_work(before), SCHEME, before, 6, 13)
        assert edit.after == replace(before, pieces=((0, 5), (19, 25)))
        (edit,) = cut_piece(at_work(before), SCHEME, before, 0, 13)
        assert edit.after == replace(before, start=19, pieces=())

    def test_a_cut_that_leaves_nothing_or_takes_nothing_is_refused(self):
        before = span(1, 0, 13)
        with pytest.raises(EditError, match="Press Delete"):
            cut_piece(at_work(before), SCHEME, before, 0, 13)
        with pytest.raises(EditError, match="“Aliyev” is no part of PERSON “Zakir Hasanov”"):
            cut_piece(at_work(before), SCHEME, before, 19, 25)

    @pytest.mark.parametrize("change", [add_piece, cut_piece])
    def test_rules_hold_for_pieces(self, change):
        before, there = span(1, 0, 13), span(2, 19, 25)
        same = span(3, 0, 25, pieces=((0, 13), (19, 25))) if change is add_piece else span(3, 0, 5)
        place = (19, 25) if change is add_piece else (6, 13)
        with pytest.raises(EditError, match="already has the label PERSON"):
            change(at_work(before, same), SCHEME, before, *place)
        with pytest.raises(EditError, match="may not overlap"):
            add_piece(at_work(span(1, 0, 13, "ALONE"), there), SCHEME, span(1, 0, 13, "ALONE"), 19, 25)

    def test_what_lies_between_pieces_does_not_overlap(self):
        around = span(1, 0, 25, "ALONE", pieces=((0, 13), (19, 25)))
        assert label_span(at_work(around), SCHEME, 14, 17, "PERSON", "Ayla")
        assert label_span(at_work(span(1, 14, 17, "ALONE")), SCHEME, 0, 5, "PERSON", "Ayla")
        with pytest.raises(EditError, match="no other span may overlap"):
            label_span(at_work(around), SCHEME, 14, 20, "PERSON", "Ayla")

    def test_one_more_label_stands_just_where_the_first_does(self):
        odd = span(1, 3, 25, pieces=((3, 6), (17, 25)), note="of the first", attributes=(("a", 1),))
        (edit,) = label_again(at_work(odd), SCHEME, odd, "WORD", "Ayla")
        made = edit.after
        assert (made.start, made.end, made.pieces, made.label) == (3, 25, odd.pieces, "WORD")
        assert (made.note, made.attributes) == ("", ())
        assert made.id != odd.id
        with pytest.raises(EditError, match="already has"):
            label_again(at_work(odd), SCHEME, odd, "PERSON", "Ayla")
        with pytest.raises(EditError, match="may not overlap"):
            label_again(at_work(odd), SCHEME, odd, "ALONE", "Ayla")

    def test_each_starts_the_work(self):
        before = span(1, 0, 13)
        for made in (
            add_piece(opened(before), SCHEME, before, 19, 25),
            cut_piece(opened(before), SCHEME, before, 0, 5),
            label_again(opened(before), SCHEME, before, "ORG", "Ayla"),
        ):
            assert made[-1].after.status == Status.IN_PROGRESS


class TestDocuments:
    def test_a_status_is_set_once(self):
        (edit,) = set_status(opened(), "Ayla", Status.DONE)
        assert edit.after.status == Status.DONE
        done = opened(progress=(edit.after,))
        assert set_status(done, "Ayla", Status.DONE) == []
        assert set_status(done, "Björn", Status.TODO) == []

    def test_a_status_keeps_flag_and_note(self):
        before = Progress(9, 7, "Ayla", Status.IN_PROGRESS, flagged=True, note="ask")
        assert set_status(opened(progress=(before,)), "Ayla", Status.DONE) == [
            Edit(before, replace(before, status=Status.DONE))
        ]

    def test_progress_is_one_annotators(self):
        mine, yours = Progress(1, 7, "Ayla"), Progress(2, 7, "Björn")
        assert progress_of(opened(progress=(mine, yours)), "Björn") is yours
        assert progress_of(opened(), "Ayla") is None

    def test_only_what_is_named_changes(self):
        document = Document(7, TEXT, "Old", author="Vugar", metadata={"a": 1})
        assert change_document(document, title="New") == [Edit(document, replace(document, title="New"))]
        assert change_document(document, title="Old", author="Vugar") == []
        assert change_document(document, author="")[0].after.author == ""


class TestLabels:
    def test_a_label_goes_to_the_end_with_its_name_trimmed(self):
        (edit,) = add_label(SCHEME, "  PLACE ", color="#112233")
        assert (edit.after.name, edit.after.position, edit.after.kind) == ("PLACE", 6, Kind.SPAN)
        assert add_label(Scheme(), "A", color="#112233")[0].after.position == 0

    @pytest.mark.parametrize("name", ["", " \t"])
    def test_a_label_needs_a_name(self, name):
        with pytest.raises(EditError, match="needs a name"):
            add_label(SCHEME, name, color="#112233")
        with pytest.raises(EditError, match="needs a name"):
            change_label(SCHEME, SCHEME.labels[0], replace(SCHEME.labels[0], name=name))

    def test_names_and_keys_are_unique_within_a_kind(self):
        with pytest.raises(EditError, match="a label PERSON already"):
            add_label(SCHEME, "PERSON", color="#112233")
        with pytest.raises(EditError, match="The key 2 belongs to the label ORG"):
            add_label(SCHEME, "PLACE", color="#112233", key="2")
        assert add_label(SCHEME, "ORG", kind=Kind.DOCUMENT, color="#112233", key="2")

    def test_a_changed_label_may_keep_its_own_name_and_key(self):
        person = SCHEME.labels[0]
        assert change_label(SCHEME, person, person) == []
        assert change_label(SCHEME, person, replace(person, color="#000000"))
        with pytest.raises(EditError, match="a label ORG already"):
            change_label(SCHEME, person, replace(person, name="ORG"))

    def test_names_that_differ_in_case_only_are_taken_unless_an_import_brought_both(self):
        with pytest.raises(EditError, match="a label PERSON already"):
            add_label(SCHEME, "Person", color="#112233")
        person = SCHEME.labels[0]
        assert change_label(SCHEME, person, replace(person, name="Person"))
        both = Scheme((person, replace(person, id=20, name="Person", key="")))
        assert change_label(both, person, replace(person, color="#000000"))

    @pytest.mark.parametrize("name", ["A\nB", "A\tB", "A\u2028B", "A\ud800B", "A\u202eB", "A\u2066B\u2069"])
    def test_a_name_is_one_line(self, name):
        with pytest.raises(EditError, match="one line"):
            add_label(SCHEME, name, color="#112233")

    def test_a_name_is_not_longer_than_a_chip(self):
        assert add_label(SCHEME, "x" * 80, color="#112233")
        with pytest.raises(EditError, match="at most 80 characters; this one has 81"):
            add_label(SCHEME, "x" * 81, color="#112233")

    def test_a_removed_label_leaves_those_below_it_alone(self):
        person, child = SCHEME.labels[0], Label(8, "CHILD", parent="PERSON")
        assert remove_label(Scheme((*SCHEME.labels, child)), person) == [
            Edit(child, replace(child, parent="")),
            Edit(person, None),
        ]

    @pytest.mark.parametrize("positions", [(0, 1, 2), (3, 3, 3), (0, 1, 1), (-5, 8, 9)])
    def test_a_label_moves_by_one_place(self, positions):
        labels = tuple(Label(n, name, position=at) for n, (name, at) in enumerate(zip("ABC", positions, strict=True)))
        for name, by, order in (("A", 1, "BAC"), ("C", -1, "ACB"), ("B", 1, "ACB"), ("A", -1, "ABC"), ("C", 1, "ABC")):
            scheme = Scheme(labels)
            moved = {edit.before.id: edit.after for edit in move_label(scheme, scheme.find(name), by)}
            after = sorted((moved.get(one.id, one) for one in labels), key=lambda one: (one.position, one.id))
            assert "".join(one.name for one in after) == order

    def test_labels_below_follow_a_new_name(self):
        person = SCHEME.labels[0]
        child, same_name = Label(8, "CHILD", parent="PERSON"), Label(9, "X", Kind.DOCUMENT, parent="PERSON")
        changed = replace(person, name="HUMAN")
        assert change_label(Scheme((*SCHEME.labels, child, same_name)), person, changed) == [
            Edit(person, changed),
            Edit(child, replace(child, parent="HUMAN")),
        ]

    def test_a_label_stays_of_its_kind(self):
        with pytest.raises(EditError, match="Add a new label"):
            change_label(SCHEME, SCHEME.labels[0], replace(SCHEME.labels[0], kind=Kind.RELATION))


def test_the_title_of_a_span_is_on_one_line_and_short():
    document = replace(opened(), document=Document(7, "one\n two   three " + "word " * 20))
    assert title_of(document, span(1, 0, 16)) == "one two three"
    long = title_of(document, span(1, 0, 100))
    assert len(long) <= 40
    assert long.endswith("…")


def test_an_edit_and_its_inverse_take_each_other_back():
    edit = Edit(None, span(1, 0, 5))
    assert edit.inverse() == Edit(span(1, 0, 5), None)
    assert edit.inverse().inverse() == edit


class TestUpdating:
    def test_every_kind_of_annotation_is_added_changed_and_removed(self):
        values = {
            "spans": (span(1, 0, 5), span(1, 6, 13)),
            "relations": (Relation(2, 7, "knows", "Ayla", 1, 3), Relation(2, 7, "knows", "Ayla", 3, 1)),
            "document_labels": (DocumentLabel(3, 7, "News", "Ayla"), DocumentLabel(3, 7, "Sport", "Ayla")),
            "notes": (Note(4, 7, "Ayla", "a"), Note(4, 7, "Ayla", "b")),
            "progress": (Progress(5, 7, "Ayla"), Progress(5, 7, "Ayla", Status.DONE)),
        }
        for layer, (one, other) in values.items():
            document = updated(opened(), [Edit(None, one)])
            assert getattr(document, layer) == (one,)
            document = updated(document, [Edit(one, other)])
            assert getattr(document, layer) == (other,)
            assert updated(document, [Edit(other, None)]) == opened()

    def test_a_new_title_keeps_the_text(self):
        without_text = Document(7, "", "New")
        assert updated(opened(), [Edit(Document(7, ""), without_text)]).document == Document(7, TEXT, "New")

    def test_what_belongs_elsewhere_changes_nothing(self):
        other = replace(span(1, 0, 5), document=8)
        edits = [Edit(None, other), Edit(None, Label(1, "X")), Edit(None, Document(8, "x"))]
        assert updated(opened(), edits) == opened()

    @given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 20), st.integers(0, 12)), max_size=40))
    def test_spans_stay_in_reading_order(self, steps):
        document, there = opened(), {}
        for id_, start, length in steps:
            before = there.pop(id_, None)
            after = None if before and length == 0 else span(id_, start, start + length)
            document = updated(document, [Edit(before, after)])
            if after:
                there[id_] = after
        assert document.spans == tuple(sorted(there.values(), key=reading_order))
