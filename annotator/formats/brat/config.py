"""brat's annotation.conf and visual.conf become a scheme.

https://brat.nlplab.org/configuration.html
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from annotator.color import default_label_color
from annotator.css_colors import from_css
from annotator.files import read_text
from annotator.formats.brat.names import commented
from annotator.model import Attribute, AttributeKind, Kind, Label, Scheme

ANNOTATION, VISUAL, SHORTCUTS = "annotation.conf", "visual.conf", "kb_shortcuts.conf"
ENTITIES, RELATIONS, EVENTS, ATTRIBUTES = "entities", "relations", "events", "attributes"
SECTIONS = (ENTITIES, RELATIONS, EVENTS, ATTRIBUTES)
ANY = frozenset({"<ENTITY>", "<ANY>", "<SPAN>"})
MACRO = re.compile(r"(<[\w-]+>)=(.*)")
ROLE = re.compile(r"([^\s:?*+{}]+)(?:[?*+]|\{[\d,-]*\})*:(\S+)")


@dataclass(slots=True)
class Draft:
    """What the files of a corpus say, by the names that stand in them."""

    parents: dict[str, str] = field(default_factory=dict)
    """The types of spans in their order, each with the one above it."""
    events: list[str] = field(default_factory=list)
    relations: dict[str, tuple[list[str], list[str], bool]] = field(default_factory=dict)
    """By name: what they lead from and to, and whether they are symmetric."""
    attributes: dict[str, tuple[list[str], list[str]]] = field(default_factory=dict)
    """By name: the types that have them, and their values."""
    colors: dict[str, str] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    """The true names of those that had to be changed."""

    def name(self, written: str) -> str:
        """Return the true name of what stands in the files."""
        return self.names.get(written, written)


def read_configs(folders: Sequence[Path], encoding: str) -> Draft:
    """Return what the configurations in these folders say. Raises FormatError on what is no text."""
    draft = Draft()
    for folder in folders:
        for section, lines in _sections(folder / ANNOTATION, encoding):
            _read_section(draft, section, lines)
        for section, lines in _sections(folder / VISUAL, encoding):
            _read_looks(draft, section, lines)
        for _, lines in _sections(folder / SHORTCUTS, encoding):
            _read_keys(draft, lines)
    return draft


def scheme_of(draft: Draft) -> Scheme:
    """Return the scheme: labels for spans, those for events among them, then for relations."""
    labels: list[Label] = []
    for written, parent in draft.parents.items():
        at = len(labels)
        color = draft.colors.get(written) or draft.colors.get("SPAN_DEFAULT") or default_label_color(at)
        key = draft.keys.get(written, "")
        labels.append(
            Label(at + 1, draft.name(written), Kind.SPAN, color, key, draft.name(parent) if parent else "",
                  _description(draft, written), at, attributes=tuple(_attributes(draft, written)))
        )  # fmt: skip
    for written, (sources, targets, symmetric) in draft.relations.items():
        at = len(labels)
        label = Label(at + 1, draft.name(written), Kind.RELATION, position=at, symmetric=symmetric)
        color = draft.colors.get(written) or default_label_color(at)
        ends = [tuple(draft.name(end) for end in _expanded(draft, names)) for names in (sources, targets)]
        labels.append(replace(label, color=color, sources=ends[0], targets=ends[1]))
    return Scheme(tuple(labels))


def _description(draft: Draft, written: str) -> str:
    shown = draft.shown.get(written, "")
    return "" if shown in {written, draft.name(written)} else shown


def _attributes(draft: Draft, label: str) -> Iterator[Attribute]:
    above = set()
    at = label
    while at and at not in above:
        above.add(at)
        at = draft.parents.get(at, "")
    group = "<EVENT>" if label in draft.events else "<ENTITY>"
    for name, (types, values) in draft.attributes.items():
        if "<ANY>" in types or group in types or label in types:
            kind = AttributeKind.CHOICE if values else AttributeKind.YES_NO
            yield Attribute(draft.name(name), kind, tuple(values))


def _expanded(draft: Draft, types: Sequence[str]) -> list[str]:
    """Return the types that a relation may join, nothing for any."""
    if not types or ANY & set(types):
        return []
    found: list[str] = []
    for type_ in types:
        found += draft.events if type_ == "<EVENT>" else [type_]
    return [type_ for type_ in dict.fromkeys(found) if type_ in draft.parents]


# --- annotation.conf


def _sections(path: Path, encoding: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each section with its lines, macros put in; comments only where they tell a name."""
    if not path.is_file() or not path.stat().st_size:
        return
    macros: dict[str, str] = {}
    section = ""
    lines: list[str] = []
    for line in read_text(path, encoding=encoding).text.split("\n"):
        bare = line.strip()
        if bare.startswith("[") and bare.endswith("]"):
            yield section, lines
            section, lines = bare[1:-1].strip().lower(), []
        elif found := MACRO.fullmatch(bare):
            macros[found[1]] = _with_macros(found[2].strip(), macros)
        elif commented(bare) or (bare and bare[0] != "#" and bare.strip("-")):
            lines.append(_with_macros(line.rstrip(), macros))
    yield section, lines


