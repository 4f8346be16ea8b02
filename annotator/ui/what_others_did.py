"""What somebody else has done to what one is looking at, in one sentence."""

from annotator.model import Document
from annotator.store import Change
from annotator.ui.plain_text import filled
from annotator.ui.translation import translate
from annotator.ui.what_changed import is_lost


def sentence(change: Change, document: int | None) -> str:
    """Return who did what; empty for what leaves scheme and open article alone. `document` is that article's id.

    Spans, statuses and notes of others are seen where they are shown, and are no matter for a sentence.
    """
    if not _matters(change, document):
        return ""
    if is_lost(change, document):
        told = translate("WhatOthersDid", "{who} has deleted the article. “Deleted articles” brings it back.")
    elif change.is_undo:
        told = translate("WhatOthersDid", "{who} has undone: {title}")
    else:
        told = translate("WhatOthersDid", "{who}: {title}")
    return filled(told, who=change.by, title=change.title)


def _matters(change: Change, document: int | None) -> bool:
    values = ((edit.after or edit.before) for edit in change.edits)
    is_here = any(isinstance(value, Document) and value.id == document for value in values)
    return change.everything or "label" in change.kinds or is_here
