"""brat's standoff: pairs of a text (.txt) and its annotations (.ann) in a folder, with annotation.conf beside them.

Specified in docs/brat.md; https://brat.nlplab.org/standoff.html. A pair of BioNLP's (.a1, .a2) is read the same way. A
single .ann or .txt is read with its other half.
"""

import codecs
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from annotator.errors import FormatError
from annotator.files import created, file_error, opened
from annotator.files.json_lines import json_line
from annotator.formats import ENCODING, Format, Options, Reading, register
from annotator.formats.brat.config import ANNOTATION, SHORTCUTS, VISUAL, Draft, read_configs, scheme_of
from annotator.formats.brat.config_writing import Seen, annotation_conf, shortcuts_conf, visual_conf
from annotator.formats.brat.index import NAME as INDEX
from annotator.formats.brat.index import index_row, index_rows, with_row
from annotator.formats.brat.reading import read_pair, sought
from annotator.formats.brat.writing import FEATURES, annotation_lines, carried, file_stem, losses
from annotator.model import AnnotatedDocument, Scheme
from annotator.report import Notice, Outcome, Report
from annotator.translation import mark

ANN, TXT = ".ann", ".txt"
BIONLP = (".a1", ".a2")
SUFFIXES = (ANN, *BIONLP)
HEAD = re.compile(rb"(?:[TREAMN#]\d+\t\S+[ :]|\*\t\S+ )")
MOST = 999_999
"""Documents in a folder: their names are numbered with six digits, which keeps them in order."""
TOLD = {
    "events": "{count} events were read as spans, with a relation for each of their roles.",
    "arguments": "{count} relations name their ends otherwise than Arg1 and Arg2. They lead from the first to the "
    "second, these names are left out.",
    "notes": "{count} notes were left out: they are not on spans, events or relations.",
}


class BratFormat(Format):
    """A folder of texts and annotations."""

    name = "brat"
    title = mark("formats", "brat standoff, a folder of .txt and .ann")
    suffixes = SUFFIXES
    folder = True
    carries = FEATURES
    options = (ENCODING,)

    def sniff(self, path: Path, head: bytes) -> float:
        """Look for annotations in a folder, for their lines in a file, for the other half of a text."""
        if path.is_dir():
            return 0.95 if _is_corpus(path) else 0.0
        if path.suffix.lower() in self.suffixes:
            return 0.9 if HEAD.match(head.removeprefix(codecs.BOM_UTF8)) else 0.5
        return 0.3 if path.suffix.lower() == TXT and path.with_suffix(ANN).is_file() else 0.0

    def partners(self, path: Path) -> tuple[Path, ...]:
        """Return the other half, or halves, of a pair."""
        return tuple(path.with_suffix(suffix) for suffix in (*SUFFIXES, TXT))

    def read(self, path: Path, options: Options, report: Report) -> Reading:
        """Read a folder and those below it, or one pair. How events were taken is in `report` at the end."""
        encoding = options[ENCODING.name]
        if not path.exists():
            with opened(path):
                pass
        draft = read_configs(list(sought(path)) if path.is_dir() else [path.parent], encoding)
        return Reading(scheme_of(draft), _documents(path, draft, encoding, report))

    def losses(self, document: AnnotatedDocument, scheme: Scheme, options: Options) -> Iterator[Notice]:
        """Yield what is lost, span by span."""
        return losses(document)

    def carried(self, document: AnnotatedDocument, scheme: Scheme, options: Options) -> AnnotatedDocument:
        """Return what reading back gives."""
        return carried(document)

    def write(
        self, documents: Iterable[AnnotatedDocument], scheme: Scheme, path: Path, options: Options, report: Report
    ) -> None:
        """Make the folder, with a pair for each document and the configuration."""
        try:
            path.mkdir()
        except OSError as error:
            raise file_error(error, path) from error
        seen = Seen()
        with created(path / INDEX) as index:
            for number, document in enumerate(documents, 1):
                if number > MOST:
                    raise FormatError(f"A folder holds {MOST:,} documents. Export them in parts.", path=path)
                seen.add(document)
                stem = file_stem(number, document.document.title)
                _write_pair(path / stem, document)
                index.write(json_line(index_row(stem, document), document.document.title or stem))
        _write(path / ANNOTATION, annotation_conf(scheme, seen).encode())
        _write(path / VISUAL, visual_conf(scheme, seen).encode())
        if shortcuts := shortcuts_conf(scheme):
            _write(path / SHORTCUTS, shortcuts.encode())


