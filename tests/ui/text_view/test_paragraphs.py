import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.ui.text_view.paragraphs import MAX_LENGTH, Paragraphs, display_text


@given(st.text(alphabet="ab \n😀"))
def test_paragraphs_and_breaks_make_up_the_text(text: str) -> None:
    paragraphs = Paragraphs(text)
    parts = []
    for number in range(len(paragraphs)):
        start, end = paragraphs.bounds(number)
        parts.append(text[start:end] + "\n" * paragraphs.ends_line(number))
        assert all(paragraphs.at(position) == number for position in range(start, end + paragraphs.ends_line(number)))
    assert "".join(parts) == text
    assert [part.removesuffix("\n") for part in parts] == text.split("\n")
    assert sum(paragraphs.lengths()) == len(text)


@pytest.mark.parametrize("unit", ["word and ", "語", "é́", "👩‍👩‍👧", "x"])
def test_a_long_line_is_cut_between_clusters_and_after_blanks(unit: str) -> None:
    text = unit * (20_000 // len(unit))
    starts = Paragraphs(text).starts
    assert all(later - earlier <= MAX_LENGTH for earlier, later in zip(starts, [*starts[1:], len(text)], strict=True))
    assert all(start % len(unit) in (0, *(i + 1 for i, c in enumerate(unit) if c == " ")) for start in starts)


def test_a_line_that_just_fits_is_not_cut() -> None:
    assert Paragraphs("x" * MAX_LENGTH + "\ny").starts == [0, MAX_LENGTH + 1]


@given(st.text(alphabet=st.characters(), max_size=30))
def test_what_is_shown_has_the_same_units_and_nothing_that_qt_changes(text: str) -> None:
    shown = display_text(text)
    assert len(shown.encode("utf-16-le")) == len(text.encode("utf-16-le", "surrogatepass"))
    assert not set(shown) & set("\ufeff\ufffe\r\u2029\ufffc")
