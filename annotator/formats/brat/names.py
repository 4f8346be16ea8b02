"""Names as brat has them: a word of letters, digits, dots and hyphens. What else there is in a label is put into words.

A name that has to change gets a number at its end that is made from the whole of it, so no two names become one; a
comment in annotation.conf tells the true one.
"""

import json
import re
import zlib
from functools import lru_cache

LEGAL = re.compile(r"[^\W_][\w.-]*")
CHANGED = re.compile(r".*_[0-9a-f]{8}")
COMMENT = re.compile(r"#\s*(\S+) is written for (\".*\")\s*")


@lru_cache(maxsize=10_000)
def written(name: str) -> str:
    """Return the name as it stands in the files."""
    if LEGAL.fullmatch(name) and not CHANGED.fullmatch(name) and name.isprintable():
        return name
    words = re.sub(r"[^\w.-]+", "_", "".join(letter if letter.isprintable() else "_" for letter in name)).strip("_.-")
    return f"{words or 'name'}_{zlib.crc32(name.encode()):08x}"


def comment(name: str) -> str:
    """Return the line of annotation.conf that tells what is written for a name."""
    return f"# {written(name)} is written for {json.dumps(name)}"


def commented(line: str) -> tuple[str, str] | None:
    """Return what is written, and for which name, if a line tells that."""
    found = COMMENT.fullmatch(line)
    if not found:
        return None
    try:
        name = json.loads(found[2])
        name.encode()
    except (ValueError, RecursionError):
        return None
    return (found[1], name) if isinstance(name, str) and written(name) == found[1] and "\0" not in name else None
