"""A line of doccano's becomes a document. FormatErrors say what is wrong; the caller adds file and line.

The loops over spans are lean on purpose: a dataset has hundreds of thousands.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

from annotator.errors import FormatError
from annotator.files.json_lines import check_json_value
from annotator.metadata import Row, take_fields
from annotator.model import AnnotatedDocument, Document, DocumentLabel, Note, Relation, Span, reading_order

TEXT_KEYS = ("text", "data")
SPAN_KEYS = ("label", "labels", "entities", "annotations", "cats")


def read_document(row: Row, number: int, line: bytes, names: Mapping[int, str]) -> AnnotatedDocument:
    """Return the document in `row`, which is used up. `number` is its id, `names` are of labels by doccano's number."""
    text = _take_text(row)
    spans: list[Span] = []
    labels: list[str] = []
    for key in ("label", "labels"):
        if key in row:
            _read_labels(row.pop(key), key, number, len(text), spans, labels)
    entities = _read_entities(row.pop("entities"), number, len(text), spans) if "entities" in row else {}
    if "annotations" in row:
        _read_annotations(row.pop("annotations"), names, number, len(text), spans, labels)
    if "cats" in row:
        labels += _names(row.pop("cats"), "cats")
    relations = _relations(row.pop("relations"), entities, number) if "relations" in row else ()
    notes = _comments(row.pop("Comments")) if "Comments" in row else []
    title, author, date, source, url = take_fields(row)
    if row:
        check_json_value(row, line)
    return AnnotatedDocument(
        Document(number, text, title, author, date, source, url, row),
        _in_order(spans),
        relations,
        tuple(DocumentLabel(index, number, name, "") for index, name in enumerate(labels, 1)),
        tuple(Note(index, number, "", note) for index, note in enumerate(notes, 1)),
    )


def _take_text(row: Row) -> str:
    key = "text" if "text" in row else "data"
    if key not in row:
        raise FormatError("The line has no text: the key “text” is missing. Add it, or remove the line.")
    text = row.pop(key)
    if type(text) is not str:
        raise FormatError(
            f"“{key}” is not a text. A column of metadata with the name {key} may have overwritten it: rename it there."
        )
    return text


def _read_labels(content: object, key: str, number: int, length: int, spans: list[Span], labels: list[str]) -> None:
    """Read a list of triples, or of names alone, or one name."""
    items = [content] if isinstance(content, str) else _list(content, key)
    if items and type(items[0]) is str:
        labels += _names(items, key)
    else:
        _read_triples(items, key, number, length, spans)


def _read_triples(items: list[Any], key: str, number: int, length: int, spans: list[Span]) -> None:
    append = spans.append
    before = index = len(spans)
    try:
        for start, end, label in items:  # What is not a triple raises.
            if type(start) is int and type(end) is int and 0 <= start <= end <= length and type(label) is str and label:
                index += 1
                append(Span(index, number, label, "", start, end))
            else:
                _refuse_span(f"“{key}”, number {index - before + 1}", start, end, length)
    except (TypeError, ValueError) as error:
        raise FormatError(f"“{key}”, number {index - before + 1}: it must be [start, end, label].") from error


def _read_entities(content: object, number: int, length: int, spans: list[Span]) -> dict[int | str, int]:
    """Read objects with ids, or triples; return the ids of the spans by doccano's."""
    items = _list(content, "entities")
    if not items or type(items[0]) is not dict:
        _read_triples(items, "entities", number, length, spans)
        return {}
    ids: dict[int | str, int] = {}
    for place, item in _objects(items, "entities"):
        label = item.get("label")
        if type(label) is not str or not label:
            raise FormatError(f"{place}: its label must be a text that is not empty.")
        span = _offset_span(place, item, label, number, length, spans)
        key = item.get("id")
        if key is None:
            continue
        if type(key) not in {int, str} or key in ids:
            raise FormatError(f"{place}: its id must be a number that no other entity of the document has.")
        ids[key] = span.id
    return ids


