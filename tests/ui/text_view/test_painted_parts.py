"""Only what has changed is painted anew, and everything that has."""

from dataclasses import replace

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QApplication

from annotator.model import Kind, Label, Relation, Span
from annotator.ui.text_view import TextView
from annotator.ui.text_view.offered import offered_span

TEXT = "\n".join(
    f"In paragraph {number} Zakir met Ilham in Baku, and they spoke for a long time of roads and of the sea. " * 3
    for number in range(6)
)
ARABIC = "كتب نجيب محفوظ رواية أولاد حارتنا في القاهرة وفاز بجائزة نوبل للأدب. " * 4
WHOLE = TEXT + "\n" + ARABIC


class PaintedParts(QObject):
    """Collects what is painted anew."""

    def __init__(self, view: TextView) -> None:
        super().__init__(view)
        self.region = QRegion()
        view.viewport().installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.region += event.region()
        return False


def settle() -> None:
    """Paint what is to be painted, and wires that follow."""
    for _ in range(3):
        QApplication.processEvents()


def picture(view: TextView) -> QImage:
    return view.viewport().grab().toImage()


def without(image: QImage, region: QRegion) -> QImage:
    """Return what a picture shows beside a region."""
    painter = QPainter(image)
    painter.setClipRegion(region)
    painter.fillRect(image.rect(), Qt.GlobalColor.black)
    painter.end()
    return image


PLACES = st.integers(0, len(WHOLE))
STRETCHES = st.tuples(PLACES, st.integers(0, 90)).map(lambda one: (one[0], min(len(WHOLE), one[0] + one[1])))
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("select"), STRETCHES),
        st.tuples(st.just("choose"), st.integers(0, 30)),
        st.tuples(st.just("add"), STRETCHES),
        st.tuples(st.just("remove"), st.integers(0, 30)),
        st.tuples(st.just("note"), st.integers(0, 30)),
        st.tuples(st.just("offer"), STRETCHES),
        st.tuples(st.just("go to"), PLACES),
    ),
    max_size=8,
)


def step(view: TextView, what: str, where: object) -> None:
    """Do one thing that people do."""
    spans = sorted(view.spans(), key=lambda span: span.id)
    if what == "select":
        view.select(*where)
    elif what == "add":
        new = Span(100 + len(spans), 1, ("PERSON", "LOC", "ORG")[len(spans) % 3], "anna", *where)
        view.update_spans((), (new,))
        view.select_span(new)
    elif what == "offer":
        view.change_offered(view.offered(), [offered_span(1, *where, "LOC")] if where[0] < where[1] else [])
    elif what == "go to":
        view.go_to(where)
    elif spans:
        span = spans[where % len(spans)]
        changed = replace(span, note="sure", rev=span.rev + 1)
        if what == "choose":
            view.select_span(span)
        else:
            view.update_spans((span,), (changed,) if what == "note" else ())


@given(STEPS, st.booleans())
@example([("choose", 0), ("select", (900, 940)), ("select", (900, 900))], False)  # Text may be added to the span.
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
def test_all_that_has_changed_is_painted_anew(view: TextView, steps: list[tuple[str, object]], related: bool) -> None:
    show(view, related=related)
    for what, where in steps:
        settle()
        before, parts = picture(view), PaintedParts(view)
        step(view, what, where)
        settle()
        view.viewport().removeEventFilter(parts)
        assert without(before, parts.region) == without(picture(view), parts.region), (what, where)


def show(view: TextView, *, related: bool = False) -> list[Span]:
    """Show the text with some spans, and relations between them."""
    view.set_relation_labels([Label(21, "meets", Kind.RELATION), Label(22, "same", Kind.RELATION, symmetric=True)])
    places = [(3, 12), (15, 5), (60, 200), (330, 8), (len(TEXT) + 9, 20)]
    spans = [Span(number, 1, "PERSON", "anna", start, start + length) for number, (start, length) in enumerate(places)]
    view.show_document(WHOLE, spans)
    if related:
        view.show_relations([Relation(1, 1, "meets", "anna", 0, 3), Relation(2, 1, "same", "anna", 1, 2)])
        view.show_chains({1: 1, 2: 1})
    return spans


def test_of_a_span_only_its_lines_are_painted(view: TextView) -> None:
    spans = show(view)
    settle()
    line = view.caret_rectangle(3)
    for do in (
        lambda: view.select_span(spans[0]),
        lambda: view.update_spans((spans[0],), (replace(spans[0], label="LOC"),)),
        lambda: view.select(4, 9),
    ):
        parts = PaintedParts(view)
        do()
        settle()
        view.viewport().removeEventFilter(parts)
        painted = parts.region.boundingRect()
        assert painted.top() <= line.top()
        assert painted.bottom() >= line.bottom()
        assert painted.height() < 3 * line.height()
