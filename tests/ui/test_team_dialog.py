"""The dialog that opens a team's project, without a server."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.ui.team_dialog import TeamDialog


@pytest.fixture
def dialog(qtbot, application):
    opened = TeamDialog(parent=application.window)
    qtbot.addWidget(opened)
    opened.show()
    return opened


def test_a_refusal_is_told_apart_from_what_is_being_done(qtbot, dialog):
    QTest.keyClicks(dialog.server, "127.0.0.1:1")
    QTest.keyClicks(dialog.database, "news")
    QTest.keyClick(dialog.database, Qt.Key.Key_Return)
    assert (dialog.said.text(), dialog.said.property("tone")) == ("Connecting…", "")
    qtbot.waitUntil(dialog.open_.isEnabled)
    assert "127.0.0.1" in dialog.said.text()
    assert dialog.said.property("tone") == "refused"
