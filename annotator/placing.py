"""The edits of which documents there are and of their order."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from annotator.edits import Edit
from annotator.ids import new_id
from annotator.model import Document, Place


def remove_document(document: Document) -> list[Edit]:
    """Put a document into the bin, with all that was done in it."""
    return [Edit(document, None)]


def restore_documents(documents: Sequence[Document]) -> list[Edit]:
    """Take documents out of the bin."""
    return [Edit(None, document) for document in documents]


def place_documents(order: Sequence[int], places: Mapping[int, Place]) -> list[Edit]:
    """Let documents, named by their ids, stand in this order; all others stay where they are.

    The positions that these documents have are dealt out anew, so no two ever have the same. `places` holds those of
    the documents that were moved before.
    """
    known = {id_: places[id_].position if id_ in places else id_ for id_ in order}
    made = []
    for id_, position in zip(order, sorted(known.values()), strict=True):
        if known[id_] != position:
            before = places.get(id_)
            after = replace(before, position=position) if before else Place(new_id(), id_, position)
            made.append(Edit(before, after))
    return made
