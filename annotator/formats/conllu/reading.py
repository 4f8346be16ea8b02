"""Lines of words become documents. Only the document that is being read is in memory."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from annotator.bio import OUTSIDE, Tag, decode, parse_tag
from annotator.errors import FormatError
from annotator.files import ARTICLE_LIMIT, MEGABYTE, at_line, check_parts
from annotator.files.json_lines import json_object
from annotator.files.text_lines import text_lines
from annotator.formats.conllu.cells import misc_of, space_after, unescaped
from annotator.formats.conllu.mentions import Mention, Mentions
from annotator.model import AnnotatedDocument, Document, Origin, Piece, Relation, Span, reading_order, value
from annotator.pieces import covering
from annotator.report import Outcome, Report
from annotator.tokenised import BLANKS, MADE_OF_TOKENS, TOKENS, aligned

COLUMNS = 10
ID = re.compile(r"([0-9]{1,9})(?:-([0-9]{1,9})|\.([0-9]{1,9}))?")
COMMENT = re.compile(r"#\s*([\w.:-]+(?: [\w.:-]+)*?)\s*(?:=\s?(.*))?")
TAG_KEYS = frozenset({"ner", "ne", "name", "entity", "named_entity", "namedentity", "ner_tag", "nertag"})
"""Under which keys of MISC there may be tags, in small letters."""
COREFERENCE = "coreference"
PUT_TOGETHER = "The text was put together from tokens: one blank between two, a line for each sentence."


@value
class Word:
    """A line: a word, a token of several (`last` is the number of its last word), or an empty node."""

    line: int
    number: int
    last: int
    is_empty: bool
    form: str
    misc: Mapping[str, str] = field(hash=False)


@dataclass(slots=True)
class _Draft:
    """A document that is being read."""

    number: int
    id: str = ""
    title: str = ""
    tokens: str = ""
    blank_text: str = ""
    opened: bool = False
    parts: list[str] = field(default_factory=list)
    length: int = 0
    words: int = 0
    gap: str | None = ""
    """The blanks behind the last sentence; None when the file does not say."""
    plain: bool = True
    spans: list[tuple[int, int, str]] = field(default_factory=list)
    mentions: Mentions = field(default_factory=Mentions)


class TreebankReader:
    """Reads one file. `documents` is to be iterated once."""

    def __init__(self, path: Path, report: Report, *, by_sentence: bool, encoding: str) -> None:
        """Take how to read: each sentence as a document; the encoding or nothing."""
        self._path = path
        self._report = report
        self._by_sentence = by_sentence
        self._encoding = encoding
        self._draft = _Draft(1)
        self._words: list[Word] = []
        self._text: str | None = None
        self._fields: tuple[str, ...] = ()
        self._told: Counter[str] = Counter()

    def documents(self) -> Iterator[AnnotatedDocument]:
        """Yield the documents. Raises FormatError with file and line."""
        number = 0
        for number, line in text_lines(self._path, encoding=self._encoding):
            with at_line(self._path, number):
                if not line.strip():
                    yield from self._end_sentence()
                elif line.startswith("#"):
                    yield from self._comment(line)
                else:
                    self._words.append(self._word(line, number))
                    check_parts(self._draft.words + len(self._words))
        with at_line(self._path, number):
            yield from self._end_sentence()
        if self._draft.parts or self._draft.opened:
            yield self._finished(self._draft)
        elif self._draft.number == 1:
            raise FormatError("The file holds no token. Check that it is the right one.", path=self._path)
        if self._told["plain"]:
            self._report.add(Outcome.NOTED, PUT_TOGETHER, path=self._path)
        if self._told["empty"]:
            message = (
                f"{self._told['empty']:,} entities on empty nodes, which have no place in the text, were left out."
            )
            self._report.add(Outcome.SKIPPED, message, path=self._path)

    # --- lines

    def _word(self, line: str, number: int) -> Word:
        cells = line.split("\t")
        if len(cells) != COLUMNS:
            raise FormatError(f"The line has {len(cells)} cells between tabs, and must have {COLUMNS}. Correct it.")
        found = ID.fullmatch(cells[0])
        if found is None:
            raise FormatError(f"“{cells[0][:40]}” is no number of a word, such as 3, 3-4 or 3.1. Correct it.")
        if not cells[1]:
            raise FormatError("The line has no word in its second column. Correct it.")
        first, last = int(found[1]), int(found[2] or found[1])
        before = self._words[-1] if self._words else None
        if last < first or (found[3] is None and not _follows(before, first)):
            raise FormatError(f"The word {cells[0]} does not follow the one before it. Is a blank line missing?")
        misc = misc_of(cells[9])
        form = unescaped(misc["SpacesInToken"]) if misc.get("SpacesInToken") else cells[1]
        return Word(number, first, last, found[3] is not None, form, misc)

    def _comment(self, line: str) -> Iterator[AnnotatedDocument]:
        comment = COMMENT.fullmatch(line)
        key, content = (comment[1], comment[2] or "") if comment else ("", "")
        draft = self._draft
        if key in {"newdoc", "newdoc id"}:
            yield from self._end_sentence()
            if not self._by_sentence:
                yield from self._begin_document()
                self._draft.opened = True
            self._draft.id = content.strip()
        elif key == "title":
            draft.title = content.strip()
        elif key == TOKENS:
            draft.tokens = content.strip()
        elif key == "document text":
            found = json_object(content.encode()).get("text")
            draft.blank_text = found if isinstance(found, str) else ""
        elif key == "text":
            self._text = content
        elif key == "global.Entity":
            self._fields = tuple(content.strip().split("-"))
            draft.mentions.fields = self._fields

    # --- sentences

    def _end_sentence(self) -> Iterator[AnnotatedDocument]:
        words, text = self._words, self._text
        self._words, self._text = [], None
        if not words:
            return
        surfaces, owners = _surfaces(words)
        draft = self._draft
        draft.words += len(words)
        before = "\n" if draft.gap is None else draft.gap
        before += unescaped(surfaces[0].misc.get("SpacesBefore", ""))
        places = self._places(surfaces, text)
        start = draft.length + len(before)
        sentence, inner = places
        draft.parts += [before, sentence]
        draft.length = start + len(sentence)
        draft.gap = space_after(surfaces[-1].misc)
        if draft.length > ARTICLE_LIMIT:
            raise FormatError(
                f"The document has more than {ARTICLE_LIMIT // MEGABYTE} million characters, which is the limit. Mark "
                "where documents begin, by lines “# newdoc”."
            )
        spots = [(start + inner[owner][0], start + inner[owner][1]) for owner in owners]
        self._add_entities([word for word in words if not _is_range(word) and not word.is_empty], spots)
        self._told["empty"] += sum(1 for word in words if word.is_empty and _tag(word) not in {None, OUTSIDE})
        if self._by_sentence:
            yield from self._begin_document()

    def _places(self, surfaces: Sequence[Word], text: str | None) -> tuple[str, list[Piece]]:
        """Return the sentence's text, and where in it the tokens stand."""
        gaps = [space_after(one.misc) for one in surfaces]
        parts = []
        for one, gap in zip(surfaces[:-1], gaps[:-1], strict=True):
            parts += [one.form, " " if gap is None else gap]
        built = "".join([*parts, surfaces[-1].form])
        said = any(gap is not None for gap in gaps)
        self._draft.plain = self._draft.plain and not said and text is None
        if text is not None and (text.split() != built.split() or (not said and text.strip() != built)):
            places = aligned([one.form for one in surfaces], text)
            if places is not None:
                return text, places
            message = "The text in the comment is not that of the tokens. It was put together from the tokens instead."
            self._report.add(Outcome.REPAIRED, message, path=self._path, line=surfaces[0].line)
        at, places = 0, []
        for part in [*parts, surfaces[-1].form][::2]:
            places.append((at, at + len(part)))
            at += len(part)
            if len(places) < len(surfaces):
                at += len(parts[2 * len(places) - 1])
        return built, places

    def _add_entities(self, words: Sequence[Word], spots: Sequence[Piece]) -> None:
        tags = [_tag(word) or OUTSIDE for word in words]
        for first, end, label in decode(tags).chunks:
            self._draft.spans.append((spots[first][0], spots[end - 1][1], label))
        for word, spot in zip(words, spots, strict=True):
            content = word.misc.get("Entity", "")
            if content and ("(" in content or ")" in content):
                self._draft.mentions.add(content, spot, word.line)

    # --- documents

    def _begin_document(self) -> Iterator[AnnotatedDocument]:
        draft = self._draft
        if draft.parts or draft.opened:
            yield self._finished(draft)
            self._draft = _Draft(draft.number + 1)
            if self._fields:
                self._draft.mentions.fields = self._fields

    def _finished(self, draft: _Draft) -> AnnotatedDocument:
        text = "".join([*draft.parts, draft.gap or ""]) if draft.parts else draft.blank_text
        plain = draft.plain and bool(draft.parts)
        self._told["plain"] += plain
        draft.mentions.end()
        for line, fault in draft.mentions.faults:
            self._report.add(Outcome.SKIPPED, fault, path=self._path, line=line)
        metadata: dict[str, object] = {"id": draft.id} if draft.id else {}
        if plain or draft.tokens == BLANKS:
            metadata |= MADE_OF_TOKENS
        number = draft.number
        spans = [Span(at, number, label, "", start, end) for at, (start, end, label) in enumerate(draft.spans, 1)]
        mentions = [_mention(one, number, len(spans) + at) for at, one in enumerate(draft.mentions.found, 1)]
        origin = Origin(self._path.name, changes=(PUT_TOGETHER,) if plain else ())
        return AnnotatedDocument(
            Document(number, text, draft.title, metadata=metadata, origin=origin),
            tuple(sorted([*spans, *mentions], key=reading_order)),
            tuple(_coreference(draft.mentions.found, mentions)),
        )


