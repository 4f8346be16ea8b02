"""A changed byte is found, when it is read and when the project is checked; each kind of damage is named."""

import json
from contextlib import closing, suppress
from dataclasses import replace

import pytest

from annotator.edits import (
    Edit,
    remove_span,
    set_status,
)
from annotator.errors import AnnotatorError, ProjectError
from annotator.label_edits import add_label, remove_label
from annotator.model import DocumentLabel, Kind, Note, Progress, Relation, Span, Status
from annotator.process_lines import error_of, told_of
from annotator.store import Finding, reading
from annotator.store.checksums import checksum, values_checksum
from annotator.store.history_rows import ACTION_COLUMNS
from annotator.store.project import Project
from annotator.store.rows import KINDS, document_row
from tests.store.making import IN_FILE, article, bring_in, label, new_project, raw

FIRST = Span(50, 1, "PERSON", "Ayla", 0, 13)
PIECES = Span(51, 1, "ORG", "Ayla", 18, 38, ((18, 30), (34, 38)))


@pytest.fixture
def sound(path):
    """A project with something of every kind in its first document, closed."""
    with closing(new_project(path, "Ayla", "Björn")) as project:
        bring_in(project, [article(1, FIRST, PIECES), article(2)], keep_ids=True)
        made = [
            Relation(52, 1, "knows", "Ayla", 50, 51),
            DocumentLabel(53, 1, "News", "Ayla"),
            Note(54, 1, "Ayla", "note"),
            Progress(55, 1, "Ayla", Status.DONE),
        ]
        project.apply("Everything", [Edit(None, one) for one in made], "Ayla")
        label(project, 2)
    return path


def findings(path, *statements):
    """Return what a check finds after these statements."""
    with raw(path) as file:
        for statement in statements:
            file.execute(statement)
    with closing(Project.open(path)) as project:
        found = list(project.check())
        assert list(project.check()) == found
    for one in found:
        told = json.loads(json.dumps(told_of(one.error)))
        assert str(error_of(told)) == one.message  # As it comes to the window.
    return [finding.message for finding in found]


def restamp(path):
    """Give each row of the history the checksum of what it says, as who forges it would."""
    edits = "SELECT action, n, kind, before, after, format FROM edit"
    actions = f"SELECT {', '.join(ACTION_COLUMNS)} FROM action"
    with raw(path) as file:
        for row in file.execute(edits).fetchall():
            given = (values_checksum(row), *row[:2])
            file.execute("UPDATE edit SET checksum = ? WHERE action = ? AND n = ?", given)
        for row in file.execute(actions).fetchall():
            file.execute("UPDATE action SET checksum = ? WHERE id = ?", (values_checksum(row), row[0]))


def restamp_labels(path):
    """Give each label the checksum of what it says, as who forges it would."""
    columns = (*KINDS["label"].columns, "removed", "spans_to")
    with raw(path) as file:
        for row in file.execute(f"SELECT {', '.join(columns)} FROM label").fetchall():
            stamp = checksum(KINDS["label"], dict(zip(columns, row, strict=True)))
            file.execute("UPDATE label SET checksum = ? WHERE id = ?", (stamp, row[0]))


def test_nothing_is_wrong_with_a_sound_project(sound):
    assert findings(sound) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE document SET text = replace(text, 'Zakir', 'zakir') WHERE id = 1",
        "UPDATE document SET text = text || ' ' WHERE id = 1",
        "UPDATE document SET author = 'X' WHERE id = 1",
        "UPDATE document SET metadata = '{\"a\":1}' WHERE id = 1",
        "UPDATE document SET sha256 = 'ab' WHERE id = 1",
        "UPDATE span SET start = 1 WHERE id = 50",
        'UPDATE span SET "end" = 14 WHERE id = 50',
        "UPDATE span SET label = 12 WHERE id = 50",
        "UPDATE span SET pieces = '[[18,31],[34,38]]' WHERE id = 51",
        "UPDATE span SET note = 'x' WHERE id = 50",
        "UPDATE span SET attributes = '[[\"a\",1]]' WHERE id = 50",
        "UPDATE span SET checksum = checksum + 1 WHERE id = 50",
        "UPDATE relation SET source = 51 WHERE id = 52",
        "UPDATE note SET text = 'Note' WHERE id = 54",
        "UPDATE progress SET status = 'skipped' WHERE id = 55",
        "UPDATE progress SET flagged = 1 WHERE id = 55",
    ],
)
def test_a_changed_value_is_found_by_reading_and_by_checking(sound, statement):
    assert any("damaged: it is not what was written" in message for message in findings(sound, statement))
    with closing(Project.open(sound)) as project:
        with pytest.raises(ProjectError, match=r"damaged: it is not what was written\. Go back to a copy"):
            project.document(1)
        assert project.document(2).document.title == "Article 2"


