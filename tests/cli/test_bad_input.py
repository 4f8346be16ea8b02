"""Bad input: a sentence that names file, line and remedy, exit code 1, and the project as it was."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.cli import main
from annotator.model import AnnotatedDocument
from annotator.store.project import Project

GOOD = '{"text": "Ayla lives in Baku.", "label": [[0, 4, "PERSON"]]}\n'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one document."""
    path, source = tmp_path / "known.annotator", tmp_path / "known.jsonl"
    source.write_text(GOOD)
    assert main(["import", str(path), str(source)]) == 0
    return path


def refused(capsys: pytest.CaptureFixture[str], project: Path, *files: Path) -> str:
    """Import what must be refused; return the sentence. The project is as it was."""
    before = _content(project)
    capsys.readouterr()
    assert main(["import", str(project), *map(str, files)]) == 1
    assert _content(project) == before
    said = capsys.readouterr().err
    assert said.startswith("annotator: ")
    assert said.count("\n") == 1
    return said


def _content(path: Path) -> list[object]:
    project = Project.open(path)
    content = [*project.annotated_documents(), project.scheme(), project.next_undo(project.annotators()[0].name)]
    assert list(project.check()) == []
    project.close()
    return content


def test_a_missing_file(capsys, project, tmp_path):
    said = refused(capsys, project, tmp_path / "missing.txt")
    assert "missing.txt" in said
    assert "no such file" in said.lower()


def test_an_empty_file(capsys, project, tmp_path):
    path = tmp_path / "empty.txt"
    path.touch()
    assert "empty" in refused(capsys, project, path)


def test_a_binary_file(capsys, project, tmp_path):
    path = tmp_path / "picture.txt"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    assert "binary" in refused(capsys, project, path)


def test_a_file_of_no_known_format(capsys, project, tmp_path):
    path = tmp_path / "what.xyz"
    path.write_text("what?")
    assert "of no format that can be read. Name one with --format, see" in refused(capsys, project, path)


def test_a_folder_without_anything_to_read(capsys, project, tmp_path):
    path = tmp_path / "folder"
    path.mkdir()
    (path / "what.xyz").write_text("what?")
    assert "no file that can be read" in refused(capsys, project, path)


def test_a_wrong_encoding(capsys, project, tmp_path):
    path = tmp_path / "latin.txt"
    path.write_bytes("Zürich\nGenève\n".encode("latin-1"))
    said = refused(capsys, project, path)
    assert "line 1" in said
    assert "UTF-8" in said


def test_a_wrong_encoding_is_read_when_it_is_named(project, tmp_path):
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "latin.txt").write_bytes("Zürich\nGenève\n".encode("latin-1"))
    (tmp_path / "folder" / "rows.jsonl").write_text('{"text": "One.", "label": []}\n')
    assert main(["import", str(project), str(tmp_path / "folder"), "--option", "encoding=latin-1"]) == 0
    documents = [value.document for value in _content(project) if isinstance(value, AnnotatedDocument)]
    assert {"Zürich\nGenève\n", "One."} <= {document.text for document in documents}
    (latin,) = (document for document in documents if document.text.startswith("Z"))
    assert latin.origin.encoding == "latin-1"


