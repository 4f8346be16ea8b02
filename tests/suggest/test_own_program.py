"""An engine that somebody has installed: found by its entry point, and what it gets wrong stops no other."""

import json
import os
import subprocess
import sys

import pytest

PROGRAM = """
from annotator.suggest import Reason, Suggester, Suggestion, register

class Mine(Suggester):
    name = "mine"
    title = "Mine"

    def learn(self, documents):
        raise OSError("no disk")

    def suggest(self, text):
        why = Reason("since I say so")
        yield Suggestion(0, 4, "LOC", 0.9, "mine", why)
        yield Suggestion(-3, 2, "LOC", 0.9, "mine", why)
        yield Suggestion(3, 10**9, "LOC", 0.9, "mine", why)
        yield Suggestion(6, 6, "LOC", 0.9, "mine", why)
        if "crash" in text:
            raise KeyError("oh no")

    def keep(self):
        return {}

    def restore(self, kept):
        pass

register(Mine)
"""
SCRIPT = """
import json
from annotator.assist.assistant import Assistant
from annotator.suggest import all_engines
assistant = Assistant(["mine"] if "mine" in all_engines() else [])
assistant.learn([])
found = [one.place for text in ("Oslo is old.", "Oslo may crash.") for one in assistant.suggest(text)]
told = [str(one) for one in assistant.take_troubles()]
print(json.dumps({"engines": list(all_engines()), "found": found, "told": told}))
"""


@pytest.fixture
def installed(tmp_path, project_path):
    """Run with a program installed, and return what comes of it."""

    def run(program):
        info = tmp_path / "mine-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: mine\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text("[annotator.suggest]\nmine = mine_engine\n")
        (tmp_path / "mine_engine.py").write_text(program)
        environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT],
            cwd=project_path,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return json.loads(done.stdout)

    return run


def test_it_suggests_and_what_it_gets_wrong_stops_nothing(installed):
    told = installed(PROGRAM)
    assert "mine" in told["engines"]
    assert told["found"] == [[0, 4, "LOC"]]
    assert told["told"] == [
        "The engine mine failed, and suggests nothing here: OSError: no disk",
        "The engine mine failed, and suggests nothing here: KeyError: 'oh no'",
    ]


@pytest.mark.parametrize(
    ("program", "reason"),
    [("1 / 0", "ZeroDivisionError"), ("import not_there", "ModuleNotFoundError"), ("def", "SyntaxError"),
     (PROGRAM.replace('name = "mine"', 'name = "crf"'), "two engines are named crf")],
)  # fmt: skip
def test_one_that_cannot_be_loaded_is_a_sentence(installed, program, reason):
    told = installed(program)
    assert set(told["engines"]) >= {"crf", "forms"}
    assert "mine" not in told["engines"]
    (sentence,) = told["told"]
    assert sentence.startswith("The program mine cannot be used for suggestions")
    assert reason in sentence
