"""What is said of a span: by a tooltip, and by a screen reader."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QCoreApplication, QLocale

from annotator.attributes import shown
from annotator.model import AttributeValue, Relation, Span, quote
from annotator.ui.plain_text import filled, named

MAX_QUOTE = 120
"""Code points of the quoted text."""


def hint(text: str, span: Span) -> str:
    """Return label, quoted text and annotator of a span, its attributes and its note, one a line, as plain text."""
    quoted = shortened(quote(text, span, joint=" … "))
    template = QCoreApplication.translate("TextView", "{label}\n“{quote}”\n{annotator}")
    first = filled(template, label=span.label, quote=quoted, annotator=span.annotator).strip()
    return "\n".join((first, *_said(span)))


def spoken(text: str, span: Span) -> str:
    """Return label, quoted text and place of a span, its attributes and its note, in one line."""
    template = QCoreApplication.translate("TextView", "{label}: {quote}, {start} to {end}")
    quoted, number = shortened(quote(text, span, joint=" … ")), QLocale().toString
    place = filled(template, label=span.label, quote=quoted, start=number(span.start), end=number(span.end))
    return "; ".join((place, *_said(span)))


def related_words(text: str, relation: Relation, find: Callable[[int], Span | None]) -> str:
    """Return the label of a relation, from what to what it leads, and its note, one a line, as plain text."""
    template = QCoreApplication.translate("TextView", "{label}\n“{source}” → “{target}”")
    source, target = find(relation.source), find(relation.target)
    first = filled(
        template,
        label=relation.label,
        source=shortened(quote(text, source, joint=" … ")) if source else "?",
        target=shortened(quote(text, target, joint=" … ")) if target else "?",
    )
    return "\n".join((first, *_said(relation)))


def summary(span: Span) -> str:
    """Return the values of a span's attributes, and a pencil for a note, in few words; a plain yes by its name."""
    values = (
        (shortened(name) if value is True else shortened(_value(value)))
        for name, value in span.attributes
        if value is not False
    )
    said = " · ".join(values)
    return f"{said} ✎".strip() if span.note else said


def _said(span: Span | Relation) -> Iterator[str]:
    """Yield each attribute, and the note."""
    attribute = QCoreApplication.translate("TextView", "{name}: {value}")
    for name, value in span.attributes:
        yield filled(attribute, name=shortened(name), value=shortened(_value(value)))
    if span.note:
        yield filled(QCoreApplication.translate("TextView", "Note: {text}"), text=shortened(span.note))


def _value(value: AttributeValue) -> str:
    if isinstance(value, bool):
        yes, no = QCoreApplication.translate("TextView", "yes"), QCoreApplication.translate("TextView", "no")
        return yes if value else no
    return shown(value)


def shortened(text: str) -> str:
    """Return a text in one line, its middle left out when it is long, which stays within itself."""
    if len(text) > MAX_QUOTE * 4:
        text = f"{text[: MAX_QUOTE * 2]} {text[-MAX_QUOTE * 2 :]}"
    text = " ".join(text.split())
    if len(text) > MAX_QUOTE:
        text = f"{text[: MAX_QUOTE * 2 // 3].rstrip()} … {text[-MAX_QUOTE // 3 :].lstrip()}"
    return named(text)
