"""What looks wrong in labelled articles, found without asking anybody: a finding is a question, not a verdict.

Everything here is pure. Layers are looked at apart: what annotators see differently is another matter. What somebody
has marked as right is kept with the article, in its metadata under `CHECKED`, by what it is and not by where it stands:
so it outlives a fixed text, goes with the article into other projects, and undo takes it back.
"""

from collections.abc import Iterable
from enum import StrEnum

from annotator.model import AnnotatedDocument, Document, value
from annotator.titles import first_words
from annotator.translation import mark

CHECKED = "checked"
"""The key of the metadata under which the marks of what is right are: a list of texts."""
QUOTE_LENGTH = 60
TITLE_LOOKED_AT = 200


class Problem(StrEnum):
    """What a finding is about."""

    TWO_LABELS = "two labels"
    UNLABELLED = "unlabelled"
    BLANKS = "blanks"
    HALF_WORD = "half word"
    HALF_CHARACTER = "half character"
    PUNCTUATION = "punctuation"
    END_MARK = "end mark"
    SENTENCES = "sentences"
    OVERLAP = "overlap"
    OUTSIDE = "outside"
    ONCE = "once"
    EMPTY = "empty"
    DUPLICATE = "duplicate"


WHY = {
    Problem.TWO_LABELS: mark("lint", "Elsewhere the same text is {other} ({number})."),
    Problem.UNLABELLED: mark("lint", "It has no label here, and is {other} elsewhere ({number})."),
    Problem.BLANKS: mark("lint", "It begins or ends with a blank."),
    Problem.HALF_WORD: mark("lint", "It begins or ends inside a word."),
    Problem.HALF_CHARACTER: mark("lint", "It begins or ends inside a character."),
    Problem.PUNCTUATION: mark("lint", "It is nothing but punctuation."),
    Problem.END_MARK: mark("lint", "It ends with a mark that belongs to the sentence."),
    Problem.SENTENCES: mark("lint", "It goes from one sentence into the next."),
    Problem.OVERLAP: mark("lint", "It overlaps {other}, and the scheme says that it may not."),
    Problem.OUTSIDE: mark("lint", "It is not inside the text."),
    Problem.ONCE: mark("lint", "The label is used only here."),
    Problem.EMPTY: mark("lint", "The article is marked done, and nothing in it is labelled."),
    Problem.DUPLICATE: mark("lint", "It is nearly the same as “{other}”, which is in another part: {number}."),
}
"""What is said of each; `other` is a label or a title, `number` a count, or the two parts."""


@value
class Finding:
    """One place that looks wrong: a stretch of a document (code points), or all of it.

    `span` is the id of the span that it is about, 0 for none; `other` and `number` are as in `WHY`.
    """

    problem: Problem
    document: int
    title: str
    annotator: str
    start: int | None = None
    end: int | None = None
    label: str = ""
    quote: str = ""
    span: int = 0
    other: str = ""
    number: str = ""

    def __str__(self) -> str:
        what = f"{self.label} “{self.quote}”: " if self.quote else ""
        return f"{what}{WHY[self.problem].format(other=self.other, number=self.number)}"

    @property
    def mark(self) -> str:
        """Return by what it is known again when somebody has marked it as right."""
        return " ".join(filter(None, (self.problem, self.label, f"“{self.quote}”" if self.quote else "")))


def unmarked(findings: Iterable[Finding], document: Document) -> Iterable[Finding]:
    """Yield the findings in a document that nobody has marked as right."""
    marks = marks_of(document)
    return (finding for finding in findings if finding.mark not in marks)


def marks_of(document: Document) -> tuple[str, ...]:
    """Return what is marked as right in a document."""
    kept = document.metadata.get(CHECKED)
    return tuple(one for one in kept if isinstance(one, str)) if isinstance(kept, list | tuple) else ()


def found_at(
    problem: Problem,
    annotated: AnnotatedDocument,
    annotator: str,
    start: int,
    end: int,
    *,
    label: str = "",
    span: int = 0,
    other: str = "",
    number: str = "",
) -> Finding:
    """Return a finding at a stretch of a document."""
    words = " ".join(annotated.text[start : min(end, start + QUOTE_LENGTH)].split()) or "␣"
    quote = f"{words}…" if end - start > QUOTE_LENGTH else words
    id_, title = annotated.document.id, title_of(annotated.document)
    return Finding(problem, id_, title, annotator, start, end, label, quote, span, other, number)


def title_of(document: Document) -> str:
    """Return what a document is called where it is spoken of: how it begins, if it has no title."""
    return document.title or first_words(document.text[:TITLE_LOOKED_AT])
