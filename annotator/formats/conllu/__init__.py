"""CoNLL-U, the format of Universal Dependencies, with entities in MISC. Specified in docs/conllu.md.

Read are tags (`NER=B-PER`, as Stanza and many treebanks have them) and mentions in brackets (`Entity=(e5-person-1`, as
CorefUD and GUM have them); written are tags.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from annotator.bio import Tagging
from annotator.errors import FormatError
from annotator.files import created
from annotator.files.encodings import marked_encoding
from annotator.formats import (
    ENCODING,
    OVERLAPS,
    WORDS_OR_BLANKS,
    Format,
    Option,
    Options,
    Reading,
    Way,
    register,
)
from annotator.formats.conllu.reading import COLUMNS, ID, TAG_KEYS, TreebankReader
from annotator.formats.conllu.writing import FEATURES, carried, document_lines, layout, losses
from annotator.model import AnnotatedDocument, Scheme
from annotator.report import Notice, Report
from annotator.translation import mark

MARKED, SENTENCES = "marked", "sentences"
SNIFFED_LINES = 200


class ConlluFormat(Format):
    """Words with what is said of them, entities in the last column."""

    name = "conllu"
    title = mark("formats", "CoNLL-U: Universal Dependencies, entities in MISC")
    suffixes = (".conllu", ".conllup")
    carries = FEATURES
    options = (
        Option("tags", mark("formats", "Write tags of this kind"), Tagging.IOB2, tuple(Tagging), Way.WRITING),
        OVERLAPS,
        WORDS_OR_BLANKS,
        Option("key", mark("formats", "The key of the tags in MISC: NER, NE, name or Entity"), "NER", way=Way.WRITING),
        ENCODING,
        Option(
            "documents",
            mark("formats", "Read as documents what is marked as one, or each sentence"),
            MARKED,
            (MARKED, SENTENCES),
            Way.READING,
        ),
    )

    def sniff(self, path: Path, head: bytes) -> float:
        """Look whether every line is a comment or has ten columns, a number first."""
        byte_mark, encoding = marked_encoding(head)
        text = head[len(byte_mark) :].decode(encoding.removesuffix("-sig") or "utf-8", errors="replace")
        lines = [line.rstrip("\r") for line in text.split("\n")[: -1 if "\n" in text else None]][:SNIFFED_LINES]
        rows = [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]
        if rows and all(len(row) == COLUMNS and ID.fullmatch(row[0]) for row in rows):
            return 1.0
        has_mark = bool(lines) and re.match(r"# (newdoc|sent_id|global\.columns)\b", lines[0])
        return 0.5 if has_mark and not rows else 0.3 if path.suffix.lower() in self.suffixes else 0.0

    def read(self, path: Path, options: Options, report: Report) -> Reading:
        """Read a file. What in it does not fit is in `report` at its end."""
        reader = TreebankReader(
            path, report, by_sentence=options["documents"] == SENTENCES, encoding=options[ENCODING.name]
        )
        return Reading(Scheme(), reader.documents())

    def losses(self, document: AnnotatedDocument, scheme: Scheme, options: Options) -> Iterator[Notice]:
        """Yield each span that does not fit, and how it is written, if at all."""
        return losses(document, layout(options))

    def carried(self, document: AnnotatedDocument, scheme: Scheme, options: Options) -> AnnotatedDocument:
        """Return what reading back gives."""
        return carried(document, layout(options))

    def write(
        self, documents: Iterable[AnnotatedDocument], scheme: Scheme, path: Path, options: Options, report: Report
    ) -> None:
        """Write the documents in their order. Raises FormatError when there is none."""
        wanted = layout(options)
        if wanted.key.lower() not in TAG_KEYS:
            raise FormatError(f"The option key takes NER, NE, name or Entity, not {wanted.key[:40]}.")
        with created(path) as file:
            for document in documents:
                file.write("".join(document_lines(document, wanted)).encode())
            if not file.tell():
                raise FormatError("There is no document to write.", path=path)


register(ConlluFormat())
