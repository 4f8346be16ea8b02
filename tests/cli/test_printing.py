"""What the commands print of a project whose names want to be more: nothing but the names."""

import json
import re
import shutil
import sys
from contextlib import suppress
from io import BytesIO, TextIOWrapper

import pytest

from annotator.cli import commands, main
from annotator.cli.printing import print_json, tell
from annotator.store.project import Project
from tests.hostile.names import ME, TRICKS, harm, make_project

NAME = "news\x1b[31m\u202e\nall is well.annotator"

RUNS = {
    "agreement": (
        ["agreement", "PROJECT", "--differences"],
        ["agreement", "PROJECT", "--between", TRICKS["color"], "P"],
    ),
    "backup": (["backup", "PROJECT"], ["backup", "PROJECT", "--json"]),
    "check": (["check", "PROJECT"], ["check", "PROJECT", "--json"]),
    "convert": (["convert", "DATASET", "OUT.conll"], ["convert", "DATASET", "OUT.jsonl", "--json"]),
    "copy": (["copy", "PROJECT", "OUT.annotator"],),
    "erase": (["erase", "PROJECT", TRICKS["color"], "--yes"], ["erase", "PROJECT", "P"]),
    "evaluate": (["evaluate", "PROJECT"],),
    "export": (["export", "PROJECT", "OUT.conll"], ["export", "PROJECT", "OUT.csv", "--json"]),
    "formats": (["formats"],),
    "import": (["import", "OTHER.annotator", "DATASET"], ["import", "OTHER.annotator", "DATASET", "--json"]),
    "lint": (["lint", "PROJECT"], ["lint", "PROJECT", "--json"]),
    "render": (["render", "PROJECT", TRICKS["override"], "OUT.html"], ["render", "PROJECT", "P", "OUT.html"]),
    "restore": (["restore", "PROJECT", "--list"], ["restore", "PROJECT", "--from", TRICKS["color"]]),
    "scheme": (
        ["scheme", "PROJECT"],
        ["scheme", "OTHER.annotator", "--import", "SCHEME"],
        ["scheme", "PROJECT", "--json"],
    ),
    "stats": (["stats", "PROJECT"], ["stats", "PROJECT", "--json"]),
    "suggest": (["suggest", "PROJECT"], ["suggest", "PROJECT", "--annotator", TRICKS["color"]]),
    "train": (["train", "PROJECT", "--out", "OUT"], ["train", "PROJECT", "--out", "OUT", "--engine", TRICKS["color"]]),
}
"""How each command is called, for all that it may print."""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A folder with a project of such names, a dataset and a scheme made of it, and a project without them."""
    folder = tmp_path_factory.mktemp("hostile")
    make_project(folder / NAME)
    assert main(["export", str(folder / NAME), str(folder / "dataset\x1b[31m.jsonl"), "--annotator", ME]) == 0
    assert main(["scheme", str(folder / NAME), "--export", str(folder / "scheme\x9b.json")]) == 0
    return folder


@pytest.fixture
def folder(hostile, tmp_path):
    """A copy of it, and another project."""
    shutil.copytree(hostile, tmp_path, dirs_exist_ok=True)
    Project.open(tmp_path / "other.annotator", create=True).close()
    return tmp_path


def placed(word, folder):
    named = {
        "PROJECT": folder / NAME,
        "OTHER.annotator": folder / "other.annotator",
        "DATASET": folder / "dataset\x1b[31m.jsonl",
        "SCHEME": folder / "scheme\x9b.json",
    }
    return str(named.get(word, folder / word if word.startswith("OUT") else word))


def test_every_command_is_run_here():
    assert set(commands()) - {"window"} == set(RUNS)


@pytest.mark.parametrize("run", [run for runs in RUNS.values() for run in runs], ids=lambda run: " ".join(run)[:40])
def test_a_command_prints_names_that_are_nothing_but_names(folder, capsys, run):
    with suppress(SystemExit):  # Which is how wrong usage leaves.
        main([placed(word, folder) for word in run])
    printed = capsys.readouterr()
    said = printed.out + printed.err
    assert said
    if "--json" in run:
        assert json.loads(printed.out)
        assert re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]", said) is None
        return
    for line in said.split("\n"):
        assert harm(line, most=6000) == ""
        assert not line.startswith("annotator: all is well")


def test_scripts_get_the_names_as_they_are(folder, capsys):
    main(["scheme", str(folder / NAME), "--json"])
    told = json.loads(capsys.readouterr().out)
    assert {label["name"] for label in told["labels"]} >= set(TRICKS.values())
    assert told["project"] == str(folder / NAME)


def test_a_dataset_holds_the_names_as_they_are(folder):
    assert main(["import", str(folder / "other.annotator"), str(folder / "dataset\x1b[31m.jsonl")]) == 0
    project = Project.open(folder / "other.annotator")
    documents = list(project.annotated_documents())
    project.close()
    assert {one.document.title for one in documents} >= set(TRICKS.values())
    assert {span.label for one in documents for span in one.spans} >= set(TRICKS.values())


def test_a_wrong_argument_is_said_without_being_obeyed(capsys):
    with pytest.raises(SystemExit):
        main(["stats", "a", "b\x1b[31m"])
    assert "\\x1b[31m" in capsys.readouterr().err


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_what_a_terminal_cannot_write_is_told_by_its_number(monkeypatch, encoding):
    written = BytesIO()
    monkeypatch.setattr(sys, "stdout", TextIOWrapper(written, encoding, write_through=True))
    tell("Ağrı \udce9")
    print_json({"name": "Ağrı \udce9\x9b"})
    said, answer = written.getvalue().decode(encoding).splitlines()
    assert said == ("Ağrı \\xe9" if encoding == "utf-8" else "A\\u011fr\\u0131 \\xe9")
    assert json.loads(answer) == {"name": "Ağrı \udce9\x9b"}


def test_a_name_without_end_leaves_the_sentence_its_end(capsys):
    tell(f"The label {'P' * 100_000} is not there.", errors=True)
    said = capsys.readouterr().err
    assert said.startswith("The label PPP")
    assert said.endswith("P is not there.\n")
    assert len(said) < 6000
