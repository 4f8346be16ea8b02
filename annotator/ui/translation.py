"""Marks the texts of tables for translation; where a table is shown, they are translated."""


def mark(_context: str, text: str) -> str:
    """Return `text` as it stands. Run lupdate with `-tr-function-alias QT_TRANSLATE_NOOP+=mark` to find it."""
    return text
