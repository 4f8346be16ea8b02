"""Any sequence of all that can be done to a project, in two windows of it, against lists of states with cursors.

More steps and examples by STEPS and EXAMPLES in the environment: `EXAMPLES=500 STEPS=100 python -m pytest FILE`.
"""

import os
from contextlib import closing, suppress
from dataclasses import replace
from itertools import count

import hypothesis
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule, run_state_machine_as_test

from annotator.describing import note_relation, note_span
from annotator.edits import (
    Edit,
    add_piece,
    cut_piece,
    label_span,
    relabel_span,
)
from annotator.errors import EditError
from annotator.label_edits import remove_label
from annotator.relating import relabel_relation, relate, turn_relation, unrelate
from annotator.scheme_editing import merge_label
from annotator.store.project import Project
from tests.store.test_project import PEOPLE, UndoMachine

people = st.sampled_from(PEOPLE)


class EveryStepMachine(UndoMachine):
    """All that the machine of undo does; besides pieces, attributes, relations, labels that merge, two windows."""

    def __init__(self, path):
        super().__init__(path)
        self.other = Project.open(path)

    def mine(self, person):
        return [one for one in self.project.scheme().labels if one.description == person]

    @rule(data=st.data(), person=people)
    def label_or_relabel_with_ones_own(self, data, person):
        document, labels = self.an_open_one(data, person), self.mine(person)
        if not document or not labels:
            return
        name, scheme = data.draw(st.sampled_from(labels)).name, self.project.scheme()
        with suppress(EditError):
            if document.spans and data.draw(st.booleans()):
                self.apply(person, relabel_span(document, scheme, data.draw(st.sampled_from(document.spans)), name))
            else:
                start = data.draw(st.integers(0, 30))
                self.apply(person, label_span(document, scheme, start, start + 3, name, person))

    @rule(data=st.data(), person=people, what=st.sampled_from(("add", "cut", "attributes", "note")))
    def change_what_a_span_is_made_of(self, data, person, what):
        document = self.an_open_one(data, person)
        if not document or not document.spans:
            return
        span, scheme = data.draw(st.sampled_from(document.spans)), self.project.scheme()
        start = data.draw(st.integers(0, 36))
        self.made += 1
        with suppress(EditError):
            match what:
                case "add":
                    self.apply(person, add_piece(document, scheme, span, start, start + 2))
                case "cut":
                    self.apply(person, cut_piece(document, scheme, span, span.start + 1, span.start + 2))
                case "attributes":
                    self.apply(
                        person, [Edit(span, replace(span, attributes=(("made", self.made), ("of", ("a", "b")))))]
                    )
                case "note":
                    self.apply(person, note_span(document, span, f"note {self.made}"))

    @rule(data=st.data(), person=people, what=st.sampled_from(("relate", "relabel", "turn", "note", "remove")))
    def change_a_relation(self, data, person, what):
        document = self.an_open_one(data, person)
        if not document or (what != "relate" and not document.relations):
            return
        scheme = self.project.scheme()
        self.made += 1
        with suppress(EditError):
            if what == "relate":
                if len(document.spans) > 1:
                    one, other = data.draw(st.permutations(document.spans))[:2]
                    self.apply(person, relate(document, scheme, one, other, "knows", person))
                return
            relation = data.draw(st.sampled_from(document.relations))
            match what:
                case "relabel":
                    self.apply(person, relabel_relation(document, scheme, relation, "knows"))
                case "turn":
                    self.apply(person, turn_relation(document, scheme, relation))
                case "note":
                    self.apply(person, note_relation(document, relation, f"note {self.made}"))
                case "remove":
                    self.apply(person, unrelate(document, relation))

    @rule(data=st.data(), person=people)
    def take_away_a_label_of_a_document_or_a_note(self, data, person):
        document = self.an_open_one(data, person)
        rows = [*document.document_labels, *document.notes] if document else []
        if rows:
            self.apply(person, [Edit(data.draw(st.sampled_from(rows)), None)])

    @rule(data=st.data(), person=people, merges=st.booleans())
    def remove_or_merge_a_label_of_ones_own(self, data, person, merges):
        labels, scheme = self.mine(person), self.project.scheme()
        if not labels or (merges and len(labels) < 2):
            return
        label, *others = data.draw(st.permutations(labels))
        with suppress(EditError):
            edits = merge_label(scheme, label, others[0]) if merges else remove_label(scheme, label)
            self.made += 1
            self.project.remove_label(f"Step {self.made}", edits, person, others[0].id if merges else None)
            self.done(person)

    @rule()
    def go_to_the_other_window(self):
        self.project, self.other = self.other, self.project
        self.project.poll()

    @rule()
    def open_the_other_window_anew(self):
        self.other.close()
        self.other = Project.open(self.path)

    @precondition(lambda self: self.states)
    @invariant()
    def both_windows_show_the_same(self):
        self.other.poll()
        assert self.other.scheme() == self.project.scheme()
        for line in self.project.documents(annotator=PEOPLE[0]):
            assert self.other.document(line.id) == self.project.document(line.id)

    def teardown(self):
        with closing(self.other):
            super().teardown()


def test_any_sequence_of_all_steps_in_two_windows(tmp_path):
    names = count()
    steps = hypothesis.settings(
        max_examples=int(os.environ.get("EXAMPLES", "12")),
        stateful_step_count=int(os.environ.get("STEPS", "40")),
        deadline=None,
        suppress_health_check=[hypothesis.HealthCheck.too_slow, hypothesis.HealthCheck.data_too_large],
    )
    run_state_machine_as_test(lambda: EveryStepMachine(tmp_path / f"{next(names)}.annotator"), settings=steps)
