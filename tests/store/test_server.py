"""A project on a server: what only that has. The other tests of the store run on both."""

import re
import threading
from contextlib import closing, contextmanager
from dataclasses import replace

import psycopg
import pytest

from annotator.addresses import TeamAddress
from annotator.errors import EditError, ProjectError, ServerLostError
from annotator.model import AnnotatedDocument, Document
from annotator.store import server_search, server_silence
from annotator.store.project import Project
from annotator.store.server import WRITER_LOCK, connect
from tests.clusters import PASSWORD, Cluster
from tests.store.making import SCHEME, article, bring_in, ids, label, new_project, raw, spans


@pytest.fixture
def path(database):
    """All of this is about servers."""
    return database


@contextmanager
def a_writer(path):
    """Somebody who writes, until the end of the block or until `end` is called."""
    with closing(connect(path)) as busy:
        busy.execute(f"BEGIN; SELECT pg_advisory_xact_lock({WRITER_LOCK})")
        yield busy


class TestWaiting:
    def test_a_writer_waits_for_another(self, project, path):
        with a_writer(path) as busy:
            timer = threading.Timer(0.2, busy.rollback)
            timer.start()
            label(project, 1)
            timer.join()
        assert len(spans(project, 1)) == 1

    def test_waiting_ends_with_a_sentence(self, project, path):
        with project._database.read() as connection:
            connection.exec_driver_sql("SET SESSION lock_timeout = '50ms'")
        with a_writer(path), pytest.raises(ProjectError, match="Another program is writing"):
            label(project, 1)
        assert spans(project, 1) == []
        label(project, 1)

    def test_reading_goes_on_while_somebody_writes(self, project, path):
        with a_writer(path) as busy:
            busy.execute("UPDATE document SET title = 'unseen'")
            assert project.document(1).document.title == "Article 1"

    def test_steps_of_an_open_action_need_not_reach_the_disk_one_by_one(self, project):
        for flush, kept in ((False, "off"), (True, "on")):
            with project._database.write(flush=flush) as connection:
                assert connection.exec_driver_sql("SHOW synchronous_commit").scalar() == kept


