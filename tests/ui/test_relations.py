import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.edits import Edit
from annotator.ids import new_id
from annotator.model import Kind, Label, Relation, Span
from annotator.ui.palette import THEMES, label_colors
from tests.ui.conftest import ME
from tests.ui.keyboard import press

Key, Modifier = Qt.Key, Qt.KeyboardModifier
CTRL, ALT, SHIFT = Modifier.ControlModifier, Modifier.AltModifier, Modifier.ShiftModifier
LABELS = (
    Label(901, "meets", Kind.RELATION, color="#2f9a5a", sources=("PERSON",), targets=("PERSON",)),
    Label(902, "visits", Kind.RELATION, color="#d0552b", sources=("PERSON",), targets=("LOC",)),
    Label(903, "leaves", Kind.RELATION, color="#3b7fd1", sources=("PERSON",), targets=("LOC",)),
)
SAME = Label(904, "same", Kind.RELATION, color="#888888", sources=("PERSON",), targets=("PERSON",), symmetric=True)


def span_over(text, document, quoted, label):
    start = text.index(quoted)
    return Span(new_id(), document, label, ME, start, start + len(quoted))


@pytest.fixture
def spans(window, work):
    """The project has labels for relations; three spans are labelled: Zakir Hasanov, Hulusi Akar, Ankara."""
    document = work.document.document.id
    labels = {"Zakir Hasanov": "PERSON", "Hulusi Akar": "PERSON", "Ankara": "LOC"}
    found = {quoted: span_over(work.document.text, document, quoted, label) for quoted, label in labels.items()}
    work.project.apply("Labels", [Edit(None, one) for one in (*LABELS, *found.values())], ME)
    return found


def relations(work):
    text = work.document.text
    quoted = {span.id: text[span.start : span.end] for span in work.document.spans}
    return [(one.label, quoted[one.source], quoted[one.target]) for one in work.document.relations]


def choose(view, spans, quoted):
    view.select_span(view.span_by_id(spans[quoted].id))


def meet(view, spans):
    """Let Zakir Hasanov meet Hulusi Akar, by keys."""
    choose(view, spans, "Zakir Hasanov")
    press(Key.Key_R, CTRL)
    press(Key.Key_Return)


def chip(view, span):
    return view.chip_rectangle(span).center()


def test_a_relation_is_made_by_keys_and_undone(window, view, work, spans):
    meet(view, spans)
    assert relations(work) == [("meets", "Zakir Hasanov", "Hulusi Akar")]
    assert view.selected_relation().label == "meets"
    assert work.document.progress[0].annotator == ME
    press(Key.Key_Z, CTRL)
    assert relations(work) == []
    assert view.selected_relation() is None


def test_of_several_labels_one_is_chosen_by_its_digit(window, view, work, spans, application):
    choose(view, spans, "Zakir Hasanov")
    press(Key.Key_R, CTRL)
    press(Key.Key_Right)
    press(Key.Key_Return)
    menu = application.session.annotating.relations._menu
    assert menu.accessibleName()
    QTest.keyClick(menu, Key.Key_2)
    assert relations(work) == [("leaves", "Zakir Hasanov", "Ankara")]


def test_while_a_target_is_chosen_letters_and_digits_do_nothing_else(window, view, work, spans):
    choose(view, spans, "Zakir Hasanov")
    press(Key.Key_R, CTRL)
    assert view.aim.id == spans["Hulusi Akar"].id
    press(Key.Key_1)
    press(Key.Key_A)
    assert view.aim.id == spans["Ankara"].id
    press(Key.Key_Tab)
    assert view.aim.id == spans["Hulusi Akar"].id
    press(Key.Key_End)
    assert view.aim.id == spans["Ankara"].id
    press(Key.Key_Escape)
    assert (view.aim, view.pull) == (None, None)
    assert len(work.document.spans) == 3
    assert relations(work) == []
    assert view.selected_span().id == spans["Zakir Hasanov"].id


