"""Guidelines: Markdown that anybody may have written, shown without images, HTML and links that open."""

from collections.abc import Sequence

from PySide6.QtCore import QLocale, QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QTextBrowser, QWidget

from annotator.ui.style import panel_font

Examples = Sequence[tuple[str, int]]
"""Forms and how often they were given the label."""

FEATURES = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML
SAID_LENGTH = 400
"""Code points of a guideline in a tooltip."""


class GuidelineView(QTextBrowser):
    """Loads nothing, from nowhere."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("guideline")
        self.setAccessibleName(self.tr("Guideline"))
        self.setOpenLinks(False)
        self.setFont(panel_font())
        self.document().setDocumentMargin(10)

    def show_text(self, text: str) -> None:
        """Show Markdown."""
        self.document().setMarkdown(without_images(text), FEATURES)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Return nothing, whatever the text asks for."""
        return None


def without_images(text: str) -> str:
    """Return Markdown in which each image is a link: its description is shown, it is not."""
    return text.replace("![", "[")


def said_examples(examples: Examples) -> str:
    """Return the forms in one line, with how often they were given the label."""
    number = QLocale().toString
    return ", ".join(f"{form} ({number(count)})" for form, count in examples)


def shortened(text: str) -> str:
    """Return the beginning of a guideline, as it was written."""
    text = text.strip()
    return text if len(text) <= SAID_LENGTH else text[: SAID_LENGTH - 1].rstrip() + "…"
