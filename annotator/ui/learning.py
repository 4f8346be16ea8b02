"""The process that learns, for the window: what it answers arrives as signals on the window's thread."""

from PySide6.QtCore import QObject, Signal

from annotator.assist.learning import Learner
from annotator.assist.messages import Answer, Broken, Charge, Learned, Picked, Suggested, Trouble


class Learning(QObject):
    """Keeps a `Learner` for the project that is open."""

    learned = Signal(object)
    """A Learned: there is something new to suggest by."""
    suggested = Signal(object)
    """A Suggested."""
    picked = Signal(object)
    """A Picked."""
    troubled = Signal(object)
    """An AnnotatorError: labelling goes on."""
    broken = Signal(str)
    """The report of a bug in the process."""
    _told = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._learner: Learner | None = None
        self._told.connect(self._pass_on)

    @property
    def is_on(self) -> bool:
        """Return whether the process runs."""
        return self._learner is not None

    def begin(self, charge: Charge) -> None:
        """Start the process."""
        self.stop()
        learner = self._learner = Learner(charge, lambda answer: self._told.emit(learner, answer))
        learner.start()

    def look_at(self, document: int) -> None:
        """Learn if it is time, and ask for the suggestions in an article."""
        if self._learner is not None:
            self._learner.learn(without=document)
            self._learner.suggest(document)

    def suggest(self, document: int) -> None:
        """Ask for the suggestions in an article. Of several that wait only the last is answered."""
        if self._learner is not None:
            self._learner.suggest(document)

    def pick(self, without: int) -> None:
        """Ask which articles would teach most, but for one."""
        if self._learner is not None:
            self._learner.pick(without=without)

    def stop(self) -> None:
        """End the process."""
        if self._learner is not None:
            learner, self._learner = self._learner, None
            learner.stop()
            learner.wait()

    def _pass_on(self, learner: object, answer: Answer) -> None:
        """Tell what was answered, unless it comes from a process that was stopped since."""
        if learner is not self._learner:
            return
        match answer:
            case Learned():
                self.learned.emit(answer)
            case Picked():
                self.picked.emit(answer)
            case Suggested():
                self.suggested.emit(answer)
            case Trouble(error=error):
                self.troubled.emit(error)
            case Broken(report=report):
                self.broken.emit(report)
