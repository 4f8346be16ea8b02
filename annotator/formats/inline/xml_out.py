"""A document as XML in which spans are elements around their words."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

import orjson

from annotator.formats.inline.nesting import Opened, Words, nested
from annotator.metadata import FIELDS
from annotator.model import AnnotatedDocument, Attributes, Span

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<documents>\n'
TAIL = "</documents>\n"
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
ESCAPED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
IN_ATTRIBUTE = ESCAPED | {'"': "&quot;", "\n": "&#10;", "\t": "&#9;"}
TEXT = re.compile("[&<>\r\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
VALUE = re.compile('[&<>"\r\n\t\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]')


def document_xml(annotated: AnnotatedDocument, ids: Mapping[int, str]) -> str:
    """Return an element `document`, with its line end. `ids` are those of spans in the file."""
    return "".join(_parts(annotated, ids))


def _parts(annotated: AnnotatedDocument, ids: Mapping[int, str]) -> Iterator[str]:
    known = annotated.document
    fields = {name: content for name in FIELDS if (content := getattr(known, name))}
    yield f"<document{_attributes(fields)}>\n"
    for key, content in known.metadata.items():
        yield f'<metadata key="{_value(key)}">{_text(orjson.dumps(content).decode())}</metadata>\n'
    yield "<text>"
    for event in nested(annotated):
        if isinstance(event, Words):
            yield _text(event.text)
        elif isinstance(event, Opened):
            yield f'<span id="{ids[event.span.id]}"{_of_span(event.span)}>'
        else:
            yield "</span>"
    yield "</text>\n"
    for relation in annotated.relations:
        ends = {"label": relation.label, "from": ids[relation.source], "to": ids[relation.target]}
        said = _said(relation.annotator, relation.attributes, relation.note)
        yield f"<relation{_attributes(ends | said)}/>\n"
    for label in annotated.document_labels:
        yield f"<label{_attributes({'name': label.label} | _said(label.annotator))}/>\n"
    for note in annotated.notes:
        yield f"<note{_attributes(_said(note.annotator))}>{_text(note.text)}</note>\n"
    yield "</document>\n"


def _of_span(span: Span) -> str:
    if span.attributes or span.note:
        return _attributes({"label": span.label} | _said(span.annotator, span.attributes, span.note))
    return _of_plain(span.label, span.annotator)


@lru_cache(maxsize=1024)
def _of_plain(label: str, annotator: str) -> str:
    """Return the attributes of an element: the same for nearly all spans of a label."""
    return _attributes({"label": label} | _said(annotator))


def _said(annotator: str, attributes: Attributes = (), note: str = "") -> dict[str, str]:
    """Return whose an annotation is, its attributes as a JSON object, and its note, where there are any."""
    said = {"annotator": annotator, "note": note}
    if attributes:
        said["attributes"] = orjson.dumps(dict(attributes)).decode()
    return {name: content for name, content in said.items() if content}


def _attributes(said: Mapping[str, str]) -> str:
    return "".join(f' {name}="{_value(content)}"' for name, content in said.items())


def _text(text: str) -> str:
    """Return a text, escaped; an element stands for a character that XML cannot hold."""
    return TEXT.sub(lambda found: ESCAPED.get(found[0]) or f'<character code="{ord(found[0])}"/>', text)


def _value(text: str) -> str:
    """Return the value of an attribute, escaped, with U+FFFD for what XML cannot hold."""
    return VALUE.sub(lambda found: IN_ATTRIBUTE.get(found[0], "\ufffd"), text)


def shown_label(label: str) -> str:
    """Return a label as it is written: with U+FFFD for what XML cannot hold."""
    return ILLEGAL.sub("\ufffd", label)
