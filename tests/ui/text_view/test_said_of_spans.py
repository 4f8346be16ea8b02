"""What a span has besides its label: said by tooltip and screen reader, and marked in the text."""

from dataclasses import replace

from PySide6.QtGui import QColor

from annotator.model import Span
from annotator.ui.text_view import TextView
from annotator.ui.text_view.span_words import hint, spoken

TEXT = "Zakir Hasanov spoke."
ZAKIR = Span(1, 1, "PERSON", "anna", 0, 13)
SAID = replace(ZAKIR, attributes=(("names", ("first", "last")), ("sure", True)), note="Who\nis he?")


def test_tooltip_and_screen_reader_say_attributes_and_note() -> None:
    assert hint(TEXT, SAID).endswith("anna\nnames: first, last\nsure: yes\nNote: Who is he?")
    assert spoken(TEXT, SAID) == "PERSON: Zakir Hasanov, 0 to 13; names: first, last; sure: yes; Note: Who is he?"
    assert spoken(TEXT, ZAKIR) == "PERSON: Zakir Hasanov, 0 to 13"


def corner(view: TextView, span: Span, text: str = TEXT, *, at: int = 13, inward: int = -2) -> QColor:
    view.show_document(text, [span])
    box = view.caret_rectangle(at)
    return view.viewport().grab().toImage().pixelColor(box.left() + inward, box.top() + 1)


def test_a_corner_marks_a_span_with_a_note_or_attributes(view: TextView) -> None:
    plain = corner(view, ZAKIR)
    assert corner(view, replace(ZAKIR, note="!")) == corner(view, replace(ZAKIR, attributes=SAID.attributes)) != plain


def test_in_text_from_right_to_left_it_is_on_the_left(view: TextView) -> None:
    text = "שלום עולם אמר"
    span = replace(ZAKIR, end=9)
    plain = corner(view, span, text, at=9, inward=2)
    assert corner(view, replace(span, note="!"), text, at=9, inward=2) != plain