def _surfaces(words: Sequence[Word]) -> tuple[list[Word], list[int]]:
    """Return the tokens that stand in the text, and for each word, empty nodes left out, the number of its token."""
    surfaces: list[Word] = []
    owners: list[int] = []
    until = 0
    for word in words:
        if word.is_empty:
            continue
        if _is_range(word):
            surfaces.append(word)
            until = word.last
            continue
        if word.number > until:
            surfaces.append(word)
        owners.append(len(surfaces) - 1)
    if not surfaces:
        raise FormatError("The sentence has no word but empty nodes. Remove it, or add its words.")
    return surfaces, owners


def _follows(before: Word | None, number: int) -> bool:
    """Return whether a word may have this number; the first one of a token of several has that of the token."""
    if before is None:
        return number > 0
    return number > before.number or (_is_range(before) and number == before.number)


def _is_range(word: Word) -> bool:
    return word.last > word.number


def _tag(word: Word) -> Tag | None:
    """Return the tag of a word, under whatever key; None when it has none."""
    for key, content in word.misc.items():
        if key.lower() in TAG_KEYS:
            tag = parse_tag(unescaped(content))
            if tag is not None and (tag.label or tag == OUTSIDE):
                return tag
    return None


def _mention(mention: Mention, document: int, number: int) -> Span:
    start, end = mention.pieces[0][0], mention.pieces[-1][1]
    span = Span(number, document, mention.label, "", start, end, (), mention.attributes)
    return covering(span, mention.pieces)


def _coreference(mentions: Sequence[Mention], spans: Sequence[Span]) -> Iterator[Relation]:
    """Yield a relation from each mention to the one before it of the same entity."""
    entities: dict[str, list[Span]] = {}
    for mention, span in zip(mentions, spans, strict=True):
        entities.setdefault(mention.entity, []).append(span)
    number = len(spans)
    for of_entity in entities.values():
        for before, after in pairwise(sorted(of_entity, key=reading_order)):
            number += 1
            yield Relation(number, before.document, COREFERENCE, "", after.id, before.id)
