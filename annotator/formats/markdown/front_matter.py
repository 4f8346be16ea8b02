"""The lines between `---` at the top of a Markdown file: names and values, as YAML writes the simple ones.

Read are `name: value`, quoted or not, lists as `[a, b]` or as lines that begin with `-`, blank lines and
comments. A front matter with anything else is not understood, and stays in the text.
"""

from collections.abc import Iterator, Mapping
from dataclasses import field

import regex

from annotator.model import value

LINES_LOOKED_AT = 200
FIELDS = {
    "title": "title",
    "headline": "title",
    "author": "author",
    "authors": "author",
    "by": "author",
    "byline": "author",
    "date": "date",
    "published": "date",
    "source": "source",
    "publisher": "source",
    "url": "url",
    "link": "url",
}
"""What the fields of a document are called in front matter."""

ENTRY = regex.compile(r"(?P<name>[\p{L}_][\p{L}\p{M}\d_ -]*?)\s*:(?:\s+(?P<value>.*))?")
ITEM = regex.compile(r"\s*-\s+(?P<value>.*)")


@value
class FrontMatter:
    """`length` code points at the top of the text, `fields` of the document by name, and every further entry."""

    length: int = 0
    fields: Mapping[str, str] = field(default_factory=dict, hash=False)
    metadata: Mapping[str, object] = field(default_factory=dict, hash=False)


class NotUnderstoodError(Exception):
    """The front matter holds more than names and simple values. Says which line (counted from 1)."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def read_front_matter(text: str) -> FrontMatter:
    """Return what stands between the first line, when it is `---`, and the next such line.

    Raises NotUnderstoodError.
    """
    lines = list(_lines(text))
    if not lines:
        return FrontMatter()
    entries: dict[str, str | list[str]] = {}
    name = ""
    for number, line in enumerate(map(str.rstrip, lines[1:-1]), 2):
        entry, item = ENTRY.fullmatch(line), ITEM.fullmatch(line)
        if not line or line.lstrip().startswith("#"):
            continue
        if item and name and not entries[name]:
            entries[name] = [_plain(item["value"], number)]
        elif item and name and isinstance(listed := entries[name], list):
            listed.append(_plain(item["value"], number))
        elif entry and entry["name"].casefold() not in map(str.casefold, entries):
            name = entry["name"]
            entries[name] = _value(entry["value"] or "", number)
        else:
            raise NotUnderstoodError(number)
    return _sorted_out(min(sum(map(len, lines)), len(text)), entries)


def _lines(text: str) -> Iterator[str]:
    """Yield the lines from the opening to the closing one, with their line feeds; nothing when one is missing."""
    if not text.startswith("---"):
        return
    head = [line + "\n" for line in text.split("\n", LINES_LOOKED_AT)[:LINES_LOOKED_AT]]
    if head[0].rstrip() != "---":
        return
    end = next((number for number, line in enumerate(head) if number and line.rstrip() in {"---", "..."}), 0)
    if end > 1:
        yield from head[: end + 1]


def _sorted_out(length: int, entries: Mapping[str, str | list[str]]) -> FrontMatter:
    fields: dict[str, str] = {}
    metadata: dict[str, object] = {}
    for name, told in entries.items():
        known = FIELDS.get(name.casefold(), "")
        if known and known not in fields and told:
            fields[known] = told if isinstance(told, str) else ", ".join(told)
        elif told:
            metadata[name] = told
    return FrontMatter(length, fields, metadata)


def _value(written: str, line: int) -> str | list[str]:
    written = written.strip()
    if written.startswith("[") and written.endswith("]"):
        return [_plain(part, line) for part in written[1:-1].split(",") if part.strip()]
    return _plain(written, line)


def _plain(written: str, line: int) -> str:
    """Return a simple value without its quotation marks. Raises NotUnderstoodError for what YAML means more by."""
    written = written.strip()
    for mark in ('"', "'"):
        if written.startswith(mark):
            inner = written[1:-1]
            if len(written) < 2 or not written.endswith(mark) or mark in inner or "\\" in inner:
                raise NotUnderstoodError(line)
            return inner
    if written[:1] in set("[]{}&*!|>%@`") or ": " in written:
        raise NotUnderstoodError(line)
    return regex.split(r"\s+#", written, maxsplit=1)[0]
