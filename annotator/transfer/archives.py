"""Zip archives of articles: what is in them, within limits; one file at a time is unpacked, to a place of our own.

A path in an archive never says where anything is written. Archives in archives are refused, as is what unpacks to far
more than it says or than articles do.
"""

import re
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Self

from annotator.errors import FormatError
from annotator.files import MEGABYTE, created, opened
from annotator.files.zip_files import opened_zip
from annotator.model import value

SUFFIX = ".zip"
MOST_FILES = 10_000
FILE_LIMIT = 256 * MEGABYTE
"""Bytes of a file when unpacked."""
TOTAL_LIMIT = 1024 * MEGABYTE
"""Bytes of all files when unpacked."""
MOST_PACKED = 200
"""A megabyte and more is packed so many times at most: texts are packed ten times, traps a thousand times."""
DEEPEST = 20
"""Folders in folders."""
CHUNK = 256 * 1024
ARCHIVES = frozenset({".zip", ".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".zst", ".jar"})

_UNSAFE = re.compile(r"[^\w .,()'-]+")
_NAME_LENGTH = 120


@value
class Member:
    """A file in an archive: its `name` there, where it is shown to stand, and its bytes when unpacked.

    `refusal` says why it cannot be read.
    """

    name: str
    shown: Path
    size: int
    refusal: FormatError | None = None


def is_archive(path: Path) -> bool:
    """Return whether a file is to be opened as an archive. Raises OSError."""
    if path.suffix.lower() != SUFFIX or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(2) == b"PK"


class OpenArchives:
    """Keeps archives open while file after file is read of them: to read their lists again and again takes minutes.

    Use it as a context. Every method raises FormatError.
    """

    def __init__(self) -> None:
        self._open: dict[Path, zipfile.ZipFile] = {}
        self._closing = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.close()

    def members(self, path: Path) -> list[Member]:
        """Return the files in an archive, in order; hidden ones are left out. What is a trap is refused."""
        infos = {info.filename: info for info in self._archive(path).infolist() if not info.is_dir()}
        if len(infos) > MOST_FILES:
            reason = f"The archive holds more than {MOST_FILES:,} files. Unpack it and import a folder."
            raise FormatError(reason, path=path)
        if sum(info.file_size for info in infos.values()) > TOTAL_LIMIT:
            raise FormatError("What is in the archive unpacks to more than a gigabyte. Unpack it yourself.", path=path)
        found = [_member(path, info) for name, info in sorted(infos.items()) if not _is_hidden(name)]
        if not found:
            raise FormatError("The archive holds no file. Check that it is the right one.", path=path)
        return found

    def head(self, path: Path, member: Member, length: int) -> bytes:
        """Return the first bytes of a file in an archive."""
        archive = self._archive(path)
        with _broken(member.shown, "The file in the archive"), archive.open(member.name) as file:
            return file.read(length)

    def unpack(self, path: Path, member: str, shown: Path, folder: Path) -> Path:
        """Write one file to a folder of ours, under what is harmless of its name."""
        written, archive = folder / shown.name, self._archive(path)
        with (
            _broken(shown, "The file in the archive"),
            archive.open(member) as packed,
            created(written) as file,
        ):
            taken = 0
            while chunk := packed.read(CHUNK):
                taken += len(chunk)
                if taken > FILE_LIMIT:
                    raise FormatError("It unpacks to more than it says. It is a trap, or broken.", path=shown)
                file.write(chunk)
        return written

    def _archive(self, path: Path) -> zipfile.ZipFile:
        if path not in self._open:
            file = self._closing.enter_context(opened(path))
            with _broken(path, "The archive"):
                self._open[path] = self._closing.enter_context(opened_zip(file, path))
        return self._open[path]


def _member(path: Path, info: zipfile.ZipInfo) -> Member:
    parts = _parts(info.filename)
    shown = path.joinpath(
        *[_UNSAFE.sub(" ", part)[-_NAME_LENGTH:].strip(" .") or "unnamed" for part in parts[:DEEPEST]]
    )
    return Member(info.filename, shown, info.file_size, _refusal(info, parts, shown))


def _refusal(info: zipfile.ZipInfo, parts: list[str], shown: Path) -> FormatError | None:
    if shown.suffix.lower() in ARCHIVES:
        reason = "This is an archive in an archive. Unpack it and import what is in it."
    elif info.flag_bits & 1:
        reason = "It asks for a password. Unpack the archive yourself."
    elif len(parts) > DEEPEST or not parts:
        reason = f"It lies more than {DEEPEST} folders deep. Unpack the archive yourself."
    elif info.file_size > FILE_LIMIT:
        reason = f"It unpacks to more than {FILE_LIMIT // MEGABYTE} MB. Unpack the archive yourself."
    elif info.file_size > MEGABYTE and info.file_size > MOST_PACKED * info.compress_size:
        reason = f"It is packed more than {MOST_PACKED} times, as no text is. It is a trap, or holds nothing."
    else:
        return None
    return FormatError(reason, path=shown)


def _parts(name: str) -> list[str]:
    return [part for part in name.replace("\\", "/").split("/") if part.strip(" .")]


def _is_hidden(name: str) -> bool:
    return any(part.startswith(".") or part == "__MACOSX" for part in _parts(name))


@contextmanager
def _broken(path: Path, what: str) -> Iterator[None]:
    """Raise FormatError for whatever zipfile raises in the block."""
    try:
        yield
    except FormatError:
        raise
    except Exception as error:  # What zipfile meets in a broken archive may be anything.
        reason = f"{what} is broken: {type(error).__name__}. Get it anew, or unpack it yourself."
        raise FormatError(reason, path=path) from error
