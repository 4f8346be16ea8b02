"""A CAS as XMI, and its type system (https://uima.apache.org/d/uimaj-current/ref.html, “XMI CAS Serialization”)."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

from annotator.errors import FormatError
from annotator.files import MEGABYTE, opened
from annotator.files.xml_elements import Element, xml_root
from annotator.formats.cas.structures import ANNOTATION, Cas, Simple, Structure, Types

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_XMI = "http://www.omg.org/XMI"
_CAS = "http:///uima/cas.ecore"
_NO_PACKAGE = "uima.noNamespace"
_CONTROLS = {"\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
SIZE_LIMIT = 128 * MEGABYTE
_META = frozenset({"xmi:id", "sofa", "begin", "end"})


# --- writing


def write_cas(text: str, structures: Iterable[Structure], types: Types, file: BinaryIO) -> None:
    """Write a document; the same structures give the same bytes."""
    prefixes = _prefixes(types.all())
    spaces = "".join(
        f' xmlns:{prefix}="http:///{package.replace(".", "/")}.ecore"' for package, prefix in prefixes.items()
    )
    file.write(f'{HEAD}<xmi:XMI xmlns:xmi="{_XMI}" xmlns:cas="{_CAS}"{spaces} xmi:version="2.0">\n'.encode())
    file.write(b'  <cas:NULL xmi:id="0"/>\n')
    members = []
    for one in structures:
        package, _, name = one.type.rpartition(".")
        place = f'xmi:id="{one.number}" sofa="1" begin="{one.begin}" end="{one.end}"'
        features = {name: str(content) for name, content in one.values.items()}
        features |= {name: " ".join(map(str, numbers)) for name, numbers in one.references.items()}
        cells = "".join(f" {name}={_quoted(content)}" for name, content in features.items())
        file.write(f"  <{prefixes[package]}:{name} {place}{cells}/>\n".encode())
        members.append(str(one.number))
    sofa = f'xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text/plain" sofaString={_quoted(text)}'
    file.write(f'  <cas:Sofa {sofa}/>\n  <cas:View sofa="1" members="{" ".join(members)}"/>\n</xmi:XMI>\n'.encode())


def _prefixes(types: Iterable[str]) -> dict[str, str]:
    """Return short names for packages: the last part of each, with a number where that is taken."""
    prefixes: dict[str, str] = {}
    for type_ in types:
        package = type_.rpartition(".")[0]
        last = package.rpartition(".")[2]
        taken = {"xmi", "cas", *prefixes.values()}
        if package not in prefixes:
            prefixes[package] = next(
                name for name in (last, *(f"{last}{n}" for n in range(2, 99))) if name not in taken
            )
    return prefixes


def _quoted(text: str) -> str:
    return quoteattr(text, _CONTROLS)


def write_types(types: Types, file: BinaryIO) -> None:
    """Write the description of the types."""
    file.write(f'{HEAD}<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier">\n  <types>\n'.encode())
    for name, features in types.all().items():
        described = "".join(
            f"        <featureDescription>\n          <name>{feature}</name>\n          <description/>\n"
            f"          <rangeTypeName>{range_}</rangeTypeName>\n        </featureDescription>\n"
            for feature, range_ in features
        )
        file.write(
            f"    <typeDescription>\n      <name>{escape(name)}</name>\n      <description/>\n"
            f"      <supertypeName>{ANNOTATION}</supertypeName>\n      <features>\n{described}"
            "      </features>\n    </typeDescription>\n".encode()
        )
    file.write(b"  </types>\n</typeSystemDescription>\n")


# --- reading


def read_cas(path: Path) -> Cas:
    """Read a document. Raises FormatError with file and line."""
    with opened(path) as file:
        if file.seek(0, 2) > SIZE_LIMIT:
            raise FormatError(f"The file has more than {SIZE_LIMIT // MEGABYTE} MB. Split it.", path=path)
    root = xml_root(path)
    if root.tag.rpartition(":")[2] != "XMI":
        raise FormatError(f"The root of the XML must be <xmi:XMI>, not <{root.tag[:40]}>.", path=path, line=root.line)
    spaces = dict(_spaces(root))
    sofas = [one for one in root.children if one.tag.endswith(":Sofa")]
    sofa = next((one for one in sofas if one.attributes.get("sofaID") == "_InitialView"), sofas[0] if sofas else None)
    if sofa is None:
        raise FormatError("The file has no text: there is no <cas:Sofa>. Export it with its text.", path=path)
    own = sofa.attributes.get("xmi:id", "")
    arrays = {
        one.attributes.get("xmi:id", ""): one.attributes.get("elements", "")
        for one in root.children
        if one.tag == "cas:FSArray"
    }
    found = {}
    for one in root.children:
        if one.tag.startswith("cas:") or one.attributes.get("sofa", own) != own:
            continue
        structure = _structure(one, spaces, arrays, path)
        found[structure.number] = structure
    text = sofa.attributes.get("sofaString", "") or sofa.text_of("sofaString")
    return Cas(text, found, len(sofas))


def _spaces(root: Element) -> Iterator[tuple[str, str]]:
    for name, content in root.attributes.items():
        if name.startswith("xmlns:"):
            package = content.removeprefix("http:///").removesuffix(".ecore").replace("/", ".")
            yield name[6:], "" if package == _NO_PACKAGE else f"{package}."


def _structure(element: Element, spaces: Mapping[str, str], arrays: Mapping[str, str], path: Path) -> Structure:
    """Return the structure that an element is; where it refers to an array, it refers to what that holds."""
    prefix, _, name = element.tag.rpartition(":")
    number = _number(element, "xmi:id", path)
    if number is None:
        raise FormatError("The element has no xmi:id. Export the file anew.", path=path, line=element.line)
    values: dict[str, Simple] = {
        feature: content
        for feature, content in element.attributes.items()
        if feature not in _META and not feature.startswith(("xmi:", "xmlns"))
    }
    for child in element.children:
        before = values.get(child.tag, ())
        values[child.tag] = (*(before if isinstance(before, tuple) else (str(before),)), child.text)
    references = {
        feature: numbers
        for feature, content in values.items()
        if isinstance(content, str) and (numbers := _numbers(arrays.get(content, content)))
    }
    begin, end = _number(element, "begin", path), _number(element, "end", path)
    return Structure(number, spaces.get(prefix, "") + name, begin, end, values, references, element.line)


def _numbers(content: str) -> tuple[int, ...]:
    """Return the numbers in a text that holds nothing else."""
    parts = content.split()
    return tuple(map(int, parts)) if all(part.isascii() and part.isdigit() and len(part) < 16 for part in parts) else ()


def _number(element: Element, name: str, path: Path) -> int | None:
    content = element.attributes.get(name)
    if content is None:
        return None
    if content.isascii() and content.isdigit() and len(content) < 16:
        return int(content)
    reason = f"{name} must be a whole number, not “{content[:40]}”. Correct it."
    raise FormatError(reason, path=path, line=element.line)
