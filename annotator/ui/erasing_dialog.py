"""Asks whether articles are to be erased for good: the one thing that no undo takes back."""

from PySide6.QtWidgets import QWidget

from annotator.ui.plain_text import filled
from annotator.ui.question_dialog import QuestionDialog


class ErasingDialog(QuestionDialog):
    """Says what goes."""

    def __init__(self, title: str, parent: QWidget | None = None, *, on_server: bool = False) -> None:
        super().__init__(parent)
        sentence = self.tr(
            "“{title}” goes for good: its text, all that anybody labelled in it, its history, and what the copies of "
            "the project have of it. The history keeps a line that something was erased, not what.\n\n"
            "This cannot be undone. What was exported or copied elsewhere stays there."
        )
        if on_server:
            sentence = self.tr(
                "“{title}” goes for good: its text, all that anybody labelled in it, and its history. A line says "
                "that something was erased, not what. Nobody else may have the project open meanwhile.\n\n"
                "This cannot be undone. The server's own log and the copies that whoever runs it has made stay."
            )
        words = self.tr("Erase for good")
        self.ask(words, filled(sentence, title=title), go=words, stay=self.tr("Keep"), destroys=True)
