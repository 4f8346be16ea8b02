"""The edits that change the text of a document: all annotations move with it, or go."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from annotator.edits import Edit
from annotator.errors import EditError
from annotator.model import AnnotatedDocument
from annotator.reanchoring import Anchored
from annotator.translation import mark


def fix_text(document: AnnotatedDocument, text: str, anchored: Sequence[Anchored]) -> list[Edit]:
    """Give a document another text; `anchored` says where its spans stand in it, everybody's. No edit without a change.

    A span that is nowhere goes, with its relations. Raises EditError when nothing would be left of the text.
    """
    if text == document.text:
        return []
    if not text.strip():
        raise EditError(mark("errors", "Nothing would be left of the text. Delete the article instead."))
    try:
        sha256 = hashlib.sha256(text.encode()).hexdigest()
    except UnicodeEncodeError as error:
        raise EditError(mark("errors", "The text holds half of a character. Write that place anew.")) from error
    gone = {one.before.id for one in anchored if one.after is None}
    relations = [one for one in document.relations if gone & {one.source, one.target}]
    return [
        Edit(document.document, replace(document.document, text=text, sha256=sha256)),
        *(Edit(relation, None) for relation in relations),
        *(Edit(one.before, one.after) for one in anchored if one.after != one.before),
    ]
