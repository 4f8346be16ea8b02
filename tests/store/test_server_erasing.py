"""What was erased for good from a server is in no file of its data but its log; the rest is as it was."""

from contextlib import closing

import psycopg
import pytest

from annotator.addresses import TeamAddress
from annotator.errors import ProjectError
from annotator.store import server_schema
from annotator.store.erasing import erase
from annotator.store.erasing_rows import ERASED
from annotator.store.project import Project
from tests.store.making import ids, label, new_project, spans
from tests.store.secret_article import CRAWLED, SECRET, TITLE, work_with_it


@pytest.fixture
def full(cluster):
    """A project that nobody has open, in a database of its own, whose values the server has counted."""
    address = cluster.new_database()
    with closing(new_project(address, "Ayla", "Björn")) as project:
        work_with_it(project)
        project._database.settle()
    return address


def left(cluster, address):
    """Return the files of a database that hold what must not be there."""
    cluster.ask("CHECKPOINT")
    ((number,),) = cluster.ask(f"SELECT oid FROM pg_database WHERE datname = '{address.database}'")
    found = set()
    for path in (cluster.data / "base" / str(number)).iterdir():
        content = path.read_bytes().lower()
        found |= {f"{path.name}: {word}" for word in (SECRET, TITLE, CRAWLED) if word.lower().encode() in content}
    return found


def test_no_byte_of_it_is_left_in_any_table(full, cluster):
    assert len(left(cluster, full)) > 6
    erase(full, 7, "Ayla", "Erase an article for good")
    assert left(cluster, full) == set()
    with closing(Project.open(full)) as project:
        assert list(project.check()) == []
        assert sorted(ids(project)) == [1, 2]
        assert spans(project, 1) == [("PERSON", 0, 13, "Ayla")]
        assert project.search("Quetzalcoatlus") == []
        assert project.search("Baku") == [1, 2]
        assert project.metadata_keys() == ()


def test_a_line_says_so_and_the_rest_of_the_history_works(full):
    erase(full, 7, "Ayla", "Erase an article for good")
    with closing(Project.open(full)) as project:
        titles = [past.title for past in project.past()]
        assert titles == ["Erase an article for good", ERASED, ERASED, "Label PERSON", "Import 3 documents"]
        for _ in range(3):
            project.undo("Ayla")
        assert spans(project, 1) == []
        label(project, 2)
        assert list(project.check()) == []


@pytest.mark.parametrize(("document", "who"), [(99, "Ayla"), (7, "Nobody")])
def test_what_is_not_there_changes_nothing(full, document, who):
    with pytest.raises(ProjectError):
        erase(full, document, who, "Erased")
    with closing(Project.open(full)) as project:
        assert len(project.past()) == 12


def test_nobody_else_may_be_connected(full, monkeypatch):
    monkeypatch.setattr(server_schema, "LEAVING_SECONDS", 0.05)
    copying = psycopg.connect(host=full.host, port=full.port, user=full.person, dbname=full.database)
    with copying, pytest.raises(ProjectError, match="is open in another window or program"):
        erase(full, 7, "Ayla", "Erased")
    erase(full, 7, "Ayla", "Erased")


def test_whoever_does_not_own_the_tables_is_told_who_can(full, cluster):
    cluster.ask("DROP ROLE IF EXISTS mate; CREATE ROLE mate LOGIN")
    cluster.ask("GRANT ALL ON SCHEMA public TO mate; GRANT ALL ON ALL TABLES IN SCHEMA public TO mate", full.database)
    mate = TeamAddress(full.database, full.host, full.port, "mate")
    with pytest.raises(ProjectError, match="by whoever owns the database and its tables"):
        erase(mate, 7, "Ayla", "Erased")
    with closing(Project.open(mate)) as project:
        assert 7 in ids(project)
