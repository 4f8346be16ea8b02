"""The edge: the one place where errors that were raised for the user are caught."""

from collections.abc import Callable
from typing import ParamSpec

from PySide6.QtCore import QObject, Signal

from annotator.errors import AnnotatorError, ConflictError, EditError, ServerLostError
from annotator.ui.translation import error_text

P = ParamSpec("P")


class Edge(QObject):
    """Runs gestures. A refusal goes to the status line, a failure to a dialog; bugs pass through."""

    refused = Signal(str)
    failed = Signal(str)

    def guard(self, gesture: Callable[P, object]) -> Callable[P, None]:
        """Return the gesture with its errors caught: what actions and signals are connected to."""

        def guarded(*args: P.args, **kwargs: P.kwargs) -> None:
            try:
                gesture(*args, **kwargs)
            except AnnotatorError as error:
                self.report(error)

        return guarded

    def report(self, error: AnnotatorError) -> None:
        """Say what went wrong, where it belongs."""
        signal = self.refused if isinstance(error, EditError | ConflictError | ServerLostError) else self.failed
        signal.emit(error_text(error))
