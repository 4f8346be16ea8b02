"""The lines of date, byline and source at the top of an article, and its headline.

A line leaves the text only when all of it is understood and it stands above the first paragraph: a
wrong removal is worse than none. Month names are English; other languages' lines stay in the text.
Dates are ISO 8601. Offsets are code points.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from annotator.clusters import compiled
from annotator.errors import EditError
from annotator.model import Removal, value
from annotator.titles import first_words
from annotator.translation import mark

if TYPE_CHECKING:
    pass

HEADLINE_LENGTH = 150
HEADER_LINE_LENGTH = 160
JOINED = " and "
LINES_LOOKED_AT = 40
"""Lines at the top among which the header may lie, blank ones included."""


@value
class Header:
    """A text without its header lines, and what they said.

    `removals` are in the order of the text, their offsets in the text as it was. `doubts` are
    sentences about lines that were left in the text because they can be read in two ways.
    """

    text: str
    title: str
    author: str = ""
    date: str = ""
    source: str = ""
    removals: tuple[Removal, ...] = ()
    doubts: tuple[str, ...] = ()


@value
class Line:
    """One line: `start` to `end` with its line feed; `text` without blanks around it."""

    start: int
    end: int
    text: str


@value
class Top:
    """What stands above the first paragraph: all its lines, and those of them that are understood."""

    lines: tuple[Line, ...] = ()
    found: tuple[Line, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    headline: Line | None = None
    doubts: tuple[str, ...] = ()


class AmbiguousDateError(Exception):
    """A date such as 3/4/2022: its day and its month cannot be told apart."""


def split_header(text: str, *, keep: Collection[int] = ()) -> Header:
    """Take the lines of date, byline and source off the top of a text. Line ends must be line feeds.

    `keep` numbers, from 0, those of the lines that stay in the text and say nothing.
    """
    top = _without_kept(_top(list(_first_lines(text))), keep)
    removals = tuple(_removals(text, top)) if top.found else ()
    kept = _without(text, removals)
    title = " ".join(top.headline.text.split()) if top.headline else first_words(kept)
    return Header(kept, title, **dict(top.fields), removals=removals, doubts=top.doubts)


def is_header_line(removal: Removal) -> bool:
    """Return whether a removal is a line that said something about the article."""
    return set(removal.why.split(JOINED)) <= {"author", "date", "source"}


def restored(header: Header) -> str:
    """Return the text as it was before `split_header`: its removals put back."""
    parts: list[str] = []
    taken = 0
    length = 0
    for removal in header.removals:
        kept = header.text[taken : taken + removal.offset - length]
        parts += (kept, removal.text)
        taken += len(kept)
        length += len(kept) + len(removal.text)
    return "".join([*parts, header.text[taken:]])


def _first_lines(text: str) -> Iterator[Line]:
    start = 0
    for _ in range(LINES_LOOKED_AT):
        if start >= len(text):
            return
        end = text.find("\n", start) + 1 or len(text)
        yield Line(start, end, text[start:end].strip())
        start = end


def _top(lines: list[Line]) -> Top:
    """Read the lines down to the first paragraph; nothing is found when there is none below them."""
    fields: dict[str, str] = {}
    found: list[Line] = []
    headline: Line | None = None
    for index, line in enumerate(lines):
        if not line.text:
            continue
        try:
            said = _fields(line.text, alone=not found and headline is None)
        except AmbiguousDateError:
            doubt = f"“{line.text}” may name a day and a month or a month and a day: it stays in the text."
            return Top(tuple(lines[:index]), tuple(found), tuple(fields.items()), headline, (doubt,))
        if said:
            if any(fields.get(name, told) != told for name, told in said.items()):
                return Top()  # A table of dates or names, not a header.
            fields |= said
            found.append(line)
        elif headline is None and _may_be_headline(line, lines[index + 1 : index + 2]):
            headline = line
        else:
            return Top(tuple(lines[:index]), tuple(found), tuple(fields.items()), headline)
    return Top()


def _without_kept(top: Top, keep: Collection[int]) -> Top:
    if not keep:
        return top
    found = tuple(line for number, line in enumerate(top.found) if number not in keep)
    fields = {name: told for line in found for name, told in _fields(line.text).items()}
    return replace(top, found=found, fields=tuple(fields.items()))


def _may_be_headline(line: Line, following: list[Line]) -> bool:
    """Whether a line is short, without a final stop, and stands apart from what follows."""
    if len(line.text) > HEADLINE_LENGTH or line.text.rstrip("\"'”’»)]").endswith((".", "…", ":", ";", ",", "。", "।")):
        return False
    try:
        return bool(following) and (not following[0].text or bool(_fields(following[0].text)))
    except AmbiguousDateError:
        return True


def _removals(text: str, top: Top) -> Iterator[Removal]:
    """Yield the lines found and the blank lines that would be left over: at the top, and next to another one."""
    removes_top = next(line for line in top.lines if line.text) in top.found
    kept_something = removed_before = False
    blank_before = True
    for line in top.lines:
        if line in top.found:
            yield Removal(line.start, text[line.start : line.end], _why(line))
            removed_before = True
        elif not line.text and (removes_top if not kept_something else removed_before and blank_before):
            yield Removal(line.start, text[line.start : line.end], "blank line left over")
        else:
            kept_something = kept_something or bool(line.text)
            blank_before = not line.text
            removed_before = False


def _why(line: Line) -> str:
    return JOINED.join(sorted(_fields(line.text)))


def _without(text: str, removals: Iterable[Removal]) -> str:
    kept: list[str] = []
    at = 0
    for removal in removals:
        kept.append(text[at : removal.offset])
        at = removal.offset + len(removal.text)
    return "".join([*kept, text[at:]])


# One line -------------------------------------------------------------------------------------

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
WEEKDAY = (
    r"(?i:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)\b"
)
TIME = (
    r"(?:(?:,?\s+(?:at\s+)?|,\s*|T)(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?"
    r"(?:\s*(?P<half>(?i:[ap]\.?m\b\.?)))?"
    r"(?:\s*\(?(?P<zone>Z|(?:GMT|UTC)?[+-]\d{1,2}(?::?\d\d)?|(?!BY\b)[A-Z]{2,5})\b\)?)?)?"
)
DATE = (
    r"(?:(?i:(?:first\s+)?(?:published|posted)(?:\s+(?:on|at))?|(?:publication\s+)?date)\s*:?\s*)?"
    rf"(?:{WEEKDAY}\.?,?\s+)?"
    r"(?:(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})"
    rf"|(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+|-)(?P<name>{MONTH}),?(?:\s+|-)(?P<year>\d{{4}})"
    rf"|(?P<name>{MONTH})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})"
    r"|(?P<one>\d{1,2})(?P<mark>[-/.])(?P<other>\d{1,2})(?P=mark)(?P<year>\d{4}))"
    rf"{TIME}(?![\p{{L}}\p{{M}}\d:/]|[.-]\d)"
)

NO_NAME = (
    r"(?i:the|an?|of|to|in|on|at|for|with|from|by|and|or|my|his|her|their|its|our|your|this|that|what|which|how"
    rf"|date|published|posted|source|authors?)\b|{WEEKDAY}|{MONTH}\s*\d"
)
ROLE_WORD = (
    r"(?i:staff|writers?|reporters?|correspondents?|editors?|journalists?|columnists?|contributors?|producers?"
    r"|analysts?|bureau|news|press|agency|times|reuters)\b"
)
PARTICLE = r"(?:de|da|di|del|della|der|den|dos|du|la|le|van|von|ter|ten|bin|ibn|al|el|y|e)"
NAME_WORD = (
    rf"(?!{NO_NAME})(?!{ROLE_WORD})(?:(?:\p{{Lu}}\.)+|(?:[dDlO]['’]|(?:al|el|ul)-)?\p{{Lu}}[\p{{L}}\p{{M}}'’]*"
    r"(?:-[\p{L}\p{M}'’]+)*)"
)
FULL_NAME = rf"{NAME_WORD}(?:\s+(?:{PARTICLE}\s+)*{NAME_WORD}){{1,4}}"
AGENCY = r"(?:Reuters|AFP|AP|TASS|Interfax|Bloomberg|Xinhua|(?i:staff))(?:\s+(?i:staff|writer|reporter))?"
AND = r"(?:\s*,\s*(?:(?i:and)\s+)?|\s+(?i:and)\s+|\s*&\s*)"
PLAIN_WORD = r"[\p{L}\p{M}'’.&-]+"
ROLE = (
    rf"\s*,\s*(?:{PLAIN_WORD}\s+){{0,4}}?{ROLE_WORD}(?:\s+{PLAIN_WORD}){{0,3}}?"
    rf"(?=\s*(?:$|[|·•;–—]|\d|{WEEKDAY}|{MONTH}\s*\d))"
)
NAME_END = r"(?![\p{L}\p{M}\d'’.!?-])"
BYLINE = (
    rf"(?i:written\s+by|by)\s*:?\s+(?P<author>(?:{FULL_NAME}(?:{AND}{FULL_NAME})*|{AGENCY}|(?P<single>{NAME_WORD})))"
    rf"(?:{ROLE})?{NAME_END}"
)
AUTHOR = rf"(?i:authors?)\s*:\s*(?P<author>{FULL_NAME}(?:{AND}{FULL_NAME})*|{AGENCY}|[\p{{L}}\p{{M}}'’_]+){NAME_END}"
SOURCE_WORD = r"(?:\p{Lu}[\p{L}\p{M}\d'’.&-]*|of|and|the|for|de|la)"
SOURCE = (
    rf"(?i:source)\s*:\s*(?P<source>https?://\S+|[\w-]+(?:\.[\w-]+)+(?:/\S*)?"
    rf"|(?!{NO_NAME})\p{{Lu}}[\p{{L}}\p{{M}}\d'’.&-]*(?:\s+(?!{NO_NAME}\s*:){SOURCE_WORD}){{0,3}})(?=\s|[|·•;,]|$)"
)
AMBIGUOUS = "ambiguous"
SEPARATOR = r"[\s|·•;,–—-]*"


def _fields(line: str, *, alone: bool = False) -> dict[str, str]:
    """Return what a line says about date, author and source; nothing unless all of it is understood.

    `alone`: nothing above it vouches for a header. Raises AmbiguousDateError.
    """
    fields: dict[str, str] = {}
    if len(line) > HEADER_LINE_LENGTH:
        return fields
    at = _behind_separator(line, 0)
    single = False
    while at < len(line):
        match = next(
            filter(None, (compiled(pattern).match(line, at) for pattern in (DATE, BYLINE, AUTHOR, SOURCE))), None
        )
        if match is None:
            return {}
        groups = match.groupdict()
        name = next((name for name in ("author", "source") if name in groups), "date")
        told = " ".join(groups[name].split()) if name in groups else _iso_date(groups)
        if not told or name in fields:
            return {}
        single = single or bool(groups.get("single"))
        fields[name] = told
        at = _behind_separator(line, match.end())
    if fields.get("date") == AMBIGUOUS:
        raise AmbiguousDateError
    if single and "date" not in fields:
        return {}  # “By Sea” may be a headline.
    if alone and fields.keys() == {"source"} and " " in fields["source"]:
        return {}  # “Source: Iran Strikes Deal” may be one, too.
    return fields


def _behind_separator(line: str, at: int) -> int:
    match = compiled(SEPARATOR).match(line, at)
    return match.end() if match else at


def _iso_date(groups: dict[str, str | None]) -> str:
    """Return a date in ISO 8601, with its time when its zone is known or not named; empty when there is no such day."""
    year, month, day = int(groups["year"] or 0), groups["month"], groups["day"]
    if groups["name"]:
        month = str(MONTHS.index(groups["name"][:3].lower()) + 1)
    elif groups["one"] and groups["other"]:
        if _is_ambiguous(groups["one"], groups["other"]):
            return AMBIGUOUS
        day, month = sorted((groups["one"], groups["other"]), key=int, reverse=True)
    try:
        moment = datetime(year, int(month or 0), int(day or 0), *_clock(groups))  # noqa: DTZ001 (the zone follows)
    except ValueError:
        return ""
    zone = _zone(groups["zone"])
    if groups["hour"] is None or zone is None:
        return moment.date().isoformat()
    return moment.isoformat(timespec="seconds" if groups["second"] else "minutes") + zone


def _is_ambiguous(one: str, other: str) -> bool:
    return int(one) <= 12 and int(other) <= 12 and int(one) != int(other)


def _clock(groups: dict[str, str | None]) -> tuple[int, int, int]:
    hour, minute, second = (int(groups[name] or 0) for name in ("hour", "minute", "second"))
    half = (groups["half"] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            raise ValueError(hour)
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    return hour, minute, second


def _zone(zone: str | None) -> str | None:
    """Return the zone as ISO 8601 writes it; None when the name is one of several places."""
    if not zone:
        return ""
    name = zone.removeprefix("GMT").removeprefix("UTC")
    if name in ("", "Z"):
        return "Z"
    match = compiled(r"([+-])(\d{1,2}):?(\d\d)?").fullmatch(name)
    return f"{match[1]}{int(match[2]):02}:{match[3] or '00'}" if match else None


# What somebody types ----------------------------------------------------------------------------

PART_OF_DATE = rf"(?P<year>\d{{4}})(?:-(?P<month>\d\d))?|(?P<name>{MONTH}),?\s+(?P<year>\d{{4}})"


def parse_date(typed: str) -> str:
    """Return a date that was typed in ISO 8601, whole or in part (`2022`, `2022-02`); empty when nothing was.

    Takes ISO 8601 and the forms that are understood at the top of an article. Raises EditError, with a sentence,
    for anything else, for a day that there is not, and where day and month cannot be told apart.
    """
    told = " ".join(typed.split())
    iso = _iso_part(told) or _iso_whole(told)
    if iso == AMBIGUOUS:
        raise EditError(
            mark("errors", "“{told}” may name a day and a month or a month and a day. Write the month in letters."),
            told=told,
        )
    if told and not iso:
        raise EditError(
            mark(
                "errors",
                "“{told}” is not a date. Write it as in 2022-02-28 or 28 February 2022, or only 2022-02 or 2022.",
            ),
            told=told,
        )
    return iso


def _iso_part(told: str) -> str:
    match = compiled(PART_OF_DATE).fullmatch(told)
    if match is None or not int(match["year"]):
        return ""
    month = f"{MONTHS.index(match['name'][:3].lower()) + 1:02}" if match["name"] else match["month"]
    if month is None:
        return str(match["year"])
    return f"{match['year']}-{month}" if 1 <= int(month) <= 12 else ""


def _iso_whole(told: str) -> str:
    match = compiled(DATE).fullmatch(told)
    if match is None or (match["hour"] and _zone(match["zone"]) is None):
        return ""
    return _iso_date(match.groupdict())
