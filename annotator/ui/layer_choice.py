"""Into whose layer the annotations of an import go."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QWidget

from annotator.ui.plain_text import IN_A_BOX, filled
from annotator.visible import one_line


class LayerChoice(QComboBox):
    """Offers those whom the file names, and everybody in the project; another name can be written."""

    def __init__(self, annotator: str, annotators: Sequence[str], parent: QWidget | None = None) -> None:
        """`annotator` is who imports: what names nobody goes into that layer."""
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setAccessibleName(self.tr("Annotations go to"))
        self.addItem(filled(self.tr("whom the file names, else {annotator}"), annotator=one_line(annotator, IN_A_BOX)))
        for name in sorted({annotator, *annotators}):
            self.addItem(one_line(name, IN_A_BOX), name)

    def layer(self) -> str | None:
        """Return the annotator; None for those whom the file names."""
        if self.currentText() == self.itemText(self.currentIndex()):
            chosen: str | None = self.currentData()
            return chosen
        return self.currentText().strip() or None
