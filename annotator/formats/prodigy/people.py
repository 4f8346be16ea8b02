"""Tasks that several people did: Prodigy writes a line for each of them, anywhere in the file."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

import orjson

from annotator.errors import FormatError
from annotator.files import MEGABYTE, opened
from annotator.files.json_weight import check_weight
from annotator.metadata import Row
from annotator.model import AnnotatedDocument, reading_order

NAMED = re.compile(rb'"_(?:annotator|session)_id"\s*:\s*"')
KEYS = ("_annotator_id", "_session_id")
LONGEST_LINE = 40 * MEGABYTE
"""Bytes: more than in other formats, since each token stands in the line, too."""
BYTES = 12
"""Of the hash of a text, by which it is known again."""


@dataclass(slots=True)
class Repeats:
    """Where texts come again from somebody else: by the line of the first time the later lines and their offsets."""

    later: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)
    """The later lines, which are read with the first one."""


def annotator_of(row: Row) -> str:
    """Return who did a task, nothing where the file does not say."""
    return next((who for key in KEYS if isinstance(who := row.get(key), str)), "")


def repeats(path: Path) -> Repeats:
    """Look through a file for texts that several people have annotated. What cannot be read is passed over here."""
    found = Repeats()
    seen: dict[bytes, tuple[int, set[str]]] = {}
    with opened(path) as file:
        number, offset = 0, 0
        while line := file.readline(LONGEST_LINE + 1):
            number += 1
            start, offset = offset, offset + len(line)
            if not NAMED.search(line):
                continue
            try:
                check_weight(line)
                row = orjson.loads(line)
            except (orjson.JSONDecodeError, FormatError):
                continue
            text = row.get("text") if isinstance(row, dict) else None
            if not isinstance(text, str):
                continue
            first, people = seen.setdefault(hashlib.sha256(text.encode()).digest()[:BYTES], (number, set()))
            who = annotator_of(row)
            if first != number and who not in people:
                found.later.setdefault(first, []).append((number, start))
                found.taken.add(number)
            people.add(who)
    return found


def line_at(path: Path, offset: int) -> bytes:
    """Return the line that begins there."""
    with opened(path) as file:
        file.seek(offset)
        return file.readline(LONGEST_LINE + 1)


def together(one: AnnotatedDocument, others: Iterable[AnnotatedDocument]) -> AnnotatedDocument:
    """Return a document with the annotations of the others on the same text."""
    spans, relations = list(one.spans), list(one.relations)
    labels, notes, progress = list(one.document_labels), list(one.notes), list(one.progress)
    number = one.document.id
    for other in others:
        ids = {span.id: len(spans) + at for at, span in enumerate(other.spans, 1)}
        spans += [replace(span, id=ids[span.id], document=number) for span in other.spans]
        for link in other.relations:
            source, target = ids[link.source], ids[link.target]
            relations.append(replace(link, id=len(relations) + 1, document=number, source=source, target=target))
        for label in other.document_labels:
            labels.append(replace(label, id=len(labels) + 1, document=number))
        for note in other.notes:
            notes.append(replace(note, id=len(notes) + 1, document=number))
        for each in other.progress:
            progress.append(replace(each, id=len(progress) + 1, document=number))
    return AnnotatedDocument(
        one.document,
        tuple(sorted(spans, key=reading_order)),
        tuple(relations),
        tuple(labels),
        tuple(notes),
        tuple(progress),
    )
