"""Suggestions accepted together, in one article or in many: one action, in one transaction or in many short ones."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice

from annotator.assist.deciding import accept
from annotator.edits import Edit, updated
from annotator.errors import EditError
from annotator.model import AnnotatedDocument, Progress, Scheme, Span, Verdict
from annotator.store.project import Project
from annotator.suggest import Suggestion

FEW = 50
"""So many spans are written at once; more in short transactions, unseen until the last."""

Accepted = tuple[AnnotatedDocument, list[Edit]]
"""What one suggestion becomes, and the article as it was before."""


def accepted(
    document: AnnotatedDocument, scheme: Scheme, offers: Sequence[Suggestion], annotator: str
) -> Iterator[Accepted]:
    """Yield what becomes of the suggestions in one article, but for what the scheme's rules forbid."""
    for offer in offers:
        try:
            made = accept(document, scheme, offer, annotator)
        except EditError:
            continue
        yield document, made
        document = updated(document, made)


def write_accepted(project: Project, made: Iterable[Accepted], annotator: str, title: Callable[[int], str]) -> int:
    """Write it as one action, and return how many spans that are; `title` names an action of so many."""
    rest = iter(made)
    first = list(islice(rest, FEW + 1))
    if len(first) > FEW:
        return _write_many(project, chain(first, rest), annotator, title)
    if first:
        project.apply(title(len(first)), [edit for _, edits in first for edit in edits], annotator)
    return len(first)


def _write_many(project: Project, made: Iterator[Accepted], annotator: str, title: Callable[[int], str]) -> int:
    """Write in short transactions: who labels meanwhile is not held up."""
    document, edits = next(made)
    label = next(edit.after.label for edit in edits if isinstance(edit.after, Span))
    with project.bulk_labelling(title(0), label, annotator) as labelling:
        for before, some in chain([(document, edits)], made):
            spans = [edit.after for edit in some if isinstance(edit.after, Span)]
            begun = [edit for edit in some if isinstance(edit.after, Progress)]
            labelling.add(before, spans, [edit.after for edit in some if isinstance(edit.after, Verdict)], begun)
        labelling.finish()
        project.close_import(labelling, title(labelling.spans))
        return labelling.spans
