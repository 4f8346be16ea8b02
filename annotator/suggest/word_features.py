"""What a word looks like and what stands around it, as features of a sequence model: texts such as `shape=Xx`.

They name no language: capitals, digits and endings tell in any script that has them. The lists of `known_words` and
the shapes of `shapes` help where there are few labels yet.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from annotator.model import Piece
from annotator.suggest.known_forms import FoundForm
from annotator.suggest.known_words import kinds_of
from annotator.suggest.shapes import stretches_in, words_at
from annotator.suggest.words import DAYS, MONTHS, TITLES
from annotator.suggest.words_in_sentences import WordsInSentences

BEGINNINGS, ENDINGS = (2, 3), (2, 3, 4)
"""Letters. Here and below: what is left out teaches nothing that the rest does not, and takes as long."""
NEAR = (-2, -1, 1, 2)
LONGEST_SHAPE = 12

Features = list[str]


@lru_cache(maxsize=50_000)
def shape_of(word: str) -> str:
    """Return how a word is written: X for capitals, x for other letters, 9 for digits, twice at most in a row."""
    shape: list[str] = []
    for character in word[:LONGEST_SHAPE]:
        sign = (
            "X" if character.isupper() else "x" if character.isalpha() else "9" if character.isdecimal() else character
        )
        if shape[-2:] != [sign, sign]:
            shape.append(sign)
    return "".join(shape)


@lru_cache(maxsize=50_000)
def own_features(word: str) -> tuple[str, ...]:
    """Return what a word says by itself."""
    small = word.lower()
    plain = small.rstrip(".")
    found = ["bias", f"word={small}", f"shape={shape_of(word)}"]
    found += [f"begins={small[:length]}" for length in BEGINNINGS if len(small) > length]
    found += [f"ends={small[-length:]}" for length in ENDINGS if len(small) > length]
    if word[:1].isupper():
        found += ["capital", *(["capitals"] if word.isupper() and len(word) > 1 else [])]
    if any(character.isdecimal() for character in word):
        found.append("digit")
    listed = (("title", TITLES), ("month", MONTHS), ("day", DAYS))
    found += [name for name, words in listed if plain in words]
    return (*found, *(f"known={kind}" for kind in kinds_of(plain)))


def features(
    text: str, words: WordsInSentences, forms: Iterable[FoundForm], tags: Iterable[tuple[int, Features]] = ()
) -> Iterator[list[Features]]:
    """Yield the features of the words of each sentence.

    `forms` are places that read like what was labelled, `tags` what somebody else says of words, by their number.
    """
    whole = _of_whole_text(words)
    for extra in (_of_stretches(text, words), _of_forms(forms), tags):
        for at, found in extra:
            whole[at] += found
    for first, end in words.sentences():
        of_words = _of_sentence(words.words[first:end])
        yield [found + whole[first + at] for at, found in enumerate(of_words)]


def _of_sentence(words: Sequence[str]) -> Iterator[Features]:
    """Yield the features of each word of a sentence."""
    last = len(words) - 1
    for at, word in enumerate(words):
        found = list(own_features(word))
        for step in NEAR:
            beside = at + step
            found += _beside(words[beside], step) if 0 <= beside <= last else (f"{step}:none",)
        if not at:
            found.append("first")
        if at == last:
            found.append("last")
        yield found


@lru_cache(maxsize=200_000)
def _beside(word: str, step: int) -> tuple[str, ...]:
    """Return what a word so many steps away says."""
    small = word.lower()
    if abs(step) > 1:
        return (f"{step}:word={small}",)
    plain = small.rstrip(".")
    title = (f"{step}:title",) if plain in TITLES else ()
    found = (f"{step}:word={small}", f"{step}:shape={shape_of(word)}", f"{step}:ends={small[-3:]}")
    return (*found, *title, *(f"{step}:known={kind}" for kind in kinds_of(plain)))


def _of_whole_text(words: WordsInSentences) -> list[Features]:
    """Return what the rest of the text says of each word: whether it has a capital within a sentence too."""
    begins = set(words.begins)
    capital = {word for at, word in enumerate(words.words) if at not in begins and word[:1].isupper()}
    small = {word for word in words.words if word.islower()}
    return [
        [
            *(["capital elsewhere"] if word in capital else []),
            *(["small elsewhere"] if word[:1].isupper() and word.lower() in small else []),
        ]
        for word in words.words
    ]


def _of_stretches(text: str, words: WordsInSentences) -> Iterator[tuple[int, Features]]:
    """Yield the words that stand in what looks like a name, a date or a number, with what that looks like."""
    begins = {words.places[first][0] for first in words.begins}
    for line in _lines(text, words.places):
        looked = words_at(text, words.places[line.start : line.stop], begins)
        for stretch in stretches_in(text, looked):
            first, end = line.start + stretch.first, line.start + stretch.last + 1
            around = _of_stretch(words.words, first, end)
            for at in range(first, end):
                sign = "B" if at == first else "I"
                yield at, [f"stretch {sign}={stretch.shape}", f"stretch {sign}", *around]


def _lines(text: str, places: Sequence[Piece]) -> Iterator[range]:
    """Yield the words of each line that has any."""
    first = 0
    while first < len(places):
        line_end = text.find("\n", places[first][0])
        end = len(places) if line_end < 0 else bisect_left(places, (line_end, 0), first)
        yield range(first, end)
        first = end


def _of_stretch(words: Sequence[str], first: int, end: int) -> Features:
    inside = [word.lower().rstrip(".") for word in words[first:end]]
    kinds = sorted({kind for word in inside for kind in kinds_of(word)})
    return [
        f"stretch begins={inside[0]}",
        f"stretch ends={inside[-1]}",
        f"stretch length={min(len(inside), 4)}",
        *([f"stretch after={words[first - 1].lower()}"] if first else []),
        *([f"stretch before={words[end].lower()}"] if end < len(words) else []),
        *(f"stretch known={kind}" for kind in kinds),
    ]


def _of_forms(forms: Iterable[FoundForm]) -> Iterator[tuple[int, Features]]:
    for found in forms:
        for at in range(found.first, found.end):
            sign = "B" if at == found.first else "I"
            only = [f"form only={found.label}"] if len(found.labels) == 1 else []
            yield at, [f"form {sign}={found.label}", "form", *only]