@IN_FILE
@pytest.mark.parametrize("value", ["x'00ff'", "9e999", "'x'", "1.5"])
@pytest.mark.parametrize("column", ["start", "note"])
def test_what_no_span_has_is_found(sound, column, value):
    findings(sound, f"UPDATE span SET {column} = {value} WHERE id = 50")
    with closing(Project.open(sound)) as project:
        with pytest.raises(ProjectError, match="damaged"):
            project.document(1)
        assert project.document(2).document.title == "Article 2"


@IN_FILE
def test_an_index_that_is_missing_is_found(sound):
    findings(sound, "DROP INDEX span_document")
    with closing(Project.open(sound)) as project, pytest.raises(ProjectError, match="The project file is damaged"):
        project.document(1)


@IN_FILE
def test_a_flipped_byte_in_the_file_is_found(sound):
    """As a bad disk does it, past SQLite."""
    sound.write_bytes(sound.read_bytes().replace(b"met Ilham Aliyev", b"met Ilhan Aliyev"))
    with closing(Project.open(sound)) as project:
        with pytest.raises(ProjectError, match="The text of “Article 1” is damaged"):
            project.document(1)
        assert any("The text of “Article 1” is damaged" in finding.message for finding in project.check())


@pytest.mark.parametrize("table", ["label", "annotator"])
def test_a_changed_label_or_annotator_is_found(sound, table):
    assert f"The {table} row of" in " ".join(
        findings(sound, f"UPDATE {table} SET name = 'X' || name WHERE id = (SELECT min(id) FROM {table})")
    )


def test_a_changed_scheme_is_found_by_reading(sound):
    findings(sound, "UPDATE label SET color = '#abcdef' WHERE id = 11")
    with closing(Project.open(sound)) as project, pytest.raises(ProjectError, match="damaged"):
        project.scheme()


@pytest.mark.parametrize(("table", "what"), [("label", "PERSON"), ("annotator", "Ayla")])
def test_a_removed_one_that_is_in_use_is_found(sound, table, what):
    found = findings(sound, f"UPDATE {table} SET removed = 1 WHERE name = '{what}'")
    assert f"The {table} {what} was removed, and is in use." in found


def test_a_row_that_refers_to_nothing_is_found(sound):
    found = findings(sound, "DELETE FROM span WHERE id = 50")
    assert any("of the table relation refers to a row of span that is not there" in message for message in found)


@IN_FILE
def test_a_damaged_database_is_found(path):
    with closing(new_project(path)) as project:
        bring_in(project, [article(number) for number in range(1, 400)])
    with raw(path) as file:
        root, size = (file.execute(f"{what}").fetchone()[0] for what in (ROOT_OF_DOCUMENTS, "PRAGMA page_size"))
    held = bytearray(path.read_bytes())
    at = (root - 1) * size
    held[at : at + 4096] = bytes(range(256)) * 16
    path.write_bytes(bytes(held))
    with closing(Project.open(path)) as project:
        messages = [finding.message for finding in project.check()]
    assert any("SQLite says: database disk image is malformed" in message for message in messages)
    assert all("The project file is damaged." in message for message in messages)


@IN_FILE
def test_an_index_that_does_not_fit_its_table_is_found(sound):
    other = "CREATE INDEX note_document ON note (annotator)"
    found = findings(
        sound, "PRAGMA writable_schema = ON", f"UPDATE sqlite_master SET sql = '{other}' WHERE name = 'note_document'"
    )
    assert any("SQLite says: row 1 missing from index note_document" in message for message in found)


