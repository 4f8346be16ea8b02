"""RTF by striprtf: the words, and what the file's `info` says."""

import re
from collections.abc import Callable
from pathlib import Path

from annotator.errors import FormatError
from annotator.files import MEGABYTE
from annotator.formats.articles.extracted import Blocks, Extracted

LIMIT = 16 * MEGABYTE
MOST_GROUPS = 1_000_000
"""Each takes a hundred bytes while it is open."""

_PICTURE = re.compile(r"[0-9A-Fa-f\s]{2000,}")
"""The bytes of a picture: megabytes that striprtf would take word by word."""
_INFO = re.compile(r"\{\\(title|author)\s([^{}\\]{1,1000})\}")
_DATE = re.compile(r"\{\\creatim\\yr(\d{4})\\mo(\d{1,2})\\dy(\d{1,2})")


def extract(content: bytes, path: Path) -> Extracted:
    """Return the words of a document. Raises FormatError, and what striprtf raises."""
    if not content.lstrip().startswith(b"{\\rtf"):
        raise FormatError("This is no RTF, which begins with {\\rtf. Check its name.", path=path)
    if content.count(b"{") > MOST_GROUPS:
        raise FormatError(
            "The file has more than a million groups. Open it in a word processor, take out what is no "
            "article and save it.",
            path=path,
        )
    from striprtf.striprtf import rtf_to_text

    read: Callable[..., str] = rtf_to_text
    source = _PICTURE.sub("", content.decode("latin-1"))
    blocks = Blocks()
    for line in read(source, errors="replace").splitlines():
        blocks.add(line.replace("|", "\t") if line.endswith("|") else line)
        blocks.close()
    fields = {name: told.strip() for name, told in _INFO.findall(source[: 64 * 1024]) if told.strip().isascii()}
    date = _DATE.search(source[: 64 * 1024])
    if date:
        fields["date"] = f"{date[1]}-{int(date[2]):02}-{int(date[3]):02}"
    return Extracted(blocks.text(), fields, changes=("The words were taken, not the layout.",))
