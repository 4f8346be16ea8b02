"""The commands without a display: what they do, what they print, and their exit codes."""

import hashlib
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from annotator.assist.model_files import model_file
from annotator.cli import main
from annotator.store.project import Project

ARTICLE = " date 2022-02-02 By Ayla Memmedova\n\nThe minister met his counterpart in Baku.\n\nThey talked.\n"
DOCCANO = (
    '{"id": 1, "text": "Ayla lives in Baku 🙂 now.", "label": [[0, 4, "PERSON"], [14, 18, "LOC"], [14, 18, "CITY"]]}\n'
    '{"id": 2, "text": "Nothing here.", "label": []}\n'
)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "articles" / "baku.txt"
    path.parent.mkdir()
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    path = tmp_path / "dataset.jsonl"
    path.write_text(DOCCANO, encoding="utf-8")
    return path


def test_an_article_is_imported_into_a_new_project_with_labels_to_give(article, tmp_path, capsys):
    path = tmp_path / "new.annotator"
    assert main(["import", str(path), str(article.parent)]) == 0
    assert "1 document with 0 spans imported" in capsys.readouterr().out
    project = Project.open(path)
    (document,) = project.annotated_documents()
    assert (document.document.date, document.document.author) == ("2022-02-02", "Ayla Memmedova")
    assert document.text.startswith("The minister met")
    assert [(label.name, label.key) for label in project.scheme().labels][:2] == [("PERSON", "1"), ("ORG", "2")]
    project.close()


def test_a_dataset_brings_its_own_labels_each_with_a_colour_and_a_key(dataset, tmp_path):
    path = tmp_path / "new.annotator"
    main(["import", str(path), str(dataset)])
    project = Project.open(path)
    labels = project.scheme().labels
    assert {label.name for label in labels} == {"PERSON", "LOC", "CITY"}
    assert len({label.color for label in labels}) == len({label.key for label in labels}) == 3
    project.close()


