"""Mentions in brackets, as CorefUD and GUM write them: `Entity=(e5-person-1` on the first word, `e5)` on the last.

Specified in https://ufal.mff.cuni.cz/corefud (“Entity”): `# global.Entity = eid-etype-head-other` names the fields;
mentions nest, cross and may be in parts, `e5[1/2]`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from annotator.model import Attributes, Piece, value

_BRACKETS = re.compile(r"\(([^()]+)(\))?|([^()]+)\)")
_PART = re.compile(r"(.*)\[([0-9]{1,3})/([0-9]{1,3})\]")
LABELS = ("etype", "entity", "type")
GROUPS = ("eid", "GRP", "id")
UNNAMED = "ENTITY"


@value
class Mention:
    """A mention: the entity it is of, its label, its places in the text, and what else its brackets say."""

    entity: str
    label: str
    pieces: tuple[Piece, ...]
    attributes: Attributes = ()


@dataclass(slots=True)
class _Open:
    content: str
    entity: str
    part: str
    start: int
    line: int


@dataclass(slots=True)
class Mentions:
    """The mentions of a document, as its words come by. `faults` are lines with what does not fit there."""

    fields: tuple[str, ...] = ("eid", "etype")
    found: list[Mention] = field(default_factory=list)
    faults: list[tuple[int, str]] = field(default_factory=list)
    _open: list[_Open] = field(default_factory=list)
    _parts: dict[str, list[Piece]] = field(default_factory=dict)

    def add(self, content: str, place: Piece, line: int) -> None:
        """Take what a word says that stands at this place."""
        at = gaps = 0
        for match in _BRACKETS.finditer(content):
            gaps += match.start() - at
            at = match.end()
            if match[3] is not None:
                self._close(match[3], place[1], line)
                continue
            entity, part = self._entity(match[1])
            self._open.append(_Open(match[1], entity, part, place[0], line))
            if match[2]:
                self._close(match[1], place[1], line)
        if gaps or at < len(content):
            self.faults.append((line, f"“{content[:40]}” holds more than mentions in brackets; that was passed over."))

    def end(self) -> None:
        """Take note of the mentions that do not end."""
        for one in self._open:
            self.faults.append(
                (one.line, f"The mention {one.entity[:40]} begins here and does not end; it was left out.")
            )
        self._open = []

    def _entity(self, content: str) -> tuple[str, str]:
        """Return the entity that a mention is of, and which part of the mention this is, such as 1/2."""
        parts = content.split("-")
        at = next((at for at, name in enumerate(self.fields) if name in GROUPS), 0)
        entity = parts[at] if at < len(parts) else parts[0]
        part = _PART.fullmatch(entity) or _PART.fullmatch(content)
        return (part[1].split("-")[0], f"{part[2]}/{part[3]}") if part else (entity, "")

    def _close(self, content: str, end: int, line: int) -> None:
        entity, part = self._entity(content)
        for at in range(len(self._open) - 1, -1, -1):
            one = self._open[at]
            if one.content == content or (one.entity, one.part) in {(entity, part), (content, "")}:
                del self._open[at]
                self._finish(one, end)
                return
        self.faults.append((line, f"The mention {entity[:40]} ends here and did not begin; it was left out."))

    def _finish(self, one: _Open, end: int) -> None:
        pieces = [(one.start, end)]
        if one.part:
            number, of = one.part.split("/")
            pieces = self._parts.setdefault(f"{one.entity}/{of}", [])
            pieces.append((one.start, end))
            if number != of:
                return
            del self._parts[f"{one.entity}/{of}"]
        label, attributes = UNNAMED, []
        for name, content in self._named(one.content):
            if name in LABELS:
                label = content
            elif name not in GROUPS:
                attributes.append((name, content))
        self.found.append(Mention(one.entity, label, tuple(pieces), tuple(sorted(dict(attributes).items()))))

    def _named(self, content: str) -> Iterator[tuple[str, str]]:
        for name, part in zip(self.fields, content.split("-", len(self.fields) - 1), strict=False):
            if part and part != "_":
                yield name, part
