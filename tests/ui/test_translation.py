"""The window in a language that does not exist: every text is marked and twice as long; what is not is found."""

import json
import re
import subprocess
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as ET

import PySide6
import pytest
from PySide6.QtCore import QCoreApplication, QLocale, Qt, QTranslator
from PySide6.QtGui import QAction, QFontDatabase, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QWidget,
)

from annotator.bio import Tagging
from annotator.cli.answers import findings_as_json
from annotator.edits import Edit
from annotator.errors import AnnotatorError, ConflictError, EditError
from annotator.formats import all_formats
from annotator.ids import new_id
from annotator.model import Kind, Label, Relation, Span
from annotator.process_lines import error_of
from annotator.settings import SETTINGS
from annotator.store import Finding
from annotator.store.queries import PARTS, damaged
from annotator.store.rows import KINDS
from annotator.ui import style
from annotator.ui.action_button import ActionButton
from annotator.ui.action_table import ACTIONS, MENUS, WHY_NOT
from annotator.ui.elided_label import ElidedLabel
from annotator.ui.label_palette import LabelRow
from annotator.ui.labelling import Labelling
from annotator.ui.shortcut_sheet import TEXT_KEYS
from annotator.ui.translation import error_text, install_language, translate
from tests.ui.opening import OPENED_BY, OPENED_WITH

SIZES = [(1280, 800), (1000, 700)]
PLACEHOLDER = re.compile(r"(\{[^{}]*\})")
MARKED = re.compile(r"⟦[^⟦⟧]*⟧")


def strange(text: str) -> str:
    """Return a text marked and about twice as long, with its placeholders once."""
    words = "".join(part for part in PLACEHOLDER.split(text) if not part.startswith("{"))
    more = re.sub(r"\S", "ñ", words.replace("&", ""))[: len(words)]
    return f"⟦{text}{' ' if more.strip() else ''}{more.strip()}⟧" if text.strip() else text


class StrangeLanguage(QTranslator):
    """Speaks every text of the program; those of Qt itself have files of their own."""

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        return source if context.startswith("Q") else strange(source)

    def isEmpty(self) -> bool:
        return False


@pytest.fixture(autouse=True)
def spoken(qapp: QApplication) -> Iterator[None]:
    """Speak the strange language from before the window is built."""
    language = StrangeLanguage()
    qapp.installTranslator(language)
    yield
    qapp.removeTranslator(language)
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.fixture
def window(application):
    work = application.session.workspace
    document = work.document.document.id
    work.project.apply("⟦One⟧", [Edit(None, Span(new_id(), document, "LOC", work.annotator, 0, 3))], work.annotator)
    assert QTest.qWaitForWindowActive(application.window)
    return application.window


# --- what is shown


def of_action(action: QAction) -> Iterator[str]:
    yield from (action.text(), action.toolTip(), action.statusTip())


def of_model(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    for row in range(model.rowCount() if model else 0):
        for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            text = model.index(row, 0).data(role)
            if isinstance(text, str):
                yield text


def of_widget(widget: QWidget) -> Iterator[str]:
    """Return every text that a widget shows, or tells those who do not see it."""
    yield from (widget.windowTitle(), widget.toolTip(), widget.statusTip(), widget.whatsThis())
    yield from (widget.accessibleName(), widget.accessibleDescription())
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        yield widget.placeholderText()
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(at) for at in range(widget.count()))
    if isinstance(widget, QAbstractSpinBox):
        yield widget.property("suffix")
    if isinstance(widget, QAbstractItemView) and not isinstance(widget.parent(), QComboBox):
        yield from of_model(widget)
    if isinstance(widget, QMenu):
        yield widget.title()
    for action in widget.actions():
        yield from of_action(action)


def parts_of(window: QWidget) -> list[QWidget]:
    return [window, *(part for part in window.findChildren(QWidget) if not isinstance(part, QDialog))]


def data_of(application) -> list[str]:
    """Return what is no text of the program: names, and texts of the user."""
    work = application.session.workspace
    lines = work.project.documents(annotator=work.annotator, limit=99) if work.project else ()
    documents = [work.project.document(line.id).document for line in lines]
    labels = [label for each in work.scheme.labels for label in (each.name, each.key, each.description)]
    keys = [
        key.toString(form)
        for action in application.window.actions()
        for key in action.shortcuts()
        for form in (QKeySequence.SequenceFormat.NativeText, QKeySequence.SequenceFormat.PortableText)
    ]
    known = [str(work.project.path), str(work.project.path.parent), work.project.name] if work.project else []
    for document in documents:
        known += [document.title, document.author, document.source, document.text, *document.text.splitlines()]
        known += [document.text[span.start : span.end] for span in work.project.document(document.id).spans]
    keys += [QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for _title, key in TEXT_KEYS]
    return [*known, work.annotator, *labels, *keys, *QFontDatabase.families(), "Annotator", "Del", "Shift"]


