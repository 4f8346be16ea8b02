"""Dates as a person reads them."""

from PySide6.QtCore import QDate, QLocale, Qt


def long_date(iso: str) -> str:
    """Return a whole ISO 8601 date in words, as in "2 February 2022"; anything else as it stands."""
    return _in_words(iso, "MMMM")


def short_date(iso: str) -> str:
    """Return a whole ISO 8601 date with the month shortened; anything else as it stands."""
    return _in_words(iso, "MMM")


def _in_words(iso: str, month: str) -> str:
    day = QDate.fromString(iso, Qt.DateFormat.ISODate)
    return QLocale().toString(day, f"d {month} yyyy") if day.isValid() else iso
