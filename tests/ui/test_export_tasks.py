from dataclasses import replace
from pathlib import Path

import orjson
import pytest
from PySide6.QtCore import Qt

from annotator.edits import Edit
from annotator.ids import new_id
from annotator.model import Progress, Span, Status
from annotator.store import DocumentFilter
from annotator.transfer.exporting import Target
from annotator.transfer.scope import WHOLE_PROJECT
from annotator.transfer.splitting import SHARE
from annotator.ui.export_dialog import ExportDialog, Wish
from annotator.ui.scope_choice import ALL, DONE, FILTERED, OPEN
from annotator.ui.split_form import WHOLE


def wish(out, name, *, replace=False):
    return Wish(Target(name), WHOLE_PROJECT, out, replace)


def label(application, start, end, *, label="LOC", annotator="anna", **more):
    work = application.session.workspace
    span = Span(new_id(), work.document.document.id, label, annotator, start, end, **more)
    work.project.ensure_annotator(annotator)
    work.project.apply("One", [Edit(None, span)], annotator)
    return span


@pytest.fixture
def dialog(qtbot, application):
    """The dialog of the window, when all that would be lost is shown."""

    def opened():
        application.window.actions_by_name["export_dataset"].trigger()
        (shown,) = application.window.findChildren(ExportDialog)
        looked(qtbot, application)
        return shown

    return opened


def looked(qtbot, application):
    qtbot.waitUntil(lambda: not application.session.transfers.exports.looking.is_busy())


@pytest.fixture
def transfers(application):
    return application.session.transfers


@pytest.fixture
def exports(transfers):
    return transfers.exports


@pytest.fixture
def jobs(transfers):
    return transfers.jobs


@pytest.fixture
def told(application, transfers):
    """What was said, told and failed, in order."""
    told = []
    for signal in (transfers.said, transfers.told, application.session.edge.failed):
        signal.connect(lambda *args: told.append(args))
    return told


@pytest.mark.parametrize("name", ["native", "doccano"])
def test_an_export_writes_what_is_there(qtbot, jobs, exports, told, tmp_path, name):
    out = tmp_path / f"out-{name}.jsonl"
    with qtbot.waitSignal(jobs.ended):
        exports.export(wish(out, name))
    assert told[-1] == (f"Exported 3 articles to {out}.", ("show_export",))
    texts = [orjson.loads(line).get("text") for line in out.read_bytes().splitlines()]
    assert "Ola Nordmann moved from Oslo to Bergen in 1999." in texts


def test_an_export_that_is_stopped_leaves_nothing(qtbot, transfers, jobs, exports, tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    with qtbot.waitSignal(jobs.ended):
        exports.export(wish(folder / "out.jsonl", "doccano"))
        jobs.cancel()
    assert list(folder.iterdir()) in ([], [folder / "out.jsonl"])


def test_an_export_replaces_only_when_told(qtbot, application, jobs, exports, tmp_path):
    out = tmp_path / "out.jsonl"
    out.write_text("mine")
    with qtbot.waitSignals([application.session.edge.failed, jobs.ended]):
        exports.export(wish(out, "doccano"))
    assert out.read_text() == "mine"
    with qtbot.waitSignal(jobs.ended):
        exports.export(wish(out, "doccano", replace=True))
    assert out.read_text() != "mine"


def test_the_export_dialog_exports_what_was_chosen(qtbot, application, jobs, exports, project_file):
    application.window.actions_by_name["export_dataset"].trigger()
    dialog = application.window.findChild(ExportDialog)
    dialog.choose_format("doccano")
    path = Path(dialog.path.text())
    assert path.parent == project_file.parent
    with qtbot.waitSignal(jobs.ended):
        dialog.export.click()
    assert path.exists()


def kinds(dialog):
    rows = [dialog.losses.topLevelItem(row) for row in range(dialog.losses.topLevelItemCount())]
    for row in rows:
        row.setExpanded(True)
    told = [(row.text(0), row.text(1), row.childCount()) for row in rows]
    for row in rows:
        row.setExpanded(False)
    return told


def test_it_says_before_that_nothing_is_lost(qtbot, application, dialog):
    shown = dialog()
    shown.choose_format("native")
    looked(qtbot, application)
    assert shown.summary.text() == "3 articles will be written, and nothing is lost."
    assert kinds(shown) == []


def test_what_is_lost_is_counted_and_a_place_is_gone_to_by_enter(qtbot, application, dialog):
    span = label(application, 4, 25, pieces=((4, 12), (13, 18), (20, 25)), note="why")
    application.session.workspace.next_document()
    shown = dialog()
    shown.choose_format("doccano")
    looked(qtbot, application)
    assert kinds(shown) == [
        ("Its note is left out.", "1", 1),
        ("The format has no spans in pieces; it is written whole.", "1", 1),
    ]
    assert shown.summary.text().startswith("3 articles with 1 span will be written.")
    shown.losses.setFocus()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Return):
        qtbot.keyClick(shown.losses, key)
    assert application.session.workspace.document.document.id == span.document
    assert application.window.page.view.selected_span().id == span.id


