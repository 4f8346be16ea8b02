"""Zip archives of articles: each file by its own format, within limits; traps have a sentence."""

import io
import zipfile
from contextlib import closing

import pytest

from annotator.errors import FormatError
from annotator.report import Outcome
from annotator.store.project import Project
from annotator.transfer import archives
from annotator.transfer.archives import OpenArchives
from annotator.transfer.importing import import_files, import_sources
from annotator.transfer.preview import preview_again, preview_paths
from annotator.transfer.starting import default_scheme


@pytest.fixture
def project(tmp_path):
    with closing(Project.open(tmp_path / "news.annotator", create=True, scheme=default_scheme())) as opened:
        opened.ensure_annotator("Ayla")
        yield opened


@pytest.fixture
def path(tmp_path):
    (tmp_path / "in").mkdir()
    return tmp_path / "in" / "articles.zip"


def pack(path, files, compression=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


FILES = {
    "one/a.txt": "3/4/2022\n\nThey met in Ankara.",
    "one/b.html": "<p>They went to Baku.",
    "../../c.txt": "It lies outside.",
    "/d.txt": "It lies at the top.",
    "..\\..\\e.txt": "So does this.",
    "C:/f.txt": "And this.",
    "inner.zip": b"PK\3\4",
    ".hidden.txt": "Nobody sees it.",
    "__MACOSX/one/a.txt": "Nor this.",
    "broken.txt": b"\xff\xff\xff",
}


def test_each_file_is_read_by_its_own_format(project, path):
    pack(path, FILES)
    before = sorted(path.parent.parent.rglob("*"))
    preview = preview_paths(project, [path])
    assert {file.source.path.name: file.source.format.name for file in preview.files} == {
        "a.txt": "text", "b.html": "web-page", "c.txt": "text", "d.txt": "text", "e.txt": "text", "f.txt": "text",
        "broken.txt": "text",
    }  # fmt: skip
    assert all(path in file.source.path.parents for file in preview.files)
    (nested,) = preview.refused
    assert (nested.path, "archive in an archive" in nested.reason) == (path / "inner.zip", True)
    (broken,) = [file for file in preview.files if file.refusal]
    assert broken.refusal.path == path / "broken.txt"
    assert not broken.wants_encoding
    preview = preview_again(project, preview, {path / "one" / "a.txt": {"keep": "all"}})
    _, report = import_sources(project, preview.sources(), annotator="Ayla")
    assert report.documents == 6
    assert {document.document.origin.file for document in project.annotated_documents()} == {
        "a.txt", "b.html", "c.txt", "d.txt", "e.txt", "f.txt"
    }  # fmt: skip
    assert [file for file in sorted(path.parent.parent.rglob("*")) if "news.annotator" not in file.name] == [
        file for file in before if "news.annotator" not in file.name
    ]


def test_the_report_names_the_file_in_the_archive(project, path):
    pack(path, {"one/a.txt": FILES["one/a.txt"], "inner.zip": b"PK", "b.bin": b"\0"})
    _, report = import_files(project, [path], annotator="Ayla")
    assert [notice.path for notice in report.of(Outcome.SKIPPED)] == [path / "one" / "a.txt"]
    assert [notice.path for notice in report.of(Outcome.REFUSED)] == [path / "b.bin", path / "inner.zip"]


def test_an_archive_in_a_folder_and_one_of_a_named_format(project, path):
    pack(path, {"a.txt": "They met.", "b.md": "They *went*."})
    (path.parent / "c.txt").write_text("Nobody came.", encoding="utf-8")
    _, report = import_files(project, [path.parent], annotator="Ayla")
    assert report.documents == 3
    _, report = import_files(project, [path], annotator="Ayla", format_name="text")
    assert (report.documents, report.outcomes[Outcome.SKIPPED]) == (0, 1)


def refused(project, path):
    preview = preview_paths(project, [path])
    assert not preview.sources()
    (error,) = [*preview.refused, *(file.refusal for file in preview.files if file.refusal)]
    with pytest.raises(FormatError):
        import_files(project, [path], annotator="Ayla")
    assert list(project.annotated_documents()) == []
    return error


def test_traps_have_a_sentence(project, path, monkeypatch):
    assert "packed more than 200 times" in refused(project, pack(path, {"a.txt": b"a" * (2 * 2**20)})).reason
    assert "20 folders deep" in refused(project, pack(path, {"x/" * 30 + "a.txt": "They met."})).reason
    assert "holds no file" in refused(project, pack(path, {})).reason
    path.write_bytes(b"PK\3\4 and nothing else")
    assert "is broken" in refused(project, path).reason
    whole = io.BytesIO()
    pack(whole, {"a.txt": "They met in Ankara, and nobody knew."}, zipfile.ZIP_STORED)
    path.write_bytes(whole.getvalue().replace(b"Ankara", b"ankara"))
    assert refused(project, path).path == path / "a.txt"
    locked = bytearray(whole.getvalue())
    locked[6] |= 1
    locked[locked.find(b"PK\1\2") + 8] |= 1
    path.write_bytes(locked)
    assert "password" in refused(project, path).reason
    pack(path, {f"{number}.txt": f"They met {number} times." for number in range(4)})
    monkeypatch.setattr(archives, "MOST_FILES", 3)
    assert "more than 3 files" in refused(project, path).reason
    monkeypatch.setattr(archives, "TOTAL_LIMIT", 10)
    assert "more than a gigabyte" in refused(project, pack(path, {"a.txt": "They met there."})).reason


def test_a_list_of_millions_is_not_read(project, path):
    pack(path, {f"{'n' * 60_000}{number}": "" for number in range(150)})
    assert "far too many" in refused(project, path).reason


def test_no_more_is_written_than_the_limit_whatever_the_archive_says(path, tmp_path, monkeypatch):
    pack(path, {"a.txt": "They met there."})
    monkeypatch.setattr(archives, "FILE_LIMIT", 10)
    with OpenArchives() as opened, pytest.raises(FormatError, match="more than it says"):
        opened.unpack(path, "a.txt", path / "a.txt", tmp_path)
