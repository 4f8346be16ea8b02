"""Lines of tokens and tags become documents. Only the document that is being read is in memory."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import orjson

from annotator.bio import Chunk, Place, Tag, Tagging, decode, parse_tag, tagging_of
from annotator.errors import FormatError
from annotator.files import ARTICLE_LIMIT, MEGABYTE, at_line, check_parts
from annotator.files.text_lines import text_lines
from annotator.formats.conll.brackets import BEGIN, COLUMNS, FEWEST, Brackets
from annotator.formats.conll.columns import (
    COMMENT,
    DOCUMENT_MARK,
    NEW_DOCUMENT,
    Columns,
    split_line,
    token_and_tag,
)
from annotator.model import AnnotatedDocument, Document, Origin, Span
from annotator.report import Outcome, Report
from annotator.tokenised import BREAKS, MADE_OF_TOKENS, aligned

NO_LABEL = frozenset({"O", "o"})
HEADINGS = frozenset({"tag", "tags", "label", "labels", "ner", "ner_tag", "ner_tags", "iob", "bio", "entity"})
UNNAMED = "ENTITY"
"""The label of spans whose tags are bare letters."""
ID, TITLE, TEXT, SENTENCE = "newdoc id", "title", "document text", "text"
"""The comments that mean something. `document text` is a JSON string, `text` that of the sentence below it."""
MANY_SENTENCES = 500
NUMBERED = 3
"""Words of a sentence, at least, that show that a column counts them."""
KNOWN = 10_000
"""Lines that are remembered: most of a file are of the same few thousand words with the same tags."""
PUT_TOGETHER = "The text was put together from tokens: one blank between two, a line for each sentence."


@dataclass(slots=True)
class _Signs:
    """What the tags of a file show of how they were written, and what contradicts it, by lines."""

    loose: int = 0
    firm: int = 0
    closed: int = 0
    loose_lines: list[int] = field(default_factory=list)
    unclosed_lines: list[int] = field(default_factory=list)
    letters: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Draft:
    """A document that is being read: the text so far, and its spans.

    `words` are kept only if the text is to come from a comment.
    """

    number: int
    opened: bool = False
    """Whether a mark began it."""
    id: str = ""
    title: str = ""
    text: str | None = None
    parts: list[str] = field(default_factory=list)
    length: int = 0
    tokens: int = 0
    chunks: list[tuple[int, int, str]] = field(default_factory=list)
    """By tokens when the text comes from a comment, else by code points."""
    words: list[str] = field(default_factory=list)
    sentences: int = 0
    plain: bool = True
    """Whether its tokens are what stands between blanks."""


class TokenReader:
    """Reads one file. `documents` is to be iterated once; what it tells of the file it tells at the end."""

    def __init__(
        self, path: Path, columns: Columns, report: Report, *, by_sentence: bool, letters: bool, encoding: str
    ) -> None:
        """Take how to read: each sentence as a document; tags with letters or bare labels; the encoding or nothing."""
        self._path = path
        self._columns = columns
        self._report = report
        self._by_sentence = by_sentence
        self._letters = letters
        self._encoding = encoding
        self._draft = _Draft(1)
        self._tokens: list[str] = []
        self._tags: list[Tag] = []
        self._lines: list[int] = []
        self._sentence_text: str | None = None
        self._signs = _Signs()
        self._told: Counter[str] = Counter()
        self._is_2012 = False
        """Whether documents begin as in CoNLL-2012: then its columns are looked for."""
        self._brackets: Brackets | None = None
        self._known: dict[str, tuple[str, Tag]] = {}
        self._marks_begin = False
        """Whether marks stand before their documents; in some files they stand behind."""

    def documents(self) -> Iterator[AnnotatedDocument]:
        """Yield the documents. Raises FormatError with file and line."""
        number = 0
        for number, line in text_lines(self._path, encoding=self._encoding):
            if (known := self._known.get(line)) is not None:
                self._tokens.append(known[0])
                self._tags.append(known[1])
                self._lines.append(number)
            elif not line.strip(" \t"):
                yield from self._end_sentence()
            elif self._is_mark(line):
                yield from self._end_sentence()
                yield from self._begin_document()
            elif line.startswith("#") and self._is_comment(line):
                yield from self._read_comment(line, number)
            else:
                try:
                    self._read_token(line, number)
                except FormatError as error:
                    raise FormatError(error.reason, path=self._path, line=number) from error
        yield from self._end_sentence()
        draft = self._draft
        if draft.parts or (draft.opened and self._marks_begin):
            yield self._finished(draft)
        elif draft.number == 1:
            raise FormatError("The file holds no token. Check that it is the right one.", path=self._path)
        self._tell()

    # --- lines

    def _is_mark(self, line: str) -> bool:
        if DOCUMENT_MARK not in line:
            return False
        cells = split_line(line)
        return (
            cells[0].startswith(DOCUMENT_MARK) or DOCUMENT_MARK in cells[self._columns.token : self._columns.token + 1]
        )

    def _is_comment(self, line: str) -> bool:
        """Return whether a line that begins with # is no token of that kind."""
        if COMMENT.match(line) or NEW_DOCUMENT.match(line):
            return True
        try:
            _, tag = token_and_tag(split_line(line), self._columns)
        except FormatError:
            return True
        return self._letters and parse_tag(tag) is None

    def _read_comment(self, line: str, number: int) -> Iterator[AnnotatedDocument]:
        comment = COMMENT.match(line)
        key, content = (comment[1], comment[2].strip()) if comment else ("", "")
        draft = self._draft
        is_new = draft.parts or self._tokens or draft.id or not draft.opened
        if NEW_DOCUMENT.match(line):
            if is_new:
                yield from self._end_sentence()
                yield from self._begin_document()
            self._draft.id = content
            if line.startswith(BEGIN):
                self._draft.id = line[len(BEGIN) :].strip()
                self._is_2012 = True
        elif key == TITLE and not draft.parts:
            draft.title = content
        elif key == TEXT and not (draft.parts or self._by_sentence):
            with at_line(self._path, number):
                draft.text = _json_text(content)
        elif key == SENTENCE:
            self._sentence_text = content
        else:
            self._told["comments"] += 1

    def _take_brackets(self) -> None:
        """Read as CoNLL-2012 has it, unless other columns were named."""
        if (self._columns.token, self._columns.tag) == (0, -1):
            self._columns, self._brackets = COLUMNS, Brackets()
            self._note("This is CoNLL-2012: the words are taken from column 4, the names from column 11.")

    def _tag(self, text: str) -> Tag | None:
        if self._brackets is not None:
            return self._brackets.tag(text)
        return parse_tag(text) if self._letters or not text or text in NO_LABEL else Tag(Place.INSIDE, text)

    def _read_token(self, line: str, number: int) -> None:
        cells = split_line(line)
        if self._is_2012 and len(cells) >= FEWEST and self._brackets is None:
            self._take_brackets()
        token, text = token_and_tag(cells, self._columns)
        tag = self._tag(text)
        if tag is None:
            raise FormatError(self._no_tag(cells, text))
        if tag.place != Place.OUTSIDE and self._brackets is None:
            self._signs.letters.add(text[0].upper())
            if not tag.label:
                self._told["unnamed"] += 1
                tag = Tag(tag.place, UNNAMED)
        if len(cells) > 2 and not self._told["columns"] and self._brackets is None:
            self._told["columns"] = number
            self._note_columns(cells, number)
        self._tokens.append(token)
        check_parts(self._draft.tokens + len(self._tokens))
        self._tags.append(tag)
        self._lines.append(number)
        if len(self._known) < KNOWN and tag.label != UNNAMED and self._brackets is None:
            self._known[line] = token, tag

    def _no_tag(self, cells: list[str], text: str) -> str:
        """Return the sentence for a line without a tag, with what is most likely wrong."""
        found = f"“{text[:40]}” is no tag: that is O, or B-, I-, L-, U-, E- or S- and a label."
        others = [at for at, cell in enumerate(cells) if parse_tag(cell) and at != self._columns.token]
        if others:
            tag = others[-1] + 1
            return f"{found} In column {tag} is one, “{cells[tag - 1][:40]}”: name it by the option tag={tag}."
        if text.casefold() in HEADINGS:
            return f"{found} If this line is the heading of the columns, remove it."
        return f"{found} If the tags are labels without letters, say letters=no as an option; else correct it."

    def _note_columns(self, cells: list[str], number: int) -> None:
        read = {self._columns.token, self._columns.tag % len(cells)}
        others = ", ".join(f"{at + 1} (“{cell[:20]}”)" for at, cell in enumerate(cells) if at not in read)
        message = f"Not read: column {others}. The tags are in column {self._columns.tag % len(cells) + 1}."
        self._report.add(Outcome.SKIPPED, message, path=self._path, line=number)

    # --- sentences

    def _end_sentence(self) -> Iterator[AnnotatedDocument]:
        if not self._tokens:
            return
        if not self._draft.sentences and self._draft.number == 1:
            self._check_words()
        found = decode(self._tags)
        self._look(found.loose, found.unclosed)
        self._signs.firm += found.firm
        self._signs.closed += found.closed
        self._add_sentence(found.chunks)
        self._tokens, self._tags, self._lines, self._sentence_text = [], [], [], None
        if self._by_sentence:
            yield from self._begin_document()

    def _check_words(self) -> None:
        """Raise FormatError when the first sentence is made of running numbers: its words are in another column."""
        if len(self._tokens) >= NUMBERED and self._tokens == [str(at) for at in range(1, len(self._tokens) + 1)]:
            raise FormatError(
                f"The words seem to be numbers, 1 to {len(self._tokens)}: column {self._columns.token + 1} counts "
                "them. Name the column of the words by the option token, such as token=2, and that of the tags by "
                "tag=3.",
                path=self._path,
                line=self._lines[0],
            )

    def _look(self, loose: tuple[int, ...], unclosed: tuple[int, ...]) -> None:
        signs = self._signs
        signs.loose += len(loose)
        for lines, places in ((signs.loose_lines, loose), (signs.unclosed_lines, unclosed)):
            if len(lines) < self._report.limit:
                lines += [self._lines[place] for place in places]

    def _add_sentence(self, chunks: tuple[Chunk, ...]) -> None:
        draft = self._draft
        draft.sentences += 1
        draft.tokens += len(self._tokens)
        if draft.text is not None:
            before = len(draft.words)
            draft.words += self._tokens
            draft.chunks += [(before + first, before + end, label) for first, end, label in chunks]
        text, places = self._sentence()
        if draft.parts:
            draft.length += 1
        if draft.text is None:
            at = draft.length
            draft.chunks += [(at + places[first][0], at + places[end - 1][1], label) for first, end, label in chunks]
        draft.parts.append(text)
        draft.length += len(text)
        if draft.length > ARTICLE_LIMIT:
            raise FormatError(
                f"The document has more than {ARTICLE_LIMIT // MEGABYTE} million characters, which is the limit. Mark "
                f"where documents begin, by lines with {DOCUMENT_MARK}, or say documents=sentences as an option.",
                path=self._path,
                line=self._lines[-1],
            )

    def _sentence(self) -> tuple[str, list[tuple[int, int]]]:
        """Return the sentence's text, from its comment if that has the same tokens, and the places of these in it."""
        text = " ".join(self._tokens)
        if self._sentence_text is not None and self._sentence_text != text:
            places = aligned(self._tokens, self._sentence_text)
            if places is not None:
                self._draft.plain = False
                return self._sentence_text, places
            self._tell_text_differs(self._lines[0])
        if BREAKS.search("".join(self._tokens)):
            self._draft.plain = False
        places, at = [], 0
        for token in self._tokens:
            places.append((at, at + len(token)))
            at += len(token) + 1
        return text, places

    def _tell_text_differs(self, line: int | None = None) -> None:
        message = "The text in the comment is not that of the tokens. It was put together from the tokens instead."
        self._report.add(Outcome.REPAIRED, message, path=self._path, line=line, document=self._draft.title)

    # --- documents

    def _begin_document(self) -> Iterator[AnnotatedDocument]:
        """Begin the next document; the one that ends is no document if nothing at all stood before the first mark."""
        draft = self._draft
        if draft.parts or draft.opened:
            yield self._finished(draft)
            self._draft = _Draft(draft.number + 1)
        elif not self._by_sentence:
            self._marks_begin = True
        self._draft.opened = not self._by_sentence

    def _finished(self, draft: _Draft) -> AnnotatedDocument:
        text, plain = "\n".join(draft.parts), draft.plain
        chunks = draft.chunks
        if draft.text is not None:
            text, chunks, plain = self._with_text(draft, draft.text, text)
        self._told["plain"] += plain
        self._told["documents"] += 1
        self._told["sentences"] = max(self._told["sentences"], draft.sentences)
        metadata = ({"id": draft.id} if draft.id else {}) | (MADE_OF_TOKENS if plain and draft.parts else {})
        number = draft.number
        return AnnotatedDocument(
            Document(
                number,
                text,
                draft.title,
                metadata=metadata,
                origin=Origin(self._path.name, changes=(PUT_TOGETHER,) if plain else ()),
            ),
            tuple(Span(at, number, label, "", start, end) for at, (start, end, label) in enumerate(chunks, 1)),
        )

    def _with_text(self, draft: _Draft, text: str, rebuilt: str) -> tuple[str, list[tuple[int, int, str]], bool]:
        """Return the text of the comment with the spans in it; else the rebuilt one."""
        places = aligned(draft.words, text)
        if places is not None:
            spans = [(places[first][0], places[end - 1][1], label) for first, end, label in draft.chunks]
            return text, spans, False
        self._tell_text_differs()
        places = aligned(draft.words, rebuilt)
        assert places is not None, "tokens joined by blanks are in their text"
        spans = [(places[first][0], places[end - 1][1], label) for first, end, label in draft.chunks]
        return rebuilt, spans, draft.plain

    # --- what there is to tell

    def _tell(self) -> None:
        signs, told = self._signs, self._told
        tagging = tagging_of(loose=signs.loose, firm=signs.firm, closed=signs.closed)
        if self._brackets is not None:
            pass  # It was told which columns are taken.
        elif tagging and self._letters:
            self._note(f"The tags are {_name(tagging, signs.letters)}.")
        else:
            self._note("The tags are labels without letters." if tagging else "No token has a label.")
        if told["plain"]:
            self._note(PUT_TOGETHER)
        if told["unnamed"]:
            self._note(f"{told['unnamed']:,} tags have no label; their spans got the label {UNNAMED}.")
        if told["comments"]:
            self._note(f"{told['comments']:,} comments were passed over.")
        if told["documents"] == 1 and told["sentences"] > MANY_SENTENCES:
            self._note(
                f"No line marks where a document begins, so this is one, of {told['sentences']:,} sentences. "
                "The option documents=sentences makes each sentence a document."
            )
        if tagging in {Tagging.IOB2, Tagging.BILOU}:
            for line in signs.loose_lines:
                self._repaired(line, "A tag that goes on has nothing before it to go on with: a span begins here.")
        if tagging == Tagging.BILOU:
            for line in signs.unclosed_lines:
                self._repaired(line, "A span ends here, and its tag does not say so.")

    def _note(self, message: str) -> None:
        self._report.add(Outcome.NOTED, message, path=self._path)

    def _repaired(self, line: int, message: str) -> None:
        self._report.add(Outcome.REPAIRED, message, path=self._path, line=line)


def _name(tagging: Tagging, letters: set[str]) -> str:
    """Return the name of the tags, with the letters that BILOU has elsewhere."""
    if tagging != Tagging.BILOU or letters & set("LU"):
        return str(tagging)
    return "BMEWO, BILOU with other letters" if letters & set("MW") else "BIOES, BILOU with other letters"


def _json_text(content: str) -> str:
    try:
        text = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise FormatError(f"The comment “{TEXT}” must hold the text as a JSON string. Correct or remove it.") from error
    if not isinstance(text, str) or "\0" in text:
        raise FormatError(f"The comment “{TEXT}” must hold the text as a JSON string. Correct or remove it.")
    return text
