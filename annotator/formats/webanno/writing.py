"""A document becomes sentences, tokens and stacked values, and what it loses by that."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from annotator.edits import title_of
from annotator.formats import Feature, Options, carried_by_feature, losses_by_feature
from annotator.formats.webanno.schema import FORMAT, NOTHING, escaped, escaped_text
from annotator.model import AnnotatedDocument, Relation, Span, value
from annotator.offsets import OffsetMap, Unit
from annotator.report import Notice, Outcome
from annotator.tokenised import MADE_OF_TOKENS, TOKENS, WORDS, Tokenised, tokenised

FEATURES = frozenset(
    {Feature.NESTED, Feature.OVERLAPPING, Feature.ZERO_LENGTH, Feature.RELATIONS, Feature.EXACT_TEXT,
     Feature.INSIDE_WORDS}
)  # fmt: skip
VERSION = "3.3"
_PLAIN_GAP = re.compile(r"\n *")
"""The blanks between sentences that readers put there by themselves."""
_BROKEN = re.compile(r"[\r\0]")
"""What no label can hold, since it would end the line."""

Place = tuple[int, int, int]
"""A token's number, and where in the text (code points) the token, or the part of it, begins and ends."""


@value
class Layout:
    """The types of the layers that are written."""

    spans: str
    relations: str


@value
class Laid:
    """A document's tokens, the text as it is read back, and where in it each span that is written begins and ends.

    `units` are the places by which a span is written: whole tokens, and parts of them. `lost` are spans that touch no
    token, `trimmed` those with blanks at their ends.
    """

    found: Tokenised
    text: str
    units: Mapping[int, tuple[Place, ...]]
    lost: tuple[Span, ...]
    trimmed: tuple[Span, ...]


def layout(options: Options) -> Layout:
    """Return what the options say."""
    return Layout(options["layer"], options["relation"])


@lru_cache(maxsize=1)
def lay(annotated: AnnotatedDocument) -> Laid:
    """Return what is written. The last answer is kept: it is written right after it was asked for."""
    found = tokenised(annotated.document, WORDS)
    text = annotated.text
    lead = found.tokens[0][0] if found.tokens else 0
    starts, ends = [start for start, _ in found.tokens], [end for _, end in found.tokens]
    units: dict[int, tuple[Place, ...]] = {}
    lost: list[Span] = []
    trimmed: list[Span] = []
    for span in annotated.spans:
        places = _places(span, starts, ends)
        if not places:
            lost.append(span)
            continue
        units[span.id] = places
        if (places[0][1], places[-1][2]) != (span.start, span.end):
            trimmed.append(span)
    return Laid(found, " " * lead + text[lead:] if found.tokens else "", units, tuple(lost), tuple(trimmed))


def _places(span: Span, starts: Sequence[int], ends: Sequence[int]) -> tuple[Place, ...]:
    """Return the tokens and parts of tokens that a span covers; for one without length, a token that it touches."""
    if span.start == span.end:
        at = bisect_left(ends, span.start)
        return ((at, span.start, span.end),) if at < len(starts) and starts[at] <= span.start else ()
    first, end = bisect_right(ends, span.start), bisect_left(starts, span.end)
    return tuple((at, max(span.start, starts[at]), min(span.end, ends[at])) for at in range(first, end))


def document_lines(annotated: AnnotatedDocument, wanted: Layout) -> Iterator[str]:
    """Yield the lines of a document, each with its line end."""
    laid = lay(annotated)
    relations = _written_relations(annotated, laid)
    yield f"{FORMAT}{VERSION}\n#T_SP={wanted.spans}|value\n"
    if relations:
        yield f"#T_RL={wanted.relations}|label|BT_{wanted.spans}\n"
    yield "\n"
    cells = _Cells(annotated, laid, relations)
    offsets = OffsetMap(laid.text, Unit.UTF16)
    tokens = laid.found.tokens
    borders = [*laid.found.sentences, len(tokens)]
    for number, first in enumerate(laid.found.sentences, 1):
        end = borders[number]
        yield "\n"
        for line in _sentence_text(laid, first, end).split("\n"):
            yield f"#Text={escaped_text(line)}\n"
        for at in range(first, end):
            for place in cells.places_of(at):
                name = cells.names[place]
                offset = f"{offsets.to_unit(place[1])}-{offsets.to_unit(place[2])}"
                yield "\t".join([name, offset, laid.text[place[1] : place[2]], *cells.of(place), "\n"])


def _sentence_text(laid: Laid, first: int, end: int) -> str:
    """Return a sentence with the blanks behind it, but for those that readers put there by themselves."""
    tokens = laid.found.tokens
    start, stop = tokens[first][0], tokens[end - 1][1]
    following = tokens[end][0] if end < len(tokens) else len(laid.text)
    is_plain = end < len(tokens) and _PLAIN_GAP.fullmatch(laid.text, stop, following)
    return laid.text[start : stop if is_plain else following]


