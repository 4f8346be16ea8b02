"""The types that a document's configuration for TextAE lists become a scheme."""

from collections.abc import Iterator
from typing import Any

from annotator.color import default_label_color
from annotator.css_colors import from_css
from annotator.model import Kind, Label, Scheme

KINDS = (("entity types", Kind.SPAN), ("relation types", Kind.RELATION))


def scheme_of(row: Any) -> Scheme:
    """Return the labels; none where there is no configuration, or one that cannot be read."""
    config = row.get("config") if isinstance(row, dict) else None
    if not isinstance(config, dict):
        return Scheme()
    labels: dict[tuple[Kind, str], Label] = {}
    for key, kind in KINDS:
        for name, color, shown in _types(config.get(key)):
            at = len(labels)
            description = shown if shown != name else ""
            label = Label(at + 1, name, kind, color or default_label_color(at), description=description, position=at)
            labels.setdefault((kind, name), label)
    return Scheme(tuple(labels.values()))


def _types(content: object) -> Iterator[tuple[str, str | None, str]]:
    """Yield name, colour and what is shown of each type; those that stand for many, with a star, are none."""
    for item in content if isinstance(content, list) else []:
        if not isinstance(item, dict):
            continue
        name, color, shown = (item.get(key) for key in ("id", "color", "label"))
        if isinstance(name, str) and name and not name.endswith("*"):
            yield name, from_css(color) if isinstance(color, str) else None, shown if isinstance(shown, str) else name
