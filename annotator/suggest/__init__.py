"""What might be labelled next: found by how words look, and by what was labelled and passed over before.

This module holds what an engine is, and the registry of engines: one module each, which ends in `register(...)`. An
engine learns from labelled articles and suggests spans in others. All offsets are code points.
"""

import importlib
import pkgutil
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import ClassVar

from annotator.errors import AnnotatorError
from annotator.model import AnnotatedDocument, Scheme, value
from annotator.translation import mark


@value
class Reason:
    """Why something is suggested: a sentence, marked for translation in the context "suggestions", and its values."""

    sentence: str
    values: tuple[tuple[str, str | int], ...] = ()

    def __str__(self) -> str:
        return self.sentence.format(**dict(self.values))


@value
class Suggestion:
    """A span that an engine proposes. `score` is how likely it is that somebody would label it so, 0 to 1."""

    start: int
    end: int
    label: str
    score: float
    engine: str
    why: Reason
    is_inner: bool = False
    """Whether it is meant to lie inside another span or suggestion, as was learned from spans that do."""

    @property
    def place(self) -> tuple[int, int, str]:
        """Return what tells it from others in the same text."""
        return self.start, self.end, self.label


class Suggester(ABC):
    """An engine. What it learned can be kept as bytes by name, none of which is ever run as code.

    One that `needs_setup` is there for who has set it up, by a text that says what to suggest by: files, a model's
    name, an address. It raises AnnotatorError, with a sentence, when that is of no use. One that `is_slow` answers
    after the others.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    """What it is called for the user; marked for translation in the context "suggestions"."""
    needs_setup: ClassVar[bool] = False
    is_slow: ClassVar[bool] = False

    def __init__(self, setup: str = "") -> None:
        self.setup = setup
        self.troubles: list[AnnotatorError] = []
        """Sentences about what went wrong without stopping it: for who takes them out and tells."""

    def know(self, scheme: Scheme) -> None:  # noqa: B027 - Most engines need not know.
        """Take the project's labels, for an engine that suggests by them; asked before anything is suggested."""

    @abstractmethod
    def learn(self, documents: Sequence[AnnotatedDocument]) -> None:
        """Forget what was learned, and learn from these articles, whose spans are all of one annotator."""

    @abstractmethod
    def suggest(self, text: str) -> Iterator[Suggestion]:
        """Yield spans for a text, in no order; they may overlap. Nothing before `learn` or `restore`."""

    @abstractmethod
    def keep(self) -> Mapping[str, bytes]:
        """Return what was learned."""

    @abstractmethod
    def restore(self, kept: Mapping[str, bytes]) -> None:
        """Take what `keep` returned, instead of learning. Raises ValueError when it is something else."""


_makers: dict[str, type[Suggester]] = {}
_broken: list[AnnotatorError] = []
BROKEN = mark("errors", "The program {name} cannot be used for suggestions: {reason}")


def register(engine: type[Suggester]) -> None:
    """Make an engine known. Raises ValueError for a name that is taken."""
    if engine.name in _makers:
        raise ValueError(f"two engines are named {engine.name}")
    _makers[engine.name] = engine


@cache
def _import_all() -> None:
    for module in pkgutil.iter_modules(__path__, f"{__name__}."):
        importlib.import_module(module.name)
    from importlib.metadata import entry_points

    for entry in entry_points(group="annotator.suggest"):
        try:
            entry.load()
        except Exception as error:  # noqa: BLE001 - Whatever is wrong with it, the others suggest.
            _broken.append(AnnotatorError(BROKEN, name=entry.name, reason=f"{type(error).__name__}: {error}"))


def broken_programs() -> Sequence[AnnotatorError]:
    """Return a sentence for each program of the user's own that is no engine."""
    _import_all()
    return tuple(_broken)


def every_engine() -> Mapping[str, type[Suggester]]:
    """Return every engine by its name, those that need to be set up too."""
    _import_all()
    return dict(sorted(_makers.items()))


def all_engines() -> Mapping[str, type[Suggester]]:
    """Return the engines that can suggest as they are, by their names."""
    return {name: engine for name, engine in every_engine().items() if not engine.needs_setup}