ROOT_OF_DOCUMENTS = "SELECT rootpage FROM sqlite_master WHERE name = 'document'"


UNINDEX_TWO = """
INSERT INTO document_fts(document_fts, rowid, title, text) SELECT 'delete', id, title, text FROM document WHERE id = 2
"""


class TestOffsets:
    """Rows with right checksums and wrong places, as a faulty program would write them."""

    def written(self, path, *spans, **layers):
        with closing(new_project(path)) as project:
            bring_in(
                project, [article(1, *spans, **layers), article(2, Span(60, 2, "ORG", "Ayla", 0, 5))], keep_ids=True
            )
            return [finding.message for finding in project.check()]

    @pytest.mark.parametrize(("start", "end"), [(-1, 5), (5, 4), (0, 999)])
    def test_a_span_outside_the_text(self, path, start, end):
        (message,) = self.written(path, replace(FIRST, start=start, end=end))
        assert message == f"PERSON at {start} to {end} is not inside the text."

    @pytest.mark.parametrize("pieces", [((20, 30), (34, 38)), ((18, 30), (34, 37))])
    def test_a_span_that_does_not_cover_its_pieces(self, path, pieces):
        (message,) = self.written(path, replace(PIECES, pieces=pieces))
        assert message == "ORG at 18 to 38 does not cover its pieces."

    def test_pieces_out_of_order(self, path):
        (message,) = self.written(path, replace(PIECES, pieces=((34, 38), (18, 30))))
        assert message == "ORG at 18 to 38 is not inside the text."

    def test_a_relation_into_another_document(self, path):
        with closing(new_project(path)) as project:
            bring_in(project, [article(1, FIRST), article(2, Span(60, 2, "ORG", "Ayla", 0, 5))], keep_ids=True)
            project.apply("Relate", [Edit(None, Relation(52, 1, "knows", "Ayla", 50, 60))], "Ayla")
            assert list(project.check()) == [Finding("The relation knows leads to a span of another document.", 1)]

    def test_a_document_that_was_taken_back_is_checked_as_well(self, path):
        with closing(new_project(path)) as project:
            bring_in(project, [article(1, FIRST)], keep_ids=True)
            project.undo("Ayla")
        assert any("The span of 50 is damaged" in message for message in findings(path, "UPDATE span SET start = 2"))


