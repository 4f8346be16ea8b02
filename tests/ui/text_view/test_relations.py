"""Relations and chains in the view: where they run, what of them is named, what a change of them costs."""

import pytest
from PySide6.QtCore import QPointF

from annotator.model import Kind, Label, Relation, Span
from annotator.ui.text_view import TextView
from annotator.ui.text_view.relation_index import RelationIndex

MEETS = Label(21, "meets", Kind.RELATION, color="#2f9a5a")
SAME = Label(22, "same", Kind.RELATION, color="#888888", symmetric=True)
TEXT = "Zakir met Ilham in Baku.\nIlham left for Ankara."


def meets(id: int, source: int, target: int, label: str = "meets", note: str = "") -> Relation:
    return Relation(id, 1, label, "anna", source, target, note=note)


@pytest.fixture
def spans(view: TextView, show) -> list[Span]:
    view.set_relation_labels([MEETS, SAME])
    return show(TEXT, "Zakir", "Ilham", ("Baku", "LOC"), ("Ankara", "LOC"))


def test_an_index_knows_the_relations_of_a_span():
    index = RelationIndex()
    index.show([meets(1, 10, 11), meets(2, 11, 12)])
    assert [one.id for one in index.of(11)] == [1, 2]
    index.update([meets(1, 10, 11)], [meets(2, 12, 13), meets(3, 11, 11)])
    assert ([one.id for one in index.of(11)], index.joins(10), len(index)) == ([3], False, 2)
    index.update([meets(3, 11, 11)], ())
    assert not index.joins(11)


def test_wires_are_faint_but_those_of_the_selected_span_named_at_their_far_end(view, spans):
    view.show_relations([meets(1, 1, 2), meets(2, 3, 4)])
    wiring = view.wiring(None)
    assert {wire.relation.id for wire in wiring.faint} == {1, 2}
    assert wiring.plates == ()
    wiring = view.wiring(2)
    assert [wire.relation.id for wire in wiring.faint] == [2]
    assert [wire.relation.id for wire in wiring.full] == [1]
    (plate,) = wiring.plates
    far = view.chip_rectangle(spans[0])
    left = view.column()[0]
    assert plate.text == "meets"
    assert abs(plate.area.left() + left - far.right()) < 20
    assert view.plate_at(plate.area.center() + QPointF(left, 0)) == plate


def test_a_wire_leads_from_chip_to_chip(view, spans):
    view.show_relations([meets(1, 1, 4)])
    (wire,) = view.wiring(None).faint
    source, target = view.chip_rectangle(spans[0]), view.chip_rectangle(spans[3])
    left = view.column()[0]
    start, end = QPointF(*wire.curve[:2]), QPointF(*wire.curve[6:])
    assert source.left() <= start.x() + left <= source.right()
    assert start.y() >= source.bottom()
    assert target.left() <= end.x() + left <= target.right()
    assert end.y() < target.top()


def test_a_chain_has_no_wires_until_a_span_of_it_is_selected(view, spans):
    view.show_relations([meets(1, 1, 2, "same"), meets(2, 2, 3)])
    assert [wire.relation.id for wire in view.wiring(None).faint] == [2]
    assert [wire.relation.id for wire in view.wiring(1).full] == [1]
    first = view.wiring(1).full
    view.wiring(3)
    assert view.wiring(1).full == first


def test_wires_between_spans_off_the_screen_are_not_drawn(view, show):
    view.set_relation_labels([MEETS])
    far = "Nothing at all.\n" * 200
    show(f"Anna met Berta. {'And so on. ' * 300}Cora met Dora.\n{far}Edith left.", "Anna", "Berta", "Cora", "Edith")
    view.show_relations([meets(1, 1, 2), meets(2, 1, 3), meets(3, 3, 4)])
    assert {wire.relation.id for wire in view.wiring(None).faint} == {1, 2}


def test_those_with_hidden_spans_are_not_drawn(view, spans):
    view.show_relations([meets(1, 1, 2), meets(2, 1, 4)])
    view.hide_labels(frozenset({"LOC"}))
    assert [wire.relation.id for wire in view.wiring(None).faint] == [1]
    assert [plate.relation.id for plate in view.wiring(1).plates] == [1]


def test_names_do_not_lie_on_each_other_or_on_chips(view, spans):
    view.show_relations([meets(number, 1, 2) for number in range(1, 9)])
    plates = view.wiring(1).plates
    assert len(plates) == 8
    for at, plate in enumerate(plates):
        assert not any(plate.area.intersects(other.area) for other in plates[at + 1 :])


