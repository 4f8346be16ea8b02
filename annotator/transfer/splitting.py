"""Which articles of a project come into which part of a dataset, and the file that freezes it.

`splits.tsv`, beside the parts, has a line for each article: its part, the sha256 of its text and its id. An export that
is given this file leaves every article where it was; the text's hash finds it in any project, the id after its text
was fixed. The decision is kept in a file rather than made by a hash alone, since only what is kept can also be
balanced: by label, by date, and by what belongs together.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from annotator.duplicates import Reprints
from annotator.errors import FormatError
from annotator.files import decoded_line, filled_lines
from annotator.model import AnnotatedDocument, Document, value
from annotator.splits import Member, Shares, Unit, split_by_date, split_by_share

SPLITS_FILE = "splits.tsv"
HEADING = "split\tsha256\tid"
FIELDS = ("source", "author", "title", "date", "url")

Kept = Mapping[str, str]
"""The part of each article that has one, by the sha256 of its text and by its id."""


@value
class Split:
    """How a dataset is parted.

    `by` is SHARE or DATE. What has the same `together`, a field or a key of the metadata, stays in one part, as
    near-duplicates always do.
    """

    shares: Shares = (("train", 1.0),)
    by: str = "share"
    stratified: bool = True
    together: str = ""


SHARE, DATE = "share", "date"


class Parting:
    """Goes through the articles once, and then knows the part of each."""

    def __init__(self, split: Split, kept: Kept) -> None:
        self._split = split
        self._kept = kept
        self._reprints = Reprints()
        self._members: list[Member] = []
        self._ids: list[int] = []
        self._same: dict[str, int] = {}
        self._joined: list[tuple[int, int]] = []

    def look_at(self, document: AnnotatedDocument) -> None:
        """Take note of an article."""
        known, number = document.document, len(self._members)
        labels: dict[str, int] = {}
        for span in document.spans:
            labels[span.label] = labels.get(span.label, 0) + 1
        self._members.append(Member(known.sha256, known.date, tuple(sorted(labels.items()))))
        self._ids.append(known.id)
        self._reprints.add(known.text)
        group = group_of(known, self._split.together)
        if group:
            self._joined.append((number, self._same.setdefault(group, number)))

    def parts(self) -> dict[int, str]:
        """Return the part of each article, by its id."""
        units = self._units()
        kept = {
            member.key: part
            for member, id_ in zip(self._members, self._ids, strict=True)
            if (part := self._kept.get(member.key) or self._kept.get(str(id_)))
        }
        split = self._split
        if split.by == DATE:
            by_key = split_by_date(units, split.shares, kept)
        else:
            by_key = split_by_share(units, split.shares, kept, stratified=split.stratified)
        return {id_: by_key[member.key] for member, id_ in zip(self._members, self._ids, strict=True)}

    def lines(self, parts: Mapping[int, str]) -> Iterable[str]:
        """Yield the lines of the file that freezes the parts."""
        yield f"{HEADING}\n"
        for member, id_ in zip(self._members, self._ids, strict=True):
            yield f"{parts[id_]}\t{member.key}\t{id_}\n"

    def _units(self) -> list[Unit]:
        for one, other in self._joined:
            self._reprints.join(one, other)
        units: dict[int, list[Member]] = {}
        for number, member in enumerate(self._members):
            units.setdefault(self._reprints.first_of(number), []).append(member)
        return list(units.values())


def group_of(document: Document, field: str) -> str:
    """Return what a document has in a field or under a key of the metadata, as text; empty for nothing."""
    if not field:
        return ""
    found = getattr(document, field) if field in FIELDS else document.metadata.get(field, "")
    return " ".join(str(found).split())


def read_splits(path: Path) -> dict[str, str]:
    """Return the parts that a file has frozen. Raises FormatError."""
    kept: dict[str, str] = {}
    for number, line in filled_lines(path, limit=10_000):
        cells = decoded_line(line).rstrip("\r\n").split("\t")
        if number == 1 and cells != HEADING.split("\t"):
            raise FormatError("The first line of a file of splits is “split, sha256, id”, between tabs.", path=path)
        if len(cells) != 3 or not cells[0]:
            raise FormatError("A line of a file of splits has three cells: split, sha256, id.", path=path, line=number)
        if number > 1:
            kept[cells[1]] = kept[cells[2]] = cells[0]
    return kept
