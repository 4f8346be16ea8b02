"""Articles of an import that are reprints of one another, or of those in the project: found, told, never dropped.

The cost is bounded: of the project the newest texts are compared, of the import the first; what goes beyond is counted.
An import of some hundred articles is compared by runs of words, which also finds a reprint whose every sentence was
touched; a larger one by whole sentences, which takes a twentieth of the time.
"""

from collections.abc import Callable
from pathlib import Path

from annotator.duplicates import Reprints, sentence_sketch, sketch
from annotator.errors import CancelledError
from annotator.model import value
from annotator.store.project import Project
from annotator.translation import mark

OF_PROJECT = 5_000_000
"""Code points of the project's newest texts that are compared: a tenth of a second."""
CLOSELY = 2_000_000
"""Bytes of an import up to which it is compared by runs of words: some hundred articles, a third of a second."""
OF_PROJECT_CLOSELY = 1_000_000
OF_IMPORT = 20_000_000
"""Code points of the texts of an import that are compared: half a second."""


@value
class Like:
    """The article that another one is much like; `known` when it is in the project."""

    title: str
    known: bool


class Likeness:
    """Takes the articles of an import one after the other, and tells which earlier one each is much like."""

    def __init__(self, size: int = 0) -> None:
        """`size` is that of the import, in bytes: it says how closely texts are compared."""
        self.left_out = 0
        """Articles of the import that were not compared any more."""
        closely = size <= CLOSELY
        self._reprints = Reprints(sketch if closely else sentence_sketch)
        self._limit = OF_PROJECT_CLOSELY if closely else OF_PROJECT
        self._titles: list[str] = []
        self._gone: set[int] = set()
        self._of_project = 0
        self._length = 0
        self._lengths: dict[Path, int] = {}
        self._numbers: dict[Path, list[int]] = {}

    def read(self, project: Project, cancelled: Callable[[], bool] = lambda: False) -> None:
        """Take note of what is in the project. Raises CancelledError."""
        length = 0
        for title, text in project.newest_texts():
            if cancelled():
                raise CancelledError(mark("errors", "The import was stopped. Nothing was imported."))
            length += len(text)
            if length > self._limit:
                return
            self._reprints.add(text)
            self._titles.append(title)
            self._of_project += 1

    def add(self, path: Path, title: str, text: str) -> Like | None:
        """Take the next article of a file; tell which earlier one it is much like."""
        if self._length + len(text) > OF_IMPORT:
            self.left_out += 1
            return None
        self._length += len(text)
        self._lengths[path] = self._lengths.get(path, 0) + len(text)
        alike = [other for other in self._reprints.add(text) if other not in self._gone]
        self._numbers.setdefault(path, []).append(len(self._titles))
        self._titles.append(title)
        return Like(self._titles[alike[0]], alike[0] < self._of_project) if alike else None

    def forget(self, path: Path) -> None:
        """Let the articles of a file count no more: it is read anew."""
        self._gone.update(self._numbers.pop(path, ()))
        self._length -= self._lengths.pop(path, 0)
