"""Texts in the user's language."""

from PySide6.QtCore import QCoreApplication

from annotator.errors import AnnotatorError
from annotator.translation import mark

__all__ = ["error_text", "mark", "translate"]


def translate(context: str, text: str) -> str:
    """Return a text, marked or written here as a literal, in the user's language."""
    return QCoreApplication.translate(context, text)


def error_text(error: AnnotatorError) -> str:
    """Return the sentence of an error in the user's language, as far as it is marked; values come in afterwards."""
    sentence = translate("errors", error.sentence)
    if not error.values:
        return sentence
    values = {name: error_text(one) if isinstance(one, AnnotatorError) else one for name, one in error.values.items()}
    return sentence.format(**values)
