"""A view on a screen, and where things are on it."""

from collections.abc import Callable, Iterable

import pytest
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from annotator.model import Label, Span
from annotator.ui.text_view import TextView

LABELS = [
    Label(number, name, color=color)
    for number, (name, color) in enumerate({"PERSON": "#b9a9f2", "LOC": "#f3c16b", "ORG": "#86d8dc"}.items())
]


@pytest.fixture
def view(qtbot: QtBot) -> TextView:
    view = TextView()
    view.set_labels(LABELS)
    view.resize(700, 500)
    qtbot.addWidget(view)
    view.show()
    qtbot.waitExposed(view)
    view.setFocus()
    return view


@pytest.fixture
def show(view: TextView) -> Callable[..., list[Span]]:
    """Show a text with spans over the quoted stretches: `show(text, "Baku", ("in Baku", "LOC"))`."""

    def show(text: str, *quotes: str | tuple[str, str]) -> list[Span]:
        spans = [span_over(text, quoted, id=number) for number, quoted in enumerate(quotes, start=1)]
        view.show_document(text, spans)
        return spans

    return show


def span_over(text: str, quoted: str | tuple[str, str], *, id: int) -> Span:
    quote, label = (quoted, "PERSON") if isinstance(quoted, str) else quoted
    start = text.index(quote)
    return Span(id, 1, label, "anna", start, start + len(quote))


@pytest.fixture
def point_of(view: TextView) -> Callable[[int], QPoint]:
    """Return the point of the viewport where the caret stands at a position."""
    return lambda position: QPoint(view.caret_rectangle(position).x(), view.caret_rectangle(position).center().y())


@pytest.fixture
def many_paragraphs() -> tuple[str, list[Span]]:
    """A text of 3,000 paragraphs with a span in each third."""
    paragraphs = [
        f"Paragraph {number} says rather little about the cities of Baku and Ankara. " * 4 for number in range(3000)
    ]
    text = "\n".join(paragraphs)
    return text, list(_spans_in(paragraphs))


def _spans_in(paragraphs: list[str]) -> Iterable[Span]:
    start = 0
    for number, paragraph in enumerate(paragraphs):
        if number % 3 == 0:
            yield Span(
                number + 1, 1, "LOC", "anna", start + paragraph.index("Baku"), start + paragraph.index("Baku") + 4
            )
        start += len(paragraph) + 1
