"""What is typed into the filter: words, and `key:value` for what is known about an article."""

import re
from collections.abc import Sequence
from dataclasses import replace

from annotator.store import DocumentFilter

KNOWN = ("author", "source", "date")
TITLE = "title"

_PART = r'([^\s:"]+):(?:"([^"]*)"?|(\S+))|(\S+)'
"""A key with a value, which quotes hold together, or anything else up to a blank."""


def read_filter(typed: str, keys: Sequence[str]) -> DocumentFilter:
    """Return what is meant; `keys` are those of the metadata. A colon after anything else is a letter like others."""
    if not typed:
        return DocumentFilter()
    names = {name.casefold(): name for name in (*keys, *KNOWN, TITLE)}
    words: list[str] = []
    titles: list[str] = []
    fields: list[tuple[str, str]] = []
    for part in re.finditer(_PART, typed):
        name = names.get((part[1] or "").casefold())
        value = part[2] if part[2] is not None else part[3]
        if name is None:
            words.append(part[0])
        elif name == TITLE:
            titles.append(value)
        elif value:
            fields.append((name, value))
    return replace(DocumentFilter(), words=" ".join(words), text=" ".join(titles), fields=tuple(fields))