def test_what_is_there_already_is_reported_and_not_doubled(dataset, tmp_path, capsys):
    path = tmp_path / "new.annotator"
    main(["import", str(path), str(dataset)])
    capsys.readouterr()
    assert main(["import", str(path), str(dataset), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["documents"], answer["action"], answer["outcomes"]) == (0, None, {"skipped": 2})
    assert "Its 3 annotations were not imported" in answer["notices"][0]["message"]


def test_labels_are_taken_as_others_or_left_out(dataset, tmp_path):
    path = tmp_path / "new.annotator"
    assert main(["import", str(path), str(dataset), "--label", "LOC=PLACE", "--label", "CITY="]) == 0
    project = Project.open(path)
    assert {label.name for label in project.scheme().labels} == {"PERSON", "PLACE"}
    assert sorted(span.label for each in project.annotated_documents() for span in each.spans) == ["PERSON", "PLACE"]
    project.close()
    with pytest.raises(SystemExit) as exit_:
        main(["import", str(path), str(dataset), "--label", "LOC"])
    assert exit_.value.code == 2


def test_annotations_go_into_the_layer_that_is_named(dataset, tmp_path):
    path = tmp_path / "new.annotator"
    main(["import", str(path), str(dataset), "--annotator", "Coder B"])
    project = Project.open(path)
    assert {span.annotator for document in project.annotated_documents() for span in document.spans} == {"Coder B"}
    project.close()


@pytest.mark.parametrize("format_name", ["native", "doccano"])
def test_an_export_reads_back_into_another_project_as_it_was(dataset, tmp_path, format_name):
    first, second, out = tmp_path / "1.annotator", tmp_path / "2.annotator", tmp_path / "out.jsonl"
    main(["import", str(first), str(dataset)])
    assert main(["export", str(first), str(out), "--format", format_name]) == 0
    assert main(["import", str(second), str(out)]) == 0
    again = tmp_path / "again.jsonl"
    assert main(["export", str(second), str(again), "--format", format_name]) == 0
    assert out.read_bytes() == again.read_bytes()
    assert main(["check", str(second)]) == 0


def test_an_export_does_not_replace_a_file_unless_told_to(dataset, tmp_path, capsys):
    path, out = tmp_path / "1.annotator", tmp_path / "out.jsonl"
    main(["import", str(path), str(dataset)])
    out.write_text("precious")
    assert main(["export", str(path), str(out)]) == 1
    assert out.read_text() == "precious"
    assert "--force" in capsys.readouterr().err
    assert main(["export", str(path), str(out), "--force"]) == 0
    assert out.read_text() != "precious"


def test_a_format_without_layers_asks_whose(dataset, tmp_path, capsys):
    path, out = tmp_path / "1.annotator", tmp_path / "out.jsonl"
    main(["import", str(path), str(dataset), "--annotator", "A"])
    other = tmp_path / "other.jsonl"
    other.write_text('{"text": "More of it.", "label": [[0, 4, "PERSON"]]}\n')
    main(["import", str(path), str(other), "--annotator", "B"])
    assert main(["export", str(path), str(out), "--format", "doccano"]) == 1
    assert "A, B" in capsys.readouterr().err
    assert main(["export", str(path), str(out), "--format", "doccano", "--annotator", "B"]) == 0
    assert out.read_text().count("PERSON") == 1


def test_what_a_format_cannot_carry_is_said(tmp_path, capsys):
    path, source = tmp_path / "1.annotator", tmp_path / "native.jsonl"
    source.write_text(
        '{"format":"annotator","version":1,"scheme":[]}\n'
        f'{{"id":"1","text":"one two three","sha256":"{hashlib.sha256(b"one two three").hexdigest()}","spans":'
        '[{"id":"2","label":"A","annotator":"me","start":0,"end":13,"pieces":[[0,3],[8,13]]}]}\n'
    )
    assert main(["import", str(path), str(source)]) == 0
    capsys.readouterr()
    assert main(["export", str(path), str(tmp_path / "out.jsonl"), "--format", "doccano"]) == 0
    out = capsys.readouterr().out
    assert "1 not carried by the format" in out
    assert "0 to 13" in out


def test_the_suffix_says_the_format_and_what_is_in_the_file_is_counted(dataset, tmp_path, capsys):
    path, out = tmp_path / "1.annotator", tmp_path / "out.conll"
    main(["import", str(path), str(dataset)])
    capsys.readouterr()
    assert main(["export", str(path), str(out)]) == 0
    assert out.read_text(encoding="utf-8").startswith("-DOCSTART- O\n\nAyla B-PERSON\n")
    said = capsys.readouterr().out
    assert "2 documents with 2 spans written as conll" in said
    assert "14 to 18: LOC “Baku”: it overlaps CITY" in said or "14 to 18: CITY “Baku”: it overlaps LOC" in said


def test_a_dry_run_says_the_same_and_writes_nothing(dataset, tmp_path, capsys):
    path, out = tmp_path / "1.annotator", tmp_path / "out.conll"
    main(["import", str(path), str(dataset)])
    capsys.readouterr()
    assert main(["export", str(path), str(out), "--dry-run"]) == 0
    dry = capsys.readouterr().out
    assert not out.exists()
    assert main(["export", str(path), str(out)]) == 0
    assert capsys.readouterr().out == dry.replace("would be written", "written")
    assert main(["export", str(path), str(out), "--dry-run", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["written"] is False


def test_a_part_of_a_project_is_exported(dataset, tmp_path, capsys):
    path = tmp_path / "1.annotator"
    main(["import", str(path), str(dataset)])
    for number, (chosen, texts) in enumerate(
        [
            (["--filter", "baku"], ["Ayla"]),
            (["--document", "Nothing"], ["Nothing"]),
            (["--done"], []),
            (["--document", "Nothing", "--document", "Ayla"], ["Nothing", "Ayla"]),
        ]
    ):
        out = tmp_path / f"{number}.jsonl"
        assert main(["export", str(path), str(out), "--format", "native", *chosen]) == 0
        rows = [json.loads(line) for line in out.read_text().splitlines()]
        assert [row["text"].split()[0] for row in rows if "text" in row] == texts
    with pytest.raises(SystemExit) as exit_:
        main(["export", str(path), str(out), "--document", "Ayla", "--done"])
    assert exit_.value.code == 2


def test_a_dataset_in_parts_is_a_folder_with_a_card(dataset, tmp_path, capsys):
    path, out = tmp_path / "1.annotator", tmp_path / "out"
    main(["import", str(path), str(dataset)])
    choices = ["--format", "doccano", "--split", "50/50", "--license", "mit", "--language", "en", "--dated"]
    assert main(["export", str(path), str(out), *choices]) == 0
    assert sorted(file.name for file in out.iterdir()) == [
        "README.md", "labels.json", "manifest.json", "splits.tsv", "test.jsonl", "train.jsonl",
    ]  # fmt: skip
    assert 'license: "mit"' in (out / "README.md").read_text()
    again = ["export", str(path), str(tmp_path / "again"), "--format", "doccano", "--split", "50/50"]
    assert main([*again, "--keep", str(out / "splits.tsv")]) == 0
    assert (tmp_path / "again" / "test.jsonl").read_bytes() == (out / "test.jsonl").read_bytes()
    assert main(["export", str(path), str(out), *choices]) == 1
    assert "--force" in capsys.readouterr().err
    assert main(["export", str(path), str(tmp_path / "x"), "--split", "half"]) == 1
    assert "80/10/10" in capsys.readouterr().err
    with pytest.raises(SystemExit) as exit_:
        main(["export", str(path), str(tmp_path / "x"), "--together", "source"])
    assert exit_.value.code == 2


def test_label_files_are_written_beside(dataset, tmp_path, capsys):
    path, out = tmp_path / "1.annotator", tmp_path / "out.jsonl"
    main(["import", str(path), str(dataset)])
    assert main(["export", str(path), str(out), "--format", "doccano", "--labels"]) == 0
    assert {row["text"] for row in json.loads((tmp_path / "out-labels.json").read_text())} == {"PERSON", "LOC", "CITY"}
    assert main(["export", str(path), str(tmp_path / "native.jsonl"), "--format", "native", "--labels"]) == 1
    assert "no file of labels" in capsys.readouterr().err


def test_an_annotator_who_is_not_there_is_a_sentence_and_not_added(dataset, tmp_path, capsys):
    path = tmp_path / "1.annotator"
    main(["import", str(path), str(dataset)])
    capsys.readouterr()
    assert main(["export", str(path), str(tmp_path / "o.jsonl"), "--annotator", "Nobody", "--document", "Ayla"]) == 1
    assert "no annotator Nobody" in capsys.readouterr().err
    project = Project.open(path)
    assert "Nobody" not in {person.name for person in project.annotators()}
    project.close()


def test_an_option_for_the_other_way_is_a_sentence(dataset, tmp_path, capsys):
    path = tmp_path / "1.annotator"
    assert main(["import", str(path), str(dataset), "--option", "shape=intent"]) == 1
    assert "for writing only" in capsys.readouterr().err


def test_check_finds_a_changed_letter_and_exits_with_1(dataset, tmp_path, capsys):
    path = tmp_path / "1.annotator"
    main(["import", str(path), str(dataset)])
    assert main(["check", str(path)]) == 0
    with sqlite3.connect(path) as database:
        database.execute("UPDATE document SET text = replace(text, 'Baku', 'Boku')")
    database.close()
    capsys.readouterr()
    assert main(["check", str(path), "--json"]) == 1
    assert any("damaged" in finding["message"] for finding in json.loads(capsys.readouterr().out)["findings"])


def test_formats_lists_what_is_registered(capsys):
    assert main(["formats", "--json"]) == 0
    formats = {found["name"]: found for found in json.loads(capsys.readouterr().out)["formats"]}
    assert formats["native"]["writes"]
    assert not formats["text"]["writes"]
    assert main(["formats"]) == 0
    assert "--option shape=" in capsys.readouterr().out


def test_a_wrong_option_is_wrong_usage_or_a_sentence(dataset, tmp_path, capsys):
    path = tmp_path / "1.annotator"
    with pytest.raises(SystemExit) as exit_:
        main(["import", str(path), str(dataset), "--option", "nonsense"])
    assert exit_.value.code == 2
    assert main(["import", str(path), str(dataset), "--option", "colour=red"]) == 1
    assert "no option colour" in capsys.readouterr().err
    assert not path.exists()


def test_a_project_goes_back_to_a_copy(dataset, tmp_path, capsys):
    path = tmp_path / "1.annotator"
    assert main(["import", str(path), str(dataset)]) == 0
    assert main(["restore", str(path)]) == 1
    assert "There is no copy" in capsys.readouterr().err
    assert main(["backup", str(path)]) == 0
    assert "copied to" in capsys.readouterr().out
    assert main(["backup", str(path)]) == 0
    assert "no new copy is needed" in capsys.readouterr().out
    assert main(["import", str(path), str(dataset), "--label", "PERSON=HUMAN"]) == 0
    capsys.readouterr()
    assert main(["restore", str(path), "--list"]) == 0
    assert "1 copy." in capsys.readouterr().out
    assert main(["restore", str(path)]) == 0
    assert "What was there is kept as" in capsys.readouterr().out
    assert main(["restore", str(path), "--list", "--json"]) == 0
    aside, copy = json.loads(capsys.readouterr().out)["copies"]
    assert (aside["why"], copy["why"]) == ("replaced", "")
    assert main(["restore", str(path), "--from", Path(aside["copy"]).name, "--json"]) == 0
    assert main(["check", str(path)]) == 0


def test_a_damaged_project_is_repaired(dataset, tmp_path, capsys):
    path = tmp_path / "1.annotator"
    assert main(["import", str(path), str(dataset)]) == 0
    assert main(["backup", str(path)]) == 0
    with sqlite3.connect(path) as file:
        file.execute("UPDATE document SET text = text || '!'")
    file.close()
    assert main(["check", str(path)]) == 1
    assert "annotator restore" in capsys.readouterr().out
    assert main(["check", str(path), "--repair"]) == 0
    said = capsys.readouterr().out
    assert "The history is as it was." in said
    assert "Nothing is known to be missing." in said
    assert main(["check", str(path), "--repair"]) == 0
    assert "everything is as it was written" in capsys.readouterr().out
    path.write_bytes(path.read_bytes()[:1_000])
    assert main(["check", str(path)]) == 1
    assert main(["check", str(path), "--repair", "--json"]) == 0
    assert not json.loads(capsys.readouterr().out)["repaired"]["keeps_history"]
    path.write_text("no project")
    for copy in path.with_name("1.annotator-backups").iterdir():
        copy.unlink()
    assert main(["check", str(path), "--repair"]) == 1
    assert "Nothing of a project is left" in capsys.readouterr().err


def test_an_article_is_erased_for_good(dataset, tmp_path, capsys):
    path = tmp_path / "1.annotator"
    assert main(["import", str(path), str(dataset)]) == 0
    assert main(["backup", str(path)]) == 0
    with closing(Project.open(path)) as project:
        first, *others = list(project.annotated_documents())
    text = first.text.encode()
    assert main(["erase", str(path), str(first.document.id)]) == 1
    assert "Nothing was erased" in capsys.readouterr().err
    assert main(["erase", str(path), str(first.document.id), "--yes"]) == 0
    assert "also from 1 copy." in capsys.readouterr().out
    assert [one for one in tmp_path.rglob("*annotator") if one.is_file() and text in one.read_bytes()] == []
    with closing(Project.open(path)) as project:
        assert [one.text for one in project.annotated_documents()] == [one.text for one in others]
    assert main(["check", str(path)]) == 0


def test_what_was_learned_from_a_project_is_erased_with_an_article(dataset, tmp_path):
    path, other = tmp_path / "1.annotator", tmp_path / "2.annotator"
    for project in (path, other):
        assert main(["import", str(project), str(dataset)]) == 0
    link = tmp_path / "link.annotator"
    link.symlink_to(path)
    # By a person who is not in the project any more, under another name of the file, half written.
    learned = [model_file(path, "Ayla"), model_file(str(link), "who was renamed"), model_file(path, "half")]
    learned[2] = learned[2].parent / f".{learned[2].name[:40]}.x7" / learned[2].name
    kept = model_file(other, "Ayla")
    learned[2].parent.mkdir(parents=True)
    for model in (*learned, kept):
        model.write_bytes(b"words of the article")
    with closing(Project.open(path)) as project:
        first = next(iter(project.annotated_documents())).document.id
    assert main(["erase", str(link), str(first), "--yes"]) == 0
    assert [model for model in learned if model.exists()] == []
    assert kept.exists()