def test_an_option_that_no_format_has(capsys, project, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("An article.")
    assert main(["import", str(project), str(path), "--option", "colour=red"]) == 1
    assert "has no option colour" in capsys.readouterr().err


def test_a_file_of_500_megabytes(capsys, project, tmp_path):
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.write(b"words " * 1000)
        file.truncate(500 * 2**20)
    assert "limit" in refused(capsys, project, path)


def test_a_broken_line_3_imports_nothing_of_the_lines_before(capsys, project, tmp_path):
    path = tmp_path / "broken.jsonl"
    path.write_text('{"text": "One.", "label": []}\n{"text": "Two.", "label": []}\n{"text": "Three", "label": [}\n')
    assert "broken.jsonl, line 3" in refused(capsys, project, path)


@pytest.mark.parametrize("offsets", ["[0, 99", "[-1, 4", "[3, 1", "[0.5, 4", '["0", 4', "[0, 1e400", "[true, 4"])
def test_offsets_that_cannot_be(capsys, project, tmp_path, offsets):
    path = tmp_path / "offsets.jsonl"
    path.write_text('{"text": "One.", "label": []}\n{"text": "Two.", "label": [' + offsets + ', "A"]]}\n')
    assert "offsets.jsonl, line 2" in refused(capsys, project, path)


def test_a_good_file_before_a_bad_one_is_not_imported_either(capsys, project, tmp_path):
    good, bad = tmp_path / "good.txt", tmp_path / "wrong.txt"
    good.write_text("A good article.")
    bad.touch()
    refused(capsys, project, good, bad)


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\x00" + b"\0" * 200])
def test_a_project_that_is_not_one_stays_as_it_is(capsys, tmp_path, content):
    path, source = tmp_path / "no.annotator", tmp_path / "a.txt"
    path.write_bytes(content)
    source.write_text("An article.")
    for command in (
        ["import", str(path), str(source)],
        ["export", str(path), str(tmp_path / "o")],
        ["check", str(path)],
    ):
        assert main(command) == 1
        assert "not an Annotator project" in capsys.readouterr().err
    assert path.read_bytes() == content


def test_a_project_in_a_folder_that_is_missing(capsys, tmp_path):
    source = tmp_path / "a.txt"
    source.write_text("An article.")
    assert main(["import", str(tmp_path / "no" / "p.annotator"), str(source)]) == 1
    assert "Choose a folder" in capsys.readouterr().err


def test_a_new_project_is_not_left_behind_by_an_import_that_failed(capsys, tmp_path):
    path, source = tmp_path / "new.annotator", tmp_path / "empty.txt"
    source.touch()
    assert main(["import", str(path), str(source)]) == 1
    assert [found.name for found in tmp_path.iterdir()] == ["empty.txt"]


AS_NOBODY = """
import os, sys
from annotator import cli
from annotator.cli import main
found = cli.commands()
cli.commands = lambda _wanted: found
warm, *arguments = sys.argv[1:]
with open(warm + ".txt", "w") as file:
    file.write("Everything is loaded by now, for Python itself may lie where only root can read.")
assert main(["import", warm, warm + ".txt"]) == main(["check", warm]) == 0
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
sys.exit(main(arguments))
"""


def as_nobody(*arguments: object, warm: Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the command line as a user who may nothing: permissions mean nothing to root."""
    command = [sys.executable, "-c", AS_NOBODY, str(warm), *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, timeout=60)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody can reach; pytest's own are private."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps permissions in another way.")
def test_a_file_and_a_project_that_may_not_be_read_or_written(project, open_folder, tmp_path, project_path):
    locked = open_folder / "locked.txt"
    locked.write_text("Secret.")
    locked.chmod(0)
    read_only = open_folder / "known.annotator"
    read_only.write_bytes(project.read_bytes())
    read_only.chmod(0o444)
    more = open_folder / "more.txt"
    more.write_text("One more article.")
    open_folder.chmod(0o555)
    try:
        unreadable = as_nobody("import", open_folder / "w.annotator", locked, warm=tmp_path / "1", cwd=project_path)
        assert unreadable.returncode == 1
        assert "locked.txt" in unreadable.stderr
        readable = as_nobody("check", read_only, warm=tmp_path / "2", cwd=project_path)
        assert (readable.returncode, readable.stderr) == (0, "")
        unwritable = as_nobody("import", read_only, more, warm=tmp_path / "3", cwd=project_path)
        assert unwritable.returncode == 1
        assert "can only be read" in unwritable.stderr
        assert "Traceback" not in unreadable.stderr + unwritable.stderr
    finally:
        open_folder.chmod(0o755)
    assert read_only.read_bytes() == project.read_bytes()


LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
from annotator.cli import main
sys.exit(main(sys.argv[2:]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on a file's size.")
def test_a_disk_without_room_leaves_the_project_as_it_was(project, tmp_path, project_path):
    source = tmp_path / "much.jsonl"
    source.write_text("".join(f'{{"text": "{n} {"words " * 500}", "label": []}}\n' for n in range(400)))
    before = _content(project)
    command = [sys.executable, "-c", LIMITED, str(400_000), "import", str(project), str(source)]
    ended = subprocess.run(command, cwd=project_path, capture_output=True, text=True, check=False, timeout=120)
    assert ended.returncode == 1
    assert ended.stderr.startswith("annotator: ")
    assert "Traceback" not in ended.stderr
    assert "disk" in ended.stderr.lower()
    assert _content(project) == before
