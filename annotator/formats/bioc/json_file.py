"""BioC's JSON: read document by document, also where collections stand in an array, or documents one a line."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from annotator.errors import FormatError
from annotator.files import opened
from annotator.files.json_values import JsonText
from annotator.formats.bioc.parts import Article, Infons, Link, Mention, Stretch
from annotator.metadata import Row

T = TypeVar("T")

HEAD = b'{"source":"","date":"","key":"","infons":{},"documents":[\n'
TAIL = b"\n]}\n"
LISTS = frozenset({"documents", "PubTator3"})
"""Keys of a collection that hold its documents."""
TOLD = ("source", "date", "key")


def articles(path: Path) -> Iterator[Article]:
    """Yield the articles of a file. Raises FormatError with file and line."""
    with opened(path) as file:
        text = JsonText(file, path)
        if text.peek() == "[":
            text.take("[")
            while text.peek() != "]":
                yield from _collection(text, path)
                if text.peek() != "]":
                    text.take(",")
            text.take("]")
            text.end()
            return
        while text.peek():
            yield from _collection(text, path)


def _collection(text: JsonText, path: Path) -> Iterator[Article]:
    """Yield the articles of the collection that comes next, or the one that comes instead of it."""
    line = text.line
    fields: Row = {}
    for key in text.members():
        if key in LISTS:
            collection = _told(fields)
            for at, row in text.elements():
                yield _checked(_article, row, collection, at, path)
        else:
            fields[key] = text.value()
    if "passages" in fields:
        yield _checked(_article, fields, {}, line, path)


def _checked(read: Callable[[Any], Article], row: Any, collection: Infons, line: int, path: Path) -> Article:
    try:
        article = read(row)
    except FormatError as error:
        raise FormatError(error.reason, path=path, line=line) from error
    article.line, article.collection = line, dict(collection)
    return article


def _told(fields: Row) -> Infons:
    told: Infons = {key: content for key in TOLD if isinstance(content := fields.get(key), str) and content}
    infons = fields.get("infons")
    return told | infons if isinstance(infons, dict) else told


def _article(row: Any) -> Article:
    row = _object(row, "A document")
    article = Article(_id(row), _infons(row))
    article.passages = _each(row, "passages", _stretch)
    article.mentions = _each(row, "annotations", _mention)
    article.links = _each(row, "relations", _link)
    return article


def _stretch(row: Row) -> Stretch:
    offset, text = row.get("offset", 0), row.get("text")
    if type(offset) is not int or offset < 0 or not (text is None or isinstance(text, str)):
        raise FormatError("its offset must be a whole number and its text a text.")
    stretch = Stretch(offset, _infons(row), text)
    stretch.sentences = _each(row, "sentences", _stretch)
    stretch.mentions = _each(row, "annotations", _mention)
    stretch.links = _each(row, "relations", _link)
    return stretch


def _mention(row: Row) -> Mention:
    places = _each(row, "locations", _place)
    text = row.get("text")
    return Mention(_id(row), _infons(row), tuple(places), text if isinstance(text, str) else None)


def _place(row: Row) -> tuple[int, int]:
    offset, length = row.get("offset"), row.get("length")
    if type(offset) is not int or type(length) is not int or offset < 0 or length < 0:
        raise FormatError("its offset and its length must be whole numbers that are not negative.")
    return offset, length


def _link(row: Row) -> Link:
    return Link(_id(row), _infons(row), tuple(_each(row, "nodes", _node)))


def _node(row: Row) -> tuple[str, str]:
    id_, role = row.get("refid"), row.get("role", "")
    if type(id_) not in {str, int} or not isinstance(role, str):
        raise FormatError("its refid must be the id of an annotation, its role a text.")
    return str(id_), role


def _id(row: Row) -> str:
    id_ = row.get("id", "")
    if id_ is None or type(id_) in {str, int}:
        return "" if id_ is None else str(id_)
    raise FormatError("its id must be a text.")


def _infons(row: Row) -> Infons:
    infons = row.get("infons")
    if infons is None:
        return {}
    return _object(infons, "infons")


def _object(content: Any, what: str) -> Row:
    if isinstance(content, dict):
        return content
    raise FormatError(f"{what} must be an object.")


def _each(row: Row, key: str, read: Callable[[Row], T]) -> list[T]:
    items = row.get(key)
    if items is None:
        return []
    if not isinstance(items, list):
        raise FormatError(f"“{key}” must be a list.")
    found = []
    for number, item in enumerate(items, 1):
        try:
            found.append(read(_object(item, "it")))
        except FormatError as error:
            raise FormatError(f"“{key}”, number {number}: {error.reason}") from error
    return found


def article_row(article: Article) -> Row:
    """Return the object that is written."""
    passages = [
        {
            "offset": passage.offset,
            "infons": passage.infons,
            "text": passage.text,
            "sentences": [],
            "annotations": [_mention_row(mention) for mention in passage.mentions],
            "relations": [_link_row(link) for link in passage.links],
        }
        for passage in article.passages
    ]
    return {"id": article.id, "infons": article.infons, "passages": passages, "annotations": [], "relations": []}


def _mention_row(mention: Mention) -> Row:
    locations = [{"offset": offset, "length": length} for offset, length in mention.places]
    return {"id": mention.id, "infons": mention.infons, "text": mention.text, "locations": locations}


def _link_row(link: Link) -> Row:
    return {"id": link.id, "infons": link.infons, "nodes": [{"refid": id_, "role": role} for id_, role in link.nodes]}
