"""What a process tells the window arrives as it was: parts, and refusals with all that is in them."""

import json
from pathlib import Path

import pytest

from annotator.addresses import TeamAddress
from annotator.errors import AnnotatorError, FormatError
from annotator.process_lines import line_of_error, line_of_part, read_line


def test_a_part_arrives():
    assert read_line(line_of_part(0.4321)) == 0.43


def test_a_refusal_arrives_with_its_values_and_those_of_the_error_in_it():
    inner = AnnotatorError("{n:,} are {what}.", n=12345, what="“gone”\nfor good")
    told = read_line(line_of_error(AnnotatorError("{path}: {why}", path=Path("a {b}.annotator"), why=inner)))
    assert str(told) == "a {b}.annotator: 12,345 are “gone”\nfor good."
    assert told.sentence == "{path}: {why}"
    assert told.values["why"].sentence == "{n:,} are {what}."


def test_it_is_one_line_without_a_password():
    address = TeamAddress("news", "host", person="ayla", password="s3cret")
    line = line_of_error(AnnotatorError("{path} is\ngone", path=address))
    assert "s3cret" not in line
    assert "\n" not in line


def test_a_sentence_without_values_stands_as_it_is():
    assert str(read_line(line_of_error(FormatError("No {key} here", path=Path("x"))))) == "x: No {key} here"


@pytest.mark.parametrize("line", ["", "Traceback", "7", "[]", "{}", '{"sentence": 3}', json.dumps({"sentence": "x"})])
def test_other_lines_are_none(line):
    assert read_line(line) is None
