"""A document becomes tokens with entities, a span group and scores, and what it loses by that."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from annotator.bio import Keep, Misfit, Unfit, fit, place
from annotator.formats import Feature, Options, carried_by_feature, losses_by_feature
from annotator.formats.spacy.docbin import BinWriter, GroupSpan
from annotator.formats.spacy.strings import string_number
from annotator.misfits import misfit_notices
from annotator.model import AnnotatedDocument, DocumentLabel, Span, value
from annotator.report import Notice, Outcome
from annotator.tokenised import MADE_OF_TOKENS, TOKENS, tokenised

FEATURES = frozenset({Feature.NESTED, Feature.OVERLAPPING, Feature.DOCUMENT_LABELS, Feature.EXACT_TEXT})
_TOLD_BY_FIT = frozenset({Feature.DISCONTINUOUS, Feature.ZERO_LENGTH})
OVERLAPPING, ALL = "overlapping", "all"

Placed = tuple[int, int, str]
"""A label from a token up to, not with, another."""


@value
class Laid:
    """What becomes of a document: its tokens, and the spans on them. Tokens of `words` are those that are not blank."""

    words: Sequence[tuple[int, int]]
    tokens: Sequence[tuple[int, int]]
    spaces: Sequence[bool]
    entities: tuple[Placed, ...]
    group: tuple[Placed, ...]
    unfit: tuple[Unfit, ...]
    doubled: tuple[Span, ...]


@lru_cache(maxsize=1)
def lay(annotated: AnnotatedDocument, way: str, keep: Keep, grouped: str) -> Laid:
    """Return what is written. The last answer is kept: it is written right after it was asked for."""
    words = tokenised(annotated.document, way).tokens
    tokens, spaces, numbers = with_blanks(annotated.text, words)
    starts, ends = [start for start, _ in words], [end for _, end in words]
    fitted = fit(annotated.spans, words, (), keep)
    entities = {_moved(first, end, label, numbers): None for first, end, label in fitted.chunks}
    rest: list[Placed] = []
    unfit: list[Unfit] = []
    doubled: list[Span] = []
    for one in fitted.unfit:
        if one.reasons != (Misfit.OVERLAP,):
            unfit.append(one)
            continue
        first, end, reasons = place(one.span, starts, ends)
        placed = _moved(first, end, one.span.label, numbers)
        if placed in entities or placed in rest:
            doubled.append(one.span)
            continue
        rest.append(placed)
        if reasons:
            unfit.append(Unfit(one.span, reasons, (fitted.chunks[0]._replace(first=first, end=end),)))
    group = sorted([*entities, *rest] if grouped == ALL else rest, key=lambda placed: (placed[0], -placed[1]))
    return Laid(words, tokens, spaces, tuple(entities), tuple(group), tuple(unfit), tuple(doubled))


def _moved(first: int, end: int, label: str, numbers: Sequence[int]) -> Placed:
    return numbers[first], numbers[end - 1] + 1, label


def with_blanks(text: str, words: Sequence[tuple[int, int]]) -> tuple[list[tuple[int, int]], list[bool], list[int]]:
    """Return the tokens that make up the whole text, whether a space follows each, and the places of the words.

    As in spaCy, one space behind a token belongs to it, and further blanks are a token of their own.
    """
    tokens: list[tuple[int, int]] = []
    spaces: list[bool] = []
    numbers: list[int] = []
    at = 0
    for start, end in [*words, (len(text), len(text))]:
        if at < start and tokens and text[at] == " ":
            spaces[-1] = True
            at += 1
        if at < start:
            tokens.append((at, start))
            spaces.append(False)
        if start < end:
            numbers.append(len(tokens))
            tokens.append((start, end))
            spaces.append(False)
        at = end
    return tokens, spaces, numbers


def layout(options: Options) -> tuple[str, Keep, str]:
    """Return what the options say."""
    return options[TOKENS], Keep(options["overlaps"]), options["group"]


def add_document(annotated: AnnotatedDocument, laid: Laid, writer: BinWriter) -> None:
    """Write a document."""
    group = [
        (
            GroupSpan(string_number(label), first, end, 0, laid.tokens[first][0], laid.tokens[end - 1][1]),
            label,
        )
        for first, end, label in laid.group
    ]
    words = [annotated.text[start:end] for start, end in laid.tokens]
    writer.add(words, laid.spaces, laid.entities, [label.label for label in annotated.document_labels], group)


def carried(annotated: AnnotatedDocument, laid: Laid) -> AnnotatedDocument:
    """Return the document as reading it back gives it, but for ids, annotators and metadata."""
    number = annotated.document.id
    placed = dict.fromkeys((*laid.entities, *laid.group))
    spans = tuple(
        Span(at, number, label, "", laid.tokens[first][0], laid.tokens[end - 1][1])
        for at, (first, end, label) in enumerate(placed, 1)
    )
    kept = carried_by_feature(replace(annotated, spans=()), FEATURES)
    labels = tuple({label.label: label for label in annotated.document_labels}.values())
    return replace(kept, spans=spans, document_labels=labels)


def losses(annotated: AnnotatedDocument, laid: Laid) -> Iterator[Notice]:
    """Yield what is lost, span by span."""
    document = annotated.document
    title = document.title or str(document.id)
    yield from misfit_notices(annotated, laid.words, laid.unfit)
    for span in laid.doubled:
        message = f"{span.label}: another span has the same words and the same label; it is written once."
        yield Notice(Outcome.LOST, message, document=title, start=span.start, end=span.end)
    for label in _doubled_labels(annotated.document_labels):
        yield Notice(Outcome.LOST, f"The document label {label} is there twice; it is written once.", document=title)
    if MADE_OF_TOKENS.items() <= document.metadata.items():
        metadata = {key: content for key, content in document.metadata.items() if key != TOKENS}
        annotated = replace(annotated, document=replace(document, metadata=metadata))
    yield from losses_by_feature(annotated, FEATURES | _TOLD_BY_FIT)


def _doubled_labels(labels: Sequence[DocumentLabel]) -> list[str]:
    names = [label.label for label in labels]
    return sorted({name for name in names if names.count(name) > 1})
