"""Sentences of a text in any script, with the abbreviations that do not end one. All offsets are code points.

A sentence ends with a line, with a stop of its script, or with a full stop, question or exclamation mark that a
blank follows, taken with the quotation marks, brackets and footnote numbers behind it. It goes on when the next
word begins with a small letter, after a title (Dr.), after "No." and the like before a number, and after a number
that begins it (1.). After another abbreviation or an initial (Inc., U.S., J.) it ends only before a word that seldom
follows one inside a sentence. The rules are those of Unicode Standard Annex 29 with these exceptions put in front.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotator.clusters import BLANK, EXTENDING, REACH, STEP, after_blanks, compiled, cut, trim

if TYPE_CHECKING:
    from regex import Match

LONGEST_LINE = 2 * STEP
"""A longer line is cut, where it can be at the end of a sentence."""

TITLES = (
    "Mr|Mrs|Ms|Mx|Messrs|Dr|Prof|St|Ste|Hon|Rev|Gen|Lt|Col|Sgt|Capt|Cmdr|Adm|Maj|Brig|Cpl|Pvt|Gov|Sen|Rep|Pres|Supt|"
    "Insp|Mme|Mlle|Mgr|Sra|Srta|Hr|Fr|Mt|Ft|vs|cf|approx|bzw|ca"
)
"""Abbreviations after which a sentence goes on. Here and below: none that is a whole word without its stop."""
SHORTENED = "Jr|Sr|Esq|Inc|Ltd|Corp|Cos|Bros|Dept|Univ|Assn|Ave|Blvd|etc|usw|Jan|Feb|Apr|Aug|Sept|Oct|Nov|Dec"
"""Abbreviations that may also be a sentence's last word."""
DOTTED = r"(?<![\p{L}\p{N}\p{M}])(?:(?:\p{Lu}\p{Ll}?|\p{Ll})\.){2,}(?![\p{L}\p{N}\p{M}])"
"""Letters with stops: U.S., p.m., Ph.D."""

_BEFORE_NUMBERS = (
    r"^\P{L}*(?:Nos?|Nr|Art|Sec|Figs?|Vol|Ch|Par|Pt|Eq|Tab|Mar|Jun|Jul|nos?|nr|art|sec|figs?|vol|ch|pp?)\.$"
)
_UNFINISHED = rf"(?:^\P{{L}}*(?:{TITLES}|[ei]\.[ge]|z\.B|d\.h)\.)$"
_NUMBERED = r"^\P{L}*\p{Nd}{1,3}\.$"
_UNDECIDED = rf"(?:{DOTTED}|^\P{{L}}*(?:{SHORTENED}|\p{{Lu}}\p{{M}}*)\.)$"
_GOES_ON = r"[\p{P}\p{S}]*\p{Ll}"
_BEGINS = (
    r"[\p{P}\p{S}]*(?:The|This|That|These|Those|There|Then|They|Their|He|She|His|Her|It|Its|We|Our|You|I|A|An|And|But|"
    r"Or|So|Yet|In|On|At|By|For|From|To|With|As|If|When|While|Since|After|Before|During|Although|Though|Because|However|"
    r"Meanwhile|Moreover|According|Both|Some|Many|Most|All|No|Not|What|Who|Why|How|Where|Is|Are|Was|Were)(?![\w.])"
)
_LINE_END = r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+"
_CLOSING = rf"[\p{{Pe}}\p{{Pf}}\"']{EXTENDING}*"
_SPACED = rf"[.!?…\p{{SB=AT}}]+{EXTENDING}*(?:[\p{{Pi}}*]{EXTENDING}*|{_CLOSING}|\[\d+\])*(?={BLANK}|$)"
_UNSPACED = rf"[[\p{{SB=ST}}]--[!?]][\p{{SB=ST}}\p{{SB=AT}}…]*{EXTENDING}*(?:{_CLOSING})*"
_STOP = f"(?P<line>{_LINE_END})|{_SPACED}|{_UNSPACED}"


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the sentences of the text, without the blanks between them."""
    found = []
    start = 0
    while start < len(text):
        end = piece_around(text, start)[1]
        found += [(start + first, start + last) for first, last in _sentences(text[start:end])]
        start = end + 1 if text.startswith("\n", end) else end
    return found


def sentence_at(text: str, position: int) -> tuple[int, int]:
    """Return the sentence around `position`, else the one before it in its line, else the one after, else nothing."""
    start, end = piece_around(text, position)
    found = [(start + first, start + last) for first, last in _sentences(text[start:end])]
    begun = [sentence for sentence in found if sentence[0] <= position]
    return begun[-1] if begun else found[0] if found else (position, position)


def piece_around(text: str, position: int) -> tuple[int, int]:
    """Return the line around `position` without its end, or the part of a long line."""
    low, high = max(0, position - LONGEST_LINE), min(len(text), position + LONGEST_LINE)
    start, end = text.rfind("\n", low, position), text.find("\n", position, high)
    whole = (start >= 0 or low == 0) and (end >= 0 or high == len(text))
    start, end = start + 1 if start >= 0 else low, end if end >= 0 else high
    if whole and end - start <= LONGEST_LINE:
        return start, end
    first = position // STEP * STEP
    before, after = _cut(text, first), _cut(text, first + STEP)
    if before > position:
        before, after = _cut(text, first - STEP), before
    return max(start, before), min(end, after)


def _cut(text: str, place: int) -> int:
    """Return where a long line is cut: behind the first stop after `place`, else as words are."""
    if 0 < place < len(text):
        for stop in compiled(_STOP).finditer(text, place, place + REACH):
            if stop.end() < place + REACH:
                return int(stop.end())
    return cut(text, place)


def _sentences(piece: str) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a line, trimmed."""
    start = 0
    for stop in compiled(_STOP).finditer(piece):
        if stop["line"] or _ends(piece, start, stop):
            first, last = trim(piece, start, stop.end())
            if first < last:
                yield first, last
            start = stop.end()
    first, last = trim(piece, start, len(piece))
    if first < last:
        yield first, last


def _ends(piece: str, start: int, stop: "Match[str]") -> bool:
    """Whether a sentence that began at `start` ends with this stop."""
    following = after_blanks(piece, stop.end(), len(piece))
    if following == len(piece):
        return True
    if compiled(_GOES_ON).match(piece, following):
        return False
    if not stop.group().startswith(".") or stop.group().startswith(".."):
        return True
    return _ends_after(piece[start : stop.start() + 1].strip(), piece, following)


def _ends_after(sentence: str, piece: str, following: int) -> bool:
    """Whether a sentence so far ends with its full stop when the next word begins at `following`."""
    word = sentence.rsplit(maxsplit=1)[-1]
    if compiled(_UNFINISHED).search(word) or compiled(_NUMBERED).search(sentence):
        return False
    if compiled(_BEFORE_NUMBERS).search(word) and piece[following].isdigit():
        return False
    return not compiled(_UNDECIDED).search(word) or compiled(_BEGINS).match(piece, following) is not None
