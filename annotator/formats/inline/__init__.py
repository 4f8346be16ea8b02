"""Articles for people to read, with their spans in the text: as XML and as HTML. They are written, and not read.

Nothing reads them back into a project; so each document is taken apart again by a reader of their own while it is
written, and what that finds has to be what went in.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from annotator.files import created
from annotator.formats import Feature, Format, Options, losses_by_feature, register
from annotator.formats.inline import html_out, xml_out
from annotator.formats.inline.proof import check, read_html, read_xml
from annotator.model import AnnotatedDocument, Scheme
from annotator.report import Notice, Report
from annotator.translation import mark

FEATURES = frozenset(Feature) - {Feature.STATUS, Feature.SCHEME, Feature.IDS}


class _Inline(Format):
    """What both have in common."""

    carries = FEATURES

    def losses(self, document: AnnotatedDocument, scheme: Scheme, options: Options) -> Iterator[Notice]:
        """Yield what is lost, span by span."""
        return losses_by_feature(document, FEATURES)


class InlineXmlFormat(_Inline):
    """Spans as elements around their words."""

    name = "inline-xml"
    title = mark("formats", "XML with the spans in the text, to be read")
    suffixes = (".xml",)

    def write(
        self, documents: Iterable[AnnotatedDocument], scheme: Scheme, path: Path, options: Options, report: Report
    ) -> None:
        """Write an element for each document."""
        with created(path) as file:
            file.write(xml_out.HEAD.encode())
            for document in documents:
                ids = _ids(document)
                written = xml_out.document_xml(document, ids)
                check(document, ids, xml_out.shown_label, read_xml(written))
                file.write(written.encode())
            file.write(xml_out.TAIL.encode())


class HtmlFormat(_Inline):
    """Spans as marks."""

    name = "html"
    title = mark("formats", "HTML with the spans marked, to be read")
    suffixes = (".html",)

    def write(
        self, documents: Iterable[AnnotatedDocument], scheme: Scheme, path: Path, options: Options, report: Report
    ) -> None:
        """Write an article for each document, all of them on one page."""
        with created(path) as file:
            file.write(html_out.HEAD.encode())
            for document in documents:
                ids = _ids(document)
                written = html_out.article_html(document, scheme, ids)
                check(document, ids, html_out.shown_label, read_html(written))
                file.write(written.encode())
            file.write(html_out.TAIL.encode())


def _ids(document: AnnotatedDocument) -> dict[int, str]:
    return {span.id: str(number) for number, span in enumerate(document.spans, 1)}


register(InlineXmlFormat())
register(HtmlFormat())
