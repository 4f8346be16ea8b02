"""A day's work, in a process where every connection is an error."""

from annotator.formats import all_formats
from tests.samples import put_sample
from tests.store.making import run_python

WORK = """
import socket, sys
from pathlib import Path

def forbid(event, arguments):
    if event in {"socket.connect", "socket.getaddrinfo", "socket.sendto", "urllib.Request"}:
        print("CONNECTS", event, arguments)
        raise PermissionError(event)

sys.addaudithook(forbid)
from annotator.cli import main

folder, *files = sys.argv[1:]
project = str(Path(folder) / "news.annotator")
for command in (
    ["import", project, *files],
    ["check", project],
    ["stats", project],
    ["lint", project],
    ["export", project, str(Path(folder) / "out.jsonl"), "--format", "native"],
    ["export", project, str(Path(folder) / "out.conll"), "--format", "conll"],
    ["convert", str(Path(folder) / "out.jsonl"), str(Path(folder) / "out.csv"), "--format", "table"],
):
    sys.argv = ["annotator", *command]
    try:
        code = main(command)
    except SystemExit as end:
        code = end.code
    print("DID", command[0], code)
"""


def test_work_connects_to_nothing(tmp_path):
    files = []
    for format_ in all_formats():
        if format_.reads and format_.name in {"docx", "web-page", "markdown", "doccano", "xlsx", "bioc-xml", "text"}:
            (tmp_path / format_.name).mkdir()
            files.append(put_sample(format_, tmp_path / format_.name))
    done = run_python(WORK, tmp_path, *files)
    assert "CONNECTS" not in done.stdout
    assert done.stdout.count("DID") == 7, done.stdout + done.stderr
    assert (tmp_path / "out.csv").is_file(), done.stdout + done.stderr
