"""Plain text: one article a file, in UTF-8, in UTF-16 with a byte order mark, or in the encoding that is named.

Lines of date, byline and source leave the top of the text and become metadata (`annotator.dateline`);
`Document.origin` has on record what was changed and removed.
"""

from collections.abc import Iterator
from pathlib import Path

from annotator.dateline import split_header
from annotator.files import read_text
from annotator.formats import ENCODING, KEEP, Format, Options, Reading, kept_lines, register
from annotator.model import AnnotatedDocument, Document, Origin, Scheme
from annotator.report import Outcome, Report
from annotator.translation import mark


class TextFormat(Format):
    """Articles as plain text."""

    name = "text"
    title = mark("formats", "Plain text, one article a file")
    suffixes = (".txt",)
    options = (ENCODING, KEEP)

    def sniff(self, path: Path, head: bytes) -> float:
        """Any text may be an article, so this is never surer than a format that knows its content."""
        return 0.2 if path.suffix.lower() in self.suffixes else 0.0

    def read(self, path: Path, options: Options, report: Report) -> Reading:
        """Read one article. A date that can be read in two ways stays in the text and is noted as skipped."""
        return Reading(Scheme(), _articles(path, options, report))


def _articles(path: Path, options: Options, report: Report) -> Iterator[AnnotatedDocument]:
    file = read_text(path, encoding=options[ENCODING.name])
    header = split_header(file.text, keep=kept_lines(options[KEEP.name]))
    for doubt in header.doubts:
        report.add(Outcome.SKIPPED, doubt, path=path, document=header.title)
    yield AnnotatedDocument(
        Document(
            1,
            header.text,
            header.title,
            header.author,
            header.date,
            header.source,
            origin=Origin(path.name, file.sha256, file.encoding, file.changes, header.removals),
        )
    )


register(TextFormat())
