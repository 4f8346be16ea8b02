"""A project into a file of some format, proven by reading it back before it takes its place."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field
from pathlib import Path

from annotator.collecting import collecting_seldom
from annotator.errors import CancelledError, FormatError
from annotator.files import written_beside
from annotator.formats import Format, Way, chosen_options, find_format
from annotator.model import AnnotatedDocument, Scheme, value
from annotator.report import Report
from annotator.store.project import Project
from annotator.transfer.proof import Proof
from annotator.transfer.scope import WHOLE_PROJECT, Scope, count_documents, layer_for, read_documents
from annotator.translation import mark

TOLD = 20
"""Progress is told every so many documents."""


@value
class Target:
    """As what it is written: the format, and what was chosen of its options. Raises FormatError."""

    name: str
    options: Mapping[str, str] = field(default_factory=dict, hash=False)

    def format(self) -> Format:
        """Return the format. Raises FormatError when there is none of that name, or when it can only be read."""
        format_ = find_format(self.name)
        if not format_.writes:
            raise FormatError(
                f"The format {self.name} can only be read. “annotator formats” lists those that can be written."
            )
        return format_

    def chosen(self) -> dict[str, str]:
        """Return every option, chosen or default. Raises FormatError for one that the format does not have."""
        return chosen_options(self.format(), self.options, Way.WRITING)


def export_project(
    project: Project,
    out: Path,
    target: Target,
    scope: Scope = WHOLE_PROJECT,
    *,
    force: bool = False,
    progress: Callable[[float], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Report:
    """Write the documents to `out`, which must not exist unless `force`; nothing is there before all is.

    The report has what is lost. A format that has no layers needs the scope's annotator when there are several.
    `progress` is told the share that is written, 0 to 1. Raises FormatError, AnnotatorError,
    CancelledError.
    """
    check_target(project, target, out, force=force)
    layer = layer_for(project, target.format(), scope.annotator)
    report = Report()
    total = max(count_documents(project, scope), 1)
    documents = followed(read_documents(project, scope, layer), total, progress, cancelled)
    scheme = project.scheme()
    with written_beside(out) as new, collecting_seldom():
        documents = noting_losses(documents, target, scheme, report)
        write_proven(target, documents, scheme, new, report, cancelled=cancelled)
    return report


def export_labels(project: Project, out: Path, target: Target, *, force: bool = False) -> list[Path]:
    """Write the format's own files of labels beside `out`, and return them. Raises FormatError where it has none."""
    files = target.format().label_files(project.scheme())
    if not files:
        raise FormatError(f"The format {target.name} has no file of labels. Leave out --labels.")
    paths = {out.with_name(f"{out.stem}-{name}"): content for name, content in files.items()}
    for path in paths:
        if path.exists() and not force:
            raise FormatError("This exists already. Choose another name, or say --force to replace it.", path=path)
    for path, content in paths.items():
        with written_beside(path) as new:
            new.write_bytes(content)
    return list(paths)


def check_target(project: Project, target: Target, out: Path, *, force: bool) -> None:
    """Raise FormatError when `out` may not be written, or when format or options are none."""
    format_ = target.format()
    target.chosen()
    if project.file is not None and out.exists() and out.samefile(project.file):
        raise FormatError("This is the project that is open. Choose another name.", path=out)
    if out.exists() and not force:
        raise FormatError("This exists already. Choose another name, or say --force to replace it.", path=out)
    if out.exists() and out.is_dir() != format_.folder:
        raise FormatError("This is a folder, and the format is a file, or the other way round.", path=out)


def write_proven(
    target: Target,
    documents: Iterable[AnnotatedDocument],
    scheme: Scheme,
    path: Path,
    report: Report,
    *,
    cancelled: Callable[[], bool] = lambda: False,
) -> None:
    """Write to `path`, which does not exist, and read it back; counts go to `report`. Raises FormatError."""
    format_, chosen = target.format(), target.chosen()
    proof = Proof(format_, scheme, chosen)
    format_.write(proof.watch(documents), scheme, path, chosen, report)
    if format_.reads:
        proof.check(path, cancelled=cancelled)
    report.documents += proof.documents
    report.spans += proof.spans
    report.relations += proof.relations


def noting_losses(
    documents: Iterable[AnnotatedDocument], target: Target, scheme: Scheme, report: Report
) -> Iterator[AnnotatedDocument]:
    """Pass documents on and note what of each is lost."""
    format_, chosen = target.format(), target.chosen()
    for document in documents:
        for notice in format_.losses(document, scheme, chosen):
            report.note(notice)
        yield document


def followed(
    documents: Iterable[AnnotatedDocument],
    total: int,
    progress: Callable[[float], None],
    cancelled: Callable[[], bool],
) -> Iterator[AnnotatedDocument]:
    """Pass documents on and tell which share of `total` they are. Raises CancelledError."""
    for number, document in enumerate(documents, 1):
        if cancelled():
            raise CancelledError(mark("errors", "The export was stopped. Nothing was written."))
        yield document
        if number % TOLD == 0:
            progress(min(number / total, 1.0))
