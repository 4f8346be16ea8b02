"""Names that want to be more than names, a project full of them, and what tells whether one of them got its way."""

import re
from pathlib import Path
from unicodedata import bidirectional, category

from annotator.edits import Edit
from annotator.ids import new_id
from annotator.model import (
    AnnotatedDocument,
    Attribute,
    AttributeKind,
    Document,
    DocumentLabel,
    Kind,
    Label,
    Note,
    Progress,
    Relation,
    Scheme,
    Span,
)
from annotator.store.project import Project

TRICKS = {
    "override": "P\u202eREP\u202c",
    "embedding": "P\u202bREP",
    "isolate": "P\u2067REP",
    "closing": "P\u2069\u202cREP",
    "mark": "P\u200fREP\u061c",
    "color": "P\x1b[31mRED",
    "title": "P\x1b]0;owned\x07",
    "csi": "P\x9b2JGONE",
    "lines": "P\nannotator: all is well.\r\nP\x0b\x85\u2028\u2029P",
    "back": "P\b\b\x7f",
    "unseen": "P\u200bE\ufeffR\u2060",
    "blank": "\u3164",
    "piled": "P" + "\u0301" * 300,
    "long": "P" * 100_000,
}
"""What labels, titles, people, attributes and notes are called that came with a file."""
FAIR = {
    "hebrew": "שלום",
    "arabic": "شركة ABC 12",
    "persian": "می\u200cخواهم",
    "emoji": "👩\u200d🔬",
    "khmer": "ភាសា\u200bខ្មែរ",
    "vowels": "שָׁלוֹם",
}
"""Names of people who mean no harm, written as their scripts are."""

ME = "anna"
TEXT = "The minister met his counterpart in Baku. They talked. " * 4

_HARM = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u2028-\u202e\u2060-\u2065\u206a-\u206f\ufeff\u3164]"
    r"|[ -~][\u200b-\u200d]"
)


def harm(text: str, *, lines: bool = True, most: int = 10_000) -> str:
    """Return what a shown text does that a name may not; empty for nothing."""
    found = _HARM.search(text)
    if found:
        return f"{found[0]!r} at {found.start()}"
    if not lines and re.search(r"[\n\t]", text):
        return "more than a line"
    if len(text) > most:
        return f"{len(text)} characters"
    if re.search(r"[\u200e\u200f\u061c]", text) and not any(_is_right_to_left(one) for one in text):
        return "a mark of direction that nothing asks for"
    return _piled(text) or _unclosed(text)


def _is_right_to_left(character: str) -> bool:
    return bidirectional(character) in ("R", "AL") and category(character) != "Cf"


def _piled(text: str) -> str:
    kinds = "".join("m" if category(one) in ("Mn", "Me") else "." for one in text)
    return "marks piled high" if "mmmmm" in kinds else ""


def _unclosed(text: str) -> str:
    for line in text.split("\n"):
        depth = 0
        for character in re.findall("[\u2066-\u2069]", line):
            depth += -1 if character == "\u2069" else 1
            if depth < 0:
                return "an isolate that is closed twice"
        if depth:
            return "an isolate that is not closed"
    return ""


def make_project(path: Path) -> Path:
    """Make a project in which everything that has a name has such a one."""
    names = [*TRICKS.values(), *FAIR.values()]
    scheme = Scheme(tuple(_label(name, kind, at) for kind in Kind for at, name in enumerate(names)))
    project = Project.open(path, create=True, scheme=scheme)
    people = [project.ensure_annotator(name).name for name in (ME, TRICKS["override"], TRICKS["color"])]
    with project.bulk_import("Import", ME) as importing:
        importing.add([_article(number, name, names, people) for number, name in enumerate(names)], scheme)
        project.close_import(importing, f"Import {TRICKS['override']}")
    article = next(project.annotated_documents())
    flagged = Progress(new_id(), article.document.id, ME, flagged=True, note=TRICKS["override"])
    project.apply(f"Flag {TRICKS['lines']}", [Edit(None, flagged)], ME)
    project.close()
    return path


def _label(name: str, kind: Kind, at: int) -> Label:
    attributes = (Attribute(name, AttributeKind.CHOICE, (name,)),) if kind is Kind.SPAN else ()
    return Label(new_id(), name, kind, "#4060a0", description=name, position=at, attributes=attributes)


def _article(number: int, name: str, names: list[str], people: list[str]) -> AnnotatedDocument:
    document = Document(new_id(), f"{number} {TEXT}", name, name, "2022-02-02", name, name, {name: name})
    spans = [
        Span(new_id(), document.id, label, ME, 4 + 2 * at, 8 + 2 * at, attributes=((label, label),), note=label)
        for at, label in enumerate(dict.fromkeys((name, *names)))
    ]
    others = [Span(new_id(), document.id, name, person, 100, 110) for person in people[1:]]
    return AnnotatedDocument(
        document,
        [*spans, *others],
        (Relation(new_id(), document.id, name, ME, spans[0].id, spans[1].id, note=name),),
        (DocumentLabel(new_id(), document.id, name, ME),),
        (Note(new_id(), document.id, ME, name),),
    )
