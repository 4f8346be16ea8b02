"""CoNLL: a token a line, with its tag; a blank line between sentences. Specified in docs/conll.md.

Read are the files of CoNLL-2002 and 2003 and what has become of them since: two columns or more, between blanks or
tabs, tags in IOB1, IOB2 or BILOU and its kin, documents that begin (or end) with a line `-DOCSTART-` or a comment
`# newdoc id = …`. Written is IOB2, or one of the others.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from annotator.bio import Tagging, parse_tag
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
from annotator.formats.conll.brackets import BEGIN, FEWEST
from annotator.formats.conll.columns import (
    BLANK,
    DOCUMENT_MARK,
    LAST,
    TAB,
    chosen_columns,
    split_line,
)
from annotator.formats.conll.reading import TokenReader
from annotator.formats.conll.writing import FEATURES, NO, YES, carried, document_lines, lay, layout, losses
from annotator.model import AnnotatedDocument, Scheme
from annotator.report import Notice, Outcome, Report
from annotator.translation import mark

MARKED, SENTENCES = "marked", "sentences"
SNIFFED_LINES = 500
BLANKS_LOST = (
    "The file holds tokens, not the blanks between them: {count} of the texts will be read back with a single blank "
    "between any two. The option comments=yes writes the texts too."
)


class ConllFormat(Format):
    """Tokens and tags."""

    name = "conll"
    title = mark("formats", "CoNLL: a token and its tag a line (IOB2, IOB1, BILOU)")
    suffixes = (".conll", ".iob", ".iob2", ".bio", ".bioes", ".bilou")
    carries = FEATURES
    options = (
        Option(
            "tags",
            mark("formats", "Write tags of this kind; which kind a file has is found out"),
            Tagging.IOB2,
            tuple(Tagging),
            Way.WRITING,
        ),
        OVERLAPS,
        WORDS_OR_BLANKS,
        Option("separator", mark("formats", "Write this between columns"), BLANK, (BLANK, TAB), Way.WRITING),
        Option(
            "comments",
            mark("formats", "Write each document's id, title and text as comments, which not every program takes"),
            NO,
            (NO, YES),
            Way.WRITING,
        ),
        Option("token", mark("formats", "The column of the token, from 1"), "1"),
        Option("tag", mark("formats", "The column of the tag, from 1, or “last”"), LAST),
        Option(
            "letters",
            mark(
                "formats", "Whether tags begin with a letter; “no” reads bare labels, as Stanford's recogniser has them"
            ),
            YES,
            (YES, NO),
            Way.READING,
        ),
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
        """Look whether every line is a token with a tag behind it."""
        mark, encoding = marked_encoding(head)
        text = head[len(mark) :].decode(encoding.removesuffix("-sig") or "utf-8", errors="replace")
        lines = [line.rstrip("\r") for line in text.split("\n")[: -1 if "\n" in text else None] if line.strip()]
        rows = [split_line(line) for line in lines[:SNIFFED_LINES] if not line.startswith("#")]
        if lines and lines[0].startswith(BEGIN) and rows and len(rows[0]) >= FEWEST:
            return 0.95
        return confidence(rows) or (0.15 if path.suffix.lower() in self.suffixes else 0.0)

    def read(self, path: Path, options: Options, report: Report) -> Reading:
        """Read a file. How it was taken, and what contradicts itself in it, is in `report` at its end."""
        reader = TokenReader(
            path,
            chosen_columns(options),
            report,
            by_sentence=options["documents"] == SENTENCES,
            letters=options["letters"] == YES,
            encoding=options[ENCODING.name],
        )
        return Reading(Scheme(), reader.documents())

    def losses(self, document: AnnotatedDocument, scheme: Scheme, options: Options) -> Iterator[Notice]:
        """Yield each span that does not fit, and how it is written, if at all."""
        return losses(document, layout(options))

    def carried(self, document: AnnotatedDocument, scheme: Scheme, options: Options) -> AnnotatedDocument:
        """Return what reading back gives: with `comments`, the text as it is, else one put together from tokens."""
        return carried(document, layout(options))

    def write(
        self, documents: Iterable[AnnotatedDocument], scheme: Scheme, path: Path, options: Options, report: Report
    ) -> None:
        """Write the documents in their order, each behind its mark. Raises FormatError when there is none."""
        wanted = layout(options)
        respaced = 0
        with created(path) as file:
            for document in documents:
                laid = lay(document, wanted)
                file.write("".join(document_lines(document, laid, wanted)).encode())
                respaced += not wanted.comments and laid.text != document.text
            if not file.tell():
                raise FormatError("There is no document to write.", path=path)
        if respaced:
            report.add(Outcome.LOST, BLANKS_LOST.format(count=f"{respaced:,}"))


def confidence(rows: Sequence[Sequence[str]]) -> float:
    """Return how sure it is, 0 to 1, that lines are tokens with their tags, told by their cells."""
    tokens = [row for row in rows if not row[0].startswith(DOCUMENT_MARK)]
    has_mark = len(tokens) < len(rows)
    tags = [parse_tag(row[-1]) if len(row) > 1 else None for row in tokens]
    good = sum(tag is not None for tag in tags)
    has_label = any(tag is not None and tag.label for tag in tags)
    if good == len(tags) and (has_mark or good >= 5 or (has_label and good >= 3)):
        return 0.9
    # What is nearly so, and what has labels without letters: the reader says what to do about it.
    same_width = len({len(row) for row in tokens}) == 1
    return 0.6 if has_mark or (good >= 5 and (good > 0.8 * len(tags) or (same_width and good > 0.5 * len(tags)))) else 0


register(ConllFormat())
