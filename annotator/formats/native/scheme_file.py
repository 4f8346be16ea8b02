"""A scheme in a file of its own: JSON with the labels as the native format has them. See docs/scheme-file.md."""

from pathlib import Path

import orjson

from annotator.errors import FormatError
from annotator.files import MEGABYTE, at_line, created, read_bytes, written_beside
from annotator.files.json_lines import json_lines, json_object
from annotator.formats.native.fields import Row, list_of
from annotator.formats.native.reading import VERSION, read_scheme
from annotator.formats.native.writing import scheme_rows
from annotator.model import Scheme

FORMAT, DATASET = "annotator-scheme", "annotator"
LIMIT = 8 * MEGABYTE
"""Bytes of a scheme: the longest code books have one."""
MOST_LABELS = 2_000


def write_scheme_file(scheme: Scheme, path: Path) -> None:
    """Write the labels in their order, without ids: another project gives them its own. Raises FormatError."""
    rows = [
        {name: content for name, content in row.items() if name not in ("id", "position")}
        for row in scheme_rows(scheme)
    ]
    content = {"format": FORMAT, "version": VERSION, "scheme": rows}
    with written_beside(path) as beside, created(beside) as file:
        file.write(orjson.dumps(content, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))


def read_scheme_file(path: Path) -> Scheme:
    """Read such a file, or the scheme of a dataset in the native format. Ids are numbers from 1.

    Raises FormatError, which says what is wrong.
    """
    header = _header(path)
    with at_line(path, 1):
        if header.get("format") not in (FORMAT, DATASET):
            raise FormatError(f'It is no scheme: the file does not begin with {{"format": "{FORMAT}", …}}.')
        rows = list_of(header, "scheme")
        if len(rows) > MOST_LABELS:
            raise FormatError(f"The scheme has {len(rows)} labels; the limit is {MOST_LABELS}.")
        for number, row in enumerate(rows, 1):
            if isinstance(row, dict):
                row.update(id=str(number), position=number)
        return read_scheme({**header, "format": DATASET, "scheme": rows})


def _header(path: Path) -> Row:
    """Return the object that the file holds, or the first line of a dataset."""
    try:
        return json_object(read_bytes(path, limit=LIMIT))
    except FormatError as error:
        first = next(json_lines(path, limit=LIMIT), None)
        if first is None or first[2].get("format") != DATASET:
            raise FormatError(error.reason, path=path) from error
        return first[2]
