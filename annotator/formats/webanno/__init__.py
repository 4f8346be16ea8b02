"""WebAnno TSV 3, which INCEpTION and WebAnno write and read: a file for each document. Specified in docs/webanno.md.

Files are in UTF-8 and offsets count UTF-16 units
(https://inception-project.github.io/releases/36.0/docs/user-guide.html, “WebAnno TSV 3.3 File format”).
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from annotator.errors import FormatError
from annotator.files import created, file_error
from annotator.files.folders import file_name, files_of
from annotator.formats import (
    ENCODING,
    RELATION_TYPE,
    SPAN_TYPE,
    Format,
    Option,
    Options,
    Reading,
    Way,
    register,
)
from annotator.formats.webanno.reading import read_file
from annotator.formats.webanno.schema import FORMAT
from annotator.formats.webanno.writing import FEATURES, carried, document_lines, layout, losses
from annotator.model import AnnotatedDocument, Scheme
from annotator.report import Notice, Report
from annotator.translation import mark
from annotator.uima import named

BEGINNING = FORMAT.encode()


class WebannoFormat(Format):
    """What INCEpTION and WebAnno export and import."""

    name = "webanno"
    title = mark("formats", "WebAnno TSV 3.3 (INCEpTION), a file for each document")
    suffixes = (".tsv",)
    folder = True
    carries = FEATURES
    options = (
        SPAN_TYPE,
        RELATION_TYPE,
        Option(
            "layers",
            mark(
                "formats",
                "The layers that are read, with commas between; else all but those that say something of each token",
            ),
            "",
            way=Way.READING,
        ),
        ENCODING,
    )

    def sniff(self, path: Path, head: bytes) -> float:
        """Look for the first line, in a folder that of its first file."""
        if path.is_dir():
            try:
                with files_of(path, self.suffixes)[0].open("rb") as file:
                    head = file.read(64)
            except (FormatError, OSError):
                return 0.0
        return 1.0 if head.removeprefix(b"\xef\xbb\xbf").startswith(BEGINNING) else 0.0

    def read(self, path: Path, options: Options, report: Report) -> Reading:
        """Read a file, or all in a folder. Layers that are not read are named in `report`."""
        layers = named(options["layers"])
        documents = (
            read_file(file, number, layers, options[ENCODING.name], report)
            for number, file in enumerate(files_of(path, self.suffixes), 1)
        )
        return Reading(Scheme(), documents)

    def losses(self, document: AnnotatedDocument, scheme: Scheme, options: Options) -> Iterator[Notice]:
        """Yield each thing that the format has no room for."""
        return losses(document)

    def carried(self, document: AnnotatedDocument, scheme: Scheme, options: Options) -> AnnotatedDocument:
        """Return what reading back gives."""
        return carried(document)

    def write(
        self, documents: Iterable[AnnotatedDocument], scheme: Scheme, path: Path, options: Options, report: Report
    ) -> None:
        """Write a file for each document into a new folder. Raises FormatError when there is none."""
        wanted = layout(options)
        try:
            path.mkdir()
        except OSError as error:
            raise file_error(error, path) from error
        number = 0
        for number, document in enumerate(documents, 1):
            with created(path / file_name(number, document.document.title, ".tsv")) as file:
                file.write("".join(document_lines(document, wanted)).encode())
        if number == 0:
            raise FormatError("There is no document to write.", path=path)


register(WebannoFormat())
