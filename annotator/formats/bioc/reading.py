"""An article of BioC becomes a document.

The offsets of an annotation count from the start of the document, in some files from that of its passage or sentence;
they are characters, in some files bytes, as BioC's DTD has it, or UTF-16 units. The texts that annotations quote tell.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import orjson

from annotator.errors import FormatError
from annotator.formats.bioc.parts import Article, Infons, Link, Mention, Stretch
from annotator.formats.bioc.values import (
    ANNOTATOR,
    NOTE,
    PREFIX,
    RESERVED,
    ROLES,
    SOURCE,
    TARGET,
    TYPE,
    UNNAMED,
    safe,
)
from annotator.metadata import Row, take_fields
from annotator.model import (
    AnnotatedDocument,
    Attributes,
    AttributeValue,
    Document,
    DocumentLabel,
    Note,
    Piece,
    Relation,
    Span,
    reading_order,
)
from annotator.plain_values import Fits, attribute_value, value_of
from annotator.quotes import Located, Quotation, located
from annotator.report import Outcome, Report

UNTYPED = "annotation"
"""The label of an annotation that has no type."""


@dataclass(slots=True)
class _Place:
    """A stretch with a text: where it begins in the document's text, and what stands in it."""

    start: int
    stretch: Stretch
    text: str


@dataclass(slots=True)
class ArticleReader:
    """Reads articles one by one. `told` counts what is said once, at the end of the file."""

    report: Report
    path: Path
    fits: Fits
    told: Counter[str] = field(default_factory=Counter)

    def document(self, article: Article, number: int) -> AnnotatedDocument:
        """Return the document in an article. `number` is its id. Raises FormatError."""
        places, text = _laid_out(article.passages)
        draft = _Draft(self, self._document(article, places, text, number), places, self.path)
        draft.add_mentions(None, article.mentions)
        for stretch in _stretches(article.passages):
            draft.add_mentions(stretch, stretch.mentions)
        draft.add_links(None, article.links)
        for stretch in _stretches(article.passages):
            draft.add_links(stretch, stretch.links)
        return draft.built()

    def _document(self, article: Article, places: Sequence[_Place], text: str, number: int) -> Document:
        metadata: Row = {self.text(key): self.value(content) for key, content in article.infons.items()}
        if article.id and not UNNAMED.fullmatch(article.id):
            metadata.setdefault("id", article.id)
        if article.collection:
            metadata.setdefault("collection", article.collection)
        passages = [_told(stretch, places) for stretch in article.passages if stretch.infons]
        sentences = [_told(each, places) for stretch in article.passages for each in stretch.sentences if each.infons]
        for name, found in (("passages", passages), ("sentences", sentences)):
            if found:
                metadata.setdefault(name, found)
        title, author, date, source, url = take_fields(metadata)
        return Document(number, text, title, author, date, source, url, metadata)

    def value(self, content: object) -> object:
        """Return what an infon stands for."""
        return value_of(content, self.fits) if isinstance(content, str) else content

    def text(self, content: str) -> str:
        """Return the text that a key or a name stands for."""
        found = attribute_value(content, self.fits)
        return found if isinstance(found, str) else content


def _laid_out(passages: Iterable[Stretch]) -> tuple[list[_Place], str]:
    """Return where each text stands in the document, and this: passages below each other, sentences in a line."""
    places: list[_Place] = []
    parts: list[str] = []
    at, end = 0, None
    for passage in passages:
        between = "\n"
        for stretch in passage.sentences if passage.sentences and not passage.text else [passage]:
            text = stretch.text or ""
            if end is not None and stretch.offset != end:
                parts.append(between)
                at += 1
            places.append(_Place(at, stretch, text))
            parts.append(text)
            at += len(text)
            end, between = stretch.offset + len(text), " "
    return places, "".join(parts)


def _stretches(passages: Iterable[Stretch]) -> Iterator[Stretch]:
    for passage in passages:
        yield passage
        yield from passage.sentences


def _told(stretch: Stretch, places: Sequence[_Place]) -> Row:
    """Return what is known of a passage or a sentence, for the metadata: where it begins, if that is told, and infons.

    Of sentences whose texts the passage has as a whole, only the passage stands in `places`.
    """
    inside = {id(stretch), *(id(sentence) for sentence in stretch.sentences)}
    start = next((place.start for place in places if id(place.stretch) in inside), None)
    return {"infons": stretch.infons} if start is None else {"start": start, "infons": stretch.infons}


