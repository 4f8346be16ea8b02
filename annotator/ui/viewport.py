"""Gives a scroll area a viewport that Python made.

The one that Qt makes is a plain QWidget that PySide6 has not seen before; to tell what it is, PySide6 loads every kind
of widget that there is: a fortieth of the start.
"""

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractScrollArea, QWidget


def give_viewport(area: QAbstractScrollArea) -> QWidget:
    """Put a viewport of our own in place of Qt's, with what Qt sets on its own; return it."""
    viewport = QWidget()
    viewport.setObjectName("qt_scrollarea_viewport")
    viewport.setBackgroundRole(QPalette.ColorRole.Base)
    viewport.setAutoFillBackground(True)
    area.setViewport(viewport)
    return viewport
