import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.offsets import OffsetError, OffsetMap, Unit, detect_unit

ENCODINGS = {Unit.CODE_POINTS: ("utf-32-le", 4), Unit.UTF16: ("utf-16-le", 2), Unit.BYTES: ("utf-8", 1)}
TEXTS = st.one_of(st.text(), st.text(st.sampled_from("aé語\U0001f600\ud800\n")))


def length(text, unit):
    encoding, size = ENCODINGS[unit]
    return len(text.encode(encoding, "surrogatepass")) // size


@given(TEXTS, st.sampled_from(Unit))
def test_every_position_is_where_the_codec_puts_it_and_comes_back(text, unit):
    offsets = OffsetMap(text, unit)
    for position in range(len(text) + 1):
        assert offsets.to_unit(position) == length(text[:position], unit)
        assert offsets.to_code_points(offsets.to_unit(position)) == position
    assert (offsets.length, offsets.units) == (len(text), length(text, unit))


@given(TEXTS, st.sampled_from([Unit.UTF16, Unit.BYTES]))
def test_positions_inside_a_character_are_refused(text, unit):
    offsets = OffsetMap(text, unit)
    borders = {length(text[:position], unit) for position in range(len(text) + 1)}
    for offset in set(range(offsets.units + 1)) - borders:
        with pytest.raises(OffsetError, match=f"position {offset}, counted in {unit}, is inside a character"):
            offsets.to_code_points(offset)


@pytest.mark.parametrize("unit", Unit)
@pytest.mark.parametrize("text", ["", "abc", "a\U0001f600"])
def test_positions_outside_the_text_are_refused(text, unit):
    offsets = OffsetMap(text, unit)
    for position in (-1, offsets.length + 1):
        with pytest.raises(OffsetError, match=f"position {position} is outside the text"):
            offsets.to_unit(position)
    for offset in (-1, offsets.units + 1):
        with pytest.raises(OffsetError, match=f"position {offset} is outside the text"):
            offsets.to_code_points(offset)


@pytest.mark.parametrize("unit", Unit)
def test_the_unit_shows_in_the_quotes(unit):
    text = "\U0001f600 Bakı and Gəncə \U0001f600 Şuşa"
    offsets = OffsetMap(text, unit)
    spans = [(text.index(word), text.index(word) + len(word), word) for word in ("Bakı", "Gəncə", "Şuşa")]
    quotes = [(offsets.to_unit(start), offsets.to_unit(end), word) for start, end, word in spans]
    assert detect_unit(text, quotes) == unit
    assert detect_unit(text, [*quotes, (0, 1, "wrong")]) == unit


def test_where_every_unit_holds_it_is_code_points():
    assert detect_unit("plain words", [(6, 11, "words")]) == Unit.CODE_POINTS
    assert detect_unit("\U0001f600", []) == Unit.CODE_POINTS


def test_no_unit_explains_quotes_that_are_wrong():
    assert detect_unit("plain", [(0, 5, "other"), (3, 99, "in"), (-1, 2, "pl")]) is None
    assert detect_unit("\U0001f600a", [(1, 3, "a")]) is None
