"""A damaged project is made sound again: what is left of it is in a new file, and what is not is told."""

import sqlite3
from contextlib import closing, suppress

import pytest

from annotator.edits import Edit
from annotator.errors import ProjectError
from annotator.label_edits import remove_label
from annotator.model import DocumentLabel, Note, Place, Progress, Relation, Span, Status, Verdict
from annotator.placing import remove_document
from annotator.store.backup import back_up
from annotator.store.copies import DAMAGED, list_copies
from annotator.store.leaf_pages import leaf_rows
from annotator.store.project import Project
from annotator.store.repair import repair
from tests.store.making import article, bring_in, label, new_project, spans

MADE = (
    Relation(52, 1, "knows", "Ayla", 50, 51),
    DocumentLabel(53, 1, "News", "Ayla"),
    Note(54, 1, "Ayla", "note"),
    Progress(55, 1, "Ayla", Status.DONE),
)


@pytest.fixture
def path(file):
    """All of this is about files."""
    return file


@pytest.fixture
def sound(file):
    """A closed project with something of every kind in its first document."""
    with closing(new_project(file, "Ayla", "Björn")) as project:
        first = (Span(50, 1, "PERSON", "Ayla", 0, 13), Span(51, 1, "ORG", "Ayla", 18, 38, ((18, 30), (34, 38))))
        bring_in(project, [article(1, *first), *(article(number) for number in range(2, 9))], keep_ids=True)
        project.apply("Everything", [Edit(None, one) for one in MADE], "Ayla")
    return file


def told(sentences):
    return list(map(str, sentences))


def damage(path, *statements):
    with closing(sqlite3.connect(path)) as file, file:
        for statement in statements:
            file.execute(statement)


def contents(path):
    with closing(Project.open(path)) as project:
        assert list(project.check()) == []
        first = project.document(1)
        texts = [document.text for document in project.annotated_documents()]
        kinds = (first.relations, first.document_labels, first.notes, first.progress)
        return texts, spans(project, 1), [len(kind) for kind in kinds]


def notes_of(path):
    with closing(Project.open(path)) as project:
        return sorted(note.text for document in project.annotated_documents() for note in document.notes)


def pages_of(path, table):
    """Return the numbers of the leaf pages of a table without rowid, in their order: its root has them."""
    with closing(sqlite3.connect(path)) as file:
        (root,) = file.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    page = path.read_bytes()[(root - 1) * 4096 : root * 4096]
    assert page[0] == 2  # An interior page of an index, as which such tables are kept.
    cells = [int.from_bytes(page[at : at + 2]) for at in range(12, 12 + 2 * int.from_bytes(page[3:5]), 2)]
    return [*(int.from_bytes(page[at : at + 4]) for at in cells), int.from_bytes(page[8:12])]


WHOLE = "UPDATE document SET text = replace(text, 'Zakir', 'zakir') WHERE id = 1"


def test_what_the_copy_has_is_put_back_and_the_history_stays(sound):
    before = contents(sound)
    back_up(sound)
    damage(sound, WHOLE, "UPDATE span SET start = 1 WHERE id = 50", "UPDATE label_count SET n = 9")
    made = repair(sound)
    assert made.keeps_history
    assert made.missing == ()
    assert told(made.from_copy) == [
        "The document row of Article 1 is from a copy.",
        "The span row of 50 is from a copy.",
    ]
    assert contents(sound) == before
    assert list_copies(sound)[0].why == DAMAGED
    assert made.aside == list_copies(sound)[0].path
    with closing(Project.open(sound)) as project:
        assert [past.title for past in project.past()] == ["Everything", "Import 8 documents"]


HISTORY_DAMAGE = (
    "UPDATE action SET title = 'Other' WHERE title = 'Everything'",
    "UPDATE edit SET after = replace(after, 'note', 'nope') WHERE kind = 'note'",
)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE label SET removed = 1 WHERE name = 'PERSON'",
        "UPDATE label SET removed = 0, spans_to = NULL WHERE name = 'ORG'",
        "UPDATE annotator SET removed = 1",
        "UPDATE document SET removed = 1 WHERE id = 2",
        "UPDATE document SET removed = 0 WHERE id = 3",
        "UPDATE batch SET state = 'jn' WHERE state = 'in'",
        "UPDATE batch SET state = 'ouu' WHERE state = 'out'",
    ],
)
def test_what_was_removed_is_known_without_a_copy(sound, statement):
    with closing(Project.open(sound)) as project:
        project.remove_label("Delete", remove_label(project.scheme(), project.scheme().find("ORG")), "Ayla")
        project.apply("Delete", remove_document(project.document(3).document), "Ayla")
        bring_in(project, [article(9)])
        project.undo("Ayla")
    before = contents(sound)
    for kept in (True, False):
        for copy in list_copies(sound):
            copy.path.unlink()
        damage(sound, statement, *(() if kept else ("UPDATE edit SET checksum = 7 WHERE kind = 'note'",)))
        made = repair(sound)
        assert (made.keeps_history, made.from_copy, made.missing) == (kept, (), ())
        assert contents(sound) == before