def foreign(text: str, known: list[str]) -> str:
    """Return what is left of a shown text without what was translated and what is no text of the program."""
    left = unescape(re.sub(r"<[^<>]*>", "", text) if text.startswith("<p style") else text)
    while MARKED.search(left):
        left = MARKED.sub("", left)
    for data in sorted(filter(None, known), key=len, reverse=True):
        left = left.replace(data, "")
    return left if re.search(r"[^\W\d_]{2}", left) else ""


def foreign_texts(window: QWidget, known: list[str]) -> list[str]:
    found = []
    for part in parts_of(window):
        for text in of_widget(part):
            left = foreign(text or "", known)
            if left:
                found.append(f"{type(part).__name__} {part.objectName()}: {text!r}, of which {left!r}")
    return sorted(set(found))


# --- what has room


def is_cut(part: QWidget) -> bool:
    """Return whether a part that cannot elide its text has less room than it needs."""
    if isinstance(part, ElidedLabel | LabelRow | ActionButton):
        has_room = part.width() >= part.sizeHint().width() and part.height() >= part.sizeHint().height()
        return not has_room and part.property("text") not in unescape(part.toolTip())
    if isinstance(part, QLabel) and part.wordWrap():
        return part.height() < part.heightForWidth(part.width())
    if isinstance(part, QLabel | QAbstractButton):
        hint = part.sizeHint()
        return bool(part.text()) and (part.width() < hint.width() or part.height() < hint.height())
    return False


def cut_texts(window: QWidget) -> list[str]:
    found = []
    for part in parts_of(window):
        inner = part.parent() if isinstance(part.parent(), QComboBox | QAbstractSpinBox | QLineEdit) else None
        if part.isVisible() and inner is None and is_cut(part):
            text = part.property("text")
            found.append(f"{type(part).__name__} {part.objectName()} {text!r}: {part.size()}, wants {part.sizeHint()}")
    return found


def beside_each_other(window: QWidget) -> list[str]:
    """Return the pairs of visible texts of one parent that lie over each other."""
    found = []
    for parent in parts_of(window):
        texts = [
            part
            for part in parent.children()
            if isinstance(part, QLabel | QCheckBox) and part.isVisible() and part.property("text")
        ]
        for at, one in enumerate(texts):
            found += [
                f"{one.text()!r} and {other.text()!r}"
                for other in texts[at + 1 :]
                if one.geometry().intersects(other.geometry())
            ]
    return found


def resized(window: QWidget, size: tuple[int, int]) -> QWidget:
    window.resize(*size)
    QTest.qWaitForWindowExposed(window)
    QCoreApplication.processEvents()
    return window


# --- the window in its states


def select_span(application) -> None:
    view = application.window.page.view
    view.select_span(view.spans()[0])


def say_of_span(application) -> None:
    select_span(application)
    application.window.actions_by_name["edit_annotation"].trigger()


def select_relation(application) -> None:
    work, view = application.session.workspace, application.window.page.view
    document = work.document.document.id
    other = Span(new_id(), document, "ORG", work.annotator, 0, 3)
    first = view.spans()[0]
    made = (
        Label(new_id(), "PERSON", Kind.RELATION, color="#123456"),
        other,
        Relation(new_id(), document, "PERSON", work.annotator, first.id, other.id),
    )
    work.project.apply("⟦Three⟧", [Edit(None, one) for one in made], work.annotator)
    select_span(application)
    application.window.actions_by_name["next_relation"].trigger()


def label_article(application) -> None:
    work = application.session.workspace
    label = Label(new_id(), "LOC", Kind.DOCUMENT, color="#123456")
    work.project.apply("⟦Two⟧", [Edit(None, label)], work.annotator)
    application.window.actions_by_name["label_document"].trigger()


def show_no_match(application) -> None:
    application.window.articles.filter.line.setText("qqqqqq")
    application.window.articles.filter._tell()


def close_all(application) -> None:
    application.session.workspace.close_project()
    application.session.show_nothing_open("")


