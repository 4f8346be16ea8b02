import pytest
from PySide6.QtCore import Qt

from annotator.ui.plain_text import is_right_to_left, menu_text, plain_label, title_text, tool_tip


def test_a_tooltip_shows_tags_as_letters():
    assert "<b>" not in tool_tip("<b>bold</b>")
    assert tool_tip("plain").startswith("<p")
    assert tool_tip("") == ""


def test_a_menu_keeps_its_ampersand():
    assert menu_text("R&D") == "R&&D"


def test_a_title_keeps_its_asterisk():
    assert title_text("notes[*]") == "notes[*][*]"


def test_a_label_never_takes_its_text_for_anything_else(qtbot):
    label = plain_label("<h1>loud</h1>", name="quiet")
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.objectName() == "quiet"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Oslo", False), ("باكو", True), ("1999: שלום", True), ("“Oslo” ثم باكو", False), ("", False), ("…", False)],
)
def test_the_first_letter_with_a_direction_decides(text, expected):
    assert is_right_to_left(text) is expected
