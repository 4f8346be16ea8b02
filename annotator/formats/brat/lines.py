"""The lines of an .ann file, taken apart.

https://brat.nlplab.org/standoff.html

T1	Protein 0 5;16 23	quoted text
R1	Binds Arg1:T1 Arg2:T2
E1	Gene_expression:T2 Theme:T1
*	Equiv T1 T2
A1	Negation E1            (M1 in old files)
N1	Reference T1 Wikipedia:64488	Carlos Salinas de Gortari
#1	AnnotatorNotes T1	a note
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from annotator.errors import FormatError
from annotator.model import Piece, value

TEXT_BOUND = re.compile(r"(T[^\t ]*)\t(\S+) ([0-9; -]*)(?:\t(.*))?")
PLAIN = re.compile(r"(T[^\t ]*)\t(\S+) ([0-9]{1,18}) ([0-9]{1,18})(?:\t(.*))?")
"""The ordinary line, in one piece."""
DIGITS = re.compile(r"[0-9]{1,18}")
ARGUMENT = re.compile(r"([^:\s]+):(\S+)")
SHOWN = 40


@value
class TextBound:
    """A stretch with its type; pieces in the file's unit, sorted. `quote` is what the file says that it reads."""

    id: str
    type: str
    pieces: tuple[Piece, ...]
    quote: str | None
    line: int


@value
class Link:
    """A relation or an event: a type, an event's trigger (else empty), and roles with the ids that fill them."""

    id: str
    type: str
    trigger: str
    arguments: tuple[tuple[str, str], ...]
    line: int


@value
class Said:
    """Something that is said of another line: an attribute, a reference or a note. `text` is what stands last."""

    type: str
    target: str
    content: str
    text: str
    line: int


@dataclass(slots=True)
class Lines:
    """All lines of a file by their kind, in their order."""

    spans: list[TextBound] = field(default_factory=list)
    relations: list[Link] = field(default_factory=list)
    events: list[Link] = field(default_factory=list)
    equivalences: list[tuple[str, tuple[str, ...], int]] = field(default_factory=list)
    attributes: list[Said] = field(default_factory=list)
    references: list[Said] = field(default_factory=list)
    notes: list[Said] = field(default_factory=list)


def add_line(lines: Lines, line: str, number: int) -> None:
    """Take a line apart. Raises FormatError without a place."""
    match line[:1]:
        case "T":
            lines.spans.append(_text_bound(line, number))
        case "R":
            lines.relations.append(_link(line, number))
        case "E":
            lines.events.append(_link(line, number))
        case "*":
            type_, *ids = line[1:].split() or [""]
            if len(ids) < 2:
                raise FormatError("An equivalence names two or more spans: * Equiv T1 T2. Correct it.")
            lines.equivalences.append((type_, tuple(ids), number))
        case "A" | "M":
            lines.attributes.append(_said(line, number))
        case "N":
            lines.references.append(_said(line, number))
        case "#":
            lines.notes.append(_said(line, number))
        case _:
            raise FormatError(
                f"“{line[:SHOWN]}” is no line of brat's: one begins with T, R, E, A, M, N, # or *. Correct it."
            )


def _text_bound(line: str, number: int) -> TextBound:
    if plain := PLAIN.fullmatch(line):
        id_, type_, first, last, quote = plain.groups()
        start, end = int(first), int(last)
        if start <= end:
            return TextBound(id_, type_, ((start, end),), quote, number)
    found = TEXT_BOUND.fullmatch(line)
    if not found:
        raise FormatError("A line with T must read: T1, tab, a type, a blank, start, a blank, end. Correct it.")
    id_, type_, places, quote = found.groups()
    pieces = tuple(sorted(_piece(place) for place in places.split(";")))
    return TextBound(id_, type_, pieces, quote, number)


def _piece(place: str) -> Piece:
    start, _, end = place.strip().partition(" ")
    if not (DIGITS.fullmatch(start) and DIGITS.fullmatch(end) and int(start) <= int(end)):
        raise FormatError(f"“{place[:SHOWN]}” is no place, which is a start and an end not before it. Correct it.")
    return int(start), int(end)


def _link(line: str, number: int) -> Link:
    """Take a relation or an event apart: it is the first word behind the id that differs, with a colon for an event."""
    id_, _, rest = line.partition("\t")
    words = rest.split()
    if not words:
        raise FormatError("The line has an id and no more. Correct or remove it.")
    type_, _, trigger = words[0].partition(":")
    arguments = [ARGUMENT.fullmatch(word) for word in words[1:]]
    if not type_ or not all(arguments) or (line[0] == "E") != bool(trigger):
        shape = "E1, tab, Type:T1 Role:T2" if line[0] == "E" else "R1, tab, Type Arg1:T1 Arg2:T2"
        raise FormatError(f"The line must read: {shape}. Correct it.")
    return Link(id_, type_, trigger, tuple((found[1], found[2]) for found in arguments if found), number)


def _said(line: str, number: int) -> Said:
    _, _, rest = line.partition("\t")
    head, _, text = rest.partition("\t")
    words: Sequence[str] = head.split(" ", 2)
    if len(words) < 2 or not all(words[:2]):
        raise FormatError("The line must name what it says and of which other line: A1, tab, Name T1. Correct it.")
    return Said(words[0], words[1], words[2] if len(words) > 2 else "", text, number)