def test_many_that_leave_the_screen_are_counted(view, show):
    names = [f"Person{number}x" for number in range(20)]
    text = "Alpha is here.\n" + "Nothing at all.\n" * 200 + " ".join(names)
    view.set_relation_labels([MEETS])
    show(text, "Alpha", *names)
    view.show_relations([meets(100 + number, 1, 2 + number) for number in range(20)])
    plates = view.wiring(1).plates
    assert [plate.text for plate in plates][-1] == "↓ +14"
    assert len(plates) == 7
    assert all(plate.goes_to for plate in plates)
    assert all(plate.area.bottom() <= view.viewport().height() for plate in plates)


def test_what_leaves_the_screen_begins_faintly_where_it_goes(view, show):
    text = "Alpha began.\n" + "Nothing at all happened.\n" * 200 + "Omega ended."
    view.set_relation_labels([MEETS])
    alpha, omega = show(text, "Alpha", "Omega")
    view.show_relations([meets(1, 1, 2)])
    (stub,) = view.wiring(None).faint
    assert stub.curve.y0 == view.chip_rectangle(alpha).bottom() + 1
    assert stub.curve.y3 > stub.curve.y0
    view.go_to(len(text))
    (stub,) = view.wiring(None).faint
    assert stub.curve.y3 > stub.curve.y0
    assert stub.curve.y3 < view.chip_rectangle(omega).top()
    view.select_span(omega)
    assert view.wiring(omega.id).faint == ()


def test_what_is_off_the_screen_in_a_long_paragraph_is_named_at_its_edge(view, show):
    text = "Alpha began. " + "Nothing at all happened. " * 300 + "Omega ended."
    view.set_relation_labels([MEETS])
    spans = show(text, "Alpha", "Omega")
    view.show_relations([meets(1, 1, 2)])
    assert [plate.text for plate in view.wiring(1).plates] == ["↓ meets “Omega”"]
    view.go_to(len(text))
    assert [plate.text for plate in view.wiring(spans[1].id).plates] == ["↑ ←meets “Alpha”"]
    assert view.wiring(spans[1].id).full == ()


def test_symmetric_ones_are_numbers_on_chips_and_no_wires(view, spans):
    before = view.chip_rectangle(spans[1]).width()
    view.show_relations([meets(1, 1, 2, "same")])
    view.show_chains({1: 1, 2: 1})
    assert view.wiring(None).faint == ()
    assert view.chip_rectangle(spans[1]).width() > before
    assert view.mentions(1) == {2}
    assert view.chain_words(spans[0]) == "Chain 1: 2 mentions"
    view.show_chains({})
    assert view.chip_rectangle(spans[1]).width() == before
    assert view.chain_words(spans[0]) == ""


def test_the_selected_relation_goes_with_its_span(view, spans, qtbot):
    view.show_relations([meets(1, 1, 2)])
    view.select_span(spans[0])
    view.select_relation(view.relations_of(1)[0])
    view.select_span(spans[1])
    assert view.selected_relation().id == 1
    with qtbot.waitSignal(view.relation_selected):
        view.select_span(spans[2])
    assert view.selected_relation() is None


def test_the_selected_relation_stays_so_in_its_new_form(view, spans):
    view.show_relations([meets(1, 1, 2)])
    view.select_span(spans[0])
    view.select_relation(view.relations_of(1)[0])
    view.update_relations([meets(1, 1, 2)], [meets(1, 1, 2, note="Sure?")])
    assert view.selected_relation().note == "Sure?"
    view.update_relations([meets(1, 1, 2)], ())
    assert view.selected_relation() is None


def test_while_nothing_changes_wires_are_not_worked_out_again(view, spans):
    view.show_relations([meets(1, 1, 2)])
    assert view.wiring(1) is view.wiring(1)
    first = view.wiring(1)
    view.update_relations((), [meets(2, 1, 3)])
    assert view.wiring(1) is not first


def test_the_wires_of_a_span_that_moves_down_follow_when_that_is_painted(view, spans, qtbot):
    view.show_relations([meets(1, 1, 4)])
    view.grab()
    before = view.wiring(None).faint[0].curve.y3
    view.update_spans((), [Span(9, 1, "PERSON", "anna", 0, 9)])
    assert view.wiring(None).faint[0].curve.y3 == before
    qtbot.waitUntil(lambda: view.wiring(None).faint[0].curve.y3 > before)


def test_another_text_has_no_relations(view, spans, show):
    view.show_relations([meets(1, 1, 2)])
    view.show_chains({1: 1, 2: 1})
    show(TEXT, "Zakir")
    assert view.relations_of(1) == ()
    assert view.mentions(1) == frozenset()


def test_tooltip_and_screen_reader_say_relations(view, spans):
    view.show_relations([meets(1, 1, 2, note="At last.")])
    view.select_span(spans[0])
    assert view.words_of(view.relations_of(1)[0]) == "meets\n“Zakir” → “Ilham”\nNote: At last."
    assert view.spoken_spans().endswith("; meets, “Zakir” → “Ilham”, Note: At last.")
    assert view.words_of(None) == ""
