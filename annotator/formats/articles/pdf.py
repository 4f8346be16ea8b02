"""PDF by pdfium: the words of the pages, their lines joined to paragraphs. No script runs and nothing is fetched."""

import re
from collections.abc import Sequence
from pathlib import Path

from annotator.formats.articles.extracted import Extracted, NoTextError
from annotator.formats.articles.pdf_pages import read_pages

_SOFT_HYPHENS = re.compile("[\x02\ufffe]\r?\n?|[\xad\ufffe](?=\r?\n)")
_HYPHEN = "\x02"
_ENDS = (".", "!", "?", ":", "…", ".”", "。", "！", "？", "؟", "۔", "।")
_CLOSING = "\"'”’»)]"
_BULLET = re.compile(r"(?:[•◦▪‣·*–—-]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s")
_COMPOUND = re.compile(r"\w+-\w+")
_LAST_WORD, _FIRST_WORD = re.compile(r"\w{1,80}$"), re.compile(r"\w+")
_DATE = re.compile(r"(?:D:)?(\d{4})(\d\d)(\d\d)")


def extract(content: bytes, path: Path) -> Extracted:
    """Return the text of all pages. Raises FormatError, NoTextError."""
    texts, about = read_pages(content, path)
    pages = [_SOFT_HYPHENS.sub(f"{_HYPHEN}\n", text).replace("\r\n", "\n").replace("\r", "\n") for text in texts]
    if not any(page.strip() for page in pages):
        reason = (
            "The PDF holds pictures of its pages and no text. Have it recognised by a program for that (OCR) first."
        )
        raise NoTextError(reason, path=path)
    text, joined, hyphens = joined_pages(pages)
    changes = [f"The words of {len(pages):,} pages were taken, not the layout.", f"Lines joined: {joined:,}."]
    if hyphens:
        changes.append(f"Hyphens at the ends of lines taken out: {hyphens:,}.")
    return Extracted(text, _fields(about), {"pages": len(pages)}, tuple(changes))


def _fields(about: dict[str, str]) -> dict[str, str]:
    fields = {"title": about.get("Title", ""), "author": about.get("Author", "")}
    match = _DATE.match(about.get("CreationDate", ""))
    if match and "01" <= match[2] <= "12" and "01" <= match[3] <= "31":
        fields["date"] = "-".join(match.groups())
    return {name: " ".join(told.split()) for name, told in fields.items() if told.strip()}


def joined_pages(pages: Sequence[str]) -> tuple[str, int, int]:
    """Return the text with the lines of each paragraph joined, how many were, and how many hyphens left.

    A paragraph ends at an empty line, where the line is clearly shorter than the usual one and a sentence ends
    or something begins with a capital, and before an item of a list.
    """
    compounds = set(_COMPOUND.findall("\n".join(pages)))
    paragraphs: list[list[str]] = []
    joined = hyphens = usual = 0
    before = ""
    for page in pages:
        lines = [line.strip() for line in page.split("\n")]
        usual = _usual_length(lines) or usual
        for line in lines:
            if line and before and not _ends_paragraph(before, line, usual):
                paragraphs[-1][-1], dropped = _joint(paragraphs[-1][-1], line, compounds)
                paragraphs[-1].append(line)
                joined, hyphens = joined + 1, hyphens + dropped
            elif line:
                paragraphs.append([line])
            before = line
        before = next((line for line in reversed(lines) if line), "")  # A paragraph may go on over the page.
    text = "\n\n".join("".join(paragraph) for paragraph in paragraphs)
    return text.replace(_HYPHEN, "-"), joined, hyphens


def _usual_length(lines: Sequence[str]) -> int:
    """Return what nine in ten lines do not go beyond."""
    lengths = sorted(len(line) for line in lines if line)
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _ends_paragraph(line: str, following: str, usual: int) -> bool:
    if _BULLET.match(following):
        return True
    if line.endswith((_HYPHEN, "-")):
        return False
    ended = line.rstrip(_CLOSING).endswith(_ENDS)
    return len(line) < usual * (0.85 if ended else 0.6) and (ended or not following[0].islower())


def _joint(line: str, following: str, compounds: set[str]) -> tuple[str, bool]:
    """Return a line as another one follows it, and whether a hyphen is gone that, as the text tells, only divides."""
    divided = line.endswith("-") and line[-2:-1].islower() and following[0].islower()
    if not (divided or line.endswith(_HYPHEN)):
        return (line if line.endswith("-") else f"{line} "), False
    first, second = _LAST_WORD.search(line[:-1]), _FIRST_WORD.match(following)
    if first and second and f"{first[0]}-{second[0]}" in compounds:
        return f"{line[:-1]}-", False
    return line[:-1], True
