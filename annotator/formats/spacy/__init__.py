"""spaCy's DocBin, which its training reads. Specified in docs/spacy.md.

Spans that do not overlap are entities (`ents`), the others the span group `sc`, labels of documents `cats`. spaCy is
not needed for it: the container is zlib over msgpack.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import SpooledTemporaryFile

from annotator.bio import Keep
from annotator.errors import FormatError
from annotator.files import MEGABYTE, created, read_bytes
from annotator.formats import (
    WORDS_OR_BLANKS,
    Format,
    Option,
    Options,
    Reading,
    Way,
    register,
)
from annotator.formats.spacy.docbin import BinWriter, is_bin, read_bin
from annotator.formats.spacy.reading import read_documents
from annotator.formats.spacy.writing import ALL, FEATURES, OVERLAPPING, add_document, carried, lay, layout, losses
from annotator.model import AnnotatedDocument, Kind, Label, Scheme
from annotator.report import Notice, Report
from annotator.translation import mark

FILE_LIMIT = 1024 * MEGABYTE
HELD = 64 * MEGABYTE
"""Bytes of tokens that are held in memory; more are in a temporary file until all are known."""


class SpacyFormat(Format):
    """What spaCy trains on."""

    name = "spacy"
    title = mark("formats", "spaCy DocBin: entities, span group, categories")
    suffixes = (".spacy",)
    carries = FEATURES
    options = (
        Option(
            "overlaps",
            mark("formats", "Of spans that overlap, the longest or the shortest become entities"),
            Keep.LONGEST,
            tuple(Keep),
            Way.WRITING,
        ),
        Option(
            "group",
            mark("formats", "What the span group “sc” holds: what overlaps an entity, or all spans, for spancat"),
            OVERLAPPING,
            (OVERLAPPING, ALL),
            Way.WRITING,
        ),
        WORDS_OR_BLANKS,
    )

    def sniff(self, path: Path, head: bytes) -> float:
        """Look whether it is packed as this is."""
        return 1.0 if is_bin(head) else 0.1 if path.suffix.lower() in self.suffixes else 0.0

    def read(self, path: Path, options: Options, report: Report) -> Reading:
        """Read a file. The labels of documents that it knows are in the scheme, also those that no document has."""
        content = read_bytes(path, limit=FILE_LIMIT)
        try:
            found = read_bin(content)
        except FormatError as error:
            raise FormatError(error.reason, path=path) from error
        labels = (Label(number, name, Kind.DOCUMENT) for number, name in enumerate(found.labels, 1))
        return Reading(Scheme(tuple(labels)), read_documents(found, path, report))

    def losses(self, document: AnnotatedDocument, scheme: Scheme, options: Options) -> Iterator[Notice]:
        """Yield each span that does not fit the tokens, and how it is written, if at all."""
        return losses(document, lay(document, *layout(options)))

    def carried(self, document: AnnotatedDocument, scheme: Scheme, options: Options) -> AnnotatedDocument:
        """Return what reading back gives."""
        return carried(document, lay(document, *layout(options)))

    def write(
        self, documents: Iterable[AnnotatedDocument], scheme: Scheme, path: Path, options: Options, report: Report
    ) -> None:
        """Write the documents in their order. Raises FormatError when there is none."""
        with SpooledTemporaryFile(HELD) as tokens, SpooledTemporaryFile(HELD) as spaces, created(path) as file:
            writer = BinWriter(tokens, spaces)
            for document in documents:
                add_document(document, lay(document, *layout(options)), writer)
            if not len(writer):
                raise FormatError("There is no document to write.", path=path)
            writer.save(file, [label.name for label in scheme.of_kind(Kind.DOCUMENT)])


register(SpacyFormat())
