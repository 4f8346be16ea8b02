import pytest

from annotator.model import Label, Span
from annotator.ui.hints import Here, hint
from annotator.ui.label_keys import KeyScheme, label_keys

LABELS = [Label(number, name, key=str(number)) for number, name in enumerate(("PERSON", "ORG", "LOC", "DATE"), start=1)]
KEYLESS = [Label(1, "PERSON")]
SPAN = Span(1, 1, "ORG", "anna", 3, 5)


def hinted(labels, *here, **more):
    return hint(labels, label_keys(labels, KeyScheme()), Here(*here, **more))


@pytest.mark.parametrize(
    ("labels", "selection", "span", "expected"),
    [
        (LABELS, (3, 3), None, "Select some text, then press 1 for PERSON"),
        (LABELS, (3, 9), None, "Press 1 for PERSON, 2 for ORG, 3 for LOC …"),
        (LABELS[:2], (3, 9), None, "Press 1 for PERSON, 2 for ORG"),
        (LABELS, (3, 3), SPAN, "Press 2 or Delete to remove ORG, 1 for PERSON, Shift+1 for both"),
        (KEYLESS, (3, 3), None, "Select some text, then choose a label."),
        (KEYLESS, (3, 9), None, "Choose a label for the selected text."),
        (KEYLESS, (3, 3), SPAN, "Press Delete to remove ORG"),
    ],
)
def test_it_says_what_a_key_would_do_now(labels, selection, span, expected):
    assert hinted(labels, selection, span) == expected


def test_selected_text_can_be_added_to_the_span_that_was_selected_before():
    assert hinted(LABELS[:2], (3, 9), None, SPAN) == "Press 1 for PERSON, 2 for ORG, + to add to ORG"
    assert hinted(LABELS[:2], (3, 3), None, SPAN) == "Select some text, then press 1 for PERSON"


def test_it_says_what_tab_selects_and_how_often_the_selected_text_stands_elsewhere():
    assert hinted(LABELS, (3, 3), following="Oslo") == "Select some text (Tab: “Oslo”), then press 1 for PERSON"
    assert (
        hinted(LABELS[:1], (3, 9), following="Oslo", others=4) == "Press 1 for PERSON, Alt+1 for all 5, Tab for “Oslo”"
    )


def test_without_labels_it_says_how_one_is_made():
    assert hinted([], (0, 0), new_label="F0") == "This project has no labels yet. Press F0 to make one"
