"""As what a file is read can be chosen anew, and with which options; where it lies stays."""

from pathlib import Path

from annotator.formats import find_format
from annotator.transfer.sources import Source
from annotator.ui.reading_form import ReadingForm


def test_a_file_in_an_archive_stays_in_it(qtbot):
    form = ReadingForm()
    qtbot.addWidget(form)
    archive = Path("a.zip")
    form.show_source(Source(archive / "b.json", find_format("json"), 7, sure=0.35, archive=archive, member="b.json"))
    with qtbot.waitSignal(form.changed) as changed:
        form.options.choose("text", "article.body")
    (source,) = changed.args
    assert (source.options, source.archive, source.member) == ({"text": "article.body"}, archive, "b.json")
    with qtbot.waitSignal(form.changed) as changed:
        form.format.setCurrentIndex(form.format.findData("text"))
    (source,) = changed.args
    assert (source.format.name, source.options, source.sure) == ("text", {}, None)
    assert (source.archive, source.member) == (archive, "b.json")
