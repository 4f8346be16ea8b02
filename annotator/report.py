"""What was read, repaired, refused and lost: with file, line, document and span."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from annotator.model import value
from annotator.visible import one_line


class Outcome(StrEnum):
    """What became of the thing that a notice is about."""

    REPAIRED = "repaired"
    """It was read, differently from what the file says."""
    SKIPPED = "skipped"
    """It was left out, and nothing is missing by that (a text that is already there)."""
    REFUSED = "refused"
    """It could not be read."""
    LOST = "lost"
    """The format cannot carry it."""
    ALIKE = "alike"
    """It was read, and is much like another one."""
    NOTED = "noted"
    """How it was read, where there was a choice."""


@value
class Notice:
    """One sentence about one thing. Lines count from 1; `document` is a title or an id."""

    outcome: Outcome
    message: str
    path: Path | None = None
    line: int | None = None
    document: str = ""
    start: int | None = None
    end: int | None = None

    def __str__(self) -> str:
        place = [str(self.path)] if self.path is not None else []
        if self.line is not None:
            place.append(f"line {self.line}")
        if self.document:
            place.append(f"“{one_line(self.document)}”")
        if self.start is not None:
            place.append(f"{self.start} to {self.end}")
        return f"{', '.join(place)}: {self.message}" if place else self.message


@dataclass(slots=True)
class Report:
    """Collects notices and counts while files are read or written.

    Only the first `limit` notices of each outcome are kept in full; all are counted.
    """

    limit: int = 10_000
    notices: list[Notice] = field(default_factory=list)
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    documents: int = 0
    spans: int = 0
    relations: int = 0

    def add(
        self,
        outcome: Outcome,
        message: str,
        *,
        path: Path | None = None,
        line: int | None = None,
        document: str = "",
        start: int | None = None,
        end: int | None = None,
    ) -> None:
        """Note one thing."""
        self.note(Notice(outcome, message, path, line, document, start, end))

    def note(self, notice: Notice) -> None:
        """Note one thing that is put into words already."""
        self.outcomes[notice.outcome] += 1
        if self.outcomes[notice.outcome] <= self.limit:
            self.notices.append(notice)

    def include(self, other: "Report") -> None:
        """Take over the notices of another report, not its counts of what was read or written."""
        for notice in other.notices:
            self.note(notice)
        for outcome, number in other.outcomes.items():
            self.outcomes[outcome] += number - sum(1 for _ in other.of(outcome))

    def of(self, outcome: Outcome) -> Iterator[Notice]:
        """Yield the notices that were kept of one outcome."""
        return (notice for notice in self.notices if notice.outcome == outcome)
