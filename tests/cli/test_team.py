"""Every command on a project of a team; and from a file to a server and back."""

import json
import re
from contextlib import closing, suppress
from pathlib import Path

import pytest

from annotator.assist.model_files import model_file
from annotator.cli import main
from annotator.store.moving import copy_project
from annotator.store.project import Project
from tests.suggest.news_project import make_project

DOCCANO = '{"id": 1, "text": "Ayla lives in Baku 🙂 now.", "label": [[0, 4, "PERSON"], [14, 18, "LOC"]]}\n'


@pytest.fixture
def url(database, tmp_path):
    """A project on a server, with one labelled article."""
    (tmp_path / "dataset.jsonl").write_text(DOCCANO, encoding="utf-8")
    assert main(["import", str(database), str(tmp_path / "dataset.jsonl")]) == 0
    return str(database)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check"], "everything is as it was written"),
        (["stats"], "1 document"),
        (["scheme"], "PERSON"),
        (["agreement"], ""),
        (["export", "OUT.conll"], "1 document"),
        (["export", "OUT", "--format", "doccano", "--split", "100"], "1 document"),
        (["render", "Ayla", "OUT.html"], ""),
    ],
)
def test_commands_take_the_address_of_a_project(url, arguments, said, tmp_path, capsys):
    command, *rest = (one.replace("OUT", str(tmp_path / "out")) for one in arguments)
    assert main([command, url, *rest]) == 0
    assert said in capsys.readouterr().out


def test_what_looks_wrong_is_found(url, capsys):
    assert main(["lint", url]) == 1
    assert "2 findings in 1 document" in capsys.readouterr().out


@pytest.fixture
def taught(database, tmp_path):
    """A project on a server with twelve articles that anna has done, and one that is to do."""
    made = make_project(tmp_path)
    made.close()
    copy_project(made.path, database)
    return str(database)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["train", "--out", "OUT.model"], "12 documents"),
        (["evaluate", "--folds", "2", "--no-curve"], "PERSON"),
        (["suggest", "--accept-above", "0.5"], "14 spans labelled"),
    ],
)
def test_commands_that_learn_take_the_address_of_a_project(taught, arguments, said, tmp_path, capsys):
    command, *rest = (one.replace("OUT", str(tmp_path / "out")) for one in arguments)
    assert main([command, taught, *rest, "--annotator", "anna"]) == 0
    assert said in capsys.readouterr().out
    assert main(["check", taught]) == 0


def test_an_article_is_erased_from_a_server(url, capsys):
    with closing(Project.open(url)) as project:
        (article,) = project.annotated_documents()
    learned = [model_file(url, "Ayla"), model_file(url, "Björn")]
    learned[0].parent.mkdir(parents=True, exist_ok=True)
    for model in learned:
        model.write_bytes(b"words")
    assert main(["erase", url, str(article.document.id), "--yes"]) == 0
    said = capsys.readouterr().out
    assert "is erased for good from the database" in said
    assert "copies by pg_dump are for whoever runs it" in said
    assert not any(model.exists() for model in learned)
    with closing(Project.open(url)) as project:
        assert list(project.annotated_documents()) == []
        assert [past.title for past in project.past()][:1] == ["Erase an article for good"]


def test_of_a_damaged_one_it_says_who_has_copies(url, capsys, cluster):
    cluster.ask("UPDATE document SET text = text || '!'", url.rpartition("/")[2])
    assert main(["check", url]) == 1
    said = capsys.readouterr().out
    assert "1 finding." in said
    assert "Ask whoever runs the server for a copy" in said.partition("\n")[0]
    assert main(["check", url, "--repair"]) == 1
    assert "Only a project in a file can be repaired" in capsys.readouterr().err


def test_every_command_that_takes_a_project_is_tried_on_a_server(project_path):
    takes = {
        path.stem.rstrip("_")
        for path in (project_path / "annotator" / "cli").glob("*.py")
        if re.search(r"add_(project|project_file|learning)\(parser\)|type=project_address", path.read_text("utf-8"))
        and re.search(r"^NAME = ", path.read_text("utf-8"), re.MULTILINE)
    }
    tried = set(re.findall(r'[\["]([a-z]+)"[,\]]', Path(__file__).read_text("utf-8")))
    assert len(takes) > 10
    assert takes <= tried


def test_a_project_is_copied_to_a_file_and_back(url, tmp_path, cluster, capsys):
    path = tmp_path / "copy.annotator"
    assert main(["copy", url, str(path)]) == 0
    assert "1 document with 2 spans and 1 action copied" in capsys.readouterr().out
    other = cluster.new_database()
    assert main(["copy", str(path), str(other), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["rows"]["span"] == 2
    with closing(Project.open(path)) as one, closing(Project.open(other)) as same:
        assert list(one.annotated_documents()) == list(same.annotated_documents())
    assert main(["copy", str(path), str(other)]) == 1
    assert "There is a project in" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["check", "copy", "backup", "window"])
def test_a_password_is_not_repeated(command, capsys):
    wrong = "postgresql://ayla:secret@127.0.0.1:1/articles"
    arguments = [command, wrong, "target.annotator"] if command == "copy" else [command, wrong]
    with suppress(SystemExit):  # Wrong usage, for a command that takes files only.
        assert main(arguments) == 1
    said = capsys.readouterr()
    assert "secret" not in said.out + said.err
    assert said.err


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_copies_beside_a_project_are_for_files(command, capsys):
    with pytest.raises(SystemExit):
        main([command, "postgresql://host/articles"])
    said = capsys.readouterr().err
    assert "pg_dump" in said
    assert "annotator copy" in said
