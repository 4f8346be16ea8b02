import json

import pytest

from annotator.cli import main
from annotator.cli.stats import duration
from annotator.cli.table import table, width

DATASET = '{"text": "Ayla lives in Baku.", "label": [[0, 4, "PERSON"], [14, 18, "Yer \\u001b[31m"]]}\n'


@pytest.fixture
def project(tmp_path, capsys):
    source, path = tmp_path / "data.jsonl", tmp_path / "p.annotator"
    source.write_text(DATASET, encoding="utf-8")
    assert main(["import", str(path), str(source)]) == 0
    source.write_text(DATASET.replace("Ayla", "Anna"), encoding="utf-8")
    assert main(["import", str(path), str(source), "--annotator", "标签"]) == 0
    capsys.readouterr()
    return path


def test_people_get_aligned_tables(project, capsys):
    assert main(["stats", str(project)]) == 0
    out = capsys.readouterr().out
    first, documents, spans, time = out.rstrip().split("\n\n")
    assert first == f"{project}: 2 documents, 4 spans."
    assert documents.splitlines()[0].split("   ")[0].rstrip() == "Documents"
    for part in (documents, spans, time.rsplit("\n", 1)[0]):
        assert len({width(line) for line in part.splitlines()}) == 1
    assert spans.splitlines()[1].split() == ["PERSON", "1", "1", "2"]
    assert "\x1b" not in out
    assert "five minutes" in time


def test_scripts_get_json(project, capsys):
    assert main(["stats", str(project), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["documents"], answer["spans"], answer["longest_pause_seconds"]) == (2, 4, 300)
    other = next(one for one in answer["annotators"] if one["name"] == "标签")
    assert other["spans"] == {"PERSON": 1, "Yer \x1b[31m": 1}
    assert other["documents"] == {"todo": 2, "in_progress": 0, "done": 0, "skipped": 0}


def test_the_help_says_what_time_is(capsys):
    with pytest.raises(SystemExit):
        main(["stats", "--help"])
    assert "five minutes" in " ".join(capsys.readouterr().out.split())


def test_what_is_no_project_has_a_sentence(tmp_path, capsys):
    assert main(["stats", str(tmp_path / "none.annotator")]) == 1
    assert "none.annotator" in capsys.readouterr().err


def test_columns_that_do_not_fit_stand_below():
    lines = list(table(["Spans", "one", "two", "three"], [["a", "1", "2", "3"], ["bb", "10", "20", "30"]], columns=18))
    assert lines == [
        *("Spans   one   two", "a         1     2", "bb       10    20"),
        *("", "Spans   three", "a           3", "bb         30"),
    ]


def test_a_name_of_any_length_and_script_keeps_its_column():
    lines = list(table(["Spans", "n"], [["标签", "1"], ["e\u0301", "2"], ["x" * 99, "3"]], columns=80))
    assert {width(line) for line in lines} == {44}


@pytest.mark.parametrize(
    ("milliseconds", "text"), [(0, "0:00:00"), (1499, "0:00:01"), (61_000, "0:01:01"), (360_000_000, "100:00:00")]
)
def test_a_duration(milliseconds, text):
    assert duration(milliseconds) == text