def test_the_history_is_put_back_from_a_copy(sound):
    before = contents(sound)
    back_up(sound)
    damage(sound, *HISTORY_DAMAGE)
    made = repair(sound)
    assert made.keeps_history
    assert made.missing == ()
    assert len(told(made.from_copy)) == 2
    assert contents(sound) == before
    with closing(Project.open(sound)) as project:
        assert [past.title for past in project.past()] == ["Everything", "Import 8 documents"]
        assert project.undo("Ayla").title == "Everything"


def test_a_title_that_no_copy_has_is_kept_as_it_is_and_that_is_told(sound):
    before = contents(sound)
    damage(sound, "UPDATE action SET title = cast(x'4576ff72' AS TEXT) WHERE title = 'Everything'")
    made = repair(sound)
    assert made.keeps_history
    assert made.from_copy == ()
    (doubtful,) = told(made.missing)
    assert doubtful.endswith("of the history: its title or its time may be wrong.")
    assert contents(sound) == before
    with closing(Project.open(sound)) as project:
        assert [past.title for past in project.past()] == ["Ev?r", "Import 8 documents"]


def test_without_a_sound_edit_the_history_is_not_kept(sound):
    before = contents(sound)
    damage(sound, HISTORY_DAMAGE[1])
    assert not repair(sound).keeps_history
    assert contents(sound) == before


def test_a_damaged_removal_takes_nothing_along(sound):
    """One bit makes the label that somebody removed another one, which is in use."""
    with closing(Project.open(sound)) as project:
        label_ = project.scheme().find("ORG")
        project.remove_label("Delete", remove_label(project.scheme(), label_), "Ayla")
        other = project.scheme().find("PERSON")
    before = contents(sound)
    damage(
        sound,
        f"UPDATE edit SET after = replace(after, '\"id\":{label_.id}', '\"id\":{other.id}') WHERE kind = 'removal'",
    )
    made = repair(sound)
    assert not made.keeps_history
    assert contents(sound) == before


def test_a_schema_that_is_no_text(sound):
    before = contents(sound)
    back_up(sound)
    content = sound.read_bytes()
    assert content.count(b"CREATE TABLE action") == 1
    sound.write_bytes(content.replace(b"CREATE TABLE action", b"CREATE T\xbd\x82E action"))
    repair(sound)
    assert contents(sound) == before


def flip(path, old, new):
    """Write `new` over the only place in a file that holds `old`."""
    content = path.read_bytes()
    assert content.count(old) == 1
    path.write_bytes(content.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            b"n INTEGER NOT NULL, \n\tPRIMARY KEY (document, kind)",
            b"n INTEGER NO\xd4 NULL, \n\tPRIMARY KEY (document, kind)",
        ),
        (b"tablerelationrelation", b"Tablerelationrelation"),
        (b"CREATE TABLE relation (", b"CREATE VABLE relation ("),
        (b"format INTEGER NOT NULL, \n\tchecksum BIGINT", b"format INTEGER NOT NULL, \n\tcheckrum BIGINT"),
        (b"document_fts USING fts5(", b"document_fts USING fts4("),
        (b"content_rowid='id'", b"cgntent_rowid='id'"),
    ],
)
def test_a_schema_with_a_changed_letter(sound, old, new):
    before = contents(sound)
    flip(sound, old, new)
    with suppress(ProjectError), closing(Project.open(sound)) as project, suppress(ProjectError):
        project.past_changes(project.past()[0].id)
        pytest.fail("It was read, and is damaged.")
    repair(sound)
    assert contents(sound) == before


