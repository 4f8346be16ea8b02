"""Which key of an object holds what: as it is named by an option, else guessed by what keys are often called."""

from collections.abc import Iterable, Mapping

from annotator.errors import FormatError
from annotator.model import value

TEXT, TITLE, DATE, AUTHOR, SOURCE, URL = "text", "title", "date", "author", "source", "url"
GUESSES: Mapping[str, tuple[str, ...]] = {
    TEXT: ("text", "content", "body", "articlebody", "fulltext", "maintext", "bodytext", "contenttext", "article",
           "story", "sentence", "paragraph", "abstract"),
    TITLE: ("title", "headline", "heading", "name"),
    DATE: ("date", "published", "publishedat", "pubdate", "datepublished", "publicationdate", "publishdate",
           "published_date", "createdat", "timestamp"),
    AUTHOR: ("author", "authors", "byline", "by", "creator", "writer"),
    SOURCE: ("source", "publisher", "outlet", "newspaper", "publication", "site", "sitename", "sourcename"),
    URL: ("url", "link", "href", "uri", "weburl", "canonicalurl"),
}  # fmt: skip
"""What keys are called, in small letters without `_`, `-` and blanks; the first that there is counts."""

NOT_THERE = object()


@value
class Keys:
    """The key of each field that is known; one with dots leads into objects, such as `article.body`."""

    known: tuple[tuple[str, str], ...]

    def of(self, field: str) -> str:
        """Return the key of a field, empty when there is none."""
        return dict(self.known).get(field, "")


def plain(key: str) -> str:
    """Return a key as it is compared."""
    return key.casefold().replace("_", "").replace("-", "").replace(" ", "")


def guessed(names: Iterable[str], field: str) -> str:
    """Return the key among `names` that is called as such a field often is, empty when there is none."""
    by_plain: dict[str, str] = {}
    for name in names:
        by_plain.setdefault(plain(name), name)
    return next((by_plain[guess] for guess in GUESSES[field] if guess in by_plain), "")


def found_keys(row: Mapping[str, object], options: Mapping[str, str]) -> Keys:
    """Return where things stand in objects like this one. Raises FormatError, without a place."""
    names = [name for name, held in row.items() if isinstance(held, str | list | dict)]
    known = []
    for field in GUESSES:
        chosen = options[field]
        if chosen and at_key(row, chosen) is NOT_THERE and field == TEXT:
            raise FormatError(f"There is no key {chosen}, as the option {field} says. There are: {_listed(row)}.")
        if key := chosen or guessed(_strings(row) if field == TEXT else names, field):
            known.append((field, key))
    keys = Keys(tuple(known))
    if not keys.of(TEXT):
        raise FormatError(f"Which key holds the text? Name it by the option text. There are: {_listed(row)}.")
    return keys


def at_key(row: Mapping[str, object], key: str) -> object:
    """Return what stands at a key, or at the end of the way that it names with dots; else NOT_THERE."""
    if key in row:
        return row[key]
    held: object = row
    for step in key.split("."):
        if not isinstance(held, dict) or step not in held:
            return NOT_THERE
        held = held[step]
    return held


def _strings(row: Mapping[str, object]) -> list[str]:
    return [name for name, held in row.items() if isinstance(held, str)]


def _listed(row: Mapping[str, object]) -> str:
    names = [name if len(name) <= 40 else name[:40] + "…" for name in list(row)[:20]]
    return ", ".join([*names, *(["…"] if len(row) > 20 else [])]) or "none"
