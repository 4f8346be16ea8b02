"""A conditional random field on the words of the articles that were labelled (Lafferty, McCallum and Pereira 2001).

By python-crfsuite. Spans inside spans are learned by levels, a model for each: the longest spans, then those inside.
The score of a span is the lowest of the marginal probabilities of its tags, for what that is worth: a model that has
seen little is too sure of itself, so what its scores are worth is measured on articles that are held out.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from annotator.bio import Chunk, Tagging, decode, encode, parse_tag
from annotator.model import AnnotatedDocument, value
from annotator.suggest import Reason, Suggester, Suggestion, register
from annotator.suggest.calibration import USUAL, Calibration, Scored, fitted
from annotator.suggest.holding_out import rounds
from annotator.suggest.known_forms import Form, KnownForms, Labels, counts_of
from annotator.suggest.pipeline_tags import tags_on
from annotator.suggest.word_features import Features, features
from annotator.suggest.words_in_sentences import WordsInSentences, levels, words_in_sentences
from annotator.translation import mark

if TYPE_CHECKING:
    from pycrfsuite import Tagger

SETTINGS = {"c1": 0.1, "c2": 0.05, "max_iterations": 30, "feature.possible_transitions": False}
"""Twice as many iterations take half as long again and gain nothing."""
TAGGING = Tagging.IOB2
"""With few labels better than BILOU, which has twice the tags to learn."""
FEWEST = 5
"""So many spans inside spans are needed to learn them."""
WHY = mark("suggestions", "model, {percent} %")

Levels = list[tuple[Chunk, ...]]


@value
class Lesson:
    """An article as the model learns it: its words, what is seen of them sentence by sentence, and its spans."""

    words: WordsInSentences
    looked: list[list[Features]]
    levels: Levels


class Crf(Suggester):
    """Learns words, their shapes and what stands around them; set up by a spaCy pipeline, also that one's tags."""

    name = "crf"
    title = mark("suggestions", "Learned from your labels")

    def __init__(self, setup: str = "") -> None:
        super().__init__(setup)
        self._forms = KnownForms()
        self._models: list[bytes] = []
        self._taggers: list[Tagger] = []
        self._calibration = USUAL

    def learn(self, documents: Sequence[AnnotatedDocument]) -> None:
        """Forget what was learned, and learn from these articles."""
        words = [words_in_sentences(document.text) for document in documents]
        spans = [levels(document.spans, tokens) for document, tokens in zip(documents, words, strict=True)]
        self._forms = KnownForms()
        self._forms.learn(zip(words, spans, strict=True))
        lessons = [
            Lesson(tokens, list(self._look(document.text, tokens, counts_of(tokens, of_document))), of_document)
            for document, tokens, of_document in zip(documents, words, spans, strict=True)
        ]
        self._models = list(_models(lessons))
        self._taggers = _opened(self._models)
        self._calibration = fitted(_held_out(lessons))

    def suggest(self, text: str) -> Iterator[Suggestion]:
        """Yield the most likely spans of each level."""
        if not self._taggers:
            return
        words = words_in_sentences(text)
        for chunk, score, level in _found(self._taggers, words, self._look(text, words)):
            start, end = words.extent(chunk.first, chunk.end)
            worth = self._calibration.worth(score)
            why = Reason(WHY, (("percent", round(100 * worth)),))
            yield Suggestion(start, end, chunk.label, worth, self.name, why, is_inner=level > 0)

    def keep(self) -> Mapping[str, bytes]:
        """Return the models, the forms, and what scores are worth."""
        import orjson

        models = {f"level-{level}": model for level, model in enumerate(self._models)}
        worth = orjson.dumps([self._calibration.slope, self._calibration.offset])
        return {
            "forms": orjson.dumps(self._forms.as_rows()),
            "pipeline": self.setup.encode(),
            "worth": worth,
            **models,
        }

    def restore(self, kept: Mapping[str, bytes]) -> None:
        """Take what `keep` returned. Raises ValueError when it is something else."""
        import orjson

        if kept.get("pipeline", b"").decode() != self.setup:
            raise ValueError("it has learned from the tags of another pipeline")
        self._forms = KnownForms.from_rows(orjson.loads(kept.get("forms", b"")))
        slope, offset = orjson.loads(kept.get("worth", b""))
        self._calibration = Calibration(float(slope), float(offset))
        self._models = [kept[name] for name in sorted(kept) if name.startswith("level-")]
        self._taggers = _opened(self._models)

    def _look(
        self, text: str, words: WordsInSentences, without: Mapping[Form, Labels] | None = None
    ) -> Iterator[list[Features]]:
        tags = tags_on(self.setup, text, words.places) if self.setup else ()
        return features(text, words, self._forms.longest(words, without), tags)


