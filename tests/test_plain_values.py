import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.plain_values import attribute_text, attribute_value, is_number, text_of, value_of
from tests.strategies import json_values, texts


def one_line(text: str) -> bool:
    return (
        bool(text) and text == text.strip() and not re.search("[\0-\x1f\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]", text)
    )


@given(json_values() | texts().map(lambda text: f'"{text}"') | st.sampled_from(["true", "1", "[]", '"', '"\\"a\\""']))
def test_every_json_value_comes_back(content: Any) -> None:
    text = text_of(content, one_line)
    assert value_of(text, one_line) == content
    assert type(value_of(text, one_line)) is type(content)
    assert one_line(text)


@given(
    texts() | st.booleans() | st.lists(texts(), max_size=3).map(tuple) | st.sampled_from(["true", '["a"]', '"true"'])
)
def test_every_value_of_an_attribute_but_numbers_comes_back(content: str | bool | tuple[str, ...]) -> None:
    text = attribute_text(content, one_line)
    assert attribute_value(text, one_line) == content
    assert one_line(text)


@pytest.mark.parametrize("text", ["9606", "1.50", '"quoted"', "[1, 2]", "tru", "1e5", "{}", "[1]", "null", "-", ""])
def test_texts_of_others_stay_texts(text: str) -> None:
    assert attribute_value(text, bool) == text


def test_numbers_become_texts() -> None:
    assert attribute_value(attribute_text(1.5, bool), bool) == "1.5"
    assert [is_number(value) for value in (1, 1.5, True, "1", ())] == [True, True, False, False, False]