def test_the_target_can_be_clicked(window, view, work, spans):
    choose(view, spans, "Zakir Hasanov")
    press(Key.Key_R, CTRL)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=chip(view, spans["Hulusi Akar"]))
    assert relations(work) == [("meets", "Zakir Hasanov", "Hulusi Akar")]


def test_a_change_of_spans_ends_the_choice(window, view, work, spans):
    choose(view, spans, "Zakir Hasanov")
    press(Key.Key_R, CTRL)
    press(Key.Key_Z, CTRL)
    assert view.aim is None
    press(Key.Key_Return)
    assert relations(work) == []


def test_the_status_line_says_what_can_be_done_with_a_span(window, view, work, spans):
    choose(view, spans, "Zakir Hasanov")
    assert window.status.hint.text().endswith("Ctrl+R to relate it")


def test_a_click_beside_all_spans_chooses_none(window, view, work, spans):
    choose(view, spans, "Zakir Hasanov")
    press(Key.Key_R, CTRL)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(5, view.viewport().height() - 5))
    assert (view.aim, relations(work)) == (None, [])


def drag(view, start, end):
    button = Qt.MouseButton.LeftButton
    QTest.mousePress(view.viewport(), button, pos=start)
    QTest.mouseMove(view.viewport(), start + QPoint(12, 6))
    QTest.mouseMove(view.viewport(), end)
    QApplication.processEvents()
    assert view.pull is not None
    QTest.mouseRelease(view.viewport(), button, pos=end)
    QApplication.processEvents()


def test_a_relation_is_drawn_from_chip_to_chip(window, view, work, spans):
    drag(view, chip(view, spans["Hulusi Akar"]), chip(view, spans["Zakir Hasanov"]))
    assert relations(work) == [("meets", "Hulusi Akar", "Zakir Hasanov")]
    assert view.pull is None


def test_a_line_that_ends_on_no_span_makes_nothing(window, view, work, spans):
    drag(view, chip(view, spans["Hulusi Akar"]), QPoint(8, view.viewport().height() - 8))
    assert relations(work) == []
    assert view.pull is None


def test_what_the_scheme_does_not_allow_is_refused_in_a_sentence(window, view, work, spans):
    drag(view, chip(view, spans["Ankara"]), chip(view, spans["Zakir Hasanov"]))
    assert window.status.hint.text() == "No relation may lead from LOC to PERSON: the scheme says what they may join."
    assert relations(work) == []


def test_without_labels_for_relations_it_is_said_where_they_come_from(window, view, work):
    view.select(4, 12)
    press(Key.Key_1)
    press(Key.Key_R, CTRL)
    assert window.status.hint.text().startswith("This project has no labels for relations yet. ")


def test_without_a_span_nothing_can_be_related(window, view, work, spans):
    press(Key.Key_R, CTRL)
    assert window.status.hint.text().startswith("No span is selected.")


def test_it_is_turned_relabelled_and_removed(window, view, work, spans, application):
    meet(view, spans)
    press(Key.Key_T, CTRL | SHIFT)
    assert relations(work) == [("meets", "Hulusi Akar", "Zakir Hasanov")]
    work.project.apply("Labels", [Edit(None, Label(905, "greets", Kind.RELATION, color="#123456"))], ME)
    press(Key.Key_L, CTRL | SHIFT)
    assert relations(work) == [("greets", "Hulusi Akar", "Zakir Hasanov")]
    assert view.selected_relation().label == "greets"
    press(Key.Key_Delete)
    assert relations(work) == []
    assert len(work.document.spans) == 3
    for _ in range(4):
        press(Key.Key_Z, CTRL)
    assert relations(work) == [("meets", "Zakir Hasanov", "Hulusi Akar")]


def test_a_span_takes_its_relations_with_it_and_brings_them_back(window, view, work, spans):
    meet(view, spans)
    choose(view, spans, "Hulusi Akar")
    assert view.selected_relation() is not None
    view.select_relation(None)
    press(Key.Key_Delete)
    assert relations(work) == []
    press(Key.Key_Z, CTRL)
    assert len(view.relations_of(spans["Zakir Hasanov"].id)) == 1


