"""What an import would do, in a sentence or two."""

from PySide6.QtCore import QLocale

from annotator.report import Outcome
from annotator.transfer.preview import Preview
from annotator.ui.plain_text import filled
from annotator.ui.translation import translate


def number_refused(preview: Preview) -> int:
    """Return how many files cannot be read."""
    return len(preview.refused) + sum(file.refusal is not None for file in preview.files)


def brings_something(preview: Preview) -> bool:
    """Return whether an import would change anything."""
    new = any(not document.known for file in preview.files for document in file.documents)
    return new or bool(preview.unseen) or any(not file.whole or file.labels for file in preview.files)


def summary(preview: Preview, project: str) -> str:
    """Return in a sentence or two what an import would do."""
    documents = [document for file in preview.files for document in file.documents]
    new, known = sum(not document.known for document in documents), sum(document.known for document in documents)
    refused = number_refused(preview)
    parts = [_new(new, project) if preview.is_whole else _at_least(preview, new, project)]
    if known:
        more = translate("import", "{count} are there already.")
        parts.append(_counted(known, translate("import", "1 is there already."), more))
    alike = sum(document.like is not None for document in documents)
    if alike:
        more = translate("import", "{count} are much like others; they are imported all the same.")
        parts.append(_counted(alike, translate("import", "1 is much like another; it is imported all the same."), more))
    if refused:
        one = translate("import", "1 file is left out, see below why.")
        parts.append(_counted(refused, one, translate("import", "{count} files are left out, see below why.")))
    parts += _of_notices(preview)
    return " ".join(parts)


def _of_notices(preview: Preview) -> list[str]:
    """Say what of the files that are read is changed on the way, or left out."""
    told = dict.fromkeys((Outcome.REPAIRED, Outcome.REFUSED), 0)
    for file in preview.files:
        for notice in file.notices:
            if notice.outcome in told and file.refusal is None:
                told[notice.outcome] += 1
    parts = []
    if told[Outcome.REPAIRED]:
        one, more = translate("import", "1 thing is repaired."), translate("import", "{count} things are repaired.")
        parts.append(_counted(told[Outcome.REPAIRED], one, more))
    if told[Outcome.REFUSED]:
        one = translate("import", "1 line or article is left out.")
        parts.append(
            _counted(told[Outcome.REFUSED], one, translate("import", "{count} lines or articles are left out."))
        )
    return parts


def _counted(count: int, one: str, more: str, **fields: str) -> str:
    return filled(one if count == 1 else more, count=QLocale().toString(count), **fields)


def _new(count: int, project: str) -> str:
    if not count:
        return translate("import", "There is nothing new to import.")
    one = translate("import", "1 article will be imported into “{project}”.")
    more = translate("import", "{count} articles will be imported into “{project}”.")
    return _counted(count, one, more, project=project)


def _at_least(preview: Preview, new: int, project: str) -> str:
    """Say that only the head was looked at."""
    number = QLocale().toString
    files = len(preview.files) + len(preview.unseen)
    if preview.unseen:
        sentence = translate(
            "import", "{files} files will be imported into “{project}”; these are the first {seen} of them."
        )
        return filled(sentence, files=number(files), project=project, seen=number(len(preview.files)))
    sentence = translate(
        "import", "More than {count} articles will be imported into “{project}”; only the first were looked at."
    )
    return filled(sentence, count=number(new), project=project)
