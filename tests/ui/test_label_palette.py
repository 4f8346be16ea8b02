import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence

from annotator.model import Label
from annotator.ui.label_palette import MARGIN, LabelPalette
from annotator.ui.palette import THEMES, label_colors

LABELS = [Label(1, "PERSON", key="1", color="#b9a9f2"), Label(2, "ORG & <b>", key="2"), Label(3, "LOC", key="3")]


@pytest.fixture
def actions(qapp):
    made = {}
    for label in LABELS:
        action = made[label.name] = QAction(label.name)
        action.setShortcut(QKeySequence(label.key))
        action.setStatusTip(f"Gives {label.name}")
    return made


@pytest.fixture
def palette(qtbot, actions):
    palette = LabelPalette(actions.__getitem__)
    qtbot.addWidget(palette)
    palette.show_labels(LABELS)
    palette.resize(272, 300)
    palette.show()
    return palette


def test_a_click_is_the_labels_action(qtbot, palette, actions):
    with qtbot.waitSignal(actions["LOC"].triggered):
        qtbot.mouseClick(palette.rows[2], Qt.MouseButton.LeftButton)


def test_rows_tell_name_count_and_action(palette):
    palette.show_counts({"PERSON": 212})
    assert palette.rows[0].accessibleName() == "PERSON, 212 spans"
    assert palette.rows[1].accessibleName() == "ORG & <b>, 0 spans"
    assert palette.rows[0].accessibleDescription() == "Gives PERSON"


def test_before_the_counts_are_known_no_number_is_told(palette):
    palette.show_counts(None)
    assert palette.rows[0].accessibleName() == "PERSON"


def test_counts_outlive_a_change_of_the_labels(palette):
    palette.show_counts({"LOC": 5})
    palette.show_labels(LABELS[2:])
    assert [(row.label.name, row.count) for row in palette.rows] == [("LOC", 5)]


def test_the_current_label_is_marked(palette):
    theme = THEMES["dark"]
    palette.set_theme(theme)
    palette.show_current("LOC")
    assert [row.current for row in palette.rows] == [False, False, True]
    row = palette.rows[2].grab().toImage()
    assert row.pixelColor(2, 2) == theme.accent_soft
    assert row.pixelColor(MARGIN + 7, row.height() // 2) == label_colors(LABELS[2].color, theme).chip


def test_arrows_go_round(qtbot, palette):
    palette.show_current("ORG & <b>")
    palette.take_focus()
    qtbot.waitUntil(palette.rows[1].hasFocus)
    qtbot.keyClick(palette.rows[1], Qt.Key.Key_Down)
    qtbot.keyClick(palette.rows[2], Qt.Key.Key_Down)
    assert palette.rows[0].hasFocus()
    qtbot.keyClick(palette.rows[0], Qt.Key.Key_Up)
    assert palette.rows[2].hasFocus()


def test_many_labels_can_be_scrolled(qtbot, actions, palette):
    palette.show_labels(LABELS * 20)
    assert len(palette.rows) == 60
    assert palette.rows[-1].height() == palette.rows[0].height()


def test_a_long_name_gives_way_to_count_and_key(qtbot, actions, palette):
    long = Label(4, "PERSON " * 20, key="1")
    actions[long.name] = actions["PERSON"]
    palette.show_labels([*LABELS, long])
    qtbot.waitUntil(lambda: palette.rows[-1].width() == palette.area.viewport().width())
    assert palette.area.widget().width() == palette.area.viewport().width()


def test_a_label_stands_farther_in_than_the_one_above_it(qtbot, actions, palette):
    theme = THEMES["light"]
    palette.set_theme(theme)
    above, below = LABELS[0], Label(2, "ORG & <b>", key="2", parent="PERSON", color="#000000")
    palette.show_labels([above, below])
    first, second = (row.grab().toImage() for row in palette.rows)
    middle = first.height() // 2
    assert first.pixelColor(MARGIN + 7, middle) == label_colors(above.color, theme).chip
    assert second.pixelColor(MARGIN + 7, middle) != label_colors(below.color, theme).chip
    assert second.pixelColor(MARGIN + 14 + 7, middle) == label_colors(below.color, theme).chip
    palette.show_labels([below, above])
    assert palette.rows[0].grab().toImage().pixelColor(MARGIN + 7, middle) == label_colors(below.color, theme).chip
