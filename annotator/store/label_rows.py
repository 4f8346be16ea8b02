"""Labels as rows: what is said about one beyond the usual is a JSON object, `rules`."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import orjson
from sqlalchemy import RowMapping

from annotator.color import from_hex
from annotator.model import Attribute, AttributeKind, Kind, Label
from annotator.store.names import Names

LABEL_FIELDS = (
    "id", "name", "kind", "color", "key", "parent", "description", "position", "snaps_to_words", "may_overlap",
)  # fmt: skip
LABEL_COLUMNS = (*LABEL_FIELDS, "rules")


def label_row(label: Label, _: Names) -> dict[str, Any]:
    """Return the row of a label."""
    row = {column: getattr(label, column) for column in LABEL_FIELDS}
    return row | {
        "kind": str(label.kind),
        "snaps_to_words": int(label.snaps_to_words),
        "may_overlap": int(label.may_overlap),
        "rules": orjson.dumps(rules).decode() if (rules := label_rules(label)) else None,
    }


def label_rules(label: Label) -> dict[str, Any]:
    """Return what is said about a label beyond the usual; only what is not at its default."""
    rules = {
        "sources": label.sources,
        "targets": label.targets,
        "symmetric": label.symmetric,
        "attributes": [_attribute_fields(attribute) for attribute in label.attributes],
        "one_below": label.one_below,
        "nests_in": label.nests_in,
    }
    return _filled(rules)


def _attribute_fields(attribute: Attribute) -> dict[str, Any]:
    default = {} if attribute.default is None else {"default": attribute.default}
    return _filled({**asdict(attribute), "default": None}) | default


def _filled(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: content for name, content in fields.items() if content not in (None, "", (), [], False)}


def label_of(row: RowMapping | Mapping[str, Any], _: Names) -> Label:
    """Return the label of a row. Raises ValueError for a colour that is none: everything that paints would."""
    fields = {column: row[column] for column in LABEL_FIELDS}
    fields |= {
        "kind": Kind(row["kind"]),
        "snaps_to_words": bool(row["snaps_to_words"]),
        "may_overlap": bool(row["may_overlap"]),
    }
    from_hex(row["color"])
    return Label(**fields, **_rules(row["rules"]), rev=row["rev"])


def _rules(text: str | None) -> dict[str, Any]:
    rules = orjson.loads(text) if text else {}
    if "attributes" in rules:
        rules["attributes"] = tuple(map(_attribute, rules["attributes"]))
    return {name: tuple(content) if isinstance(content, list) else content for name, content in rules.items()}


def _attribute(fields: dict[str, Any]) -> Attribute:
    tuples = {name: tuple(content) for name, content in fields.items() if isinstance(content, list)}
    return Attribute(**{**fields, **tuples, "kind": AttributeKind(fields["kind"])})
