"""The project that is open lies beside the articles: nobody may open it as a file."""

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from annotator.errors import FormatError
from annotator.store.project import Project
from annotator.transfer.exporting import Target, export_project
from annotator.transfer.importing import import_files

OPEN_AND_CLOSE = """
import sys
from annotator.store.project import Project
project = Project.open(sys.argv[1])
project.ensure_annotator("Other")
project.close()
"""


@pytest.fixture(params=["articles.annotator", "articles"])
def project(request, tmp_path):
    with closing(Project.open(tmp_path / request.param, create=True)) as opened:
        opened.ensure_annotator("Ayla")
        yield opened


def its_log_is_left(project: Project) -> bool:
    """Return whether the log is still there after another program has opened and closed the project."""
    command = [sys.executable, "-c", OPEN_AND_CLOSE, project.path]
    subprocess.run(command, check=True, cwd=Path(__file__).resolve().parents[2])
    return project.path.with_name(project.path.name + "-wal").exists()


def test_importing_the_folder_that_it_lies_in_keeps_its_locks(project):
    (project.path.parent / "a.txt").write_text("An article.")
    (project.path.parent / "articles-of-today.txt").write_text("Another article.")
    _, report = import_files(project, [project.path.parent], annotator="Ayla")
    assert report.documents == 2
    assert its_log_is_left(project)


@pytest.mark.parametrize("format_name", [None, "text"])
def test_it_is_not_imported_into_itself(project, format_name):
    for name in ("", "-wal", "-shm"):
        with pytest.raises(FormatError, match="This is the project that is open"):
            import_files(project, [Path(f"{project.path}{name}")], annotator="Ayla", format_name=format_name)
    assert its_log_is_left(project)


def test_nor_through_a_link(project, tmp_path):
    link = tmp_path / "link.txt"
    link.symlink_to(project.path)
    with pytest.raises(FormatError, match="This is the project that is open"):
        import_files(project, [link], annotator="Ayla")
    assert its_log_is_left(project)


def test_nothing_is_exported_over_it(project):
    for format_name in ("native", "doccano"):
        with pytest.raises(FormatError, match="This is the project that is open"):
            export_project(project, project.path, Target(format_name), force=True)
    assert its_log_is_left(project)
    assert list(project.check()) == []