def test_what_an_index_holds_comes_from_there(sound):
    """Reading a document takes the offsets of its spans from the index: it is right, and the table wrong."""
    before = contents(sound)
    with closing(sqlite3.connect(sound)) as file:
        index = file.execute("SELECT * FROM sqlite_master WHERE name = 'span_document'").fetchone()
    hidden = "PRAGMA writable_schema = ON"
    damage(sound, hidden, "DELETE FROM sqlite_master WHERE name = 'span_document'")
    damage(sound, "UPDATE span SET start = 1 WHERE id = 50")
    with closing(sqlite3.connect(sound, isolation_level=None)) as file:
        file.execute(hidden)
        file.execute("INSERT INTO sqlite_master VALUES (?, ?, ?, ?, ?)", index)
    with closing(Project.open(sound)) as project:
        assert spans(project, 1) == before[1]
    made = repair(sound)
    assert (made.from_copy, made.missing) == ((), ())
    assert contents(sound) == before


def test_what_the_history_holds_comes_from_there(sound):
    with closing(Project.open(sound)) as project:
        for number in range(2, 6):
            label(project, number)
        project.undo("Ayla")
    before = contents(sound)
    damage(sound, "UPDATE span SET start = 1 WHERE document > 1", "UPDATE note SET text = '?'")
    made = repair(sound)
    assert not made.keeps_history
    assert (made.from_copy, made.missing) == ((), ())
    assert contents(sound) == before
    with closing(Project.open(sound)) as project:
        assert [spans(project, number) for number in range(2, 6)] == [[("PERSON", 0, 13, "Ayla")]] * 3 + [[]]


def test_of_two_statuses_of_one_person_the_newest_counts(sound):
    """What is damaged in the history cannot say that the other one was removed."""
    with closing(Project.open(sound)) as project:
        for id_, status in ((90, Status.IN_PROGRESS), (91, Status.DONE)):
            if id_ == 91:
                project.undo("Ayla")
            project.apply("Status", [Edit(None, Progress(id_, 2, "Ayla", status))], "Ayla")
    damage(
        sound,
        "UPDATE edit SET before = before || ' ' WHERE kind = 'progress' AND after IS NULL",
        "UPDATE progress SET note = '?' WHERE document = 1",
    )
    repair(sound)
    with closing(Project.open(sound)) as project:
        assert [made.status for made in project.document(2).progress] == [Status.DONE]


def test_what_is_counted_as_gone_stays_away(sound):
    """What is damaged in the history cannot say that it was removed."""
    with closing(Project.open(sound)) as project:
        project.apply("Status", [Edit(None, Progress(90, 2, "Ayla", Status.DONE))], "Ayla")
        project.apply("Label", [Edit(None, DocumentLabel(91, 3, "News", "Ayla"))], "Ayla")
        project.undo("Ayla")
        project.undo("Ayla")
    damage(
        sound,
        "UPDATE edit SET before = before || ' ' WHERE kind IN ('progress', 'document_label') AND after IS NULL",
        "UPDATE progress SET note = '?' WHERE document = 1",
        "UPDATE document_label SET annotator = 99 WHERE document = 1",
    )
    repair(sound)
    with closing(Project.open(sound)) as project:
        assert project.document(2).progress == project.document(3).document_labels == ()


def test_a_history_with_a_gap_is_read_from_its_end_too(sound):
    with closing(Project.open(sound)) as project:
        for number in range(300):
            note = Note(1_000 + number, 2 + number % 7, "Ayla", f"note {number}")
            project.apply("Note", [Edit(None, note)], "Ayla")
    before = notes_of(sound)
    pages = pages_of(sound, "edit")
    content = bytearray(sound.read_bytes())
    content[(pages[1] - 1) * 4096 : pages[1] * 4096] = bytes(4096)
    sound.write_bytes(content)
    damage(sound, "UPDATE note SET text = '?' WHERE id = 1299")
    made = repair(sound)
    assert (made.from_copy, made.missing) == ((), ())
    assert notes_of(sound) == before


def test_without_a_copy_the_rest_is_saved_and_what_is_lost_is_told(sound):
    texts, own, kinds = contents(sound)
    damage(sound, "UPDATE document SET text = text || '.' WHERE id = 2", "UPDATE span SET start = 1 WHERE id = 51")
    made = repair(sound)
    assert not made.keeps_history
    assert (made.documents, made.spans) == (7, 1)
    assert "The article “Article 2” is missing." in told(made.missing)
    assert "1 of 2 spans of the article 1 by Ayla are missing." in told(made.missing)
    assert "A relation of “Article 1” led to a span that is not there any more." in told(made.missing)
    assert contents(sound) == (texts[:1] + texts[2:], own[:1], [0, *kinds[1:]])


