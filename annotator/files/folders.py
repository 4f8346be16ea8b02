"""Datasets that are a folder with a file for each document: their names, and their order."""

import re
from pathlib import Path

from annotator.errors import FormatError
from annotator.files import file_error

_UNSAFE = re.compile(r"[^\w .,()'-]+")
_NUMBERED = re.compile(r"\d{6}(?: |$)")
TITLE_LENGTH = 60
LARGEST = 999_999


def file_name(number: int, title: str, suffix: str) -> str:
    """Return the name of a document's file: its number, by which files stay in order, and what its title has."""
    if number > LARGEST:
        raise FormatError(f"The format has a file for each document, and at most {LARGEST:,} of them. Export in parts.")
    words = " ".join(_UNSAFE.sub(" ", title).split())[:TITLE_LENGTH].strip(" .")
    return f"{number:06} {words}{suffix}" if words else f"{number:06}{suffix}"


def title_of_file(path: Path) -> str:
    """Return the title that a file's name has, without the number that `file_name` puts before it."""
    return _NUMBERED.sub("", path.stem)


def files_of(path: Path, suffixes: tuple[str, ...]) -> list[Path]:
    """Return the file itself, or the files in a folder and below that have these suffixes, in order.

    Hidden ones are left out. Raises FormatError when there is none.
    """
    try:
        if not path.is_dir():
            return [path]
        found = [
            file
            for file in sorted(path.rglob("*"))
            if file.suffix.lower() in suffixes and file.is_file()
            and not any(part.startswith(".") for part in file.relative_to(path).parts)
        ]  # fmt: skip
    except OSError as error:
        raise file_error(error, path) from error
    if not found:
        raise FormatError(f"The folder holds no file that ends in {' or '.join(suffixes)}.", path=path)
    return found
