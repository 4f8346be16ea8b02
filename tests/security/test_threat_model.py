"""Every threat that is written down has its test."""

import re

import pytest

LINE = re.compile(r"^\| (?!what |---)(.+) \|$", re.MULTILINE)
NAMED = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")


def test_each_line_names_a_test_that_there_is(project_path):
    text = (project_path / "docs" / "threat-model.md").read_text(encoding="utf-8")
    lines = [line for line in LINE.findall(text) if not line.startswith("---")]
    assert len(lines) > 20
    for line in lines:
        named = NAMED.findall(line)
        assert named, line
        for name, function in named:
            path = project_path / name
            if not path.is_file():
                pytest.fail(f"{name} is not there: {line}")
            assert f"def {function}" in path.read_text(encoding="utf-8")
