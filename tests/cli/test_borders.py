"""Names of files at the borders: of as many bytes as a name may have, on two lines, and with bytes that are no text."""

import json
import os
import sys
from contextlib import closing

import pytest

from annotator.cli import main
from annotator.formats import all_formats
from annotator.store.project import Project

NAMES = {"as long as can be": b"n" * 255, "on two lines": b"two\nlines", "no text": b"caf\xe9"}
each_name = pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
WRITERS = [format_ for format_ in all_formats() if format_.writes]
ROWS = '{"text": "Ayla lives in Baku.", "label": [[0, 4, "PERSON"]]}\n'

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Other systems allow fewer names.")


def called(folder, name, suffix):
    """Return the path of that name, cut so that it has room for the suffix."""
    return folder / os.fsdecode(name[: 255 - len(suffix)] + suffix.encode())


@pytest.fixture
def project(tmp_path):
    path = tmp_path / "news.annotator"
    (tmp_path / "rows.jsonl").write_text(ROWS)
    assert main(["import", str(path), str(tmp_path / "rows.jsonl")]) == 0
    return path


@each_name
def test_what_has_such_a_name_is_imported_and_goes_on_record(tmp_path, name, capsys):
    path, article = tmp_path / "news.annotator", called(tmp_path, name, ".txt")
    article.write_text("The minister met Ayla.\n\nThey talked.\n")
    assert main(["import", str(path), str(article)]) == 0
    with closing(Project.open(path)) as project:
        (document,) = project.annotated_documents()
        assert list(project.check()) == []
    assert document.document.origin.file == os.fsencode(article.name).decode("utf-8", "backslashreplace")
    capsys.readouterr()
    assert main(["import", str(path), str(article), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["notices"][0]["file"] == str(article)


@each_name
@pytest.mark.parametrize("format_", WRITERS, ids=lambda format_: format_.name)
def test_what_has_such_a_name_is_written_and_proven(project, tmp_path, name, format_):
    suffix = "" if format_.folder else format_.suffixes[0]
    out = called(tmp_path / "out", name, suffix)
    out.parent.mkdir()
    assert main(["export", str(project), str(out), "--format", format_.name]) == 0
    assert out.exists()
    assert [path for path in out.parent.iterdir() if path.name.startswith(".")] == []


@each_name
@pytest.mark.parametrize("suffix", [".pdf", ".svg", ".png", ".html"])
def test_a_picture_of_such_a_name_is_drawn(project, tmp_path, name, suffix):
    out = called(tmp_path, name, suffix)
    assert main(["render", str(project), "Ayla", str(out)]) == 0
    assert out.stat().st_size


@pytest.mark.parametrize("name", [b"n" * (247 - len(".annotator")), b"two\nlines", b"caf\xe9"], ids=NAMES)
def test_a_project_of_such_a_name_is_kept_gone_back_to_and_erased_from(tmp_path, name):
    path, rows = called(tmp_path, name, ".annotator"), tmp_path / "rows.jsonl"
    rows.write_text(ROWS)
    for command in (
        ["import", str(path), str(rows)],
        ["backup", str(path)],
        ["check", str(path)],
        ["restore", str(path)],
        ["copy", str(path), str(tmp_path / "other.annotator")],
        ["erase", str(path), "Ayla", "--yes"],
        ["check", str(path), "--repair"],
    ):
        assert main(command) == 0, command
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted(
        [path.name, f"{path.name}-backups", "other.annotator", "rows.jsonl"]
    )


def test_a_project_whose_log_would_have_too_long_a_name_is_refused_with_a_sentence(project, tmp_path, capsys):
    long = called(tmp_path, b"n" * 255, ".annotator")
    assert main(["import", str(long), str(tmp_path / "rows.jsonl")]) == 1
    assert not long.exists()
    project.rename(long)
    for command in ("stats", "check", "backup"):
        capsys.readouterr()
        assert main([command, str(long)]) == 1
        said = capsys.readouterr().err
        assert "too long a name" in said
        assert said.count("\n") == 1


def test_a_project_that_is_no_text_is_among_the_recent_ones(annotator_home):
    from annotator.settings import RECENT_PROJECTS, Settings

    settings = Settings.load()
    settings.set(RECENT_PROJECTS, ("/caf\udce9.annotator",))
    settings.save()
    assert Settings.load().get(RECENT_PROJECTS) == ("/caf\udce9.annotator",)
