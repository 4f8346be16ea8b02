"""Tokens with entities, span groups and scores become a document."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from annotator.errors import FormatError
from annotator.files import ARTICLE_LIMIT, MEGABYTE
from annotator.formats.spacy.docbin import ENT_IOB, ENT_KB_ID, ENT_TYPE, FIRST, INSIDE, ORTH, Bin, BinDocument
from annotator.model import AnnotatedDocument, Attributes, Document, DocumentLabel, Origin, Span, reading_order
from annotator.report import Outcome, Report

Found = dict[tuple[int, int, str], Attributes]
"""Labels from a token up to, not with, another: what is both an entity and in a group is one span."""


def read_documents(content: Bin, path: Path, report: Report) -> Iterator[AnnotatedDocument]:
    """Yield the documents. Raises FormatError that names the file and the document's number."""
    number = 0
    documents = content.documents()
    while True:
        number += 1
        try:
            document = next(documents, None)
            if document is None:
                return
            yield _document(document, number, content, path, report)
        except FormatError as error:
            raise FormatError(f"Document {number}: {error.reason}", path=path) from error


def _document(document: BinDocument, number: int, content: Bin, path: Path, report: Report) -> AnnotatedDocument:
    text, places = _text(document, content)
    found = _entities(document, content)
    for key, group in document.groups:
        for span in group:
            label = content.names.get(span.label, "") or key
            found.setdefault((span.first, span.end, label), _knowledge(span.kb_id, content.names))
    ends = [*(start for start, _ in places), len(text)]
    spans = [
        Span(at, number, label, "", ends[first], places[end - 1][1] if first < end else ends[first], (), attributes)
        for at, ((first, end, label), attributes) in enumerate(found.items(), 1)
    ]
    return AnnotatedDocument(
        Document(number, text, origin=Origin(path.name)),
        tuple(sorted(spans, key=reading_order)),
        document_labels=tuple(_labels(document.cats, number, path, report)),
    )


def _text(document: BinDocument, content: Bin) -> tuple[str, list[tuple[int, int]]]:
    """Return the text, and the places of the tokens in it."""
    orth = content.attributes.index(ORTH)
    parts: list[str] = []
    places: list[tuple[int, int]] = []
    at = 0
    for row, space in zip(document.rows, document.spaces, strict=True):
        word = content.names.get(row[orth])
        if word is None or "\0" in word:
            raise FormatError(f"token {len(places) + 1} has a word that is not among the strings, or holds NUL.")
        places.append((at, at + len(word)))
        parts.append(f"{word} " if space else word)
        at += len(parts[-1])
        if at > ARTICLE_LIMIT:
            raise FormatError(f"it has more than {ARTICLE_LIMIT // MEGABYTE} million characters, which is the limit.")
    return "".join(parts), places


def _entities(document: BinDocument, content: Bin) -> Found:
    if not {ENT_IOB, ENT_TYPE} <= set(content.attributes):
        return {}
    iob, type_ = content.attributes.index(ENT_IOB), content.attributes.index(ENT_TYPE)
    knowledge = content.attributes.index(ENT_KB_ID) if ENT_KB_ID in content.attributes else None
    found: Found = {}
    first, kind, kb_id = 0, 0, 0
    for at, row in enumerate([*document.rows, [0] * len(content.attributes)]):
        goes_on = kind and row[iob] == INSIDE and row[type_] == kind
        if kind and not goes_on:
            found[first, at, _name(kind, content.names)] = _knowledge(kb_id, content.names)
            kind = 0
        if not goes_on and row[iob] in {FIRST, INSIDE} and row[type_]:
            first, kind, kb_id = at, row[type_], row[knowledge] if knowledge is not None else 0
    return found


def _name(number: int, names: Mapping[int, str]) -> str:
    name = names.get(number)
    if not name:
        raise FormatError("an entity has a label that is not among the strings.")
    return name


def _knowledge(kb_id: int, names: Mapping[int, str]) -> Attributes:
    """Return the entry in a knowledge base as an attribute."""
    name = names.get(kb_id, "")
    return (("kb_id", name),) if name else ()


def _labels(cats: Mapping[str, float], number: int, path: Path, report: Report) -> Iterator[DocumentLabel]:
    at = 0
    for label, score in cats.items():
        if score not in {0.0, 1.0}:
            taken = "taken" if score >= 0.5 else "left out"
            message = f"The label {label} has the score {score:g}: it is {taken}."
            report.add(Outcome.NOTED, message, path=path, document=str(number))
        if score >= 0.5:
            at += 1
            yield DocumentLabel(at, number, label, "")
