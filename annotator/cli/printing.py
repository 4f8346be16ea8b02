"""How the commands print: nothing that a file, a name or a text holds says anything to the terminal but itself."""

import json
import re
import sys
from datetime import datetime
from typing import Any, TextIO

from annotator.visible import visible

LONGEST_LINE = 5000
"""Code points of a line for people: the longest path has 4,096."""
TAIL = 500
"""So many of them are those at the end, where the sentence goes on behind a name without end."""

_TO_BE_ESCAPED = re.compile(r"[\x7f-\x9f\u2028-\u202e\u2060-\u206f]")


def tell(*lines: str, errors: bool = False) -> None:
    """Print lines for people, where errors go if they are such; a program without a console has no such place."""
    place = sys.stderr if errors else sys.stdout
    if place is not None:
        for line in lines:
            print(_encodable(printable(line), place), file=place)


def printable(line: str) -> str:
    """Return a line that a terminal shows and does not obey; the middle of one without end is left out.

    No isolates are put around names: few terminals know them, and none lets a letter of one turn a word of ours.
    """
    if len(line) > LONGEST_LINE:
        line = f"{line[: LONGEST_LINE - TAIL]} … {line[-TAIL:]}"
    return visible(line)


def print_json(answer: dict[str, Any]) -> None:
    """Print one JSON object on one line; what a terminal would obey or could not show is escaped in it."""
    text = _TO_BE_ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", _json_of(answer))
    print(text if _encodable(text, sys.stdout) == text else json.dumps(json.loads(text)))


def _json_of(answer: dict[str, Any]) -> str:
    import orjson

    try:
        return orjson.dumps(answer, default=str).decode()
    except TypeError:
        # A file's name with bytes that are no text: orjson refuses what Python's own module escapes.
        return json.dumps(answer, default=_as_text)


def _as_text(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _encodable(line: str, place: TextIO) -> str:
    """Return a line with the numbers of those characters that the encoding of the place does not have."""
    encoding = place.encoding or "utf-8"
    return line.encode(encoding, "backslashreplace").decode(encoding)
