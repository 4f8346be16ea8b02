"""How far an article is, in words."""

from annotator.model import Status
from annotator.store import DocumentLine
from annotator.ui.plain_text import named
from annotator.ui.translation import translate
from annotator.visible import one_line

MOST = 1000
"""Code points of a flag's note: a tooltip has room for them."""


def status_word(status: Status) -> str:
    """Return a status as it stands beside other facts, in small letters."""
    return {
        Status.TODO: translate("status_words", "to do"),
        Status.IN_PROGRESS: translate("status_words", "in progress"),
        Status.DONE: translate("status_words", "done"),
        Status.SKIPPED: translate("status_words", "skipped"),
    }[status]


def shown_title(line: DocumentLine) -> str:
    """Return the title that the list shows; of a damaged row nothing is shown as if it were right."""
    return translate("status_words", "Damaged article") if line.damaged else one_line(line.title)


def flag_words(note: str) -> str:
    """Return what a flag with this note says."""
    return (
        translate("status_words", "flagged: {note}").format(note=named(note, MOST))
        if note
        else translate("status_words", "flagged")
    )


def standing(line: DocumentLine) -> tuple[str, ...]:
    """Return what is to be said about how far an article is: nothing of one that is to do and has no flag."""
    flag = (flag_words(line.note),) if line.flagged else ()
    # That a flagged one was begun need not be said.
    if line.status is Status.TODO or (line.flagged and line.status is Status.IN_PROGRESS):
        return flag
    return (status_word(line.status), *flag)
