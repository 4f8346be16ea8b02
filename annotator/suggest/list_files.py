"""Files of words and patterns, read by their first line: hostile until checked.

A word list has a form a line, or a form, a tab and a label; forms without a label have the file's name for one
(LOC.txt). A pattern file has a JSON object a line, in the shape of spaCy's EntityRuler: `{"label": "ORG", "pattern":
"Bank of Oslo"}`, or a list of tokens as pattern, see `token_patterns`; and `{"label": "DATE", "regex": "..."}`.
https://spacy.io/usage/rule-based-matching#entityruler
"""

from collections.abc import Iterator
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.errors import FormatError
from annotator.files import MEGABYTE, at_line, decoded_line, filled_lines
from annotator.files.json_lines import json_object
from annotator.model import value
from annotator.suggest.token_patterns import Pattern, compiled_pattern, regular_expression

if TYPE_CHECKING:
    import regex

MOST_FORMS = 1_000_000
MOST_PATTERNS, MOST_EXPRESSIONS = 5_000, 200
"""Patterns of tokens, and regular expressions: each is looked for in each article."""
LONGEST_FORM = 200
"""Code points."""
LONGEST_LABEL = 100
LONGEST_LINE = MEGABYTE


@value
class Lists:
    """What files say: the label of each form, and patterns with theirs."""

    forms: dict[str, str] = field(default_factory=dict, hash=False)
    patterns: list[tuple[Pattern, str]] = field(default_factory=list, hash=False)
    expressions: "list[tuple[regex.Pattern[str], str]]" = field(default_factory=list, hash=False)

    @property
    def labels(self) -> set[str]:
        """Return the labels that are given."""
        return {*self.forms.values(), *(label for _, label in (*self.patterns, *self.expressions))}


def read_lists(paths: list[Path]) -> Lists:
    """Read files; of a form that stands in several the first label counts. Raises FormatError with the line."""
    lists = Lists()
    for path in paths:
        for number, line in _lines(path):
            with at_line(path, number):
                _take(lists, line, path.stem)
                if len(lists.forms) > MOST_FORMS:
                    raise FormatError(
                        f"There are more than {MOST_FORMS:,} forms. Leave out what never stands in a text."
                    )
                if len(lists.patterns) > MOST_PATTERNS or len(lists.expressions) > MOST_EXPRESSIONS:
                    raise FormatError(
                        f"There are more than {MOST_PATTERNS:,} patterns of tokens, or than {MOST_EXPRESSIONS} regular "
                        "expressions. Make a list of forms of them."
                    )
    return lists


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    for number, line in filled_lines(path, limit=LONGEST_LINE):
        yield number, line.rstrip(b"\r\n")


def _take(lists: Lists, line: bytes, name: str) -> None:
    """Add what a line says."""
    if line.lstrip().startswith(b"{"):
        _take_pattern(lists, json_object(line))
        return
    form, tab, label = decoded_line(line).partition("\t")
    _add_form(lists, form, _checked_label(label.partition("\t")[0] if tab else name))


def _take_pattern(lists: Lists, content: dict[str, object]) -> None:
    label = _checked_label(content.get("label"))
    pattern, expression = content.get("pattern"), content.get("regex")
    if isinstance(pattern, str) and expression is None:
        _add_form(lists, pattern, label)
    elif isinstance(pattern, list) and expression is None:
        lists.patterns.append((compiled_pattern(pattern), label))
    elif isinstance(expression, str) and pattern is None:
        lists.expressions.append((regular_expression(expression), label))
    else:
        raise FormatError("The line has no “pattern” that is a text or a list of tokens, nor a “regex”.")


def _add_form(lists: Lists, form: str, label: str) -> None:
    form = " ".join(form.split())
    if not form:
        raise FormatError("The form is empty. Remove the line.")
    if len(form) > LONGEST_FORM:
        raise FormatError(f"The form has more than {LONGEST_FORM} characters, so this may be no word list.")
    lists.forms.setdefault(form, label)


def _checked_label(label: object) -> str:
    if not isinstance(label, str) or not label.strip() or len(label) > LONGEST_LABEL:
        raise FormatError("The label is no name. Give one of the project's labels.")
    return label.strip()
