"""Hugging Face's `datasets`: JSON Lines (`huggingface`) and Parquet (`parquet`). Specified in docs/huggingface.md.

A row has tokens and tags, as for token classification, or a text and its spans. Only written: before a file is done, it
is read back and compared.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

import orjson

from annotator.bio import Keep, Tagging
from annotator.errors import FormatError
from annotator.files import created
from annotator.files.json_lines import json_line, json_lines
from annotator.formats import (
    WORDS_OR_BLANKS,
    Format,
    Option,
    Options,
    Way,
    register,
)
from annotator.formats.huggingface import parquet
from annotator.formats.huggingface.rows import (
    DOCUMENTS,
    OF_SPANS,
    SENTENCES,
    SPANS,
    Layout,
    Row,
    carried,
    document_rows,
    label_names,
    layout,
    losses,
    tag_names,
)
from annotator.model import AnnotatedDocument, Kind, Scheme
from annotator.report import Notice, Report
from annotator.tokenised import TOKENS
from annotator.translation import mark

PARQUET = ".parquet"


class HuggingFaceFormat(Format):
    """Datasets as JSON Lines, with labels and tags by their names; in Parquet if the file is called so."""

    name = "huggingface"
    title = mark("formats", "Hugging Face JSON Lines: tokens and tags, or texts and spans")
    suffixes = (".jsonl",)
    carries = OF_SPANS
    options = (
        Option(
            "shape",
            mark("formats", "Rows of tokens and tags, or of texts and spans, which also overlap and end inside words"),
            TOKENS,
            (TOKENS, SPANS),
            Way.WRITING,
        ),
        Option(
            "rows",
            mark("formats", "A row of tokens for each document, or for each sentence"),
            DOCUMENTS,
            (DOCUMENTS, SENTENCES),
            Way.WRITING,
        ),
        Option("tags", mark("formats", "Write tags of this kind"), Tagging.IOB2, tuple(Tagging), Way.WRITING),
        Option(
            "overlaps",
            mark("formats", "Of spans that overlap, tag the longest or the shortest"),
            Keep.LONGEST,
            tuple(Keep),
            Way.WRITING,
        ),
        replace(WORDS_OR_BLANKS, name="words"),
    )

    def losses(self, document: AnnotatedDocument, scheme: Scheme, options: Options) -> Iterator[Notice]:
        """Yield each thing that the shape has no room for."""
        return losses(document, layout(options))

    def carried(self, document: AnnotatedDocument, scheme: Scheme, options: Options) -> AnnotatedDocument:
        """Return what is written of a document."""
        return carried(document, layout(options))

    def write(
        self, documents: Iterable[AnnotatedDocument], scheme: Scheme, path: Path, options: Options, report: Report
    ) -> None:
        """Write the rows in their order, and read them back. Raises FormatError when there is no document."""
        wanted = layout(options)
        with TemporaryFile() as gathered:
            names = _gather(documents, scheme, wanted, gathered)
            if not gathered.tell():
                raise FormatError("There is no document to write.", path=path)
            with created(path) as file:
                if self._is_parquet(path):
                    parquet.write_rows(_gathered(gathered), names, file)
                else:
                    file.writelines(_lines(gathered))
            self._prove(path, gathered)

    def _is_parquet(self, path: Path) -> bool:
        return path.suffix.lower() == PARQUET

    def _prove(self, path: Path, gathered: IO[bytes]) -> None:
        """Read the file back. Raises FormatError when it does not hold what it should."""
        found = parquet.read_rows(path) if self._is_parquet(path) else (row for _, _, row in json_lines(path))
        wanted = _gathered(gathered)
        if not all(row == next(wanted, None) for row in found) or next(wanted, None) is not None:
            raise FormatError("The export failed its proof: it does not read back as it was written.", path=path)


class ParquetFormat(HuggingFaceFormat):
    """Datasets as Parquet, with labels and tags as numbers whose names are in the schema."""

    name = "parquet"
    title = mark("formats", "Hugging Face Parquet: tokens and tags, or texts and spans")
    suffixes = (PARQUET,)

    def _is_parquet(self, path: Path) -> bool:
        return True


def _gather(
    documents: Iterable[AnnotatedDocument], scheme: Scheme, wanted: Layout, gathered: IO[bytes]
) -> dict[str, list[str]]:
    """Put the rows into a file, since Parquet has to know all labels first; return these, the scheme's first."""
    spans = dict.fromkeys(label_names(scheme, Kind.SPAN))
    labels = dict.fromkeys(label_names(scheme, Kind.DOCUMENT))
    for document in documents:
        spans.update(dict.fromkeys(span.label for span in carried(document, wanted).spans))
        labels.update(dict.fromkeys(label.label for label in document.document_labels))
        for row in document_rows(document, wanted):
            gathered.write(json_line(row, document.document.title or "A document"))
    if wanted.has_spans:
        return {"spans": list(spans), "labels": list(labels)}
    return {"ner_tags": tag_names(list(spans), wanted.tagging), "labels": list(labels)}


def _lines(gathered: IO[bytes]) -> Iterator[bytes]:
    gathered.seek(0)
    yield from gathered


def _gathered(gathered: IO[bytes]) -> Iterator[Row]:
    return (orjson.loads(line) for line in _lines(gathered))


register(HuggingFaceFormat())
register(ParquetFormat())
