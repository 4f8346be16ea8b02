"""The columns of a table: those that we write, and where in somebody else's the text, the label and the rest stand."""

import re
from collections.abc import Collection, Sequence

from annotator.errors import FormatError
from annotator.formats import Options
from annotator.model import value

DOCUMENT, TEXT, CONTINUED = "document", "text", "text continued"
START, END, LABEL = "start", "end", "label"
FIELDS = ("title", "author", "date", "source", "url")
OF_DOCUMENTS = (DOCUMENT, *FIELDS, "metadata", TEXT, CONTINUED)
OF_SPANS = (START, END, LABEL, "quote", "annotator", "pieces", "attributes", "note")
WRITTEN = (*OF_DOCUMENTS, *OF_SPANS)

TEXT_NAMES = (TEXT, "content", "body", "article", "sentence")
"""What the column of the text is called when nobody says; the first that there is."""
LABEL_NAMES = (LABEL, "labels")
FIELD_NAMES = {
    "title": ("headline", "heading"),
    "author": ("authors", "byline"),
    "date": ("published", "publication date", "publication_date", "pubdate"),
    "source": ("publisher", "outlet", "newspaper"),
    "url": ("link",),
}
"""What else the columns of a table of documents are called that say something about each."""

ISO_DATE = re.compile(r"\d{4}(-\d\d(-\d\d([T ]\d\d.*)?)?)?")
"""A date, whole or in part. Anything else that is called `date` is metadata."""

COLUMN_LIMIT = 16_384
"""As in Excel."""


@value
class Columns:
    """Where in a row things stand, from 0: what has a meaning by its name, the rest by the name it has.

    A table of spans has a row a span, with start, end and label; else each row is a document.
    """

    known: tuple[tuple[str, int], ...]
    metadata: tuple[tuple[str, int], ...]
    has_spans: bool
    width: int


def written_heading(options: Options, *, continued: bool) -> dict[str, str]:
    """Return the columns that are written, each with its name. Raises FormatError when two have the same one."""
    chosen = {TEXT: options["text"] or TEXT, LABEL: options["label"] or LABEL}
    heading = {name: chosen.get(name, name) for name in WRITTEN if continued or name != CONTINUED}
    names = list(heading.values())
    for option, name in chosen.items():
        if names.count(name) > 1:
            raise FormatError(f"Two columns would be named {name}. Choose another name by the option {option}.")
    return heading


def found_columns(heading: Sequence[str], options: Options) -> Columns:
    """Return where things stand below this heading. Raises FormatError when the text is nowhere."""
    if len(heading) > COLUMN_LIMIT:
        raise FormatError(f"The table has {len(heading):,} columns; the limit is {COLUMN_LIMIT:,}.")
    names = _unique(heading)
    text = _text_column(names, options["text"])
    label = _label_column(names, options["label"])
    places: dict[str, int] = {}
    for at, name in enumerate(names):
        places.setdefault(name.lower(), at)
    has_spans = {START, END} <= places.keys() and label is not None
    wanted = WRITTEN if has_spans else FIELDS
    known = {name: places[name] for name in wanted if name in places and places[name] not in {text, label}}
    known[TEXT] = text
    if label is not None:
        known[LABEL] = label
    known |= _fields(names, options, set(known.values()), known.keys() if not has_spans else FIELDS)
    taken = set(known.values())
    rest = [(name, at) for at, name in enumerate(names) if at not in taken]
    return Columns(tuple(known.items()), _metadata(rest, options["metadata"]), has_spans, len(names))


def numbered(width: int) -> list[str]:
    """Return the names of columns that have no heading: their numbers."""
    return [str(number) for number in range(1, width + 1)]


def _unique(heading: Sequence[str]) -> list[str]:
    """Return names, one for each column: what has none is called by its number, a second one of a name counted."""
    names: dict[str, None] = {}
    tried: dict[str, int] = {}
    for number, cell in enumerate(heading, 1):
        name = once = cell.strip() or f"column {number}"
        while once in names:
            tried[name] = tried.get(name, 1) + 1
            once = f"{name} {tried[name]}"
        names[once] = None
    return list(names)


def _text_column(names: list[str], chosen: str) -> int:
    if chosen:
        return _chosen_column(names, chosen, "text")
    lower = [name.lower() for name in names]
    for name in TEXT_NAMES:
        if name in lower:
            return lower.index(name)
    if len(names) == 1:
        return 0
    raise FormatError(f"Which column holds the text? Name it by the option text. There are: {_listed(names)}.")


def _label_column(names: list[str], chosen: str) -> int | None:
    if chosen:
        return _chosen_column(names, chosen, "label")
    lower = [name.lower() for name in names]
    return next((lower.index(name) for name in LABEL_NAMES if name in lower), None)


def _chosen_column(names: list[str], chosen: str, option: str) -> int:
    if chosen not in names:
        raise FormatError(f"No column is named {chosen}, as the option {option} says. There are: {_listed(names)}.")
    return names.index(chosen)


def _fields(names: list[str], options: Options, taken: set[int], found: Collection[str]) -> dict[str, int]:
    """Return the columns of fields that are named by an option, or else, unless `found`, by what they are called."""
    lower = [name.lower() for name in names]
    fields: dict[str, int] = {}
    for field, guesses in FIELD_NAMES.items():
        if chosen := options.get(field, ""):
            fields[field] = _chosen_column(names, chosen, field)
        elif field not in found:
            at = next((lower.index(guess) for guess in guesses if guess in lower), None)
            if at is not None and at not in taken:
                fields[field] = at
    return fields


def _metadata(rest: Sequence[tuple[str, int]], chosen: str) -> tuple[tuple[str, int], ...]:
    """Return the columns that become metadata: those that are named, else all."""
    if not chosen:
        return tuple(rest)
    wanted = [name.strip() for name in chosen.split(",")]
    places = dict(rest)
    for name in wanted:
        if name not in places:
            raise FormatError(
                f"No column of metadata is named {name}, as the option metadata says. "
                f"There are: {_listed([name for name, _ in rest])}."
            )
    return tuple((name, places[name]) for name in wanted)


def _listed(names: Sequence[str]) -> str:
    shown = [name if len(name) <= 40 else name[:40] + "…" for name in names[:20]]
    return ", ".join([*shown, *(["…"] if len(names) > 20 else [])]) or "none"
