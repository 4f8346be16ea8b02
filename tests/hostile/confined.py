"""Files that may be traps, imported by a child with limits: it says what became of them, and what they cost.

The child has loaded what it needs and forks for each file, so that each begins with the same memory. It opens no
connection: whatever tries ends with a PermissionError, which no reader makes a sentence of.
"""

import json
import os
import select
import signal
import subprocess
import sys
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

ROOT = Path(__file__).resolve().parents[2]
MOST_SECONDS = 60
MOST_ADDRESSES = 4 * 2**30
"""Bytes of address space: so that a trap that works harms the test, not the machine."""
FORBIDDEN = ("socket.", "urllib.", "http.client.", "ftplib.", "os.system", "os.exec", "os.posix_spawn", "webbrowser.")


@dataclass(frozen=True)
class Outcome:
    """What became of a file. `refusal` is empty when it was imported; `bug` has what was no sentence."""

    refusal: str = ""
    path: str = ""
    line: int | None = None
    documents: int = 0
    spans: int = 0
    labels: int = 0
    text: str = ""
    bug: str = ""
    seconds: float = 0.0
    megabytes: float = 0.0


class Confined:
    """The child, as whoever started it sees it."""

    def __init__(self) -> None:
        self._child = subprocess.Popen(
            [sys.executable, "-m", __name__ if __name__ != "__main__" else "tests.hostile.confined"],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def take_in(self, path: Path, format_name: str | None = None, **options: str) -> Outcome:
        """Import a file into a new project."""
        request = {"path": str(path), "format": format_name, "options": options}
        self._child.stdin.write(json.dumps(request) + "\n")
        self._child.stdin.flush()
        return Outcome(**json.loads(self._child.stdout.readline()))

    def close(self) -> None:
        """End it."""
        self._child.stdin.close()
        self._child.wait(10)
        self._child.stdout.close()


def main() -> None:
    """Serve: this is what the child does."""
    _load()
    for line in sys.stdin:
        print(json.dumps(_watched(json.loads(line))), flush=True)  # noqa: T201


def _load() -> None:
    import lxml.html
    import openpyxl
    import trafilatura.metadata

    from annotator.formats import all_formats
    from annotator.transfer import importing

    all_formats()
    _ = lxml.html, openpyxl, trafilatura, importing


def _watched(request: dict[str, object]) -> dict[str, object]:
    """Return what a child of the child tells, and what it took; it is ended when it takes too long."""
    reading, writing = os.pipe()
    started = monotonic()
    process = os.fork()
    if process == 0:
        os.close(reading)
        _in_child(request, writing)
    os.close(writing)
    told = b""
    bug = ""
    while True:
        left = MOST_SECONDS - (monotonic() - started)
        if left <= 0 or not select.select([reading], [], [], left)[0]:
            bug = f"takes longer than {MOST_SECONDS} seconds"
            os.kill(process, signal.SIGKILL)
            break
        if not (part := os.read(reading, 65536)):
            break
        told += part
    os.close(reading)
    _, status, used = os.wait4(process, 0)
    outcome = json.loads(told) if told and not bug else {"bug": bug or f"ended with {status}"}
    return {**outcome, "seconds": monotonic() - started, "megabytes": used.ru_maxrss / 1024}


def _in_child(request: dict[str, object], writing: int) -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MOST_ADDRESSES, MOST_ADDRESSES))
    sys.addaudithook(_forbid)
    try:
        told = _imported(request)
    except BaseException as error:  # noqa: BLE001
        told = {"bug": f"{type(error).__name__}: {str(error)[:500]}"}
    os.write(writing, json.dumps(told).encode(errors="replace")[:60_000])
    os._exit(0)


def _forbid(event: str, _: object) -> None:
    if event.startswith(FORBIDDEN):
        raise PermissionError(f"A file made the program do this: {event}")


def _imported(request: dict[str, object]) -> dict[str, object]:
    from annotator.errors import FormatError
    from annotator.store.project import Project
    from annotator.transfer.importing import import_files

    told: dict[str, object] = {}
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(Project.open(Path(folder) / "p.annotator", create=True)) as project,
    ):
        project.ensure_annotator("Ayla")
        try:
            import_files(
                project, [Path(str(request["path"]))], annotator="Ayla",
                format_name=request["format"], options=request["options"],
            )  # fmt: skip
        except FormatError as error:
            told = {"refusal": error.reason, "path": str(error.path or ""), "line": error.line}
        documents = spans = 0
        text = ""
        for document in project.annotated_documents():
            documents, spans = documents + 1, spans + len(document.spans)
            text += document.text[: 2000 - len(text)]
            if not all(0 <= span.start <= span.end <= len(document.text) for span in document.spans):
                told["bug"] = "a span lies outside of its text"
        told |= {"documents": documents, "spans": spans, "text": text, "labels": len(project.scheme().labels)}
    return told


if __name__ == "__main__":
    main()
