"""The project file: made, recognised, migrated; and every bad one refused with a sentence, as it was."""

import os
import shutil
import sqlite3
import stat
import subprocess
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from annotator.errors import ProjectError
from annotator.store import schema
from annotator.store.project import Project
from tests.store.making import (
    ROOT,
    SCHEME,
    article,
    bring_in,
    ids,
    label,
    new_project,
    run_python,
    spans,
    start_python,
)

DATA = ROOT / "tests" / "data" / "projects"


@pytest.fixture
def path(file):
    """All of this is about files."""
    return file


def content(path):
    return path.read_bytes() if path.is_file() else None


class TestMaking:
    def test_whole_or_not_at_all(self, tmp_path):
        path = tmp_path / "a.annotator"
        assert schema.create(path)
        assert [file.name for file in tmp_path.iterdir()] == ["a.annotator"]
        assert schema.revision(path) == schema.REVISION

    def test_what_is_there_is_left_alone(self, tmp_path):
        path = tmp_path / "a.annotator"
        path.write_bytes(b"mine")
        assert not schema.create(path)
        assert path.read_bytes() == b"mine"
        assert [file.name for file in tmp_path.iterdir()] == ["a.annotator"]

    def test_what_a_killed_one_left_does_no_harm(self, tmp_path):
        for name in ("a.annotator.1.new", "a.annotator.1.new-journal", "a.annotator.new"):
            (tmp_path / name).write_bytes(b"left")
        new_project(tmp_path / "a.annotator").close()
        with closing(Project.open(tmp_path / "a.annotator")) as project:
            assert list(project.check()) == []

    def test_names_that_need_care(self, tmp_path):
        for name in ("with space.annotator", "percent%20 and #?.annotator", "ünïcödé 中文.annotator", "no suffix"):
            with closing(new_project(tmp_path / name)) as project:
                project.save_copy(tmp_path / f"copy of {name}")
            with closing(Project.open(tmp_path / f"copy of {name}")) as project:
                assert project.scheme() == SCHEME


class TestBadFiles:
    def refused(self, path, *, create=False):
        """Return the sentence; the file is as it was, and nothing lies beside it."""
        before, beside = content(path), _names(path.parent)
        with pytest.raises(ProjectError) as caught:
            Project.open(path, create=create)
        assert content(path) == before
        assert _names(path.parent) == beside
        sentence = str(caught.value)
        assert path.name in sentence
        assert sentence.endswith(".")
        return sentence

    def test_missing(self, tmp_path):
        assert "There is no project at" in self.refused(tmp_path / "missing.annotator")

    def test_a_folder(self, tmp_path):
        (tmp_path / "folder").mkdir()
        assert "is a folder" in self.refused(tmp_path / "folder")
        assert "is a folder" in self.refused(tmp_path / "folder", create=True)

    @pytest.mark.parametrize("held", [b"", b"\0\xff\x80binary" * 100, b"Just a text.\n" * 50, b"SQLite format 3\0"])
    def test_not_a_project(self, tmp_path, held):
        path = tmp_path / "other.annotator"
        path.write_bytes(held)
        assert "is not an Annotator project" in self.refused(path)
        assert "is not an Annotator project" in self.refused(path, create=True)

    def test_a_database_of_another_program(self, tmp_path):
        path = tmp_path / "other.sqlite"
        with closing(sqlite3.connect(path)) as other, other:
            other.execute("PRAGMA journal_mode = WAL")
            other.execute("CREATE TABLE alembic_version (version_num)")
        assert "is not an Annotator project" in self.refused(path)

    def test_a_pipe(self, tmp_path):
        os.mkfifo(tmp_path / "pipe")
        assert "is not an Annotator project" in self.refused(tmp_path / "pipe")

    def test_the_folder_above_is_missing(self, tmp_path):
        path = tmp_path / "missing" / "a.annotator"
        with pytest.raises(ProjectError, match=r"could not be created: unable to open database file. Choose a folder"):
            Project.open(path, create=True)
        assert not path.parent.exists()

    @pytest.mark.parametrize("name", ["n" * 300, "nul\0byte"])
    def test_a_name_that_cannot_be(self, tmp_path, name):
        with pytest.raises(ProjectError):
            Project.open(tmp_path / name, create=True)

    def test_the_tables_are_missing(self, path):
        new_project(path).close()
        with closing(sqlite3.connect(path)) as file, file:
            file.execute("DROP TABLE alembic_version")
        assert "damaged" in self.refused(path)

    def test_it_does_not_say_its_version(self, path):
        new_project(path).close()
        with closing(sqlite3.connect(path)) as file, file:
            file.execute("DELETE FROM alembic_version")
        assert "does not say its version" in self.refused(path)

    @pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
    def test_truncated(self, path, share):
        with closing(new_project(path)) as project:
            bring_in(project, [article(number) for number in range(300)])
        whole = path.read_bytes()
        path.write_bytes(whole[: int(len(whole) * share)])
        before = path.read_bytes()
        with pytest.raises(ProjectError, match=r"damaged") as caught:
            _read_all(path)
        assert str(path) in str(caught.value)
        assert path.read_bytes() == before


