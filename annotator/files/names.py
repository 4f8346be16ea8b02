"""Names of files as texts: what a system calls a file may be no text, and a project holds texts."""

import re
from dataclasses import replace

from annotator.model import AnnotatedDocument


def name_as_text(name: str) -> str:
    r"""Return the name of a file as a text: bytes that are no UTF-8, kept by Python as halves (PEP 383), are `\xe9`."""
    if name.isascii():
        return name
    told = re.sub(r"[\udc80-\udcff]", lambda byte: f"\\x{ord(byte[0]) - 0xDC00:02x}", name)
    return told.encode("utf-8", "backslashreplace").decode()


def with_name_as_text(document: AnnotatedDocument) -> AnnotatedDocument:
    """Return a document that was read from a file with such a name, and may have its title from it too."""
    about = document.document
    if about.origin is None or about.origin.file == (name := name_as_text(about.origin.file)):
        return document
    title = about.title
    if title.rpartition("/")[2] in about.origin.file:
        title = name_as_text(title)
    return replace(document, document=replace(about, title=title, origin=replace(about.origin, file=name)))
