"""What a tooltip over a span says."""

from PySide6.QtCore import QCoreApplication

from annotator.model import Span, quote

MAX_QUOTE = 120
"""Code points of the quoted text."""


def hint(text: str, span: Span) -> str:
    """Return label, quoted text and annotator of a span, one a line, as plain text."""
    quoted = shortened(quote(text, span, joint=" … "))
    template = QCoreApplication.translate("TextView", "{label}\n“{quote}”\n{annotator}")
    return template.format(label=span.label, quote=quoted, annotator=span.annotator).strip()


def shortened(text: str) -> str:
    """Return a text in one line, its middle left out when it is long."""
    if len(text) > MAX_QUOTE * 4:
        text = f"{text[: MAX_QUOTE * 2]} {text[-MAX_QUOTE * 2 :]}"
    text = " ".join(text.split())
    if len(text) <= MAX_QUOTE:
        return text
    return f"{text[: MAX_QUOTE * 2 // 3].rstrip()} … {text[-MAX_QUOTE // 3 :].lstrip()}"
