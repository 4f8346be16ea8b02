"""What suggests besides one's own labels: files are looked at, and no text is sent without a yes for its address."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.suggest.language_model import ModelSetup
from annotator.ui import pipeline_choice
from annotator.ui.engines_dialog import EnginesDialog

ADDRESS = "http://localhost:9/v1"


@pytest.fixture
def opened(qtbot):
    def open_with(setups):
        dialog = EnginesDialog(setups)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        qtbot.addWidget(dialog)
        kept = []
        dialog.kept.connect(kept.append)
        dialog.show()
        return dialog, kept

    return open_with


def enter(dialog):
    QTest.keyClick(dialog, Qt.Key.Key_Return)


def test_without_a_yes_nothing_is_kept(opened):
    dialog, kept = opened({})
    assert not dialog.consent.isEnabled()
    QTest.keyClicks(dialog.address, ADDRESS)
    assert dialog.consent.text() == f"Yes, send the texts of this project to {ADDRESS}"
    assert not dialog.consent.isChecked()
    enter(dialog)
    assert kept == []
    assert dialog.said.text().startswith(f"Nothing is sent to {ADDRESS} without a yes.")
    assert dialog.said.property("tone") == "refused"
    dialog.consent.click()
    enter(dialog)
    assert [ModelSetup.from_text(one["language-model"]) for one in kept] == [ModelSetup(ADDRESS, "", ADDRESS)]


def test_a_yes_is_for_one_address(opened):
    dialog, kept = opened({"language-model": ModelSetup(ADDRESS, "small", ADDRESS).as_text()})
    assert dialog.consent.isChecked()
    assert dialog.model.text() == "small"
    QTest.keyClicks(dialog.address, "/other")
    assert not dialog.consent.isChecked()
    dialog.address.clear()
    enter(dialog)
    assert kept == [{}]


def test_files_are_read_before_they_are_kept(opened, tmp_path):
    dialog, kept = opened({})
    assert not dialog.take_off.isEnabled()
    good, missing = tmp_path / "LOC.txt", tmp_path / "missing.txt"
    good.write_text("Oslo\n", encoding="utf-8")
    dialog.files.addItems([str(good), str(missing)])
    enter(dialog)
    assert kept == []
    assert "missing.txt" in dialog.said.text()
    dialog.files.setCurrentRow(1)
    dialog.take_off.click()
    enter(dialog)
    assert kept == [{"lists": str(good)}]


def test_what_cannot_be_read_is_said(opened):
    dialog, _ = opened({"language-model": json.dumps({"address": 5})})
    assert dialog.said.text() == "What is said about the language model cannot be read. Set it up again."


def test_without_a_pipeline_it_says_how_to_get_one(opened, monkeypatch):
    monkeypatch.setattr(pipeline_choice, "installed_pipelines", tuple)
    dialog, kept = opened({})
    assert dialog.pipeline.missing.isVisible()
    assert not dialog.pipeline.box.isEnabled()
    enter(dialog)
    assert kept == [{}]


def test_a_pipeline_that_is_installed_suggests_and_helps_to_learn(opened, monkeypatch):
    monkeypatch.setattr(pipeline_choice, "installed_pipelines", lambda: ("de_small", "en_small"))
    dialog, kept = opened({"spacy": "en_small\nGPE=Place", "crf": "en_small"})
    assert dialog.pipeline.box.currentText() == "en_small"
    assert not dialog.pipeline.missing.isVisible()
    QTest.keyClick(dialog.pipeline.box, Qt.Key.Key_Up)
    enter(dialog)
    assert kept == [{"spacy": "de_small\nGPE=Place", "crf": "de_small"}]


def test_a_pipeline_that_has_gone_is_shown_until_another_choice_is_made(opened, monkeypatch):
    monkeypatch.setattr(pipeline_choice, "installed_pipelines", tuple)
    dialog, kept = opened({"spacy": "en_small", "crf": "en_small"})
    assert dialog.pipeline.box.currentText() == "en_small"
    QTest.keyClick(dialog.pipeline.box, Qt.Key.Key_Up)
    enter(dialog)
    assert kept == [{}]
