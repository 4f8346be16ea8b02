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
    assert keys("label", letters_label=True) == [("P", "1"), ("A", "2"), ("B",), ("L",)]


@pytest.mark.parametrize("letters_label", [False, True])
def test_without_single_keys_each_takes_a_modifier(letters_label):
    found = label_keys(LABELS, KeyScheme(letters_label=letters_label, single=False)).values()
    every = [key for one in found for key in (*one.label, *one.second, *one.everywhere)]
    assert "Alt+1" in every
    assert all(len(key) > 1 for key in every)
    assert len(set(every)) == len(every)


def test_what_an_action_or_an_earlier_label_has_is_no_key_of_a_label():
    labels = (Label(1, "A", key="1"), Label(2, "B", key="1"), Label(3, "C", key="F3"), Label(4, "D", key="Shift+1"))
    found = label_keys(labels, KeyScheme(), {"F3", "Alt+1"})
    assert [one.label for one in found.values()] == [("1",), (), (), ("Shift+1",)]
    assert [one.second for one in found.values()] == [(), (), (), ()]
    assert [one.everywhere for one in found.values()] == [(), (), (), ()]


def test_what_was_chosen_here_takes_the_place_of_a_label_s_own_key():
    found = label_keys(LABELS, KeyScheme(chosen={"PLACE": ("7", "F9"), "PERSON": ()}))
    assert [one.label for one in found.values()] == [(), ("7", "F9"), (), ("L",)]
    assert found["PLACE"].everywhere == ("Alt+7",)


def test_shift_stands_where_qt_writes_it_with_several_modifiers():
    labels = (Label(1, "A", key="Ctrl+1"), Label(2, "B", key="Ctrl++"), Label(3, "C", key="Ctrl+Alt+F3"))
    found = label_keys(labels, KeyScheme())
    assert [one.second for one in found.values()] == [("Ctrl+Shift+1",), ("Ctrl+Shift++",), ("Ctrl+Alt+Shift+F3",)]
