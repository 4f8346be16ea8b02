"""A relation in words, as seen from one of its spans."""

from annotator.model import Kind, Relation, Scheme, Span, quote
from annotator.ui.plain_text import named
from annotator.ui.text_view.span_words import shortened


def relation_words(text: str, relation: Relation, span: Span, far: Span | None, scheme: Scheme) -> str:
    """Return the direction, the label, and what the span at the other end quotes, in one line."""
    label = scheme.find(relation.label, Kind.RELATION)
    arrow = "↔" if label is not None and label.symmetric else "→" if relation.source == span.id else "←"
    quoted = shortened(quote(text, far, joint=" … ")) if far is not None else "?"
    return f"{arrow} {named(relation.label)}  {quoted}"
