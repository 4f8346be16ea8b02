"""Two people in two windows do anything to the same articles and labels: whatever is refused, the project stays sound.

There is no model of what must come of it, as in `test_any_steps`; so nobody has to keep out of the other's way.
More by RUNS and STEPS in the environment: `RUNS=200 STEPS=100 python -m pytest FILE`.
"""

import os
import random
from contextlib import suppress
from dataclasses import replace

import pytest

from annotator import edits, label_edits, scheme_editing
from annotator.edits import Edit
from annotator.errors import AnnotatorError, ConflictError, EditError
from annotator.ids import new_id
from annotator.model import AnnotatedDocument, Document, Kind, Label, Scheme, Span, Verdict
from annotator.placing import remove_document, restore_documents
from annotator.reanchoring import reanchor
from annotator.store.project import Project
from annotator.text_fixing import fix_text
from tests.store.making import new_project

RUNS = int(os.environ.get("RUNS", "5"))
STEPS = int(os.environ.get("STEPS", "60"))
PEOPLE = ("Ayla", "Björn")
NAMES = ("PLACE", "EVENT", "ACTOR")
TEXT = "Zakir Hasanov met Ilham Aliyev in Baku on Monday, said the ministry. Article {number}."


OFTEN = {
    "may_import": 1,
    "may_open_the_other_window_anew": 1,
    "may_merge_labels": 5,
    "may_redo": 6,
    "may_restore_an_article": 6,
    "may_undo": 8,
}
"""How often a step is taken, where it is not 2: things go wrong where what was done is undone and done again."""


