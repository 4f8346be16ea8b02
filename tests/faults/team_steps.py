"""What one of a team does to an article: each kind of edit, by chance; None where there is nothing to do it with."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from annotator import describing, edits, label_edits, placing, relating, scheme_editing
from annotator.edits import Edit
from annotator.model import AnnotatedDocument, Kind, Label, Scheme, Span, Status
from annotator.reanchoring import reanchor
from annotator.store.project import Project
from annotator.text_fixing import fix_text

MOST_LABELS = 12
WORDS = ("met", "saw", "greeted", "received")


@dataclass(frozen=True, slots=True)
class Moment:
    """An article as one of the team knows it."""

    project: Project
    scheme: Scheme
    document: AnnotatedDocument
    name: str
    chance: random.Random

    def mine(self) -> list[Span]:
        """Return the spans of one's own."""
        return [span for span in self.document.spans if span.annotator == self.name]

    def label(self, kind: Kind = Kind.SPAN) -> Label:
        """Return any label."""
        return self.chance.choice(self.scheme.of_kind(kind))

    def number(self) -> str:
        """Return a text that nobody else has."""
        return f"{self.name} {self.chance.random()}"


Made = Sequence[Edit] | None


def label(at: Moment) -> Made:
    """Label a stretch."""
    start = at.chance.randrange(len(at.document.text) - 5)
    return edits.label_span(at.document, at.scheme, start, start + 3, at.label().name, at.name)


def _of_span(change: Callable[[Moment, Span], Sequence[Edit]]) -> Callable[[Moment], Made]:
    def step(at: Moment) -> Made:
        mine = at.mine()
        return change(at, at.chance.choice(mine)) if mine else None

    step.__name__ = change.__name__
    return step


@_of_span
def remove(at: Moment, span: Span) -> Sequence[Edit]:
    """Remove a span, with its relations."""
    return edits.remove_span(at.document, span)


@_of_span
def relabel(at: Moment, span: Span) -> Sequence[Edit]:
    """Give a span another label."""
    return edits.relabel_span(at.document, at.scheme, span, at.label().name)


@_of_span
def resize(at: Moment, span: Span) -> Sequence[Edit]:
    """Make a span longer."""
    return edits.resize_span(at.document, at.scheme, span, span.start, min(span.end + 2, len(at.document.text)))


@_of_span
def describe(at: Moment, span: Span) -> Sequence[Edit]:
    """Say something of a span."""
    sure = at.chance.random() < 0.5
    return describing.describe_span(at.document, at.scheme, span, {"sure": sure}, at.number())


@_of_span
def relate(at: Moment, span: Span) -> Sequence[Edit]:
    """Relate a span to another."""
    other = at.chance.choice(at.mine())
    return relating.relate(at.document, at.scheme, span, other, at.label(Kind.RELATION).name, at.name)


def turn(at: Moment) -> Made:
    """Turn a relation, or remove it."""
    mine = [one for one in at.document.relations if one.annotator == at.name]
    if not mine:
        return None
    if at.chance.random() < 0.3:
        return relating.unrelate(at.document, at.chance.choice(mine))
    return relating.turn_relation(at.document, at.scheme, at.chance.choice(mine))


def label_article(at: Moment) -> Made:
    """Label the article, or take its label away."""
    return describing.toggle_document_label(at.document, at.scheme, at.label(Kind.DOCUMENT).name, at.name)


def note(at: Moment) -> Made:
    """Write a note."""
    return describing.note_document(at.document, at.name, at.number())


def mark(at: Moment) -> Made:
    """Say how far one is."""
    return edits.set_status(at.document, at.name, at.chance.choice(list(Status)))


def flag(at: Moment) -> Made:
    """Flag an article, or no longer."""
    if at.chance.random() < 0.5:
        return describing.flag_document(at.document, at.name, at.number())
    return describing.unflag_document(at.document, at.name)


def rename(at: Moment) -> Made:
    """Give an article another title."""
    return edits.change_document(at.document.document, title=at.number())


def know(at: Moment) -> Made:
    """Give an article other metadata."""
    return describing.change_metadata(at.document.document, {"who": at.number()})


def fix(at: Moment) -> Made:
    """Fix the text: everybody's spans move."""
    old = at.document.text
    word = next((one for one in WORDS if f" {one} " in old), None)
    text = old.replace(f" {word} ", f" {at.chance.choice(WORDS)} ") if word else old
    return fix_text(at.document, text, reanchor(old, text, at.document.spans))


def move(at: Moment) -> Made:
    """Put the article behind another one."""
    ids = [line.id for line in at.project.documents(annotator=at.name)]
    at.chance.shuffle(ids)
    return placing.place_documents(ids[:2], at.project.places(ids[:2]))


def bin_(at: Moment) -> Made:
    """Put an article into the bin, or all that are there back."""
    there = at.project.removed_documents(10)
    if there:
        return placing.restore_documents([at.chance.choice(there)])
    return placing.remove_document(at.document.document)


def rename_label(at: Moment) -> Made:
    """Give a label another name: everybody's spans have it."""
    one = at.label()
    return label_edits.change_label(at.scheme, one, replace(one, name=at.number()))


def paint_label(at: Moment) -> Made:
    """Give a label another colour and another rule."""
    one = at.label()
    color = f"#{at.chance.randrange(2**24):06x}"
    return label_edits.change_label(at.scheme, one, replace(one, color=color, description=at.number()))


def new_label(at: Moment) -> Made:
    """Make a label, or remove one that nobody uses."""
    if len(at.scheme.labels) < MOST_LABELS:
        return scheme_editing.new_label(at.scheme, at.number())
    return label_edits.remove_label(at.scheme, at.chance.choice(at.scheme.of_kind(Kind.SPAN)[2:]))


OFTEN = (label, remove, relabel, resize, describe, relate, turn, label_article, note, mark, flag)
SELDOM = (rename, know, fix, move, bin_, rename_label, paint_label, new_label)
STEPS = (label, label, label, *OFTEN, *OFTEN, *SELDOM)
"""One of them by chance is what is done next."""
