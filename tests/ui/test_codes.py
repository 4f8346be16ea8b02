from itertools import permutations

import pytest

from annotator.ui.codes import codes, codes_of_names


@pytest.mark.parametrize("number", [0, 1, 5, 26, 27, 300, 676, 1500])
def test_no_code_begins_another_and_short_ones_come_first(number):
    made = codes(number)
    assert len(set(made)) == len(made) == number
    assert [len(code) for code in made] == sorted(len(code) for code in made)
    assert all(1 <= len(code) <= 3 for code in made)
    if number <= 300:
        assert not any(other.startswith(one) for one, other in permutations(made, 2))


def test_few_names_have_a_letter_of_their_own():
    found = codes_of_names(["PERSON", "PLACE", "Date of birth", "Ü", "2020"])
    assert list(found.values()) == ["p", "l", "d", "f", "j"]


def test_many_names_have_two_letters_of_their_own():
    names = ["LOC-CITY", "LOC-COUNTRY", "PERSON", "Ü", *(f"LABEL {number}" for number in range(300))]
    found = codes_of_names(names)
    assert [found[name] for name in names[:4]] == ["lc", "cl", "pe", "ff"]
    assert len(set(found.values())) == len(names)
    assert {len(code) for code in found.values()} == {2}


def test_beyond_all_pairs_there_are_none():
    assert len(codes_of_names([f"L{number}" for number in range(700)])) == 26 * 26