def _with_macros(line: str, macros: dict[str, str]) -> str:
    if "<" in line:
        for macro, content in macros.items():
            line = line.replace(macro, content)
    return line


def _read_section(draft: Draft, section: str, lines: Sequence[str]) -> None:
    above: list[tuple[int, str]] = []
    for line in lines:
        if told := commented(line.strip()):
            draft.names[told[0]] = told[1]
            continue
        name, _, rest = line.strip().replace("\t", " ").partition(" ")
        name = name.lstrip("!")
        if not name or name.startswith("<"):
            continue
        if section in {ENTITIES, EVENTS}:
            indent = len(line) - len(line.lstrip())
            above = [(depth, other) for depth, other in above if depth < indent]
            draft.parents.setdefault(name, above[-1][1] if above else "")
            above.append((indent, name))
        if section == EVENTS:
            draft.events.append(name)
            for role, types in _arguments(rest):
                _add_relation(draft, role, [name], types.split("|"), symmetric=False)
        elif section == RELATIONS:
            _read_relation(draft, name, rest)
        elif section == ATTRIBUTES:
            _read_attribute(draft, name, rest)


def _read_relation(draft: Draft, name: str, rest: str) -> None:
    arguments = list(_arguments(rest))
    ends = [types.split("|") for role, types in arguments if not role.startswith("<")][:2]
    kind = next((types for role, types in arguments if role == "<REL-TYPE>"), "")
    if len(ends) == 2:
        _add_relation(draft, name, ends[0], ends[1], symmetric="symmetric" in kind.split("-"))


def _add_relation(draft: Draft, name: str, sources: list[str], targets: list[str], *, symmetric: bool) -> None:
    before = draft.relations.get(name)
    if before is None:
        draft.relations[name] = (sources, targets, symmetric)
        return
    draft.relations[name] = (
        list(dict.fromkeys([*before[0], *sources])),
        list(dict.fromkeys([*before[1], *targets])),
        before[2] or symmetric,
    )


def _read_attribute(draft: Draft, name: str, rest: str) -> None:
    arguments = dict(_arguments(rest))
    types, values = draft.attributes.setdefault(name, ([], []))
    types += [type_ for type_ in arguments.get("Arg", "<ANY>").split("|") if type_ not in types]
    values += [value for value in arguments.get("Value", "").split("|") if value and value not in values]


def _arguments(rest: str) -> Iterator[tuple[str, str]]:
    for part in rest.split(","):
        if found := ROLE.fullmatch("".join(part.split())):
            yield found[1], found[2]


# --- visual.conf and kb_shortcuts.conf


def _read_looks(draft: Draft, section: str, lines: Sequence[str]) -> None:
    for line in lines:
        if section == "labels":
            name, *forms = [part.strip() for part in line.split("|")]
            if forms:
                draft.shown.setdefault(name, forms[0])
        elif section == "drawing":
            name, _, rest = line.strip().replace("\t", " ").partition(" ")
            looks = dict(part.strip().partition(":")[::2] for part in rest.split(","))
            color = from_css(looks.get("bgColor", "")) or from_css(looks.get("color", ""))
            if color:
                draft.colors[name] = color


def _read_keys(draft: Draft, lines: Sequence[str]) -> None:
    for line in lines:
        key, _, name = line.strip().partition(" ")
        if len(key) == 1 and key.isalnum() and key.upper() not in draft.keys.values():
            draft.keys.setdefault(name.strip(), key.upper())
