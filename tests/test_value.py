from dataclasses import field, replace

import pytest

from annotator.model import Span
from annotator.value import identity_value, value

SPAN = Span(1, 2, "ORG", "ines", 3, 9)


def test_values_are_equal_when_what_is_in_them_is():
    assert replace(SPAN) == SPAN
    assert replace(SPAN) is not SPAN
    assert replace(SPAN, end=8) != SPAN
    assert (SPAN == 1) is False


def test_equal_values_have_one_hash():
    assert len({SPAN, replace(SPAN), replace(SPAN, label="LOC")}) == 2


def test_a_field_that_is_not_compared_makes_no_difference():
    again = replace(SPAN, rev=7)
    assert again == SPAN
    assert hash(again) == hash(SPAN)
    assert again.rev == 7


def test_a_field_without_a_hash_is_compared_all_the_same():
    @value
    class Counted:
        name: str
        numbers: dict = field(default_factory=dict, hash=False)

    assert hash(Counted("a", {"x": 1})) == hash(Counted("a"))
    assert Counted("a", {"x": 1}) != Counted("a")


def test_a_value_shows_its_fields():
    assert repr(SPAN).startswith("Span(id=1, document=2, label='ORG', annotator='ines', start=3, end=9,")


def test_values_of_two_classes_are_never_equal():
    @value
    class One:
        at: int

    @value
    class Other:
        at: int

    assert One(1) != Other(1)


def test_values_without_fields_are_equal():
    @value
    class Nothing:
        pass

    assert Nothing() == Nothing()
    assert len({Nothing(), Nothing()}) == 1


def test_what_a_class_says_itself_stays():
    @value
    class Named:
        name: str

        def __repr__(self) -> str:
            return self.name

    assert repr(Named("Ines")) == "Ines"


def test_values_have_no_room_for_more():
    with pytest.raises(AttributeError):
        SPAN.colour = "red"


def test_what_equals_only_itself_may_hold_what_has_no_hash():
    @identity_value
    class Held:
        numbers: dict

    one, other = Held({"x": 1}), Held({"x": 1})
    assert one != other
    assert len({one, other, one}) == 2
