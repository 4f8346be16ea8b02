import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog

from annotator.store.project import Project
from annotator.transfer.sources import find_sources
from annotator.ui.encoding_dialog import EncodingDialog
from annotator.ui.import_dialog import ImportDialog
from annotator.ui.import_tree import children
from annotator.ui.new_labels import Swatch
from annotator.ui.paste_dialog import PasteDialog
from annotator.ui.report_dialog import ReportDialog

ME = "anna"


@pytest.fixture
def transfers(application):
    return application.session.transfers


@pytest.fixture
def imports(transfers):
    return transfers.imports


@pytest.fixture
def exports(transfers):
    return transfers.exports


@pytest.fixture
def jobs(transfers):
    return transfers.jobs


@pytest.fixture
def workspace(application):
    return application.session.workspace


@pytest.fixture
def told(application, transfers):
    """What was said, told and failed, in order."""
    told = []
    for signal in (transfers.said, transfers.told, application.session.edge.failed):
        signal.connect(lambda *args: told.append(args))
    return told


def import_(imports, *paths):
    imports.import_sources(find_sources(paths), {})


def dialog_of(qtbot, application, kind=ImportDialog):
    """The dialog of that kind that is open: opened when the job before it has ended."""

    def found():
        return next((each for each in application.window.findChildren(kind) if each.isVisible()), None)

    qtbot.waitUntil(lambda: found() is not None)
    return found()


def rows(dialog):
    """What the tree says, line by line."""
    told = []
    for number in range(dialog.tree.topLevelItemCount()):
        top = dialog.tree.topLevelItem(number)
        told += [(row.text(0), row.text(1)) for row in (top, *children(top))]
    return told


def press_enter(qtbot, dialog):
    """Press Enter where the keyboard is, as a hand would."""
    dialog.activateWindow()
    qtbot.waitUntil(lambda: dialog.isActiveWindow() and dialog.focusWidget() is not None)
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)


ARTICLE = "date 2022-02-02 By Vugar Khalilov\n\nA fourth article about Baku."


def test_what_was_recognised_is_seen_and_one_enter_imports_it(
    qtbot, application, jobs, imports, workspace, told, tmp_path
):
    (tmp_path / "four.txt").write_text(ARTICLE, encoding="utf-8")
    imports.look_at([tmp_path / "four.txt"])
    dialog = dialog_of(qtbot, application)
    assert dialog.sentence.text() == "1 article will be imported into “news”."
    assert rows(dialog) == [
        ("four.txt", "Plain text, one article a file"),
        ("Title", "A fourth article about Baku."),
        ("“date 2022-02-02 By Vugar Khalilov”", "taken out: author Vugar Khalilov, date 2022-02-02"),
    ]
    assert len(workspace.project.documents(annotator=ME)) == 3, "nothing is written before it is agreed to"
    with qtbot.waitSignal(jobs.ended):
        press_enter(qtbot, dialog)
    assert workspace.document.document.date == "2022-02-02"
    assert workspace.document.document.author == "Vugar Khalilov"
    assert told == [("Imported 1 article.", ("show_report",))]
    assert application.window.status.hint.text() == "Imported 1 article."
    assert not [each for each in application.window.findChildren(QDialog) if each.isVisible()]
    application.window.actions_by_name["show_report"].trigger()
    text = application.window.findChild(ReportDialog).text.toPlainText()
    assert "date 2022-02-02 By Vugar Khalilov" in text
    assert "“”" not in text, "a blank line is not worth a word"


def test_a_line_that_is_unticked_stays_in_the_text(qtbot, application, jobs, imports, workspace, tmp_path):
    (tmp_path / "four.txt").write_text("Talks held\n\nBy Jane Smith\n2 May 2020\n\nThey met.", encoding="utf-8")
    imports.look_at([tmp_path / "four.txt"])
    dialog = dialog_of(qtbot, application)
    row = children(dialog.tree.topLevelItem(0))[1]
    dialog.tree.setCurrentItem(row)
    qtbot.keyClick(dialog.tree, Qt.Key.Key_Space)
    assert row.text(1) == "stays in the text"
    with qtbot.waitSignal(jobs.ended):
        dialog.import_.click()
    document = workspace.document.document
    assert document.text == "Talks held\n\nBy Jane Smith\n\nThey met."
    assert (document.author, document.date) == ("", "2020-05-02")


