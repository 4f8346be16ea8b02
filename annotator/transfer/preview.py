"""What an import would bring, seen before anything is written: a bounded look at the head of the files."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from itertools import islice
from pathlib import Path

from annotator.dateline import is_header_line
from annotator.errors import CancelledError, EncodingUnknownError, FormatError
from annotator.formats import KEEP
from annotator.model import AnnotatedDocument, Document, Label, Removal, Scheme, Span, reading_order, value
from annotator.report import Notice, Report
from annotator.store.project import Project
from annotator.titles import first_words
from annotator.transfer.archives import OpenArchives
from annotator.transfer.label_choices import new_labels
from annotator.transfer.likeness import Like, Likeness
from annotator.transfer.sources import Source, gather_sources, opened_source
from annotator.translation import mark

FILES_LOOKED_AT = 200
DOCUMENTS_LOOKED_AT = 200
"""Documents at the head of one file."""
TEXT_LOOKED_AT = 20_000_000
"""Code points of all texts together; whatever is larger is said to be seen in part."""
DOCUMENTS_SHOWN = 20
"""Documents of a file whose text can be looked at."""
HEAD_SHOWN = 5_000
"""Code points of such a text."""


@value
class SeenDocument:
    """What was recognised of one article. `lines` are those at its top that would be taken out."""

    title: str
    author: str
    date: str
    source: str
    spans: int
    known: bool
    lines: tuple[Removal, ...] = ()
    further: tuple[Removal, ...] = ()
    head: AnnotatedDocument | None = None
    """How the text begins, with the spans that are in it; of the first documents of a file only."""
    like: Like | None = None
    """What its text is much like, without being the same."""


@value
class SeenFile:
    """What the head of a file brings; `whole` when that is all of it. `refusal` says why it cannot be read."""

    source: Source
    documents: tuple[SeenDocument, ...] = ()
    whole: bool = True
    labels: tuple[tuple[str, Label | None], ...] = ()
    encoding: str = ""
    changes: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
    refusal: FormatError | None = None

    @property
    def may_keep_lines(self) -> bool:
        """Return whether the lines at the top can be told to stay in the text."""
        return any(option.name == KEEP.name for option in self.source.format.options)

    @property
    def wants_encoding(self) -> bool:
        """Return whether the file could be read if somebody named its encoding."""
        return isinstance(self.refusal, EncodingUnknownError) and self.source.archive is None


@value
class Preview:
    """All that would be imported: the files that were looked at, those that were not, and those of no format."""

    files: tuple[SeenFile, ...]
    unseen: tuple[Source, ...] = ()
    refused: tuple[FormatError, ...] = ()
    likeness: Likeness = field(default_factory=Likeness, compare=False)
    """Knows the texts that were looked at, for files that are looked at once more."""

    def sources(self) -> list[Source]:
        """Return what can be read, as far as is known."""
        return [file.source for file in self.files if file.refusal is None] + list(self.unseen)

    def new_labels(self) -> dict[str, Label | None]:
        """Return the labels that the project does not have."""
        labels: dict[str, Label | None] = {}
        for file in self.files:
            for name, label in file.labels:
                labels[name] = labels.get(name) or label
        return labels

    @property
    def is_whole(self) -> bool:
        """Return whether everything was looked at."""
        return not self.unseen and all(file.whole for file in self.files)


def preview_paths(
    project: Project,
    paths: Sequence[Path],
    *,
    progress: Callable[[float], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Preview:
    """Look at files and folders; nothing is written. Raises CancelledError."""
    sources, refused = gather_sources(paths, into=project.file, cancelled=cancelled)
    looked_at = sources[:FILES_LOOKED_AT]
    look = _Look(project, likeness := Likeness(sum(source.size for source in sources)))
    likeness.read(project, cancelled)
    files: list[SeenFile] = []
    with OpenArchives() as archives:
        for source in looked_at:
            if cancelled():
                raise CancelledError(mark("errors", "The import was stopped. Nothing was imported."))
            files.append(look.at(source, archives))
            progress(len(files) / len(looked_at))
    return Preview(tuple(files), tuple(sources[FILES_LOOKED_AT:]), tuple(refused), likeness)


def preview_again(project: Project, preview: Preview, options: Mapping[Path, Mapping[str, str]]) -> Preview:
    """Look once more at the files for which options were chosen meanwhile."""
    sources = {file.source.path: file.source for file in preview.files if file.source.path in options}
    return preview_as(project, preview, [replace(one, options=options[path]) for path, one in sources.items()])


def preview_as(project: Project, preview: Preview, sources: Sequence[Source]) -> Preview:
    """Look once more at some files, as what they are to be read now."""
    look, by_path = _Look(project, preview.likeness), {source.path: source for source in sources}
    with OpenArchives() as archives:
        files = tuple(
            look.at(by_path[file.source.path], archives) if file.source.path in by_path else file
            for file in preview.files
        )
    return replace(preview, files=files)


class _Look:
    """Goes through files and remembers the texts that it saw: two files may hold the same."""

    def __init__(self, project: Project, likeness: Likeness) -> None:
        self._project = project
        self._likeness = likeness
        self._scheme = project.scheme()
        self._seen: set[str] = set()
        self._text = 0

    def at(self, source: Source, archives: OpenArchives) -> SeenFile:
        report = Report(limit=100)
        try:
            with opened_source(source, report, archives) as reading:
                documents = list(self._head(reading.documents))
            whole = len(documents) < DOCUMENTS_LOOKED_AT and self._text < TEXT_LOOKED_AT
        except FormatError as error:
            return SeenFile(source, refusal=error)
        seen = self._documents(documents, source.path)
        origin = documents[0].document.origin if len(documents) == 1 else None
        return SeenFile(
            source,
            seen,
            whole,
            tuple(self._labels(reading.scheme, documents).items()),
            origin.encoding if origin else "",
            origin.changes if origin else (),
            tuple(report.notices),
        )

    def _head(self, documents: Iterable[AnnotatedDocument]) -> Iterator[AnnotatedDocument]:
        for document in islice(documents, DOCUMENTS_LOOKED_AT):
            self._text += len(document.text)
            yield document
            if self._text >= TEXT_LOOKED_AT:
                return

    def _labels(self, scheme: Scheme, documents: Iterable[AnnotatedDocument]) -> dict[str, Label | None]:
        spans: tuple[Span, ...] = tuple(
            {span.label: span for document in documents for span in document.spans}.values()
        )
        return new_labels(scheme, spans, self._scheme)

    def _documents(self, documents: Sequence[AnnotatedDocument], path: Path) -> tuple[SeenDocument, ...]:
        hashes = [hashlib.sha256(document.text.encode(errors="surrogatepass")).hexdigest() for document in documents]
        known = self._project.known_texts(hashes)
        seen: list[SeenDocument] = []
        self._likeness.forget(path)
        for document, sha256 in zip(documents, hashes, strict=True):
            head = _head_of(document) if len(seen) < DOCUMENTS_SHOWN else None
            is_known = sha256 in known or sha256 in self._seen
            one = _seen_document(document, head, known=is_known)
            seen.append(one if is_known else replace(one, like=self._likeness.add(path, one.title, document.text)))
            self._seen.add(sha256)
        return tuple(seen)


def _head_of(annotated: AnnotatedDocument) -> AnnotatedDocument:
    """Return how a document begins: text and spans, and nothing else."""
    document = Document(annotated.document.id, annotated.text[:HEAD_SHOWN], annotated.document.title)
    inside = (span for span in annotated.spans if span.start < span.end <= HEAD_SHOWN)
    return AnnotatedDocument(document, tuple(sorted(inside, key=reading_order)))


def _seen_document(document: AnnotatedDocument, head: AnnotatedDocument | None, *, known: bool) -> SeenDocument:
    removals = document.document.origin.removals if document.document.origin else ()
    return SeenDocument(
        document.document.title or first_words(document.text),
        document.document.author,
        document.document.date,
        document.document.source,
        len(document.spans),
        known,
        tuple(removal for removal in removals if is_header_line(removal)),
        tuple(removal for removal in removals if not is_header_line(removal) and removal.text.strip()),
        head,
    )
