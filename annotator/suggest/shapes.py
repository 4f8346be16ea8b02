"""Stretches that look like names, numbers or dates, found in a piece of text by how its words are written.

A capital letter tells, so this finds names where a script has capitals, and numbers and dates elsewhere too.
All offsets are code points of the piece.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence

from annotator.model import Piece, value
from annotator.sentences import sentences
from annotator.suggest.words import (
    ALSO_VERBS,
    ARTICLES,
    DAYS,
    FUNCTION_WORDS,
    LINKS,
    MONTHS,
    PARTICLES,
    SCALES,
    TITLES,
    UNITS,
)
from annotator.tokens import tokens

OPENING, CLOSING = "“‘„«\"'", "”’“»\"'"
QUOTED_WORDS = 8
"""What is quoted and has more words is somebody's speech."""
ORDINALS = frozenset(("st", "nd", "rd", "th", "d"))
DATED = MONTHS | DAYS
MEASURES = SCALES | UNITS
CENTURIES = frozenset(("17", "18", "19", "20"))


@value
class Word:
    """A token of a piece, and what is asked of it again and again.

    `plain` is the text in small letters without full stops, `begins` whether a sentence begins with it, its
    quotation marks aside.
    """

    start: int
    end: int
    text: str
    plain: str
    begins: bool

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper() or self.text[0].istitle()

    @property
    def is_caps(self) -> bool:
        """Whether it is of capital letters only, and more than one."""
        return len(self.plain) > 1 and self.text.isupper()

    @property
    def is_number(self) -> bool:
        """Whether it is a number, with a sign of currency or percent or not."""
        text = self.text
        return not text[0].isalpha() and not text[-1].isalpha() and any(one.isdecimal() for one in text[:3])

    @property
    def is_ordinal(self) -> bool:
        """Whether it is a number with the ending that tells a place: 3rd, 65th, and as in names of regiments 62d."""
        number = self.plain.rstrip("stndrh")
        return number.isdecimal() and self.plain[len(number) :] in ORDINALS

    @property
    def is_year(self) -> bool:
        """Whether it is a number that might be a year."""
        return len(self.plain) == 4 and self.plain.isdecimal() and self.plain[:2] in CENTURIES

    @property
    def is_dated(self) -> bool:
        """Whether it is the name of a month or a day of the week."""
        return self.plain in DATED and self.is_capital

    @property
    def opens_name(self) -> bool:
        """Whether a name may begin with it, or go on: a capital, or the article of an Arabic name."""
        return (self.is_capital and self.text != "I") or (
            self.text[:3].lower() in {"al-", "el-"} and len(self.text) > 4
        )


@value
class Stretch:
    """The words from `first` to `last`, that one included, and what they look like."""

    first: int
    last: int
    shape: str


def words_in(piece: str) -> list[Word]:
    """Return the words and marks of a piece."""
    return words_at(piece, tokens(piece), {start for start, _ in sentences(piece)})


def words_at(piece: str, places: Iterable[Piece], begins: Collection[int]) -> list[Word]:
    """Return the words and marks of a piece, for who knows already where they stand and where sentences begin."""
    found: list[Word] = []
    opens = False
    for start, end in places:
        text = piece[start:end]
        opens = opens or start in begins
        found.append(Word(start, end, text, text.replace(".", "").lower(), opens))
        opens = opens and not text[0].isalnum()
    return found


def stretches_in(piece: str, words: Sequence[Word]) -> list[Stretch]:
    """Return what looks like something, in order, without overlap."""
    found: list[Stretch] = []
    at = 0
    while at < len(words):
        text = words[at].text
        if text.islower() and text.isalpha():  # Nearly all words: none of the three begins with such a one.
            at += 1
            continue
        stretch = _date(words, at) or _number(words, at) or _name(piece, words, at)
        if stretch is None:
            at += 1
        else:
            found += _without_title(words, stretch)
            at = stretch.last + 1
    return _with_quoted(words, found)


# --- dates and numbers


def _date(words: Sequence[Word], at: int) -> Stretch | None:
    """Return a date: May 6, 2016; 6 May 2016; Tuesday; 1999."""
    end = at
    while _is_of_date(words, end) or (
        end > at and end < len(words) and words[end].text == "," and _is_of_date(words, end + 1)
    ):
        end += 1
    named = any(words[n].is_dated for n in range(at, end))
    if not named and not any(words[n].is_year for n in range(at, end)):
        return None
    if end == at + 1 and words[at].plain in ALSO_VERBS and words[at].begins:
        return None
    return Stretch(at, end - 1, "date" if named else "year")