def test_escape_imports_nothing(qtbot, application, imports, workspace, tmp_path):
    (tmp_path / "four.txt").write_text(ARTICLE, encoding="utf-8")
    imports.look_at([tmp_path / "four.txt"])
    qtbot.keyClick(dialog_of(qtbot, application), Qt.Key.Key_Escape)
    assert len(workspace.project.documents(annotator=ME)) == 3


def test_what_cannot_be_read_is_left_out_with_its_reason(qtbot, application, jobs, imports, workspace, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("A fourth article.", encoding="utf-8")
    (tmp_path / "in" / "b.txt").write_text("A fourth article.", encoding="utf-8")
    (tmp_path / "in" / "c.txt").touch()
    (tmp_path / "in" / "d.png").write_bytes(b"\x89PNG\0")
    imports.look_at([tmp_path / "in"])
    dialog = dialog_of(qtbot, application)
    assert dialog.sentence.text() == (
        "1 article will be imported into “news”. 1 is there already. 2 files are left out, see below why."
    )
    told = dict(rows(dialog))
    assert told["b.txt"] == "Left out: its text is in the project already."
    assert told["c.txt"].startswith("Left out: The file is empty.")
    assert told["d.png"].startswith("Left out: The file is of no format")
    for name in ("c.txt", "d.png"):
        dialog.tree.setCurrentItem(next(iter(dialog.tree.findItems(name, Qt.MatchFlag.MatchExactly))))
        assert (dialog.why.isVisible(), dialog.why.text()) == (True, told[name]), "all of it, where the tree cuts it"
    assert not dialog.import_.isEnabled(), "all or nothing, unless one agrees to the rest"
    dialog.activateWindow()
    qtbot.waitUntil(dialog.rest.hasFocus)
    qtbot.keyClick(dialog.rest, Qt.Key.Key_Space)
    with qtbot.waitSignal(jobs.ended):
        dialog.import_.click()
    assert len(workspace.project.documents(annotator=ME)) == 4


def test_only_the_head_of_much_is_looked_at(qtbot, application, jobs, imports, workspace, tmp_path):
    lines = "".join(f'{{"text": "Article {number}.", "label": [[0, 7, "Person"]]}}\n' for number in range(500))
    (tmp_path / "rows.jsonl").write_text(lines, encoding="utf-8")
    imports.look_at([tmp_path / "rows.jsonl"])
    dialog = dialog_of(qtbot, application)
    assert dialog.sentence.text().startswith("More than 200 articles will be imported")
    assert rows(dialog)[-1] == ("…", "Further articles are not listed here.")
    with qtbot.waitSignal(jobs.ended):
        dialog.import_.click()
    assert workspace.project.totals(ME).documents == 503


@pytest.mark.parametrize(
    ("row", "labels", "spans"),
    [(0, {"Person", "PERSON"}, 1), (1, {"PERSON"}, 1), (-1, {"PERSON"}, 0)],
    ids=["added", "taken as another", "left out"],
)
def test_a_label_that_is_new_is_asked_about(qtbot, application, jobs, imports, workspace, tmp_path, row, labels, spans):
    content = '{"text": "Ayla met Anna.", "label": [[0, 4, "Person"]]}\n'
    (tmp_path / "rows.jsonl").write_text(content, encoding="utf-8")
    imports.look_at([tmp_path / "rows.jsonl"])
    dialog = dialog_of(qtbot, application)
    (choice,) = dialog.labels
    assert choice.taken() == "PERSON", "another spelling is proposed to be the same"
    choice.setCurrentIndex(row % choice.count())
    with qtbot.waitSignal(jobs.ended):
        dialog.import_.click()
    assert {label.name for label in workspace.labels() if label.name.upper() == "PERSON"} == labels
    assert len(workspace.document.spans) == spans


ROWS = '{"text": "Ayla met Anna.", "label": [[0, 4, "Person"], [9, 13, "CITY"]]}\n{"text": "Two.", "label": []}\n'


def looked(qtbot, imports):
    qtbot.waitUntil(lambda: not imports.looking.is_busy())


def drawn(dialog):
    """What is drawn in the text of the dialog: quotes and labels."""
    text = dialog.text.text()
    return [(text[span.start : span.end], span.label) for span in dialog.text.spans()]


def test_the_article_is_drawn_as_it_would_be_labelled(qtbot, application, imports, tmp_path):
    (tmp_path / "rows.jsonl").write_text(ROWS, encoding="utf-8")
    imports.look_at([tmp_path / "rows.jsonl"])
    dialog = dialog_of(qtbot, application)
    assert drawn(dialog) == [("Ayla", "PERSON"), ("Anna", "CITY")]
    person, city = dialog.labels
    person.setCurrentIndex(0)
    city.setCurrentIndex(city.count() - 1)
    assert drawn(dialog) == [("Ayla", "Person")]
    of_person, of_city = [swatch.color for swatch in dialog.findChildren(Swatch)]
    assert of_city.alpha() == 0, "what is left out has no colour"
    person.setCurrentIndex(1)
    changed = dialog.findChildren(Swatch)[0].color
    assert changed.name() == application.session.workspace.scheme.find("PERSON").color
    assert changed != of_person
    person.setCurrentIndex(0)
    dialog.tree.setFocus()
    for _ in range(2):
        qtbot.keyClick(dialog.tree, Qt.Key.Key_Down)
    assert dialog.text.text() == "Two."
    dialog.reject()


def test_why_it_is_read_so_is_said_and_it_can_be_read_otherwise(qtbot, application, jobs, imports, workspace, tmp_path):
    (tmp_path / "rows.txt").write_text("A text that Ayla wrote.", encoding="utf-8")
    (tmp_path / "rows.jsonl").write_text(ROWS, encoding="utf-8")
    imports.look_at([tmp_path / "rows.txt", tmp_path / "rows.jsonl"])
    dialog = dialog_of(qtbot, application)
    dialog.tree.go_to(tmp_path / "rows.jsonl")
    assert (dialog.reading.format.currentData(), dialog.reading.why.text()) == ("doccano", "by what is in it")
    dialog.tree.go_to(tmp_path / "rows.txt")
    assert (dialog.reading.format.currentData(), dialog.reading.why.text()) == ("text", "by its name")
    dialog.tree.go_to(tmp_path / "rows.jsonl")
    dialog.reading.format.setCurrentIndex(dialog.reading.format.findData("native"))
    looked(qtbot, imports)
    assert dict(rows(dialog))["rows.jsonl"].startswith("Left out: ")
    assert dialog.reading.why.text() == "as you said"
    assert dialog.rest.isVisible()
    assert not dialog.import_.isEnabled()
    dialog.reading.format.setCurrentIndex(dialog.reading.format.findData("doccano"))
    looked(qtbot, imports)
    assert not dialog.rest.isVisible()
    with qtbot.waitSignal(jobs.ended):
        dialog.import_.click()
    assert len(workspace.project.documents(annotator=ME)) == 6


def test_lines_that_cannot_be_read_are_left_out_when_one_says_so(
    qtbot, application, jobs, imports, workspace, tmp_path
):
    (tmp_path / "rows.jsonl").write_text(ROWS + "no JSON\n", encoding="utf-8")
    (tmp_path / "four.txt").write_text("By Jane Smith\n\nA fourth article.", encoding="utf-8")
    imports.look_at([tmp_path / "rows.jsonl", tmp_path / "four.txt"])
    dialog = dialog_of(qtbot, application)
    line = children(dialog.tree.topLevelItem(1))[1]
    line.setCheckState(0, Qt.CheckState.Unchecked)
    assert "line 3" in dict(rows(dialog))["rows.jsonl"] or "JSON" in dict(rows(dialog))["rows.jsonl"]
    dialog.tree.go_to(tmp_path / "rows.jsonl")
    dialog.reading.options.choose("broken", "skip")
    looked(qtbot, imports)
    assert "1 line or article is left out." in dialog.sentence.text()
    assert any(left == "line 3" for left, _ in rows(dialog))
    assert "stays in the text" in dict(rows(dialog)).values(), "what was chosen stays"
    with qtbot.waitSignal(jobs.ended):
        dialog.import_.click()
    assert len(workspace.project.documents(annotator=ME)) == 6


@pytest.mark.parametrize(("typed", "layer"), [(None, ME), ("bert", "bert")])
def test_it_goes_into_the_layer_that_is_named(qtbot, application, jobs, imports, workspace, tmp_path, typed, layer):
    (tmp_path / "rows.jsonl").write_text(ROWS, encoding="utf-8")
    imports.look_at([tmp_path / "rows.jsonl"])
    dialog = dialog_of(qtbot, application)
    assert dialog.layer.currentText() == "whom the file names, else anna"
    if typed:
        dialog.layer.lineEdit().selectAll()
        qtbot.keyClicks(dialog.layer.lineEdit(), typed)
    with qtbot.waitSignal(jobs.ended):
        dialog.import_.click()
    assert {span.annotator for each in workspace.project.annotated_documents() for span in each.spans} == {layer}


def test_an_unknown_encoding_is_asked_for_with_the_lines_as_they_would_read(
    qtbot, application, jobs, imports, workspace, tmp_path
):
    for name, text in (("a.txt", "Ağrı Dağı'nda kış."), ("b.txt", "İzmir'de yağmur yağıyor.")):
        (tmp_path / name).write_bytes(text.encode("windows-1254"))
    imports.look_at([tmp_path / "a.txt", tmp_path / "b.txt"])
    dialog = dialog_of(qtbot, application, EncodingDialog)
    dialog.choose("windows-1252")
    assert dialog.text.toPlainText() == "Aðrý Daðý'nda kýþ."
    dialog.choose("windows-1254")
    assert dialog.text.toPlainText() == "Ağrı Dağı'nda kış."
    press_enter(qtbot, dialog)
    preview = dialog_of(qtbot, application)
    assert ("Changed", "Read as windows-1254, which was named: the file is not in UTF-8.") in rows(preview)
    with qtbot.waitSignal(jobs.ended):
        preview.import_.click()
    texts = {each.text for each in workspace.project.annotated_documents()}
    assert {"Ağrı Dağı'nda kış.", "İzmir'de yağmur yağıyor."} <= texts
    assert workspace.document.document.origin.encoding == "windows-1254"


def test_a_file_whose_encoding_nobody_knows_can_be_left_out(qtbot, application, jobs, imports, tmp_path):
    (tmp_path / "a.txt").write_bytes("Ağrı".encode("windows-1254"))
    (tmp_path / "b.txt").write_text("A fourth article.", encoding="utf-8")
    imports.look_at([tmp_path / "a.txt", tmp_path / "b.txt"])
    dialog_of(qtbot, application, EncodingDialog).leave.click()
    dialog = dialog_of(qtbot, application)
    assert dialog.sentence.text().endswith("1 file is left out, see below why.")
    dialog.reject()


def test_a_single_file_that_cannot_be_read_is_said_in_a_dialog(qtbot, application, jobs, imports, told, tmp_path):
    with qtbot.waitSignal(application.session.edge.failed):
        imports.look_at([tmp_path / "missing.txt"])
    assert "missing.txt" in application.window.findChild(ReportDialog).sentence.text()


def test_who_is_at_work_is_not_disturbed_by_what_comes(qtbot, application, jobs, imports, workspace, tmp_path):
    (tmp_path / "four.txt").write_text("A fourth article.", encoding="utf-8")
    here = workspace.document.document.id
    view = application.window.page.view
    with qtbot.waitSignal(jobs.ended):
        import_(imports, tmp_path / "four.txt")
        view.select(4, 12)
    assert workspace.document.document.id == here
    assert view.selection() == workspace.selection == (4, 12)
    assert len(workspace.project.documents(annotator=ME)) == 4


def test_what_is_there_already_is_reported_not_doubled(qtbot, application, jobs, imports, workspace, told, tmp_path):
    imports.look_at([tmp_path / "one.txt"])
    dialog = dialog_of(qtbot, application)
    assert dialog.sentence.text() == "There is nothing new to import. 1 is there already."
    assert not dialog.import_.isEnabled()
    dialog.reject()
    with qtbot.waitSignal(jobs.ended):
        import_(imports, tmp_path / "one.txt")
    assert told[-1] == ("Nothing new: all of it is in the project already.", ("show_report",))
    assert len(workspace.project.documents(annotator=ME)) == 3


def test_one_job_at_a_time(qtbot, jobs, imports, exports, tmp_path):
    (tmp_path / "four.txt").write_text("A fourth article.", encoding="utf-8")
    with qtbot.waitSignal(jobs.ended):
        import_(imports, tmp_path / "four.txt")
        with qtbot.waitSignal(jobs.said) as said:
            exports.ask_export()
        assert "still running" in said.args[0]


def test_a_stopped_import_leaves_nothing(qtbot, application, jobs, imports, workspace, told, tmp_path):
    many = tmp_path / "many"
    many.mkdir()
    for number in range(500):
        (many / f"{number}.txt").write_text(f"Article number {number}.", encoding="utf-8")
    with qtbot.waitSignal(jobs.ended):
        import_(imports, many)
        assert application.window.actions_by_name["stop_job"].isEnabled()
        application.window.status.stop.click()
    assert told == [("The import was stopped. Nothing was imported.",)]
    assert len(workspace.project.documents(annotator=ME)) == 3
    assert not application.window.actions_by_name["stop_job"].isEnabled()


def test_closing_the_window_stops_what_runs(qtbot, application, imports, project_file, tmp_path):
    many = tmp_path / "many"
    many.mkdir()
    for number in range(500):
        (many / f"{number}.txt").write_text(f"Article number {number}.", encoding="utf-8")
    import_(imports, many)
    application.window.close()
    assert sorted(path.name for path in project_file.parent.glob("news.annotator*")) == ["news.annotator"]
    opened = Project.open(project_file)
    assert len(opened.documents(annotator=ME)) in (3, 100)
    opened.close()


# --- paste


def test_a_pasted_text_becomes_an_article(qtbot, application, workspace):
    QGuiApplication.clipboard().setText("Talks held\r\n\r\nBy Jane Smith\r\n2 May 2020\r\n\r\nThey met in Baku.")
    view = application.window.page.view
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    dialog = dialog_of(qtbot, application, PasteDialog)
    assert (dialog.title.text(), dialog.author.text(), dialog.date.text()) == ("Talks held", "Jane Smith", "2020-05-02")
    assert dialog.body.toPlainText() == "Talks held\n\nThey met in Baku."
    press_enter(qtbot, dialog)
    document = workspace.document.document
    assert (document.title, document.text) == ("Talks held", "Talks held\n\nThey met in Baku.")
    assert (document.author, document.date) == ("Jane Smith", "2020-05-02")
    assert document.origin.changes == ("Pasted from the clipboard.", "Line ends became line feeds.")
    qtbot.waitUntil(lambda: application.window.status.undo.text() == "Undo: Paste “Talks held”")


def test_lines_can_be_kept_and_fields_corrected(qtbot, application, imports, workspace):
    imports.take_text("By Jane Smith\n\nThey met in Baku.")
    dialog = dialog_of(qtbot, application, PasteDialog)
    (line,) = dialog.lines
    qtbot.keyClicks(dialog.title, "Talks")
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton, pos=QPoint(8, line.height() // 2))
    assert dialog.body.toPlainText() == "By Jane Smith\n\nThey met in Baku."
    dialog.date.setText("soon")
    dialog.import_.click()
    assert dialog.isVisible()
    assert "“soon” is not a date" in dialog.said.text()
    dialog.date.setText("May 2020")
    dialog.import_.click()
    assert workspace.document.text == "By Jane Smith\n\nThey met in Baku."
    document = workspace.document.document
    assert (document.title, document.author, document.date) == ("They met in Baku.Talks", "", "2020-05")


def test_html_comes_as_plain_text(qtbot, application, imports):
    mime = QMimeData()
    mime.setHtml("<p>They <b>met</b> in Baku.</p>")
    QGuiApplication.clipboard().setMimeData(mime)
    imports.paste()
    dialog = dialog_of(qtbot, application, PasteDialog)
    assert dialog.body.toPlainText() == "They met in Baku."
    dialog.reject()


def test_nothing_to_paste_and_a_text_that_is_there_are_refused(qtbot, application, imports, workspace):
    QGuiApplication.clipboard().clear()
    refused = []
    application.session.edge.refused.connect(refused.append)
    application.window.actions_by_name["paste_article"].trigger()
    assert refused == ["There is no text on the clipboard. Copy an article first."]
    imports.take_text(workspace.document.text)
    dialog = dialog_of(qtbot, application, PasteDialog)
    dialog.title.setText("Corrected")
    dialog.import_.click()
    assert (dialog.isVisible(), dialog.title.text(), dialog.said.property("tone")) == (True, "Corrected", "refused")
    assert (
        dialog.said.text() == "This text is in the project already. Close this, and look for words of it in the list."
    )
    assert len(workspace.project.documents(annotator=ME)) == 3
    dialog.reject()


def test_pasting_in_a_text_field_pastes_there(qtbot, application):
    QGuiApplication.clipboard().setText("Baku")
    application.window.actions_by_name["edit_details"].trigger()
    field = QApplication.focusWidget()
    qtbot.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert not application.window.findChildren(PasteDialog)


# --- drag and drop


def drag(window, mime):
    """Drag something onto the window; return whether it would be taken."""
    enter = QDragEnterEvent(
        QPoint(400, 300),
        Qt.DropAction.CopyAction | Qt.DropAction.MoveAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(window, enter)
    return enter.isAccepted() and enter.dropAction() == Qt.DropAction.CopyAction


def drop(window, mime):
    QApplication.sendEvent(
        window,
        QDropEvent(
            QPointF(400, 300),
            Qt.DropAction.CopyAction,
            mime,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        ),
    )


def mime_of(*paths):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def test_files_that_are_dropped_are_looked_at(qtbot, application, tmp_path):
    (tmp_path / "four.txt").write_text(ARTICLE, encoding="utf-8")
    window, state = application.window, application.session.dropping.state
    mime = mime_of(tmp_path / "four.txt")
    assert drag(window, mime)
    assert state.isVisible()
    assert state.sentence.text() == "Drop to import “four.txt” into “news”"
    drop(window, mime)
    assert not state.isVisible()
    dialog_of(qtbot, application).reject()


def test_the_page_says_what_would_happen(qtbot, application, tmp_path, project_file):
    (tmp_path / "folder").mkdir()
    window, state = application.window, application.session.dropping.state
    assert drag(window, mime_of(tmp_path / "folder"))
    assert state.sentence.text() == "Drop to import the articles in “folder” into “news”"
    QApplication.sendEvent(window, QDragLeaveEvent())
    assert not state.isVisible()
    assert drag(window, mime_of(tmp_path / "one.txt", tmp_path / "two.txt"))
    assert state.sentence.text() == "Drop to import 2 files and folders into “news”"
    assert drag(window, mime_of(project_file))
    assert state.sentence.text() == "Drop to open the project “news”"
    mime = QMimeData()
    mime.setText("They met.")
    assert drag(window, mime)
    drop(window, mime)
    dialog_of(qtbot, application, PasteDialog).reject()
    assert not drag(window, QMimeData())


def test_a_project_that_is_dropped_is_opened(qtbot, application, workspace, tmp_path):
    other = Project.open(tmp_path / "other.annotator", create=True)
    other.close()
    drag(application.window, mime_of(tmp_path / "other.annotator"))
    drop(application.window, mime_of(tmp_path / "other.annotator"))
    assert workspace.project.name == "other"