def _names(folder):
    return sorted(file.name for file in folder.iterdir()) if folder.is_dir() else []


def _read_all(path):
    with closing(Project.open(path)) as project:
        list(project.annotated_documents())
        for finding in project.check():
            raise ProjectError(f"{path}: {finding.message}")


OPEN = """
import os, sys
from annotator.errors import ProjectError
from annotator.store.project import Project
Project.open(sys.argv[3] + "/warm.annotator", create=True).close()
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
try:
    project = Project.open(sys.argv[1], create=sys.argv[2] == "create")
    if project.read_only:
        print(len(project.scheme().labels), "labels, to be read")
    project.close()
except ProjectError as error:
    print(error)
"""


class TestPermissions:
    """In a process without rights: permissions mean nothing to root."""

    @pytest.fixture
    def folder(self):
        with tempfile.TemporaryDirectory() as name:
            Path(name).chmod(0o755)
            yield Path(name)
            Path(name).chmod(0o755)

    def said(self, path, tmp_path, *, create=False):
        done = run_python(OPEN, path, "create" if create else "open", tmp_path)
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    def test_a_file_that_can_only_be_read(self, folder, tmp_path):
        path = folder / "a.annotator"
        new_project(path).close()
        folder.chmod(0o777)
        path.chmod(0o444)
        assert self.said(path, tmp_path) == "4 labels, to be read\n"
        assert _names(folder) == ["a.annotator"]

    def test_a_folder_that_can_only_be_read(self, folder, tmp_path):
        path = folder / "a.annotator"
        new_project(path).close()
        path.chmod(0o666)
        folder.chmod(0o555)
        assert self.said(path, tmp_path) == "4 labels, to be read\n"
        sentence = self.said(folder / "b.annotator", tmp_path, create=True)
        assert "b.annotator could not be created" in sentence
        assert _names(folder) == ["a.annotator"]

    def test_a_file_that_cannot_be_read(self, folder, tmp_path):
        path = folder / "a.annotator"
        new_project(path).close()
        path.chmod(0)
        assert "a.annotator cannot be read" in self.said(path, tmp_path)

    def test_a_folder_that_cannot_be_entered(self, folder, tmp_path):
        path = folder / "inner" / "a.annotator"
        path.parent.mkdir()
        new_project(path).close()
        path.parent.chmod(0)
        try:
            assert "a.annotator cannot be read" in self.said(path, tmp_path)
            assert "a.annotator cannot be read" in self.said(path, tmp_path, create=True)
        finally:
            path.parent.chmod(0o755)


@contextmanager
def small_disk(folder, size):
    """Mount a small disk; a reason to skip where that cannot be done."""
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], capture_output=True, text=True, check=False
    ) if shutil.which("mount") else None  # fmt: skip
    if mounted is None or mounted.returncode != 0:
        pytest.skip("Only root can mount a small disk.")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


