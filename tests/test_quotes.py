import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.offsets import OffsetMap, Unit
from annotator.quotes import located
from tests.strategies import texts

TEXT = "😀 Akar met Hasanov in Ağrı."


def test_what_stands_where_it_should_is_left_alone() -> None:
    found = located(TEXT, [(2, 6, "Akar"), (0, 1, None), (27, 27, "")])
    assert (found.places, found.unit, list(found.repairs)) == ([(2, 6), (0, 1), (27, 27)], Unit.CODE_POINTS, [])


@pytest.mark.parametrize("unit", [Unit.UTF16, Unit.BYTES])
def test_another_unit_is_found_out_and_said_once(unit: Unit) -> None:
    offsets = OffsetMap(TEXT, unit)
    wanted = [(2, 6), (11, 18), (22, 26)]
    found = located(TEXT, [(offsets.to_unit(one), offsets.to_unit(two), TEXT[one:two]) for one, two in wanted])
    assert found.places == wanted
    ((number, message),) = found.repairs
    assert number is None
    assert str(unit) in message


@given(texts(min_size=1), st.sampled_from(Unit), st.data())
def test_a_unit_that_is_named_is_believed(text: str, unit: Unit, data: st.DataObject) -> None:
    start, end = sorted((data.draw(st.integers(0, len(text))), data.draw(st.integers(0, len(text)))))
    offsets = OffsetMap(text, unit)
    found = located(text, [(offsets.to_unit(start), offsets.to_unit(end), text[start:end])], unit=unit)
    assert (found.places, list(found.repairs)) == ([(start, end)], [])


def test_one_that_counts_unlike_the_others_one_nearby_and_one_that_is_nowhere() -> None:
    found = located(TEXT, [(2, 6, "Akar"), (12, 19, "Hasanov"), (20, 24, "Ağrı"), (7, 10, "Nobody"), (7, 10, "met")])
    assert found.places == [(2, 6), (11, 18), (22, 26), (7, 10), (7, 10)]
    assert [number for number, _ in found.repairs] == [1, 2, 3]
    assert ["unlike others" in message for _, message in found.repairs] == [True, False, False]
    assert "moved" in found.repairs[1][1]
    assert "where the text has “met”" in found.repairs[2][1]


def test_what_is_outside_has_no_place() -> None:
    assert located("abc", [(2, 9, "zz"), (-1, 2, None), (2, 1, None)]).places == [None, None, None]


def test_quotes_may_be_written_in_another_way() -> None:
    found = located("a\nb 😀", [(0, 3, "a b")], alike=lambda text: text.replace("\n", " "))
    assert (found.places, list(found.repairs)) == ([(0, 3)], [])
