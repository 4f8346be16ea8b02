"""That a process which follows its window ends with it, and else by itself, in order."""

import subprocess
import sys

import pytest

FOLLOWS = "from annotator.own_process import end_with_input\nend_with_input()\n"


@pytest.fixture
def run(project_path):
    started = []

    def start(code):
        child = subprocess.Popen(
            [sys.executable, "-c", FOLLOWS + code],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=project_path,
        )
        started.append(child)
        return child

    yield start
    for child in started:
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout, child.stderr):
            pipe.close()


def test_it_ends_when_nobody_holds_its_input_any_more(run):
    child = run("import threading; print('ready', flush=True); threading.Event().wait()")
    assert child.stdout.readline().strip() == b"ready"
    child.stdin.close()
    assert child.wait(60) == 1


def test_it_ends_by_itself_without_a_word(run):
    child = run("raise SystemExit(3)")
    assert child.wait(60) == 3
    assert child.stderr.read() == b""
