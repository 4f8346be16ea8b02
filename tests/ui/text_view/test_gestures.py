import pytest

from annotator.ui.text_view.gestures import Grain, drag, press

TEXT = "He met Zakir Hasanov in Baku. They spoke at length, he said."


def quoted(ends: tuple[int, int]) -> str:
    return TEXT[min(ends) : max(ends)]


@pytest.mark.parametrize(
    ("grain", "chosen"),
    [(Grain.CHARACTER, ""), (Grain.WORD, "Zakir"), (Grain.SENTENCE, "He met Zakir Hasanov in Baku.")],
)
def test_a_press_chooses_by_its_grain(grain: Grain, chosen: str) -> None:
    assert quoted(press(TEXT, grain, TEXT.index("kir"))[1:]) == chosen


def test_a_drag_snaps_outward_to_words() -> None:
    origin = press(TEXT, Grain.CHARACTER, TEXT.index("kir"))
    ends = drag(TEXT, origin, TEXT.index("nov"), snaps=True)
    assert quoted(ends) == "Zakir Hasanov"
    assert ends[0] < ends[1]


def test_a_raw_drag_takes_what_it_covers() -> None:
    origin = press(TEXT, Grain.CHARACTER, TEXT.index("kir"))
    assert quoted(drag(TEXT, origin, TEXT.index("nov"), snaps=False)) == "kir Hasa"


def test_a_drag_to_the_left_has_the_caret_at_the_left() -> None:
    origin = press(TEXT, Grain.CHARACTER, TEXT.index("nov"))
    ends = drag(TEXT, origin, TEXT.index("kir"), snaps=True)
    assert ends == (TEXT.index(" in"), TEXT.index("Zakir"))


def test_a_drag_from_a_word_keeps_that_word_in_both_directions() -> None:
    origin = press(TEXT, Grain.WORD, TEXT.index("Hasanov"))
    assert quoted(drag(TEXT, origin, TEXT.index("aku"), snaps=True)) == "Hasanov in Baku"
    assert quoted(drag(TEXT, origin, TEXT.index("et"), snaps=True)) == "met Zakir Hasanov"


def test_a_drag_from_a_sentence_takes_whole_sentences() -> None:
    origin = press(TEXT, Grain.SENTENCE, 3)
    assert quoted(drag(TEXT, origin, TEXT.index("length"), snaps=True)) == TEXT
