"""Guidelines: Markdown that anybody may have written, shown without images, HTML and links that open."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QTextBrowser, QWidget

from annotator.ui.style import panel_font

FEATURES = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML


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
