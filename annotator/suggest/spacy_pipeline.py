"""The entities of an installed spaCy pipeline, under the labels of the scheme that mean the same.

Set up by the name of the pipeline; the lines below it may name labels: `GPE=Place`. Nothing is learned.
"""

from collections.abc import Iterator, Mapping, Sequence

from annotator.model import AnnotatedDocument, Kind, Scheme
from annotator.suggest import Reason, Suggester, Suggestion, register
from annotator.suggest.pipeline_tags import looked_at
from annotator.translation import mark

SCORE = 0.6
"""Right more often than not; the record of each label corrects it."""
SAME: tuple[frozenset[str], ...] = tuple(
    frozenset(names.split())
    for names in (
        "person per people",
        "org organization organisation company",
        "gpe loc location place fac",
        "norp nationality group",
        "date time temporal",
        "money currency",
        "percent quantity cardinal number",
        "event",
        "product",
        "work_of_art work title",
        "law",
        "language",
        "misc miscellaneous",
    )
)
"""Names that mean the same, in small letters, spaCy's and those of others."""
WHY = mark("suggestions", "{pipeline} says {label}")


class SpacyPipeline(Suggester):
    """Suggests what a pipeline finds."""

    name = "spacy"
    title = mark("suggestions", "spaCy pipeline")
    needs_setup = True
    is_slow = True

    def __init__(self, setup: str = "") -> None:
        super().__init__(setup)
        self._pipeline, *named = [line.strip() for line in setup.splitlines() if line.strip()] or [""]
        self._named = dict(line.split("=", 1) for line in named if "=" in line)
        self._labels: tuple[str, ...] = ()

    def know(self, scheme: Scheme) -> None:
        """Take the labels."""
        self._labels = tuple(label.name for label in scheme.of_kind(Kind.SPAN))

    def learn(self, documents: Sequence[AnnotatedDocument]) -> None:
        """Learn nothing: the pipeline is as it is."""

    def suggest(self, text: str) -> Iterator[Suggestion]:
        """Yield the entities that the scheme has a label for. Raises AnnotatorError when there is no such pipeline."""
        for one in looked_at(self._pipeline, text).entities:
            label = self._named.get(one.label) or same_label(one.label, self._labels)
            if label:
                why = Reason(WHY, (("pipeline", self._pipeline), ("label", one.label)))
                yield Suggestion(one.start, one.end, label, SCORE, self.name, why)

    def keep(self) -> Mapping[str, bytes]:
        """Keep nothing."""
        return {}

    def restore(self, kept: Mapping[str, bytes]) -> None:
        """Take nothing."""


def same_label(theirs: str, labels: Sequence[str]) -> str:
    """Return the label that means what theirs does: of the same name, in any case, or of one that means the same."""
    small = {label.lower(): label for label in reversed(labels)}
    found = theirs if theirs in labels else small.get(theirs.lower())
    if found:
        return found
    alike = next((names for names in SAME if theirs.lower() in names), frozenset())
    return next((label for label in labels if label.lower() in alike), "")


register(SpacyPipeline)