class TestNoRoom:
    def test_making_a_project_on_a_full_disk(self, tmp_path):
        with small_disk(tmp_path, "20k") as disk:
            with pytest.raises(
                ProjectError, match=r"a.annotator could not be created: database or disk is full. Choose"
            ):
                Project.open(disk / "a.annotator", create=True)
            assert _names(disk) == []

    def test_labelling_and_importing_on_a_full_disk(self, tmp_path):
        with small_disk(tmp_path, "3m") as disk:
            path = disk / "a.annotator"
            with closing(new_project(path)) as project:
                bring_in(project, [article(1)], keep_ids=True)
                label(project, 1)
                project.idle()
                (disk / "filler").write_bytes(b"x" * (_free(disk) - 100_000))
                with pytest.raises(ProjectError, match=r"disk is full"):
                    bring_in(project, [article(number) for number in range(10, 3000)])
                _fill_up(disk / "filler")
                with pytest.raises(ProjectError, match=r"disk is full.*what was saved before is safe"):  # noqa: PT012
                    for number in range(1000):
                        label(project, 1, number // 30, 31 + number % 30, "ORG")
                known = spans(project, 1)
                (disk / "filler").unlink()
                assert spans(project, 1) == known
                label(project, 1, 0, 5)
            with closing(Project.open(path)) as project:
                assert list(project.check()) == []
                assert ids(project) == [1]
                assert len(spans(project, 1)) == len(known) + 1

    def test_a_file_that_may_not_grow(self, project):
        """As on a full disk, without one."""
        project._database._driver().execute("PRAGMA max_page_count = 60")
        with pytest.raises(ProjectError, match=r"disk is full"):
            bring_in(project, [article(number) for number in range(10, 3000)])
        project._database._driver().execute("PRAGMA max_page_count = 1000000")
        assert ids(project) == [1, 2, 3]
        label(project, 1)

    def test_a_process_that_may_not_write_more(self, path):
        """RLIMIT_FSIZE bounds a file like a disk does; the project is as it was before the edit that failed."""
        with closing(new_project(path)) as project:
            bring_in(project, [article(number) for number in range(1, 400)], keep_ids=True)
        done = run_python(LIMITED, path)
        assert (done.returncode, done.stderr) == (0, "")
        said, written = done.stdout.rsplit("\n", 2)[:2]
        assert str(path) in said
        assert "room" in said
        with closing(Project.open(path)) as project:
            assert list(project.check()) == []
            assert len(spans(project, 1)) == int(written)


LIMITED = """
import resource, sys
from annotator.errors import EditError, ProjectError
from annotator.store.project import Project
from tests.store.making import label
project = Project.open(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, resource.RLIM_INFINITY))
written = 0
try:
    for start in range(40):
        for end in range(start + 1, 70):
            try:
                label(project, 1, start, end, "ORG")
                written += 1
            except EditError:
                pass
except ProjectError as error:
    print(error)
print(written)
"""


def _free(disk):
    found = os.statvfs(disk)
    return found.f_bavail * found.f_frsize


def _fill_up(path):
    with path.open("ab", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 4096)

        except OSError:
            return


NEXT, AFTER_NEXT = (f"{int(schema.REVISION) + step:04}" for step in (1, 2))

SECOND = '''
"""Adds a column."""
from alembic import op
import sqlalchemy as sa

revision = "{next}"
down_revision = "{last}"


def upgrade():
    op.add_column("document", sa.Column("language", sa.Text, nullable=False, server_default=""))
    {more}
'''


@pytest.fixture
def migrations(tmp_path):
    """The migrations and one more: call the result with further lines of it."""
    folder = tmp_path / "migrations 100%"
    shutil.copytree(schema.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))

    def write(more="pass"):
        made = SECOND.replace("{more}", more).replace("{next}", NEXT).replace("{last}", schema.REVISION)
        (folder / "versions" / f"{NEXT}_language.py").write_text(made)
        return folder

    return write