def _read_annotations(
    content: object, names: Mapping[int, str], number: int, length: int, spans: list[Span], labels: list[str]
) -> None:
    """Read objects that name their label by number; one without offsets is a label of the document."""
    for place, item in _objects(_list(content, "annotations"), "annotations"):
        label = item.get("label")
        if type(label) is not int or label not in names:
            raise FormatError(
                f"{place}: its label is a number, {label!r:.20}, without a name. "
                "Name doccano's label file, which has it, with the option labels=FILE."
                if type(label) is int
                else f"{place}: its label must be a number."
            )
        if "start_offset" in item or "end_offset" in item:
            _offset_span(place, item, names[label], number, length, spans)
        else:
            labels.append(names[label])


def _offset_span(place: str, item: Row, label: str, number: int, length: int, spans: list[Span]) -> Span:
    start, end = item.get("start_offset"), item.get("end_offset")
    if type(start) is not int or type(end) is not int or not 0 <= start <= end <= length:
        _refuse_span(place, start, end, length)
    span = Span(len(spans) + 1, number, label, "", start, end)
    spans.append(span)
    return span


def _relations(content: object, entities: Mapping[int | str, int], number: int) -> tuple[Relation, ...]:
    relations: list[Relation] = []
    for place, item in _objects(_list(content, "relations"), "relations"):
        label = item.get("type")
        ends: tuple[Any, Any] = (item.get("from_id"), item.get("to_id"))
        if type(label) is not str or not label:
            raise FormatError(f"{place}: its type must be a text that is not empty.")
        if not all(type(end) in {int, str} and end in entities for end in ends):
            raise FormatError(f"{place}: from_id and to_id must be ids of entities of the document.")
        source, target = (entities[end] for end in ends)
        relations.append(Relation(len(relations) + 1, number, label, "", source, target))
    return tuple(relations)


def _refuse_span(place: str, start: object, end: object, length: int) -> NoReturn:
    if type(start) is not int or type(end) is not int:
        raise FormatError(f"{place}: start and end must be whole numbers.")
    if not 0 <= start <= end <= length:
        raise FormatError(
            f"{place}: {start} to {end} is not inside the text, which has {length} characters. Correct the offsets; "
            "or a column of metadata with the name text has overwritten the text."
        )
    raise FormatError(f"{place}: the label must be a text that is not empty.")


def _in_order(spans: list[Span]) -> tuple[Span, ...]:
    """Return the spans in reading order. Most datasets have them so: looking is cheaper than making keys."""
    previous = -1
    for span in spans:
        if span.start <= previous:
            return tuple(sorted(spans, key=reading_order))
        previous = span.start
    return tuple(spans)


def _list(content: object, key: str) -> list[Any]:
    if content is None:
        return []
    if type(content) is list:
        return content
    raise FormatError(f"“{key}” must be a list. If it is a column of metadata, rename it.")


def _texts(content: object, key: str) -> list[str]:
    items = _list(content, key)
    if not all(type(item) is str for item in items):
        raise FormatError(f"“{key}” must be a list of texts. If it is a column of metadata, rename it.")
    return items


def _comments(content: object) -> list[str]:
    """Return the comments: texts, or objects with their ids, as projects with relations have them."""
    items = _list(content, "Comments")
    return _texts([item.get("comment") if type(item) is dict else item for item in items], "Comments")


def _names(content: object, key: str) -> list[str]:
    names = _texts(content, key)
    if not all(names):
        raise FormatError(f"“{key}” holds a label without a name. Remove it.")
    return names


def _objects(items: list[Any], key: str) -> Iterator[tuple[str, Row]]:
    """Yield the objects, each with its place for a message."""
    for number, item in enumerate(items, 1):
        place = f"“{key}”, number {number}"
        if type(item) is not dict:
            raise FormatError(f"{place}: it must be an object.")
        yield place, item
