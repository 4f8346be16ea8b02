"""Texts in the user's language."""

from PySide6.QtCore import QCoreApplication

from annotator.translation import mark

__all__ = ["mark", "translate"]


def translate(context: str, text: str) -> str:
    """Return a text, marked or written here as a literal, in the user's language."""
    return QCoreApplication.translate(context, text)
