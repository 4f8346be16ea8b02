"""Zip files, whose list of contents is looked at before it is read: one of millions would fill the memory."""

import io
import struct
import zipfile
from pathlib import Path
from typing import BinaryIO

from annotator.errors import FormatError
from annotator.files import MEGABYTE

LIST_LIMIT = 8 * MEGABYTE
"""Bytes of the list: some 60,000 names."""
_END = b"PK\5\6"
_END_OF_LARGE = b"PK\6\7"
_TAIL = 22 + 65_535 + 20
"""Bytes at the end among which the list's own record stands: it, a comment behind it, a pointer before it."""


def opened_zip(file: BinaryIO, path: Path) -> zipfile.ZipFile:
    """Return a zip file that is open, for reading. Raises FormatError on one too large, and what zipfile raises."""
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - _TAIL))
    tail = file.read(_TAIL)
    file.seek(0)
    at = tail.rfind(_END)
    listed = struct.unpack_from("<L", tail, at + 12)[0] if 0 <= at <= len(tail) - 22 else 0
    if listed > LIST_LIMIT or _END_OF_LARGE in tail:
        raise FormatError("The archive holds far too many or too large files. Unpack it yourself.", path=path)
    return zipfile.ZipFile(file)
