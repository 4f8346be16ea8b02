"""What is drawn for spans after changes is what would be drawn for them at first."""

from collections.abc import Sequence

from hypothesis import example, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from annotator.model import Label, Span
from annotator.ui.palette import THEMES
from annotator.ui.text_view.look import TextStyle, make_look
from annotator.ui.text_view.marking import Marking, mark_lines
from annotator.ui.text_view.offered import offered_span
from annotator.ui.text_view.page import Page

TEXT = "\n".join(f"In line {n} Zakir met Ilham in Baku and كتب نجيب محفوظ there. " * 4 for n in range(3))
PLACES = st.tuples(st.integers(0, len(TEXT)), st.integers(0, 120)).map(lambda one: (one[0], min(len(TEXT), sum(one))))
SPANS = st.builds(
    lambda number, label, place, apart: Span(
        number, 1, label, "anna", *place, pieces=((place[0], place[0] + 2), (place[1] - 2, place[1])) if apart else ()
    ),
    st.integers(1, 12),
    st.sampled_from(["PERSON", "LOC"]),
    PLACES.filter(lambda place: place[1] - place[0] > 6),
    st.booleans(),
)
OFFERED = st.builds(lambda number, place: offered_span(number, *place, "LOC"), st.integers(1, 3), PLACES)


def drawn(marking: Marking) -> list[tuple[object, ...]]:
    return [(line.tints, line.marks, line.rows, sorted(line.stretches, key=repr)) for line in marking]


@given(st.lists(st.tuples(st.booleans(), SPANS | OFFERED), max_size=20), st.booleans())
@example([(True, Span(1, 1, "LOC", "anna", 0, 9)), (True, Span(1, 1, "PERSON", "anna", 3, 9))], False)
@settings(deadline=None)
def test_marks_are_kept_up_to_date(qapp: QApplication, steps: Sequence[tuple[bool, Span]], hides: bool) -> None:
    page = Page(make_look(THEMES["light"], TextStyle(), {"LOC": Label(1, "LOC")}))
    page.show(TEXT, ())
    page.set_screen_height(2_000)
    page.hide_labels(frozenset({"LOC"} if hides else ()))
    page.screen()
    for adds, span in steps:
        change = page.change_offered if span.id < 0 else page.change_spans
        change(*(((), (span,)) if adds else ((span,), ())))
        for paragraph, _ in page.screen():
            shaped, marking = page.laid(paragraph)
            anew = mark_lines(shaped, page.marked(paragraph), width=page.width, chip_width=page.chip_width)
            assert drawn(marking) == drawn(anew)