class TestMigrating:
    def up(self, path, folder):
        schema.bring_up_to_date(path, migrations=folder, head=NEXT)

    def test_a_copy_takes_the_place_and_the_old_file_goes_to_the_backups(self, project, path, migrations):
        project.save_copy(old := path.with_name("old.annotator"))
        old.chmod(0o640)
        before = old.read_bytes()
        self.up(old, migrations())
        with closing(sqlite3.connect(old)) as file:
            assert file.execute("SELECT DISTINCT language FROM document").fetchall() == [("",)]
            assert file.execute("SELECT version_num FROM alembic_version").fetchall() == [(NEXT,)]
        (backup,) = path.with_name("old.annotator-backups").iterdir()
        assert backup.read_bytes() == before
        assert backup.suffix == ".annotator"
        assert stat.S_IMODE(old.stat().st_mode) == 0o640
        assert not old.with_name("old.annotator.migrating").exists()
        with closing(Project.open(backup)) as opened:
            assert list(opened.check()) == []

    def test_a_link_stays_a_link(self, project, path, migrations):
        project.save_copy(real := path.with_name("real.annotator"))
        link = path.with_name("link.annotator")
        link.symlink_to(real)
        self.up(link, migrations())
        assert link.is_symlink()
        assert schema.revision(real) == NEXT

    @pytest.mark.parametrize(
        "more", ["raise ValueError('half way')", "op.execute('INSERT INTO nowhere VALUES (1)')", "op.execute('COMMIT')"]
    )
    def test_one_that_fails_leaves_the_old_file_byte_for_byte(self, project, path, migrations, more):
        project.save_copy(old := path.with_name("old.annotator"))
        before, names = old.read_bytes(), _names(path.parent)
        with pytest.raises(ProjectError, match=r"could not be brought up to date.*It is as it was"):
            self.up(old, migrations(more))
        assert old.read_bytes() == before
        assert _names(path.parent) == names
        self.up(old, migrations())
        assert schema.revision(old) == NEXT

    def test_one_that_damages_is_not_put_in_place(self, project, path, migrations):
        project.save_copy(old := path.with_name("old.annotator"))
        before = old.read_bytes()
        broken = "UPDATE sqlite_master SET rootpage = 9999 WHERE name = 'note'"
        broken = f'op.execute("PRAGMA writable_schema = ON"); op.execute("{broken}")'
        with pytest.raises(ProjectError):
            self.up(old, migrations(broken))
        assert old.read_bytes() == before

    def test_one_that_stops_short_is_not_put_in_place(self, project, path, migrations):
        project.save_copy(old := path.with_name("old.annotator"))
        with pytest.raises(ProjectError, match=f"is at revision {NEXT} after the migration, not {AFTER_NEXT}"):
            schema.bring_up_to_date(old, migrations=migrations(), head=AFTER_NEXT)
        assert schema.revision(old) == schema.REVISION

    def test_what_a_killed_one_left_does_no_harm(self, project, path, migrations):
        project.save_copy(old := path.with_name("old.annotator"))
        old.with_name("old.annotator.migrating").write_bytes(b"half")
        old.with_name("old.annotator.migrating-journal").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" * 200)
        self.up(old, migrations())
        assert schema.revision(old) == NEXT

    def test_a_newer_file_is_refused(self, project, path):
        project.save_copy(newer := path.with_name("newer.annotator"))
        with closing(sqlite3.connect(newer)) as file, file:
            file.execute("UPDATE alembic_version SET version_num = '0999'")
        before = newer.read_bytes()
        with pytest.raises(ProjectError, match=r"newer.annotator was made by a newer version of Annotator. Update"):
            Project.open(newer)
        assert newer.read_bytes() == before

    @pytest.mark.parametrize("after_a_write", [False, True])
    def test_a_file_that_is_open_elsewhere_is_refused(self, project, path, migrations, monkeypatch, after_a_write):
        monkeypatch.setattr(schema, "BUSY_SECONDS", 0.05)
        if after_a_write:
            label(project, 1)
        with pytest.raises(ProjectError, match=r"articles.annotator is open in another window. Close it there"):
            self.up(path, migrations())
        label(project, 2)

    def test_also_by_another_process(self, project, path, migrations, monkeypatch):
        monkeypatch.setattr(schema, "BUSY_SECONDS", 0.05)
        project.save_copy(old := path.with_name("old.annotator"))
        child = start_python(
            "import sys; from annotator.store.project import Project; p = Project.open(sys.argv[1]); "
            "print('open', flush=True); sys.stdin.readline(); p.close()",
            old,
        )
        assert child.stdout.readline() == "open\n"
        with pytest.raises(ProjectError, match=r"open in another window"):
            self.up(old, migrations())
        child.communicate("\n")
        self.up(old, migrations())
        assert schema.revision(old) == NEXT

    def test_two_that_open_it_at_once_do_not_disturb_each_other(self, project, path, migrations, monkeypatch):
        project.save_copy(old := path.with_name("old.annotator"))
        folder = migrations()
        run, refused = schema._run_migrations, []

        def run_beside_another(copy, of):
            monkeypatch.setattr(schema, "_run_migrations", run)
            monkeypatch.setattr(schema, "BUSY_SECONDS", 0.05)
            with pytest.raises(ProjectError, match=r"open in another window") as caught:
                schema.migrate(old, migrations=folder, head=NEXT)
            refused.append(caught)
            run(copy, of)

        monkeypatch.setattr(schema, "_run_migrations", run_beside_another)
        self.up(old, folder)
        assert len(refused) == 1
        assert schema.revision(old) == NEXT
        assert not old.with_name("old.annotator.migrating").exists()

    def test_who_waited_for_another_does_not_put_the_old_file_in_place_of_his(
        self, project, path, migrations, monkeypatch
    ):
        project.save_copy(old := path.with_name("old.annotator"))
        folder, alone = migrations(), schema._alone

        def wait_for_another(waiting, before):
            monkeypatch.setattr(schema, "_alone", alone)
            self.up(old, folder)
            with closing(sqlite3.connect(old)) as file, file:
                file.execute("UPDATE document SET title = 'since'")
            return alone(waiting, before)

        monkeypatch.setattr(schema, "_alone", wait_for_another)
        self.up(old, folder)
        with closing(sqlite3.connect(old)) as file:
            assert file.execute("SELECT DISTINCT title FROM document").fetchall() == [("since",)]

    def test_several_processes_open_an_old_one_at_once(self, tmp_path):
        shutil.copy(DATA / "0007.annotator", old := tmp_path / "old.annotator")
        code = (
            "import sys; from annotator.store import project, schema; schema.BUSY_SECONDS = 60\n"
            "print('ready', flush=True); sys.stdin.readline(); p = project.Project.open(sys.argv[1])\n"
            "print(len(p.documents(annotator='Ayla')), flush=True); sys.stdin.readline()"
        )
        children = [start_python(code, old) for _ in range(3)]
        assert [child.stdout.readline() for child in children] == ["ready\n"] * 3
        for child in children:
            child.stdin.write("on\n")
            child.stdin.flush()
        counts = {child.stdout.readline() for child in children}
        for child in children:
            child.communicate("\n")
        assert len(counts) == 1
        assert counts != {""}
        with closing(Project.open(old)) as project:
            assert list(project.check()) == []

    def test_what_only_the_log_holds_comes_along(self, project, path, migrations):
        """A project whose program was killed has its last edits in the log alone."""
        label(project, 1)
        crashed = path.with_name("crashed.annotator")
        for end in ("", "-wal"):
            shutil.copyfile(f"{path}{end}", f"{crashed}{end}")
        self.up(crashed, migrations())
        with closing(sqlite3.connect(crashed)) as file:
            assert file.execute("SELECT count(*) FROM span").fetchone() == (1,)

    def test_the_newest_migration_is_the_one_that_is_named(self):
        from alembic.config import Config
        from alembic.script import ScriptDirectory

        config = Config()
        config.set_main_option("script_location", str(schema.MIGRATIONS))
        assert ScriptDirectory.from_config(config).get_heads() == [schema.REVISION]

    def test_alembic_is_not_loaded_for_a_file_of_this_version(self, project, path):
        code = "import sys; from annotator.store.project import Project; Project.open(sys.argv[1]).close(); "
        done = run_python(code + "raise SystemExit('alembic' in sys.modules)", path)
        assert done.returncode == 0


