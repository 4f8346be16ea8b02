"""The guideline of one label, to be read beside the article."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from annotator.model import Label
from annotator.ui.guideline import GuidelineView
from annotator.ui.guideline_words import Examples, said_examples
from annotator.ui.plain_text import filled, plain_label
from annotator.ui.style import scaled

WIDTH, HEIGHT = 420, 360


class GuidelineDialog(QDialog):
    """Leaves the window behind usable. Escape closes it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.text = GuidelineView()
        self.examples = plain_label(name="help")
        self.close_button = QPushButton(self.tr("Close"))
        self.examples.setWordWrap(True)
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(10)
        column.addWidget(self.text, 1)
        column.addWidget(self.examples)
        column.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignRight)
        self.resize(scaled(WIDTH), scaled(HEIGHT))

    def show_label(self, label: Label, examples: Examples) -> None:
        """Show the guideline of a label, and forms that have it."""
        self.setWindowTitle(filled(self.tr("Guideline: {label}"), label=label.name))
        nothing = self.tr("Nothing is written about this label yet. “Scheme…” in the menu Label is the place for it.")
        self.text.show_text(label.description or nothing)
        forms = said_examples(examples)
        self.examples.setText(self.tr("Labelled so far: {forms}").format(forms=forms) if forms else "")
        self.examples.setVisible(bool(forms))