def test_the_list_shows_the_relations_of_the_selected_span_and_goes_along_them(window, view, work, spans):
    meet(view, spans)
    made = window.relations
    assert made.isVisible()
    assert made.rows.item(0).text() == "→ meets  Hulusi Akar"
    made.take_focus()
    press(Key.Key_Return)
    assert view.selected_span().id == spans["Hulusi Akar"].id
    assert made.rows.item(0).text() == "← meets  Zakir Hasanov"
    press(Key.Key_Delete)
    assert relations(work) == []
    assert not made.isVisible()
    assert view.hasFocus()


def test_the_list_is_made_with_the_first_relation_in_the_colours_of_the_window(window, view, work, spans):
    choose(view, spans, "Ankara")
    window.set_theme(THEMES["dark"])
    assert not window.has_relations()
    meet(view, spans)
    assert window.has_relations()
    swatch = window.relations.rows.item(0).data(Qt.ItemDataRole.DecorationRole).toImage()
    assert swatch.pixelColor(0, 0) == label_colors(LABELS[0].color, THEMES["dark"]).bar


def test_the_relations_of_a_span_are_stepped_through(window, view, work, spans):
    meet(view, spans)
    first = view.selected_relation()
    document = work.document.document.id
    other = Relation(new_id(), document, "visits", ME, spans["Zakir Hasanov"].id, spans["Ankara"].id)
    work.project.apply("Visit", [Edit(None, other)], ME)
    press(Key.Key_R, ALT)
    assert view.selected_relation().id == other.id
    assert window.relations.rows.currentRow() == 1
    press(Key.Key_R, ALT)
    assert view.selected_relation().id == first.id
    press(Key.Key_R, ALT | SHIFT)
    assert view.selected_span().id == spans["Hulusi Akar"].id
    assert view.selected_relation().id == first.id


def test_undo_shows_where_the_relation_was(window, view, work, spans):
    meet(view, spans)
    choose(view, spans, "Ankara")
    press(Key.Key_Z, CTRL)
    assert view.selected_span().id == spans["Zakir Hasanov"].id
    choose(view, spans, "Ankara")
    press(Key.Key_Z, CTRL | SHIFT)
    assert view.selected_span().id == spans["Zakir Hasanov"].id


def test_the_list_has_a_menu_for_the_relation_under_the_pointer(window, view, work, spans):
    meet(view, spans)
    view.select_relation(None)
    rows = window.relations.rows
    place = rows.visualItemRect(rows.item(0)).center()
    QTest.mousePress(rows.viewport(), Qt.MouseButton.RightButton, pos=place)
    QTest.mouseRelease(rows.viewport(), Qt.MouseButton.RightButton, pos=place)
    assert view.selected_relation().label == "meets"
    window.context_menus["relations"].open(place)
    menu = window.context_menus["relations"].menu
    turn = next(action for action in menu.actions() if action.objectName() == "turn_relation")
    turn.trigger()
    menu.close()
    assert relations(work) == [("meets", "Hulusi Akar", "Zakir Hasanov")]


def test_relations_of_others_are_not_shown(window, view, work, spans):
    document = work.document.document.id
    work.project.ensure_annotator("bob")
    theirs = [Span(new_id(), document, "PERSON", "bob", start, start + 3) for start in (0, 4)]
    made = Relation(new_id(), document, "meets", "bob", theirs[0].id, theirs[1].id)
    work.project.apply("Theirs", [Edit(None, one) for one in (*theirs, made)], "bob")
    assert view.relations_of(theirs[0].id) == ()
    assert len(work.document.relations) == 1


