"""Which label of the project a name in a file most likely means."""

import pytest

from annotator.model import Kind, Label, Scheme
from annotator.transfer.label_choices import chosen_scheme, same_label

LABELS = [Label(number, name) for number, name in enumerate(("PERSON", "ORG", "LOC", "GPE", "Person_2", "★"))]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Person", "PERSON"),
        ("PER", "PERSON"),
        ("pers-name", "PERSON"),
        ("Organisation", "ORG"),
        ("place", "LOC"),
        ("person 2", "Person_2"),
        ("gpe", "GPE"),
        ("geo", None),
        ("VEHICLE", None),
        ("☆", None),
        ("", None),
    ],
)
def test_what_a_name_means(name, meant):
    found = same_label(name, LABELS)
    assert (found.name if found else None) == meant


def test_of_two_that_differ_in_signs_only_the_first_is_meant():
    labels = [Label(1, "A-B"), Label(2, "A_B")]
    assert same_label("ab", labels) == labels[0]


def test_labels_that_name_those_for_which_others_are_chosen_name_these():
    scheme = Scheme(
        (
            Label(1, "Person"),
            Label(2, "Leader", parent="Person", nests_in=("Person", "Place")),
            Label(3, "Place"),
            Label(4, "lives", Kind.RELATION, sources=("Person", "Leader"), targets=("Place", "Gone")),
        )
    )
    leader, lives = chosen_scheme(scheme, {"Person": "PERSON", "Place": "PERSON", "Gone": ""}).labels
    assert (leader.parent, leader.nests_in) == ("PERSON", ("PERSON",))
    assert (lives.sources, lives.targets) == (("PERSON", "Leader"), ("PERSON",))
