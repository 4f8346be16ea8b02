from dataclasses import replace

import pytest

from annotator.color import default_label_color
from annotator.edits import Edit, change_label, remove_label
from annotator.errors import EditError
from annotator.model import Kind, Label, Scheme
from annotator.scheme_editing import free_color, free_key, merge_label, new_label

PERSON = Label(1, "PERSON", key="1", color=default_label_color(0))
ORG = Label(2, "ORG", key="3", color=default_label_color(2), position=1)
FIRM = Label(3, "FIRM", parent="ORG", position=2)
WORKS = Label(4, "works", Kind.RELATION, sources=("PERSON",), targets=("ORG", "FIRM"), position=3)
SCHEME = Scheme((PERSON, ORG, FIRM, WORKS))


def test_a_new_label_gets_the_next_colour_and_the_first_free_digit():
    (edit,) = new_label(SCHEME, "  LOC \t of ")
    assert (edit.after.name, edit.after.key, edit.after.color) == ("LOC of", "2", default_label_color(1))
    assert edit.after.position == 4


def test_nothing_is_free_when_all_digits_are_taken():
    labels = tuple(Label(number, str(number), key=digit) for number, digit in enumerate("1234567890", 1))
    assert free_key(Scheme(labels)) == ""
    assert free_key(Scheme(labels[:-1])) == "0"


def test_kinds_have_colours_of_their_own():
    assert free_color(SCHEME, Kind.DOCUMENT) == default_label_color(0)


def test_a_name_that_is_taken_is_refused():
    with pytest.raises(EditError, match="There is a label PERSON already"):
        new_label(SCHEME, "person")


def test_another_label_stands_for_one_that_is_merged():
    made = merge_label(SCHEME, ORG, PERSON)
    assert made == [
        Edit(FIRM, replace(FIRM, parent="PERSON")),
        Edit(WORKS, replace(WORKS, targets=("PERSON", "FIRM"))),
        Edit(ORG, None),
    ]


def test_each_label_is_edited_once_by_another_name_or_a_removal():
    firm = replace(FIRM, nests_in=("ORG", "FIRM"))
    org = replace(ORG, nests_in=("ORG",))
    scheme = Scheme((PERSON, org, firm, WORKS))
    body = replace(org, name="BODY")
    assert change_label(scheme, org, body) == [
        Edit(org, replace(body, nests_in=("BODY",))),
        Edit(firm, replace(firm, parent="BODY", nests_in=("BODY", "FIRM"))),
        Edit(WORKS, replace(WORKS, targets=("BODY", "FIRM"))),
    ]
    assert remove_label(scheme, org)[0] == Edit(firm, replace(firm, parent="", nests_in=("FIRM",)))
    assert merge_label(scheme, org, firm)[0] == Edit(firm, replace(firm, parent="", nests_in=("FIRM",)))


def test_a_label_can_be_merged_into_one_below_it():
    made = merge_label(SCHEME, ORG, FIRM)
    assert made[0] == Edit(FIRM, replace(FIRM, parent=""))
    assert made[1].after.targets == ("FIRM",)
