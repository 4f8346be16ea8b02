"""Documents, spans and schemes as the model allows them, for tests that hold for all of them."""

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from annotator.model import (
    AnnotatedDocument,
    Attribute,
    AttributeKind,
    Attributes,
    Document,
    DocumentLabel,
    Kind,
    Label,
    Note,
    Origin,
    Piece,
    Progress,
    Relation,
    Removal,
    Scheme,
    Span,
    Status,
    reading_order,
)

ANNOTATORS = ("Ayla", "Björn Åsen")
LABELS = ("PERSON", "Yer adı", "ORG|X", "标签")
LARGEST_ID = 2**63 - 1

CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
"""Everything that a text may hold: no half characters, no NUL."""

FRAGMENTS = st.sampled_from(
    [
        *("Zakir Hasanov", "Ağrı", "中文", "שלום", "e\u0301", "😀", "👩\u200d👩\u200d👧", "\U0010ffff"),
        *(" ", "\n", "\r\n", "\r", "\t", "\ufeff", "\u2028", "\u202e", "\x85", "\x07"),
        *('"', "\\", "\\u0000", "</b>", "=1+1", "null"),
    ]
)


def texts(*, min_size: int = 0, max_size: int = 12) -> st.SearchStrategy[str]:
    """Texts of any script, made of at most `max_size` fragments."""
    fragments = FRAGMENTS | st.text(CHARACTERS, min_size=1, max_size=4)
    return st.lists(fragments, min_size=min_size, max_size=max_size).map("".join)


def json_values() -> st.SearchStrategy[Any]:
    """Values that JSON gives back as they are: no NaN, whole numbers of at most 64 bits."""
    numbers = st.integers(-(2**63), 2**64 - 1) | st.floats(allow_nan=False, allow_infinity=False)
    leaves = st.none() | st.booleans() | numbers | texts(max_size=3)
    return st.recursive(leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts(), inner, max_size=3))


def attributes() -> st.SearchStrategy[Attributes]:
    """Attributes of a span or a relation, sorted by name."""
    numbers = st.integers(-(2**63), 2**64 - 1) | st.floats(allow_nan=False, allow_infinity=False)
    values = texts(max_size=2) | st.booleans() | numbers | st.lists(texts(max_size=2), max_size=3).map(tuple)
    return st.dictionaries(texts(min_size=1, max_size=2), values, max_size=2).map(
        lambda found: tuple(sorted(found.items()))
    )


def schemes() -> st.SearchStrategy[Scheme]:
    """Schemes with labels of every kind, some of them below another."""
    return st.lists(
        st.tuples(st.sampled_from(LABELS), st.sampled_from(Kind)), unique=True, max_size=6
    ).flatmap(lambda names: st.tuples(*(_labels(names, at) for at in range(len(names))))).map(Scheme)  # fmt: skip


def _labels(names: Sequence[tuple[str, Kind]], at: int) -> st.SearchStrategy[Label]:
    name, kind = names[at]
    above = ["", *(other for other, its_kind in names[:at] if its_kind == kind)]
    return st.builds(
        Label,
        st.just(LARGEST_ID - at),
        st.just(name),
        st.just(kind),
        st.sampled_from(["#b9a9f2", "#000000", "#FFaa01"]),
        st.sampled_from(["", f"Ctrl+{at}"]),
        st.sampled_from(above),
        texts(max_size=3),
        st.just(at),
        st.booleans(),
        st.booleans(),
        st.sampled_from([(), ("PERSON",), LABELS]),
        st.sampled_from([(), ("ORG|X",)]),
        st.booleans(),
        st.lists(_rules(), max_size=2).map(tuple),
        st.booleans(),
        st.sampled_from([(), LABELS]),
    )


def _rules() -> st.SearchStrategy[Attribute]:
    return st.builds(
        Attribute,
        texts(min_size=1, max_size=2),
        st.sampled_from(AttributeKind),
        st.lists(texts(min_size=1, max_size=2), max_size=3).map(tuple),
        st.none() | texts(max_size=2) | st.booleans() | st.lists(texts(max_size=2), max_size=2).map(tuple),
        st.sampled_from(["", "https://www.wikidata.org/wiki/"]),
    )


