from pathlib import Path

import pytest

from annotator.errors import FormatError
from annotator.files.json_documents import documents_of
from annotator.ids import new_id
from annotator.model import AnnotatedDocument, Document
from annotator.report import Outcome, Report

PATH = Path("some.json")
VALUES = [(3, {"text": "Good"}), (5, []), (9, {"text": ""}), (12, {"text": "Good too"})]


def read(value: dict[str, str], number: int) -> AnnotatedDocument:
    if not value["text"]:
        raise FormatError("its text is empty.")
    return AnnotatedDocument(Document(new_id(), value["text"], f"Number {number}"))


def test_the_first_that_cannot_be_read_is_told_with_its_place() -> None:
    documents = documents_of(VALUES, read, path=PATH, what="Task")
    assert next(documents).text == "Good"
    with pytest.raises(FormatError, match=r"Task 2: it must be an object.*") as told:
        next(documents)
    assert (told.value.path, told.value.line) == (PATH, 5)


def test_others_are_read_where_one_agrees_to_that() -> None:
    report = Report()
    documents = list(documents_of(VALUES, read, path=PATH, what="Task", refused=report))
    assert [one.document.title for one in documents] == ["Number 1", "Number 4"]
    assert [(entry.outcome, entry.line) for entry in report.notices] == [(Outcome.REFUSED, 5), (Outcome.REFUSED, 9)]
    assert "Task 3: its text is empty." in report.notices[1].message
