"""Into whose layer the annotations of an import go."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QWidget


class LayerChoice(QComboBox):
    """Offers those whom the file names, and everybody in the project; another name can be written."""

    def __init__(self, annotator: str, annotators: Sequence[str], parent: QWidget | None = None) -> None:
        """`annotator` is who imports: what names nobody goes into that layer."""
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setAccessibleName(self.tr("Annotations go to"))
        self.addItem(self.tr("whom the file names, else {annotator}").format(annotator=annotator))
        for name in sorted({annotator, *annotators}):
            self.addItem(name)

    def layer(self) -> str | None:
        """Return the annotator; None for those whom the file names."""
        typed = self.currentText().strip()
        return None if not typed or typed == self.itemText(0) else typed
