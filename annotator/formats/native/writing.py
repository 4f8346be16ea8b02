"""Values become lines of the native format. Fields that hold their default are left out."""

import hashlib

from annotator.formats.native.fields import Row
from annotator.model import (
    AnnotatedDocument,
    Attribute,
    DocumentLabel,
    Label,
    Origin,
    Progress,
    Relation,
    Scheme,
    Span,
)


def scheme_rows(scheme: Scheme) -> list[Row]:
    """Return the labels in their order."""
    return [_label_row(label) for label in scheme.labels]


def document_row(annotated: AnnotatedDocument) -> Row:
    """Return one document with all that is known of it."""
    document = annotated.document
    row: Row = {"id": str(document.id)}
    _add(row, title=document.title, author=document.author, date=document.date, source=document.source)
    _add(row, url=document.url, metadata=dict(document.metadata))
    if document.origin is not None:
        row["origin"] = _origin_row(document.origin)
    row["text"] = document.text
    row["sha256"] = hashlib.sha256(document.text.encode(errors="surrogatepass")).hexdigest()
    _add(
        row,
        spans=[_span_row(span) for span in annotated.spans],
        relations=[_relation_row(relation) for relation in annotated.relations],
        document_labels=[_labelled(label) for label in annotated.document_labels],
        notes=[{"id": str(note.id), "annotator": note.annotator, "text": note.text} for note in annotated.notes],
        progress=[_progress_row(progress) for progress in annotated.progress],
    )
    return row


def _label_row(label: Label) -> Row:
    row: Row = {"id": str(label.id), "name": label.name, "kind": label.kind.value, "color": label.color}
    _add(row, key=label.key, parent=label.parent, description=label.description, position=label.position)
    _add(row, snaps_to_words=label.snaps_to_words)
    if not label.may_overlap:
        row["may_overlap"] = False
    _add(row, sources=label.sources, targets=label.targets, symmetric=label.symmetric)
    _add(row, attributes=[_attribute_row(attribute) for attribute in label.attributes], one_below=label.one_below)
    _add(row, nests_in=label.nests_in)
    return row


def _attribute_row(attribute: Attribute) -> Row:
    row: Row = {"name": attribute.name, "kind": attribute.kind.value}
    _add(row, choices=attribute.choices, address=attribute.address)
    if attribute.default is not None:
        row["default"] = attribute.default
    return row


def _origin_row(origin: Origin) -> Row:
    row: Row = {}
    removals = [{"offset": removal.offset, "text": removal.text, "why": removal.why} for removal in origin.removals]
    _add(row, file=origin.file, sha256=origin.sha256, encoding=origin.encoding)
    _add(row, changes=origin.changes, removals=removals)
    return row


def _span_row(span: Span) -> Row:
    row: Row = {
        "id": str(span.id), "label": span.label, "annotator": span.annotator, "start": span.start, "end": span.end
    }  # fmt: skip
    if span.pieces:
        row["pieces"] = span.pieces
    if span.attributes:
        row["attributes"] = dict(span.attributes)
    if span.note:
        row["note"] = span.note
    return row


def _relation_row(relation: Relation) -> Row:
    row = _labelled(relation) | {"source": str(relation.source), "target": str(relation.target)}
    _add(row, attributes=dict(relation.attributes), note=relation.note)
    return row


def _labelled(annotation: Relation | DocumentLabel) -> Row:
    return {"id": str(annotation.id), "label": annotation.label, "annotator": annotation.annotator}


def _progress_row(progress: Progress) -> Row:
    row: Row = {"id": str(progress.id), "annotator": progress.annotator, "status": progress.status.value}
    _add(row, flagged=progress.flagged, note=progress.note)
    return row


def _add(row: Row, **fields: object) -> None:
    """Add the fields that hold something."""
    row.update((name, content) for name, content in fields.items() if content)
