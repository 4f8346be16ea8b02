"""Markdown: one article a file. What is shown and labelled are its words; the markup is taken out.

Front matter becomes metadata, as do lines of date, byline and source at the top (`annotator.dateline`).
`Document.origin` has on record all that was taken out, and where it stood in the file.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from annotator.dateline import parse_date, split_header
from annotator.errors import EditError, FormatError
from annotator.files import MEGABYTE, TextFile, read_text
from annotator.formats import ENCODING, KEEP, Format, Options, Reading, kept_lines, register
from annotator.formats.markdown.front_matter import FrontMatter, NotUnderstoodError, read_front_matter
from annotator.formats.markdown.plain import Piece, plain_text, removed_markup
from annotator.model import AnnotatedDocument, Document, Origin, Removal, Scheme
from annotator.report import Outcome, Report
from annotator.translation import mark

LIMIT = 4 * MEGABYTE
"""Bytes of a file: of each piece of markup a token is made, which takes half a kilobyte."""
SIGNS_LIMIT = 200_000
SIGNS = "\n*_[`<|&!~"
"""What may begin or end one; the longest novel has a third as many, its lines among them."""

FRONT_MATTER = mark("import", "front matter")
"""Why a removal was made."""


class MarkdownFormat(Format):
    """Articles as Markdown."""

    name = "markdown"
    title = mark("formats", "Markdown, one article a file")
    suffixes = (".md", ".markdown")
    options = (ENCODING, KEEP)

    def sniff(self, path: Path, head: bytes) -> float:
        """Any text may be Markdown: its name decides."""
        return 0.2 if path.suffix.lower() in self.suffixes else 0.0

    def read(self, path: Path, options: Options, report: Report) -> Reading:
        """Read one article. What is not understood at its top stays in the text and is noted as skipped."""
        return Reading(Scheme(), _articles(path, options, report))


def _articles(path: Path, options: Options, report: Report) -> Iterator[AnnotatedDocument]:
    file = read_text(path, limit=LIMIT, encoding=options[ENCODING.name])
    if sum(map(file.text.count, SIGNS)) > SIGNS_LIMIT:
        reason = f"The file has more than {SIGNS_LIMIT:,} lines and signs of markup. Split it, or save it as .txt."
        raise FormatError(reason, path=path)
    front, doubts = _front_matter(file.text)
    plain = plain_text(file.text[front.length :])
    header = split_header(plain.text, keep=kept_lines(options[KEEP.name]))
    pieces = tuple(replace(piece, source=piece.source + front.length) for piece in plain.pieces)
    removals = [Removal(0, file.text[: front.length], FRONT_MATTER)] if front.length else []
    removals += _removals(file, pieces, header.removals, front.length)
    fields, metadata = dict(front.fields), dict(front.metadata)
    try:
        fields["date"] = parse_date(fields.get("date", ""))
    except EditError as error:
        metadata["date"] = fields.pop("date")
        doubts.append(f"{error} It is kept as it stands, in the metadata.")
    for doubt in (*doubts, *header.doubts):
        report.add(Outcome.SKIPPED, doubt, path=path, document=fields.get("title") or header.title)
    yield AnnotatedDocument(
        Document(
            1,
            header.text,
            fields.get("title") or plain.title or header.title,
            fields.get("author") or header.author,
            fields.get("date") or header.date,
            fields.get("source") or header.source,
            fields.get("url", ""),
            metadata,
            origin=Origin(path.name, file.sha256, file.encoding, (*file.changes, *plain.changes), tuple(removals)),
        )
    )


def _front_matter(text: str) -> tuple[FrontMatter, list[str]]:
    try:
        return read_front_matter(text), []
    except NotUnderstoodError as error:
        return FrontMatter(), [f"The front matter is not understood, from line {error.line} on: it stays in the text."]


def _removals(file: TextFile, pieces: tuple[Piece, ...], lines: tuple[Removal, ...], start: int) -> list[Removal]:
    """Return markup and header lines in the order of the file; markup within such a line is part of it."""
    of_header = [removal for line in lines if (removal := _in_source(file.text, pieces, line))]
    of_markup = (
        removal
        for removal in removed_markup(file.text, pieces, start=start)
        if not any(line.offset <= removal.offset < line.offset + len(line.text) for line in of_header)
    )
    return sorted([*of_header, *of_markup], key=lambda removal: removal.offset)


def _in_source(text: str, pieces: tuple[Piece, ...], line: Removal) -> Removal | None:
    """Return a removal from the plain text as one from the file; None when it holds nothing from there."""
    end = line.offset + len(line.text)
    held = [piece for piece in pieces if piece.start < end and piece.start + piece.length > line.offset]
    if not held:
        return None
    first, last = held[0], held[-1]
    start = first.source + max(0, line.offset - first.start)
    return Removal(start, text[start : last.source + min(last.length, end - last.start)], line.why)


register(MarkdownFormat())
