"""What an export would lose, before anything is written: thing by thing, and gathered by what it is."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator

from annotator.model import AnnotatedDocument, value
from annotator.report import Notice
from annotator.store.project import Project
from annotator.transfer.exporting import Target, followed
from annotator.transfer.scope import WHOLE_PROJECT, Scope, count_documents, layer_for, read_documents

LISTED = 1_000
"""Places that are listed of one kind of loss; all are counted."""
QUOTED = 60
"""Code points of a quote."""
MOST_GROUPS = 200
OTHERS = "Something else."
"""Stands for all kinds beyond the most."""

_QUOTED = re.compile(r"“[^”]*”")
_NUMBER = re.compile(r"\d[\d,]*")


@value
class Loss:
    """One thing that is lost: in which document, what is said of it, and what stands there, shortened."""

    document: int
    notice: Notice
    quote: str = ""


@value
class LossGroup:
    """Losses of one kind: what it is, how many there are, and the first of them."""

    what: str
    number: int
    losses: tuple[Loss, ...]


@value
class Losses:
    """All that would be lost of so many documents and spans; the most frequent first."""

    documents: int
    spans: int
    groups: tuple[LossGroup, ...] = ()

    @property
    def number(self) -> int:
        """Return how many things are lost."""
        return sum(group.number for group in self.groups)


def gathered_losses(
    project: Project,
    target: Target,
    scope: Scope = WHOLE_PROJECT,
    *,
    progress: Callable[[float], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Losses:
    """Return what an export would lose, by kinds. Raises as `export_project` does."""
    layer = layer_for(project, target.format(), scope.annotator)
    total = max(count_documents(project, scope), 1)
    counted = _Counted(followed(read_documents(project, scope, layer), total, progress, cancelled))
    names = {label.name for label in project.scheme().labels}
    groups = _gathered(_losses(project, target, counted), names)
    return Losses(counted.documents, counted.spans, groups)


def what_is_lost(message: str, labels: Collection[str]) -> str:
    """Return of a notice what it has in common with others: without the label at its head, quotes and numbers."""
    message = _QUOTED.sub("“…”", message)
    head, colon, rest = message.partition(": ")
    if colon and head.removesuffix(" “…”") in labels:
        message = rest
    message = _NUMBER.sub("…", message)
    return message[:1].upper() + message[1:]


class _Counted:
    """Counts the documents that it passes on, and their spans."""

    def __init__(self, documents: Iterable[AnnotatedDocument]) -> None:
        self._given = documents
        self.documents = self.spans = 0

    def __iter__(self) -> Iterator[AnnotatedDocument]:
        for document in self._given:
            self.documents += 1
            self.spans += len(document.spans)
            yield document


def _losses(project: Project, target: Target, documents: Iterable[AnnotatedDocument]) -> Iterator[Loss]:
    format_, chosen, scheme = target.format(), target.chosen(), project.scheme()
    for document in documents:
        for notice in format_.losses(document, scheme, chosen):
            yield Loss(document.document.id, notice, _quote(document, notice))


def _quote(document: AnnotatedDocument, notice: Notice) -> str:
    if notice.start is None or notice.end is None:
        return ""
    words = " ".join(document.text[notice.start : min(notice.end, notice.start + QUOTED)].split())
    return f"{words}…" if notice.end - notice.start > QUOTED else words


def _gathered(losses: Iterable[Loss], labels: Collection[str]) -> tuple[LossGroup, ...]:
    numbers: dict[str, int] = {}
    kept: dict[str, list[Loss]] = {}
    for loss in losses:
        what = what_is_lost(loss.notice.message, labels)
        if what not in numbers and len(numbers) >= MOST_GROUPS:
            what = OTHERS
        numbers[what] = numbers.get(what, 0) + 1
        if numbers[what] <= LISTED:
            kept.setdefault(what, []).append(loss)
    ordered = sorted(numbers, key=lambda what: (-numbers[what], what))
    return tuple(LossGroup(what, numbers[what], tuple(kept[what])) for what in ordered)
