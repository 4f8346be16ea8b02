from pathlib import Path

import orjson
import pytest

from annotator.ui.export_dialog import ExportDialog


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
        exports.export(out, format_name=name)
    assert told[-1] == (f"Exported 3 articles to {out}.", ("show_export",))
    texts = [orjson.loads(line).get("text") for line in out.read_bytes().splitlines()]
    assert "Ola Nordmann moved from Oslo to Bergen in 1999." in texts


def test_an_export_replaces_only_when_told(qtbot, application, jobs, exports, tmp_path):
    out = tmp_path / "out.jsonl"
    out.write_text("mine")
    with qtbot.waitSignals([application.session.edge.failed, jobs.ended]):
        exports.export(out, format_name="doccano")
    assert out.read_text() == "mine"
    with qtbot.waitSignal(jobs.ended):
        exports.export(out, format_name="doccano", replace=True)
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
