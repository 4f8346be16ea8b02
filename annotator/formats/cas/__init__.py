"""UIMA's CAS as XMI (`xmi`) and as JSON (`cas-json`), a file for each document. Specified in docs/cas.md.

What INCEpTION, WebAnno and DKPro write is read by what is known of their types; ours comes back as it was.
"""

import re
from abc import abstractmethod
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, ClassVar

from annotator.errors import FormatError
from annotator.files import created, file_error
from annotator.files.folders import file_name, files_of
from annotator.formats import (
    RELATION_TYPE,
    SPAN_TYPE,
    Format,
    Option,
    Options,
    Reading,
    Way,
    register,
)
from annotator.formats.cas import json_cas, xmi
from annotator.formats.cas.reading import CasReader
from annotator.formats.cas.structures import Cas, Structure, Types
from annotator.formats.cas.writing import FEATURES, carried, cleaned, losses, structures
from annotator.model import AnnotatedDocument, Scheme
from annotator.report import Notice, Report
from annotator.translation import mark
from annotator.uima import named

TYPE = re.compile(r"[A-Za-z]\w*(\.[A-Za-z]\w*)+")
SNIFFED = 4096


class CasFormat(Format):
    """What both ways of writing a CAS have in common."""

    folder = True
    carries = FEATURES
    options = (
        SPAN_TYPE,
        RELATION_TYPE,
        Option(
            "layers",
            mark(
                "formats",
                "The types that are read, with commas between; else all but those that say something of each word",
            ),
            "",
            way=Way.READING,
        ),
    )
    in_xml: ClassVar[bool]

    @abstractmethod
    def is_own(self, head: bytes) -> bool:
        """Return whether a file that begins so is a CAS."""

    @abstractmethod
    def read_cas(self, path: Path) -> Cas:
        """Read a file. Raises FormatError."""

    @abstractmethod
    def write_cas(self, text: str, found: Iterable[Structure], types: Types, file: BinaryIO) -> None:
        """Write a file."""

    def write_types(self, types: Types, folder: Path) -> None:
        """Write what belongs to all documents."""

    def sniff(self, path: Path, head: bytes) -> float:
        """Look at the beginning, in a folder at that of its first file."""
        if path.is_dir():
            try:
                with files_of(path, self.suffixes)[0].open("rb") as file:
                    head = file.read(SNIFFED)
            except (FormatError, OSError):
                return 0.0
        return 1.0 if self.is_own(head) else 0.1 if path.suffix.lower() == self.suffixes[0] == ".xmi" else 0.0

    def read(self, path: Path, options: Options, report: Report) -> Reading:
        """Read a file, or all in a folder. Types that are not read are named in `report`."""
        chosen = named(options["layers"])
        documents = (
            CasReader(self.read_cas(file), file, number, chosen, report).document()
            for number, file in enumerate(files_of(path, self.suffixes), 1)
        )
        return Reading(Scheme(), documents)

    def losses(self, document: AnnotatedDocument, scheme: Scheme, options: Options) -> Iterator[Notice]:
        """Yield what is lost."""
        return losses(document, in_xml=self.in_xml)

    def carried(self, document: AnnotatedDocument, scheme: Scheme, options: Options) -> AnnotatedDocument:
        """Return what reading back gives."""
        return carried(document, in_xml=self.in_xml)

    def write(
        self, documents: Iterable[AnnotatedDocument], scheme: Scheme, path: Path, options: Options, report: Report
    ) -> None:
        """Write a file for each document into a new folder. Raises FormatError when there is none."""
        types = Types(options["layer"], options["relation"])
        for type_ in (types.span, types.relation):
            if not TYPE.fullmatch(type_) or types.span == types.relation:
                raise FormatError(f"“{type_[:60]}” is no type of its own, such as webanno.custom.Person.")
        try:
            path.mkdir()
        except OSError as error:
            raise file_error(error, path) from error
        number = 0
        for number, document in enumerate(documents, 1):
            clean = cleaned(document) if self.in_xml else document
            with created(path / file_name(number, document.document.title, self.suffixes[0])) as file:
                self.write_cas(clean.text, structures(clean, types), types, file)
        if number == 0:
            raise FormatError("There is no document to write.", path=path)
        self.write_types(types, path)


class XmiFormat(CasFormat):
    """As XML, with the type system beside it."""

    name = "xmi"
    title = mark("formats", "UIMA CAS XMI, a file for each document")
    suffixes = (".xmi",)
    in_xml = True

    def is_own(self, head: bytes) -> bool:
        """Look for the root."""
        return b"<xmi:XMI" in head[:SNIFFED]

    def read_cas(self, path: Path) -> Cas:
        """Read a file."""
        return xmi.read_cas(path)

    def write_cas(self, text: str, found: Iterable[Structure], types: Types, file: BinaryIO) -> None:
        """Write a file."""
        xmi.write_cas(text, found, types, file)

    def write_types(self, types: Types, folder: Path) -> None:
        """Write the type system."""
        with created(folder / "TypeSystem.xml") as file:
            xmi.write_types(types, file)


class CasJsonFormat(CasFormat):
    """As JSON, with the types in each file."""

    name = "cas-json"
    title = mark("formats", "UIMA CAS JSON, a file for each document")
    suffixes = (".json",)
    in_xml = False

    def is_own(self, head: bytes) -> bool:
        """Look for its keys."""
        return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and any(
            key in head for key in (b'"%TYPES"', b'"%FEATURE_STRUCTURES"')
        )

    def read_cas(self, path: Path) -> Cas:
        """Read a file."""
        return json_cas.read_cas(path)

    def write_cas(self, text: str, found: Iterable[Structure], types: Types, file: BinaryIO) -> None:
        """Write a file."""
        json_cas.write_cas(text, found, types, file)


register(XmiFormat())
register(CasJsonFormat())
