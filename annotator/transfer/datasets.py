"""A project into a folder that is a dataset: its parts, a manifest, a card, and what freezes the split."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from annotator.collecting import collecting_seldom
from annotator.errors import FormatError
from annotator.files import written_beside
from annotator.model import AnnotatedDocument, value
from annotator.report import Report
from annotator.store.project import Project
from annotator.transfer.card import UNKNOWN, Dataset, File, Part, card, manifest
from annotator.transfer.exporting import Target, followed, noting_losses, write_proven
from annotator.transfer.scope import Scope, count_documents, layer_for, read_documents
from annotator.transfer.splitting import SPLITS_FILE, Kept, Parting, Split, read_splits

MANIFEST_FILE, CARD_FILE = "manifest.json", "README.md"
LOOKED_AT = 0.3
"""The share of the work that is over when all articles were looked at."""
BLOCK = 1 << 20


@value
class Terms:
    """What the card says besides: a licence and a language, as Hugging Face's hub names them; the day, if any."""

    license: str = UNKNOWN
    language: str = ""
    dated: str = ""


NO_TERMS = Terms()


@dataclass(frozen=True, slots=True)
class Following:
    """Whom to tell how far it is, and whether to go on."""

    progress: Callable[[float], None] = lambda _: None
    cancelled: Callable[[], bool] = lambda: False


def export_dataset(
    project: Project,
    out: Path,
    target: Target,
    scope: Scope,
    split: Split,
    *,
    keep: Path | None = None,
    terms: Terms = NO_TERMS,
    force: bool = False,
    following: Following = Following(),
) -> Report:
    """Write the folder `out`, which must not exist, or with `force` be a dataset; nothing is there before all is.

    Articles keep the parts that the file `keep` has frozen, or the dataset that is replaced. Raises FormatError,
    AnnotatorError, CancelledError.
    """
    target.chosen()
    check_place(out, force=force)
    kept = read_splits(keep) if keep else _kept_in(out)
    layer = layer_for(project, target.format(), scope.annotator)
    report = Report()
    with written_beside(out) as new, collecting_seldom():
        new.mkdir()
        parting = _looked_at(project, scope, layer, Parting(split, kept), following)
        parts = parting.parts()
        _write_text(new / SPLITS_FILE, parting.lines(parts))
        writing = _Writing(project, target, layer, new, following, max(len(parts), 1))
        written = [writing.part(name, [id_ for id_ in parts if parts[id_] == name], report) for name, _ in split.shares]
        for name, content in target.format().label_files(project.scheme()).items():
            (new / name).write_bytes(content)
        dataset = Dataset(
            project.name, target, scope, layer, project.scheme(), split, written,
            terms.license, terms.language, terms.dated,
        )  # fmt: skip
        (new / MANIFEST_FILE).write_bytes(manifest(dataset))
        (new / CARD_FILE).write_bytes(card(dataset))
    return report


def check_place(out: Path, *, force: bool) -> None:
    """Raise FormatError when something is there that is not to be replaced: a folder only when it is a dataset."""
    if not out.exists() and not out.is_symlink():
        return
    if not force:
        raise FormatError("This exists already. Choose another name, or say --force to replace it.", path=out)
    if not is_dataset(out):
        raise FormatError(
            "This is no dataset that was exported before, and is not replaced. Choose another name.", path=out
        )


def is_dataset(folder: Path) -> bool:
    """Return whether a folder holds a dataset of ours."""
    try:
        told = json.loads((folder / MANIFEST_FILE).read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(told, dict) and told.get("program") == "Annotator"


def _kept_in(out: Path) -> Kept:
    file = out / SPLITS_FILE
    return read_splits(file) if file.is_file() else {}


def _looked_at(project: Project, scope: Scope, layer: str | None, parting: Parting, following: Following) -> Parting:
    total = max(count_documents(project, scope), 1)

    def progress(share: float) -> None:
        following.progress(share * LOOKED_AT)

    for document in followed(read_documents(project, scope, layer), total, progress, following.cancelled):
        parting.look_at(document)
    return parting


class _Writing:
    """Writes one part after the other."""

    def __init__(
        self, project: Project, target: Target, layer: str | None, folder: Path, following: Following, total: int
    ) -> None:
        self._project = project
        self._target = target
        self._layer = layer
        self._folder = folder
        self._following = following
        self._total = total
        self._before = 0

    def part(self, name: str, ids: list[int], report: Report) -> Part:
        """Write the documents of a part; a part without any has no file. Raises FormatError."""
        if not ids:
            return Part(name, ())
        format_ = self._target.format()
        path = self._folder / (name if format_.folder else f"{name}{next(iter(format_.suffixes), '')}")
        labels: dict[str, int] = {}
        own, scheme = Report(), self._project.scheme()
        write_proven(
            self._target,
            noting_losses(_counted(self._documents(ids), labels), self._target, scheme, own),
            scheme,
            path,
            own,
            cancelled=self._following.cancelled,
        )
        self._before += len(ids)
        report.include(own)
        report.documents += own.documents
        report.spans += own.spans
        report.relations += own.relations
        return Part(name, tuple(_files(path, self._folder)), own.documents, own.relations, labels)

    def _documents(self, ids: list[int]) -> Iterator[AnnotatedDocument]:
        def progress(share: float) -> None:
            done = (self._before + share * len(ids)) / self._total
            self._following.progress(LOOKED_AT + (1 - LOOKED_AT) * done)

        documents = read_documents(self._project, Scope(documents=tuple(ids)), self._layer)
        return followed(documents, len(ids), progress, self._following.cancelled)


def _counted(documents: Iterable[AnnotatedDocument], labels: dict[str, int]) -> Iterator[AnnotatedDocument]:
    for document in documents:
        for span in document.spans:
            labels[span.label] = labels.get(span.label, 0) + 1
        yield document


def _write_text(path: Path, lines: Iterable[str]) -> None:
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.writelines(lines)


def _files(path: Path, folder: Path) -> Iterator[File]:
    """Yield the files at a path, in order, each with its hash."""
    for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
        if file.is_file():
            digest = hashlib.sha256()
            with file.open("rb") as opened:
                while block := opened.read(BLOCK):
                    digest.update(block)
            yield File(file.relative_to(folder).as_posix(), file.stat().st_size, digest.hexdigest())
