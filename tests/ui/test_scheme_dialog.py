"""The scheme edited by real keys and clicks; each choice is one action."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication

from annotator import describing
from annotator.color import default_label_color
from annotator.model import Attribute, AttributeKind, Kind
from annotator.scheme_editing import Way
from annotator.ui.guideline import GuidelineView
from annotator.ui.remove_label_dialog import RemoveLabelDialog
from annotator.ui.scheme_dialog import SchemeDialog
from tests.ui.keyboard import press

Key, Modifier = Qt.Key, Qt.KeyboardModifier
LEFT = Qt.MouseButton.LeftButton
ALT, CTRL, SHIFT = Modifier.AltModifier, Modifier.ControlModifier, Modifier.ShiftModifier


@pytest.fixture
def workspace(application):
    return application.session.workspace


@pytest.fixture
def dialog(window):
    window.labels.show_current("ORG")
    press(Key.Key_E, CTRL | SHIFT)
    (dialog,) = window.findChildren(SchemeDialog)
    assert QTest.qWaitForWindowActive(dialog)
    yield dialog
    if window.findChildren(SchemeDialog):
        dialog.close()


def write(text):
    QTest.keyClicks(QApplication.focusWidget(), text)


def replace_text(field, text):
    field.setFocus()
    field.selectAll()
    write(text)


def shown(dialog):
    return [(item.text(0), item.parent().text(0) if item.parent() else "") for item in dialog.tree.items()]


def names(dialog):
    return [name for name, _ in shown(dialog)]


def last_action(workspace):
    return workspace.need_project().next_undo("anna").title


def find(workspace, name, kind=Kind.SPAN):
    return workspace.scheme.find(name, kind)


class TestTree:
    def test_it_opens_on_the_label_that_is_meant(self, dialog):
        assert names(dialog) == ["PERSON", "ORG", "LOC", "DATE", "EVENT"]
        assert dialog.page.name.text() == "ORG"
        assert dialog.tree.hasFocus()

    def test_alt_and_arrows_move_labels(self, dialog, workspace):
        press(Key.Key_Up, ALT)
        assert names(dialog)[:2] == ["ORG", "PERSON"]
        assert last_action(workspace) == "Move label ORG"
        press(Key.Key_Down)
        press(Key.Key_Right, ALT)
        assert shown(dialog)[1] == ("PERSON", "ORG")
        assert find(workspace, "PERSON").parent == "ORG"
        assert dialog.tree.label().name == "PERSON"
        press(Key.Key_Left, ALT)
        assert find(workspace, "PERSON").parent == ""
        press(Key.Key_Z, CTRL)
        assert find(workspace, "PERSON").parent == "ORG"
        press(Key.Key_Z, CTRL | SHIFT)
        assert find(workspace, "PERSON").parent == ""

    def drop(self, dialog, name, on, place):
        items = dict(zip(names(dialog), dialog.tree.items(), strict=True))
        label = items[name].data(0, Qt.ItemDataRole.UserRole)
        found = dialog.tree.place_of_drop(label, items.get(on), place)
        if found is not None:
            dialog.tree.dropped.emit(label, *found)

    def test_a_drop_says_where(self, dialog, workspace):
        place = QAbstractItemView.DropIndicatorPosition
        self.drop(dialog, "EVENT", "ORG", place.OnItem)
        assert shown(dialog)[2] == ("EVENT", "ORG")
        self.drop(dialog, "DATE", "PERSON", place.AboveItem)
        assert names(dialog)[0] == "DATE"
        self.drop(dialog, "DATE", "PERSON", place.BelowItem)
        assert names(dialog)[:2] == ["PERSON", "DATE"]
        self.drop(dialog, "PERSON", None, place.OnViewport)
        assert names(dialog)[-1] == "PERSON"

    def test_what_is_dropped_is_moved_after_the_drop(self, qtbot, dialog, workspace):
        tree = dialog.tree
        below = QPointF(5, tree.viewport().height() - 5)
        event = QDropEvent(
            below,
            Qt.DropAction.MoveAction,
            tree.mimeData(tree.selectedItems()),
            Qt.MouseButton.LeftButton,
            Modifier.NoModifier,
        )
        with qtbot.waitSignal(tree.dropped):
            tree.dropEvent(event)
            assert names(dialog)[1] == "ORG"
        assert event.dropAction() == Qt.DropAction.IgnoreAction
        assert names(dialog)[-1] == "ORG"

    def test_a_label_cannot_stand_below_itself(self, dialog, workspace):
        dialog.tree.dropped.emit(find(workspace, "ORG"), "ORG", None)
        assert dialog.said.text() == "ORG cannot stand below itself."
        self.drop(dialog, "ORG", "ORG", QAbstractItemView.DropIndicatorPosition.OnItem)
        assert find(workspace, "ORG").parent == ""

    def test_search_hides_the_others_but_those_above(self, dialog, workspace):
        dialog.tree.moved.emit(find(workspace, "LOC"), Way.IN)
        press(Key.Key_F, CTRL)
        write("lo")
        assert [item.text(0) for item in dialog.tree.items() if not item.isHidden()] == ["ORG", "LOC"]
        press(Key.Key_Return)
        assert dialog.tree.hasFocus()
        assert dialog.tree.label().name == "LOC"
        press(Key.Key_F2)
        assert dialog.page.name.hasFocus()
        assert dialog.page.name.selectedText() == "LOC"

    def test_a_new_label_is_named_at_once(self, dialog, workspace):
        QTest.mouseClick(dialog.add_below, LEFT)
        assert dialog.page.name.hasFocus()
        write("MINISTRY")
        press(Key.Key_Return)
        label = find(workspace, "MINISTRY")
        assert (label.parent, label.key, label.color) == ("ORG", "6", default_label_color(5))
        assert shown(dialog)[2] == ("MINISTRY", "ORG")

    def test_delete_removes_and_merge_asks(self, dialog, workspace, window):
        press(Key.Key_Delete)
        assert find(workspace, "ORG") is None
        QTest.mouseClick(dialog.merge, LEFT)
        (ask,) = dialog.findChildren(RemoveLabelDialog)
        assert QTest.qWaitForWindowExposed(ask)
        press(Key.Key_Return)
        assert ask.isVisible()  # Nothing is proposed: very many spans would go wherever.
        press(Key.Key_L)
        assert ask.choice.currentText() == "LOC"
        press(Key.Key_Return)
        assert len(names(dialog)) == 3
        assert last_action(workspace).startswith("Merge label")


class TestLabel:
    def test_name_and_key_are_refused_where_they_are_taken(self, dialog, workspace):
        replace_text(dialog.page.name, "person")
        press(Key.Key_Return)
        assert dialog.said.text() == "There is a label PERSON already, which person is too like. Choose another name."
        assert dialog.page.name.text() == "ORG"
        dialog.page.key.setFocus()
        press(Key.Key_1)
        assert "belongs to the label PERSON" in dialog.said.text()
        assert dialog.page.key.key == "2"
        press(Key.Key_Backspace)
        assert find(workspace, "ORG").key == ""

    def test_what_was_typed_holds_also_when_the_dialog_is_closed(self, dialog, workspace):
        replace_text(dialog.page.name, "BODY")
        dialog.close()
        assert find(workspace, "BODY") is not None

    def test_rules_of_spans(self, dialog, workspace):
        page = dialog.page
        for box in (page.snaps, page.overlaps):
            box.setFocus()
            press(Key.Key_Space)
        page.nests.setFocus()
        page.nests.setCurrentRow(2)
        press(Key.Key_Space)
        label = find(workspace, "ORG")
        assert (label.snaps_to_words, label.may_overlap, label.nests_in) == (True, False, ("LOC",))
        assert last_action(workspace) == "Change label ORG"

    def test_colour_and_parent(self, dialog, workspace):
        page = dialog.page
        QTest.mouseClick(page.color, LEFT, pos=page.color.place_of(default_label_color(10)).toPoint())
        assert find(workspace, "ORG").color == default_label_color(10)
        page.parent_choice.setFocus()
        press(Key.Key_Down)
        page.parent_choice.activated.emit(page.parent_choice.currentIndex())
        assert find(workspace, "ORG").parent == "PERSON"
        assert [page.parent_choice.itemData(at) for at in range(page.parent_choice.count())] == [
            "",
            "PERSON",
            "LOC",
            "DATE",
            "EVENT",
        ]

    def test_colours_that_look_alike_are_told(self, dialog, workspace):
        dialog.page.color.color_chosen.emit(default_label_color(0))
        assert dialog.page.alike.text() == "To some eyes it looks like PERSON."


class TestKinds:
    def test_relations_say_what_they_join(self, dialog, workspace):
        dialog.kinds.setCurrentIndex(1)
        assert not dialog.pages.isVisible()
        QTest.mouseClick(dialog.add, LEFT)
        replace_text(dialog.page.name, "works for")
        press(Key.Key_Return)
        for choice, row in ((dialog.page.sources, 0), (dialog.page.targets, 1)):
            choice.setFocus()
            choice.setCurrentRow(row)
            press(Key.Key_Space)
        QTest.mouseClick(dialog.page.symmetric, LEFT, pos=QPoint(8, dialog.page.symmetric.height() // 2))
        label = find(workspace, "works for", Kind.RELATION)
        assert (label.sources, label.targets, label.symmetric, label.key) == (("PERSON",), ("ORG",), True, "")
        assert not dialog.page.snaps.isVisible()

    def test_labels_of_articles_are_taken_off_with_their_label(self, dialog, workspace):
        dialog.kinds.setCurrentIndex(2)
        QTest.mouseClick(dialog.add, LEFT)
        replace_text(dialog.page.name, "News")
        press(Key.Key_Return)
        dialog.page.one_below.setFocus()
        press(Key.Key_Space)
        assert find(workspace, "News", Kind.DOCUMENT).one_below
        press(Key.Key_Space)
        made = describing.toggle_document_label(workspace.document, workspace.scheme, "News", "anna")
        workspace.apply("Label", made)
        QTest.mouseClick(dialog.delete, LEFT)
        (ask,) = dialog.findChildren(RemoveLabelDialog)
        assert "was given 1 times" in ask.said.text()
        press(Key.Key_Return)
        assert workspace.document.document_labels == ()
        for _ in range(2):  # It weighs something: it is asked for again.
            workspace.undo()
        assert [one.label for one in workspace.document.document_labels] == ["News"]


class TestAttributes:
    def test_one_is_added_named_and_given_choices(self, dialog, workspace):
        dialog.pages.setCurrentIndex(2)
        page = dialog.attributes
        assert "has no attributes" in page.nothing.text()
        assert page.nothing.isVisible()
        QTest.mouseClick(page.add, LEFT)
        assert not page.nothing.isVisible()
        assert page.name.hasFocus()
        write("role")
        press(Key.Key_Return)
        page.kind.setCurrentIndex(0)
        page.kind.activated.emit(0)
        page.choices.setFocus()
        page.choices.selectAll()
        write("minister")
        press(Key.Key_Return)
        write("general")
        page.default.setFocus()
        page.default.setCurrentIndex(2)
        page.default.activated.emit(2)
        assert find(workspace, "ORG").attributes == (
            Attribute("role", choices=("minister", "general"), default="general"),
        )

    def test_what_stands_for_choices_is_written_over(self, dialog, workspace):
        dialog.pages.setCurrentIndex(2)
        page = dialog.attributes
        QTest.mouseClick(page.add, LEFT)
        page.kind.setCurrentIndex(2)
        page.kind.activated.emit(2)
        page.kind.setCurrentIndex(0)
        page.kind.activated.emit(0)
        assert page.choices.hasFocus()
        write("small")
        page.commit()
        assert [one.choices for one in find(workspace, "ORG").attributes] == [("small",)]

    def test_links_have_an_address_and_a_typed_default(self, dialog, workspace):
        dialog.pages.setCurrentIndex(2)
        page = dialog.attributes
        QTest.mouseClick(page.add, LEFT)
        page.kind.setCurrentIndex(4)
        page.kind.activated.emit(4)
        replace_text(page.address, "https://www.wikidata.org/wiki/")
        press(Key.Key_Return)
        replace_text(page.typed_default, "Q42")
        press(Key.Key_Return)
        (made,) = find(workspace, "ORG").attributes
        assert (made.kind, made.address, made.default) == (AttributeKind.LINK, "https://www.wikidata.org/wiki/", "Q42")

    def test_two_of_a_name_are_refused_and_one_can_go(self, dialog, workspace):
        dialog.pages.setCurrentIndex(2)
        page = dialog.attributes
        QTest.mouseClick(page.add, LEFT)
        QTest.mouseClick(page.add, LEFT)
        replace_text(page.name, "attribute 1")
        press(Key.Key_Return)
        assert dialog.said.text() == "There are two attributes attribute 1. Rename one."
        QTest.mouseClick(page.up, LEFT)
        assert [one.name for one in find(workspace, "ORG").attributes] == ["attribute 2", "attribute 1"]
        QTest.mouseClick(page.remove, LEFT)
        assert [one.name for one in find(workspace, "ORG").attributes] == ["attribute 1"]
        assert dialog.said.text() == "Spans keep the values that they have under attribute 2."


class TestGuideline:
    def test_it_is_shown_as_it_is_written_and_kept_when_the_field_is_left(self, dialog, workspace):
        dialog.pages.setCurrentIndex(1)
        dialog.guideline.text.setFocus()
        write("Only **names**, <i>no</i> offices. ![flag](http://example.org/a.png)")
        assert dialog.guideline.preview.toPlainText() == "Only names, <i>no</i> offices. flag"
        assert find(workspace, "ORG").description == ""
        dialog.tree.setFocus()
        assert find(workspace, "ORG").description.startswith("Only **names**")

    def test_examples_are_of_the_project(self, dialog, workspace, window):
        view = window.page.view
        start = view.text().index("Ankara")
        view.select(start, start + 6)
        application_label = window.label_actions["LOC"]
        application_label.trigger()
        dialog.tree.setFocus()
        press(Key.Key_Down)
        dialog.pages.setCurrentIndex(1)
        assert dialog.guideline.examples.text() == "Labelled so far: Ankara (1)"

    def test_nothing_is_loaded(self, qtbot, tmp_path):
        view = GuidelineView()
        qtbot.addWidget(view)
        (tmp_path / "a.png").write_bytes(b"")
        view.show_text(
            f"![a]({(tmp_path / 'a.png').as_uri()}) <img src='x.png'>\n\n![b][c]\n\n[c]: http://example.org/c"
        )
        assert "\ufffc" not in view.toPlainText()
        assert view.loadResource(2, QUrl("http://example.org/a.png")) is None


class TestFiles:
    def test_a_scheme_is_written_and_taken_over_as_one_action(self, dialog, workspace, application, tmp_path):
        files = application.session.later.scheme_editor.files
        files.write(tmp_path / "news")
        for _ in range(3):
            press(Key.Key_Delete)
        assert len(names(dialog)) == 2
        replace_text(dialog.page.name, "PEOPLE")
        press(Key.Key_Return)
        look = files.look_at(tmp_path / "news.json", dialog)
        lines = [look.rows.item(row).text() for row in range(look.rows.count())]
        assert lines == ["add PERSON", "add ORG", "add LOC", "add DATE"]
        press(Key.Key_Return)
        assert names(dialog) == ["PEOPLE", "EVENT", "PERSON", "ORG", "LOC", "DATE"]
        assert last_action(workspace) == "Import scheme news.json"
        workspace.undo()
        assert names(dialog) == ["PEOPLE", "EVENT"]

    def test_what_would_change_is_named(self, dialog, workspace, application, tmp_path):
        files = application.session.later.scheme_editor.files
        files.write(tmp_path / "a.json")
        dialog.page.color.color_chosen.emit(default_label_color(12))
        dialog.page.snaps.click()
        look = files.look_at(tmp_path / "a.json", dialog)
        assert look.rows.item(0).text() == "change ORG: colour, whole words"
        look.close()
        look = files.look_at(tmp_path / "a.json", dialog)
        press(Key.Key_Escape)
        assert find(workspace, "ORG").color == default_label_color(12)


def test_another_project_closes_it(dialog, workspace, window, qtbot):
    workspace.project_opened.emit(workspace.project)
    qtbot.waitUntil(lambda: not dialog.isVisible())
