"""A quiet note beside a part of the window, and an outline round that part: it takes no keyboard, it blocks nothing."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAction, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotator.ui.action_button import ActionButton
from annotator.ui.palette import THEMES, Theme
from annotator.ui.plain_text import plain_label
from annotator.ui.style import SMALL_SIZE, panel_font, scaled

WIDTH = 300
"""Pixels of the sentence, where text has its usual size."""
TIP = 9
"""Pixels from the box to the tip of its pointer."""
MARGIN, GAP, EDGE = 14, 8, 6


class Outline(QWidget):
    """A line round a part of the window, through which the mouse goes."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.theme = THEMES["light"]
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.theme.accent, 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.end()


class Callout(QWidget):
    """Says one thing at a time about one part of `window`, and offers steps."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("callout")
        self._window = window
        self._theme = THEMES["light"]
        self._target: QWidget | None = None
        self._tip = QPointF()
        self.outline = Outline(window)
        self.heading = plain_label(name="heading")
        self.heading.setFont(panel_font(SMALL_SIZE))
        self.title = plain_label()
        self.title.setFont(panel_font(strong=True))
        self.sentence = plain_label()
        self.sentence.setWordWrap(True)
        self.sentence.setFixedWidth(scaled(WIDTH))
        self._buttons = QHBoxLayout()
        self._arrange()
        window.installEventFilter(self)

    def _arrange(self) -> None:
        column = self._column = QVBoxLayout(self)
        side = MARGIN + TIP
        column.setContentsMargins(side, side, side, side - 4)
        column.setSpacing(GAP)
        top = QHBoxLayout()
        top.addWidget(self.title)
        top.addStretch(1)
        top.addWidget(self.heading)
        column.addLayout(top)
        column.addWidget(self.sentence)
        column.addLayout(self._buttons)

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of `theme` from now on."""
        self._theme = self.outline.theme = theme
        for button in self.findChildren(ActionButton):
            button.set_theme(theme)
        self.update()
        self.outline.update()

    def offer(self, steps: Sequence[QAction]) -> None:
        """Offer these actions below every sentence; the last is the one that leads on."""
        self._buttons.addStretch(1)
        for step in steps:
            button = ActionButton(step, self, prominent=step is steps[-1])
            button.set_theme(self._theme)
            self._buttons.addWidget(button)

    def point_at(self, target: QWidget, title: str, sentence: str, heading: str) -> None:
        """Say something about a part of the window."""
        self._target = target
        self.title.setText(title)
        self.sentence.setText(sentence)
        self.sentence.setFixedHeight(self.sentence.heightForWidth(self.sentence.width()))
        self.heading.setText(heading)
        self.setAccessibleName(f"{heading}. {title}. {sentence}")
        self.place()
        for part in (self.outline, self):
            part.show()
            part.raise_()
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.accessibleName()))

    def place(self) -> None:
        """Stand where the part stands now."""
        target = self._target
        if target is None:
            return
        self._column.activate()
        self.resize(self.sizeHint())
        whole = self._window.rect()
        part = QRect(target.mapTo(self._window, QPoint(0, 0)), target.size()).intersected(whole)
        self.outline.setGeometry(part)
        box, tip = beside(part, self.rect(), whole)
        self.setGeometry(box)
        self._tip = QPointF(tip - box.topLeft())
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest) and self.isVisible():
            QTimer.singleShot(0, self, self.place)  # When everything else has taken its place.
        return False

    def leave(self) -> None:
        """Go, and take the outline along."""
        self._window.removeEventFilter(self)
        for part in (self.outline, self):
            part.hide()
            part.deleteLater()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.accent, 1.5))
        painter.setBrush(self._theme.panel)
        box = QRectF(self.rect()).adjusted(TIP, TIP, -TIP, -TIP)
        painter.drawRoundedRect(box, 8, 8)
        self._paint_pointer(painter, box)
        painter.end()

    def _paint_pointer(self, painter: QPainter, box: QRectF) -> None:
        """Paint the pointer over the border of the box, if the tip is outside of it."""
        if box.contains(self._tip):
            return
        root = QPointF(
            min(max(self._tip.x(), box.left() + 1), box.right() - 1),
            min(max(self._tip.y(), box.top() + 1), box.bottom() - 1),
        )
        along = QPointF(0, TIP) if abs(root.x() - self._tip.x()) > abs(root.y() - self._tip.y()) else QPointF(TIP, 0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawPolygon(QPolygonF([root + along, self._tip, root - along]))
        painter.setPen(QPen(self._theme.accent, 1.5))
        painter.drawPolyline(QPolygonF([root + along, self._tip, root - along]))


def beside(part: QRect, box: QRect, whole: QRect) -> tuple[QRect, QPoint]:
    """Return where a box goes beside a part of the whole, and where its pointer ends: where there is most room for it.

    A part that leaves no room gets the box inside, at its lower edge, without a pointer.
    """
    room = {
        "right": whole.right() - part.right() - box.width(),
        "left": part.left() - whole.left() - box.width(),
        "below": whole.bottom() - part.bottom() - box.height(),
        "above": part.top() - whole.top() - box.height(),
    }
    ways = [way for way in room if room[way] >= 0]
    placed = QRect(box)
    if not ways:
        placed.moveCenter(part.center())
        placed.moveBottom(part.bottom() - EDGE)
        return _kept_in(placed, whole), placed.center()
    way = max(ways, key=lambda one: room[one])
    middle = part.center()
    if way in ("right", "left"):
        placed.moveTop(part.top() + EDGE)
        placed.moveLeft(part.right() + 1 if way == "right" else part.left() - box.width())
        placed = _kept_in(placed, whole)
        tip = QPoint(
            part.right() + 1 if way == "right" else part.left(), _between(placed.top(), placed.bottom(), middle.y())
        )
    else:
        placed.moveLeft(middle.x() - box.width() // 2)
        placed.moveTop(part.bottom() + 1 if way == "below" else part.top() - box.height())
        placed = _kept_in(placed, whole)
        tip = QPoint(
            _between(placed.left(), placed.right(), middle.x()), part.bottom() + 1 if way == "below" else part.top()
        )
    return placed, tip


def _between(low: int, high: int, wanted: int) -> int:
    """Return the place on a side of the box that is nearest to what is wanted, off the round corners."""
    return min(max(wanted, low + 3 * TIP), high - 3 * TIP)


def _kept_in(box: QRect, whole: QRect) -> QRect:
    kept = QRect(box)
    kept.moveLeft(min(max(box.left(), whole.left() + EDGE), max(whole.left(), whole.right() - box.width() - EDGE)))
    kept.moveTop(min(max(box.top(), whole.top() + EDGE), max(whole.top(), whole.bottom() - box.height() - EDGE)))
    return kept
