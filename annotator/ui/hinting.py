"""Letters over every word on the screen: typed, they select the word, or what is likely there."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from annotator.errors import EditError
from annotator.ui.codes import codes
from annotator.ui.palette import Theme
from annotator.ui.text_view import TextView
from annotator.ui.text_view.word_hints import WordHint, WordHints
from annotator.ui.typed_codes import TypedCodes

Place = tuple[int, int]


class Hinting(QObject):
    """Shows the letters, listens, and tells which word was meant."""

    picked = Signal(int, int)
    """Start and end of the word whose letters were typed."""

    def __init__(self, view: TextView, theme: Callable[[], Theme], parent: QObject) -> None:
        super().__init__(parent)
        self._view = view
        self._theme = theme
        self._words: list[Place] = []
        self.shown = WordHints(view.viewport())
        self.codes = TypedCodes(view, self)
        self.codes.typed.connect(self.shown.show_typed)
        self.codes.ended.connect(self.shown.hide)
        self.codes.chosen.connect(self._pick)

    def begin(self) -> None:
        """Show letters over the words that are seen. Raises EditError where there are none."""
        self._words = sorted(self._view.words_on_screen(), key=self._distance)
        if not self._words:
            raise EditError(self.tr("There is no word on the screen."))
        made = codes(len(self._words))
        places = (self._view.caret_rectangle(start) for start, _ in self._words)
        hints = [WordHint(code, place) for code, place in zip(made, places, strict=True)]
        self.shown.show_hints(hints, self._theme(), self._view.text_font())
        self.codes.begin(made)

    def _distance(self, word: Place) -> tuple[bool, int]:
        """Return the key that sorts words so that those get short codes that come next."""
        caret = self._view.selection()[1]
        return word[0] < caret, abs(word[0] - caret)

    def _pick(self, at: int) -> None:
        self.picked.emit(*self._words[at])