class TestOpening:
    def test_an_empty_database_is_no_project_until_it_is_made_one(self, path):
        with pytest.raises(ProjectError, match=r"There is no project in .* yet"):
            Project.open(path)
        new_project(path).close()
        with closing(Project.open(str(path))) as project:
            assert project.scheme() == SCHEME

    def test_somebody_elses_tables_are_left_alone(self, path):
        with raw(path) as file:
            file.execute("CREATE TABLE mine (id integer)")
        with pytest.raises(ProjectError, match="holds something that is no project"):
            Project.open(path, create=True)

    def test_two_who_make_it_at_once_make_one(self, path):
        made = []
        threads = [threading.Thread(target=lambda: made.append(new_project(path))) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for project in made:
            assert project.scheme() == SCHEME
            project.close()
        assert len(made) == 3

    def test_to_be_read_nothing_can_be_changed(self, project, path):
        with closing(Project.open(path, read_only=True)) as opened:
            assert opened.read_only
            with pytest.raises(EditError, match="opened to be read"):
                label(opened, 1)
            assert str(opened.notices[0]).endswith(str(path))

    def test_a_database_that_is_not_there(self, cluster):
        with pytest.raises(ProjectError, match="no such database"):
            Project.open(cluster.address("nowhere"))

    def test_nobody_answers(self, cluster):
        address = TeamAddress("articles", "127.0.0.1", 1, "annotator", password="secret")
        with pytest.raises(ServerLostError, match=r"The server 127\.0\.0\.1 cannot be reached") as caught:
            Project.open(address)
        assert "secret" not in "".join(map(str, _chain(caught.value)))

    def test_a_database_of_another_encoding_is_refused(self, cluster):
        cluster.ask("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0")
        with pytest.raises(ProjectError, match="as UTF-8"):
            Project.open(cluster.address("latin"), create=True)

    def test_without_the_driver_it_says_how_to_get_it(self, path, monkeypatch):
        monkeypatch.setitem(__import__("sys").modules, "psycopg", None)
        with pytest.raises(ProjectError, match=r"pip install annotator-desktop\[postgresql\]"):
            Project.open(path)


def _chain(error):
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def test_a_password_lets_in_and_is_never_shown():
    guarded = Cluster(auth="scram-sha-256")
    try:
        address = guarded.address("postgres", password=PASSWORD)
        with closing(Project.open(address, create=True, scheme=SCHEME)) as project:
            assert PASSWORD not in f"{project.address} {project.address!r} {project._database._engine!r}"
            assert project.address.password == PASSWORD
        for wrong in ("", "wr0ng"):
            with pytest.raises(ProjectError, match="refuses the name or the password") as caught:
                Project.open(guarded.address("postgres", password=wrong))
            assert not wrong or wrong not in "".join(map(str, _chain(caught.value)))
    finally:
        guarded.close()


def test_what_the_server_cannot_keep_is_refused_with_a_sentence(project):
    with pytest.raises(EditError, match="the character with the number 0"):
        bring_in(project, [AnnotatedDocument(Document(9, "a\0b"))])
    assert ids(project) == [1, 2, 3]


def test_a_lost_connection_is_made_anew(project, path, cluster):
    label(project, 1)
    name = path.database
    cluster.ask(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
    label(project, 1, 18, 30, "ORG")
    assert len(spans(project, 1)) == 2


def test_one_that_is_lost_on_the_way_leaves_nothing_and_says_so(project, path, cluster):
    end = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{path.database}'"
    with pytest.raises(ServerLostError, match="cannot be reached"), project._database.write() as connection:  # noqa: PT012
        connection.exec_driver_sql("UPDATE document SET title = 'half'")
        cluster.ask(end)
    assert project.document(1).document.title == "Article 1"


class TestSilence:
    """The server keeps its connections, and says nothing."""

    @pytest.fixture
    def patient(self, path, project, monkeypatch):
        """Somebody who waits for two tenths of a second, and for a newcomer's answer as long as the driver does."""
        monkeypatch.setattr(server_silence, "SILENCE_SECONDS", 0.2)
        with closing(Project.open(replace(path, options=(("connect_timeout", "2"),)))) as opened:
            yield opened

    def test_a_server_that_stands_still_is_lost_until_it_goes_on(self, patient, cluster):
        cluster.stand_still()
        try:
            with pytest.raises(ServerLostError, match="cannot be reached"):
                patient.document(1)
            with pytest.raises(ServerLostError, match="cannot be reached"):
                label(patient, 1)
        finally:
            cluster.stand_still(still=False)
        label(patient, 1)
        assert spans(patient, 1) == [("PERSON", 0, 13, "Ayla")]

    def test_one_that_takes_its_time_is_waited_for(self, patient):
        with patient._database.read() as connection:
            assert connection.exec_driver_sql("SELECT 7 FROM pg_sleep(0.7)").scalar() == 7

    def test_nobody_waits_for_a_writer_for_ever_and_the_server_is_not_lost(self, patient, path):
        with a_writer(path), pytest.raises(ProjectError, match="Another program is writing"):
            label(patient, 1)


class TestFullText:
    def test_a_wrong_index_is_found(self, path):
        with closing(new_project(path)) as project:
            bring_in(project, [article(1), article(2)], keep_ids=True)
            with raw(path) as file:
                file.execute("UPDATE document_fts SET words = to_tsvector('simple', 'other') WHERE rowid = 2")
            (finding,) = project.check()
            assert (finding.document, finding.message) == (2, "The full-text index is not that of the text.")

    @pytest.mark.parametrize("word", ["lake", "ənother"])
    def test_of_a_long_text_all_words_are_known(self, path, word, monkeypatch):
        monkeypatch.setattr(server_search, "MOST_PLACES", 50)
        long = " ".join(f"word{number}" for number in range(200))
        with closing(new_project(path)) as project:
            texts = {1: f"{long} {word} side", 2: f"short {word} side"}
            bring_in(project, [AnnotatedDocument(Document(id_, text)) for id_, text in texts.items()], keep_ids=True)
            assert project.search(f"{word}-side") == [1, 2]
            assert project.search(f"side-{word}") == [1]  # Places are not kept: it is offered, and looked at then.
            assert list(project.check()) == []

    def test_more_words_than_the_server_takes_are_left_out(self, path):
        many = " ".join(f"{number:x}" * 40 for number in range(40_000))
        with closing(new_project(path)) as project:
            bring_in(project, [AnnotatedDocument(Document(1, f"first {many}"))], keep_ids=True)
            assert project.search("first") == [1]

    @pytest.mark.parametrize(
        ("match", "said"),
        [
            ('"minister"', "('minister')"),
            ('"a" "b"*', "('a' & 'b':*)"),
            ('"don\'t"', "(('don' <-> 't' | ('longtextwithoutplaces' & 'don' & 't')))"),
            ('"a" OR "b"', "('a') | ('b')"),
            ('"--"', ""),
            ('"Ağ" "É"', "('ag' & 'e')"),
        ],
    )
    def test_queries_are_said_in_its_language(self, match, said):
        assert server_search.query_of(match) == said


def test_a_fault_of_ours_stays_one(project):
    with pytest.raises(Exception, match="syntax error") as caught, project._database.read() as connection:
        connection.exec_driver_sql("SELCT 1")
    assert not isinstance(caught.value, ProjectError)


def test_several_roles_work_together_as_the_manual_sets_it_up(cluster, path, project_path):
    """All statements of docs/team.md, for a database of its own."""
    manual = (project_path / "docs" / "team.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```sql\n(.*?)```", manual, re.DOTALL)
    before, after = block.split("\\c news\n")
    for statement in before.strip().split("\n"):
        cluster.ask(statement)
    cluster.ask(after, "news")
    ayla, bjorn = (TeamAddress("news", path.host, path.port, name) for name in ("ayla", "bjorn"))
    with closing(new_project(ayla)) as one, closing(Project.open(bjorn)) as other:
        bring_in(one, [article(1)], keep_ids=True)
        other.ensure_annotator("Björn")
        label(other, 1, annotator="Björn")
        one.poll()
        assert spans(one, 1) == [("PERSON", 0, 13, "Björn")]
        assert list(other.check()) == []


def test_whoever_may_not_write_is_told_so(project, path, cluster):
    cluster.ask("DROP ROLE IF EXISTS reader; CREATE ROLE reader LOGIN")
    cluster.ask(
        "GRANT USAGE ON SCHEMA public TO reader; GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader", path.database
    )
    opened = TeamAddress(path.database, path.host, path.port, "reader")
    with closing(Project.open(opened)) as reading, pytest.raises(ProjectError, match="You have no right to do that"):
        reading.ensure_annotator("Cem")
    with psycopg.connect(host=path.host, port=path.port, user="annotator", dbname=path.database) as owner:
        owner.execute("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM reader; REVOKE ALL ON SCHEMA public FROM reader")
