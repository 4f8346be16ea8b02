"""What was removed stays so in a repair, and what was not comes back, also from older versions and older copies."""

import shutil
from contextlib import closing
from datetime import UTC, datetime

import pytest

from annotator.label_edits import remove_label
from annotator.model import Span
from annotator.placing import remove_document
from annotator.scheme_editing import merge_label
from annotator.store.backup import back_up
from annotator.store.copies import folder_of, name_of
from annotator.store.project import Project
from annotator.store.repair import repair
from tests.store.making import article, bring_in, label, new_project, raw, stamp_as_0011

HISTORY_LOST = "UPDATE edit SET checksum = 7 WHERE kind = 'span'"


@pytest.fixture
def path(file):
    """All of this is about files."""
    return file


def seen(path):
    """Return all that was removed, and all that was not."""
    with closing(Project.open(path)) as project:
        assert [finding.message for finding in project.check()] == []
        return (
            [label_.name for label_ in project.scheme().labels],
            [document.id for document in project.removed_documents(99)],
            {one.document.id: [span.label for span in one.spans] for one in project.annotated_documents()},
        )


def damage(path, *statements):
    with raw(path) as file:
        file.execute("PRAGMA foreign_keys = OFF")
        for statement in statements:
            assert file.execute(statement).rowcount


def remove(project, name="ORG", into=None):
    scheme = project.scheme()
    gone = scheme.find(name)
    made = remove_label(scheme, gone) if into is None else merge_label(scheme, gone, scheme.find(into))
    project.remove_label("Remove", made, "Ayla", into=None if into is None else scheme.find(into).id)


def put_beside(copy, project):
    folder_of(project).mkdir(exist_ok=True)
    shutil.copy(copy, folder_of(project) / name_of(project, datetime.now(UTC)))


@pytest.fixture
def two(file):
    """Two articles, of which the first has two spans; closed."""
    with closing(new_project(file, "Ayla", "Björn")) as project:
        bring_in(project, [article(1, Span(50, 1, "ORG", "Ayla", 0, 13)), article(2)], keep_ids=True)
        label(project, 1, 18, 30)
    return file


@pytest.fixture
def with_removed(two):
    """Of these, a label, an article and an import were removed."""
    with closing(Project.open(two)) as project:
        remove(project)
        project.apply("Delete", remove_document(project.document(2).document), "Ayla")
        bring_in(project, [article(3, Span(60, 3, "PERSON", "Cem", 0, 13))], "Björn", keep_ids=True)
        project.undo("Björn")
    return two


@pytest.mark.parametrize("has_copy", [True, False])
def test_a_project_of_an_older_version(with_removed, has_copy):
    before = seen(with_removed)
    stamp_as_0011(with_removed)
    if has_copy:
        put_beside(with_removed, with_removed)
    damage(with_removed, "UPDATE label_count SET n = 9")
    assert repair(with_removed).keeps_history
    assert seen(with_removed) == before


def test_a_copy_of_an_older_version(with_removed, tmp_path):
    before = seen(with_removed)
    shutil.copy(with_removed, old := tmp_path / "old.annotator")
    stamp_as_0011(old)
    put_beside(old, with_removed)
    damage(
        with_removed,
        "UPDATE label SET color = '#123456' WHERE name = 'ORG'",
        "UPDATE document SET author = 'X' WHERE id = 2",
    )
    assert repair(with_removed).keeps_history
    assert seen(with_removed) == before


@pytest.mark.parametrize("keeps_history", [True, False])
@pytest.mark.parametrize("to", ["(SELECT id FROM label WHERE name = 'News')", "NULL", "id + 1", "id"])
def test_where_a_merged_label_led_is_known_without_a_copy(two, to, keeps_history):
    with closing(Project.open(two)) as project:
        remove(project, into="PERSON")
    before = seen(two)
    damage(two, f"UPDATE label SET spans_to = {to} WHERE name = 'ORG'", *(() if keeps_history else (HISTORY_LOST,)))
    made = repair(two)
    assert (made.keeps_history, made.missing) == (keeps_history, ())
    assert seen(two) == before


def test_a_version_that_is_damaged(with_removed):
    before = seen(with_removed)
    damage(with_removed, "UPDATE alembic_version SET version_num = '0010'")
    assert repair(with_removed).missing == ()
    (labels, _in_bin, shown), (labels_before, _, shown_before) = seen(with_removed), before
    assert (labels, shown) == (labels_before, shown_before)


def removed(project):
    project.apply("Delete", remove_document(project.document(2).document), "Ayla")


SINCE = {
    "an article is restored": (removed, lambda project: project.undo("Ayla"), "document", "title = 'X' WHERE id = 2"),
    "an article is deleted": (lambda _: None, removed, "document", "title = 'X' WHERE id = 2"),
    "a label is deleted": (lambda _: None, remove, "label", "color = '#010101' WHERE name = 'ORG'"),
    "a label is merged": (
        lambda _: None,
        lambda project: remove(project, into="PERSON"),
        "label",
        "color = '#010101' WHERE name = 'ORG'",
    ),
    "a label is back": (remove, lambda project: project.undo("Ayla"), "label", "color = '#010101' WHERE name = 'ORG'"),
}


@pytest.mark.parametrize("keeps_history", [True, False])
@pytest.mark.parametrize("what", SINCE)
def test_the_history_counts_more_than_a_copy(two, what, keeps_history):
    earlier, since, table, damaged = SINCE[what]
    with closing(Project.open(two)) as project:
        earlier(project)
    back_up(two)
    with closing(Project.open(two)) as project:
        since(project)
        label(project, 1, 4, 9)
    labels, in_bin, shown = seen(two)
    damage(two, f"UPDATE {table} SET {damaged}", *(() if keeps_history else (HISTORY_LOST,)))
    made = repair(two)
    assert (made.keeps_history, made.missing) == (keeps_history, ())
    after = seen(two)
    assert sorted(after[0]) == sorted(labels)
    assert after[1] == (in_bin if keeps_history else [])
    assert {id_: sorted(names) for id_, names in after[2].items()} == {id_: sorted(shown[id_]) for id_ in shown}
    with closing(Project.open(two)) as project:
        if keeps_history:
            project.undo("Ayla")
            project.undo("Ayla")
        assert list(project.check()) == []


def test_an_import_that_was_done_again_since_the_copy(two):
    with closing(Project.open(two)) as project:
        bring_in(project, [article(3)], "Björn", keep_ids=True)
        project.undo("Björn")
    back_up(two)
    with closing(Project.open(two)) as project:
        project.redo("Björn")
        label(project, 1, 4, 9)
    before = seen(two)
    damage(two, "UPDATE batch SET state = 'jn' WHERE documents = 1", HISTORY_LOST)
    made = repair(two)
    assert (made.keeps_history, made.missing) == (False, ())
    after = seen(two)
    assert after[2].keys() == before[2].keys()
