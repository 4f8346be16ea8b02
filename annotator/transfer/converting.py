"""From format to format without a project: read twice, first for the labels and layers, then to write."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from annotator.collecting import collecting_seldom
from annotator.color import default_label_color
from annotator.errors import AnnotatorError, CancelledError, FormatError
from annotator.files import written_beside
from annotator.formats import Feature
from annotator.model import AnnotatedDocument, Kind, Label, Scheme, reading_order
from annotator.report import Report
from annotator.transfer.archives import OpenArchives
from annotator.transfer.exporting import Target, noting_losses, write_proven
from annotator.transfer.scope import one_layer, the_layer
from annotator.transfer.sources import Source, check_options, find_sources, opened_source, options_for
from annotator.translation import mark

Tell = Callable[[float], None]
Ask = Callable[[], bool]


def convert(
    paths: Sequence[Path],
    out: Path,
    target: Target,
    *,
    source_format: str | None = None,
    source_options: Mapping[str, str] | None = None,
    annotator: str | None = None,
    force: bool = False,
    progress: Tell = lambda _: None,
    cancelled: Ask = lambda: False,
) -> Report:
    """Write what stands in files and folders to `out` in another format, proven by reading it back.

    The report has what was repaired on the way in, and lost on the way out. Texts are taken as they are read, also
    twice. Raises FormatError, AnnotatorError when a layer has to be named, CancelledError; nothing is written then.
    """
    sources = find_sources(paths, source_format)
    check_options(sources, source_options or {})
    sources = [replace(source, options=options_for(source, source_options or {})) for source in sources]
    _check_out(sources, target, out, force=force)
    report = Report()
    with collecting_seldom():
        first = _Passage(sources, report, progress, cancelled)
        for _ in first.documents():
            pass
        layer = _layer(first, target, annotator)
        scheme = first.scheme()
        second = _Passage(sources, Report(), lambda share: progress(0.5 + share), cancelled)
        documents = noting_losses((one_layer(each, layer) for each in second.documents()), target, scheme, report)
        with written_beside(out) as new:
            write_proven(target, documents, scheme, new, report, cancelled=cancelled)
    return report


def _check_out(sources: Sequence[Source], target: Target, out: Path, *, force: bool) -> None:
    format_ = target.format()
    target.chosen()
    if not out.exists():
        return
    if any((source.archive or source.path).samefile(out) for source in sources):
        raise FormatError("This is what is to be converted. Choose another name.", path=out)
    if not force:
        raise FormatError("This exists already. Choose another name, or say --force to replace it.", path=out)
    if out.is_dir() != format_.folder:
        raise FormatError("This is a folder, and the format is a file, or the other way round.", path=out)


def _layer(first: "_Passage", target: Target, annotator: str | None) -> str | None:
    """Return the layer to write; None for all. Raises AnnotatorError when one must be named, or is not there."""
    layers = sorted(first.layers)
    if annotator is not None and annotator not in layers:
        sentence = mark("errors", "There is nothing of an annotator {annotator} in it. It has: {names}.")
        raise AnnotatorError(sentence, annotator=annotator, names=", ".join(filter(None, layers)) or "none")
    if annotator is None and Feature.ANNOTATORS not in target.format().carries:
        return the_layer(layers, target.format())
    return annotator


@dataclass
class _Passage:
    """One way through all files; it gathers the labels and layers that it meets."""

    sources: Sequence[Source]
    report: Report
    progress: Tell
    cancelled: Ask
    layers: set[str] = field(default_factory=set)
    _labels: dict[tuple[Kind, str], Label | None] = field(default_factory=dict)
    _number: int = 0

    def documents(self) -> Iterator[AnnotatedDocument]:
        """Yield every document, with ids that are used once. Raises FormatError, CancelledError."""
        with OpenArchives() as archives:
            for number, source in enumerate(self.sources, 1):
                with opened_source(source, self.report, archives) as reading:
                    for label in reading.scheme.labels:
                        self._labels.setdefault((label.kind, label.name), label)
                    keeps = reading.keeps_ids and len(self.sources) == 1
                    for document in reading.documents:
                        if self.cancelled():
                            raise CancelledError(mark("errors", "The conversion was stopped. Nothing was written."))
                        self._take_note(document)
                        yield document if keeps else self._renumbered(document)
                self.progress(number / len(self.sources) / 2)

    def scheme(self) -> Scheme:
        """Return the labels that were met, in order; those that only spans name get a colour."""
        labels = []
        for position, ((kind, name), label) in enumerate(self._labels.items()):
            made = Label(position + 1, name, kind, default_label_color(position))
            labels.append(replace(label or made, position=position))
        return Scheme(tuple(labels))

    def _take_note(self, document: AnnotatedDocument) -> None:
        named = (
            *((Kind.SPAN, span.label) for span in document.spans),
            *((Kind.RELATION, relation.label) for relation in document.relations),
            *((Kind.DOCUMENT, label.label) for label in document.document_labels),
        )
        for key in named:
            self._labels.setdefault(key, None)
        self.layers.update(annotation.annotator for annotation in document.annotations())

    def _renumbered(self, annotated: AnnotatedDocument) -> AnnotatedDocument:
        """Return the document with ids that no other has: those of a reader are good for one document."""
        self._number += 1
        document = self._number
        spans = sorted(annotated.spans, key=reading_order)
        numbers = {span.id: self._next() for span in spans}
        return replace(
            annotated,
            document=replace(annotated.document, id=document),
            spans=tuple(replace(span, id=numbers[span.id], document=document) for span in spans),
            relations=tuple(
                replace(one, id=self._next(), document=document, source=numbers[one.source], target=numbers[one.target])
                for one in annotated.relations
            ),
            document_labels=tuple(
                replace(one, id=self._next(), document=document) for one in annotated.document_labels
            ),
            notes=tuple(replace(one, id=self._next(), document=document) for one in annotated.notes),
            progress=tuple(replace(one, id=self._next(), document=document) for one in annotated.progress),
        )

    def _next(self) -> int:
        self._number += 1
        return self._number
