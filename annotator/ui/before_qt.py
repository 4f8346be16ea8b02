"""Loads what the window needs that is not Qt's, before Qt is.

PySide6 reads the source of every module that is loaded after it, to see whether the module is meant for it: with all of
SQLAlchemy that is an eighth of the start, and the sources stay in memory.
"""

import annotator.store.sqlalchemy_loading  # isort: skip - First: all that follows would load SQLAlchemy whole.
import annotator.chains
import annotator.color
import annotator.describing
import annotator.distinct_colors
import annotator.relating
import annotator.resources
import annotator.scheme_editing
import annotator.settings
import annotator.store.project
import annotator.visible

__all__ = ["annotator"]
