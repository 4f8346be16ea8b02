"""A label given by two keys or three: one that says so, then the letters that stand beside it in the palette."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal

from annotator.errors import EditError
from annotator.ui.plain_text import named
from annotator.ui.text_view import TextView
from annotator.ui.typed_codes import TypedCodes

SHOWN = 6
"""So many labels are named in the status line while their letters are typed."""


class LabelChords(QObject):
    """Listens for the letters of a label."""

    label_typed = Signal(str)
    """The name of the label whose letters were typed."""
    said = Signal(str)

    def __init__(self, view: TextView, letters: Callable[[], Mapping[str, str]], parent: QObject) -> None:
        """`letters` returns those of each label, by name."""
        super().__init__(parent)
        self._letters = letters
        self._known: Mapping[str, str] = {}
        self.codes = TypedCodes(view, self)
        self.codes.typed.connect(self._tell)
        self.codes.ended.connect(lambda: self.said.emit(""))
        self.codes.chosen.connect(lambda at: self.label_typed.emit(list(self._known)[at]))

    def begin(self) -> None:
        """Let the letters of a label be typed. Raises EditError where there are no labels."""
        self._known = self._letters()
        if not self._known:
            raise EditError(self.tr("This project has no labels yet."))
        self.codes.begin(list(self._known.values()))
        self._tell("")

    def _tell(self, typed: str) -> None:
        left = [f"{code[len(typed) :]} {named(name)}" for name, code in self._known.items() if code.startswith(typed)]
        letters = ", ".join(left[:SHOWN]) + (" …" if len(left) > SHOWN else "")
        self.said.emit(self.tr("Letters of a label: {labels}").format(labels=letters))
