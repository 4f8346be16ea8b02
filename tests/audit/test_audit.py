"""Licences: that of each package which runs with the program is known and allowed. Holes: what is said of them."""

import importlib.util
import subprocess

import pytest

from tests.audit import holes
from tests.audit.licences import is_allowed, licence, required


def test_all_that_is_required_may_be_used():
    packages = required()
    assert {"SQLAlchemy", "lxml", "openpyxl"} <= {package.metadata["Name"] for package in packages}
    for package in packages:
        assert is_allowed(licence(package)), f"{package.metadata['Name']}: {licence(package)}"


@pytest.mark.parametrize(
    ("told", "allowed"),
    [("MIT", True), ("GPL-3.0-only", False), ("AGPL-3.0", False), ("LGPL-3.0-only OR GPL-2.0-only", True), ("", False),
     ("GNU General Public License v3 (GPLv3)", False), ("BSD-3-Clause AND LGPL-3.0", True)],
)  # fmt: skip
def test_what_is_allowed(told, allowed):
    assert is_allowed(told) is allowed


def test_a_known_hole_is_named_with_the_version_that_mends_it():
    answer = {
        "dependencies": [
            {"name": "lxml", "version": "6.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["6.1"]}]},
            {"name": "tqdm", "version": "4.66", "vulns": []},
            {"name": "regex", "skip_reason": "Dependency not found"},
        ]
    }
    lines, holed = holes.said(answer)
    assert holed == 1
    assert lines[0] == "lxml 6.0: PYSEC-1, mended in 6.1"
    assert "Whether 1 of 3 packages have known holes could not be looked up: regex." in lines[1]
    assert lines[2] == "2 of 3 packages were looked up; 1 with known holes."


def test_nothing_is_called_sound_that_was_not_looked_up():
    lines, holed = holes.said({"dependencies": [{"name": "regex", "skip_reason": "Dependency not found"}]})
    assert holed == 0
    assert len(lines) == 1
    assert lines[0].startswith("Whether 1 of 1")


@pytest.mark.parametrize("spec", [None, object()])
def test_why_nothing_was_looked_for_is_one_sentence(spec, monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: spec)
    done = subprocess.CompletedProcess([], 1, "", "WARNING: x\nno connection to the index")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: done)
    (line,), holed = holes.look(["lxml==6.0"])
    assert holed == 0
    assert ("not installed" in line) if spec is None else ("could not be asked (no connection to the index)" in line)
