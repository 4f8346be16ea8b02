"""doccano's JSON Lines: one document a line, offsets in code points, 0-based, end-exclusive.

Read are all shapes that doccano wrote over the years (https://github.com/doccano/doccano):
`label` or `labels` with `[start, end, name]`, or with names alone, which are labels of the document;
`entities` as objects with ids, with `relations`; `entities` as triples, with `cats`; `annotations`
with the numbers of labels, which doccano's label file turns into names; `Comments`, which are notes, each a text, or
`{id, comment}`.
The text is called `text`, in some versions `data`. One array of such objects is read as well (`.json`), and one object
by itself. A label file gives its labels, and no document.

Every other key is metadata, `title`, `author`, `date`, `source` and `url` those that a document has
fields for. `id` is metadata too: doccano keeps it as such when it reads, and it then takes the place
of doccano's own. So a document is written with the id that it came with, or with none.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import orjson

from annotator.errors import FormatError
from annotator.files import created, filled_lines, opened
from annotator.files.json_lines import json_line, json_object
from annotator.files.json_values import json_values
from annotator.formats import Feature, Format, Option, Options, Reading, Way, register
from annotator.formats.doccano.labels import is_label, label_files, read_labels
from annotator.formats.doccano.reading import SPAN_KEYS, TEXT_KEYS, read_document
from annotator.formats.doccano.writing import INTENT, RELATIONS, SPANS, carried, document_row, losses
from annotator.metadata import Row, Unknown
from annotator.model import AnnotatedDocument, Scheme
from annotator.report import Notice, Outcome, Report
from annotator.translation import mark

REFUSE, SKIP = "refuse", "skip"
BEGINNING = 4096
"""Bytes in which the first label of a label file ends."""
SPREAD = re.compile(rb"\{\s*\n")
"""An object that is written over several lines."""


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
        start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
        if start.startswith(b"["):
            first = _first(start[1:])
            return 0.8 if is_label(first) else 0.7 if _is_row(first) else 0.0
        if SPREAD.match(start):
            return 0.8 if _is_row(_first(start)) else 0.0
        line = start.split(b"\n", 1)[0]
        try:
            row = orjson.loads(line)
        except orjson.JSONDecodeError:
            return self._sniff_broken(path, line, whole=b"\n" in head)
        if _is_row(row):
            return 0.8
        return 0.3 if isinstance(row, dict) and _has_text(row) else 0.0

    def _sniff_broken(self, path: Path, line: bytes, *, whole: bool) -> float:
        """Return a little for a file of this name, so that its reader says what is wrong with it."""
        if not whole and line.startswith(b"{") and any(b'"%s"' % key.encode() in line for key in TEXT_KEYS):
            return 0.3
        return 0.05 if path.suffix.lower() in self.suffixes else 0.0

    def read(self, path: Path, options: Options, report: Report) -> Reading:
        """Read a dataset; with the option `broken=skip` each line that cannot be read is noted as refused."""
        if is_label_file(path):
            return Reading(Scheme(tuple(read_labels(path).values())), iter(()))
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


def _has_text(row: Row) -> bool:
    return any(isinstance(row.get(key), str) for key in TEXT_KEYS)


def _is_row(row: object) -> bool:
    return isinstance(row, dict) and _has_text(row) and any(isinstance(row.get(key), list) for key in SPAN_KEYS)


def is_label_file(path: Path) -> bool:
    """Return whether a file holds labels, not documents. Raises FormatError when it cannot be opened."""
    with opened(path) as file:
        start = file.read(BEGINNING).removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith(b"[") and is_label(_first(start[1:]))


def _first(start: bytes) -> object:
    """Return the first value, None when it is no JSON or does not end here."""
    try:
        return json.JSONDecoder().raw_decode(start.decode(errors="replace").lstrip())[0]
    except (ValueError, RecursionError):
        return None


def _documents(path: Path, names: Mapping[int, str], report: Report, *, skips: bool) -> Iterator[AnnotatedDocument]:
    unknown = Unknown()
    for number, line, parsed in _rows(path):
        try:
            document = read_document(parsed if parsed is not None else json_object(line), number, line, names)
        except FormatError as error:
            if not skips:
                raise FormatError(error.reason, path=path, line=number) from error
            report.add(Outcome.REFUSED, error.reason, path=path, line=number)
        else:
            for message in unknown.look_at(document.document.metadata):
                report.add(Outcome.NOTED, message, path=path)
            yield document


def _rows(path: Path) -> Iterator[tuple[int, bytes, Row | None]]:
    """Yield number and bytes of each line; of an array, and of an object that takes several lines, each object."""
    with opened(path) as file:
        start = file.read(64).removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start.startswith(b"[") and not SPREAD.match(start):
        yield from ((number, line, None) for number, line in filled_lines(path))
        return
    for number, row in json_values(path):
        if not isinstance(row, dict):
            raise FormatError("Each value must be an object, {…}. Is this another format?", path=path,
                              line=number)  # fmt: skip
        yield number, orjson.dumps(row), row


register(DoccanoFormat())
