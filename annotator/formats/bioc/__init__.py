"""BioC, a collection of documents with passages, annotations and relations, as XML and as JSON. See docs/bioc.md.

http://bioc.sourceforge.net. A DOCTYPE line is ordinary: it is passed over, and nothing that it names is fetched.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from annotator.errors import FormatError
from annotator.files import created
from annotator.files.json_lines import json_line
from annotator.formats import Format, Options, Reading, register
from annotator.formats.bioc import json_file, xml
from annotator.formats.bioc.parts import Article
from annotator.formats.bioc.reading import ArticleReader
from annotator.formats.bioc.values import fits_json, fits_xml
from annotator.formats.bioc.writing import FEATURES, article, carried, losses
from annotator.model import AnnotatedDocument, Scheme
from annotator.report import Notice, Outcome, Report
from annotator.translation import mark

IN_XML = re.compile(rb"<collection[\s>].*(?:<document[\s>]|<source|<key)", re.DOTALL)
IN_JSON = re.compile(rb'"(?:documents|PubTator3)"\s*:\s*\[|"passages"\s*:\s*\[')
MORE_JSON = re.compile(rb'"(?:passages|infons|bioctype)"\s*:')
TOLD = {
    "untyped": "{count} annotations have no type; they got the label “annotation”.",
    "placeless": "{count} annotations have neither a place nor a type; they were left out.",
    "attributes": "{count} annotations without a place became labels of the document, without what else was said.",
    "ends": "{count} relations do not join two annotations; they were left out.",
}


class _Bioc(Format):
    """What both have in common."""

    carries = FEATURES

    def losses(self, document: AnnotatedDocument, scheme: Scheme, options: Options) -> Iterator[Notice]:
        """Yield what is lost, span by span."""
        return losses(document)

    def carried(self, document: AnnotatedDocument, scheme: Scheme, options: Options) -> AnnotatedDocument:
        """Return what reading back gives."""
        return carried(document)


class BiocXmlFormat(_Bioc):
    """BioC as XML."""

    name = "bioc-xml"
    title = mark("formats", "BioC XML")
    suffixes = (".xml",)

    def sniff(self, path: Path, head: bytes) -> float:
        """Look for the root and what stands in it."""
        return 0.95 if IN_XML.search(head) or b"BioC.dtd" in head[:1000] else 0.0

    def read(self, path: Path, options: Options, report: Report) -> Reading:
        """Read a collection. What was passed over, and how often, is in `report` at its end."""
        return Reading(Scheme(), _documents(xml.articles(path), ArticleReader(report, path, fits_xml)))

    def write(
        self, documents: Iterable[AnnotatedDocument], scheme: Scheme, path: Path, options: Options, report: Report
    ) -> None:
        """Write a collection, each document with one passage."""
        with created(path) as file:
            file.write(xml.HEAD.encode())
            for number, document in enumerate(documents, 1):
                file.write(xml.article_xml(article(document, number, fits_xml)).encode())
            file.write(xml.TAIL.encode())


class BiocJsonFormat(_Bioc):
    """BioC as JSON."""

    name = "bioc-json"
    title = mark("formats", "BioC JSON")
    suffixes = (".json",)

    def sniff(self, path: Path, head: bytes) -> float:
        """Look for documents and passages."""
        start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
        if start.startswith(json_file.HEAD.rstrip()):
            return 0.95
        known = start.startswith((b"[", b"{")) and IN_JSON.search(start) and MORE_JSON.search(start)
        return 0.9 if known else 0.0

    def read(self, path: Path, options: Options, report: Report) -> Reading:
        """Read a collection. What was passed over, and how often, is in `report` at its end."""
        return Reading(Scheme(), _documents(json_file.articles(path), ArticleReader(report, path, fits_json)))

    def write(
        self, documents: Iterable[AnnotatedDocument], scheme: Scheme, path: Path, options: Options, report: Report
    ) -> None:
        """Write a collection, each document with one passage, on a line of its own."""
        with created(path) as file:
            before = json_file.HEAD
            for number, document in enumerate(documents, 1):
                row = json_file.article_row(article(document, number, fits_json))
                file.write(before + json_line(row, document.document.title or "A document")[:-1])
                before = b",\n"
            file.write(before if before == json_file.HEAD else b"")
            file.write(json_file.TAIL)


def _documents(articles: Iterator[Article], reader: ArticleReader) -> Iterator[AnnotatedDocument]:
    number = 0
    for number, one in enumerate(articles, 1):
        try:
            yield reader.document(one, number)
        except FormatError as error:
            line = error.line or one.line or None
            raise FormatError(error.reason, path=reader.path, line=line) from error
    if not number:
        message = "The file holds no documents of BioC."
        reader.report.add(Outcome.NOTED, message, path=reader.path)
    _tell(reader.told, reader.report, reader.path)


def _tell(told: Counter[str], report: Report, path: Path) -> None:
    for what, count in told.items():
        if count:
            outcome = Outcome.NOTED if what == "untyped" else Outcome.SKIPPED
            report.add(outcome, TOLD[what].format(count=f"{count:,}"), path=path)


register(BiocXmlFormat())
register(BiocJsonFormat())
