"""Forms that were labelled in earlier articles, with the label that they were given most often."""

from collections.abc import Iterator, Mapping, Sequence

from annotator.model import AnnotatedDocument
from annotator.suggest import Reason, Suggester, Suggestion, register
from annotator.suggest.known_forms import FoundForm, KnownForms
from annotator.suggest.words_in_sentences import levels, words_in_sentences
from annotator.translation import mark

CAUTION = 0.3, 1.0
"""What is added to the times that a form was labelled, and to those that it was seen: once is not always."""
WHY = mark("suggestions", "labelled {label} {times} times")
WHY_ONCE = mark("suggestions", "labelled {label} once")
WHY_ALSO = mark("suggestions", "labelled {label} {times} times, otherwise {others} times")


class Forms(Suggester):
    """Finds again what was labelled."""

    name = "forms"
    title = mark("suggestions", "Labelled before")

    def __init__(self, setup: str = "") -> None:
        super().__init__(setup)
        self._known = KnownForms()

    def learn(self, documents: Sequence[AnnotatedDocument]) -> None:
        """Forget what was learned, and count the forms of these articles."""
        words = [words_in_sentences(document.text) for document in documents]
        spans = [levels(document.spans, tokens) for document, tokens in zip(documents, words, strict=True)]
        self._known = KnownForms()
        self._known.learn(zip(words, spans, strict=True))

    def suggest(self, text: str) -> Iterator[Suggestion]:
        """Yield every place that reads like a form."""
        words = words_in_sentences(text)
        for found in self._known.everywhere(words):
            start, end = words.extent(found.first, found.end)
            given = found.labels[found.label]
            more_labelled, more_seen = CAUTION
            score = min(1.0, (given + more_labelled) / (self._known.seen[found.form] + more_seen))
            yield Suggestion(start, end, found.label, score, self.name, why(found))

    def keep(self) -> Mapping[str, bytes]:
        """Return the forms."""
        import orjson

        return {"forms": orjson.dumps(self._known.as_rows())}

    def restore(self, kept: Mapping[str, bytes]) -> None:
        """Take what `keep` returned. Raises ValueError when it is something else."""
        import orjson

        self._known = KnownForms.from_rows(orjson.loads(kept.get("forms", b"")))


def why(found: FoundForm) -> Reason:
    """Return how often a form was given its label, and others."""
    times = found.labels[found.label]
    others = found.labels.total() - times
    if others:
        return Reason(WHY_ALSO, (("label", found.label), ("times", times), ("others", others)))
    if times == 1:
        return Reason(WHY_ONCE, (("label", found.label),))
    return Reason(WHY, (("label", found.label), ("times", times)))


register(Forms)
