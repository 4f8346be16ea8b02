"""A PostgreSQL server of our own: made in a temporary folder, heard on loopback only, gone afterwards."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
from itertools import count
from pathlib import Path

import psycopg

from annotator.addresses import TeamAddress

PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin", "/usr/local/pgsql/bin")
PERSON = "annotator"
PASSWORD = "s3cret-of-tests"


def programs() -> Path | None:
    """Return the folder of the server's programs, of the newest version; None where there is none."""
    found = [path for place in PLACES for path in Path("/").glob(f"{place[1:]}/initdb")]
    named = shutil.which("initdb")
    if named:
        found.append(Path(named).resolve())
    return max(found).parent if found else None


class Cluster:
    """A server with its data; made by `initdb`, in half a second. Postgres refuses to run as root."""

    def __init__(self, *, auth: str = "trust") -> None:
        self._programs = programs()
        assert self._programs is not None
        self.folder = Path(tempfile.mkdtemp(prefix="annotator-postgresql-"))
        self.port = _free_port()
        self._names = count(1)
        self._as_other = []
        if os.geteuid() == 0:
            other = next(name for name in ("postgres", "nobody") if name in {entry.pw_name for entry in pwd.getpwall()})
            shutil.chown(self.folder, other)
            self._as_other = ["runuser", "-u", other, "--"]
        secret = self.folder / "secret"
        secret.write_text(PASSWORD)
        secret.chmod(0o644)
        self._guard = self._guarded()
        made = ["-A", auth, "--pwfile", str(secret), "-U", PERSON, "-E", "UTF8", "--locale=C", "--no-sync"]
        self._run("initdb", "-D", str(self.data), *made)
        self.start()

    def _guarded(self) -> "subprocess.Popen[bytes]":
        """Start what ends the server, and removes its data, when this process is gone without having done so."""
        end = (
            'cat > /dev/null; [ -d "$1" ] || exit 0; "$2" -D "$1/data" -m immediate stop > /dev/null 2>&1; rm -rf "$1"'
        )
        command = [*self._as_other, "sh", "-c", end, "guard", str(self.folder), str(self._programs / "pg_ctl")]
        return subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, cwd="/", start_new_session=True
        )

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def _run(self, program: str, *arguments: str) -> None:
        command = [*self._as_other, str(self._programs / program), *arguments]
        log = self.folder / "programs.log"
        with log.open("ab") as output:  # Not a pipe: the server would hold it open.
            done = subprocess.run(command, stdout=output, stderr=output, cwd=self.folder, timeout=60, check=False)
        assert done.returncode == 0, log.read_text(errors="replace")

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = f"-p {self.port} -h 127.0.0.1 -k {self.folder} -F -c full_page_writes=off -c jit=off"
        self._run("pg_ctl", "-D", str(self.data), "-w", "-l", str(self.folder / "server.log"), "-o", options, "start")

    def stop(self, mode: str = "immediate") -> None:
        """Stop it; `immediate` as if the machine had gone."""
        self._run("pg_ctl", "-D", str(self.data), "-w", "-m", mode, "stop")

    def stand_still(self, *, still: bool = True) -> None:
        """Let it keep its connections, and answer nobody; or go on."""
        master = (self.data / "postmaster.pid").read_text().split()[0]
        sign = signal.SIGSTOP if still else signal.SIGCONT
        children = subprocess.run(["ps", "-o", "pid=", "--ppid", master], capture_output=True, text=True, check=True)
        for number in (master, *children.stdout.split()):
            os.kill(int(number), sign)

    def close(self) -> None:
        """Stop it and remove its data."""
        try:
            self.stop()
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)
            self._guard.stdin.close()
            self._guard.wait()

    def address(self, database: str, **parts: object) -> TeamAddress:
        """Return the address of a database."""
        return TeamAddress(database, "127.0.0.1", self.port, PERSON, **parts)

    def new_database(self) -> TeamAddress:
        """Make an empty database."""
        name = f"articles{next(self._names)}"
        self.ask(f"CREATE DATABASE {name}")
        return self.address(name)

    def emptied(self) -> TeamAddress:
        """Return the address of the one database that most tests use, with nothing in it: making one copies 7 MB."""
        name = "articles"
        if not self.ask(f"SELECT 1 FROM pg_database WHERE datname = '{name}'"):
            self.ask(f"CREATE DATABASE {name}")
        others = f"FROM pg_stat_activity WHERE datname = '{name}' AND pid <> pg_backend_pid()"
        self.ask(f"SELECT pg_terminate_backend(pid) {others}")
        self.ask("DROP SCHEMA public CASCADE; CREATE SCHEMA public", name)
        return self.address(name)

    def ask(self, statement: str, database: str = "postgres") -> list[tuple]:
        """Run a statement on a connection of its own."""
        with psycopg.connect(
            host="127.0.0.1", port=self.port, user=PERSON, password=PASSWORD, dbname=database, autocommit=True
        ) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]
