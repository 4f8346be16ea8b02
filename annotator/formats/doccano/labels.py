"""doccano's label file: a JSON array of `{id, text, suffix_key, prefix_key, background_color, task_type}`."""

import re
from pathlib import Path

import orjson

from annotator.errors import FormatError
from annotator.files import decoded, read_bytes
from annotator.model import Kind, Label

COLOR = re.compile(r"#[0-9a-fA-F]{6}")
KINDS = {"Category": Kind.DOCUMENT, "Relation": Kind.RELATION}
MODIFIERS = {"ctrl": "Ctrl+", "shift": "Shift+", "ctrl shift": "Ctrl+Shift+"}


def read_labels(path: Path) -> dict[int, Label]:
    """Return the labels by doccano's numbers; a label without one has a number below 0. Raises FormatError."""
    content = read_bytes(path)
    decoded(content, path)
    try:
        rows = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise FormatError(f"This is not JSON: {error.msg}. Correct it.", path=path, line=error.lineno) from error
    if not isinstance(rows, list):
        raise FormatError("A label file of doccano is a JSON array, [{…}, …].", path=path)
    labels: dict[int, Label] = {}
    for position, row in enumerate(rows):
        label = _label(row, position, path)
        if any((label.name, label.kind) == (other.name, other.kind) for other in labels.values()):
            raise FormatError(f"The label {label.name} is there twice. Rename or remove one.", path=path)
        if any(label.key and label.key == other.key for other in labels.values()):
            raise FormatError(f"The key {label.key} belongs to two labels. Change one.", path=path)
        number = row.get("id")
        labels[number if type(number) is int else -1 - position] = label
    return labels


def _label(row: object, position: int, path: Path) -> Label:
    name = row.get("text") if isinstance(row, dict) else None
    if not isinstance(row, dict) or not isinstance(name, str) or not name or "\0" in name:
        raise FormatError(f"Label {position + 1} must be an object with a “text”, which is its name.", path=path)
    color, prefix, suffix = row.get("background_color"), row.get("prefix_key"), row.get("suffix_key")
    key = ""
    if isinstance(suffix, str) and len(suffix) == 1 and suffix.isalnum():
        key = MODIFIERS.get(str(prefix or ""), "") + suffix.upper()
    return Label(
        position + 1,
        name,
        KINDS.get(str(row.get("task_type")), Kind.SPAN),
        color if isinstance(color, str) and COLOR.fullmatch(color) else Label(0, name).color,
        key,
        position=position,
    )