@dataclass(slots=True)
class _Piece:
    """One place of a mention, and what stands there if the file tells."""

    offset: int
    length: int
    quote: str | None


class _Draft:
    """A document that is being read."""

    def __init__(self, reader: ArticleReader, document: Document, places: Sequence[_Place], path: Path) -> None:
        self._reader = reader
        self._document = document
        self._places = places
        self._path = path
        self._spans: list[Span] = []
        self._relations: list[Relation] = []
        self._labels: list[DocumentLabel] = []
        self._notes: list[Note] = []
        self._ids: dict[tuple[int, str], int] = {}
        """Ids of spans by what an annotation stands in, 0 for anything, and its id there."""

    def built(self) -> AnnotatedDocument:
        """Return the document."""
        spans = tuple(sorted(self._spans, key=reading_order))
        rest = tuple(self._relations), tuple(self._labels), tuple(self._notes)
        return AnnotatedDocument(self._document, spans, *rest)

    def add_mentions(self, owner: Stretch | None, mentions: Sequence[Mention]) -> None:
        """Add the annotations of a passage or a sentence, of the document when `owner` is None."""
        if not mentions:
            return
        placed = [mention for mention in mentions if mention.places]
        pieces = [list(_pieces(mention)) for mention in placed]
        found = self._found(owner, [piece for each in pieces for piece in each])
        at = 0
        for mention, each in zip(placed, pieces, strict=True):
            self._add_span(owner, mention, found[at : at + len(each)])
            at += len(each)
        for mention in mentions:
            if not mention.places:
                self._add_to_document(mention)

    def _found(self, owner: Stretch | None, pieces: Sequence[_Piece]) -> list[Piece | None]:
        """Return where pieces are: the way of counting is taken that fits the text and the quotes best."""
        best: Located | None = None
        for found in self._ways(owner, pieces):
            if best is None or _faults(found) < _faults(best):
                best = found
            if _faults(best) == (0, 0):
                break
        assert best is not None, "offsets of the whole document are one way"
        self._tell(best)
        return best.places

    def _ways(self, owner: Stretch | None, pieces: Sequence[_Piece]) -> Iterator[Located]:
        """Yield where pieces are if offsets count from the document's start, from the owner's, and across borders."""
        own = next((place for place in self._places if place.stretch is owner), None)
        for base in (own.stretch.offset, 0) if own else ():
            assert own is not None
            wanted: list[Quotation] = [
                (piece.offset - base, piece.offset - base + piece.length, piece.quote) for piece in pieces
            ]
            local = located(own.text, wanted, alike=safe)
            moved = [place and (place[0] + own.start, place[1] + own.start) for place in local.places]
            yield Located(moved, local.unit, local.repairs)
        ends = [(self._overall(piece.offset), self._overall(piece.offset + piece.length)) for piece in pieces]
        overall: list[Quotation] = [(*end, piece.quote) for end, piece in zip(ends, pieces, strict=True)]
        yield located(self._document.text, overall, alike=safe)

    def _overall(self, offset: int) -> int:
        """Return where an offset of the article is in the text; below 0 for none."""
        before = [place for place in self._places if place.stretch.offset <= offset]
        if not before:
            return -1
        place = max(before, key=lambda place: place.stretch.offset)
        return place.start + offset - place.stretch.offset

    def _tell(self, found: Located) -> None:
        name = self._document.title or str(self._document.metadata.get("id") or self._document.id)
        for at, message in found.repairs:
            start, end = (found.places[at] if at is not None else None) or (None, None)
            self._reader.report.add(Outcome.REPAIRED, message, path=self._path, document=name, start=start, end=end)

    def _add_span(self, owner: Stretch | None, mention: Mention, places: Sequence[Piece | None]) -> None:
        good = [place for place in places if place is not None]
        if len(good) < len(places):
            at, length = mention.places[0]
            raise FormatError(
                f"The annotation {mention.id[:40]}: {at} to {at + length} is not inside the text. Correct it.",
                path=self._path,
                line=mention.line or None,
            )
        pieces = _joined(good)
        label, annotator, note, attributes = self._said(mention.infons)
        self._reader.told["untyped"] += TYPE not in mention.infons
        number = len(self._spans) + 1
        own = pieces if len(pieces) > 1 else ()
        start, end = pieces[0][0], pieces[-1][1]
        self._spans.append(Span(number, self._document.id, label, annotator, start, end, own, attributes, note))
        for key in ((id(owner), mention.id), (0, mention.id)):
            self._ids.setdefault(key, number)

    def _add_to_document(self, mention: Mention) -> None:
        number = self._document.id
        label, annotator, note, attributes = self._said(mention.infons)
        if TYPE in mention.infons:
            self._labels.append(DocumentLabel(len(self._labels) + 1, number, label, annotator))
            self._reader.told["attributes"] += bool(attributes)
        elif NOTE in mention.infons:
            self._notes.append(Note(len(self._notes) + 1, number, annotator, note))
        else:
            self._reader.told["placeless"] += 1

    def add_links(self, owner: Stretch | None, links: Iterable[Link]) -> None:
        """Add the relations of a passage or a sentence, of the document when `owner` is None."""
        for link in links:
            ends = [self._ids.get((id(owner), id_)) or self._ids.get((0, id_)) for id_, _ in link.nodes]
            if len(link.nodes) < 2 or None in ends:
                self._reader.told["ends"] += 1
                continue
            label, annotator, note, attributes = self._said(link.infons)
            (_, first), *others = link.nodes
            for (_, role), target in zip(others, ends[1:], strict=True):
                source = ends[0]
                assert source is not None and target is not None  # noqa: PT018
                roles = (first, role)
                if (first.lower(), role.lower()) == (TARGET, SOURCE):
                    source, target, roles = target, source, (role, first)
                number = len(self._relations) + 1
                said = tuple(sorted(dict(attributes, **_roles(*roles)).items()))
                self._relations.append(
                    Relation(number, self._document.id, label, annotator, source, target, said, note)
                )

    def _said(self, infons: Infons) -> tuple[str, str, str, Attributes]:
        """Return label, annotator, note and attributes."""
        reader = self._reader
        texts = [_plain(infons[key]) if key in infons else "" for key in (TYPE, ANNOTATOR, NOTE)]
        label, annotator, note = (reader.text(text) for text in texts)
        if len(infons) == 1 and label:
            return label, annotator, note, ()
        attributes = {}
        for key, content in infons.items():
            if key not in RESERVED and content is not None:
                name = reader.text(key).removeprefix(PREFIX)
                attributes[name] = (
                    attribute_value(content, reader.fits) if isinstance(content, str) else _value(content)
                )
        return label or UNTYPED, annotator, note, tuple(sorted(attributes.items()))