class TestHistory:
    def test_a_row_that_the_history_does_not_lead_to(self, sound):
        """Sound in itself: the row of another time."""
        with closing(Project.open(sound)) as project:
            label(project, 2, 18, 30)
            (first, second) = project.document(2).spans
            project.apply("Remove", remove_span(project.document(2), second), "Ayla")
        found = findings(
            sound,
            f"DELETE FROM span WHERE id = {first.id}",
            "UPDATE label_count SET n = n - 1 WHERE label = 11",
            "DELETE FROM span_count WHERE document = 2",
        )
        assert found == ["The history does not lead to what is there: “Label PERSON” left something else."]

    def test_a_history_that_was_changed(self, sound):
        change = "UPDATE edit SET after = replace(after, '\"start\":0', '\"start\":1') WHERE kind = 'span'"
        assert any("of the history is not what was written" in message for message in findings(sound, change))
        restamp(sound)
        found = findings(sound)
        assert "The history does not lead to what is there: “Label PERSON” left something else." in found

    def test_a_change_in_the_middle_of_the_history(self, sound):
        with closing(Project.open(sound)) as project:
            project.apply("Set back", set_status(project.document(1), "Ayla", Status.TODO), "Ayla")
        where = "WHERE kind = 'progress' AND before IS NOT NULL"
        findings(sound, f"UPDATE edit SET before = replace(before, 'done', 'skipped') {where}")
        restamp(sound)
        found = findings(sound)
        assert found == ["The history does not lead to what is there: “Everything” left something else."]

    @pytest.mark.parametrize(
        "change",
        [
            "UPDATE action SET title = 'Other'",
            "UPDATE action SET at = at - 1",
            "UPDATE action SET checksum = NULL",
            "UPDATE edit SET after = replace(after, 'note', 'nope') WHERE kind = 'note'",
            "UPDATE edit SET checksum = 0 WHERE kind = 'import'",
        ],
    )
    def test_a_row_of_the_history_that_is_not_what_was_written(self, sound, change):
        (message, *_) = findings(sound, change)
        assert "of the history is not what was written. The project file is damaged." in message

    @pytest.mark.parametrize(
        "read",
        [
            lambda project: project.past(),
            lambda project: project.past(document=1),
            lambda project: project.next_undo("Ayla"),
            lambda project: project.undo("Ayla"),
            lambda project: project.statistics(),
        ],
    )
    def test_a_changed_title_is_read_nowhere(self, sound, read):
        findings(sound, "UPDATE action SET title = 'Other'")
        with closing(Project.open(sound)) as project, pytest.raises(ProjectError, match="is not what was written"):
            read(project)

    def test_what_was_undone_is_not_done_again_under_another_title(self, sound):
        with closing(Project.open(sound)) as project:
            project.undo("Ayla")
        findings(sound, "UPDATE action SET title = 'Other' WHERE undoes IS NOT NULL")
        with closing(Project.open(sound)) as project, pytest.raises(ProjectError, match="is not what was written"):
            project.redo("Ayla")

    def test_a_changed_edit_is_neither_shown_nor_taken_back(self, sound):
        with closing(Project.open(sound)) as project:
            project.apply("Set back", set_status(project.document(1), "Ayla", Status.TODO), "Ayla")
            before = project.document(1)
        findings(sound, "UPDATE edit SET before = replace(before, 'done', 'skipped') WHERE before IS NOT NULL")
        with closing(Project.open(sound)) as project:
            (newest, earlier, *_) = project.past()
            for read in (
                lambda: project.past_changes(newest.id),
                lambda: project.edits_back(earlier.seq, document=None, annotator="Ayla"),
                lambda: project.undo("Ayla"),
            ):
                with pytest.raises(ProjectError, match="is not what was written"):
                    read()
            assert project.document(1) == before

    @pytest.mark.parametrize("document", [None, 1])
    def test_an_action_that_lacks_edits_is_neither_shown_nor_taken_back(self, sound, document):
        with closing(Project.open(sound)) as project:
            project.undo("Ayla")
            before = project.document(1)
        (message,) = findings(sound, "DELETE FROM edit WHERE kind = 'note'")
        assert "of the history is not what was written. The project file is damaged." in message
        with closing(Project.open(sound)) as project:
            everything, first = project.past()[-2:]
            for read in (
                lambda: project.past_changes(everything.id, document=document),
                lambda: project.edits_back(first.seq, document=document, annotator="Ayla"),
                lambda: project.undo("Ayla"),
            ):
                with pytest.raises(ProjectError, match="is not what was written"):
                    read()
            assert project.document(1) == before

    @pytest.mark.parametrize("kind", ["sqan", "batch", "import"])
    @pytest.mark.parametrize("forged", [False, True])
    def test_an_edit_of_another_kind_is_no_fault_of_the_program(self, sound, kind, forged):
        findings(sound, f"UPDATE edit SET kind = '{kind}' WHERE kind = 'span'")
        if forged:
            restamp(sound)
            assert findings(sound) != []
        with closing(Project.open(sound)) as project:
            newest = project.past()[0]
            for read in (lambda: project.past_changes(newest.id), lambda: project.undo("Ayla")):
                with suppress(AnnotatorError):
                    read()

    def test_a_changed_row_is_not_passed_on_to_others(self, project, other):
        heard = []
        other.subscribe(heard.append)
        project.apply("Note", [Edit(None, Note(90, 1, "Ayla", "note"))], "Ayla")
        change = "UPDATE edit SET after = replace(after, '{}', '{}') WHERE kind = 'note'"
        with raw(project.address) as file:
            file.execute(change.format("note", "nope"))
        with pytest.raises(ProjectError, match="is not what was written"):
            other.poll()
        assert heard == []
        with raw(project.address) as file:
            file.execute(change.format("nope", "note"))
        other.poll()
        assert [made.title for made in heard] == ["Note"]

    def test_an_action_that_lacks_edits_is_not_passed_on_to_others(self, project, other):
        heard = []
        other.subscribe(heard.append)
        notes = [Edit(None, Note(n, 1, "Ayla", f"note {n}")) for n in (90, 91)]
        action = project.apply("Notes", notes, "Ayla").action
        with raw(project.address) as file:
            file.execute(f"UPDATE action SET edits = 3 WHERE id = {action}")
        restamp(project.address)
        with pytest.raises(ProjectError, match="is not what was written"):
            other.poll()
        assert heard == []
        with raw(project.address) as file:
            file.execute(f"UPDATE action SET edits = 2 WHERE id = {action}")
        restamp(project.address)
        other.poll()
        assert [len(made.edits) for made in heard] == [2]

    @IN_FILE
    def test_a_document_that_is_missing(self, sound):
        found = findings(
            sound,
            *(f"DELETE FROM {table} WHERE document = 2" for table in ("span", "progress", "span_count", "layer_count")),
            UNINDEX_TWO,
            "DELETE FROM document WHERE id = 2",
            "UPDATE batch SET documents = 1",
            "UPDATE label_count SET n = n - 1 WHERE label = 11",
        )
        assert "A document that was imported is missing." in found

    def test_an_annotation_that_nobody_made(self, sound):
        columns = "id, document, annotator, text, rev, checksum"
        found = findings(
            sound,
            f"INSERT INTO note ({columns}) SELECT 99, 2, annotator, text, rev, checksum FROM note WHERE id = 54",
            "INSERT INTO layer_count (document, kind, n) VALUES (2, 'note', 1)",
        )
        assert "The document's annotations are not those that import and edits left." in found

    def test_an_imported_span_that_is_gone(self, sound):
        found = findings(
            sound,
            "DELETE FROM relation",
            "DELETE FROM span WHERE id = 51",
            "UPDATE label_count SET n = n - 1 WHERE label = 12",
            "UPDATE span_count SET n = n - 1 WHERE document = 1",
        )
        assert "The document's annotations are not those that import and edits left." in found

    def test_a_text_that_was_exchanged_with_its_sums(self, sound):
        """Text, sum and checksum of another document: right in itself, not what was imported."""
        with closing(Project.open(sound)) as project, raw(sound) as file:
            wrong = replace(project.document(1).document, sha256=project.document(2).document.sha256)
            stamp = checksum(KINDS["document"], document_row(wrong))
            text = "(SELECT text FROM document WHERE id = 2)"
            sums = (wrong.sha256, stamp)
            file.execute(f"UPDATE document SET sha256 = ?, checksum = ?, text = {text} WHERE id = 1", sums)
        assert "The document's text is not the one that was imported." in findings(sound)


