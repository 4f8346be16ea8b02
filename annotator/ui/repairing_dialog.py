"""Asks whether a project is to be repaired: what is damaged, and in no copy, is not in it any more then."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from annotator.ui.plain_text import filled
from annotator.ui.question_dialog import QuestionDialog


class RepairingDialog(QuestionDialog):
    """Says what comes of it."""

    def __init__(self, project: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        sentence = self.tr(
            "“{name}” is checked. Where it is damaged, all that is whole in it and in its copies goes into a sound "
            "project, which takes its place.\n\n"
            "What is damaged and in no copy is not in it any more. The damaged file is put aside: “Go back to a copy” "
            "brings it back."
        )
        title = self.tr("Repair the project")
        self.ask(title, filled(sentence, name=project.stem), go=self.tr("Repair"), stay=self.tr("Cancel"))