class _Cells:
    """What stands in the cells of each token and part of a token."""

    def __init__(self, annotated: AnnotatedDocument, laid: Laid, relations: Sequence[Relation]) -> None:
        # As they stand in the file: a blank before a span, which it does not hold, must not change the order.
        written = [span for span in annotated.spans if laid.units.get(span.id)]
        written.sort(key=lambda span: (laid.units[span.id][0][1], -laid.units[span.id][-1][2]))
        self._spans: dict[Place, list[Span]] = defaultdict(list)
        for span in written:
            for place in laid.units[span.id]:
                self._spans[place].append(span)
        self._tokens = [(at, start, end) for at, (start, end) in enumerate(laid.found.tokens)]
        self._parts: dict[int, list[Place]] = defaultdict(list)
        for place in sorted(self._spans):
            if place != self._tokens[place[0]]:
                self._parts[place[0]].append(place)
        self.names = self._named(laid.found.sentences)
        self._ids = self._numbered(written, laid)
        self._first = {span: places[0] for span, places in laid.units.items()}
        self._has_relations = bool(relations)
        self._relations: dict[Place, list[Relation]] = defaultdict(list)
        for relation in relations:
            self._relations[self._first[relation.target]].append(relation)

    def places_of(self, token: int) -> list[Place]:
        """Return the places that have a line: the token, then its parts."""
        return [self._tokens[token], *self._parts.get(token, ())]

    def of(self, place: Place) -> Iterator[str]:
        """Yield the cells of the layers at a place."""
        yield "|".join(f"{_label(span.label)}{self._id(span.id)}" for span in self._spans.get(place, ())) or NOTHING
        if self._has_relations:
            found = self._relations.get(place, ())
            yield "|".join(_label(relation.label) for relation in found) or NOTHING
            yield "|".join(map(self._reference, found)) or NOTHING

    def _id(self, span: int) -> str:
        return f"[{self._ids[span]}]" if span in self._ids else ""

    def _reference(self, relation: Relation) -> str:
        source, target = self._ids.get(relation.source, 0), self._ids.get(relation.target, 0)
        ids = f"[{source}_{target}]" if source or target else ""
        return f"{self.names[self._first[relation.source]]}{ids}"

    def _named(self, sentences: Sequence[int]) -> dict[Place, str]:
        """Return the names of places: `1-2`, and `1-2.1` for a part."""
        names: dict[Place, str] = {}
        borders = [*sentences, len(self._tokens)]
        for number, first in enumerate(sentences, 1):
            for at in range(first, borders[number]):
                for part, place in enumerate(self.places_of(at)):
                    names[place] = f"{number}-{at - first + 1}" + (f".{part}" if part else "")
        return names

    def _numbered(self, spans: Sequence[Span], laid: Laid) -> dict[int, int]:
        """Return numbers for the spans that could be mistaken: those in several places, and those that are stacked."""
        numbers: dict[int, int] = {}
        for span in spans:
            places = laid.units[span.id]
            if len(places) > 1 or any(len(self._spans[place]) > 1 for place in places):
                numbers[span.id] = len(numbers) + 1
        return numbers


def _label(label: str) -> str:
    return escaped(_BROKEN.sub(" ", label))


def _written_relations(annotated: AnnotatedDocument, laid: Laid) -> list[Relation]:
    """Return the relations that are written: those whose spans are."""
    return [
        relation for relation in annotated.relations if relation.source in laid.units and relation.target in laid.units
    ]


def carried(annotated: AnnotatedDocument) -> AnnotatedDocument:
    """Return the document as reading it back gives it, but for ids, annotators and metadata."""
    laid = lay(annotated)
    kept = carried_by_feature(annotated, FEATURES)
    spans = tuple(
        replace(
            span, start=laid.units[span.id][0][1], end=laid.units[span.id][-1][2], label=_BROKEN.sub(" ", span.label)
        )
        for span in kept.spans
        if span.id in laid.units
    )
    relations = tuple(
        replace(relation, label=_BROKEN.sub(" ", relation.label), attributes=(), note="")
        for relation in _written_relations(annotated, laid)
    )
    return replace(kept, document=replace(annotated.document, text=laid.text), spans=spans, relations=relations)


def losses(annotated: AnnotatedDocument) -> Iterator[Notice]:
    """Yield what is lost, span by span."""
    laid, document = lay(annotated), annotated.document
    title = document.title or str(document.id)

    def lost(message: str, span: Span | None = None) -> Notice:
        place = (None, None) if span is None else (span.start, span.end)
        return Notice(Outcome.LOST, message, document=title, start=place[0], end=place[1])

    for span in laid.lost:
        yield lost(f"{span.label}: it touches no word, and is left out.", span)
    for span in laid.trimmed:
        yield lost(f"{span.label} “{title_of(annotated, span)}”: it is written without the blanks at its ends.", span)
    if laid.text != annotated.text:
        yield lost("The blanks before the first word are read back as spaces, a text of blanks only as nothing.")
    for relation in annotated.relations:
        if not {relation.source, relation.target} <= laid.units.keys():
            yield lost(f"The relation {relation.label} is left out: one of its spans is.")
    labels = {span.label for span in annotated.spans} | {relation.label for relation in annotated.relations}
    for label in sorted(filter(_BROKEN.search, labels)):
        yield lost(f"The label {label!r} is written with a blank for what would end the line.")
    if MADE_OF_TOKENS.items() <= document.metadata.items():
        metadata = {key: content for key, content in document.metadata.items() if key != TOKENS}
        annotated = replace(annotated, document=replace(document, metadata=metadata))
    yield from losses_by_feature(annotated, FEATURES)