STATES: dict[str, Callable] = {
    "an article": lambda application: None,
    "text selected": lambda application: application.window.page.view.select(4, 12),
    "a span selected": select_span,
    "details": lambda application: application.window.actions_by_name["edit_details"].trigger(),
    "what is said of a span": say_of_span,
    "labels of an article": label_article,
    "a relation selected": select_relation,
    "no match": show_no_match,
    "a job": lambda application: application.session.transfers.jobs.progressed.emit("⟦Importing⟧", 0.5),
    "nothing open": close_all,
}


@pytest.mark.parametrize("state", STATES)
def test_every_text_of_the_window_is_translated(qtbot, application, window, state):
    known = data_of(application)
    STATES[state](application)
    QCoreApplication.processEvents()
    assert foreign_texts(window, known) == []


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("state", STATES)
def test_no_text_of_the_window_is_cut_off(qtbot, qapp, application, window, state, size, direction):
    qapp.setLayoutDirection(direction)
    resized(window, size)
    STATES[state](application)
    resized(window, size)

    def check() -> None:
        assert cut_texts(window) == []
        assert beside_each_other(window) == []

    qtbot.waitUntil(check)  # Numbers that are counted a moment later may move what stands beside them.


@pytest.fixture
def dialog(application, window) -> Iterator[Callable[[str], QDialog]]:
    opened = []

    def open_(name: str) -> QDialog:
        OPENED_BY[name](application)
        (found,) = [one for one in window.findChildren(QDialog) if type(one).__name__ == name]
        assert QTest.qWaitForWindowExposed(found)
        opened.append(found)
        return found

    yield open_
    for one in opened:
        one.close()


@pytest.mark.parametrize("name", OPENED_BY)
def test_every_text_of_a_dialog_is_translated(application, dialog, name):
    shown = dialog(name)
    known = [*data_of(application), *OPENED_WITH]
    assert foreign_texts(shown, known) == []


@pytest.mark.parametrize("scale", [1.0, 1.25])
@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
@pytest.mark.parametrize("name", OPENED_BY)
def test_no_text_of_a_dialog_is_cut_off(qapp, application, dialog, monkeypatch, name, direction, scale):
    monkeypatch.setattr(style, "system_text_scale", lambda: scale)
    style.dress(qapp, application.theming.theme)
    qapp.setLayoutDirection(direction)
    shown = dialog(name)
    QCoreApplication.processEvents()
    assert cut_texts(shown) == []
    assert beside_each_other(shown) == []
    monkeypatch.undo()
    style.dress(qapp, application.theming.theme)


SAYING = ("undo", "redo", "save", "mark_done", "next_document", "previous_document", "remove_span", "join_span")


def test_what_the_status_line_says_is_translated(qtbot, application, window):
    known = data_of(application)
    for name in (*SAYING, *SAYING):
        if name in window.actions_by_name:
            window.actions_by_name[name].trigger()
            QCoreApplication.processEvents()
            for label in window.status.findChildren(QLabel):
                assert foreign(label.text(), known) == "", name


def test_an_error_is_translated_before_its_values_come_in(application):
    error = ConflictError("{why} {again}", why=EditError("No label {name}.", name="<⟦b⟧>"), again="Again.")
    assert str(error) == "No label <⟦b⟧>. Again."
    inner = strange("No label {name}.").format(name="<⟦b⟧>")
    assert error_text(error) == strange("{why} {again}").format(why=inner, again="Again.")
    assert error_text(AnnotatorError("Braces {} stay.")) == strange("Braces {} stay.")


def test_a_refusal_of_the_scheme_is_translated(qtbot, application, window):
    application.window.page.view.select(12, 13)
    work = application.session.workspace
    work.select(3, 4)
    application.session.edge.guard(Labelling(work).label)("LOC")
    assert window.status.hint.text().startswith("⟦")


# --- how it is found by the tools


def tool(name: str) -> Path:
    return Path(PySide6.__file__).parent / name


def collected(project_path: Path, folder: Path) -> dict[str, set[str]]:
    """Run the command of docs/translating.md and return the texts by their context."""
    documented = (project_path / "docs" / "translating.md").read_text(encoding="utf-8")
    arguments = re.search(r"pyside6-lupdate (.*) -ts", documented)[1].split()
    texts = folder / "annotator_xx.ts"
    subprocess.run([tool("lupdate"), *arguments, "-ts", texts], cwd=project_path, check=True, capture_output=True)
    contexts = ET.parse(texts).getroot().iter("context")
    return {context.findtext("name"): {source.text for source in context.iter("source")} for context in contexts}


