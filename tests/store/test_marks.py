"""That something was removed, and under which label what had a removed one is shown, is vouched for like all else."""

from contextlib import closing, suppress

import pytest

from annotator.errors import ProjectError
from annotator.label_edits import remove_label
from annotator.model import Span
from annotator.placing import remove_document
from annotator.store.project import Project
from tests.store.making import IN_FILE, article, bring_in, label, new_project, raw, stamp_as_0011

PERSON = "(SELECT id FROM label WHERE name = 'PERSON')"


@pytest.fixture
def with_removed(path):
    """A project in which a label, an article, and an import with whom it brought were removed."""
    with closing(new_project(path, "Ayla", "Björn")) as project:
        bring_in(project, [article(1, Span(50, 1, "ORG", "Ayla", 0, 13)), article(2)], keep_ids=True)
        label(project, 1)
        label(project, 1, annotator="Björn")
        project.remove_label("Delete", remove_label(project.scheme(), project.scheme().find("ORG")), "Ayla")
        project.apply("Delete", remove_document(project.document(2).document), "Ayla")
        bring_in(project, [article(3, Span(60, 3, "NEW", "Cem", 0, 13))], keep_ids=True)
        project.undo("Ayla")
    assert findings(path) == []
    read_all(path)
    return path


def findings(path):
    with closing(Project.open(path)) as project:
        return [finding.message for finding in project.check()]


def read_all(path):
    with closing(Project.open(path)) as project:
        project.scheme()
        project.annotators()
        project.removed_documents(9)
        assert not any(line.damaged for line in project.documents(annotator="Ayla"))
        list(project.annotated_documents())


@pytest.mark.parametrize(
    "statement",
    [
        f"UPDATE label SET spans_to = {PERSON} WHERE name = 'ORG'",
        "UPDATE label SET spans_to = NULL WHERE name = 'ORG'",
        "UPDATE label SET removed = 0 WHERE name = 'ORG'",
        "UPDATE label SET removed = 0, spans_to = NULL WHERE name = 'ORG'",
        "UPDATE label SET removed = 1 WHERE name = 'PERSON'",
        f"UPDATE label SET removed = 1, spans_to = {PERSON} WHERE name = 'PERSON'",
        "UPDATE label SET removed = 2 WHERE name = 'PERSON'",
        f"UPDATE label SET spans_to = {PERSON} WHERE name = 'PERSON'",
        "UPDATE annotator SET removed = 1 WHERE name = 'Björn'",
        "UPDATE annotator SET removed = 0 WHERE name = 'Cem'",
        "UPDATE document SET removed = 1 WHERE id = 1",
        "UPDATE document SET removed = 0 WHERE id = 2",
        "UPDATE batch SET state = 'jn' WHERE documents = 1",
        "UPDATE batch SET state = 'ouu' WHERE state = 'out'",
        "UPDATE batch SET id = id + 1 WHERE state = 'in'",
        "DELETE FROM batch WHERE state = 'in'",
    ],
)
def test_a_changed_mark_that_something_was_removed_is_found_by_reading_and_by_checking(with_removed, statement):
    with raw(with_removed) as file:
        assert file.execute(statement).rowcount
    with pytest.raises((ProjectError, AssertionError)):
        read_all(with_removed)
    with suppress(ProjectError):
        assert findings(with_removed) != []


def test_an_import_that_is_not_where_the_history_left_it_is_found(with_removed):
    with raw(with_removed) as file:
        file.execute("UPDATE batch SET state = 'in' WHERE state = 'out'")
    assert "Whether an import is there is not what the history says." in findings(with_removed)


def test_a_damaged_row_does_not_become_whole_by_being_removed_or_brought_back(with_removed):
    with raw(with_removed) as file:
        file.execute("UPDATE label SET color = '#123456' WHERE name = 'ORG'")
    with closing(Project.open(with_removed)) as project:
        project.undo("Ayla")
        with pytest.raises(ProjectError, match="label row of"):
            project.undo("Ayla")
    with raw(with_removed) as file:
        assert file.execute("SELECT removed FROM label WHERE name = 'ORG'").fetchone()[0] == 1


def test_what_an_older_version_removed_is_as_it_was(with_removed):
    """Its checksums did not vouch for it that it had been removed."""
    with closing(Project.open(with_removed)) as project:
        project.remove_label("Delete", remove_label(project.scheme(), project.scheme().find("PERSON")), "Ayla")
    stamp_as_0011(with_removed)
    with raw(with_removed) as file:
        file.execute("UPDATE label SET checksum = 7 WHERE name = 'PERSON'")
    assert [message.split(" of ")[0] for message in findings(with_removed) if "row of" in message] == ["The label row"]
    with raw(with_removed) as file:
        file.execute("UPDATE annotator SET removed = 0")
    assert any("annotator row" in message for message in findings(with_removed))


@IN_FILE
def test_a_text_of_an_older_version_that_is_none_keeps_no_project_from_being_opened(with_removed):
    stamp_as_0011(with_removed)
    with raw(with_removed) as file:
        file.execute("UPDATE document SET author = CAST(x'ff41' AS TEXT) WHERE id = 2")
    with closing(Project.open(with_removed)) as project:
        assert project.document(1).spans
    assert findings(with_removed) != []