def _faults(found: Located) -> tuple[int, int]:
    return found.places.count(None), len(found.repairs)


def _pieces(mention: Mention) -> Iterator[_Piece]:
    """Yield the places, each with its part of the text, which joins them by a character."""
    if len(mention.places) == 1:
        yield _Piece(*mention.places[0], mention.text)
        return
    fits = mention.text is not None and sum(length + 1 for _, length in mention.places) - 1 == len(mention.text)
    at = 0
    for offset, length in mention.places:
        yield _Piece(offset, length, mention.text[at : at + length] if fits and mention.text is not None else None)
        at += length + 1


def _joined(places: Iterable[Piece]) -> tuple[Piece, ...]:
    """Return places sorted, those that touch as one."""
    joined: list[Piece] = []
    for start, end in sorted(places):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def _roles(source: str, target: str) -> dict[str, AttributeValue]:
    """Return the roles that say more than which end is which."""
    usual = zip(ROLES, (source, target), (SOURCE, TARGET), strict=True)
    return {name: role for name, role, plain in usual if role and role.lower() != plain}


def _plain(content: object) -> str:
    return content if isinstance(content, str) else orjson.dumps(content).decode()


def _value(content: object) -> AttributeValue:
    if isinstance(content, bool | int | float):
        return content
    if isinstance(content, list) and all(isinstance(item, str) for item in content):
        return tuple(content)
    return _plain(content)
