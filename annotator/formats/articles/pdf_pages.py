"""The texts of a PDF's pages by pdfium, in a process of its own: a broken PDF may crash it, a trap fill its memory.

The process reads the PDF from its input and writes one JSON object to its output.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile
from time import monotonic
from typing import Any

from annotator.errors import FormatError
from annotator.files import MEGABYTE, file_error
from annotator.own_process import start

MOST_PAGES = 5_000
MOST_TEXT = 20_000_000
"""Code points of all pages."""
MOST_MEMORY = 384 * MEGABYTE
"""Bytes that the process may take, the PDF among them."""
MOST_SECONDS = 60
LOOK_SECONDS = 0.01
"""How often its memory is looked at."""

BROKEN = "This is no PDF that can be read. Open it in a viewer and print it to a new PDF."
TOO_LARGE = "The PDF needs more memory than an article may. Print its text to a new PDF, or split it."
TOO_SLOW = "The PDF takes longer than a minute to read. Print its text to a new PDF, or split it."


def read_pages(content: bytes, path: Path) -> tuple[list[str], dict[str, str]]:
    """Return the text of each page, and what the PDF says of itself. Raises FormatError."""
    try:
        with TemporaryFile() as given, TemporaryFile() as answer:
            given.write(content)
            given.seek(0)
            _watch(start(__name__, given=given, answer=answer), path)
            answer.seek(0)
            told = json.loads(answer.read())
    except OSError as error:
        raise file_error(error, path) from error
    except ValueError as error:
        raise FormatError(BROKEN, path=path) from error
    if "refusal" in told:
        raise FormatError(told["refusal"], path=path)
    return told["pages"], told["about"]


def _watch(process: "subprocess.Popen[bytes]", path: Path) -> None:
    """Wait for the end of the process, and end it when it takes too much. Raises FormatError."""
    import psutil

    until = monotonic() + MOST_SECONDS
    try:
        watched = psutil.Process(process.pid)
        while process.poll() is None:
            if watched.memory_info().rss > MOST_MEMORY:
                raise FormatError(TOO_LARGE, path=path)
            if monotonic() > until:
                raise FormatError(TOO_SLOW, path=path)
            _wait(process)
    except psutil.Error:  # It is over already.
        _wait(process)
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()


def _wait(process: "subprocess.Popen[bytes]") -> None:
    try:
        process.wait(LOOK_SECONDS)
    except subprocess.TimeoutExpired:
        return


def main() -> None:
    """Read the PDF that is given; this is what the process does."""
    try:
        told = _read(sys.stdin.buffer.read())
    except FormatError as error:
        told = {"refusal": error.reason}
    sys.stdout.buffer.write(json.dumps(told).encode())


def _read(content: bytes) -> dict[str, object]:
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        document = PdfDocument(content)
    except PdfiumError as error:
        if "password" in str(error).lower():
            raise FormatError("The PDF asks for a password. Save a copy without one.") from error
        raise FormatError(BROKEN) from error
    if len(document) > MOST_PAGES:
        raise FormatError(f"The PDF has more than {MOST_PAGES:,} pages. Split it into articles.")
    try:
        return {"pages": list(_pages(document)), "about": document.get_metadata_dict(skip_empty=True)}
    except PdfiumError as error:
        raise FormatError(BROKEN) from error


def _pages(document: Any) -> Iterator[str]:
    length = 0
    for number in range(len(document)):
        page = document[number]
        text_page = page.get_textpage()
        length += text_page.count_chars()
        if length > MOST_TEXT:
            raise FormatError("The PDF holds more than 20 million characters. Split it into articles.")
        yield text_page.get_text_range()
        text_page.close()
        page.close()
