"""The commands that learn: train, evaluate, suggest."""

import json

import pytest

from annotator.assist import accepting
from annotator.assist.deciding import reject
from annotator.cli import main
from annotator.store.project import Project
from annotator.suggest import Reason, Suggestion
from tests.suggest.fake_model import listening, spans
from tests.suggest.news import PLACES, article, articles
from tests.suggest.news_project import make_project


@pytest.fixture
def project(tmp_path):
    """Twelve articles that anna has done, and one that is to do."""
    made = make_project(tmp_path)
    made.close()
    return made.path


def answer(capsys, *arguments):
    assert main([*map(str, arguments), "--annotator", "anna", "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_what_is_not_done_gets_suggestions(project, capsys):
    found = answer(capsys, "suggest", project)["suggestions"]
    assert {(one["start"], one["end"], one["label"]) for one in found} == {
        (span.start, span.end, span.label) for span in article(99).spans
    }
    assert all(one["quote"] and one["why"] and one["engine"] for one in found)


def test_a_model_suggests_without_learning(project, tmp_path, capsys):
    model = tmp_path / "model"
    told = answer(capsys, "train", project, "--out", model)
    assert told == {"model": str(model), "documents": 12, "spans": sum(len(one.spans) for one in articles(12))}
    assert answer(capsys, "suggest", project, "--model", model) == answer(capsys, "suggest", project)
    assert main(["train", str(project), "--annotator", "anna", "--out", str(model)]) == 1
    assert "exists already" in capsys.readouterr().err


@pytest.mark.parametrize("few", [accepting.FEW, 3])
def test_what_is_accepted_is_one_action(project, capsys, monkeypatch, few):
    monkeypatch.setattr(accepting, "FEW", few)
    told = answer(capsys, "suggest", project, "--accept-above", 0.5)
    opened = Project.open(project)
    try:
        waiting = [one for one in opened.annotated_documents() if not one.progress or one.progress[0].status != "done"]
        assert len(waiting[0].spans) == told["accepted"] > 5
        said = opened.verdicts(waiting[0].document.id)
        assert {(one.start, one.end, one.label) for one in said} == {
            (one.start, one.end, one.label) for one in waiting[0].spans
        }
        assert all(one.accepted for one in said)
        assert [(one.annotator, one.status) for one in waiting[0].progress] == [("anna", "in_progress")]
        assert list(opened.check()) == []
        assert opened.next_undo("anna").title == f"Accept {told['accepted']} suggestions above 0.5"
        opened.undo("anna")
        assert opened.document(waiting[0].document.id).spans == opened.verdicts(waiting[0].document.id) == ()
        assert opened.document(waiting[0].document.id).progress == ()
        opened.redo("anna")
        assert opened.document(waiting[0].document.id).progress[0].status == "in_progress"
        assert list(opened.check()) == []
    finally:
        opened.close()


def test_nothing_is_accepted_unless_asked_for(project, capsys):
    assert answer(capsys, "suggest", project)["accepted"] == 0
    assert answer(capsys, "suggest", project) == answer(capsys, "suggest", project)


def test_how_good_it_would_be(project, tmp_path, capsys):
    picture = tmp_path / "curve.svg"
    told = answer(capsys, "evaluate", project, "--folds", 3, "--picture", picture)
    assert told["documents"] == 12
    assert told["all"]["f1"] > 0.9
    assert set(told["labels"]) == {"LOC", "PERSON"}
    assert [point["documents"] for point in told["curve"]] == [5]
    assert picture.read_text(encoding="utf-8").startswith("<svg")


def test_tables_for_people(project, capsys):
    assert main(["evaluate", str(project), "--annotator", "anna", "--folds", "2", "--engine", "forms"]) == 0
    out = capsys.readouterr().out
    assert "12 documents, each suggested by what the others taught." in out
    assert "precision" in out
    assert "PERSON" in out
    assert main(["suggest", str(project), "--annotator", "anna", "--engine", "forms"]) == 0
    assert "suggestions in 1 document." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["suggest", "--engine", "sing"], "There is no engine sing"),
        (["evaluate", "--folds", "50"], "too little to learn from"),
        (["suggest", "--annotator", "nobody"], "has no annotator nobody"),
    ],
)
def test_what_cannot_be_is_said(project, capsys, arguments, said):
    command, *rest = arguments
    assert main([command, str(project), "--annotator", "anna", *rest]) == 1
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [["evaluate", "--folds", "1"], ["suggest", "--line", "2"], ["evaluate", "--no-curve", "--picture", "a"]],
)
def test_wrong_usage(project, arguments):
    command, *rest = arguments
    with pytest.raises(SystemExit):
        main([command, str(project), *rest])


def test_what_was_rejected_is_not_suggested_any_more(project, capsys):
    first, *_ = answer(capsys, "suggest", project)["suggestions"]
    opened = Project.open(project)
    try:
        document = opened.document(int(first["document"]))
        offer = Suggestion(first["start"], first["end"], first["label"], 0.9, "crf", Reason("because"))
        opened.apply("Reject", reject(document, offer, "anna"), "anna")
    finally:
        opened.close()
    assert first["quote"] not in {one["quote"] for one in answer(capsys, "suggest", project)["suggestions"]}


def test_what_stands_in_a_list_is_suggested_without_anything_learned(project, tmp_path, capsys):
    places = tmp_path / "LOC.txt"
    places.write_text("Ankara\nBergen\n")
    found = answer(capsys, "suggest", project, "--engine", "lists", "--lists", places)["suggestions"]
    text = article(99).text
    assert len(found) == text.count("Ankara") + text.count("Bergen") > 0
    assert {one["label"] for one in found} == {"LOC"}
    assert main(["suggest", str(project), "--annotator", "anna", "--engine", "lists"]) == 1
    assert "has to be told first" in capsys.readouterr().err


def test_a_list_that_cannot_be_read_stops_nothing(project, tmp_path, capsys):
    lists = tmp_path / "LOC.txt"
    lists.write_text("Oslo\n\tX\n")
    assert main(["suggest", str(project), "--annotator", "anna", "--lists", str(lists)]) == 0
    said = capsys.readouterr()
    assert "LOC.txt, line 2: The form is empty" in said.err
    assert "suggestions in 1 document" in said.out


def test_a_language_model_is_asked_only_after_a_clear_yes(project, capsys):
    with listening(spans(("Ankara", "LOC"))) as server:
        asks = ["suggest", project, "--engine", "language-model", "--language-model", server.address]
        for yes in ([], ["--yes-send-text-to", "http://127.0.0.1"]):
            assert main([*map(str, asks), "--annotator", "anna", *yes]) == 1
            assert f"Say --yes-send-text-to {server.address}" in capsys.readouterr().err
        assert server.asked == []
        found = answer(capsys, *asks, "--yes-send-text-to", server.address)["suggestions"]
        assert {(one["quote"], one["label"]) for one in found} == {("Ankara", "LOC")}


def test_what_stands_in_a_list_is_evaluated(project, tmp_path, capsys):
    places = tmp_path / "LOC.txt"
    places.write_text("\n".join(PLACES))
    told = answer(capsys, "evaluate", project, "--engine", "lists", "--lists", places, "--folds", 2, "--no-curve")
    assert told["labels"]["LOC"]["f1"] == 1
    places.unlink()
    asks = ["evaluate", project, "--engine", "lists", "--lists", places, "--annotator", "anna"]
    assert main([*map(str, asks)]) == 1
    assert "no such file" in capsys.readouterr().err
