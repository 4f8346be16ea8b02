"""What happens to an error that nobody foresaw: a report that can be copied. The data is already safe."""

import re
import sys
import traceback
from collections.abc import Callable, Iterator
from types import TracebackType

from PySide6.QtCore import QObject

from annotator.errors import AnnotatorError, ServerLostError
from annotator.ui.versions import in_one_line

SAY_NOTHING_OF_TEXTS = frozenset({AttributeError, NameError, ModuleNotFoundError, ZeroDivisionError, RecursionError})
"""Errors whose words are names of the code and no more."""
QUOTED = r"(?:[^'‘’]|'[A-Za-z_][\w.]*')*"
"""Words in which only what may be a name of the code stands in quotation marks."""

ShowReport = Callable[[str, str, str], object]
"""Takes title, sentence and text."""


class Bugs(QObject):
    """Python's last handler of exceptions while the window is open. A bug while one is shown is only printed."""

    def __init__(
        self, show_report: ShowReport, parent: QObject | None = None, *, say: Callable[[AnnotatorError], object]
    ) -> None:
        """`say` takes what is no bug wherever it comes up: a damaged file, or the server of a team's project gone."""
        super().__init__(parent)
        self._show_report = show_report
        self._say = say
        self._before = sys.excepthook
        self._showing = False
        self._said: set[str] = set()

    def catch(self) -> None:
        """Begin to catch."""
        sys.excepthook = self._caught

    def let_go(self) -> None:
        """Catch no more."""
        sys.excepthook = self._before

    def _caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, AnnotatorError):
            self._tell(error)
            return
        self._before(kind, error, trace)
        if self._showing or not issubclass(kind, Exception):
            return
        self._showing = True
        try:
            sentence = self.tr(
                "Something went wrong that should not. All your work is saved. "
                "Please copy this report and send it to those who make the program."
            )
            self._show_report(self.tr("A fault in the program"), sentence, report(error))
        finally:
            self._showing = False

    def _tell(self, error: AnnotatorError) -> None:
        """Say what nobody's gesture met, but what the window does by itself. It may do that each second: say it once.

        That a server is gone is said again: it may have been back meanwhile.
        """
        if isinstance(error, ServerLostError) or str(error) not in self._said:
            self._said.add(str(error))
            self._say(error)


def report(error: BaseException) -> str:
    """Return the versions and where it happened, without what the errors say: that may quote an article."""
    return f"{in_one_line()}\n\n{''.join(_told(traceback.TracebackException.from_exception(error), error))}"


def _told(trace: traceback.TracebackException, error: BaseException) -> Iterator[str]:
    """Yield how it came to an error, the causes first."""
    if trace.__cause__ is not None and error.__cause__ is not None:
        yield from _told(trace.__cause__, error.__cause__)
        yield "\nWhich caused:\n\n"
    elif trace.__context__ is not None and error.__context__ is not None and not trace.__suppress_context__:
        yield from _told(trace.__context__, error.__context__)
        yield "\nAnd then:\n\n"
    yield from trace.stack.format()
    said = f": {error}" if type(error) in SAY_NOTHING_OF_TEXTS and re.fullmatch(QUOTED, str(error)) else ""
    yield f"{type(error).__name__}{said}\n"
