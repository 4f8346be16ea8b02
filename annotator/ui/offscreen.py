"""Qt without a display, for what is drawn into files by a command."""

import os

from annotator.errors import AnnotatorError
from annotator.ui.platform_check import PACKAGES, check_libraries


def begin_offscreen() -> None:
    """Start Qt without a display. Call before anything of Qt is loaded.

    Raises AnnotatorError with the remedy when Qt cannot be used here, or has no fonts to write with.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    check_libraries("Pictures cannot be drawn")
    from PySide6.QtGui import QFontDatabase

    from annotator.ui.application import make_application

    make_application()
    if not QFontDatabase.families():
        raise AnnotatorError(
            "Pictures cannot be drawn, because the system has no fonts. On Debian or Ubuntu install all that "
            f"is needed: sudo apt install {PACKAGES}"
        )
