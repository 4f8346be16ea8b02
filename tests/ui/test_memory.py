from pathlib import Path

from annotator.settings import RECENT_PROJECTS, THEME, WINDOW_LAYOUT, Settings
from annotator.ui.memory import RECENT, Memory


def test_what_is_noted_is_found_again(settings, tmp_path):
    memory = Memory(settings)
    project = tmp_path / "news.annotator"
    project.touch()
    memory.note_project(project)
    memory.note_document(project, 3765375941598411729)
    memory.note_layout(geometry=b"\x01\x00g", panels=b"p", zoom=1.21)
    settings.save()
    again = Memory(Settings.load())
    assert again.last_project() == project
    assert again.last_document(project) == 3765375941598411729
    assert again.layout() == (b"\x01\x00g", b"p", 1.21)


def test_a_project_that_is_gone_is_not_the_last_one(settings, tmp_path):
    memory = Memory(settings)
    assert memory.last_project() is None
    memory.note_project(tmp_path / "gone.annotator")
    assert memory.last_project() is None


def test_recent_projects_are_few_and_the_latest_first(settings):
    memory = Memory(settings)
    for number in range(RECENT + 5):
        memory.note_project(Path(f"/p{number}.annotator"))
    memory.note_project(Path(f"/p{RECENT}.annotator"))
    recent = settings.get(RECENT_PROJECTS)
    assert len(recent) == len(set(recent)) == RECENT
    assert recent[0] == str(Path(f"/p{RECENT}.annotator"))


def test_a_spoilt_layout_is_the_usual_one(settings):
    settings.set(WINDOW_LAYOUT, {"geometry": "no base64 €", "zoom": "eA=="})
    assert Memory(settings).layout() == (b"", b"", 1.0)


def test_it_is_written_down_before_the_end(qtbot, application, settings):
    """The program may be killed, or the machine go off."""
    path = application.session.workspace.project.path
    qtbot.waitUntil(lambda: Memory(Settings.load(settings.path)).last_project() == path, timeout=5_000)
    application.window.actions_by_name["theme_dark"].trigger()
    qtbot.waitUntil(lambda: Settings.load(settings.path).get(THEME) == "dark", timeout=5_000)
