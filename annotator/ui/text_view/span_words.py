"""What is said of a span: by a tooltip, and by a screen reader."""

from PySide6.QtCore import QCoreApplication, QLocale

from annotator.model import Span, quote

MAX_QUOTE = 120
"""Code points of the quoted text."""


def hint(text: str, span: Span) -> str:
    """Return label, quoted text and annotator of a span, one a line, as plain text."""
    quoted = shortened(quote(text, span, joint=" … "))
    template = QCoreApplication.translate("TextView", "{label}\n“{quote}”\n{annotator}")
    return template.format(label=span.label, quote=quoted, annotator=span.annotator).strip()


def spoken(text: str, span: Span) -> str:
    """Return label, quoted text and place of a span in one line."""
    template = QCoreApplication.translate("TextView", "{label}: {quote}, {start} to {end}")
    quoted, number = shortened(quote(text, span, joint=" … ")), QLocale().toString
    return template.format(label=span.label, quote=quoted, start=number(span.start), end=number(span.end))


def shortened(text: str) -> str:
    """Return a text in one line, its middle left out when it is long."""
    if len(text) > MAX_QUOTE * 4:
        text = f"{text[: MAX_QUOTE * 2]} {text[-MAX_QUOTE * 2 :]}"
    text = " ".join(text.split())
    if len(text) <= MAX_QUOTE:
        return text
    return f"{text[: MAX_QUOTE * 2 // 3].rstrip()} … {text[-MAX_QUOTE // 3 :].lstrip()}"
