import argparse
import os
import subprocess
import sys

import pytest

from annotator import __version__, cli
from annotator.cli import commands, main, make_parser
from annotator.errors import AnnotatorError


class Sing:
    """A command of the test: it does what it was made with."""

    NAME = "sing"
    HELP = "sing a song"

    def __init__(self, song):
        self.song = song

    def add_arguments(self, parser):
        parser.add_argument("--loud", action="store_true")

    def run(self, args):
        return self.song(args)


@pytest.fixture
def sing(monkeypatch):
    def sing(song):
        monkeypatch.setattr(cli, "commands", lambda _wanted: {"sing": Sing(song), "window": Window(opened)})
        return opened

    class Window(Sing):
        NAME = "window"

        def add_arguments(self, parser):
            parser.add_argument("project", nargs="?")

        def run(self, args):
            self.song.append(args.project)
            return 0

    opened = []
    return sing


def raising(error):
    def song(_args):
        raise error

    return song


def test_every_module_in_the_folder_is_a_command():
    assert {"window", "import", "export", "check", "formats"} <= set(commands())


def test_a_first_argument_that_is_a_command_is_one(sing):
    opened = sing(lambda args: 3 if args.loud else 0)
    assert main(["sing", "--loud"]) == 3
    assert opened == []


@pytest.mark.parametrize(
    ("arguments", "project"), [([], None), (["news.annotator"], "news.annotator"), (["./sing"], "./sing")]
)
def test_anything_else_is_a_project_for_the_window(sing, arguments, project):
    opened = sing(lambda _args: 0)
    assert main(arguments) == 0
    assert opened == [project]


def test_a_command_is_in_the_module_of_its_name():
    for name, command in commands().items():
        assert commands(name)[name] is command
    assert set(commands("news.annotator")) == {"window"}


def test_an_error_for_the_user_is_one_line(sing, capsys):
    sing(raising(AnnotatorError("The file is gone.\nLook elsewhere.")))
    assert main(["sing"]) == 1
    assert capsys.readouterr().err == "annotator: The file is gone. Look elsewhere.\n"


def test_without_a_console_there_is_nowhere_to_say_it(sing, monkeypatch):
    sing(raising(AnnotatorError("The file is gone.")))
    monkeypatch.setattr(sys, "stderr", None)
    assert main(["sing"]) == 1


def test_interrupted_by_hand(sing):
    sing(raising(KeyboardInterrupt()))
    assert main(["sing"]) == 130


def test_a_bug_is_not_hidden(sing):
    sing(raising(ZeroDivisionError()))
    with pytest.raises(ZeroDivisionError):
        main(["sing"])


@pytest.mark.parametrize("arguments", [["sing", "--softly"], ["--no-such-option"], ["window", "one", "two"]])
def test_wrong_usage_exits_with_2(sing, arguments, capsys):
    sing(lambda _args: 0)
    with pytest.raises(SystemExit) as exit_:
        main(arguments)
    assert exit_.value.code == 2
    assert "usage: annotator" in capsys.readouterr().err


def test_version_and_help(capsys):
    for option in ("--version", "--help"):
        with pytest.raises(SystemExit) as exit_:
            main([option])
        assert exit_.value.code == 0
    out = capsys.readouterr().out
    assert f"annotator {__version__}" in out
    for name in commands():
        assert name in out
    assert "examples:" in out


def test_every_command_explains_itself(capsys):
    for name, command in commands().items():
        with pytest.raises(SystemExit):
            main([name, "--help"])
        assert command.HELP.split()[0] in capsys.readouterr().out


def loaded_by(code, modules, project_path):
    """Return which of the modules are loaded after the code ran in a fresh interpreter."""
    script = f"import sys; {code}; print(*sorted({modules!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=project_path)
    return set(done.stdout.split())


def test_arguments_are_parsed_before_qt_and_sqlalchemy_are_loaded(project_path):
    parsing = "from annotator.cli import commands, make_parser; make_parser(commands()).parse_args(['window'])"
    assert not loaded_by(parsing, {"PySide6", "sqlalchemy", "alembic"}, project_path)


def test_to_open_the_window_no_other_command_is_loaded(project_path):
    opening = "from annotator.cli import commands, make_parser; make_parser(commands('window'))"
    assert not loaded_by(opening, {"annotator.cli.export", "annotator.formats", "annotator.model"}, project_path)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipe that is closed under one's hands.")
def test_a_reader_that_has_seen_enough_is_no_error(project_path):
    script = (
        "import sys; from annotator import cli; "
        "command = type('Long', (), {'NAME': 'long', 'HELP': '', 'add_arguments': staticmethod(lambda parser: None), "
        "'run': staticmethod(lambda args: [print('x' * 1000) for _ in range(1000)] and 0)}); "
        "cli.commands = lambda _wanted: {'long': command, 'window': command}; "
        "sys.exit(cli.main(['long']))"
    )
    writer = subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=project_path
    )
    assert writer.stdout is not None
    assert writer.stderr is not None
    writer.stdout.read(10)
    writer.stdout.close()
    assert writer.stderr.read() == b""
    assert writer.wait() == 0
    writer.stderr.close()


def test_the_parser_knows_where_a_command_ends():
    parser = make_parser(commands())
    assert isinstance(parser, argparse.ArgumentParser)
    assert parser.parse_args(["window", "a.annotator"]).project.name == "a.annotator"


def test_a_word_that_is_no_command_opens_no_window(capsys):
    assert main(["exprot", "P", "x"]) == 2
    assert "There is no command “exprot”, nor a project of that name. Did you mean “export”?" in capsys.readouterr().err
    assert main(["frobnicate"]) == 2
    assert "“annotator --help” lists the commands." in capsys.readouterr().err


def test_a_file_that_is_named_like_nothing_is_a_project(sing, tmp_path, monkeypatch):
    opened = sing(lambda _args: 0)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "exprot").touch()
    assert main(["exprot"]) == 0
    assert opened
