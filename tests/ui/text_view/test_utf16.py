from hypothesis import given
from hypothesis import strategies as st

from annotator.ui.text_view.utf16 import Utf16Map


@given(st.text(alphabet="aé語😀🧬\U0010ffff"))
def test_units_are_those_of_the_encoding_and_come_back(text: str) -> None:
    positions = Utf16Map(text)
    for position in range(len(text) + 1):
        units = len(text[:position].encode("utf-16-le")) // 2
        assert positions.to_units(position) == units
        assert positions.to_code_points(units) == position


def test_inside_a_surrogate_pair_is_its_character() -> None:
    assert [Utf16Map("a😀b").to_code_points(unit) for unit in range(5)] == [0, 1, 1, 2, 3]
