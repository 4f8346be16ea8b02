"""What the clients are given besides real datasets, and what is compared."""

from collections.abc import Sequence

from annotator.color import default_label_color
from annotator.model import (
    AnnotatedDocument,
    Document,
    DocumentLabel,
    Kind,
    Label,
    Note,
    Relation,
    Scheme,
    Span,
    reading_order,
)

TRICKY = "😀 Hulusi Akar’la  Ankara’da, “Zakir”\tḤasanov!\nقال أكار: نعم. 👩‍👩‍👧 ok\u2028end é"
"""Emoji, combining marks, right to left, blanks and a separator of lines."""


def tricky() -> AnnotatedDocument:
    """A document in which offsets that do not count code points would show."""
    words = [(0, 1), (2, 13), (17, 23), (30, 35), (37, 44), (46, 49), (50, 54), (61, 66), (67, 69), (70, 73)]
    spans = [Span(at, 1, f"ÖRT {at % 3} 😀", "", start, end) for at, (start, end) in enumerate(words, 1)]
    spans.append(Span(99, 1, "rest", "", 60, len(TRICKY)))
    relations = (Relation(100, 1, "met – once", "", 2, 3), Relation(101, 1, "met – once", "", 3, 99))
    labels = (DocumentLabel(102, 1, "news", ""), DocumentLabel(103, 1, "été", ""))
    notes = (Note(104, 1, "", "Ask\nagain."),)
    known = Document(1, TRICKY, "A title", date="2022-02-02", metadata={"page": 3, "tags": ["a", "b"]})
    return AnnotatedDocument(known, tuple(sorted(spans, key=reading_order)), relations, labels, notes)


def scheme_of(documents: Sequence[AnnotatedDocument]) -> Scheme:
    """Return a scheme with all labels that are met, the first nine with keys."""
    names = {
        Kind.SPAN: {span.label for document in documents for span in document.spans},
        Kind.RELATION: {one.label for document in documents for one in document.relations},
        Kind.DOCUMENT: {one.label for document in documents for one in document.document_labels},
    }
    kinds = [(kind, name) for kind, found in names.items() for name in sorted(found)]
    return Scheme(
        tuple(
            Label(at, name, kind, default_label_color(at), str(at) if at < 10 else "", position=at)
            for at, (kind, name) in enumerate(kinds, 1)
        )
    )


def spans_of(document: AnnotatedDocument) -> list[tuple[int, int, str]]:
    """Return each span as it can be compared."""
    return sorted((span.start, span.end, span.label) for span in document.spans)


def links_of(document: AnnotatedDocument) -> list[tuple[object, ...]]:
    """Return each relation as it can be compared."""
    places = {span.id: (span.start, span.end, span.label) for span in document.spans}
    return sorted((one.label, places[one.source], places[one.target]) for one in document.relations)
