"""Every command on a project of a team; and from a file to a server and back."""

import json
from contextlib import closing, suppress

import pytest

from annotator.cli import main
from annotator.store.project import Project

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
        (["export", "OUT.conll"], "1 document"),
        (["render", "Ayla", "OUT.html"], ""),
    ],
)
def test_commands_take_the_address_of_a_project(url, arguments, said, tmp_path, capsys):
    command, *rest = (one.replace("OUT", str(tmp_path / "out")) for one in arguments)
    assert main([command, url, *rest]) == 0
    assert said in capsys.readouterr().out


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
    assert "annotator copy" in capsys.readouterr().err