class TestCounts:
    @pytest.mark.parametrize(
        ("statement", "message"),
        [
            ("UPDATE label_count SET n = n + 1", "The counts of spans by label are not what is there."),
            ("DELETE FROM label_count", "The counts of spans by label are not what is there."),
            ("UPDATE batch SET documents = 7", "The count of the documents of an import is not what is there."),
            (
                "UPDATE document SET removed = 1 WHERE id = 2",
                "The count of the documents of an import is not what is there.",
            ),
            ("UPDATE span_count SET n = n + 1", "The counts of spans by document are not what is there."),
            ("DELETE FROM span_count", "The counts of spans by document are not what is there."),
            ("UPDATE layer_count SET n = n + 1", "The counts of annotations by document are not what is there."),
            ("DELETE FROM layer_count", "The counts of annotations by document are not what is there."),
            ("UPDATE status_count SET n = n + 1", "The counts of articles by status are not what is there."),
        ],
    )
    def test_a_wrong_count_is_found(self, sound, statement, message):
        assert message in findings(sound, statement)

    @pytest.mark.parametrize(
        "statement",
        [
            UNINDEX_TWO,
            "INSERT INTO document_fts(rowid, title, text) VALUES (1, 'one', 'word more')",
        ],
    )
    @IN_FILE
    def test_a_wrong_full_text_index_is_found(self, sound, statement):
        (message,) = findings(sound, statement)
        assert message.startswith("The full-text index is not that of the texts")


