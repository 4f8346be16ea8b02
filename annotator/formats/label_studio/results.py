"""The results of an annotation: labelled regions, what is said of them, relations, labels and notes of the document.

A result that says something of a region has the region's id and its place again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from annotator.errors import FormatError
from annotator.formats.label_studio.fields import ATTRIBUTES, KIND, Row
from annotator.model import AttributeKind, Attributes, AttributeValue, value

SAYING = frozenset({"choices", "textarea", "rating", "number", "taxonomy", "datetime"})
NO_LABEL = "unlabelled"


@value
class Region:
    """A labelled stretch, its offsets in the file's unit. `number` is that of its result, from 1."""

    id: str
    start: int
    end: int
    quote: str | None
    labels: Sequence[str]
    number: int


@value
class Link:
    """A relation between two regions of the annotation."""

    source: str
    target: str
    labels: Sequence[str]
    attributes: Attributes
    note: str
    number: int


@dataclass(slots=True)
class Draft:
    """An annotation that is being read. `place` is for messages."""

    place: str
    annotator: str
    cancelled: bool
    regions: list[Region] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    attributes: dict[str, dict[str, AttributeValue]] = field(default_factory=dict)
    notes_on: dict[str, str] = field(default_factory=dict)
    """Notes by the ids of regions."""
    labels: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    html: bool = False
    count: int = 0


def add_result(draft: Draft, result: object) -> str:
    """Add a result to the draft; return the kind of what is passed over, or otherwise told, else nothing."""
    draft.count += 1
    if not isinstance(result, dict):
        raise FormatError("it must be an object.")
    kind, content = result.get("type"), result.get("value")
    if kind == "relation":
        draft.links.append(_link(result, draft.count))
        return "both" if result.get("direction") == "bi" else ""
    if not isinstance(kind, str) or not isinstance(content, dict):
        raise FormatError("it must have a “type”, which is a text, and a “value”, which is an object.")
    if kind in SAYING:
        if "start" in content or "end" in content:
            return _add_attribute(draft, result, kind, content)
        return _add_to_document(draft, kind, content)
    ends = ends_of(content) if kind.endswith("labels") and kind != "paragraphlabels" else None
    if ends is None:
        return f"type {kind[:40]}"
    return _add_region(draft, result, content, kind, ends)


def ends_of(content: Row) -> tuple[Any, Any] | None:
    """Return start and end as they stand in a region's value, those in the whole text where it is HTML; None without.

    They are checked by whoever takes them.
    """
    overall = content.get("globalOffsets")
    if isinstance(overall, dict):
        return overall.get("start"), overall.get("end")
    if "start" in content and "end" in content:
        return content["start"], content["end"]
    return None


def _add_region(draft: Draft, result: Row, content: Row, kind: str, ends: tuple[Any, Any]) -> str:
    start, end = ends
    if type(start) is not int or type(end) is not int:
        if isinstance(start, str) and start.startswith("/"):
            raise FormatError("it has places in HTML (XPath) and no globalOffsets. Export it by a newer Label Studio.")
        raise FormatError("start and end must be whole numbers.")
    draft.html = draft.html or "globalOffsets" in content
    labels = content.get(kind, content.get("labels"))
    if not labels:
        return NO_LABEL
    quote = content.get("text")
    id_ = result.get("id", f"result {draft.count}")
    if type(id_) not in {str, int}:
        raise FormatError("its id must be a text.")
    region = Region(
        str(id_), start, end, quote if isinstance(quote, str) else None, _names(labels, "its labels"), draft.count
    )
    if note := _meta(result).get("text"):
        draft.notes_on[region.id] = "\n".join(_texts(note, "the text of its meta"))
    draft.regions.append(region)
    return ""


def _add_attribute(draft: Draft, result: Row, kind: str, content: Row) -> str:
    name, id_ = result.get("from_name"), result.get("id")
    if not isinstance(name, str) or not name:
        raise FormatError("its from_name must be a text that is not empty.")
    if type(id_) not in {str, int}:
        raise FormatError("its id must be that of the region that it is about.")
    found = _attribute_value(kind, content, _meta(result).get(KIND))
    if found is None:
        return f"type {kind}"
    draft.attributes.setdefault(str(id_), {})[name] = found
    return ""


def _attribute_value(kind: str, content: Row, meant: object) -> AttributeValue | None:
    said = content.get("text" if kind == "textarea" else kind)
    if kind in {"rating", "number"}:
        return said if type(said) in {int, float} else None
    if kind == "datetime":
        return said if isinstance(said, str) else None
    if kind == "taxonomy":
        return tuple(_paths(said))
    texts = [said] if isinstance(said, str) else _texts(said, f"its {kind}")
    if meant == AttributeKind.YES_NO and texts in (["true"], ["false"]):
        return texts == ["true"]
    return texts[0] if len(texts) == 1 and meant != AttributeKind.CHOICES else tuple(texts)


def _add_to_document(draft: Draft, kind: str, content: Row) -> str:
    if kind == "choices":
        draft.labels += _names(content.get("choices"), "its choices")
    elif kind == "taxonomy":
        draft.labels += [path for path in _paths(content.get("taxonomy")) if path]
    elif kind == "textarea":
        said = content.get("text")
        draft.notes += [said] if isinstance(said, str) else _texts(said, "its text")
    else:
        return f"type {kind}"
    return ""


def _link(result: Row, number: int) -> Link:
    ends = [result.get("from_id"), result.get("to_id")]
    if not all(type(end) in {str, int} for end in ends):
        raise FormatError("from_id and to_id must be ids of regions.")
    source, target = (str(end) for end in ends)
    if result.get("direction") == "left":
        source, target = target, source
    meta = _meta(result)
    attributes = meta.get(ATTRIBUTES)
    return Link(
        source,
        target,
        _names(result.get("labels") or ["relation"], "its labels"),
        _attributes(attributes) if isinstance(attributes, dict) else (),
        "\n".join(_texts(meta.get("text"), "the text of its meta")),
        number,
    )


def _attributes(content: Row) -> Attributes:
    found: dict[str, AttributeValue] = {}
    for name, said in content.items():
        if isinstance(said, list) and all(isinstance(item, str) for item in said):
            found[name] = tuple(said)
        elif isinstance(said, str | bool | int | float):
            found[name] = said
        else:
            raise FormatError(f"the attribute “{name[:40]}” must be a text, true, false, a number or a list of texts.")
    return tuple(sorted(found.items()))


def _meta(result: Row) -> Row:
    meta = result.get("meta")
    return meta if isinstance(meta, dict) else {}


def _paths(content: object) -> list[str]:
    """Return the paths of a taxonomy, each as one text."""
    if not isinstance(content, list):
        raise FormatError("its taxonomy must be a list of paths.")
    return [" > ".join(_texts(path if isinstance(path, list) else [path], "a path")) for path in content]


def _texts(content: object, what: str) -> list[str]:
    if content is None:
        return []
    if isinstance(content, str):
        return [content]
    if not isinstance(content, list) or not all(isinstance(item, str) for item in content):
        raise FormatError(f"{what} must be a list of texts.")
    return content


def _names(content: object, what: str) -> list[str]:
    names = _texts(content, what)
    if not all(names):
        raise FormatError(f"{what} hold one without a name. Remove it.")
    return names