def test_a_project_that_can_only_be_read_refuses(window, view, work, spans, monkeypatch):
    choose(view, spans, "Zakir Hasanov")
    monkeypatch.setattr(type(work.project), "read_only", property(lambda _project: True))
    press(Key.Key_R, CTRL)
    assert view.aim is None
    assert "can only be read" in window.status.hint.text()
    drag(view, chip(view, spans["Zakir Hasanov"]), chip(view, spans["Hulusi Akar"]))
    assert "can only be read" in window.status.hint.text()
    assert relations(work) == []


def test_a_relation_that_leaves_the_screen_is_named_at_the_edge_and_leads_there(window, view, work, spans):
    text = "Alpha stayed.\n" + "Nothing is here.\n" * 200 + "Omega went."
    first, last = Span(1, 7, "PERSON", ME, 0, 5), Span(2, 7, "PERSON", ME, text.index("Omega"), text.index("Omega") + 5)
    view.show_document(text, [first, last])
    view.show_relations([Relation(3, 7, "meets", ME, 1, 2)])
    view.select_span(first)
    view.grab()
    (plate,) = view.wiring(1).plates
    assert plate.text == "↓ meets “Omega”"
    place = plate.area.center().toPoint() + QPoint(view.column()[0], 0)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert view.selected_span().id == 2
    assert view.selected_relation().id == 3
    assert view.chip_rectangle(last) is not None


# --- chains


@pytest.fixture
def mentions(window, view, work, spans):
    """Five people in a row, of which the first and the fourth have one name; the scheme can join them."""
    text, document = work.document.text, work.document.document.id
    starts = [text.index(quoted) for quoted in ("They", "spoke", "of")]
    more = [Span(new_id(), document, "PERSON", ME, start, start + 2) for start in starts]
    work.project.apply("Mentions", [Edit(None, one) for one in (SAME, *more)], ME)
    return more


def numbers(view):
    return {span.start: number for span in view.spans() if (number := view._page.relations.numbers.get(span.id))}


def test_a_mention_is_joined_to_the_one_before_and_numbered_on_its_chip(window, view, work, spans, mentions):
    before = view.chip_rectangle(mentions[1]).width()
    view.select_span(mentions[1])
    press(Key.Key_M, CTRL)
    assert numbers(view) == {mentions[0].start: 1, mentions[1].start: 1}
    assert view.chip_rectangle(mentions[1]).width() > before
    view.select_span(view.span_by_id(mentions[2].id))
    press(Key.Key_M, CTRL)
    assert sorted(numbers(view).values()) == [1, 1, 1]
    press(Key.Key_M, CTRL)
    assert window.status.hint.text() == "It is joined to “sp” before it already."
    press(Key.Key_Z, CTRL)
    press(Key.Key_Z, CTRL)
    assert numbers(view) == {}
    assert view.chip_rectangle(mentions[1]).width() == before


def test_one_goes_round_the_mentions_of_a_chain(window, view, work, spans, mentions):
    for span in mentions[1:]:
        view.select_span(span)
        press(Key.Key_M, CTRL)
    found = []
    for _ in mentions:
        press(Key.Key_M, ALT)
        found.append(view.selected_span().id)
    assert found == [span.id for span in mentions]
    press(Key.Key_M, ALT | SHIFT)
    assert view.selected_span().id == mentions[1].id


def test_who_leaves_a_chain_leaves_the_others_together(window, view, work, spans, mentions):
    for span in mentions[1:]:
        view.select_span(span)
        press(Key.Key_M, CTRL)
    view.select_span(view.span_by_id(mentions[1].id))
    press(Key.Key_M, CTRL | SHIFT)
    assert numbers(view) == {mentions[0].start: 1, mentions[2].start: 1}
    press(Key.Key_M, CTRL | SHIFT)
    assert window.status.hint.text() == "This span is in no chain."


def test_outside_of_a_chain_it_is_said_how_to_make_one(window, view, work, spans, mentions):
    view.select_span(mentions[0])
    press(Key.Key_M, ALT)
    assert window.status.hint.text().startswith("This span is in no chain. “Join to the mention before”")