class TestWhileOthersWork:
    def test_an_open_import_is_no_fault(self, project, other):
        with other.bulk_import("Import", "Björn") as importing:
            importing.add([article(9, Span(1, 9, "PLACE", "Cem", 34, 38))], other.scheme())
            assert list(project.check()) == []
            other.close_import(importing, "Import")

    def test_progress_is_told_and_pages_follow(self, path, monkeypatch):
        monkeypatch.setattr(reading, "PAGE", 2)
        told = []
        with closing(new_project(path)) as project:
            bring_in(project, [article(number) for number in range(1, 6)])
            assert list(project.check(told.append)) == []
        assert told[-1] == 1
        assert told == sorted(told)

    def test_what_an_earlier_undo_left_is_no_fault(self, project):
        project.apply("Add", add_label(project.scheme(), "PLACE", color="#0000aa"), "Ayla")
        label(project, 1, 34, 38, "PLACE")
        for _ in range(3):
            project.undo("Ayla")
        project.redo("Ayla")
        assert list(project.check()) == []


def test_of_a_damaged_row_the_list_tells_nothing(sound):
    findings(sound, "UPDATE document SET title = 'Other' WHERE id = 1")
    with closing(Project.open(sound)) as project:
        first, second = project.documents(annotator="Ayla")
    assert (first.title, first.damaged) == ("", True)
    assert (second.title, second.damaged) == ("Article 2", False)


def test_spans_that_an_index_does_not_lead_to_are_missed(sound):
    findings(sound, "DELETE FROM span WHERE id = 51")
    with (
        closing(Project.open(sound)) as project,
        pytest.raises(ProjectError, match="The list of spans of 1 is damaged"),
    ):
        project.document(1)


@pytest.mark.parametrize(
    ("kind", "many"),
    [("relation", "relations"), ("document_label", "labels"), ("note", "notes"), ("progress", "statuses")],
)
def test_what_an_index_does_not_lead_to_is_missed(sound, kind, many):
    findings(sound, f"DELETE FROM {kind} WHERE document = 1")
    with closing(Project.open(sound)) as project:
        for read in (lambda: project.document(1), lambda: list(project.annotated_documents())):
            with pytest.raises(ProjectError, match=f"The list of {many} of 1 is damaged"):
                read()
        assert project.document(2).spans


@pytest.mark.parametrize("gone", ["DELETE FROM label WHERE name = 'ORG'", "DELETE FROM annotator WHERE name = 'Ayla'"])
def test_what_refers_to_a_name_that_is_lost_is_damaged(sound, gone):
    findings(sound, gone)
    with closing(Project.open(sound)) as project:
        reads = [lambda: project.document(1), lambda: list(project.annotated_documents())]
        if "annotator" in gone:
            reads += [project.past, project.statistics]
        for read in reads:
            with pytest.raises(ProjectError, match=r"that is not there|is damaged"):
                read()


@pytest.mark.parametrize(
    "statement",
    ["UPDATE label SET name = 'N%ws' WHERE name = 'News'", "UPDATE annotator SET name = 'Aila' WHERE name = 'Ayla'"],
)
def test_a_changed_name_is_shown_nowhere(sound, statement):
    with closing(Project.open(sound)) as project:
        bring_in(project, [article(3)], "Björn", keep_ids=True)
        label(project, 3, annotator="Björn")
    findings(sound, statement)
    with closing(Project.open(sound)) as project:
        with pytest.raises(ProjectError, match="refers to a label or an annotator"):
            project.document(1)
        assert project.document(3).spans


