"""A document becomes lines of tokens and tags, and what it loses by that."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate

import orjson

from annotator.bio import Fit, Keep, Tagging, encode, fit
from annotator.formats import Feature, Options, carried_by_feature, losses_by_feature
from annotator.formats.conll.columns import DOCUMENT_MARK, TAB, Columns, chosen_columns
from annotator.formats.conll.reading import ID, TEXT, TITLE
from annotator.misfits import misfit_notices
from annotator.model import AnnotatedDocument, Document, Span, value
from annotator.report import Notice, Outcome
from annotator.tokenised import MADE_OF_TOKENS, TOKENS, Tokenised, tokenised

FEATURES = frozenset({Feature.EXACT_TEXT})
"""The exact text only with comments."""
_TOLD_BY_FIT = frozenset({Feature.DISCONTINUOUS, Feature.ZERO_LENGTH})
YES, NO = "yes", "no"


@value
class Layout:
    """How lines are written: what the options say."""

    columns: Columns
    separator: str
    tagging: Tagging
    keep: Keep
    tokens: str
    comments: bool


@value
class Laid:
    """A document's tokens, what of its spans fits them, and the text and its tokens' places as they are read back."""

    found: Tokenised
    fit: Fit
    text: str
    places: Sequence[tuple[int, int]]


def layout(options: Options) -> Layout:
    """Return what the options say. Raises FormatError."""
    return Layout(
        chosen_columns(options),
        "\t" if options["separator"] == TAB else " ",
        Tagging(options["tags"]),
        Keep(options["overlaps"]),
        options[TOKENS],
        options["comments"] == YES,
    )


@lru_cache(maxsize=1)
def lay(annotated: AnnotatedDocument, wanted: Layout) -> Laid:
    """Return the document's tokens, and what becomes of its spans and its text.

    The last answer is kept: a document is written right after it was asked what of it can be.
    """
    found = tokenised(annotated.document, wanted.tokens, mark=DOCUMENT_MARK)
    return Laid(found, fit(annotated.spans, found.tokens, found.sentences, wanted.keep), *joined(annotated.text, found))


def joined(text: str, found: Tokenised) -> tuple[str, list[tuple[int, int]]]:
    """Return the text that a reader puts together from the tokens, and the places of the tokens in it."""
    begins = frozenset(found.sentences)
    pieces = [("\n" if number in begins else " ") + text[start:end] for number, (start, end) in enumerate(found.tokens)]
    ends = [end - 1 for end in accumulate(map(len, pieces))]
    places = [(end + 1 - len(piece), end) for piece, end in zip(pieces, ends, strict=True)]
    return "".join(pieces)[1:], places


def document_lines(annotated: AnnotatedDocument, laid: Laid, wanted: Layout) -> Iterator[str]:
    """Yield the lines of a document, each with its line end: its mark, its comments, its sentences."""
    columns = wanted.columns
    yield wanted.separator.join(columns.cells(DOCUMENT_MARK, "O", "-X-")) + "\n\n"
    if wanted.comments:
        yield from _comments(annotated.document, laid)
    chunks = [chunk._replace(label=written_label(chunk.label, wanted.separator)) for chunk in laid.fit.chunks]
    tags = encode(chunks, len(laid.found.tokens), wanted.tagging, laid.found.sentences)
    begins = frozenset(laid.found.sentences[1:])
    for number, ((start, end), tag) in enumerate(zip(laid.found.tokens, tags, strict=True)):
        line = wanted.separator.join(columns.cells(annotated.text[start:end], tag, "_"))
        yield f"\n{line}\n" if number in begins else f"{line}\n"
    if tags:
        yield "\n"


def _comments(document: Document, laid: Laid) -> Iterator[str]:
    id_ = document.metadata.get("id")
    yield f"# {ID} = {_one_line(id_ if isinstance(id_, str) and id_.strip() else str(document.id))}\n"
    if document.title.strip():
        yield f"# {TITLE} = {_one_line(document.title)}\n"
    if laid.text != document.text:
        yield f"# {TEXT} = {orjson.dumps(document.text).decode()}\n"
    if not laid.found.tokens:
        yield "\n"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def written_label(label: str, separator: str) -> str:
    """Return a label as a cell can hold it: what would end the cell or the line becomes a low line."""
    return re.sub(r"[^\S ]|^ | $" if separator == "\t" else r"\s", "_", label) or "_"


def carried(annotated: AnnotatedDocument, wanted: Layout) -> AnnotatedDocument:
    """Return the document as reading it back gives it, but for ids, annotators and metadata."""
    laid = lay(annotated, wanted)
    text, places = (annotated.text, laid.found.tokens) if wanted.comments else (laid.text, laid.places)
    number = annotated.document.id
    spans = tuple(
        Span(at, number, written_label(label, wanted.separator), "", places[first][0], places[end - 1][1])
        for at, (first, end, label) in enumerate(laid.fit.chunks, 1)
    )
    kept = carried_by_feature(replace(annotated, spans=()), FEATURES)
    return replace(kept, document=replace(annotated.document, text=text), spans=spans)


def losses(annotated: AnnotatedDocument, wanted: Layout) -> Iterator[Notice]:
    """Yield what is lost, span by span."""
    document = annotated.document
    title = document.title or str(document.id)
    laid = lay(annotated, wanted)
    yield from misfit_notices(annotated, laid.found.tokens, laid.fit.unfit)
    for label in sorted({span.label for span in annotated.spans}):
        written = written_label(label, wanted.separator)
        if written != label:
            message = f"The label {label} is written as {written}: it may hold no blanks."
            yield Notice(Outcome.LOST, message, document=title)
    if MADE_OF_TOKENS.items() <= document.metadata.items():
        metadata = {key: content for key, content in document.metadata.items() if key != TOKENS}
        annotated = replace(annotated, document=replace(document, metadata=metadata))
    yield from losses_by_feature(annotated, FEATURES | _TOLD_BY_FIT)
