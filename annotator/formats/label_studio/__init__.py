"""Label Studio's JSON: an array of tasks, each with its data and the annotations of several people.

Read are the export JSON (https://labelstud.io/guide/export), JSON_MIN, tasks one a line, and tasks of old versions with
`completions`. What is not about text is counted and passed over, predictions are read when asked for. Specified in
docs/label-studio.md. Label Studio's offsets count code points or UTF-16 units: the texts that are quoted say which.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from annotator.files import created, opened, written_beside
from annotator.files.json_documents import documents_of
from annotator.files.json_lines import json_array, json_line
from annotator.files.json_values import json_values
from annotator.formats import Format, Option, Options, Reading, Way, register
from annotator.formats.label_studio.config import config_text, read_config
from annotator.formats.label_studio.minimal import as_tasks
from annotator.formats.label_studio.reading import TaskReader
from annotator.formats.label_studio.writing import FEATURES, carried, losses, task_row
from annotator.model import AnnotatedDocument, Scheme
from annotator.offsets import Unit
from annotator.report import Notice, Outcome, Report
from annotator.translation import mark

NO, YES = "no", "yes"
REFUSE, SKIP = "refuse", "skip"
CODE_POINTS, UTF16 = "code-points", "utf-16"

OURS = re.compile(rb'\s*\[\s*\{("id":\d+,)?"data":\{"text":"')
EXPORTED = re.compile(rb'"(annotations|completions|predictions)"\s*:\s*\[')
TELLING = re.compile(rb'"(data|result|completed_by|was_cancelled|file_upload)"\s*:')
TASK = re.compile(rb'\[?\s*\{\s*("id"\s*:\s*\d+\s*,\s*)?"data"\s*:\s*\{')
CONFIG = re.compile(rb"<View[\s>].*\stoName\s*=", re.DOTALL)
MINIMAL = re.compile(rb'"annotation_id"\s*:.*"lead_time"\s*:|"lead_time"\s*:.*"annotation_id"\s*:', re.DOTALL)
TOLD = {
    "predictions": "{count} predictions were left out. The option predictions=yes reads them as annotations.",
    "both": "{count} relations go both ways; each was read as one from its first region to its second.",
    "drafts": "{count} drafts were left out: their annotations were not submitted.",
    "cancelled": "{count} annotations were skipped in Label Studio; their articles have the status “skipped”.",
    "unlabelled": "{count} regions without a label were left out.",
    "homeless": "{count} things were said of regions that have no label; they were left out.",
}


class LabelStudioFormat(Format):
    """What Label Studio exports and imports."""

    name = "label-studio"
    title = mark("formats", "Label Studio JSON")
    suffixes = (".json",)
    carries = FEATURES
    options = (
        Option(
            "offsets",
            mark("formats", "Write offsets that count code points, as Python does, or UTF-16 units, as browsers do"),
            CODE_POINTS,
            (CODE_POINTS, UTF16),
            Way.WRITING,
        ),
        Option("config", mark("formats", "The label_config (.xml): read the labels from it, write them to it"), ""),
        Option(
            "text",
            mark("formats", "The key of the text in the data of a task; “text”, or found by what regions quote"),
            "",
            way=Way.READING,
        ),
        Option("predictions", mark("formats", "Read predictions as annotations"), NO, (NO, YES), Way.READING),
        Option(
            "broken",
            mark("formats", "Tasks that cannot be read: refuse the file, or skip and list them"),
            REFUSE,
            (REFUSE, SKIP),
            Way.READING,
        ),
    )

    def sniff(self, path: Path, head: bytes) -> float:
        """Look for the keys of a task, or the root of a label_config."""
        start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
        if start.startswith(b"<"):
            return 0.9 if CONFIG.search(start) else 0.0
        if not start.startswith((b"[", b"{")):
            return 0.0
        if OURS.match(start):
            return 0.95
        if EXPORTED.search(start) and TELLING.search(start):
            return 0.9
        if MINIMAL.search(start):
            return 0.8
        return 0.6 if TASK.match(start) else 0.0

    def read(self, path: Path, options: Options, report: Report) -> Reading:
        """Read a dataset, or the labels of a label_config. What was passed over is in `report` at the end."""
        with opened(path) as file:
            is_config = file.read(64).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")
        if is_config:
            return Reading(read_config(path)[0], iter(()))
        scheme, controls = read_config(Path(options["config"])) if options["config"] else (Scheme(), {})
        reader = TaskReader(report, options["text"], options["predictions"] == YES)
        tasks = as_tasks(json_values(path), controls)
        return Reading(scheme, _documents(path, tasks, reader, skips=options["broken"] == SKIP))

    def losses(self, document: AnnotatedDocument, scheme: Scheme, options: Options) -> Iterator[Notice]:
        """Yield what is lost: spans in pieces are written whole, a status other than “skipped” is not."""
        return losses(document)

    def carried(self, document: AnnotatedDocument, scheme: Scheme, options: Options) -> AnnotatedDocument:
        """Return what reading back gives."""
        return carried(document)

    def write(
        self, documents: Iterable[AnnotatedDocument], scheme: Scheme, path: Path, options: Options, report: Report
    ) -> None:
        """Write an array with a task on each line; and, where the option names a file, the label_config."""
        unit = Unit.UTF16 if options["offsets"] == UTF16 else Unit.CODE_POINTS
        with created(path) as file:
            file.writelines(
                json_array(json_line(task_row(one, unit), one.document.title or "A document") for one in documents)
            )
        if options["config"]:
            with written_beside(Path(options["config"])) as config, created(config) as file:
                file.write(config_text(scheme).encode())


def _documents(
    path: Path, tasks: Iterator[tuple[int, Any]], reader: TaskReader, *, skips: bool
) -> Iterator[AnnotatedDocument]:
    refused = reader.report if skips else None
    yield from documents_of(tasks, reader.document, path=path, what="Task", refused=refused)
    for what, count in reader.told.items():
        message = TOLD.get(what, "{count} results of the {what} were passed over: they are not about text.")
        outcome = Outcome.NOTED if what in {"cancelled", "both"} else Outcome.SKIPPED
        reader.report.add(outcome, message.format(count=f"{count:,}", what=what), path=path)


register(LabelStudioFormat())
