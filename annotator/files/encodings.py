"""Encodings: which ones say so themselves, which names there are, and which are likely for bytes that say nothing.

UTF-8, and UTF-16 and UTF-32 with a byte order mark, are read as they are. Anything else is a question for the
user: every guess is wrong for some language, so what is found out here only puts the answers in order.
"""

import codecs

from annotator.errors import FormatError
from annotator.model import value
from annotator.translation import mark

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # Before UTF-16, whose mark is the start of this one.
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

SAMPLE_BYTES = 256 * 1024
"""Bytes at the start of a file among which the lines to judge by are looked for."""
JUDGED_BYTES = 4_000


@value
class Encoding:
    """An encoding by the name that is on record and on the command line, and the languages it was made for."""

    name: str
    languages: str


ENCODINGS = (
    Encoding("windows-1252", mark("encodings", "Western Europe")),
    Encoding("windows-1250", mark("encodings", "Central Europe")),
    Encoding("windows-1251", mark("encodings", "Cyrillic")),
    Encoding("windows-1253", mark("encodings", "Greek")),
    Encoding("windows-1254", mark("encodings", "Turkish")),
    Encoding("windows-1255", mark("encodings", "Hebrew")),
    Encoding("windows-1256", mark("encodings", "Arabic")),
    Encoding("windows-1257", mark("encodings", "Baltic")),
    Encoding("windows-1258", mark("encodings", "Vietnamese")),
    Encoding("iso-8859-1", mark("encodings", "Western Europe")),
    Encoding("iso-8859-2", mark("encodings", "Central Europe")),
    Encoding("iso-8859-5", mark("encodings", "Cyrillic")),
    Encoding("iso-8859-6", mark("encodings", "Arabic")),
    Encoding("iso-8859-7", mark("encodings", "Greek")),
    Encoding("iso-8859-8", mark("encodings", "Hebrew")),
    Encoding("iso-8859-9", mark("encodings", "Turkish")),
    Encoding("iso-8859-15", mark("encodings", "Western Europe, with €")),
    Encoding("koi8-r", mark("encodings", "Russian")),
    Encoding("koi8-u", mark("encodings", "Ukrainian")),
    Encoding("gb18030", mark("encodings", "Chinese, simplified")),
    Encoding("big5", mark("encodings", "Chinese, traditional")),
    Encoding("shift_jis", mark("encodings", "Japanese")),
    Encoding("euc-jp", mark("encodings", "Japanese")),
    Encoding("euc-kr", mark("encodings", "Korean")),
    Encoding("cp874", mark("encodings", "Thai")),
    Encoding("mac-roman", mark("encodings", "Western Europe, old Macintosh")),
    Encoding("cp437", mark("encodings", "Western Europe, DOS")),
    Encoding("cp850", mark("encodings", "Western Europe, DOS")),
    Encoding("cp866", mark("encodings", "Cyrillic, DOS")),
    Encoding("utf-16-le", mark("encodings", "UTF-16 without a mark, the usual order")),
    Encoding("utf-16-be", mark("encodings", "UTF-16 without a mark, the other order")),
)
"""The most common first; what a Windows program calls “ANSI” is the `windows-` one of its language."""


def marked_encoding(content: bytes) -> tuple[bytes, str]:
    """Return the byte order mark that the bytes begin with, and the encoding it stands for; empty without one."""
    return next(((mark, name) for mark, name in MARKS if content.startswith(mark)), (b"", ""))


def check_encoding(name: str) -> None:
    """Raise FormatError when there is no text encoding of that name."""
    try:
        codecs.lookup(name)
        "".encode(name)  # Refuses what is no encoding of text, such as base64.
    except (LookupError, ValueError) as error:
        common = ", ".join(encoding.name for encoding in ENCODINGS[:6])
        raise FormatError(f"There is no encoding named {name}. Common ones are {common}.") from error


def telling_lines(content: bytes) -> bytes:
    """Return the first lines that hold bytes beyond ASCII, at most `JUDGED_BYTES`: those in which encodings differ."""
    sample = content[:SAMPLE_BYTES]
    if b"\0" in sample:
        return sample[:JUDGED_BYTES]  # Of two bytes a character: lines cannot be told apart.
    lines = sample.splitlines(keepends=True)
    if len(content) > SAMPLE_BYTES:
        lines = lines[:-1] or lines  # The last one may be cut within a character.
    return b"".join(line for line in lines if not line.isascii())[:JUDGED_BYTES]


def likely_encodings(content: bytes) -> list[Encoding]:
    """Return the encodings in which the bytes are text, the likeliest first. Nothing follows from the order."""
    possible = [encoding for encoding in ENCODINGS if _may_be(as_text(content, encoding.name))]
    order = _order(telling_lines(content))
    wide = b"\0" in content
    return sorted(
        possible,
        key=lambda encoding: (
            wide != encoding.name.startswith("utf-16"),
            order.get(codecs.lookup(encoding.name).name, len(order)),
        ),
    )


def as_text(content: bytes, encoding: str) -> str | None:
    """Return the bytes as text without NUL; None when they are none in this encoding."""
    try:
        text = content.decode(encoding)
    except ValueError:
        return None
    return None if "\0" in text else text


def _may_be(text: str | None) -> bool:
    """Return whether it is text without the control characters U+0080 to U+009F, which stand in no article."""
    return text is not None and not any("\x80" <= character <= "\x9f" for character in text)


def _order(content: bytes) -> dict[str, int]:
    """Return places by Python's names of encodings, the likeliest first."""
    from charset_normalizer import from_bytes

    names: list[str] = []
    for match in from_bytes(content, cp_isolation=[encoding.name for encoding in ENCODINGS]):
        names += [codecs.lookup(name).name for name in (match.encoding, *match.could_be_from_charset)]
    return {name: place for place, name in reversed(list(enumerate(names)))}
