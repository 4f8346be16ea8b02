"""A document becomes rows: of tokens and tags, or of a text and its spans; and what it loses by that."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from annotator.bio import Chunk, Fit, Keep, Tagging, encode, fit
from annotator.formats import Feature, Options, carried_by_feature, losses_by_feature
from annotator.misfits import misfit_notices
from annotator.model import AnnotatedDocument, Kind, Scheme, Span, value
from annotator.report import Notice
from annotator.tokenised import MADE_OF_TOKENS, TOKENS, Tokenised, tokenised

SPANS = "spans"
DOCUMENTS, SENTENCES = "documents", "sentences"
OF_SPANS = frozenset(
    {Feature.NESTED, Feature.OVERLAPPING, Feature.ZERO_LENGTH, Feature.DOCUMENT_LABELS, Feature.EXACT_TEXT,
     Feature.INSIDE_WORDS}
)  # fmt: skip
OF_TOKENS = frozenset({Feature.DOCUMENT_LABELS})
_TOLD_BY_FIT = frozenset({Feature.DISCONTINUOUS, Feature.ZERO_LENGTH, Feature.EXACT_TEXT, Feature.INSIDE_WORDS})
LETTERS = {Tagging.IOB2: "BI", Tagging.IOB1: "BI", Tagging.BILOU: "BILU"}

Row = dict[str, object]


@value
class Layout:
    """How rows are written: what the options say."""

    shape: str
    rows: str
    tagging: Tagging
    keep: Keep
    tokens: str

    @property
    def has_spans(self) -> bool:
        """Return whether a row has a text and spans, not tokens and tags."""
        return self.shape == SPANS

    @property
    def carries(self) -> frozenset[Feature]:
        """Return what there is room for."""
        return OF_SPANS if self.has_spans else OF_TOKENS


def layout(options: Options) -> Layout:
    """Return what the options say."""
    return Layout(
        options["shape"], options["rows"], Tagging(options["tags"]), Keep(options["overlaps"]), options["words"]
    )


@lru_cache(maxsize=1)
def _fitted(annotated: AnnotatedDocument, wanted: Layout) -> tuple[Tokenised, Fit]:
    """Return the tokens, and what fits them. The last answer is kept: it is written right after it was asked for."""
    found = tokenised(annotated.document, wanted.tokens)
    borders = found.sentences if wanted.rows == SENTENCES else ()
    return found, fit(annotated.spans, found.tokens, borders, wanted.keep)


def document_rows(annotated: AnnotatedDocument, wanted: Layout) -> Iterator[Row]:
    """Yield the row of a document, or with `SENTENCES` one for each sentence; labels and tags by their names."""
    document = annotated.document
    id_ = document.metadata.get("id")
    name = id_ if isinstance(id_, str) and id_ else str(document.id)
    labels = list(dict.fromkeys(label.label for label in annotated.document_labels))
    if wanted.has_spans:
        spans = [{"start": span.start, "end": span.end, "label": span.label} for span in annotated.spans]
        yield {"id": name, "title": document.title, "text": document.text, "spans": spans, "labels": labels}
        return
    found, fitted = _fitted(annotated, wanted)
    words = [document.text[start:end] for start, end in found.tokens]
    borders = found.sentences if wanted.rows == SENTENCES else ()
    tags = encode(fitted.chunks, len(words), wanted.tagging, borders)
    for number, (low, high) in enumerate(pairwise([*(borders or [0]), len(words)]), 1):
        row_id = f"{name}-{number}" if wanted.rows == SENTENCES else name
        yield {"id": row_id, "tokens": words[low:high], "ner_tags": tags[low:high], "labels": labels}


def tag_names(labels: Sequence[str], tagging: Tagging) -> list[str]:
    """Return the names of all tags, in the order of their numbers."""
    return ["O", *(f"{letter}-{label}" for label in labels for letter in LETTERS[tagging])]


def label_names(scheme: Scheme, kind: Kind) -> list[str]:
    """Return the scheme's labels: those that are in every part of a dataset, whether they occur there or not."""
    return [label.name for label in scheme.of_kind(kind)]


def carried(annotated: AnnotatedDocument, wanted: Layout) -> AnnotatedDocument:
    """Return the document with what is written of it. Its text stays, for the offsets of its spans."""
    if not wanted.has_spans:
        found, fitted = _fitted(annotated, wanted)
        annotated = replace(annotated, spans=tuple(_spans(annotated.document.id, found, fitted.chunks)))
    return carried_by_feature(annotated, wanted.carries)


def _spans(document: int, found: Tokenised, chunks: Sequence[Chunk]) -> Iterator[Span]:
    for number, (first, end, label) in enumerate(chunks, 1):
        yield Span(number, document, label, "", found.tokens[first][0], found.tokens[end - 1][1])


def losses(annotated: AnnotatedDocument, wanted: Layout) -> Iterator[Notice]:
    """Yield what is lost, span by span."""
    if wanted.has_spans:
        yield from losses_by_feature(annotated, OF_SPANS)
        return
    found, fitted = _fitted(annotated, wanted)
    yield from misfit_notices(annotated, found.tokens, fitted.unfit)
    document = annotated.document
    if MADE_OF_TOKENS.items() <= document.metadata.items():
        metadata = {key: content for key, content in document.metadata.items() if key != TOKENS}
        annotated = replace(annotated, document=replace(document, metadata=metadata))
    yield from losses_by_feature(annotated, OF_TOKENS | _TOLD_BY_FIT)
