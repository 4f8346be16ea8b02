"""What an action changed, in words: one line for each edit."""

from annotator.edits import Edit, shortened, title_of
from annotator.model import (
    AnnotatedDocument,
    Annotator,
    Document,
    DocumentLabel,
    Label,
    Note,
    Place,
    Progress,
    Relation,
    Span,
    Verdict,
)
from annotator.ui.plain_text import filled, named
from annotator.ui.status_words import flag_words, status_word
from annotator.ui.translation import translate

CONTEXT = "change_words"


def change_words(edit: Edit, document: AnnotatedDocument | None) -> str:
    """Return what an edit did; spans of the open document are quoted from its text as it is now."""
    before, after = edit.before, edit.after
    was = "" if before is None else _words(before, document)
    now = "" if after is None else _words(after, document)
    if was and now:
        return was if was == now else filled(translate(CONTEXT, "{was} → {now}"), was=was, now=now)
    return f"+ {now}" if now else f"− {was}"


def _words(made: object, document: AnnotatedDocument | None) -> str:
    match made:
        case Span():
            here = document is not None and made.document == document.document.id and made.end <= len(document.text)
            quoted = f" “{named(title_of(document, made))}”" if here and document is not None else ""
            return f"{named(made.label)}{quoted}"
        case Relation() | DocumentLabel():
            return named(made.label)
        case Progress():
            return ", ".join((status_word(made.status), *([flag_words(made.note)] if made.flagged else [])))
        case Note():
            return filled(translate(CONTEXT, "note “{text}”"), text=" ".join(made.text.split())[:80])
        case Document():
            facts = (made.title, made.author, made.date, made.source, made.url, *map(str, made.metadata.items()))
            return " · ".join(named(fact) for fact in facts if fact)
        case Label() | Annotator():
            return named(made.name)
        case Verdict():
            said = translate(CONTEXT, "accepted") if made.accepted else translate(CONTEXT, "rejected")
            here = document is not None and made.document == document.document.id and made.end <= len(document.text)
            quoted = (
                f" “{named(shortened(document.text[made.start : made.end]))}”" if here and document is not None else ""
            )
            return f"{said}: {named(made.label)}{quoted}"
        case Place():
            return translate(CONTEXT, "place in the list")
    raise AssertionError(made)
