from dataclasses import replace

import pytest

from annotator.color import default_label_color
from annotator.edits import Edit
from annotator.errors import EditError
from annotator.label_edits import (
    change_label,
    remove_label,
)
from annotator.model import Attribute, AttributeKind, Kind, Label, Scheme
from annotator.scheme_editing import (
    Way,
    check_attributes,
    depths,
    free_color,
    free_key,
    in_tree,
    merge_label,
    move_in_tree,
    new_label,
    place_label,
    take_scheme,
)

PERSON = Label(1, "PERSON", key="1", color=default_label_color(0))
ORG = Label(2, "ORG", key="3", color=default_label_color(2), position=1)
FIRM = Label(3, "FIRM", parent="ORG", position=2)
WORKS = Label(4, "works", Kind.RELATION, sources=("PERSON",), targets=("ORG", "FIRM"), position=3)
SCHEME = Scheme((PERSON, ORG, FIRM, WORKS))


def test_a_new_label_gets_the_next_colour_and_the_first_free_digit():
    (edit,) = new_label(SCHEME, "  LOC \t of ")
    assert (edit.after.name, edit.after.key, edit.after.color) == ("LOC of", "2", default_label_color(1))
    assert edit.after.position == 4


def test_a_new_label_can_stand_below_another():
    made = new_label(SCHEME, "BANK", parent="ORG")
    assert (made[0].before, made[0].after.parent) == (None, "ORG")
    assert made[0].after.position > FIRM.position
    below = new_label(Scheme((PERSON, ORG, FIRM, replace(PERSON, id=8, name="LOC", position=9))), "BANK", parent="ORG")
    assert [(edit.after.name, edit.after.position) for edit in below] == [("BANK", 9), ("LOC", 10)]


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


class TestTree:
    A, B, C = Label(1, "A", position=0), Label(2, "B", position=4), Label(3, "C", position=6)
    A1, A2, A11 = (
        Label(4, "A1", parent="A", position=1),
        Label(5, "A2", parent="A", position=3),
        Label(6, "A11", parent="A1", position=2),
    )
    SCHEME = Scheme((A, A1, A11, A2, B, C, Label(9, "r", Kind.RELATION, position=5)))

    def after(self, edits):
        changed = {edit.before.id: edit.after for edit in edits}
        labels = sorted((changed.get(one.id, one) for one in self.SCHEME.labels), key=lambda one: one.position)
        return [f"{depth} {one.name}" for one, depth in in_tree(Scheme(tuple(labels)), Kind.SPAN)]

    def test_each_label_is_followed_by_those_below_it(self):
        assert self.after([]) == ["0 A", "1 A1", "2 A11", "1 A2", "0 B", "0 C"]

    def test_those_in_a_circle_stand_at_the_top(self):
        one, other = Label(1, "ONE", parent="TWO"), Label(2, "TWO", parent="ONE")
        assert [label.name for label, _ in in_tree(Scheme((one, other)), Kind.SPAN)] == ["ONE", "TWO"]

    @pytest.mark.parametrize(
        ("label", "way", "expected"),
        [
            (A2, Way.UP, ["0 A", "1 A2", "1 A1", "2 A11", "0 B", "0 C"]),
            (A, Way.DOWN, ["0 B", "0 A", "1 A1", "2 A11", "1 A2", "0 C"]),
            (A1, Way.OUT, ["0 A", "1 A2", "0 A1", "1 A11", "0 B", "0 C"]),
            (B, Way.IN, ["0 A", "1 A1", "2 A11", "1 A2", "1 B", "0 C"]),
            (B, Way.DOWN, ["0 A", "1 A1", "2 A11", "1 A2", "0 C", "0 B"]),
            (A, Way.UP, ["0 A", "1 A1", "2 A11", "1 A2", "0 B", "0 C"]),
            (A1, Way.IN, ["0 A", "1 A1", "2 A11", "1 A2", "0 B", "0 C"]),
            (C, Way.OUT, ["0 A", "1 A1", "2 A11", "1 A2", "0 B", "0 C"]),
        ],
    )
    def test_a_label_moves_with_those_below_it(self, label, way, expected):
        assert self.after(move_in_tree(self.SCHEME, label, way)) == expected

    def test_it_can_be_put_anywhere(self):
        assert self.after(place_label(self.SCHEME, self.C, "A", self.A2)) == [
            *("0 A", "1 A1", "2 A11", "1 C", "1 A2", "0 B"),
        ]
        assert place_label(self.SCHEME, self.C, "") == []

    def test_a_list_that_is_not_in_the_order_of_the_tree_has_no_depths(self):
        labels = self.SCHEME.of_kind(Kind.SPAN)
        assert depths(labels) == [0, 1, 2, 1, 0, 0]
        assert depths(labels[::-1]) == [0] * 6
        assert depths([]) == []

    def test_not_below_itself(self):
        with pytest.raises(EditError, match="A cannot stand below itself"):
            place_label(self.SCHEME, self.A, "A11")


class TestTaking:
    def test_labels_of_the_same_name_are_changed_and_the_others_added(self):
        other = Scheme(
            (Label(1, "PERSON", color="#000000", description="Whoever has a name."), Label(2, "LOC", key="1"))
        )
        changed, added = take_scheme(SCHEME, other)
        assert changed.before == PERSON
        assert (changed.after.color, changed.after.key, changed.after.id) == ("#000000", "1", PERSON.id)
        assert (added.before, added.after.name, added.after.key) == (None, "LOC", "")
        assert added.after.id not in (1, 2)

    def test_the_same_scheme_changes_nothing(self):
        assert take_scheme(SCHEME, SCHEME) == []

    def test_what_the_other_does_not_say_stays(self):
        known = replace(PERSON, description="Names.", attributes=(Attribute("sure", AttributeKind.YES_NO),))
        (edit,) = take_scheme(Scheme((known,)), Scheme((replace(PERSON, key="", color="#111111"),)))
        assert (edit.after.key, edit.after.description) == ("1", "Names.")
        assert edit.after.attributes == known.attributes

    def test_names_that_cannot_be_are_refused(self):
        with pytest.raises(EditError, match="one line"):
            take_scheme(SCHEME, Scheme((Label(8, "TWO\nLINES"),)))


@pytest.mark.parametrize(
    ("attributes", "sentence"),
    [
        ([Attribute(" ")], "needs a name"),
        ([Attribute("a", AttributeKind.TEXT), Attribute("a", AttributeKind.LINK)], "two attributes a"),
        ([Attribute("a")], "needs choices"),
        ([Attribute("a", choices=("x",), default="y")], "a cannot be “y”"),
    ],
)
def test_attributes_that_cannot_be(attributes, sentence):
    with pytest.raises(EditError, match=sentence):
        check_attributes(attributes)
