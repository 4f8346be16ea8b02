"""A team's project by the real program, started with its address."""

from contextlib import closing

from PySide6.QtCore import Qt

from annotator import edits
from annotator.store.project import Project
from annotator.transfer.importing import import_files
from annotator.transfer.starting import default_scheme


def test_two_label_the_same_article_on_a_server(start, database, tmp_path, qtbot):
    (tmp_path / "one.txt").write_text("The minister Zakir Hasanov met Hulusi Akar in Ankara.", encoding="utf-8")
    with closing(Project.open(database, create=True, scheme=default_scheme())) as other:
        other.ensure_annotator("bjorn")
        import_files(other, [tmp_path / "one.txt"], annotator="bjorn")

        def hand(desk):
            view = desk.window.page.view
            start_ = view.text().index("Zakir Hasanov")
            view.select(start_, start_ + 13)
            qtbot.keyClick(view, Qt.Key.Key_1)
            document = next(iter(other.annotated_documents()))
            assert [span.label for span in document.spans] == ["PERSON"]
            made = edits.change_document(document.document, title="Renamed by somebody else")
            other.apply("Title", made, "bjorn")
            qtbot.waitUntil(lambda: "Renamed by somebody else" in desk.window.windowTitle())

        assert start([str(database)], hand) == 0
        assert list(other.check()) == []