class SideBySide:
    """Takes steps by chance, each in one of two windows, whose lists may be older than what the other has done."""

    def __init__(self, path, seed):
        self.chance = random.Random(seed)
        self.here, self.there = new_project(path, *PEOPLE), Project.open(path)
        self.path = path
        self.number = 0
        self.bin = []
        self.log = []
        self.steps = {
            getattr(self, name): OFTEN.get(name, 2) for name in sorted(vars(SideBySide)) if name.startswith("may_")
        }
        self.may_import()

    def close(self):
        self.here.close()
        self.there.close()

    def step(self):
        (step,) = self.chance.choices(list(self.steps), self.steps.values())
        self.log.append(step.__name__)
        try:
            step()
        except (ConflictError, EditError) as error:
            self.log[-1] += f": {error}"

    def check(self):
        assert [finding.message for finding in self.here.check()] == [], "\n".join(self.log)
        self.here.poll()
        self.there.poll()
        assert list(self.here.annotated_documents()) == list(self.there.annotated_documents())
        assert self.here.scheme() == self.there.scheme()

    # --- what is drawn

    def person(self):
        who = self.chance.choice((*PEOPLE, *PEOPLE, "Cem"))
        self.here.ensure_annotator(who)
        return who

    def document(self):
        lines = self.here.documents(annotator=PEOPLE[0], limit=100)
        if not lines:
            raise EditError("There is no article.")
        return self.here.document(self.chance.choice(lines).id)

    def labels(self, number=1):
        labels = [label for label in self.here.scheme().labels if label.kind == Kind.SPAN]
        if len(labels) < number:
            raise EditError("There are not so many labels.")
        return self.chance.sample(labels, number)

    def spans(self, document, label, who):
        return [Span(new_id(), document, label, who, 0, 5)]

    # --- the steps

    def may_go_to_the_other_window(self):
        self.here, self.there = self.there, self.here
        if self.chance.random() < 0.7:
            self.here.poll()

    def may_open_the_other_window_anew(self):
        self.there.close()
        self.there = Project.open(self.path)

    def may_import(self):
        who, made = self.person(), []
        for _ in range(self.chance.randint(1, 2)):
            self.number += 1
            title, text = f"Article {self.number}", TEXT.format(number=self.number)
            spans = self.spans(
                self.number, self.chance.choice((*NAMES, "PERSON")), self.chance.choice((*PEOPLE, "Eva"))
            )
            made.append(AnnotatedDocument(Document(self.number, text, title), tuple(spans)))
        scheme = Scheme(tuple(Label(new_id(), name, position=at) for at, name in enumerate(NAMES)))
        with self.here.bulk_import("Import", who) as importing:
            importing.add(made, scheme)
            self.here.close_import(importing, "Import some")

    def may_label(self):
        document, who, (label,) = self.document(), self.person(), self.labels()
        start = self.chance.randrange(40)
        made = edits.label_span(document, self.here.scheme(), start, start + 5, label.name, who)
        self.here.apply("Label", made, who)

    def may_note(self):
        document, who = self.document(), self.person()
        if document.spans:
            span = self.chance.choice(document.spans)
            self.here.apply("Note", [Edit(span, replace(span, note=f"{len(self.log)}"))], who)

    def may_label_very_many(self):
        who, (label,) = self.person(), self.labels()
        with self.here.bulk_labelling("Bulk", label.name, who) as labelling:
            for line in self.here.documents(annotator=PEOPLE[0], limit=100):
                document = self.here.document(line.id)
                said = [Verdict(new_id(), line.id, 0, 5, label.name, "learned", who, True)]
                labelling.add(document, self.spans(line.id, label.name, who), said, edits.begun(document, who))
            labelling.finish()
            self.here.close_import(labelling, "Bulk")

    def may_add_a_label(self):
        made = label_edits.add_label(self.here.scheme(), self.chance.choice(NAMES), color="#00ff00")
        self.here.apply("Add", made, self.person())

    def may_rename_a_label(self):
        scheme, (label,) = self.here.scheme(), self.labels()
        made = label_edits.change_label(scheme, label, replace(label, name=self.chance.choice(NAMES)))
        self.here.apply("Rename", made, self.person())

    def may_remove_a_label(self):
        (label,) = self.labels()
        self.here.remove_label("Remove", label_edits.remove_label(self.here.scheme(), label), self.person())

    def may_merge_labels(self):
        label, into = self.labels(2)
        made = scheme_editing.merge_label(self.here.scheme(), label, into)
        self.here.remove_label("Merge", made, self.person(), into=into.id)

    def may_delete_an_article(self):
        self.here.apply("Delete", remove_document(self.document().document), self.person())
        if not self.bin or self.chance.random() < 0.3:
            self.bin = self.here.removed_documents(10)

    def may_restore_an_article(self):
        """From the list that was seen last, perhaps long ago."""
        if self.bin:
            self.here.apply("Restore", restore_documents([self.chance.choice(self.bin)]), self.person())

    def may_fix_a_text(self):
        document = self.document()
        text = self.chance.choice(("Yesterday ", "")) + document.text + "!"
        made = fix_text(document, text, reanchor(document.text, text, document.spans))
        self.here.apply("Fix", made, self.person())

    def may_undo(self):
        who = self.chance.choice(PEOPLE)
        for _ in range(self.chance.choice((1, 1, 2, 3))):
            self.here.undo(who)

    def may_redo(self):
        who = self.chance.choice(PEOPLE)
        for _ in range(self.chance.choice((1, 1, 2, 3))):
            self.here.redo(who)

    def may_step_over(self):
        who = self.chance.choice(PEOPLE)
        pending = self.here.next_undo(who)
        if pending is not None:
            self.here.undo(who, skip=pending.action)


@pytest.mark.parametrize("seed", range(RUNS))
def test_whatever_two_people_do_the_project_stays_sound(path, seed):
    both = SideBySide(path, seed)
    try:
        for number in range(STEPS):
            both.step()
            if number % 20 == 19:
                both.check()
        for who in PEOPLE:
            with suppress(AnnotatorError):
                while both.here.undo(who):
                    pass
        both.check()
    finally:
        both.close()
