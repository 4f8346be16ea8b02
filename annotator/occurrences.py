"""Where else what was labelled stands in a text, and the edits that label it there. All positions are code points.

Plurals and possessives are those of English; other languages have the form itself.
"""

from collections.abc import Iterable, Iterator

from annotator import tokens
from annotator.attributes import with_defaults
from annotator.clusters import compiled
from annotator.edits import Edit
from annotator.finding import as_word, literal
from annotator.ids import new_id
from annotator.model import AnnotatedDocument, Piece, Scheme, Span, value
from annotator.pieces import pieces_of

_APOSTROPHE = "['’ʼ＇]"
POSSESSIVE = rf"(?!{_APOSTROPHE}[sS]\b|(?<=s){_APOSTROPHE})"
"""What must not follow a form when possessives do not count."""
_ENDING = rf"{_APOSTROPHE}[sS]?$"
_JOINS = frozenset("-‐‑'’ʼ＇_")
"""What may join a form to the word beside it: Karabakh is not meant in Nagorno-Karabakh."""
STEM = 3
"""Letters that a plural's ending leaves at least."""


@value
class Likeness:
    """How like the form a place must be: in case, as whole words, in the possessive, in the plural or singular.

    Of a possessive, the place is without its ending: Turkey is found in Turkey's.
    """

    case: bool = True
    words: bool = True
    possessives: bool = True
    plurals: bool = False


USUAL = Likeness()


def occurrences(text: str, form: str, like: Likeness = USUAL, *, taken: Iterable[Piece] = ()) -> list[Piece]:
    """Return where in the text the form stands, in order, apart from each other and from what is `taken`."""
    if not form.strip():
        return []
    free = _free(text, _matches(text, form, like), like)
    return list(_apart(free, sorted(piece for piece in taken if piece[0] < piece[1])))


def other_occurrences(document: AnnotatedDocument, span: Span, like: Likeness = USUAL) -> list[Piece]:
    """Return where else in the document the text of a span stands, outside all spans of its annotator."""
    own = (piece for other in document.spans if other.annotator == span.annotator for piece in pieces_of(other))
    form = document.text[span.start : span.end]
    return occurrences(document.text, form, like, taken=[(span.start, span.end), *own])


def label_occurrences(document: AnnotatedDocument, scheme: Scheme, span: Span, places: Iterable[Piece]) -> list[Edit]:
    """Give places of a document the label of a span; those that `other_occurrences` returns break no rule."""
    attributes = with_defaults(scheme, span.label)
    here = document.document.id
    return [
        Edit(None, Span(new_id(), here, span.label, span.annotator, start, end, attributes=attributes))
        for start, end in places
    ]


def forms_like(form: str, like: Likeness = USUAL) -> list[str]:
    """Return the form, and that in the plural or singular when they count; the longest first."""
    stem = compiled(_ENDING).sub("", form) if like.possessives else form
    found = {form, stem, *(_numbers(stem) if like.plurals else ())}
    return sorted(found - {""}, key=lambda one: (-len(one), one))


def _numbers(form: str) -> Iterator[str]:
    """Yield what may be plural and singular of a form."""
    small = form.lower()
    yield form + "s"
    if small.endswith(("s", "x", "z", "ch", "sh")):
        yield form + "es"
    if small.endswith("y") and not small.endswith(("ay", "ey", "oy", "uy")):
        yield form[:-1] + "ies"
    if len(form) <= STEM:
        return
    if small.endswith("ies"):
        yield form[:-3] + "y"
    elif small.endswith(("ses", "xes", "zes", "ches", "shes")):
        yield form[:-2]
    elif small.endswith("s") and not small.endswith(("ss", "us", "is")):
        yield form[:-1]


def _matches(text: str, form: str, like: Likeness) -> Iterator[Piece]:
    pattern = "|".join(map(literal, forms_like(form, like)))
    pattern = as_word(pattern) if like.words else f"(?:{pattern})"
    pattern += "" if like.possessives else POSSESSIVE
    return (match.span() for match in compiled(pattern if like.case else f"(?i:{pattern})").finditer(text))


def _free(text: str, found: Iterable[Piece], like: Likeness) -> Iterator[Piece]:
    """Yield the places that split no cluster, and no word at a hyphen that binds."""
    for start, end in found:
        joined = like.words and (text[start - 1 : start] in _JOINS or text[end : end + 1] in _JOINS)
        snap = tokens.snap if joined else tokens.grapheme_snap
        if (text.isascii() and not joined) or snap(text, start, end) == (start, end):
            yield start, end


def _apart(places: Iterable[Piece], taken: list[Piece]) -> Iterator[Piece]:
    """Yield the places that touch nothing that is taken; both are in order of their starts."""
    reached, at = 0, 0
    for start, end in places:
        while at < len(taken) and taken[at][0] < end:
            reached = max(reached, taken[at][1])
            at += 1
        if start >= reached:
            yield start, end
