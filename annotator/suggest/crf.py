"""A conditional random field on the words of the articles that were labelled (Lafferty, McCallum and Pereira 2001).

By python-crfsuite. Spans inside spans are learned by levels, a model for each: the longest spans, then those inside.
The score of a span is the lowest of the marginal probabilities of its tags.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from annotator.bio import Chunk, Tagging, decode, encode, parse_tag
from annotator.model import AnnotatedDocument
from annotator.suggest import Reason, Suggester, Suggestion, register
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


class Crf(Suggester):
    """Learns words, their shapes and what stands around them; set up by a spaCy pipeline, also that one's tags."""

    name = "crf"
    title = mark("suggestions", "Learned from your labels")

    def __init__(self, setup: str = "") -> None:
        super().__init__(setup)
        self._forms = KnownForms()
        self._models: list[bytes] = []
        self._taggers: list[Tagger] = []

    def learn(self, documents: Sequence[AnnotatedDocument]) -> None:
        """Forget what was learned, and learn from these articles."""
        words = [words_in_sentences(document.text) for document in documents]
        spans = [levels(document.spans, tokens) for document, tokens in zip(documents, words, strict=True)]
        self._forms = KnownForms()
        self._forms.learn(zip(words, spans, strict=True))
        looked = [
            list(self._look(document.text, tokens, counts_of(tokens, of_document)))
            for document, tokens, of_document in zip(documents, words, spans, strict=True)
        ]
        self._models = list(_models(looked, words, list(_by_level(spans))))
        self._open()

    def suggest(self, text: str) -> Iterator[Suggestion]:
        """Yield the most likely spans of each level."""
        if not self._taggers:
            return
        words = words_in_sentences(text)
        looked = self._look(text, words)
        for (first, _), sentence in zip(words.sentences(), looked, strict=True):
            for tagger in self._taggers:
                tagged = list(_tagged(tagger, sentence))
                for chunk, score in tagged:
                    start, end = words.extent(first + chunk.first, first + chunk.end)
                    why = Reason(WHY, (("percent", round(100 * score)),))
                    yield Suggestion(start, end, chunk.label, score, self.name, why)
                if not tagged:
                    break

    def keep(self) -> Mapping[str, bytes]:
        """Return the models and the forms."""
        import orjson

        models = {f"level-{level}": model for level, model in enumerate(self._models)}
        return {"forms": orjson.dumps(self._forms.as_rows()), "pipeline": self.setup.encode(), **models}

    def restore(self, kept: Mapping[str, bytes]) -> None:
        """Take what `keep` returned. Raises ValueError when it is something else."""
        import orjson

        if kept.get("pipeline", b"").decode() != self.setup:
            raise ValueError("it has learned from the tags of another pipeline")
        self._forms = KnownForms.from_rows(orjson.loads(kept.get("forms", b"")))
        self._models = [kept[name] for name in sorted(kept) if name.startswith("level-")]
        self._open()

    def _look(
        self, text: str, words: WordsInSentences, without: Mapping[Form, Labels] | None = None
    ) -> Iterator[list[Features]]:
        tags = tags_on(self.setup, text, words.places) if self.setup else ()
        return features(text, words, self._forms.longest(words, without), tags)

    def _open(self) -> None:
        import pycrfsuite

        self._taggers = []
        for model in self._models:
            tagger = pycrfsuite.Tagger()
            tagger.open_inmemory(model)
            self._taggers.append(tagger)


def _by_level(spans: Sequence[Levels]) -> Iterator[list[tuple[Chunk, ...]]]:
    """Yield the spans of each level, article by article, as long as there are enough to learn from."""
    for level in range(max(map(len, spans), default=0)):
        found = [of_document[level] if level < len(of_document) else () for of_document in spans]
        if sum(map(len, found)) < (FEWEST if level else 1):
            return
        yield found


def _models(
    looked: Sequence[Sequence[Sequence[Features]]],
    words: Sequence[WordsInSentences],
    by_level: Sequence[Sequence[Sequence[Chunk]]],
) -> Iterator[bytes]:
    """Yield a model of each level: those of spans inside others learn from sentences that have such others."""
    tagged = [
        (sentence, [tags[first:end] for tags in of_document])
        for sentences, tokens, *of_levels in zip(looked, words, *by_level, strict=True)
        for of_document in [[encode(one, len(tokens.words), TAGGING, tokens.begins) for one in of_levels]]
        for (first, end), sentence in zip(tokens.sentences(), sentences, strict=True)
    ]
    for level in range(len(by_level)):
        yield _train([(sentence, tags[level]) for sentence, tags in tagged if not level or _any_span(tags[level - 1])])


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


def _tagged(tagger: "Tagger", sentence: Sequence[Features]) -> Iterator[tuple[Chunk, float]]:
    """Yield the spans of the most likely tags of a sentence, with their scores."""
    tags = tagger.tag(sentence)
    parsed = [tag for tag in map(parse_tag, tags) if tag is not None]
    for chunk in decode(parsed).chunks:
        yield chunk, min(tagger.marginal(tags[at], at) for at in range(chunk.first, chunk.end))


register(Crf)
