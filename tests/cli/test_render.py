"""`annotator render` without a display: what it draws, whom it takes for meant, and what it refuses."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.cli import main
from annotator.edits import Edit
from annotator.ids import new_id
from annotator.store.project import Project

DATASET = (
    '{"text": "Ayla lives in Baku now.", "label": [[0, 4, "PERSON"], [14, 18, "LOC"]]}\n'
    '{"text": "Rail link to reopen.", "label": []}\n'
    '{"text": "Rail strike ends.", "label": []}\n'
)


@pytest.fixture
def project(tmp_path: Path, capsys) -> Path:
    path, source = tmp_path / "news.annotator", tmp_path / "news.jsonl"
    source.write_text(DATASET)
    assert main(["import", str(path), str(source)]) == 0
    capsys.readouterr()
    return path


def ids(path: Path) -> list[int]:
    project = Project.open(path)
    found = [document.document.id for document in project.annotated_documents()]
    project.close()
    return found


@pytest.mark.parametrize(
    ("suffix", "begins"), [("pdf", b"%PDF"), ("svg", b"<?xml"), ("png", b"\x89PNG"), ("html", b"<!DOCTYPE html>")]
)
def test_the_suffix_says_what_is_drawn(project, tmp_path, capsys, suffix, begins):
    out = tmp_path / f"out.{suffix}"
    assert main(["render", str(project), "Ayla", str(out), "--width", "40"]) == 0
    assert out.read_bytes().startswith(begins)
    assert "with 2 spans" in capsys.readouterr().out


def test_an_article_is_meant_by_its_id_its_title_or_how_only_it_begins(project, tmp_path, capsys):
    for wanted in (str(ids(project)[0]), "Ayla lives in Baku now.", "ayla  LIVES"):
        assert main(["render", str(project), wanted, str(tmp_path / "out.html"), "--force"]) == 0
    assert main(["render", str(project), "Rail", str(tmp_path / "rail.html")]) == 1
    said = capsys.readouterr().err
    assert str(ids(project)[1]) in said
    assert "“Rail strike ends.”" in said
    assert not (tmp_path / "rail.html").exists()


def test_all_articles_go_into_a_folder_whose_names_no_title_chooses(project, tmp_path):
    source = tmp_path / "evil.txt"
    source.write_text("../../evil/../name\n\nWords.")
    main(["import", str(project), str(source)])
    assert main(["render", str(project), "--all", str(tmp_path / "drawn"), "--format", "html"]) == 0
    names = sorted(path.name for path in (tmp_path / "drawn").iterdir())
    assert len(names) == 4
    assert names[0].startswith("1")
    assert not any(".." in name for name in names)
    assert main(["render", str(project), "--all", str(tmp_path / "drawn")]) == 1
    assert main(["render", str(project), "--all", str(tmp_path / "drawn"), "--force"]) == 0
    assert {path.suffix for path in (tmp_path / "drawn").iterdir()} == {".pdf"}


def test_where_several_have_labelled_one_has_to_be_named(project, tmp_path, capsys):
    first = Project.open(project)
    document = next(first.annotated_documents())
    first.ensure_annotator("Coder B")
    first.apply("x", [Edit(None, replace(document.spans[0], id=new_id(), annotator="Coder B"))], "Coder B")
    first.close()
    assert main(["render", str(project), "Ayla", str(tmp_path / "out.pdf")]) == 1
    assert "--annotator" in capsys.readouterr().err
    assert main(["render", str(project), "Ayla", str(tmp_path / "out.pdf"), "--annotator", "Coder B"]) == 0
    assert "with 1 span." in capsys.readouterr().out
    assert main(["render", str(project), "Ayla", str(tmp_path / "no.pdf"), "--annotator", "nobody"]) == 1
    assert "Coder B" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["Nowhere", "out.pdf"], "no document has the id or the title “Nowhere”"),
        (["", "out.pdf"], "no document has"),
        (["Ayla", "out.gif"], ".pdf, .svg, .png, .html"),
        (["Ayla", "no-such-folder/out.pdf"], "no such file or folder"),
        (["Ayla", "news.jsonl"], ".pdf, .svg, .png, .html"),
        (["Ayla", "there.pdf"], "--force"),
    ],
)
def test_what_cannot_be_drawn_is_a_sentence_and_no_file(project, tmp_path, capsys, monkeypatch, arguments, sentence):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there.pdf").write_text("precious")
    before = sorted(path.name for path in tmp_path.iterdir())
    assert main(["render", str(project), *arguments]) == 1
    said = capsys.readouterr().err
    assert sentence in said
    assert said.count("\n") == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    assert (tmp_path / "there.pdf").read_text() == "precious"


@pytest.mark.parametrize(
    "arguments",
    [["Ayla"], ["--all", "Ayla", "out"], ["Ayla", "out.png", "--scale", "99"], ["Ayla", "o.pdf", "--width", "x"]],
)
def test_wrong_usage_exits_with_2(project, arguments):
    with pytest.raises(SystemExit) as exit_:
        main(["render", str(project), *arguments])
    assert exit_.value.code == 2


def test_an_article_that_is_too_long_for_a_png_is_refused_with_the_way_out(tmp_path, capsys):
    source = tmp_path / "long.txt"
    source.write_text("Some words of an article.\n" * 40_000)
    main(["import", str(tmp_path / "long.annotator"), str(source)])
    assert main(["render", str(tmp_path / "long.annotator"), "Some", str(tmp_path / "out.png")]) == 1
    assert "PDF" in capsys.readouterr().err
    assert not (tmp_path / "out.png").exists()


def test_no_display_is_needed(project, tmp_path, project_path):
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    environment.pop("QT_QPA_PLATFORM", None)
    command = [sys.executable, "-m", "annotator", "render", str(project), "Ayla", str(tmp_path / "out.pdf")]
    done = subprocess.run(
        command, cwd=project_path, env=environment, capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "out.pdf").exists()


WITHOUT_QT = """
import sys
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name == "PySide6.QtWidgets":
            raise ImportError("libGL.so.1: cannot open shared object file: No such file or directory")
sys.meta_path.insert(0, Missing())
from annotator.cli import main
sys.exit(main(sys.argv[1:]))
"""


def test_where_qt_misses_a_library_the_sentence_names_it_and_the_remedy(project, tmp_path, project_path):
    command = [sys.executable, "-c", WITHOUT_QT, "render", str(project), "Ayla", str(tmp_path / "out.pdf")]
    done = subprocess.run(command, cwd=project_path, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert "Pictures cannot be drawn" in done.stderr
    assert "libGL.so.1" in done.stderr
    assert "apt install" in done.stderr
    assert "Traceback" not in done.stderr
