import json

import pytest

from annotator.cli import main
from annotator.store.project import Project
from annotator.transfer.starting import default_scheme


@pytest.fixture
def path(tmp_path):
    Project.open(tmp_path / "p.annotator", create=True, scheme=default_scheme()).close()
    return tmp_path / "p.annotator"


def names(path):
    project = Project.open(path)
    try:
        return [label.name for label in project.scheme().labels]
    finally:
        project.close()


def test_labels_are_listed_for_people_and_for_scripts(path, capsys):
    assert main(["scheme", str(path)]) == 0
    assert capsys.readouterr().out.splitlines()[:3] == ["Spans", "  PERSON  (1)", "  ORG  (2)"]
    assert main(["scheme", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["labels"][0]["name"] == "PERSON"


def test_one_is_written_and_never_replaced_by_mistake(path, tmp_path, capsys):
    out = tmp_path / "scheme.json"
    assert main(["scheme", str(path), "--export", str(out)]) == 0
    assert f"{out}: 5 labels." in capsys.readouterr().out
    assert main(["scheme", str(path), "--export", str(out)]) == 1
    assert "--force" in capsys.readouterr().err
    assert main(["scheme", str(path), "--export", str(out), "--force"]) == 0


def test_one_is_taken_over_as_one_action(path, tmp_path, capsys):
    source = tmp_path / "other.json"
    labels = [{"name": "PERSON", "color": "#000000"}, {"name": "SHIP"}]
    source.write_text(json.dumps({"format": "annotator-scheme", "version": 3, "scheme": labels}), encoding="utf-8")
    assert main(["scheme", str(path), "--import", str(source), "--dry-run"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[:2] == ["change PERSON: color", "add SHIP"]
    assert "would be" in said[2]
    assert "SHIP" not in names(path)
    assert main(["scheme", str(path), "--import", str(source), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["labels"][1] == {"label": "SHIP", "kind": "span", "changed": []}
    assert names(path)[-1] == "SHIP"
    assert main(["scheme", str(path), "--import", str(source)]) == 0
    assert "0 labels added or changed" in capsys.readouterr().out


def test_what_is_no_scheme_has_a_sentence(path, tmp_path, capsys):
    (tmp_path / "a.json").write_text("[]")
    assert main(["scheme", str(path), "--import", str(tmp_path / "a.json")]) == 1
    assert "a.json" in capsys.readouterr().err
