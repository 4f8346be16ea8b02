"""documents.jsonl, which we put beside the pairs: what brat has no place for, an object a line, in their order.

brat passes it over. Its keys are `file`, the name of the pair without what comes behind the dot; `title`, `author`,
`date`, `source`, `url`, `metadata`; `labels` and `notes` of the whole document.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from annotator.errors import FormatError
from annotator.files import at_line
from annotator.files.json_lines import check_json_value, json_lines
from annotator.metadata import FIELDS
from annotator.model import AnnotatedDocument, DocumentLabel, Note

NAME = "documents.jsonl"
Row = dict[str, Any]


def index_row(stem: str, annotated: AnnotatedDocument) -> Row:
    """Return the object of a document."""
    known = annotated.document
    row: Row = {"file": stem} | {name: content for name in FIELDS if (content := getattr(known, name))}
    if known.metadata:
        row["metadata"] = dict(known.metadata)
    if annotated.document_labels:
        row["labels"] = [label.label for label in annotated.document_labels]
    if annotated.notes:
        row["notes"] = [note.text for note in annotated.notes]
    return row


def index_rows(folder: Path) -> Iterator[Row] | None:
    """Return the objects of a folder's file in their order; None without a file. They are checked as they are read."""
    path = folder / NAME
    return _rows(path) if path.is_file() else None


def with_row(annotated: AnnotatedDocument, row: Row) -> AnnotatedDocument:
    """Return the document with what is known of it."""
    number = annotated.document.id
    labels, notes = row.get("labels", []), row.get("notes", [])
    fields = {name: row.get(name, "") for name in FIELDS}
    document = replace(annotated.document, **fields, metadata=row.get("metadata", {}))
    return replace(
        annotated,
        document=document,
        document_labels=tuple(DocumentLabel(at, number, label, "") for at, label in enumerate(labels, 1)),
        notes=tuple(Note(at, number, "", note) for at, note in enumerate(notes, 1)),
    )


def _rows(path: Path) -> Iterator[Row]:
    for number, line, row in json_lines(path):
        with at_line(path, number):
            for key, content in row.items():
                _check(key, content)
            check_json_value(row, line)
        yield row


def _check(key: str, content: object) -> None:
    if key in {"file", *FIELDS} and not isinstance(content, str):
        raise FormatError(f"“{key}” must be a text.")
    if key == "metadata" and not isinstance(content, dict):
        raise FormatError("“metadata” must be an object.")
    if key in {"labels", "notes"}:
        texts = content if isinstance(content, list) else [None]
        if not all(isinstance(text, str) and (text or key == "notes") for text in texts):
            raise FormatError(f"“{key}” must be a list of texts.")