def test_what_was_done_after_the_copy_is_kept(sound):
    back_up(sound)
    with closing(Project.open(sound)) as project:
        label(project, 2)
        label(project, 3)
    damage(sound, "UPDATE document SET text = text || '.' WHERE id = 2")
    repair(sound)
    with closing(Project.open(sound)) as project:
        assert [spans(project, number) for number in (2, 3)] == [[("PERSON", 0, 13, "Ayla")]] * 2


def test_the_order_and_what_was_said_of_suggestions_are_kept(sound):
    with closing(Project.open(sound)) as project:
        project.apply("Move", [Edit(None, Place(60, 8, 1)), Edit(None, Place(61, 1, 8))], "Ayla")
        project.apply("Reject", [Edit(None, Verdict(62, 3, 0, 5, "PERSON", "memory", "Björn", accepted=False))], "Ayla")
        order = [line.id for line in project.documents(annotator="Ayla")]
    damage(sound, "UPDATE document SET text = text || '.' WHERE id = 2")
    repair(sound)
    with closing(Project.open(sound)) as project:
        assert [line.id for line in project.documents(annotator="Ayla")] == [id_ for id_ in order if id_ != 2]
    with closing(sqlite3.connect(sound)) as file:
        assert file.execute("SELECT id, document, accepted FROM verdict").fetchall() == [(62, 3, 0)]


@pytest.mark.parametrize("keep", [0, 20, 4_096, 50_000])
def test_of_a_file_that_is_cut_off_the_copy_gives_the_rest(sound, keep):
    before = contents(sound)
    back_up(sound)
    sound.write_bytes(sound.read_bytes()[:keep])
    repair(sound)
    assert contents(sound) == before


def test_rows_are_found_on_pages_that_nothing_leads_to(sound):
    """The tables' own pages are gone, and there is no copy."""
    before = contents(sound)
    content = bytearray(sound.read_bytes())
    with closing(sqlite3.connect(sound)) as file:
        (root,) = file.execute("SELECT rootpage FROM sqlite_master WHERE name = 'action'").fetchone()
    content[100:4096] = bytes(3996)
    content[(root - 1) * 4096 : root * 4096] = bytes(4096)
    sound.write_bytes(content)
    made = repair(sound)
    assert not made.keeps_history
    assert contents(sound) == before


def test_what_was_removed_does_not_come_back(sound):
    with closing(Project.open(sound)) as project:
        for number in range(2, 8):
            label(project, number)
        for _ in range(2, 8):
            project.undo("Ayla")
    damage(sound, "UPDATE action SET seq = 1000 + seq", "UPDATE span SET start = 1 WHERE id = 51")
    repair(sound)
    with closing(Project.open(sound)) as project:
        assert [spans(project, number) for number in range(2, 8)] == [[]] * 6


def test_names_that_are_lost_are_made_up_and_told(sound):
    damage(sound, "UPDATE label SET name = 'X' WHERE id = 11", "UPDATE annotator SET kind = 'x' WHERE name = 'Ayla'")
    made = repair(sound)
    _, own, _ = contents(sound)
    assert len(own) == 2
    assert {name for name, *_ in own} == {"label 11", "ORG"}
    assert sum("is lost" in line for line in told(made.missing)) == 2


def test_a_project_that_is_open_elsewhere_stays(sound):
    with closing(Project.open(sound)), pytest.raises(ProjectError, match="open in another window"):
        repair(sound)


def test_what_is_no_project_stays(tmp_path):
    other = tmp_path / "letter.annotator"
    other.write_text("Dear all, " * 1_000)
    with pytest.raises(ProjectError, match="Nothing of a project is left"):
        repair(other)
    assert other.read_text().startswith("Dear all")
    assert [path.name for path in tmp_path.iterdir()] == ["letter.annotator"]


def test_a_newer_project_stays(sound):
    damage(sound, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(ProjectError, match="newer version"):
        repair(sound)


@pytest.mark.parametrize("content", [b"", b"\x0d" * 20_000, bytes(range(256)) * 64, b"\xff" * 9_000])
def test_pages_of_nonsense_are_read_without_an_error(content):
    assert all(isinstance(values, list) for _, values in leaf_rows(content))