def _write_pair(bare: Path, document: AnnotatedDocument) -> None:
    # A mark in front of a text is none of it, so a text that begins with one has two.
    mark_before = codecs.BOM_UTF8 if document.text.startswith("\ufeff") else b""
    _write(bare.with_name(bare.name + TXT), mark_before + document.text.encode())
    _write(bare.with_name(bare.name + ANN), "".join(annotation_lines(document)).encode())


def _write(path: Path, content: bytes) -> None:
    with created(path) as file:
        file.write(content)


def _is_corpus(folder: Path) -> bool:
    """Return whether pairs are what a folder and those below it hold, but for a few files such as a licence."""
    files = set(_files(folder))
    annotations = {path for path in files if path.endswith(SUFFIXES)}
    texts = {path[: path.rindex(".")] + TXT for path in annotations}
    others = [path for path in files - annotations - texts if not path.endswith((".conf", INDEX))]
    return bool(annotations) and len(others) <= 3 + len(annotations) // 10


def _files(folder: Path) -> Iterator[str]:
    """Yield the files in a folder and below, as texts: a corpus has tens of thousands. Hidden ones are left out."""
    for inner, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (f"{inner}{os.sep}{name}" for name in names if not name.startswith("."))


def _documents(path: Path, draft: Draft, encoding: str, report: Report) -> Iterator[AnnotatedDocument]:
    told: Counter[str] = Counter()
    in_folder = path.is_dir()
    pairs = _pairs_in(path, report) if in_folder else [_pair_of(path)]
    rows = index_rows(path if in_folder else path.parent)
    row = next(rows, None) if rows else None
    for number, (text, annotations) in enumerate(pairs, 1):
        stem = text.relative_to(path).as_posix().removesuffix(TXT) if in_folder else text.stem
        document = read_pair(
            text, annotations, stem, number, names=draft.name, encoding=encoding, report=report, told=told
        )
        while rows and row and row.get("file") != stem and not in_folder:
            row = next(rows, None)
        if rows and row and row.get("file") == stem:
            document = with_row(document, row)
            row = next(rows, None)
        yield document
    for what, count in told.items():
        if count:
            outcome = Outcome.NOTED if what == "events" else Outcome.SKIPPED
            report.add(outcome, TOLD[what].format(count=f"{count:,}"), path=path)


def _pairs_in(folder: Path, report: Report) -> Iterator[tuple[Path, list[Path]]]:
    """Yield each text with its annotations, in order; tell which files belong to none."""
    files = set(_files(folder))
    by_text: dict[str, list[str]] = {}
    for path in sorted(files):
        if path.endswith(SUFFIXES):
            by_text.setdefault(path[: path.rindex(".")], []).append(path)
    if not by_text:
        raise FormatError("The folder holds no annotations of brat's, which are files in .ann.", path=folder)
    for bare, annotations in sorted(by_text.items()):
        text = bare + TXT
        if text not in files:
            reason = f"Its text, {Path(text).name}, is not there. Put it beside it."
            raise FormatError(reason, path=Path(annotations[0]))
        files -= {text, *annotations}
        yield Path(text), [Path(path) for path in annotations]
    for path in sorted(files):
        if not path.endswith((".conf", INDEX)):
            report.add(Outcome.SKIPPED, "The file has no annotations in .ann, and was passed over.", path=Path(path))


def _pair_of(path: Path) -> tuple[Path, list[Path]]:
    text = path.with_suffix(TXT)
    annotations = [other for suffix in SUFFIXES if (other := path.with_suffix(suffix)).is_file()]
    if not text.is_file() or not annotations:
        missing = text.name if not text.is_file() else text.with_suffix(ANN).name
        raise FormatError(f"Its other half, {missing}, is not there. Put it beside it.", path=path)
    return text, annotations


register(BratFormat())
