import pytest
from PySide6.QtCore import Qt

from annotator.formats import all_formats
from annotator.ui.export_dialog import ExportDialog
from annotator.ui.scope_choice import Offer


@pytest.fixture
def dialog(qtbot, tmp_path):
    made = ExportDialog([format_ for format_ in all_formats() if format_.writes], tmp_path, "news", Offer("anna"))
    qtbot.addWidget(made)
    made.show()
    return made


def test_every_format_that_writes_is_offered(dialog):
    offered = {dialog.format.itemData(row) for row in range(dialog.format.count())}
    assert offered == {format_.name for format_ in all_formats() if format_.writes}


def test_the_path_follows_the_format(dialog, tmp_path):
    dialog.choose_format("doccano")
    assert dialog.chosen_path() == tmp_path / "news-doccano.jsonl"
    dialog.choose_format("native")
    assert dialog.chosen_path().name.startswith("news-native")


def test_it_says_what_would_be_replaced(dialog, tmp_path):
    dialog.choose_format("doccano")
    assert dialog.export.text() == "Export"
    (tmp_path / "mine.jsonl").touch()
    dialog.path.setText("mine.jsonl")
    assert "will be replaced" in dialog.notice.text()
    assert dialog.export.text() == "Replace"
    dialog.path.clear()
    assert not dialog.export.isEnabled()


def test_enter_exports_and_escape_does_not(qtbot, dialog, tmp_path):
    dialog.choose_format("doccano")
    dialog.path.setText(str(tmp_path / "out.jsonl"))
    with qtbot.waitSignal(dialog.export_chosen) as chosen:
        qtbot.keyClick(dialog.path, Qt.Key.Key_Return)
    (wish,) = chosen.args
    assert (wish.target.name, wish.path, wish.replace) == ("doccano", tmp_path / "out.jsonl", False)
    dialog.show()
    with qtbot.assertNotEmitted(dialog.export_chosen):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
