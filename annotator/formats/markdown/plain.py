"""Markdown as a reader sees it: the words without the markup, and where each of them stood.

CommonMark with tables and strikethrough, by markdown-it. Paragraphs, headings, quotations and code stand
apart by a blank line, lists keep their numbers and their depth, cells are separated by tabs, a paragraph is
one line. Of HTML the tags go, and comments, scripts and styles with what they hold. Images leave their
description, links their words.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from annotator.clusters import compiled
from annotator.model import Removal, value
from annotator.translation import mark

if TYPE_CHECKING:
    from markdown_it.token import Token

MARKUP = mark("import", "Markdown")
"""Why a removal of this module was made."""

HTML = r"(?si)<!--.*?(?:-->|$)|<(script|style)\b.*?(?:</\1\s*>|$)|<[/!?]?[A-Za-z][^<>]*>"
LINE_BREAKS, BULLETS, CHARACTERS = "line breaks", "bullets", "characters"
CHANGES = {
    LINE_BREAKS: "Line breaks within paragraphs became blanks: {count}.",
    BULLETS: "Marks of list items became bullets: {count}.",
    CHARACTERS: "Characters that were written in another way became themselves, such as &amp;: {count}.",
}


@value
class Piece:
    """`length` code points that stand at `start` in the plain text and at `source` in the Markdown."""

    start: int
    source: int
    length: int


@value
class Plain:
    """The words of a Markdown text. `pieces` are in order in both texts; `title` is its first heading."""

    text: str
    title: str
    pieces: tuple[Piece, ...]
    changes: tuple[str, ...]


def plain_text(source: str) -> Plain:
    """Return a Markdown text without its markup. Line ends must be line feeds."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).disable("text_join")
    walk = _Walk(source)
    for token in parser.parse(source):
        walk.take(token)
    changes = tuple(
        sentence.format(count=walk.changed[kind]) for kind, sentence in CHANGES.items() if walk.changed[kind]
    )
    return Plain("".join(walk.parts), walk.title, tuple(walk.pieces), changes)


def removed_markup(source: str, pieces: Sequence[Piece], *, start: int = 0) -> Iterator[Removal]:
    """Yield what stands between the pieces, but for blanks; offsets in `source`, from `start` on."""
    at = start
    for piece in (*pieces, Piece(0, len(source), 0)):
        gap = source[at : piece.source]
        if gap.strip():
            yield Removal(at + len(gap) - len(gap.lstrip()), gap.strip(), MARKUP)
        at = piece.source + piece.length


class _Walk:
    """Goes through the tokens and the source side by side: what is kept is found in the source, in order."""

    def __init__(self, source: str) -> None:
        self.parts: list[str] = []
        self.pieces: list[Piece] = []
        self.changed: Counter[str] = Counter()
        self.title = ""
        self._source = source
        self._lines = _line_starts(source)
        self._length = self._at = 0
        self._end = len(source)
        self._depth = 0
        self._break = ""
        self._in_heading = False
        self._heading_start = 0

    def take(self, token: "Token") -> None:
        """Take the next token of a block."""
        if token.map:
            self._at = max(self._at, self._lines[token.map[0]])
            self._end = self._lines[min(token.map[1], len(self._lines) - 1)]
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                self._depth += 1
            case "bullet_list_close" | "ordered_list_close":
                self._depth -= 1
                self._part("\n\n" if not self._depth else "\n")
            case "list_item_open":
                self._list_item(token)
            case "heading_open":
                self._part("\n\n")
                self._heading_start = len(self.parts)
            case "heading_close":
                self._note_title()
                self._part("\n\n")
            case "paragraph_close":
                self._part("\n" if token.hidden else "\n\n")
            case "tr_close":
                self._part("\n")
            case "th_close" | "td_close":
                self._break = "\t"
            case "table_close" | "hr" | "blockquote_close":
                self._part("\n\n")
            case "fence" | "code_block":
                self._code(token.content)
            case "html_block":
                self._html(token.content)
                self._part("\n\n")
            case "inline":
                for child in token.children or ():
                    self._inline(child)

    def _part(self, blank: str) -> None:
        """Let what comes next stand apart; the larger distance of several holds."""
        if self.parts and (len(blank) > len(self._break) or self._break == "\t"):
            self._break = blank

    def _put(self, text: str) -> None:
        """Write something that does not stand in the source."""
        if self._break:
            self.parts.append(self._break)
            self._length += len(self._break)
            self._break = ""
        self.parts.append(text)
        self._length += len(text)

    def _keep(self, text: str) -> None:
        """Write something that stands in the source, from here on."""
        if not text:
            return
        found = self._source.find(text, self._at, self._end)
        if found < 0:
            self.changed[CHARACTERS] += 1
            self._put(text)
            return
        self._put(text)
        self.pieces.append(Piece(self._length - len(text), found, len(text)))
        self._at = found + len(text)

    def _list_item(self, token: "Token") -> None:
        self._part("\n")
        self._put("  " * (self._depth - 1))
        if token.info:
            self._keep(token.info + token.markup)
        else:
            self._at = max(self._at, self._source.find(token.markup, self._at, self._end) + 1)
            self.changed[BULLETS] += token.markup != "•"
            self._put("•")
        self._put(" ")

    def _code(self, content: str) -> None:
        self._part("\n\n")
        for number, line in enumerate(content.rstrip("\n").split("\n")):
            if number:
                self._put("\n")
            self._keep(line)
        self._part("\n\n")

    def _html(self, content: str) -> None:
        at = 0
        for tag in compiled(HTML).finditer(content):
            self._html_text(content[at : tag.start()])
            at = tag.end()
            self._at = max(self._at, self._source.find(tag[0], self._at, self._end) + len(tag[0]))
        self._html_text(content[at:])

    def _html_text(self, text: str) -> None:
        """Write what stands between two tags; a line that holds no more than tags is none."""
        for number, line in enumerate(text.split("\n")):
            if number:
                self._part("\n")
            if line.strip():
                self._keep(line.lstrip() if number or self._break else line)

    def _inline(self, token: "Token") -> None:
        match token.type:
            case "softbreak":
                self._put(" ")
                self.changed[LINE_BREAKS] += 1
            case "hardbreak":
                self._put("\n")
            case "text_special":
                self._special(token)
            case "html_inline":
                self._at = max(self._at, self._source.find(token.content, self._at, self._end) + len(token.content))
            case "image":
                for child in token.children or ():
                    self._inline(child)
            case _:
                self._keep(token.content)

    def _special(self, token: "Token") -> None:
        """Write a character that was escaped, or that was written as a reference."""
        found = self._source.find(token.markup, self._at, self._end)
        if found >= 0 and token.info == "entity":
            self._put(token.content)
            self._at = found + len(token.markup)
            self.changed[CHARACTERS] += 1
        else:
            self._keep(token.content)

    def _note_title(self) -> None:
        if not self.title:
            self.title = " ".join("".join(self.parts[self._heading_start :]).split())


def _line_starts(source: str) -> list[int]:
    starts = [0]
    for line in source.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    starts[-1] = len(source)
    return starts
