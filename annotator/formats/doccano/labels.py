"""doccano's label file: a JSON array of `{id, text, suffix_key, prefix_key, background_color, task_type}`.

doccano takes a file for each kind of label, on the page of that kind.
"""

import re
from pathlib import Path

import orjson

from annotator.color import contrast, from_hex
from annotator.errors import FormatError
from annotator.files import MEGABYTE, decoded, read_bytes
from annotator.model import Kind, Label, Scheme

COLOR = re.compile(r"#[0-9a-fA-F]{6}")
KINDS = {"Category": Kind.DOCUMENT, "Relation": Kind.RELATION}
FILES = {
    Kind.SPAN: ("labels.json", "Span"),
    Kind.RELATION: ("relation-labels.json", "Relation"),
    Kind.DOCUMENT: ("category-labels.json", "Category"),
}
"""The file of each kind, and what doccano calls the kind."""
TELLING = frozenset({"background_color", "suffix_key", "prefix_key"})
BLACK, WHITE = "#000000", "#ffffff"
MODIFIERS = {"ctrl": "Ctrl+", "shift": "Shift+", "ctrl shift": "Ctrl+Shift+"}


def is_label(row: object) -> bool:
    """Return whether a value is a label of doccano's: nothing else has a colour or a key beside its text."""
    return isinstance(row, dict) and isinstance(row.get("text"), str) and not TELLING.isdisjoint(row)


def read_labels(path: Path) -> dict[int, Label]:
    """Return the labels by doccano's numbers; a label without one has a number below 0. Raises FormatError."""
    content = read_bytes(path, limit=MEGABYTE)
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


def label_files(scheme: Scheme) -> dict[str, bytes]:
    """Return a file for each kind of label that there is."""
    return {
        name: orjson.dumps([_row(label, task) for label in labels], option=orjson.OPT_INDENT_2) + b"\n"
        for kind, (name, task) in FILES.items()
        if (labels := scheme.of_kind(kind))
    }


def _row(label: Label, task: str) -> dict[str, str | None]:
    """Return a label as doccano has it; a key that doccano knows none of is left out."""
    color = from_hex(label.color)
    modifiers, _, suffix = label.key.rpartition("+")
    prefixes = {keys.removesuffix("+"): prefix for prefix, keys in MODIFIERS.items()}
    fits = len(suffix) == 1 and suffix.isascii() and suffix.isalnum() and (not modifiers or modifiers in prefixes)
    return {
        "text": label.name,
        "prefix_key": prefixes[modifiers] if fits and modifiers else None,
        "suffix_key": suffix.lower() if fits else None,
        "background_color": label.color,
        "text_color": WHITE if contrast(color, (1, 1, 1)) > contrast(color, (0, 0, 0)) else BLACK,
        "task_type": task,
    }
