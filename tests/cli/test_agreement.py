import json
from contextlib import closing

import pytest

from annotator import edits
from annotator.cli import main
from annotator.store.project import Project

ROW = '{{"text": "Ayla lives in Baku.", "label": [[0, 4, "PERSON"], [14, 18, "{label}"]]}}\n'


@pytest.fixture
def project(tmp_path, capsys):
    """Two documents: one that both have labelled, and one of Ayla's alone."""
    source, path = tmp_path / "data.jsonl", tmp_path / "p.annotator"
    source.write_text(ROW.format(label="LOC") + ROW.format(label="LOC").replace("Ayla", "Anna"), encoding="utf-8")
    assert main(["import", str(path), str(source), "--annotator", "Ayla"]) == 0
    with closing(Project.open(path)) as opened:
        opened.ensure_annotator("Björn")
        for start, end, label in ((0, 4, "PERSON"), (14, 18, "PERSON")):
            first = next(iter(opened.annotated_documents()))
            made = edits.label_span(first, opened.scheme(), start, end, label, "Björn")
            opened.apply("Label", made, "Björn")
    capsys.readouterr()
    return path


def test_people_get_a_table_and_the_places(project, capsys):
    assert main(["agreement", str(project), "--differences"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Ayla and Björn: 1 document that both have labelled or marked as done.\n")
    rows = [line.split() for line in out.splitlines()]
    assert ["all", "2", "2", "1", "0.50", "0.50"] in rows
    assert ["LOC", "1", "0", "0", "0.00", "0.00"] in rows
    assert "Places, whatever their labels: F1 1.00." in out
    assert "Labels at the 2 places that both chose: Cohen's kappa 0.00." in out
    assert "14 to 18 “Baku”: Ayla: LOC; Björn: PERSON" in out


def test_scripts_get_json(project, capsys):
    assert main(["agreement", str(project), "--between", "Björn", "Ayla", "--json"]) == 0
    (pair,) = json.loads(capsys.readouterr().out)["pairs"]
    assert pair["annotators"] == ["Björn", "Ayla"]
    assert pair["documents"] == 1
    assert pair["all"]["f1"] == 0.5
    assert [one["label"] for one in pair["labels"]] == ["LOC", "PERSON"]
    assert pair["differences"][0]["labels"] == [["PERSON"], ["LOC"]]


def test_whom_nobody_knows_has_a_sentence(project, capsys):
    assert main(["agreement", str(project), "--between", "Cem", "Ayla"]) == 1
    assert "nobody is called “Cem”" in capsys.readouterr().err


def test_where_one_alone_has_labelled_that_is_said(tmp_path, capsys):
    source, path = tmp_path / "data.jsonl", tmp_path / "p.annotator"
    source.write_text(ROW.format(label="LOC"), encoding="utf-8")
    assert main(["import", str(path), str(source)]) == 0
    capsys.readouterr()
    assert main(["agreement", str(path)]) == 0
    assert "no document was labelled by two annotators" in capsys.readouterr().out