@st.composite
def places(draw: st.DrawFn, length: int, *, zero_length: bool = True) -> tuple[int, int]:
    """Start and end inside a text of that length, often at its very end."""
    border = st.integers(0, length) | st.just(length)
    start, end = sorted((draw(border), draw(border)))
    if start == end and not zero_length and length:
        return (start - 1, end) if start else (start, end + 1)
    return start, end


@st.composite
def pieces(draw: st.DrawFn, start: int, end: int) -> tuple[Piece, ...]:
    """The pieces of a span: none, or two and more that are sorted and do not touch."""
    if end - start < 3 or draw(st.booleans()):
        return ()
    inner = draw(st.lists(st.integers(start + 1, end - 1), min_size=2, max_size=6, unique=True))
    borders = [start, *sorted(inner)[: len(inner) // 2 * 2], end]
    return tuple(zip(borders[::2], borders[1::2], strict=True))


@st.composite
def spans(
    draw: st.DrawFn, id: int, document: int, length: int, annotators: Sequence[str] = ANNOTATORS, *, plain: bool = False
) -> Span:
    """One span of a text of that length; a plain one has a length, no pieces, attributes or note."""
    start, end = draw(places(length, zero_length=not plain))
    label, annotator = draw(st.sampled_from(LABELS)), draw(st.sampled_from(annotators))
    if plain:
        return Span(id, document, label, annotator, start, end)
    return Span(
        id,
        document,
        label,
        annotator,
        start,
        end,
        draw(pieces(start, end)),
        draw(attributes()),
        draw(texts(max_size=2)),
    )


def documents(id: int) -> st.SearchStrategy[Document]:
    """Documents with that id."""
    dates = st.sampled_from(["", "2022", "2022-02", "2022-02-02", "2022-02-02T10:15Z"])
    removals = st.builds(Removal, st.integers(0, 99), texts(max_size=2), st.sampled_from(["date", "author"]))
    changes = st.lists(texts(max_size=2), max_size=2).map(tuple)
    removed = st.lists(removals, max_size=2).map(tuple)
    origins = st.builds(Origin, texts(max_size=1), st.just("0f" * 32), st.just("utf-8"), changes, removed)
    metadata = st.dictionaries(texts(min_size=1, max_size=2), json_values(), max_size=3)
    words = texts(max_size=2)
    return st.builds(Document, st.just(id), texts(), words, words, dates, words, words, metadata, st.none() | origins)


@st.composite
def annotated_documents(
    draw: st.DrawFn, *, annotators: Sequence[str] = ANNOTATORS, plain: bool = False, first_id: int | None = None
) -> AnnotatedDocument:
    """A document with annotations of every kind; a `plain` one has contiguous spans with a label and no more.

    Ids are unique in it and count up from `first_id`, which is drawn when it is not given.
    """
    first = first_id if first_id is not None else draw(st.sampled_from([1, 2**53, LARGEST_ID - 1000]))
    ids = iter(range(first + 1, first + 1000))
    document = draw(documents(first))
    length = len(document.text)
    number = draw(st.integers(0, 8)) if length or not plain else 0
    found = sorted(
        (draw(spans(next(ids), first, length, annotators, plain=plain)) for _ in range(number)), key=reading_order
    )
    if plain:
        return AnnotatedDocument(document, tuple(found))
    layers = [[span for span in found if span.annotator == annotator] for annotator in annotators]
    relations = [
        Relation(next(ids), first, draw(st.sampled_from(LABELS)), layer[0].annotator, draw(st.sampled_from(layer)).id,
                 draw(st.sampled_from(layer)).id, draw(attributes()), draw(texts(max_size=2)))
        for layer in layers if layer for _ in range(draw(st.integers(0, 2)))
    ]  # fmt: skip
    given = draw(st.lists(st.tuples(st.sampled_from(LABELS), st.sampled_from(annotators)), unique=True, max_size=3))
    written = draw(st.lists(st.tuples(st.sampled_from(annotators), texts(max_size=3)), max_size=2))
    who = draw(st.lists(st.sampled_from(annotators), unique=True))
    return AnnotatedDocument(
        document,
        tuple(found),
        tuple(relations),
        tuple(DocumentLabel(next(ids), first, label, annotator) for label, annotator in given),
        tuple(Note(next(ids), first, annotator, text) for annotator, text in written),
        tuple(
            Progress(
                next(ids), first, annotator, draw(st.sampled_from(Status)), draw(st.booleans()), draw(texts(max_size=1))
            )
            for annotator in who
        ),
    )
