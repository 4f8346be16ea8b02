"""What is looked for in all articles, and what is found: values, without database code."""

from collections.abc import Iterable

from annotator.finding import Found, Wanted, find
from annotator.model import Piece, Span, value
from annotator.occurrences import Likeness, occurrences
from annotator.pieces import pieces_of
from annotator.snippets import Snippet, word_places
from annotator.store import DocumentFilter, DocumentLine

RANKED = 10_000
"""So many articles that have the words are put in order, the best first."""
MOST_HITS = 10_000
"""So many places are listed."""


@value
class Labelled:
    """With which label: its name, or empty for none at all. `here`: at the place itself, else in the article."""

    label: str
    here: bool = False


@value
class Search:
    """What is looked for, and in which articles.

    `ranked`: the articles that have all the words, the best first; the last word may be the beginning of one. Else
    each place where it stands, in the order of the articles. With a `likeness`, the text is a form, and places that
    touch spans of the annotator are left out. `where` counts without its own words and its order. Spans are those of
    the annotator `of`, everybody's when that is empty.
    """

    wanted: Wanted
    ranked: bool = False
    likeness: Likeness | None = None
    where: DocumentFilter = DocumentFilter()
    labelled: Labelled | None = None
    of: str = ""

    @property
    def text(self) -> str:
        """Return what is looked for, without blanks at its ends."""
        return self.wanted.text.strip()

    def places(self, text: str, spans: Iterable[Span]) -> list[Piece]:
        """Return where it stands in a text with these spans. Raises FindError for a pattern that is none."""
        if self.ranked:
            *words, last = self.text.split()
            return word_places(text, words, begin=last)
        if self.likeness is not None:
            return occurrences(
                text, self.text, self.likeness, taken=[piece for one in spans for piece in pieces_of(one)]
            )
        found: Found = find(text, self.wanted)
        return list(found.places)


@value
class Hit:
    """A place that was found, or an article with its best one, and how many there are.

    `label` is that of the span which stands just there, or else of the shortest around it.
    """

    line: DocumentLine
    start: int
    end: int
    snippet: Snippet
    label: str = ""
    number: int = 1

    @property
    def key(self) -> tuple[int, int, int]:
        """Return what tells this place from all others."""
        return (self.line.id, self.start, self.end)


@value
class Batch:
    """What was found next: hits, and whether there may be more.

    With `capped`, there are more than are ranked or listed. `total` is in how many articles one looks, if known.
    """

    hits: tuple[Hit, ...]
    more: bool
    capped: bool = False
    total: int | None = None
