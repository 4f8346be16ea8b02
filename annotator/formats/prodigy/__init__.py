"""Prodigy's JSON Lines: a task a line, with its tokens, spans and answer. Specified in docs/prodigy.md.

https://prodi.gy/docs/api-interfaces. Offsets are code points, the end exclusive; `token_end` is inclusive.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import orjson

from annotator.errors import FormatError
from annotator.files import created, filled_lines
from annotator.files.json_lines import json_line, json_object
from annotator.formats import Format, Option, Options, Reading, Way, register
from annotator.formats.prodigy.people import LONGEST_LINE, line_at, repeats, together
from annotator.formats.prodigy.reading import TaskReader
from annotator.formats.prodigy.writing import FEATURES, carried, losses, task_row
from annotator.model import AnnotatedDocument, Scheme
from annotator.report import Notice, Outcome, Report
from annotator.translation import mark

REFUSE, SKIP = "refuse", "skip"
ACCEPTED, ALL = "accepted", "all"
NO, YES = "no", "yes"
OURS = re.compile(rb'\{"answer":"accept","text":"')
THEIRS = re.compile(rb'"_(?:input|task)_hash"\s*:|"tokens"\s*:\s*\[\s*\{\s*"text"')
PATTERNS = (
    "This is a file of Prodigy's patterns, a list of words to look for, not of annotated texts. "
    "Import the texts; Annotator finds such words by itself once one of them is labelled."
)
TOLD = {
    "rejected": "{count} tasks were rejected or ignored: their texts were read without spans, as skipped ones. "
    "The option answers=all reads the spans too.",
    "tokens": "{count} spans begin or end elsewhere than their tokens say. The offsets were taken.",
    "heads": "{count} relations join words without a label; these words became spans labelled “token”.",
}


class ProdigyFormat(Format):
    """What Prodigy's db-out writes and db-in reads."""

    name = "prodigy"
    title = mark("formats", "Prodigy JSON Lines")
    suffixes = (".jsonl",)
    carries = FEATURES
    options = (
        Option(
            "tokens",
            mark("formats", "Write tokens, which Prodigy's manual interfaces need"),
            YES,
            (YES, NO),
            Way.WRITING,
        ),
        Option(
            "answers",
            mark("formats", "Read the spans of accepted tasks, or those of rejected and ignored ones too"),
            ACCEPTED,
            (ACCEPTED, ALL),
            Way.READING,
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
        """Look for what only Prodigy writes; a file of patterns is its own too, and its reader says what it is."""
        line = head.removeprefix(b"\xef\xbb\xbf").lstrip().split(b"\n", 1)[0]
        if not line.startswith(b"{"):
            return 0.0
        if OURS.match(line) or THEIRS.search(line):
            return 0.9
        try:
            row = orjson.loads(line)
        except orjson.JSONDecodeError:
            return 0.0
        if "label" in row and "pattern" in row and "text" not in row:
            return 0.9
        has_spans = isinstance(row.get("spans"), list) and all(isinstance(span, dict) for span in row["spans"])
        return 0.85 if isinstance(row.get("text"), str) and (has_spans or "answer" in row) else 0.0

    def read(self, path: Path, options: Options, report: Report) -> Reading:
        """Read a dataset. What was passed over, and how often, is in `report` at its end."""
        reader = TaskReader(report, path, every_answer=options["answers"] == ALL)
        return Reading(Scheme(), _documents(path, reader, skips=options["broken"] == SKIP))

    def losses(self, document: AnnotatedDocument, scheme: Scheme, options: Options) -> Iterator[Notice]:
        """Yield what is lost, span by span."""
        return losses(document)

    def carried(self, document: AnnotatedDocument, scheme: Scheme, options: Options) -> AnnotatedDocument:
        """Return what reading back gives."""
        return carried(document)

    def write(
        self, documents: Iterable[AnnotatedDocument], scheme: Scheme, path: Path, options: Options, report: Report
    ) -> None:
        """Write a line for each document. Raises FormatError when there is none."""
        with created(path) as file:
            for document in documents:
                row = task_row(document, tokenise=options["tokens"] == YES)
                file.write(json_line(row, document.document.title or "A document"))
            if not file.tell():
                raise FormatError("There is no document to write.", path=path)


def _documents(path: Path, reader: TaskReader, *, skips: bool) -> Iterator[AnnotatedDocument]:
    found = repeats(path)
    for number, line in filled_lines(path, limit=LONGEST_LINE):
        if number in found.taken:
            continue
        try:
            document = _document(reader, number, line)
            for at, offset in found.later.get(number, ()):
                number = at  # For the place of an error.
                document = together(document, [_document(reader, at, line_at(path, offset))])
        except FormatError as error:
            if not skips or error.reason == PATTERNS:
                raise FormatError(error.reason, path=path, line=number) from error
            reader.report.add(Outcome.REFUSED, error.reason, path=path, line=number)
        else:
            yield document
    _tell(reader.told, reader.report, path)


def _document(reader: TaskReader, number: int, line: bytes) -> AnnotatedDocument:
    row = json_object(line)
    if "pattern" in row and "text" not in row:
        raise FormatError(PATTERNS)
    return reader.document(row, number, line)


def _tell(told: Counter[str], report: Report, path: Path) -> None:
    for what, count in told.items():
        outcome = Outcome.REPAIRED if what == "tokens" else Outcome.NOTED
        report.add(outcome, TOLD[what].format(count=f"{count:,}"), path=path)


register(ProdigyFormat())