def test_a_label_that_is_not_where_the_history_left_it_is_found_though_its_checksum_is_right(sound):
    with closing(Project.open(sound)) as project:
        project.remove_label("Delete", remove_label(project.scheme(), project.scheme().find("ORG")), "Ayla")
    with raw(sound) as file:
        file.execute("UPDATE label SET spans_to = (SELECT id FROM label WHERE name = 'PERSON') WHERE name = 'ORG'")
    restamp_labels(sound)
    assert findings(sound) == ["Whether the label ORG was removed is not what the history says."]


def test_labels_that_lead_to_another_kind_are_damage(sound):
    with closing(Project.open(sound)) as project:
        project.remove_label("Delete", remove_label(project.scheme(), project.scheme().find("ORG")), "Ayla")
    relation = "(SELECT id FROM label WHERE name = 'knows')"
    with raw(sound) as file:
        file.execute(f"UPDATE label SET spans_to = {relation} WHERE name = 'ORG'")
    restamp_labels(sound)
    with pytest.raises(ProjectError, match="is damaged"), closing(Project.open(sound)) as project:
        project.document(1)


def test_labels_that_lead_in_a_circle_are_damage(sound):
    with raw(sound) as file:
        for label_, other in (("PERSON", "ORG"), ("ORG", "PERSON")):
            other_id = f"(SELECT id FROM label WHERE name = '{other}')"
            file.execute(f"UPDATE label SET removed = 1, spans_to = {other_id} WHERE name = '{label_}'")
    restamp_labels(sound)
    with pytest.raises(ProjectError, match="damaged"):
        Project.open(sound)


@pytest.mark.parametrize("kind", ["note", "notf", ""])
def test_a_count_of_what_is_nothing_is_damage(sound, kind):
    findings(sound, f"INSERT INTO layer_count (document, kind, n) VALUES (2, '{kind}', 7)")
    with closing(Project.open(sound)) as project, pytest.raises(ProjectError, match="of 2 is damaged"):
        project.document(2)


def test_what_is_hidden_is_counted_and_not_shown(sound):
    with closing(Project.open(sound)) as project:
        scheme = project.scheme()
        news = scheme.find("News", Kind.DOCUMENT)
        org = scheme.find("ORG", Kind.SPAN)
        for gone in (news, org):
            project.remove_label("Delete", remove_label(project.scheme(), gone), "Ayla")
        shown = project.document(1)
        assert (len(shown.spans), shown.relations, shown.document_labels) == (1, (), ())
    findings(sound, "DELETE FROM relation")
    with closing(Project.open(sound)) as project, pytest.raises(ProjectError, match="list of relations"):
        project.document(1)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE layer_count SET kind = CAST(kind AS BLOB) WHERE kind = 'note'",
        "UPDATE document SET text = CAST(text AS BLOB) WHERE id = 1",
    ],
)
@IN_FILE
def test_bytes_where_a_text_belongs_are_damage(sound, statement):
    assert findings(sound, statement) != []
    with closing(Project.open(sound)) as project, pytest.raises(ProjectError, match="is damaged"):
        project.document(1)


def test_an_export_misses_documents_that_are_not_found(sound):
    findings(sound, "UPDATE document SET removed = 1 WHERE id = 2")
    with closing(Project.open(sound)) as project, pytest.raises(ProjectError, match="Of 2 articles only 1 were found"):
        list(project.annotated_documents())


def test_an_action_that_looks_open_is_no_leftover(sound):
    """Its number is lost, and it has no owner: what it wrote must not be cleared away."""
    findings(sound, "UPDATE action SET seq = NULL WHERE depth = 0")
    with closing(Project.open(sound)) as project:
        assert len(project.documents(annotator="Ayla")) == 2


@IN_FILE
def test_a_place_in_the_order_that_is_no_number_is_damage(sound):
    with raw(sound) as file:
        file.execute("UPDATE action SET seq = 'x' WHERE seq = 1")
    with pytest.raises(ProjectError, match="damaged"):
        Project.open(sound)


@pytest.mark.parametrize("after", ["'{}'", "'[]'", "'no JSON'", "x'00ff'", "'7'"])
def test_a_history_of_another_shape_is_damage(sound, after):
    found = findings(sound, f"UPDATE edit SET after = {after} WHERE kind = 'span'")
    assert any("damaged" in message for message in found)
