"""bdoc JSON, as Python GateNLP and GATE's plugin “Format_Bdoc” write it (https://gatenlp.github.io/python-gatenlp)."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from annotator.errors import FormatError
from annotator.files import LINE_LIMIT, read_bytes
from annotator.files.json_lines import check_json_value, json_object
from annotator.formats.gate.annotations import GateAnnotation, GateDocument
from annotator.model import AttributeValue
from annotator.offsets import OffsetError, OffsetMap, Unit

UNITS = {"p": Unit.CODE_POINTS, "j": Unit.UTF16}
"""Python's and Java's offsets."""


def read_document(path: Path) -> GateDocument:
    """Read a file. Raises FormatError that names the file."""
    content = read_bytes(path, limit=LINE_LIMIT).removeprefix(b"\xef\xbb\xbf")
    try:
        row = json_object(content)
        check_json_value(row, content)
        return _document(row)
    except FormatError as error:
        raise FormatError(error.reason.replace("The line", "The file"), path=path) from error


def _document(row: Mapping[str, Any]) -> GateDocument:
    text, features, name = row.get("text"), row.get("features", {}), row.get("name", "")
    if not isinstance(text, str):
        raise FormatError("The document has no text: “text” must be one.")
    unit = UNITS.get(str(row.get("offset_type", "p")))
    if unit is None:
        raise FormatError("“offset_type” must be p, for code points, or j, for UTF-16 units.")
    offsets = OffsetMap(text, unit)
    sets = row.get("annotation_sets", {})
    if not isinstance(sets, dict) or not isinstance(features, dict | None):
        raise FormatError("“annotation_sets” and “features” must be objects.")
    annotations = [one for key, found in sets.items() for one in _set(key, found, offsets)]
    return GateDocument(text, features or {}, annotations, (), name if isinstance(name, str) else "")


def _set(key: str, found: object, offsets: OffsetMap) -> Iterator[GateAnnotation]:
    rows = found.get("annotations", []) if isinstance(found, dict) else None
    if not isinstance(rows, list):
        raise FormatError(f"The set “{key[:40]}” must be an object with a list of annotations.")
    for number, row in enumerate(rows, 1):
        place = f"The set “{key[:40]}”, annotation {number}"
        if not isinstance(row, dict):
            raise FormatError(f"{place}: it must be an object.")
        yield _annotation(row, key, offsets, place)


def _annotation(row: Mapping[str, Any], key: str, offsets: OffsetMap, place: str) -> GateAnnotation:
    type_, start, end, number = row.get("type"), row.get("start"), row.get("end"), row.get("id", 0)
    if not isinstance(type_, str) or not type_:
        raise FormatError(f"{place}: “type” must be a text that is not empty.")
    if type(start) is not int or type(end) is not int or type(number) is not int or start > end:
        raise FormatError(f"{place}: “id”, “start” and “end” must be whole numbers, the end not before the start.")
    try:
        first, last = offsets.to_code_points(start), offsets.to_code_points(end)
    except OffsetError as error:
        raise FormatError(f"{place}: {error}") from error
    features = row.get("features") or {}
    if not isinstance(features, dict):
        raise FormatError(f"{place}: “features” must be an object.")
    return GateAnnotation(number, key, type_, first, last, dict(_features(features)))


def _features(features: Mapping[str, object]) -> Iterator[tuple[str, AttributeValue]]:
    """Yield the features; what is no text, number, yes or no, or list of texts, is taken as JSON."""
    import orjson

    for name, content in features.items():
        if isinstance(content, str | bool | int | float):
            yield name, content
        elif isinstance(content, list) and all(isinstance(item, str) for item in content):
            yield name, tuple(map(str, content))
        elif content is not None:
            yield name, orjson.dumps(content).decode()
