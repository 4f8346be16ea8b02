from dataclasses import replace

from annotator.label_edits import change_label
from annotator.model import Attribute, AttributeKind

RULES = {
    "sources": ("PERSON",),
    "targets": ("ORG", "PERSON"),
    "symmetric": True,
    "one_below": True,
    "nests_in": ("ORG",),
    "attributes": (
        Attribute("role", choices=("minister", "general"), default="general"),
        Attribute("sure", AttributeKind.YES_NO, default=False),
        Attribute("names", AttributeKind.CHOICES, ("first", "last"), ("first",)),
        Attribute("id", AttributeKind.LINK, address="https://www.wikidata.org/wiki/"),
    ),
}


def test_what_a_label_says_is_kept_and_taken_back(project):
    before = project.scheme().labels[0]
    changed = replace(before, **RULES)
    project.apply("Change label", change_label(project.scheme(), before, changed), "Ayla")
    assert project.scheme().labels[0] == changed
    assert list(project.check()) == []
    project.undo("Ayla")
    assert project.scheme().labels[0] == before
    project.redo("Ayla")
    assert project.scheme().labels[0] == changed
