"""Where things stand when the language of the window runs from right to left."""

from PySide6.QtCore import QRectF, Qt


def mirrored(part: QRectF, whole: QRectF, direction: Qt.LayoutDirection) -> QRectF:
    """Return where a part that is laid out from the left stands: as it is, or as in a mirror. Pixels."""
    if direction == Qt.LayoutDirection.LeftToRight:
        return part
    return QRectF(whole.left() + whole.right() - part.right(), part.top(), part.width(), part.height())


def begin_side(direction: Qt.LayoutDirection) -> Qt.AlignmentFlag:
    """Return the side where a line of the window's language begins, whatever direction a painter has."""
    return _side(is_left=direction == Qt.LayoutDirection.LeftToRight)


def end_side(direction: Qt.LayoutDirection) -> Qt.AlignmentFlag:
    """Return the side where a line of the window's language ends."""
    return _side(is_left=direction == Qt.LayoutDirection.RightToLeft)


def _side(*, is_left: bool) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeft if is_left else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignAbsolute
