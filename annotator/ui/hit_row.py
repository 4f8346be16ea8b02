"""How what was found is painted: a place between what stands before and after it, or an article with its best place."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QCoreApplication, QLocale, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.model import Label
from annotator.store.hits import Hit
from annotator.ui.dates import short_date
from annotator.ui.hit_rows import HitRows
from annotator.ui.lettering import Lettering
from annotator.ui.mirroring import begin_side, end_side, mirrored
from annotator.ui.palette import THEMES, Theme, label_colors
from annotator.ui.plain_text import is_right_to_left, isolated
from annotator.ui.style import HEADING_SIZE, SMALL_SIZE, scaled

MARGIN, GAP, PADDING = 12, 8, 5
TITLE_SHARE, LABEL_SHARE, WIDEST_SHARE = 0.18, 0.10, 0.4
"""Of the row: what the title and the label take at most, and what the place itself may take of the rest."""
MIDDLE = 0.46
"""Where the place begins, as a part of the room for the line."""
BOX = 14
AnyIndex = QModelIndex | QPersistentModelIndex
LEFT, RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
SIDE = Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter


class HitRow(QStyledItemDelegate):
    """Paints what both kinds of row share."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.labels: Mapping[str, Label] = {}
        self.set_theme(THEMES["light"])

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of `theme`, and in the fonts as they are now."""
        self.theme = theme
        self.plain, self.strong = Lettering(), Lettering(strong=True)
        self.small, self.tiny = Lettering(SMALL_SIZE), Lettering(HEADING_SIZE, strong=True)

    def set_labels(self, labels: Iterable[Label]) -> None:
        """Take the colours from these labels."""
        self.labels = {label.name: label for label in labels}

    def height(self) -> int:
        """Return how high a row is, in pixels."""
        return self.plain.height + 2 * PADDING

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        state: QStyle.StateFlag = option.state
        row = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(row, self.theme.accent_soft)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(row, self.theme.key)
        if state & QStyle.StateFlag.State_HasFocus:
            focus = QRectF(row.left(), row.top(), 3, row.height())
            painter.fillRect(mirrored(focus, row, option.direction), self.theme.accent)
        self.paint_hit(painter, row, index, option.direction)
        painter.restore()

    def paint_hit(self, painter: QPainter, row: QRectF, index: AnyIndex, direction: Qt.LayoutDirection) -> None:
        """Paint what the row says."""
        raise NotImplementedError

    def paint_found(self, painter: QPainter, place: QRectF, label: str) -> None:
        """Paint the ground of a place that was found: in its label's colour, if it has one."""
        known = self.labels.get(label)
        ground = label_colors(known.color, self.theme).tint if known else QColor(self.theme.accent_soft)
        painter.setPen(Qt.PenStyle.NoPen if known else QPen(self.theme.accent, 1))
        painter.setBrush(ground)
        painter.drawRoundedRect(place, 3, 3)


class PlaceRow(HitRow):
    """Paints a place, and what stands on either side: all places begin below each other."""

    def __init__(self, parent: QObject | None = None, *, ticks: bool = False) -> None:
        """With `ticks`, each row has a box that says whether it is accepted."""
        self._ticks = ticks
        super().__init__(parent)

    def paint_hit(self, painter: QPainter, row: QRectF, index: AnyIndex, direction: Qt.LayoutDirection) -> None:
        """Paint the line, and label and title at its end."""
        hit: Hit = index.data(HitRows.HIT)
        rejected = bool(index.data(HitRows.REJECTED))
        room = row.adjusted(MARGIN, 0, -MARGIN, 0)
        if self._ticks:
            top = room.top() + (room.height() - scaled(BOX)) / 2
            box = QRectF(room.left(), top, scaled(BOX), scaled(BOX))
            self._paint_tick(painter, mirrored(box, row, direction), on=not rejected)
            room.adjust(scaled(BOX) + GAP, 0, 0, 0)
        title = room.width() * TITLE_SHARE
        place = QRectF(room.right() - title, room.top(), title, room.height())
        side = end_side(direction)
        self.small.paint(painter, mirrored(place, row, direction), hit.line.title, self.theme.muted, side)
        label = room.width() * LABEL_SHARE
        place = QRectF(place.left() - GAP - label, room.top(), label, room.height())
        self.tiny.paint(painter, mirrored(place, row, direction), hit.label, self.theme.muted, side)
        line = QRectF(room.left(), room.top(), place.left() - GAP - room.left(), room.height())
        if rejected:
            painter.setOpacity(0.5)
        self._paint_line(painter, mirrored(line, row, direction), hit)

    def _paint_tick(self, painter: QPainter, box: QRectF, *, on: bool) -> None:
        theme = self.theme
        painter.setPen(QPen(theme.selection if on else theme.border, 1))
        painter.setBrush(theme.selection if on else theme.page)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        if on:
            painter.setPen(QPen(theme.selection_ink, 1.8))
            corner, size = box.topLeft(), box.width()
            steps = [(0.25, 0.52), (0.43, 0.70), (0.76, 0.32)]
            painter.drawPolyline([corner + QPointF(size * x, size * y) for x, y in steps])

    def _paint_line(self, painter: QPainter, line: QRectF, hit: Hit) -> None:
        """Paint before, place and after; what is written from the right, from the right."""
        snippet = hit.snippet
        from_right = is_right_to_left(f"{snippet.before}{snippet.after}{snippet.text}")
        text = self.strong.elided(snippet.text, line.width() * WIDEST_SHARE)
        begin = line.left() + line.width() * MIDDLE
        found = QRectF(begin, line.top(), self.strong.width(text), line.height())
        before = QRectF(line.left(), line.top(), begin - line.left(), line.height())
        after = QRectF(found.right(), line.top(), line.right() - found.right(), line.height())
        if from_right:
            turned = Qt.LayoutDirection.RightToLeft
            found, before, after = (mirrored(part, line, turned) for part in (found, before, after))
        self.paint_found(painter, found.adjusted(-2, PADDING - 2, 2, 2 - PADDING), hit.label)
        painter.setLayoutDirection(_direction(from_right=from_right))
        painter.setFont(self.strong.font)
        painter.setPen(self.theme.ink)
        painter.drawText(found, SIDE | Qt.AlignmentFlag.AlignHCenter, text)
        near, far = (LEFT, RIGHT) if from_right else (RIGHT, LEFT)
        self._paint_side(painter, before, snippet.before, near, Qt.TextElideMode.ElideLeft)
        self._paint_side(painter, after, snippet.after, far, Qt.TextElideMode.ElideRight)

    def _paint_side(
        self, painter: QPainter, room: QRectF, words: str, side: Qt.AlignmentFlag, cut: Qt.TextElideMode
    ) -> None:
        """Paint what stands beside a place, as near to it as it does in the text. Qt drops a blank at an end."""
        metrics = self.plain.metrics
        is_apart = words[-1:] == " " if cut is Qt.TextElideMode.ElideLeft else words[:1] == " "
        gap = metrics.horizontalAdvance(" ") if is_apart else 0
        room = room.adjusted(gap if side is LEFT else 0, 0, -gap if side is RIGHT else 0, 0)
        painter.setFont(self.plain.font)
        painter.drawText(room, SIDE | side, metrics.elidedText(words.strip(), cut, int(room.width())))


class ArticleRow(HitRow):
    """Paints an article: its title and what is known of it, and below that its best place."""

    def height(self) -> int:
        """Return how high a row is, in pixels."""
        return 2 * self.plain.height + 2 * PADDING + 2

    def paint_hit(self, painter: QPainter, row: QRectF, index: AnyIndex, direction: Qt.LayoutDirection) -> None:
        """Paint the two lines."""
        hit: Hit = index.data(HitRows.HIT)
        room = row.adjusted(MARGIN, PADDING, -MARGIN, -PADDING)
        upper = QRectF(room.left(), room.top(), room.width(), self.plain.height)
        about = _about(hit)
        width = min(self.small.width(about) + 2.0, room.width() * 0.5)
        end = QRectF(upper.right() - width, upper.top(), width, upper.height())
        self.small.paint(painter, mirrored(end, row, direction), about, self.theme.muted, end_side(direction))
        title = upper.adjusted(0, 0, -width - GAP, 0)
        side = begin_side(direction)
        self.strong.paint(painter, mirrored(title, row, direction), hit.line.title, self.theme.ink, side)
        lower = QRectF(room.left(), room.bottom() - self.plain.height, room.width(), self.plain.height)
        self._paint_snippet(painter, lower, hit)

    def _paint_snippet(self, painter: QPainter, line: QRectF, hit: Hit) -> None:
        """Paint the snippet with a ground under each place that was found, as much as there is room for."""
        snippet, metrics = hit.snippet, self.plain.metrics
        whole = f"{snippet.before}{snippet.text}{snippet.after}"
        shown = metrics.elidedText(whole, Qt.TextElideMode.ElideRight, int(line.width()))
        kept = len(shown) if shown == whole else len(shown) - 1
        from_right = is_right_to_left(whole)
        first = len(snippet.before)
        behind = first + len(snippet.text)
        places = [(first, behind, hit.label), *((behind + start, behind + end, "") for start, end in snippet.marks)]
        for start, end, label in places:
            if start < end <= kept:
                left, right = metrics.horizontalAdvance(whole[:start]), metrics.horizontalAdvance(whole[:end])
                part = QRectF(line.left() + left - 1, line.top() + 1, right - left + 2, line.height() - 1)
                self.paint_found(painter, mirrored(part, line, _direction(from_right=from_right)), label)
        painter.setLayoutDirection(_direction(from_right=from_right))
        painter.setFont(self.plain.font)
        painter.setPen(self.theme.ink)
        painter.drawText(line, SIDE | (RIGHT if from_right else LEFT), shown)


def _direction(*, from_right: bool) -> Qt.LayoutDirection:
    return Qt.LayoutDirection.RightToLeft if from_right else Qt.LayoutDirection.LeftToRight


def _about(hit: Hit) -> str:
    """Return source or author, date, and how many places there are."""
    if hit.number == 1:
        places = QCoreApplication.translate("hit_row", "1 place")
    elif hit.number:
        number = QLocale().toString(hit.number)
        places = QCoreApplication.translate("hit_row", "{number} places").format(number=number)
    else:
        places = QCoreApplication.translate("hit_row", "in the title")
    facts = (" ".join((hit.line.source or hit.line.author).split()), short_date(hit.line.date), places)
    return " · ".join(isolated(fact) for fact in facts if fact)
