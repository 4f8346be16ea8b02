"""A document becomes sentences of words with tags in MISC, and what it loses by that."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

import orjson

from annotator.bio import Fit, Keep, Tagging, encode, fit
from annotator.formats import Feature, Options, carried_by_feature, losses_by_feature
from annotator.formats.conllu.cells import escaped, escaped_blanks
from annotator.misfits import misfit_notices
from annotator.model import AnnotatedDocument, Document, Span, value
from annotator.report import Notice
from annotator.tokenised import BLANKS, MADE_OF_TOKENS, TOKENS, Tokenised, is_made_of_tokens, tokenised

FEATURES = frozenset({Feature.EXACT_TEXT})
_TOLD_BY_FIT = frozenset({Feature.DISCONTINUOUS, Feature.ZERO_LENGTH})


@value
class Layout:
    """How lines are written: what the options say. `key` is where in MISC the tags stand."""

    tagging: Tagging
    keep: Keep
    tokens: str
    key: str


def layout(options: Options) -> Layout:
    """Return what the options say."""
    return Layout(Tagging(options["tags"]), Keep(options["overlaps"]), options[TOKENS], options["key"])


@lru_cache(maxsize=1)
def lay(annotated: AnnotatedDocument, wanted: Layout) -> tuple[Tokenised, Fit]:
    """Return the tokens and what fits them. The last answer is kept: it is written right after it was asked for."""
    found = tokenised(annotated.document, wanted.tokens)
    return found, fit(annotated.spans, found.tokens, found.sentences, wanted.keep)


def document_lines(annotated: AnnotatedDocument, wanted: Layout) -> Iterator[str]:
    """Yield the lines of a document, each with its line end."""
    found, fitted = lay(annotated, wanted)
    document = annotated.document
    text, count = document.text, len(found.tokens)
    name = _name(document)
    yield f"# newdoc id = {name}\n"
    if document.title.strip():
        yield f"# title = {_one_line(document.title)}\n"
    if is_made_of_tokens(document.metadata):
        yield f"# {TOKENS} = {BLANKS}\n"
    if not count:
        if text:
            yield f"# document text = {orjson.dumps({'text': text}).decode()}\n"
        yield "\n"
    tags = encode(fitted.chunks, count, wanted.tagging, found.sentences)
    for number, (first, end) in enumerate(pairwise([*found.sentences, count]), 1):
        yield f"# sent_id = {name}-{number}\n"
        yield f"# text = {_one_line(text[found.tokens[first][0] : found.tokens[end - 1][1]])}\n"
        for at in range(first, end):
            start, stop = found.tokens[at]
            misc = [f"{wanted.key}={escaped(tags[at])}"]
            if at == 0 and start > 0:
                misc.append(f"SpacesBefore={escaped_blanks(text[:start])}")
            gap = text[stop : found.tokens[at + 1][0] if at + 1 < count else len(text)]
            misc += _spaces(gap, is_last=at == end - 1)
            yield "\t".join([str(at - first + 1), text[start:stop], *["_"] * 7, "|".join(misc)]) + "\n"
        yield "\n"


def _spaces(gap: str, *, is_last: bool) -> list[str]:
    """Return what MISC says of the blanks behind a word; behind the last one of a sentence it always says it."""
    if not gap:
        return ["SpaceAfter=No"]
    return [f"SpacesAfter={escaped_blanks(gap)}"] if is_last or gap != " " else []


def _name(document: Document) -> str:
    id_ = document.metadata.get("id")
    return _one_line(id_) if isinstance(id_, str) and id_.strip() else str(document.id)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def carried(annotated: AnnotatedDocument, wanted: Layout) -> AnnotatedDocument:
    """Return the document as reading it back gives it, but for ids, annotators and metadata."""
    found, fitted = lay(annotated, wanted)
    spans = tuple(
        Span(at, annotated.document.id, label, "", found.tokens[first][0], found.tokens[end - 1][1])
        for at, (first, end, label) in enumerate(fitted.chunks, 1)
    )
    return replace(carried_by_feature(replace(annotated, spans=()), FEATURES), spans=spans)


def losses(annotated: AnnotatedDocument, wanted: Layout) -> Iterator[Notice]:
    """Yield what is lost, span by span."""
    found, fitted = lay(annotated, wanted)
    yield from misfit_notices(annotated, found.tokens, fitted.unfit)
    document = annotated.document
    if MADE_OF_TOKENS.items() <= document.metadata.items():
        metadata = {key: content for key, content in document.metadata.items() if key != TOKENS}
        annotated = replace(annotated, document=replace(document, metadata=metadata))
    yield from losses_by_feature(annotated, FEATURES | _TOLD_BY_FIT)
