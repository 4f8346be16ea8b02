"""Articles as people have them: web pages and the files of word processors. Read only; see docs/articles.md.

What is labelled are the words. Markup, menus and layout are left out, what the file says of itself becomes metadata,
and so do lines of date, byline and source at the top (`annotator.dateline`). `Document.origin` has on record what was
done; its removals are placed in the text as it was extracted.
"""

import hashlib
from abc import abstractmethod
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

from annotator.dateline import split_header
from annotator.errors import FormatError
from annotator.files import ARTICLE_LIMIT, read_bytes
from annotator.formats import ENCODING, KEEP, Feature, Format, Option, Options, Reading, Way, kept_lines, register
from annotator.formats.articles import office, pdf, rich_text, web_page
from annotator.formats.articles.extracted import Extracted, NoTextError, without_what_is_no_text
from annotator.model import AnnotatedDocument, Document, Origin, Scheme
from annotator.report import Outcome, Report
from annotator.translation import mark


class ArticleFormat(Format):
    """One article a file."""

    carries = frozenset({Feature.METADATA})
    options: ClassVar[tuple[Option, ...]] = (KEEP,)
    limit: ClassVar[int] = ARTICLE_LIMIT
    """Bytes of a file."""
    called: ClassVar[str]
    """What a broken file is said not to be."""
    remedy: ClassVar[str]
    """What to do with a broken file: a sentence."""

    @abstractmethod
    def extract(self, content: bytes, path: Path, options: Options) -> Extracted:
        """Return the text. Raises FormatError; anything else that is raised is taken for a broken file."""

    def read(self, path: Path, options: Options, report: Report) -> Reading:
        """Read one article. A date that can be read in two ways stays in the text and is noted as skipped."""
        return Reading(Scheme(), self._articles(path, options, report))

    def _articles(self, path: Path, options: Options, report: Report) -> Iterator[AnnotatedDocument]:
        content = read_bytes(path, limit=self.limit)
        try:
            extracted = self.extract(content, path, options)
        except FormatError:
            raise
        except Exception as error:  # What a library meets in a broken file may be anything.
            reason = f"This is no {self.called} that can be read: {type(error).__name__}. {self.remedy}"
            raise FormatError(reason, path=path) from error
        text = without_what_is_no_text(extracted.text)
        if not text.strip():
            raise NoTextError("The file holds no text. Check that it is the right one.", path=path)
        header = split_header(text, keep=kept_lines(options[KEEP.name]))
        fields = {name: without_what_is_no_text(told) for name, told in extracted.fields.items()}
        for doubt in header.doubts:
            report.add(Outcome.SKIPPED, doubt, path=path, document=fields.get("title") or header.title)
        sha256 = hashlib.sha256(content).hexdigest()
        yield AnnotatedDocument(
            Document(
                1,
                header.text,
                fields.get("title") or header.title,
                fields.get("author") or header.author,
                fields.get("date") or header.date,
                fields.get("source") or header.source,
                fields.get("url", ""),
                extracted.metadata,
                origin=Origin(path.name, sha256, extracted.encoding, extracted.changes, header.removals),
            )
        )


class WebPageFormat(ArticleFormat):
    """Saved web pages."""

    name = "web-page"
    title = mark("formats", "Web page (HTML), its main text")
    suffixes = (".html", ".htm", ".xhtml")
    limit = web_page.LIMIT
    called, remedy = "web page", "Save it from the browser once more."
    options = (
        Option(
            "part",
            mark("formats", "What of the page is read: its main text, or all of it"),
            web_page.MAIN,
            (web_page.MAIN, web_page.ALL),
            Way.READING,
        ),
        ENCODING,
        KEEP,
    )

    def sniff(self, path: Path, head: bytes) -> float:
        """Look for the first tag of a page."""
        begins = head[:1024].lower().lstrip(b"\xef\xbb\xbf \t\r\n")
        page = begins.startswith((b"<!doctype html", b"<html")) or (begins.startswith(b"<") and b"<html" in begins)
        named = path.suffix.lower() in self.suffixes
        return 0.5 if page and named else 0.3 if page or named else 0.0

    def extract(self, content: bytes, path: Path, options: Options) -> Extracted:
        """Return the main text, or all of it."""
        return web_page.extract(content, path, options[ENCODING.name], options["part"])


class OfficeFormat(ArticleFormat):
    """Documents of word processors that are XML in a zip file."""

    remedy = "Open it in a word processor and save it anew."
    kind: ClassVar[office.Kind]
    telling: ClassVar[str]
    """What the start of such a file holds."""

    def sniff(self, path: Path, head: bytes) -> float:
        """Look for a zip file with the parts of a document."""
        if not head.startswith(b"PK\3\4"):
            return 0.1 if path.suffix.lower() in self.suffixes else 0.0
        return 0.95 if self.telling.encode() in head else 0.5 if path.suffix.lower() in self.suffixes else 0.0

    def extract(self, content: bytes, path: Path, options: Options) -> Extracted:
        """Return the words."""
        return office.extract(content, path, self.kind)


class DocxFormat(OfficeFormat):
    """Word's documents."""

    name = "docx"
    title = mark("formats", "Word document (.docx), one article a file")
    suffixes = (".docx", ".docm", ".dotx")
    called = "Word document"
    kind, telling = office.DOCX, "word/document.xml"


class OdtFormat(OfficeFormat):
    """Documents of LibreOffice and others."""

    name = "odt"
    title = mark("formats", "OpenDocument text (.odt), one article a file")
    suffixes = (".odt", ".ott")
    called = "OpenDocument text"
    kind, telling = office.ODT, "mimetypeapplication/vnd.oasis.opendocument.text"


class PdfFormat(ArticleFormat):
    """PDF."""

    name = "pdf"
    title = mark("formats", "PDF, one article a file")
    suffixes = (".pdf",)
    called, remedy = "PDF", "Open it in a viewer and print it to a new PDF."

    def sniff(self, path: Path, head: bytes) -> float:
        """Look for the mark of a PDF."""
        return 0.9 if head[:1024].lstrip().startswith(b"%PDF-") else super().sniff(path, head)

    def extract(self, content: bytes, path: Path, options: Options) -> Extracted:
        """Return the words of the pages."""
        return pdf.extract(content, path)


class RtfFormat(ArticleFormat):
    """RTF."""

    name = "rtf"
    title = mark("formats", "Rich text (.rtf), one article a file")
    suffixes = (".rtf",)
    limit = rich_text.LIMIT
    called, remedy = "RTF", "Open it in a word processor and save it anew."

    def sniff(self, path: Path, head: bytes) -> float:
        """Look for the mark of RTF."""
        return 0.9 if head.lstrip().startswith(b"{\\rtf") else super().sniff(path, head)

    def extract(self, content: bytes, path: Path, options: Options) -> Extracted:
        """Return the words."""
        return rich_text.extract(content, path)


for format_ in (WebPageFormat(), DocxFormat(), OdtFormat(), PdfFormat(), RtfFormat()):
    register(format_)
