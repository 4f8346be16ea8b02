"""The edits that decide about a suggestion: it becomes a span, perhaps another one than was offered, or never returns.

A verdict keeps what was offered: who gives it another label says that the offered one was wrong.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from annotator.edits import Edit, begun, label_span
from annotator.ids import new_id
from annotator.model import AnnotatedDocument, Scheme, Span, Verdict
from annotator.reanchoring import reanchor
from annotator.suggest import Suggestion


def accept(
    document: AnnotatedDocument,
    scheme: Scheme,
    offer: Suggestion,
    annotator: str,
    *,
    stretch: tuple[int, int] | None = None,
    label: str = "",
) -> list[Edit]:
    """Make a span of what was offered, with other borders or another label if these are given.

    Raises EditError as `label_span` does.
    """
    start, end = stretch or (offer.start, offer.end)
    span, *rest = label_span(document, scheme, start, end, label or offer.label, annotator)
    accepted = label in ("", offer.label)
    return [span, Edit(None, _verdict(document, offer, annotator, accepted=accepted)), *rest]


def reject(document: AnnotatedDocument, offer: Suggestion, annotator: str) -> list[Edit]:
    """Say that what was offered is wrong."""
    return [Edit(None, _verdict(document, offer, annotator, accepted=False)), *begun(document, annotator)]


def _verdict(document: AnnotatedDocument, offer: Suggestion, annotator: str, *, accepted: bool) -> Verdict:
    id_ = document.document.id
    return Verdict(new_id(), id_, offer.start, offer.end, offer.label, offer.engine, annotator, accepted)


def decided(verdicts: Iterable[Verdict]) -> frozenset[tuple[int, int, str]]:
    """Return the places that were decided about: what stood there is not offered again."""
    return frozenset((one.start, one.end, one.label) for one in verdicts)


def move_verdicts(old: str, new: str, verdicts: Sequence[Verdict]) -> list[Edit]:
    """Let verdicts stand where their words stand in a text that was fixed; those whose words have changed go."""
    by_id = {one.id: one for one in verdicts}
    stretches = [Span(one.id, one.document, one.label, str(one.id), one.start, one.end) for one in verdicts]
    moved = []
    for one in reanchor(old, new, stretches):
        verdict = by_id[one.before.id]
        if one.after is None or not one.is_sure:
            moved.append(Edit(verdict, None))
        elif one.after != one.before:
            moved.append(Edit(verdict, replace(verdict, start=one.after.start, end=one.after.end)))
    return moved