def _is_of_date(words: Sequence[Word], at: int) -> bool:
    """Whether the word is a month, a day of the week, a year, or a number beside a month."""
    if at >= len(words):
        return False
    word = words[at]
    if word.is_dated or word.is_year:
        return True
    if not word.plain[:1].isdecimal():
        return False
    beside = (words[n] for n in (at - 1, at + 1) if 0 <= n < len(words))
    number = word.plain.rstrip("stndrh").replace("-", "")
    return number.isdecimal() and len(number) <= 4 and any(one.is_dated for one in beside)


def _number(words: Sequence[Word], at: int) -> Stretch | None:
    """Return a number, with its scale, currency and unit when they are there."""
    if not words[at].is_number:
        return None
    last = at
    while last + 1 < len(words) and words[last + 1].plain in MEASURES and last - at < 4:
        last += 1
    if last > at or not (words[at].text[0].isdecimal() and words[at].text[-1].isdecimal()):
        return Stretch(at, last, "amount")
    names_something = at + 1 < len(words) and words[at + 1].is_capital and not words[at + 1].begins
    return None if names_something else Stretch(at, at, "number")


# --- names


def _name(piece: str, words: Sequence[Word], at: int) -> Stretch | None:
    """Return the run of capitalised words that begins here, with the particles inside it."""
    word = words[at]
    if word.begins and word.plain in FUNCTION_WORDS and not word.is_caps:
        return None
    numbered = (word.is_number or word.is_ordinal) and at + 1 < len(words) and words[at + 1].opens_name
    if not word.opens_name and not numbered:
        return None
    last = at
    while (following := _goes_on(piece, words, last)) is not None:
        last = following
    if last > at:
        return Stretch(at, last, "names begin" if word.begins else "names")
    return None if numbered else Stretch(at, at, _shape_of(word))


def _shape_of(word: Word) -> str:
    if len(word.text) == 1:
        return "letter"
    if word.begins:
        return "begins"
    return "caps" if word.is_caps else "name"


def _goes_on(piece: str, words: Sequence[Word], last: int) -> int | None:
    """Return the next word of a run, past what stands between, if it goes on."""
    at = _past_particles(words, last)
    if at >= len(words) or words[at].begins or "\n" in piece[words[last].end : words[at].start]:
        return None
    word = words[at]
    if word.opens_name and word.plain not in DAYS and (word.plain not in MONTHS or at == last + 1):
        return at
    return at if at == last + 1 and word.text.isalnum() and word.text[0].isdecimal() else None


def _past_particles(words: Sequence[Word], last: int) -> int:
    """Return the next word that might be a name, past the small ones and marks that a name may hold."""
    at = last + 1
    if at >= len(words):
        return at
    mark = words[at].text
    is_initial = mark == "." and len(words[last].text) == 1 and last > 0
    if is_initial or mark == "&" or (mark in "-–" and words[last].end == words[at].start):
        return at + 1
    if at + 1 < len(words) and words[at].plain in LINKS and words[at + 1].text in ARTICLES:
        return at + 2
    while at < len(words) and at - last <= 2 and words[at].plain in PARTICLES and words[at].text.islower():
        at += 1
    return at


def _without_title(words: Sequence[Word], stretch: Stretch) -> list[Stretch]:
    """Return a title and the name behind it apart: Defence Minister | Zakir Hasanov."""
    titles = [
        at
        for at in range(stretch.first, stretch.last)
        if words[at].plain in TITLES and words[at + 1].plain not in PARTICLES
    ]
    if not titles or not stretch.shape.startswith("names"):
        return [stretch]
    name = titles[-1] + 1
    return [Stretch(stretch.first, name - 1, "title"), Stretch(name, stretch.last, "titled")]


def _with_quoted(words: Sequence[Word], found: Sequence[Stretch]) -> list[Stretch]:
    """Return the stretches, with names in quotation marks whole."""
    quoted = list(_quoted(words))
    kept = [one for one in found if not any(q.first <= one.last and one.first <= q.last for q in quoted)]
    return sorted([*kept, *quoted], key=lambda one: one.first)


def _quoted(words: Sequence[Word]) -> Iterator[Stretch]:
    """Yield what stands in quotation marks, begins with a capital and ends before long."""
    opened: int | None = None
    for at, word in enumerate(words):
        if opened is not None and word.text in CLOSING:
            last = at - 1
            while last > opened and words[last].text in ".,":
                last -= 1
            if opened < last <= opened + QUOTED_WORDS and words[opened + 1].is_capital:
                yield Stretch(opened + 1, last, "quoted")
            opened = None
        elif word.text in OPENING:
            opened = at