def _held_out(lessons: Sequence[Lesson]) -> Iterator[Scored]:
    """Yield the scores of spans in lessons that others were learned without, and whether these spans are right."""
    for learned, others in rounds([len(lesson.words.words) for lesson in lessons]):
        models = list(_models([lessons[at] for at in learned]))
        taggers = _opened(models)
        for lesson in (lessons[at] for at in others):
            right = {chunk for level in lesson.levels for chunk in level}
            for chunk, score, _ in _found(taggers, lesson.words, lesson.looked):
                yield score, chunk in right


def _found(
    taggers: Sequence["Tagger"], words: WordsInSentences, looked: Iterable[list[Features]]
) -> Iterator[tuple[Chunk, float, int]]:
    """Yield the spans of the most likely tags of each level, with their scores and the number of the level."""
    for (first, _), sentence in zip(words.sentences(), looked, strict=True):
        around: Sequence[str] = ()
        for level, tagger in enumerate(taggers):
            seen = _seen_inside(sentence, around) if level else sentence
            around = tagger.tag(seen)
            if not _any_span(around):
                break
            for chunk, score in _scored(tagger, around):
                yield Chunk(first + chunk.first, first + chunk.end, chunk.label), score, level


def _opened(models: Sequence[bytes]) -> list["Tagger"]:
    """Return what tags by these models, which it reads where they are: whoever opens them keeps them."""
    import pycrfsuite

    taggers = [pycrfsuite.Tagger() for _ in models]
    for tagger, model in zip(taggers, models, strict=True):
        tagger.open_inmemory(model)
    return taggers


def _by_level(lessons: Sequence[Lesson]) -> Iterator[list[tuple[Chunk, ...]]]:
    """Yield the spans of each level, article by article, as long as there are enough to learn from."""
    for level in range(max((len(lesson.levels) for lesson in lessons), default=0)):
        found = [lesson.levels[level] if level < len(lesson.levels) else () for lesson in lessons]
        if sum(map(len, found)) < (FEWEST if level else 1):
            return
        yield found


def _models(lessons: Sequence[Lesson]) -> Iterator[bytes]:
    """Yield a model of each level: those of spans inside others learn from sentences that have such others."""
    by_level = list(_by_level(lessons))
    tagged = [
        (sentence, [tags[first:end] for tags in of_document])
        for lesson, *of_levels in zip(lessons, *by_level, strict=True)
        for of_document in [[encode(one, len(lesson.words.words), TAGGING, lesson.words.begins) for one in of_levels]]
        for (first, end), sentence in zip(lesson.words.sentences(), lesson.looked, strict=True)
    ]
    for level in range(len(by_level)):
        yield _train(
            (_seen_inside(sentence, tags[level - 1]) if level else sentence, tags[level])
            for sentence, tags in tagged
            if not level or _any_span(tags[level - 1])
        )


def _seen_inside(sentence: Sequence[Features], around: Sequence[str]) -> list[Features]:
    """Return what is seen of the words of a sentence, with the tags of the spans around them."""
    return [[*seen, f"around={tag}"] for seen, tag in zip(sentence, around, strict=True)]


def _any_span(tags: Sequence[str]) -> bool:
    """Return whether any word of a sentence is in a span."""
    return any(tag != "O" for tag in tags)


def _train(sentences: Iterable[tuple[Sequence[Features], Sequence[str]]]) -> bytes:
    """Return a model of one level."""
    import pycrfsuite

    trainer = pycrfsuite.Trainer(verbose=False)
    for sentence, tags in sentences:
        trainer.append(sentence, tags)
    trainer.set_params(SETTINGS)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "model"
        trainer.train(str(path))
        return path.read_bytes()


def _scored(tagger: "Tagger", tags: Sequence[str]) -> Iterator[tuple[Chunk, float]]:
    """Yield the spans of the tags that a sentence has just got, with their scores."""
    parsed = [tag for tag in map(parse_tag, tags) if tag is not None]
    for chunk in decode(parsed).chunks:
        yield chunk, min(tagger.marginal(tags[at], at) for at in range(chunk.first, chunk.end))


register(Crf)
