"""A whole project looked through, in the window's way and the command's."""

import json
from contextlib import closing

import pytest

from annotator.cli import main
from annotator.errors import CancelledError
from annotator.lint import Problem
from annotator.lint.mending import mark_as_right, mend
from annotator.store.project import Project
from annotator.transfer import linting
from annotator.transfer.importing import import_files
from annotator.transfer.linting import lint_project
from annotator.transfer.scope import WHOLE_PROJECT, Scope

ROWS = [
    {"text": "Akar met Baku's mayor .", "label": [[0, 4, "PERSON"], [9, 12, "LOC"]]},
    {"text": "Then Akar left .", "label": [[5, 9, "PERSON"]]},
    {"text": "Akar, again, and Akar.", "label": [[0, 5, "ORG"]]},
]


@pytest.fixture
def path(tmp_path):
    rows = tmp_path / "rows.jsonl"
    rows.write_text("".join(json.dumps(row) + "\n" for row in ROWS))
    with closing(Project.open(tmp_path / "p.annotator", create=True)) as project:
        project.ensure_annotator("anna")
        import_files(project, [rows], annotator="anna")
    return tmp_path / "p.annotator"


@pytest.fixture
def project(path):
    with closing(Project.open(path)) as opened:
        yield opened


def test_each_problem_is_found_once_and_in_order(project):
    linted = lint_project(project, WHOLE_PROJECT)
    assert [(finding.problem, finding.quote) for finding in linted.findings] == [
        (Problem.HALF_WORD, "Bak"),
        (Problem.END_MARK, "Akar,"),
        (Problem.UNLABELLED, "Akar"),
        (Problem.ONCE, "Bak"),
        (Problem.ONCE, "Akar,"),
    ]
    assert (linted.documents, linted.number) == (3, 5)


def test_what_was_mended_or_marked_is_not_found_again_until_it_is_undone(project):
    half, comma, *_ = lint_project(project, WHOLE_PROJECT).findings
    once = lint_project(project, WHOLE_PROJECT).findings[-1]
    project.apply("Mend", mend(project.document(half.document), project.scheme(), half), "anna")
    project.apply("Right", mark_as_right(project.document(comma.document), comma), "anna")
    project.apply("Right", mark_as_right(project.document(once.document), once), "anna")
    left = [finding.problem for finding in lint_project(project, WHOLE_PROJECT).findings]
    assert left == [Problem.UNLABELLED, Problem.ONCE]
    for _ in range(3):
        project.undo("anna")
    assert lint_project(project, WHOLE_PROJECT).number == 5


def test_one_kind_does_not_crowd_out_the_others(project, monkeypatch):
    monkeypatch.setattr(linting, "MOST", 1)
    linted = lint_project(project, WHOLE_PROJECT)
    assert (len(linted.findings), linted.number, linted.numbers[Problem.ONCE]) == (4, 5, 2)


def test_only_the_layer_that_is_asked_for(project):
    project.ensure_annotator("bert")
    assert lint_project(project, Scope(annotator="bert")).number == 0


def test_it_can_be_stopped_and_tells_how_far_it_is(project):
    told = []
    lint_project(project, WHOLE_PROJECT, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0
    with pytest.raises(CancelledError):
        lint_project(project, WHOLE_PROJECT, cancelled=lambda: len(told) > 0)


def test_the_command_lists_findings_and_exits_with_1(path, tmp_path, capsys):
    assert main(["lint", str(path)]) == 1
    said = capsys.readouterr().out
    assert "5 findings in 3 documents" in said
    assert "9 to 12: LOC “Bak”: It begins or ends inside a word." in said
    assert main(["lint", str(path), "--json", "--filter", "left"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert (answer["documents"], answer["numbers"]) == (1, {"once": 1})
    splits = tmp_path / "splits.tsv"
    splits.write_text("split\tsha256\tid\n")
    assert main(["lint", str(path), "--splits", str(splits)]) == 1


def test_the_command_exits_with_0_when_nothing_looks_wrong(tmp_path, capsys):
    article = tmp_path / "a.txt"
    article.write_text("A text.")
    main(["import", str(tmp_path / "p.annotator"), str(article)])
    capsys.readouterr()
    assert main(["lint", str(tmp_path / "p.annotator")]) == 0
    assert "nothing looks wrong in 1 document" in capsys.readouterr().out