def test_what_is_lost_follows_what_is_done_in_the_window(qtbot, application, dialog):
    label(application, 4, 12, note="why")
    shown = dialog()
    shown.choose_format("doccano")
    looked(qtbot, application)
    assert len(kinds(shown)) == 1
    work = application.session.workspace
    (span,) = work.own_spans()
    work.apply("No note", [Edit(span, replace(span, note=""))])
    qtbot.waitUntil(lambda: kinds(shown) == [])
    assert "nothing is lost" in shown.summary.text()


def test_the_articles_are_all_or_done_or_filtered_or_the_open_one(qtbot, application, dialog):
    work = application.session.workspace
    work.project.apply("Done", [Edit(None, Progress(new_id(), work.document.document.id, "anna", Status.DONE))], "anna")
    work.filter(DocumentFilter(words="Ola"))
    shown = dialog()
    shown.choose_format("doccano")
    found = []
    for which in (ALL, DONE, FILTERED, OPEN):
        shown.scope.choose(which)
        looked(qtbot, application)
        found.append(shown.summary.text().split(" with")[0].split(" will")[0])
    assert found == ["3 articles", "1 article", "1 article", "1 article"]
    assert shown.wish().scope.documents == (work.document.document.id,)


def test_whose_annotations_is_asked_when_there_are_several(qtbot, application, dialog, jobs, tmp_path):
    label(application, 4, 12)
    label(application, 13, 18, annotator="bert", label="ORG")
    shown = dialog()
    shown.choose_format("doccano")
    assert [shown.scope.annotator.itemText(row) for row in range(2)] == ["anna", "bert"]
    shown.scope.annotator.setCurrentIndex(1)
    shown.path.setText(str(tmp_path / "out.jsonl"))
    with qtbot.waitSignal(jobs.ended):
        shown.export.click()
    assert '"ORG"' in (tmp_path / "out.jsonl").read_text()
    assert '"LOC"' not in (tmp_path / "out.jsonl").read_text()


def test_a_format_with_layers_writes_all_of_them_unless_told(application, dialog):
    label(application, 4, 12)
    label(application, 13, 18, annotator="bert")
    shown = dialog()
    shown.choose_format("native")
    assert shown.wish().scope.annotator is None
    shown.choose_format("doccano")
    assert shown.wish().scope.annotator == "anna"


def test_the_options_of_the_format_are_asked_and_taken(qtbot, application, dialog, jobs, tmp_path):
    shown = dialog()
    shown.choose_format("doccano")
    assert set(shown.options.chosen()) == {"shape"}
    shown.options.choose("shape", "relations")
    shown.path.setText(str(tmp_path / "out.jsonl"))
    with qtbot.waitSignal(jobs.ended):
        shown.export.click()
    assert '"entities":[]' in (tmp_path / "out.jsonl").read_text()


def test_the_dialog_comes_to_the_front_and_goes_with_the_project(application, dialog):
    shown = dialog()
    application.window.actions_by_name["export_dataset"].trigger()
    assert application.window.findChildren(ExportDialog) == [shown]
    application.session.transfers.exports.close_dialog()
    assert not shown.isVisible()


def test_a_dataset_in_parts_is_written_and_written_again_in_its_place(qtbot, application, dialog, jobs, tmp_path):
    shown = dialog()
    shown.choose_format("doccano")
    shown.split.choose(SHARE)
    assert shown.chosen_path().name == "news-doccano-dataset"
    shown.path.setText(str(tmp_path / "parts"))
    shown.split.shares.setText("80/")
    assert not shown.export.isEnabled()
    assert "80/10/10" in shown.notice.text()
    shown.split.shares.setText("50/50")
    shown.split.license.setText("cc-by-4.0")
    with qtbot.waitSignal(jobs.ended):
        shown.export.click()
    assert 'license: "cc-by-4.0"' in (tmp_path / "parts" / "README.md").read_text()
    before = (tmp_path / "parts" / "splits.tsv").read_bytes()
    again = application.window.actions_by_name["export_dataset"]
    again.trigger()
    shown = next(one for one in application.window.findChildren(ExportDialog) if one.isVisible())
    shown.choose_format("doccano")
    shown.split.choose(WHOLE)
    shown.split.choose(SHARE)
    shown.split.shares.setText("50/50")
    shown.path.setText(str(tmp_path / "parts"))
    assert "keeps its part" in shown.notice.text()
    with qtbot.waitSignal(jobs.ended):
        shown.export.click()
    assert (tmp_path / "parts" / "splits.tsv").read_bytes() == before


def test_a_folder_that_is_no_dataset_is_not_offered_to_be_replaced(application, dialog, tmp_path):
    shown = dialog()
    shown.split.choose(WHOLE)
    shown.path.setText(str(tmp_path))
    assert "something else" in shown.notice.text()
    assert not shown.export.isEnabled()


def test_labels_are_written_beside_when_asked(qtbot, application, dialog, jobs, tmp_path):
    shown = dialog()
    shown.choose_format("native")
    assert not shown.labels.isVisible()
    shown.choose_format("doccano")
    shown.labels.setChecked(True)
    shown.path.setText(str(tmp_path / "out.jsonl"))
    with qtbot.waitSignal(jobs.ended):
        shown.export.click()
    assert (tmp_path / "out-labels.json").exists()
