"""Label Studio's labelling configuration, XML that says which labels there are, from and to a scheme.

https://labelstud.io/guide/setup: tags whose names end in `Labels` hold `Label value background hotkey alias`,
`Relations` holds `Relation value`, `Choices` holds `Choice value`; with `perRegion` it is about regions, else about the
whole text.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.sax.saxutils import quoteattr

from annotator.color import default_label_color
from annotator.css_colors import from_css
from annotator.errors import FormatError
from annotator.files.xml_elements import Element, xml_root
from annotator.formats.label_studio.fields import DOCUMENT_CONTROL, LABEL_CONTROL, NOTE_CONTROL, TEXT
from annotator.model import Attribute, AttributeKind, Kind, Label, Scheme

HEAD = "<View>\n"
YES_NO = ("true", "false")


def read_config(path: Path) -> tuple[Scheme, dict[str, str]]:
    """Return the scheme, and the kinds of the controls (`labels`, `choices` ...) by their names. Raises FormatError."""
    root = xml_root(path)
    if root.tag != "View":
        raise FormatError(
            f"A label_config of Label Studio begins with <View>, not <{root.tag[:40]}>.", path=path, line=root.line
        )
    labels: list[Label] = []
    attributes: list[Attribute] = []
    controls: dict[str, str] = {}
    for element in _walk(root):
        name = element.attributes.get("name", "")
        kind = element.tag.lower()
        if name:
            controls[name] = kind
        if kind.endswith("labels"):
            labels += _labels(element, "Label", Kind.SPAN, len(labels))
        elif kind == "relations":
            labels += _labels(element, "Relation", Kind.RELATION, len(labels))
        elif kind == "choices" and _per_region(element):
            attributes.append(_choice(element, name))
        elif kind == "choices":
            labels += _labels(element, "Choice", Kind.DOCUMENT, len(labels))
        elif kind == "textarea" and _per_region(element) and name:
            attributes.append(Attribute(name, AttributeKind.TEXT))
    return Scheme(tuple(_with_attributes(_unique(labels), attributes))), controls


def config_text(scheme: Scheme) -> str:
    """Return the configuration for the labels of a scheme."""
    lines = ["<View>", f'  <Labels name="{LABEL_CONTROL}" toName="{TEXT}">']
    for label in scheme.of_kind(Kind.SPAN):
        key = f" hotkey={_attribute(label.key.lower())}" if len(label.key) == 1 else ""
        lines.append(f"    <Label value={_attribute(label.name)} background={_attribute(label.color)}{key}/>")
    lines.append("  </Labels>")
    if relations := scheme.of_kind(Kind.RELATION):
        lines += _control("Relations", "", "Relation", [label.name for label in relations])
    for attribute in _attributes_of(scheme):
        lines += _attribute_lines(attribute)
    if documents := scheme.of_kind(Kind.DOCUMENT):
        about = f'name="{DOCUMENT_CONTROL}" toName="{TEXT}" choice="multiple"'
        lines += _control("Choices", about, "Choice", [label.name for label in documents])
    lines.append(f'  <TextArea name="{NOTE_CONTROL}" toName="{TEXT}"/>')
    lines.append(f'  <Text name="{TEXT}" value="${TEXT}"/>')
    return "\n".join([*lines, "</View>", ""])


def _walk(element: Element) -> Iterator[Element]:
    yield element
    for child in element.children:
        yield from _walk(child)


def _per_region(element: Element) -> bool:
    return element.attributes.get("perRegion", "").lower() == "true"


def _labels(element: Element, tag: str, kind: Kind, before: int) -> Iterator[Label]:
    position = before
    for inner in _walk(element):
        if inner.tag != tag:
            continue
        name = inner.attributes.get("alias") or inner.attributes.get("value", "")
        if not name:
            continue
        color = from_css(inner.attributes.get("background", "")) or default_label_color(position)
        key = inner.attributes.get("hotkey", "")
        yield Label(
            position + 1, name, kind, color, key.upper() if len(key) == 1 and key.isalnum() else "", position=position
        )
        position += 1


def _unique(labels: Iterable[Label]) -> list[Label]:
    """Return the labels, of those with the same kind and name the first; of the same key only the first keeps it."""
    found: dict[tuple[Kind, str], Label] = {}
    for label in labels:
        found.setdefault((label.kind, label.name), label)
    keys: set[str] = set()
    unique: list[Label] = []
    for label in found.values():
        key = "" if label.key in keys else label.key
        keys.add(label.key)
        unique.append(Label(len(unique) + 1, label.name, label.kind, label.color, key, position=len(unique)))
    return unique


def _choice(element: Element, name: str) -> Attribute:
    values = [inner.attributes.get("alias") or inner.attributes.get("value", "") for inner in _walk(element)]
    choices = tuple(dict.fromkeys(value for value in values if value))
    if choices == YES_NO:
        return Attribute(name, AttributeKind.YES_NO)
    several = element.attributes.get("choice", "").startswith("multiple")
    return Attribute(name, AttributeKind.CHOICES if several else AttributeKind.CHOICE, choices)


def _with_attributes(labels: list[Label], attributes: list[Attribute]) -> Iterator[Label]:
    """Yield the labels, those for spans with the attributes: in Label Studio a region has what its text has."""
    named = {attribute.name: attribute for attribute in attributes if attribute.name}
    for label in labels:
        if label.kind == Kind.SPAN and named:
            yield Label(label.id, label.name, label.kind, label.color, label.key, position=label.position,
                        attributes=tuple(named.values()))  # fmt: skip
        else:
            yield label


def _attributes_of(scheme: Scheme) -> list[Attribute]:
    return list({attribute.name: attribute for label in scheme.labels for attribute in label.attributes}.values())


def _attribute_lines(attribute: Attribute) -> list[str]:
    about = f'name={_attribute(attribute.name)} toName="{TEXT}" perRegion="true"'
    match attribute.kind:
        case AttributeKind.YES_NO:
            return _control("Choices", f'{about} choice="single"', "Choice", YES_NO)
        case AttributeKind.CHOICE:
            return _control("Choices", f'{about} choice="single"', "Choice", attribute.choices)
        case AttributeKind.CHOICES:
            return _control("Choices", f'{about} choice="multiple"', "Choice", attribute.choices)
        case _:
            return [f"  <TextArea {about}/>"]


def _control(tag: str, about: str, inner: str, names: Iterable[str]) -> list[str]:
    opening = f"  <{tag} {about}>" if about else f"  <{tag}>"
    return [opening, *(f"    <{inner} value={_attribute(name)}/>" for name in names), f"  </{tag}>"]


def _attribute(text: str) -> str:
    """Return a value in quotation marks, escaped; what XML has no room for becomes U+FFFD."""
    safe = "".join(character if _in_xml(character) else "\ufffd" for character in text)
    return quoteattr(safe, {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def _in_xml(character: str) -> bool:
    return (character >= " " and character not in "\ufffe\uffff") or character in "\t\n\r"
