"""The W3C's Web Annotations, as JSON-LD: https://www.w3.org/TR/annotation-model/. Specified in docs/web-annotation.md.

Written is an array with an AnnotationPage for each document, which holds the text too. Annotations of others mostly
name a page on the web instead; they are read with its text, which the option `text` names.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from annotator.errors import FormatError
from annotator.files import MEGABYTE, created, read_text
from annotator.files.json_documents import documents_of
from annotator.files.json_lines import json_array, json_line
from annotator.files.json_values import json_values
from annotator.formats import Format, Option, Options, Reading, Way, register
from annotator.formats.web_annotation.reading import PageReader
from annotator.formats.web_annotation.writing import FEATURES, carried, losses, page_row
from annotator.metadata import Row
from annotator.model import AnnotatedDocument, Scheme
from annotator.report import Notice, Outcome, Report
from annotator.translation import mark

TELLING = re.compile(rb'anno\.jsonld|"type"\s*:\s*"Annotation(?:Page|Collection)?"')
SELECTING = re.compile(rb'"(?:target|selector|items)"\s*:')
TOLD = {
    "bodies": "{count} bodies were left out: they are no text.",
    "targets": "{count} annotations were left out: they are not on a stretch of text.",
    "unlabelled": "{count} annotations have no tag; they got the label “annotation”.",
}

LONGEST_PAGE = 40 * MEGABYTE
"""Bytes of the annotations of an article: each is told in many words."""


class WebAnnotationFormat(Format):
    """Annotations with a position and a quote each."""

    name = "web-annotation"
    title = mark("formats", "W3C Web Annotation JSON-LD")
    suffixes = (".jsonld", ".json")
    carries = FEATURES
    options = (
        Option(
            "text",
            mark("formats", "The text file that the annotations are on, where they do not bring it"),
            "",
            way=Way.READING,
        ),
    )

    def sniff(self, path: Path, head: bytes) -> float:
        """Look for the context and the types of the model."""
        start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
        known = start.startswith((b"[", b"{")) and TELLING.search(start) and SELECTING.search(start)
        return 0.95 if known else 0.0

    def read(self, path: Path, options: Options, report: Report) -> Reading:
        """Read pages with their texts, or all annotations of the file on the text that is named."""
        reader = PageReader(report, path)
        if options["text"]:
            return Reading(Scheme(), _on_text(path, Path(options["text"]), reader))
        return Reading(Scheme(), _documents(path, reader))

    def losses(self, document: AnnotatedDocument, scheme: Scheme, options: Options) -> Iterator[Notice]:
        """Yield what is lost, span by span."""
        return losses(document)

    def carried(self, document: AnnotatedDocument, scheme: Scheme, options: Options) -> AnnotatedDocument:
        """Return what reading back gives."""
        return carried(document)

    def write(
        self, documents: Iterable[AnnotatedDocument], scheme: Scheme, path: Path, options: Options, report: Report
    ) -> None:
        """Write an array with a page for each document, on a line of its own."""
        with created(path) as file:
            file.writelines(
                json_array(
                    json_line(page_row(one, number), one.document.title or "A document")
                    for number, one in enumerate(documents, 1)
                )
            )


def _documents(path: Path, reader: PageReader) -> Iterator[AnnotatedDocument]:
    def read(page: Row, number: int) -> AnnotatedDocument:
        if "document" not in page:
            raise FormatError(
                "the text that the annotations are on is not in the file. Save it as a text file, and name it with the "
                "option text=FILE."
            )
        return reader.page(page, number)

    yield from documents_of(json_values(path, limit=LONGEST_PAGE), read, path=path, what="Page")
    _tell(reader)


def _on_text(path: Path, text_path: Path, reader: PageReader) -> Iterator[AnnotatedDocument]:
    items: list[Row] = []
    for line, content in json_values(path, limit=LONGEST_PAGE):
        try:
            items += _annotations(content)
        except FormatError as error:
            raise FormatError(error.reason, path=path, line=line) from error
    text = read_text(text_path).text
    try:
        yield reader.page({"document": {"value": text, "title": text_path.stem}, "items": items}, 1)
    except FormatError as error:
        raise FormatError(error.reason, path=path) from error
    _tell(reader)


def _annotations(content: Any) -> Iterator[Row]:
    """Yield the annotations in a value: itself, or those of a page or a collection."""
    if not isinstance(content, dict):
        raise FormatError("An annotation must be an object, {…}. Is this another format?")
    inner = content.get("items", content.get("first", content.get("@graph", content.get("rows"))))
    if isinstance(inner, dict):
        yield from _annotations(inner)
    elif isinstance(inner, list):
        for item in inner:
            yield from _annotations(item)
    else:
        yield content


def _tell(reader: PageReader) -> None:
    for what, count in reader.told.items():
        outcome = Outcome.NOTED if what == "unlabelled" else Outcome.SKIPPED
        reader.report.add(outcome, TOLD[what].format(count=f"{count:,}"), path=reader.path)


register(WebAnnotationFormat())
