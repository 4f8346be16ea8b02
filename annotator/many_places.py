"""One label for many places of a document: the edits that give it, and why some places did not get it."""

from collections.abc import Iterable

from annotator.edits import Edit, label_again, label_span, relabel_span, remove_span, updated
from annotator.errors import EditError
from annotator.model import AnnotatedDocument, Piece, Progress, Scheme, Span, value


@value
class Given:
    """What gives a label to places, and the errors of those that cannot have it. `same` have it already."""

    edits: tuple[Edit, ...] = ()
    refused: tuple[EditError, ...] = ()
    same: int = 0


def give_label(
    document: AnnotatedDocument,
    scheme: Scheme,
    places: Iterable[Piece],
    label: str,
    annotator: str,
    *,
    second: bool = False,
) -> Given:
    """Give a label to places: one that the annotator has labelled is relabelled, or with `second` gets one more.

    How far the annotator is with the document stays as it is: nobody has read it for this.
    """
    made: list[Edit] = []
    refused: list[EditError] = []
    same = 0
    for start, end in places:
        own = _spans_at(document, start, end, annotator)
        if any(span.label == label for span in own):
            same += 1
            continue
        try:
            if not own:
                edit = label_span(document, scheme, start, end, label, annotator)[0]
            elif second:
                edit = label_again(document, scheme, own[-1], label, annotator)[0]
            else:
                edit = relabel_span(document, scheme, own[-1], label)[0]
        except EditError as error:
            refused.append(error)
            continue
        made.append(edit)
        document = updated(document, [edit])
    return Given(tuple(made), tuple(refused), same)


def take_label(document: AnnotatedDocument, places: Iterable[Piece], annotator: str) -> tuple[Edit, ...]:
    """Return the edits that take off all labels which the annotator gave to these places, and what hangs on them."""
    made: list[Edit] = []
    for start, end in places:
        for span in _spans_at(document, start, end, annotator):
            lost = [edit for edit in remove_span(document, span) if not isinstance(edit.after or edit.before, Progress)]
            made += lost
            document = updated(document, lost)
    return tuple(made)


def _spans_at(document: AnnotatedDocument, start: int, end: int, annotator: str) -> list[Span]:
    """Return the annotator's spans that cover just this place, the newest last."""
    found = [
        span
        for span in document.spans
        if (span.start, span.end, span.annotator, span.pieces) == (start, end, annotator, ())
    ]
    return sorted(found, key=lambda span: span.id)
