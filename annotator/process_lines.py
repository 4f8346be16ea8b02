"""What a process of ours tells the window on the way: how far it is, and what it was refused; a JSON object a line.

A refusal is told as its sentence and the values in it, so that the window can say it in the user's language.
"""

import json

from annotator.errors import AnnotatorError

LINES = "--lines"
"""The option that asks a command for such lines, on its standard error."""

PART, SENTENCE, VALUES = "part", "sentence", "values"


def line_of_part(part: float) -> str:
    """Return the line that says how much is done, 0 to 1."""
    return json.dumps({PART: round(part, 2)})


def line_of_error(error: AnnotatorError) -> str:
    """Return the line that says what was refused."""
    return json.dumps(told_of(error))


def read_line(line: str) -> float | AnnotatorError | None:
    """Return what a line says; None for one that is no such line."""
    try:
        told = json.loads(line)
    except ValueError:
        return None
    if not isinstance(told, dict):
        return None
    part = told.get(PART)
    return float(part) if isinstance(part, int | float) else error_of(told)


def told_of(error: AnnotatorError) -> dict[str, object]:
    """Return the sentence of an error and its values, as JSON has them."""
    values = {
        name: told_of(one) if isinstance(one, AnnotatorError) else one if isinstance(one, int | float) else str(one)
        for name, one in error.values.items()
    }
    return {SENTENCE: error.sentence, VALUES: values}


def error_of(told: dict[str, object]) -> AnnotatorError | None:
    """Return the error of which that was told; None when it is not told in this way."""
    sentence, values = told.get(SENTENCE), told.get(VALUES)
    if not isinstance(sentence, str) or not isinstance(values, dict):
        return None
    return AnnotatorError(
        sentence, **{name: error_of(one) if isinstance(one, dict) else one for name, one in values.items()}
    )
