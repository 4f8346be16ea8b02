"""GATE XML: the text with nodes in it, to which annotations refer (https://gate.ac.uk/userguide, “GATE XML”).

Where a node stands in the text is what counts, not its number: so it does not matter in which unit those count.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from annotator.errors import FormatError
from annotator.files.xml_elements import Element, xml_root
from annotator.formats.gate.annotations import GateAnnotation, GateDocument, GateRelation
from annotator.model import AttributeValue

WHOLE = frozenset({"java.lang.Integer", "java.lang.Long", "java.lang.Short", "java.lang.Byte"})
BROKEN = frozenset({"java.lang.Double", "java.lang.Float"})


def read_document(path: Path) -> GateDocument:
    """Read a file. Raises FormatError with file and line."""
    root = xml_root(path)
    if root.tag != "GateDocument":
        reason = f"The root of the XML must be <GateDocument>, not <{root.tag[:40]}>. Is it another format?"
        raise FormatError(reason, path=path, line=root.line)
    with_nodes = root.child("TextWithNodes")
    if with_nodes is None:
        raise FormatError("The document has no text: there is no <TextWithNodes>.", path=path, line=root.line)
    nodes = {node.attributes.get("id", ""): node.at for node in with_nodes.all("Node")}
    features = root.child("GateDocumentFeatures")
    annotations, relations = [], []
    for one in root.all("AnnotationSet"):
        name = one.attributes.get("Name", "")
        annotations += [_annotation(each, name, nodes, path) for each in one.all("Annotation")]
        for inner in one.all("RelationSet"):
            relations += [_relation(each, name, path) for each in inner.all("Relation")]
    for one in root.all("RelationSet"):
        relations += [_relation(each, one.attributes.get("Name", ""), path) for each in one.all("Relation")]
    known = dict(_features(features)) if features else {}
    return GateDocument(with_nodes.text, known, annotations, relations)


def _annotation(element: Element, set_: str, nodes: Mapping[str, int], path: Path) -> GateAnnotation:
    places = []
    for name in ("StartNode", "EndNode"):
        node = element.attributes.get(name, "")
        if node not in nodes:
            raise FormatError(
                f"There is no node “{node[:40]}” in the text. Export it anew.", path=path, line=element.line
            )
        places.append(nodes[node])
    if places[0] > places[1]:
        raise FormatError("The annotation ends before it starts. Export it anew.", path=path, line=element.line)
    type_ = element.attributes.get("Type", "")
    if not type_:
        raise FormatError("The annotation has no type. Give it one.", path=path, line=element.line)
    number = _number(element, element.attributes.get("Id", ""), path)
    return GateAnnotation(number, set_, type_, places[0], places[1], dict(_features(element)))


def _relation(element: Element, set_: str, path: Path) -> GateRelation:
    members = element.attributes.get("Members", "").replace(",", ";").split(";")
    numbers = tuple(_number(element, member.strip(), path) for member in members if member.strip())
    return GateRelation(set_, element.attributes.get("Type", "") or "relation", numbers, element.line)


def _number(element: Element, content: str, path: Path) -> int:
    if content.isascii() and content.isdigit() and len(content) < 16:
        return int(content)
    raise FormatError(f"“{content[:40]}” is no number of an annotation. Correct it.", path=path, line=element.line)


def _features(element: Element) -> Iterator[tuple[str, AttributeValue]]:
    """Yield the features of an element; what is no text, number, or yes or no, is taken as a text."""
    for feature in element.all("Feature"):
        name, content = feature.text_of("Name"), feature.child("Value")
        if name and content is not None:
            yield name, _value(content)


def _value(element: Element) -> AttributeValue:
    kind, text = element.attributes.get("className", ""), element.text
    if kind == "java.lang.Boolean" and text in {"true", "false"}:
        return text == "true"
    try:
        if kind in WHOLE and len(text) < 19:
            return int(text)
        if kind in BROKEN and abs(number := float(text)) < 1e300:
            return number
    except ValueError:
        return text
    return text
