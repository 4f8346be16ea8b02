"""A scheme, and what came up in documents besides, becomes annotation.conf and visual.conf."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from annotator.attributes import attributes_for
from annotator.color import default_label_color
from annotator.formats.brat.names import LEGAL, comment, written
from annotator.formats.brat.values import texts_of
from annotator.model import AnnotatedDocument, AttributeKind, AttributeValue, Kind, Label, Scheme
from annotator.plain_values import is_number

MOST_VALUES = 100
"""Values of an attribute that are listed besides those of the scheme."""


@dataclass(slots=True)
class Seen:
    """What labels and attributes came up in documents, in their order."""

    spans: dict[str, None] = field(default_factory=dict)
    relations: dict[str, None] = field(default_factory=dict)
    attributes: dict[str, dict[str, None]] = field(default_factory=dict)
    """By attribute: the labels of spans that had it."""
    values: dict[str, dict[str, None]] = field(default_factory=dict)

    def add(self, annotated: AnnotatedDocument) -> None:
        """Take note of a document."""
        for span in annotated.spans:
            self.spans[span.label] = None
            for name, content in span.attributes:
                self.attributes.setdefault(name, {})[span.label] = None
                self._add_value(name, content)
        for relation in annotated.relations:
            self.relations[relation.label] = None
            for name, content in relation.attributes:
                self.attributes.setdefault(name, {})
                self._add_value(name, content)

    def _add_value(self, name: str, content: AttributeValue) -> None:
        values = self.values.setdefault(name, {})
        for one in content if isinstance(content, tuple) else (content,):
            if is_number(one):
                one = texts_of(one)[0]
            if isinstance(one, str) and LEGAL.fullmatch(one) and len(values) < MOST_VALUES:
                values[one] = None


def annotation_conf(scheme: Scheme, seen: Seen) -> str:
    """Return the whole of annotation.conf."""
    entities = _entities(scheme, seen)
    relations = _relations(scheme, seen)
    names = [name for name, _ in entities]
    attributes = dict.fromkeys(seen.attributes)
    for name in names:
        attributes |= {attribute.name: None for attribute in attributes_for(scheme, name)}
    lines = ["[entities]", ""]
    lines += _told(names)
    lines += ["\t" * depth + written(name) for name, depth in entities]
    lines += ["", "[relations]", ""]
    lines += _told([relation.name for relation in relations])
    lines += [_relation(relation) for relation in relations]
    lines += ["", "[events]", "", "[attributes]", ""]
    lines += _told(sorted(attributes))
    lines += [_attribute(name, names, scheme, seen) for name in sorted(attributes)]
    return "\n".join([*lines, ""])


def visual_conf(scheme: Scheme, seen: Seen) -> str:
    """Return the whole of visual.conf: the true names of those that had to be changed, and the colours."""
    entities = [name for name, _ in _entities(scheme, seen)]
    relations = [relation.name for relation in _relations(scheme, seen)]
    lines = ["[labels]", ""]
    for name in dict.fromkeys([*entities, *relations]):
        shown = " ".join(name.replace("|", "/").split())
        if written(name) != name and shown:
            lines.append(f"{written(name)} | {shown}")
    lines += ["", "[drawing]", ""]
    for at, name in enumerate(entities):
        known = scheme.find(name)
        color = known.color if known else default_label_color(at)
        lines.append(f"{written(name)}\tbgColor:{color}, borderColor:darken")
    for at, name in enumerate(relations, len(entities)):
        known = scheme.find(name, Kind.RELATION)
        if name not in entities:
            lines.append(f"{written(name)}\tcolor:{known.color if known else default_label_color(at)}")
    return "\n".join([*lines, ""])


def shortcuts_conf(scheme: Scheme) -> str:
    """Return the whole of kb_shortcuts.conf, nothing when no label has a key of one character."""
    labels = scheme.of_kind(Kind.SPAN)
    return "".join(f"{label.key} {written(label.name)}\n" for label in labels if len(label.key) == 1)


def _told(names: Iterable[str]) -> list[str]:
    return [comment(name) for name in names if written(name) != name]


def _entities(scheme: Scheme, seen: Seen) -> list[tuple[str, int]]:
    """Return the labels for spans with their depths, those below another right behind it."""
    labels = scheme.of_kind(Kind.SPAN)
    found: dict[str, int] = {}

    def add(parent: str, depth: int) -> None:
        for label in labels:
            if label.parent == parent and label.name not in found:
                found[label.name] = depth
                add(label.name, depth + 1)

    add("", 0)
    named = [name for relation in scheme.of_kind(Kind.RELATION) for name in (*relation.sources, *relation.targets)]
    for name in (*(label.name for label in labels), *seen.spans, *named):
        found.setdefault(name, 0)
    return list(found.items())


def _relations(scheme: Scheme, seen: Seen) -> list[Label]:
    known = {label.name: label for label in scheme.of_kind(Kind.RELATION)}
    return [known.get(name) or Label(0, name, Kind.RELATION) for name in dict.fromkeys([*known, *seen.relations])]


def _relation(label: Label) -> str:
    ends = ["|".join(written(name) for name in names) or "<ENTITY>" for names in (label.sources, label.targets)]
    symmetric = ", <REL-TYPE>:symmetric-transitive" if label.symmetric else ""
    return f"{written(label.name)}\tArg1:{ends[0]}, Arg2:{ends[1]}{symmetric}"


def _attribute(name: str, labels: Sequence[str], scheme: Scheme, seen: Seen) -> str:
    having = list(_having(name, labels, scheme, seen))
    values: dict[str, None] = {}
    for label in labels:
        for attribute in attributes_for(scheme, label):
            if attribute.name == name and attribute.kind in {AttributeKind.CHOICE, AttributeKind.CHOICES}:
                values |= {choice: None for choice in attribute.choices if LEGAL.fullmatch(choice)}
    values |= seen.values.get(name, {})
    listed = f", Value:{'|'.join(values)}" if values else ""
    return f"{written(name)}\tArg:{'|'.join(having) or '<RELATION>'}{listed}"


def _having(name: str, labels: Sequence[str], scheme: Scheme, seen: Seen) -> Iterator[str]:
    """Yield the types that have an attribute, those below them too: what is above a label holds for it."""
    had = seen.attributes.get(name, {})
    for label in labels:
        in_scheme = any(attribute.name == name for attribute in attributes_for(scheme, label))
        if in_scheme or label in had or any(above.name in had for above in scheme.upward(label)):
            yield written(label)
