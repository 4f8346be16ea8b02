"""doccano's JSON Lines: one document a line, offsets in code points, 0-based, end-exclusive.

Read are all shapes that doccano wrote over the years (https://github.com/doccano/doccano):
`label` or `labels` with `[start, end, name]`, or with names alone, which are labels of the document;
`entities` as objects with ids, with `relations`; `entities` as triples, with `cats`; `annotations`
with the numbers of labels, which doccano's label file turns into names; `Comments`, which are notes, each a text, or
`{id, comment}`.
The text is called `text`, in some versions `data`.

Every other key is metadata, `title`, `author`, `date`, `source` and `url` those that a document has
fields for. `id` is metadata too: doccano keeps it as such when it reads, and it then takes the place
of doccano's own. So a document is written with the id that it came with, or with none.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import orjson

from annotator.errors import FormatError
from annotator.files import created, filled_lines
from annotator.files.json_lines import json_line, json_object
from annotator.formats import Feature, Format, Option, Options, Reading, Way, register
from annotator.formats.doccano.labels import label_files, read_labels
from annotator.formats.doccano.reading import SPAN_KEYS, TEXT_KEYS, read_document
from annotator.formats.doccano.writing import INTENT, RELATIONS, SPANS, carried, document_row, losses
from annotator.model import AnnotatedDocument, Scheme
from annotator.report import Notice, Outcome, Report
from annotator.translation import mark

REFUSE, SKIP = "refuse", "skip"


class DoccanoFormat(Format):
    """What doccano exports and imports."""

    name = "doccano"
    title = mark("formats", "doccano JSON Lines")
    suffixes = (".jsonl",)
    carries = frozenset(
        {
            Feature.NESTED,
            Feature.OVERLAPPING,
            Feature.RELATIONS,
            Feature.NOTES,
            Feature.DOCUMENT_LABELS,
            Feature.METADATA,
            Feature.EXACT_TEXT,
            Feature.INSIDE_WORDS,
        }
    )
    options = (
        Option(
            "shape",
            mark("formats", "Write for a project of this kind; only “relations” holds relations"),
            SPANS,
            (SPANS, RELATIONS, INTENT),
            Way.WRITING,
        ),
        Option(
            "labels",
            mark("formats", "Read with this label file of doccano (.json), for names, colours and keys"),
            "",
            way=Way.READING,
        ),
        Option(
            "broken",
            mark("formats", "Lines that cannot be read: refuse the file, or skip and list them"),
            REFUSE,
            (REFUSE, SKIP),
            Way.READING,
        ),
    )

    def sniff(self, path: Path, head: bytes) -> float:
        """Look at the keys of the first line; a text and nothing else may be of any program."""
        line = head.removeprefix(b"\xef\xbb\xbf").lstrip().split(b"\n", 1)[0]
        try:
            row = orjson.loads(line)
        except orjson.JSONDecodeError:
            return self._sniff_broken(path, line, whole=b"\n" in head)
        if not isinstance(row, dict) or not any(isinstance(row.get(key), str) for key in TEXT_KEYS):
            return 0.0
        return 0.8 if any(isinstance(row.get(key), list) for key in SPAN_KEYS) else 0.3

    def _sniff_broken(self, path: Path, line: bytes, *, whole: bool) -> float:
        """Return a little for a file of this name, so that its reader says what is wrong with it."""
        if not whole and line.startswith(b"{") and any(b'"%s"' % key.encode() in line for key in TEXT_KEYS):
            return 0.3
        return 0.05 if path.suffix.lower() in self.suffixes else 0.0

    def read(self, path: Path, options: Options, report: Report) -> Reading:
        """Read a dataset; with the option `broken=skip` each line that cannot be read is noted as refused."""
        labels = read_labels(Path(options["labels"])) if options["labels"] else {}
        skips = options["broken"] == SKIP
        names = {number: label.name for number, label in labels.items()}
        return Reading(Scheme(tuple(labels.values())), _documents(path, names, report, skips=skips))

    def losses(self, document: AnnotatedDocument, scheme: Scheme, options: Options) -> Iterator[Notice]:
        """Yield what the shape has no room for, and metadata that has the name of a key of doccano's.

        The status is the project's own and not spoken of; its note and its flag are.
        """
        return losses(document, options["shape"])

    def carried(self, document: AnnotatedDocument, scheme: Scheme, options: Options) -> AnnotatedDocument:
        """Return what reading back gives."""
        return carried(document, options["shape"])

    def write(
        self, documents: Iterable[AnnotatedDocument], scheme: Scheme, path: Path, options: Options, report: Report
    ) -> None:
        """Write a line for each document in their order. Raises FormatError when there is none."""
        shape = options["shape"]
        with created(path) as file:
            for document in documents:
                file.write(json_line(document_row(document, shape), document.document.title or "A document"))
            if not file.tell():
                raise FormatError("There is no document to write, and doccano does not read an empty file.", path=path)

    def label_files(self, scheme: Scheme) -> Mapping[str, bytes]:
        """Return doccano's label files, one for each kind."""
        return label_files(scheme)


def _documents(path: Path, names: Mapping[int, str], report: Report, *, skips: bool) -> Iterator[AnnotatedDocument]:
    for number, line in filled_lines(path):
        try:
            document = read_document(json_object(line), number, line, names)
        except FormatError as error:
            if not skips:
                raise FormatError(error.reason, path=path, line=number) from error
            report.add(Outcome.REFUSED, error.reason, path=path, line=number)
        else:
            yield document


register(DoccanoFormat())
