"""The lines of a file: where in them the token and its tag stand, and which lines are neither."""

import re
from collections.abc import Sequence

from annotator.errors import FormatError
from annotator.formats import Options
from annotator.model import value

BLANK, TAB = "blank", "tab"
LAST = "last"
DOCUMENT_MARK = "-DOCSTART-"
COLUMN_LIMIT = 100

COMMENT = re.compile(r"#\s?([\w:.-]+(?: [\w:.-]+)*) = (.*)")
"""`# title = Talks held`: the form that CoNLL-U gave to comments. A token that begins with # looks otherwise."""
NEW_DOCUMENT = re.compile(r"#\s?(?:newdoc(?: id = |\s*$)|begin document\b)")


@value
class Columns:
    """Which columns hold the token and the tag, from 0. `tag` is -1 for the last one.

    `number` is how many columns a line has at least. `tag_column` is where the tag is written, a last one behind the
    token.
    """

    token: int
    tag: int
    tag_column: int
    number: int

    def cells(self, token: str, tag: str, filler: str) -> list[str]:
        """Return the cells of a line, the columns that mean nothing to us filled."""
        cells = [filler] * self.number
        cells[self.token], cells[self.tag_column] = token, tag
        return cells


def chosen_columns(options: Options) -> Columns:
    """Return the columns that the options name. Raises FormatError."""
    token = _column("token", options["token"])
    tag = -1 if options["tag"] == LAST else _column("tag", options["tag"])
    if token == tag:
        raise FormatError("The token and its tag cannot be in the same column. Name another one for one of them.")
    tag_column = token + 1 if tag < 0 else tag
    return Columns(token, tag, tag_column, max(token, tag_column) + 1)


def _column(name: str, content: str) -> int:
    if not (content.isascii() and content.isdigit() and 1 <= int(content[:9]) <= COLUMN_LIMIT):
        last = f", or “{LAST}”" if name == "tag" else ""
        raise FormatError(f"The option {name} takes the number of a column, from 1{last}, not “{content}”.")
    return int(content) - 1


def split_line(line: str) -> list[str]:
    """Return a line's cells: between tabs when it has any, else between blanks. Other blanks belong to tokens."""
    if "\t" in line:
        return [cell.strip(" ") for cell in line.split("\t")]
    cells = line.strip(" ").split(" ")
    return [cell for cell in cells if cell] if "" in cells else cells


def token_and_tag(cells: Sequence[str], columns: Columns) -> tuple[str, str]:
    """Return both. Raises FormatError, without a place, when the line has no such columns."""
    if len(cells) < columns.number:
        have = f"one column, “{cells[0][:40]}”," if len(cells) == 1 else f"{len(cells)} columns"
        raise FormatError(
            f"The line has {have} and must have {columns.number} or more, for the token and its tag. "
            "Correct it, or name the columns with the options token and tag."
        )
    token = cells[columns.token]
    if not token:
        raise FormatError("The line has a tag and no token. Correct it, or name the columns with the option token.")
    return token, cells[columns.tag]
