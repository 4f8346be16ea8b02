from dataclasses import replace

import pytest

from annotator import edits, label_edits
from annotator.model import Span, Status
from annotator.store import Share, history, open_action
from annotator.store.project import Project
from tests.store.making import article, bring_in, ids, label, new_project

MINUTE = 60_000


@pytest.fixture
def clock(monkeypatch):
    """The time of the next actions, in milliseconds; a test sets it."""
    times = [1_700_000_000_000]
    for module in (history, open_action):
        monkeypatch.setattr(module, "now", lambda: times[-1])
    return times


@pytest.fixture
def project(path, clock):
    project = new_project(path, "Ayla", "Björn")
    bring_in(project, [article(number) for number in range(1, 4)])
    yield project
    project.close()


def share(project: Project, name: str) -> Share:
    return next(share for share in project.statistics().shares if share.annotator == name)


def test_a_new_project_has_everybody_with_nothing(path):
    project = new_project(path)
    assert project.statistics().documents == 0
    assert share(project, "Ayla") == Share("Ayla", {Status.TODO: 0}, 0, {}, 0, 0)
    project.close()


def test_documents_are_counted_by_status_for_each_annotator(project):
    first, second, third = ids(project)
    for document, status in (
        (first, Status.DONE),
        (second, Status.SKIPPED),
        (third, Status.DONE),
        (third, Status.TODO),
    ):
        made = edits.set_status(project.document(document), "Ayla", status)
        project.apply("Set status", made, "Ayla")
    assert project.statistics().documents == 3
    assert share(project, "Ayla").documents == {Status.TODO: 1, Status.DONE: 1, Status.SKIPPED: 1}
    assert share(project, "Björn").documents == {Status.TODO: 3}


def test_spans_are_counted_by_label_and_annotator_in_the_order_of_the_scheme(project):
    first, second, _ = ids(project)
    label(project, first, 18, 30, "ORG")
    label(project, first, name="PERSON")
    label(project, second, name="PERSON")
    label(project, second, name="PERSON", annotator="Björn")
    project.undo("Björn")
    label(project, second, name="ORG", annotator="Björn")
    assert project.statistics().labels == ("PERSON", "ORG")
    assert share(project, "Ayla").spans == {"PERSON": 2, "ORG": 1}
    assert share(project, "Björn").spans == {"ORG": 1}


def test_what_an_undone_import_brought_is_not_counted(project):
    bring_in(project, [article(9, Span(91, 9, "PERSON", "Ayla", 0, 13))])
    assert share(project, "Ayla").spans == {"PERSON": 1}
    project.undo("Ayla")
    found = project.statistics()
    assert (found.documents, found.labels) == (3, ())


def test_a_renamed_label_counts_under_its_new_name(project):
    label(project, ids(project)[0])
    person = project.scheme().find("PERSON")
    project.apply("Rename", label_edits.change_label(project.scheme(), person, replace(person, name="HUMAN")), "Ayla")
    assert project.statistics().labels == ("HUMAN",)


def test_time_is_the_pauses_between_one_annotators_actions_but_for_long_ones(project, clock):
    document = ids(project)[0]
    before = share(project, "Ayla").actions
    start = clock[-1]
    for minutes, annotator in ((2, "Ayla"), (3, "Björn"), (6, "Ayla"), (8, "Björn"), (12, "Ayla"), (17, "Ayla")):
        clock.append(start + minutes * MINUTE)
        label(project, document, 0, minutes, annotator=annotator)
    # Ayla: the import at 0, then after 2, 4, 6 (too long) and 5 minutes; Björn: after 5.
    assert share(project, "Ayla").worked == (2 + 4 + 5) * MINUTE
    assert share(project, "Ayla").actions == before + 4
    assert share(project, "Björn").worked == 5 * MINUTE


def test_a_clock_that_goes_back_takes_no_time_away(project, clock):
    document = ids(project)[0]
    for end, at in enumerate((60_000, -3_600_000, -3_590_000), 2):
        clock.append(clock[0] + at)
        label(project, document, 0, end)
    assert share(project, "Ayla").worked == 60_000 + 10_000
