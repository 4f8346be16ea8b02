"""A project: one store of articles, scheme, annotations and history. `apply` is the write path."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, insert
from sqlalchemy.exc import IntegrityError

from annotator.addresses import Address, address_of, name_of
from annotator.edits import Edit
from annotator.errors import AnnotatorError, ConflictError, EditError, ProjectError
from annotator.ids import new_id
from annotator.model import Annotator, Scheme, Value
from annotator.store import (
    Change,
    Finding,
    LabelUse,
    Pending,
    feed,
    history,
    queries,
    search,
    undo,
)
from annotator.store.checksums import checksum
from annotator.store.database import Database
from annotator.store.leftovers import clear_away_left_behind
from annotator.store.names import Names
from annotator.store.opening import open_database
from annotator.store.people import bring_back, find_gone
from annotator.store.project_hits import ProjectHits
from annotator.store.rows import encodable, kind_of
from annotator.translation import mark

if TYPE_CHECKING:
    from annotator.store.bulk import BulkImport
    from annotator.store.labelling import BulkLabelling

# Not every window checks, imports, counts or removes labels: what only that needs is loaded by then.

Subscriber = Callable[[Change], None]


class Project(ProjectHits):
    """An open project. Its calls are short; a thread that needs long opens one of its own."""

    def __init__(self, database: Database, notices: tuple[AnnotatorError, ...] = ()) -> None:
        """Take over an open database: see `open`."""
        self._database = database
        self._subscribers: list[Subscriber] = []
        self.notices = notices
        """What is to be said once about where the project lies: sentences that nobody raises."""
        self._at_work: set[str] = set()
        self._found = None
        with database.read() as connection:
            queries.check_batches(connection)
            self._names = queries.read_names(connection)
            self._seq = history.next_seq(connection) - 1

    @classmethod
    def open(
        cls, url: str | Address, *, create: bool = False, scheme: Scheme | None = None, read_only: bool = False
    ) -> "Project":
        """Open a project, a file or a team's by its URL; with `create`, make it with that scheme when there is none.

        An older one is migrated, a file as a copy; with `read_only`, or one that may not be written, is opened to be
        read, and every edit raises EditError. Raises ProjectError with a sentence.
        """
        opened = open_database(address_of(url), create=create, read_only=read_only)
        database, notices = opened.database, opened.notices
        try:
            if not database.read_only:
                clear_away_left_behind(database)
            project = cls(database, (*notices, database.refusal()) if database.read_only else notices)
            if opened.made and scheme is not None:
                project._begin_with(scheme)
        except BaseException:
            database.close()
            raise
        return project

    def close(self) -> None:
        """Close the file; after the last one has, it is one file again."""
        self._database.close()

    @property
    def address(self) -> Address:
        """Return where the project is: its file, or its database on a server."""
        return self._database.address

    @property
    def file(self) -> Path | None:
        """Return the project's file; None for one on a server."""
        return self.address if isinstance(self.address, Path) else None

    @property
    def path(self) -> Path:
        """Return the project's file. Raises EditError for one on a server, where there is none."""
        if self.file is None:
            raise EditError(mark("errors", "That is only for a project in a file. This one is on a server."))
        return self.file

    @property
    def name(self) -> str:
        """Return the project's name: that of its file or database."""
        return name_of(self.address)

    @property
    def read_only(self) -> bool:
        """Return whether the project can only be read: every edit then raises EditError."""
        return self._database.read_only

    def check_writable(self) -> None:
        """Raise EditError, with a sentence, when the project can only be read."""
        if self.read_only:
            raise self._database.refusal()

    def be_away(self, *, away: bool) -> None:
        """Raise ServerLostError at once, instead of looking for a server that is known to be gone, until it is back."""
        self._database.be_away(away=away)

    # What is there

    def scheme(self) -> Scheme:
        """Return the labels, in order."""
        with self._database.read() as connection:
            return queries.read_scheme(connection)

    def annotators(self) -> tuple[Annotator, ...]:
        """Return those who have a layer of annotations."""
        with self._database.read() as connection:
            return queries.read_annotators(connection)

    # The write path

    def ensure_annotator(self, name: str, kind: str = "person") -> Annotator:
        """Return the annotator of that name, who is added when new: no action, nothing to undo."""
        if not name.strip():
            raise EditError(mark("errors", "An annotator needs a name."))
        found = self._find_annotator(name)
        if found is None and self.read_only:
            # Somebody who looks on, and has no annotations here.
            found = Annotator(new_id(), name, kind)
            self._names.learn_annotator(found.id, name)
        elif found is None:
            # Unless another program is faster.
            with suppress(IntegrityError), encodable(name), self._database.write() as connection:
                self._add_annotator(connection, name, kind)
            found = self._find_annotator(name)
        assert found is not None
        self._at_work.add(name)
        return found

    def _add_annotator(self, connection: Connection, name: str, kind: str) -> None:
        """Add an annotator, or bring back the one of that name who went with an import."""
        gone = find_gone(connection, name)
        if gone is None:
            self._insert(connection, Annotator(new_id(), name, kind))
        else:
            bring_back(connection, gone)

    def _read_names(self, connection: Connection) -> Names:
        """Return the names of labels and annotators. Who works here stays when the import goes that brought him."""
        names = queries.read_names(connection)
        for name in self._at_work - names.annotator_ids.keys():
            id_ = self._names.annotator_ids.get(name)
            if id_ is not None and id_ not in names.annotator_ids.values():
                names.learn_annotator(id_, name)
        return names

    @staticmethod
    def _person(connection: Connection, names: Names, annotator: str) -> int:
        """Return the id of the annotator who writes, and is there again if he was not. Raises ConflictError."""
        id_ = names.annotator(annotator)
        bring_back(connection, id_)
        return id_

    def _find_annotator(self, name: str) -> Annotator | None:
        with self._database.read() as connection:
            self._names = self._read_names(connection)
            return next((one for one in queries.read_annotators(connection) if one.name == name), None)

    def _begin_with(self, scheme: Scheme) -> None:
        with self._database.write() as connection:
            for label in scheme.labels:
                self._insert(connection, label)
            self._names = self._read_names(connection)

    def _insert(self, connection: Connection, made: Value) -> None:
        kind = kind_of(made)
        row = kind.to_row(made, self._names)
        stamped = {**row, "removed": 0, "rev": 1, "checksum": checksum(kind, row)}
        connection.execute(insert(kind.table), stamped)

    def apply(self, title: str, edits: Sequence[Edit], annotator: str, source: str | None = None) -> Change:
        """Write edits as one action, safe on the disk when this returns, and tell the subscribers.

        `title` names it for undo. Raises ConflictError, and writes nothing, when a row is not as
        the edits saw it, or when the text, or what is labelled in it, is not as the subscribers were told.
        """
        names = self._names.copy()
        with encodable(title), self._writing() as connection:
            person = self._person(connection, names, annotator)
            written = history.write_action(connection, names, title, edits, person, source, seen=self._seq)
        self._names = names
        return self._tell(written)

    def undo(self, annotator: str, *, skip: int | None = None) -> Change | None:
        """Take back the annotator's last action in force; None when there is none.

        Raises ConflictError when somebody has changed the same rows since; passing its `action` as
        `skip` steps over that action.
        """
        with self._writing() as connection:
            person = self._person(connection, self._names, annotator)
            target = undo.undo_target(connection, person)
            if target is None:
                return None
            undo_it = undo.skip if target["root"] == skip else undo.reverse
            written = undo_it(connection, target, person)
        return self._tell(written)

    def redo(self, annotator: str) -> Change | None:
        """Bring back what was undone last, if no new action came after it."""
        with self._writing() as connection:
            person = self._person(connection, self._names, annotator)
            target = undo.redo_target(connection, person)
            if target is None:
                return None
            written = undo.reverse(connection, target, person)
        return self._tell(written)

    def next_undo(self, annotator: str) -> Pending | None:
        """Return what undo would take back."""
        with self._database.read() as connection:
            return undo.pending(connection, undo.undo_target(connection, self._names.annotator(annotator)))

    def next_redo(self, annotator: str) -> Pending | None:
        """Return what redo would bring back."""
        with self._database.read() as connection:
            return undo.pending(connection, undo.redo_target(connection, self._names.annotator(annotator)))

    @contextmanager
    def bulk_import(
        self, title: str, annotator: str, source: str | None = None, *, layer: str | None = None
    ) -> Iterator["BulkImport"]:
        """Open an import, whose annotations all go into `layer` if one is named.

        Close it by `close_import`; leaving in any other way takes all of it back.
        """
        from annotator.store.bulk import BulkImport

        with self._reading():
            names = self._names.copy()
        importing = BulkImport(self._database, names, title, annotator, source, layer=layer)
        try:
            yield importing
        finally:
            if not importing.is_over:
                importing.abandon()

    def close_import(self, importing: "BulkImport | BulkLabelling", title: str) -> Change:
        """Make an import or a labelling visible as one action named `title`, and tell the subscribers."""
        change = self._tell(importing.close(title))
        self._database.settle()
        return change

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """Read with the names of labels that others have added or changed."""
        with self._database.read() as connection:
            if history.read_stamp(connection) != (self._seq, len(self._names.labels)):
                self._names = self._read_names(connection)
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        try:
            with self._database.write() as connection:
                yield connection
        except ConflictError:
            # Perhaps because a label has another name by now.
            with self._database.read() as connection:
                self._names = self._read_names(connection)
            raise

    def label_use(self, label: int) -> LabelUse:
        """Count what has a label, in all layers. Looks through all that could have it: 0.1 s for a million spans."""
        from annotator.store.removal import read_use

        with self._reading() as connection:
            return read_use(connection, self._names, label)

    def remove_label(self, title: str, edits: Sequence[Edit], annotator: str, into: int | None = None) -> Change:
        """Remove a label with what has it, or give that the label `into` of the same kind, as one action.

        `edits` are those of `label_edits.remove_label` or `scheme_editing.merge_label`.
        Takes as long as `label_use`, of which others wait for little.
        Raises ConflictError when a row is not as the edits saw it, EditError when the two cannot be merged.
        """
        from annotator.store.removal import plan_removal, write_removal

        with self._reading() as connection:
            names = self._names.copy()
            plan = plan_removal(connection, names, edits, into)
        with encodable(title), self._writing() as connection:
            written = write_removal(connection, title, plan, self._person(connection, names, annotator))
        return self._tell(written)

    # What others learn

    @property
    def seen(self) -> int:
        """Return the place in commit order of the last action of which the subscribers were told."""
        return self._seq

    def see_only(self, seen: int) -> None:
        """Write as somebody who has seen no more than that: what was changed since is refused, where it matters."""
        self._seq = min(self._seq, seen)

    def subscribe(self, callback: Subscriber) -> Callable[[], None]:
        """Call `callback` after each action, in the thread that wrote it; the result ends that."""
        self._subscribers.append(callback)
        return lambda: self._subscribers.remove(callback)

    def poll(self) -> None:
        """Tell the subscribers what other programs have committed since."""
        self._database.stay_open()
        with self._database.read() as connection:
            written = feed.actions_after(connection, self._seq)
            if written:
                self._names = self._read_names(connection)
        for action in written:
            self._deliver(action)

    def _tell(self, written: history.Written) -> Change:
        if written.seq > self._seq + 1:
            # Others were first; theirs come before ours.
            self.poll()
        return self._deliver(written)

    def _deliver(self, written: history.Written) -> Change:
        """Tell the subscribers, unless one of them has polled or written meanwhile and it was told then."""
        change = feed.as_change(written, self._names)
        if written.seq <= self._seq:
            return change
        self._seq = written.seq
        if change.everything or {"label", "annotator"} & change.kinds:
            with self._database.read() as connection:
                self._names = self._read_names(connection)
        for callback in tuple(self._subscribers):
            callback(change)
        return change

    # The file

    def idle(self) -> None:
        """Tidy up a little, for some 10 ms; call when nothing has been written for some seconds."""
        if self.read_only or self.file is None:
            return
        with self._database.write() as connection:
            search.tidy_index(connection)
        self._database.checkpoint()

    def save_copy(self, path: Path) -> None:
        """Copy the whole project, as it is now, to a new file. Raises ProjectError."""
        if path.exists():
            raise ProjectError(mark("errors", "{path} exists already. Choose another name for the copy."), path=path)
        part = path.with_name(path.name + ".part")
        try:
            self._database.backup(part)
            part.rename(path)
        except OSError as error:
            raise ProjectError(
                mark("errors", "{path} could not be written: {why}. Choose another folder."),
                path=path,
                why=error.strerror,
            ) from error
        finally:
            part.unlink(missing_ok=True)

    def check(self, progress: Callable[[float], None] = lambda _: None) -> Iterator[Finding]:
        """Yield what is wrong with the file, its rows, its offsets and its history."""
        from annotator.store import integrity

        return integrity.check(self._database, progress)
