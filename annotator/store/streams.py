"""The indexes along which the list of documents is read, as SQL."""

from dataclasses import replace

from annotator.model import value
from annotator.store import SortBy


@value
class Stream:
    """Documents along an index: the tables from which they come, what they are sorted by, and their id."""

    tables: str
    at: str
    id: str = "document.id"
    where: tuple[str, ...] = ()


BY_COLUMN = {
    SortBy.TITLE: Stream("document INDEXED BY document_title", "document.title COLLATE NOCASE"),
    SortBy.DATE: Stream("document INDEXED BY document_date", "document.date"),
    SortBy.SOURCE: Stream("document INDEXED BY document_source", "document.source COLLATE NOCASE"),
    SortBy.AUTHOR: Stream("document INDEXED BY document_author", "document.author COLLATE NOCASE"),
}

_OF_STANDING = "CROSS JOIN document ON document.id = standing.document"
_MINE = "standing.annotator = :annotator"
BY_STANDING = {
    SortBy.STATUS: Stream(
        f"standing INDEXED BY standing_status {_OF_STANDING}", "standing.status", "standing.document", (_MINE,)
    ),
    SortBy.SPANS: Stream(
        f"standing INDEXED BY standing_spans {_OF_STANDING}", "standing.spans", "standing.document", (_MINE,)
    ),
}

BY_ID = Stream("document NOT INDEXED", "document.id")
"""Not by an index of what is filtered: all that match would have to be sorted."""
OF_STATUS = Stream(
    f"standing INDEXED BY standing_status {_OF_STANDING}",
    "standing.document",
    "standing.document",
    (_MINE, "standing.status = :rank"),
)
FLAGGED = Stream(
    "progress AS flag INDEXED BY progress_flagged CROSS JOIN document ON document.id = flag.document",
    "flag.document",
    "flag.document",
    ("flag.annotator = :annotator", "flag.flagged = 1"),
)
WITH_WORDS = Stream(
    "document_fts CROSS JOIN document ON document.id = document_fts.rowid",
    "document_fts.rowid",
    "document_fts.rowid",
    ("document_fts MATCH :words",),
)

PLACED = Stream(
    "place INDEXED BY place_position CROSS JOIN document ON document.id = place.document", "place.position",
    "place.document",
)  # fmt: skip
NOT_PLACED = "NOT EXISTS (SELECT 1 FROM place WHERE place.document = document.id)"

WITH_FIELD = Stream(
    "document_field CROSS JOIN document ON document.id = document_field.document",
    "document_field.value",
    "document_field.document",
    ("document_field.key = :key",),
)
WITHOUT_FIELD = replace(
    BY_ID,
    where=("NOT EXISTS (SELECT 1 FROM document_field AS f WHERE f.document = document.id AND f.key = :key)",),
)
