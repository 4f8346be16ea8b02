from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from annotator.errors import AnnotatorError
from annotator.ui.plain_text import (
    MOST,
    filled,
    is_right_to_left,
    isolated,
    listed,
    menu_text,
    named,
    plain_label,
    title_text,
    tool_tip,
)
from annotator.ui.translation import error_text


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
    [
        ("Oslo", False),
        ("باكو", True),
        ("1999: שלום", True),
        ("“Oslo” ثم باكو", False),
        ("", False),
        ("…", False),
        ("\u2068باكو\u2069 in Oslo", False),
        ("\u2068Oslo\u2069 باكو", True),
        ("\u2068باكو\u2069 12", True),
    ],
)
def test_the_first_letter_with_a_direction_decides(text, expected):
    assert is_right_to_left(text) is expected


def test_a_label_shows_what_would_not_be_seen(qtbot):
    label = plain_label("a\nb\x1b")
    qtbot.addWidget(label)
    assert label.text() == "a\nb\\x1b"
    label.setText("\u202eP" * MOST)
    assert len(label.text()) < 8 * MOST
    assert "\u202e" not in label.text()


def test_a_value_in_a_sentence_stays_within_itself():
    assert filled("{a} of {b}", a=3, b="P\u202eREP\n") == "3 of P\\u202eREP"
    assert filled("{name}: 5 spans", name="שלום") == "\u2068שלום\u2069: 5 spans"
    assert filled("{path}", path=Path("a\nb\udcff")) == "a\\nb\\xff"
    assert filled("{a}", a="{b}") == "{b}"
    assert len(filled("{a}", a="P" * 100_000)) < 300


def test_a_name_is_isolated_where_it_would_move_what_stands_beside_it(qapp):
    assert named("PER") == "PER"
    assert named("PER שלום") == "\u2068PER שלום\u2069"
    assert listed(("PER", "שלום")) == "PER, \u2068שלום\u2069"
    assert isolated("") == ""
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        assert named("PER") == "\u2068PER\u2069"
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_a_path_in_a_refusal_is_said_whole():
    path = "/" + "n" * 2000 + "  x"
    error = AnnotatorError("{path}: {why}", path=path, why=AnnotatorError("No {name}.", name="P\u202e"))
    assert error_text(error) == f"{path}: No P\\u202e."
