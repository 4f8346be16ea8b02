import pytest

from annotator.model import Label
from annotator.ui.label_keys import KeyScheme, label_keys

LABELS = (Label(1, "PERSON", key="1"), Label(2, "PLACE", key="2"), Label(3, "Ü", key=""), Label(4, "DATE", key="L"))


def keys(which, **scheme):
    return [getattr(one, which) for one in label_keys(LABELS, KeyScheme(**scheme)).values()]


def test_usually_a_label_has_its_own_key():
    assert keys("label") == [("1",), ("2",), (), ("L",)]
    assert keys("second") == [("Shift+1",), ("Shift+2",), (), ("Shift+L",)]
    assert keys("everywhere") == [("Alt+1",), ("Alt+2",), (), ()]


def test_letters_that_give_labels_are_those_of_the_names_that_are_free():
    assert keys("label", letters_label=True) == [("P", "1"), ("A", "2"), (), ("L",)]


@pytest.mark.parametrize("letters_label", [False, True])
def test_without_single_keys_each_takes_a_modifier(letters_label):
    found = label_keys(LABELS, KeyScheme(letters_label=letters_label, single=False)).values()
    every = [key for one in found for key in (*one.label, *one.second, *one.everywhere)]
    assert "Alt+1" in every
    assert all(len(key) > 1 for key in every)
    assert len(set(every)) == len(every)