def test_the_tool_finds_every_text_of_the_tables(project_path, tmp_path):
    found = collected(project_path, tmp_path)
    assert found["actions"] >= {text for row in ACTIONS for text in (row.title, row.explains)}
    assert found["actions"] >= {*MENUS, *WHY_NOT.values()}
    titled = [setting for setting in SETTINGS if setting.title]
    assert found["settings"] >= {
        text for one in titled for text in (one.title, one.help, one.section, *one.choice_titles, one.unit) if text
    }
    assert found["formats"] >= {format_.title for format_ in all_formats()}
    options = [option for format_ in all_formats() for option in format_.options]
    assert found["formats"] >= {option.title for option in options}
    assert found["formats"] >= {choice for option in options for choice in option.choices} - set(Tagging)
    assert "Nothing is selected. Select some text first, then choose {label}." in found["Labelling"]


def test_nothing_but_a_literal_is_handed_to_be_translated(project_path):
    """What is put together first is found by no tool; tables are marked where they stand."""
    for path in (project_path / "annotator").rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        for call in re.finditer(r"\b(?:self\.tr|QCoreApplication\.translate)\(\s*([^)\s]*)", source):
            if path.name not in ("translation.py", "actions.py"):
                assert call[1].startswith('"'), f"{path}: {call[0]}"


def test_what_a_check_finds_is_said_in_the_users_language():
    finding = Finding(damaged("text", 1, "<⟦a⟧>"))
    told = error_text(error_of(json.loads(json.dumps(findings_as_json([finding])[0]))))
    assert told == strange(finding.error.sentence).format(what=strange("text"), name="“<⟦a⟧>”")


def test_all_that_a_check_finds_is_marked(project_path):
    source = (project_path / "annotator/store/integrity.py").read_text(encoding="utf-8")
    found = re.findall(r"Finding\(\s*(\w+\(?)(?:\s*(\w+\(?))?", source)
    assert len(found) > 15
    for error, sentence in found:
        made_elsewhere = error in ("_as_error(", "damaged_history(")
        assert made_elsewhere or error == "ProjectError(", error
        assert made_elsewhere or sentence in ("mark(", "sentence", "DAMAGED", "DANGLING", "GONE"), sentence
    assert set(KINDS) == {what.removesuffix(" row") for what in PARTS if what.endswith(" row")}


@pytest.mark.parametrize(
    ("module", "error"),
    [("edits.py", "EditError"), ("store/schema.py", "ProjectError"), ("settings.py", "SettingsError")],
)
def test_errors_below_qt_are_marked(project_path, module, error):
    source = (project_path / "annotator" / module).read_text(encoding="utf-8")
    raised = re.findall(rf"raise {error}\(\s*(\S+)", source)
    assert raised
    assert all(first.startswith("mark(") for first in raised)


def test_a_language_is_loaded_when_there_is_a_file_for_it(qapp, tmp_path, monkeypatch):
    texts = tmp_path / "translations" / "annotator_he.ts"
    texts.parent.mkdir()
    texts.write_text(
        '<?xml version="1.0"?><!DOCTYPE TS><TS version="2.1" language="he"><context><name>hints</name>'
        "<message><source>Hello</source><translation>שלום</translation></message></context></TS>",
        encoding="utf-8",
    )
    subprocess.run([tool("lrelease"), texts, "-qm", texts.with_suffix(".qm")], check=True, capture_output=True)
    monkeypatch.setattr("annotator.ui.translation.find_resource", lambda name: tmp_path / name)
    for spoken in qapp.findChildren(QTranslator):
        qapp.removeTranslator(spoken)
    install_language(qapp, QLocale("he_IL"))
    try:
        assert translate("hints", "Hello") == "שלום"
        assert qapp.layoutDirection() == Qt.LayoutDirection.RightToLeft
    finally:
        for loaded in qapp.findChildren(QTranslator):
            qapp.removeTranslator(loaded)
            loaded.deleteLater()


def test_without_a_file_it_stays_english(qapp):
    def loaded():
        return [one for one in qapp.findChildren(QTranslator) if not one.isEmpty()]

    before = loaded()
    install_language(qapp, QLocale("de_DE"))
    assert loaded() == before
    assert qapp.layoutDirection() == Qt.LayoutDirection.LeftToRight
