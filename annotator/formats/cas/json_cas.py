"""A CAS as JSON (https://github.com/apache/uima-uimaj-io-jsoncas)."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from annotator.errors import FormatError
from annotator.files import LINE_LIMIT, read_bytes
from annotator.files.json_weight import check_weight
from annotator.formats.cas.structures import ANNOTATION, Cas, Simple, Structure, Types

_SOFA = "uima.cas.Sofa"
_LARGEST = 10**15


# --- writing


def write_cas(text: str, structures: Iterable[Structure], types: Types, file: BinaryIO) -> None:
    """Write a document; the same structures give the same bytes."""
    described = {
        name: {
            "%NAME": name,
            "%SUPER_TYPE": ANNOTATION,
            **{feature: {"%NAME": feature, "%RANGE": range_} for feature, range_ in features},
        }
        for name, features in types.all().items()
    }
    rows: list[dict[str, object]] = [
        {"%ID": 1, "%TYPE": _SOFA, "sofaNum": 1, "sofaID": "_InitialView", "mimeType": "text/plain", "sofaString": text}
    ]
    for one in structures:
        row: dict[str, object] = {
            "%ID": one.number,
            "%TYPE": one.type,
            "@sofa": 1,
            "begin": one.begin,
            "end": one.end,
            **one.values,
        }
        rows.append(row | {f"@{name}": numbers[0] for name, numbers in one.references.items()})
    views = {"_InitialView": {"%SOFA": 1, "%MEMBERS": [row["%ID"] for row in rows[1:]]}}
    content = {"%TYPES": described, "%FEATURE_STRUCTURES": rows, "%VIEWS": views}
    try:
        file.write(orjson.dumps(content, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    except orjson.JSONEncodeError as error:
        raise FormatError(f"The document holds a value that JSON cannot carry: {error}.") from error


# --- reading


def read_cas(path: Path) -> Cas:
    """Read a document. Raises FormatError that names the file."""
    try:
        return _cas(read_bytes(path, limit=LINE_LIMIT))
    except FormatError as error:
        raise FormatError(error.reason, path=path) from error


def _cas(content: bytes) -> Cas:
    check_weight(content)
    try:
        read = orjson.loads(content.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        raise FormatError(f"This is not JSON: {error.msg}, in line {error.lineno}. Correct it.") from error
    rows = read.get("%FEATURE_STRUCTURES") if isinstance(read, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise FormatError("This is no CAS: “%FEATURE_STRUCTURES” must be a list of objects.")
    sofas = [row for row in rows if row.get("%TYPE") == _SOFA]
    sofa = next((one for one in sofas if one.get("sofaID") == "_InitialView"), sofas[0] if sofas else None)
    if sofa is None:
        raise FormatError("The file has no text: there is no structure of the type uima.cas.Sofa.")
    text = sofa.get("sofaString", "")
    if not isinstance(text, str):
        raise FormatError("“sofaString” must be a text.")
    arrays = {row["%ID"]: row for row in rows if isinstance(row.get("%ID"), int) and "%ELEMENTS" in row}
    found = {}
    for row in rows:
        if row.get("%TYPE") != _SOFA and row.get("@sofa", sofa.get("%ID")) == sofa.get("%ID"):
            structure = _structure(row, arrays)
            found[structure.number] = structure
    return Cas(text, found, len(sofas))


def _structure(row: Mapping[str, Any], arrays: Mapping[int, Mapping[str, Any]]) -> Structure:
    number, type_ = row.get("%ID"), row.get("%TYPE")
    if type(number) is not int or not isinstance(type_, str):
        raise FormatError("A feature structure has no number “%ID”, or no type “%TYPE”.")
    values: dict[str, Simple] = {}
    references: dict[str, tuple[int, ...]] = {}
    for name, content in row.items():
        if name.startswith("@") and name != "@sofa":
            references[name[1:]] = tuple(_references(content, arrays))
        elif name and name[0] not in "%@#^" and name not in {"begin", "end"}:
            if isinstance(content, list) and all(isinstance(item, str) for item in content):
                values[name] = tuple(content)
            elif isinstance(content, str | bool | int | float):
                values[name] = content
    return Structure(number, type_, _offset(row, "begin"), _offset(row, "end"), values, references)


def _references(content: object, arrays: Mapping[int, Mapping[str, Any]]) -> Iterable[int]:
    """Return what a feature refers to: one structure, or those that an array has."""
    if type(content) is not int:
        return []
    if content not in arrays:
        return [content]
    elements = arrays[content]["%ELEMENTS"]
    return [one for one in elements if type(one) is int] if isinstance(elements, list) else []


def _offset(row: Mapping[str, Any], name: str) -> int | None:
    content = row.get(name)
    if content is None:
        return None
    if type(content) is int and 0 <= content < _LARGEST:
        return content
    raise FormatError(f"Structure {row.get('%ID')}: “{name}” must be a whole number.")
