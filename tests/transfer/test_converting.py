"""From every format to every other, without a project."""

import json
from contextlib import closing

import pytest

from annotator.cli import main
from annotator.errors import AnnotatorError, CancelledError, FormatError
from annotator.formats import all_formats
from annotator.report import Outcome
from annotator.store.project import Project
from annotator.transfer.converting import convert
from annotator.transfer.exporting import Target, export_project
from annotator.transfer.importing import import_files

ROWS = (
    '{"text": "Ayla lives in Baku .", "label": [[0, 4, "PERSON"], [14, 18, "LOC"]], "title": "One"}\n'
    '{"text": "Ola lives in Oslo .", "label": [[0, 3, "PERSON"]], "title": "Two"}\n'
)
BOTH = [format_.name for format_ in all_formats() if format_.reads and format_.writes]


@pytest.fixture
def rows(tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_text(ROWS)
    return path


@pytest.mark.parametrize("name", BOTH)
def test_there_and_back_the_spans_are_the_same(rows, tmp_path, name):
    there, back = tmp_path / "there", tmp_path / "back.jsonl"
    convert([rows], there, Target(name), source_format="doccano")
    convert([there], back, Target("doccano"), source_format=name)
    found = [json.loads(line) for line in back.read_text().splitlines()]
    quotes = [{(row["text"][start:end], label) for start, end, label in row["label"]} for row in found]
    assert quotes == [{("Ayla", "PERSON"), ("Baku", "LOC")}, {("Ola", "PERSON")}]


def test_it_is_as_by_way_of_a_project(rows, tmp_path):
    with closing(Project.open(tmp_path / "p.annotator", create=True)) as project:
        project.ensure_annotator("anna")
        import_files(project, [rows], annotator="anna")
        export_project(project, tmp_path / "one.conll", Target("conll"))
    convert([rows], tmp_path / "two.conll", Target("conll"))
    assert (tmp_path / "one.conll").read_bytes() == (tmp_path / "two.conll").read_bytes()


def test_a_folder_becomes_one_file_and_the_same_again(rows, tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text("A text.")
    (folder / "b.jsonl").write_text(ROWS)
    for name in ("one.jsonl", "two.jsonl"):
        convert([folder], tmp_path / name, Target("native"))
    lines = [json.loads(line) for line in (tmp_path / "one.jsonl").read_text().splitlines()]
    assert [line["text"] for line in lines[1:]] == ["A text.", "Ayla lives in Baku .", "Ola lives in Oslo ."]
    assert len({line["id"] for line in lines[1:]}) == 3
    assert [label["name"] for label in lines[0]["scheme"]] == ["PERSON", "LOC"]
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "two.jsonl").read_bytes()


def test_what_is_lost_is_in_the_report(tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_text('{"text": "Ayla lives .", "label": [[0, 4, "A"], [0, 10, "B"]], "Comments": ["Why?"]}\n')
    report = convert([path], tmp_path / "out.conll", Target("conll"))
    assert report.outcomes[Outcome.LOST] == 2
    assert (report.documents, report.spans) == (1, 1)


def test_whose_is_asked_where_the_format_has_one_layer(tmp_path):
    with closing(Project.open(tmp_path / "p.annotator", create=True)) as project:
        for name, text in (("anna", "One."), ("bert", "Two.")):
            project.ensure_annotator(name)
            path = tmp_path / f"{name}.jsonl"
            path.write_text(json.dumps({"text": text, "label": [[0, 3, "A"]]}))
            import_files(project, [path], annotator=name, layer=name)
        export_project(project, tmp_path / "all.jsonl", Target("native"))
    out = tmp_path / "out.jsonl"
    for annotator, reason in ((None, "Name one"), ("carl", "nothing of an annotator carl")):
        with pytest.raises(AnnotatorError, match=reason):
            convert([tmp_path / "all.jsonl"], out, Target("doccano"), annotator=annotator)
    convert([tmp_path / "all.jsonl"], out, Target("doccano"), annotator="bert")
    assert [json.loads(line)["label"] for line in out.read_text().splitlines()] == [[], [[0, 3, "A"]]]


def test_nothing_is_written_over_what_is_read_or_unasked(rows, tmp_path):
    with pytest.raises(FormatError, match="what is to be converted"):
        convert([rows], rows, Target("native"), force=True)
    out = tmp_path / "out.jsonl"
    out.write_text("mine")
    with pytest.raises(FormatError, match="--force"):
        convert([rows], out, Target("native"))
    with pytest.raises(CancelledError):
        convert([rows], out, Target("native"), force=True, cancelled=lambda: True)
    assert out.read_text() == "mine"
    convert([rows], out, Target("native"), force=True)
    assert rows.read_text() == ROWS
    assert out.read_text() != "mine"


def test_the_command_converts_or_says_why_it_cannot(rows, tmp_path, capsys):
    out = tmp_path / "out.conll"
    assert main(["convert", str(rows), str(out), "--option", "tags=BILOU"]) == 0
    assert "2 documents with 3 spans written as conll" in capsys.readouterr().out
    assert "Ayla U-PERSON" in out.read_text()
    assert main(["convert", str(out), str(tmp_path / "back.jsonl"), "--format", "doccano", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["spans"] == 3
    for wrong, reason in (
        ([str(rows), str(tmp_path / "x"), "--format", "text"], "can only be read"),
        ([str(rows), str(tmp_path / "x"), "--format", "nonsense"], "no format named"),
        ([str(tmp_path / "missing"), str(tmp_path / "x")], "no such file"),
        ([str(rows), str(tmp_path / "x"), "--from", "native"], "line 1"),
        ([str(rows), str(tmp_path / "x"), "--from-option", "colour=red"], "no option colour"),
    ):
        assert main(["convert", *wrong]) == 1
        assert reason in capsys.readouterr().err
        assert not (tmp_path / "x").exists()