def check_kept_project(project):
    """All that was ever kept in it is there, and can be undone."""
    assert list(project.check()) == []
    first, second = ids(project)
    assert spans(project, first) == [("ORG", 0, 30, "Björn"), ("PERSON", 0, 13, "Ayla")]
    assert project.document(first).spans[0].pieces == ((0, 5), (18, 30))
    assert [relation.label for relation in project.document(first).relations] == ["knows"]
    assert project.document(second).notes[0].text == "“ə”"
    assert project.next_undo("Ayla").title == "Label PERSON"
    assert project.next_redo("Björn").title == "Mark done"
    project.redo("Björn")
    steps = [project.undo(person).title for person in ("Björn", "Björn", "Ayla", "Ayla")]
    assert steps == ["Mark done", "Pieces", "Label PERSON", "Import 2 documents"]
    assert list(project.check()) == []


@pytest.mark.parametrize("kept", sorted(DATA.glob("*.annotator")), ids=lambda path: path.stem)
def test_projects_of_every_version_open_and_are_sound(kept, tmp_path):
    path = tmp_path / kept.name
    shutil.copyfile(kept, path)
    with closing(Project.open(path)) as project:
        check_kept_project(project)


def test_a_project_of_this_version_is_kept():
    assert (DATA / f"{schema.REVISION}.annotator").is_file()
