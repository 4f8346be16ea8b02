"""Markdown in: the words, what is known about them, and a record of everything that was taken out."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import FormatError
from annotator.formats import chosen_options, find_format, sniff_format
from annotator.formats.markdown.front_matter import NotUnderstoodError, read_front_matter
from annotator.formats.markdown.plain import plain_text, removed_markup
from annotator.model import Document
from annotator.report import Report

ARTICLE = """\
---
title: "Talks in Baku"
author: [Jane Smith, Li Wu]
date: 2 Feb 2022
# for the desk
tags:
  - war
  - peace
---

# Talks *in* Baku

The **Minister** Zakir Hasanov met [Hulusi Akar](https://example.org "Akar") 😀 and
his deputy &amp; said \\*no\\*.
"""


def read(path: Path, text: str, report: Report | None = None, **options: str) -> Document:
    path.write_text(text, encoding="utf-8")
    format_ = find_format("markdown")
    (document,) = format_.read(path, chosen_options(format_, options), report or Report()).documents
    assert document.spans == ()
    for removal in document.document.origin.removals:
        assert text[removal.offset : removal.offset + len(removal.text)] == removal.text
    return document.document


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.md"


def test_front_matter_becomes_metadata_and_markup_goes(path: Path) -> None:
    document = read(path, ARTICLE)
    assert document.text == (
        "Talks in Baku\n\nThe Minister Zakir Hasanov met Hulusi Akar 😀 and his deputy & said *no*."
    )
    assert (document.title, document.author, document.date) == ("Talks in Baku", "Jane Smith, Li Wu", "2022-02-02")
    assert document.metadata == {"tags": ["war", "peace"]}
    assert sniff_format(path).name == "markdown"


def test_everything_that_was_taken_out_is_on_record(path: Path) -> None:
    origin = read(path, ARTICLE).origin
    front, *markup = origin.removals
    assert (front.why, front.offset, front.text[-5:]) == ("front matter", 0, "\n---\n")
    assert {removal.why for removal in markup} == {"Markdown"}
    assert '](https://example.org "Akar")' in [removal.text for removal in markup]
    assert origin.changes == (
        "Line breaks within paragraphs became blanks: 1.",
        "Characters that were written in another way became themselves, such as &amp;: 1.",
    )


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("- one\n- two\n  - deep\n", "• one\n• two\n  • deep"),
        ("3. one\n4. two\n", "3. one\n4. two"),
        ("* one\n\n  more\n* two\n", "• one\n\nmore\n\n• two"),
        ("> A quote\n> goes on\n\nAfter", "A quote goes on\n\nAfter"),
        ("| a | b |\n|---|---|\n| 1 | x |\n\nAfter", "a\tb\n1\tx\n\nAfter"),
        ("```python\ndef f():\n    pass\n```\nAfter", "def f():\n    pass\n\nAfter"),
        ("<div>\nInner <b>text</b>\n<!-- no -->\n</div>\n\nAfter", "Inner text\n\nAfter"),
        ("A<!-- no --> <i>b</i>", "A b"),
        ("<script>\nno()\n</script>\n\nAfter", "After"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("Head\n----\nBody  \nbroken", "Head\n\nBody\nbroken"),
        ("![A map](x.png) and <https://example.org>", "A map and https://example.org"),
        ("~~old~~ new\n\n***\n\nend", "old new\n\nend"),
        ("snake_case and 2*3*4", "snake_case and 234"),
        ("", ""),
    ],
)
def test_what_a_reader_sees(markdown: str, words: str) -> None:
    assert plain_text(markdown).text == words


WORDS = st.text(st.sampled_from("ab Ä😀\n\n#*_-`>|[]()!<&;\\1.~ \t"), max_size=80)


@given(WORDS)
def test_words_stand_where_they_stood_and_nothing_is_lost_between(markdown: str) -> None:
    plain = plain_text(markdown)
    at = 0
    for piece in plain.pieces:
        assert plain.text[piece.start : piece.start + piece.length] == markdown[piece.source :][: piece.length]
        assert piece.source >= at
        at = piece.source + piece.length
    told = "".join(markdown[piece.source :][: piece.length] for piece in plain.pieces)
    told += "".join(removal.text for removal in removed_markup(markdown, plain.pieces))
    assert sorted("".join(told.split())) == sorted("".join(markdown.split()))


def test_lines_of_date_and_byline_are_taken_from_between_the_markup(path: Path) -> None:
    text = "# Talks held\n\n**By Jane Smith**  \n2 February 2022\n\nThey met.\n"
    document = read(path, text)
    assert document.text == "Talks held\n\nThey met."
    assert (document.title, document.author, document.date) == ("Talks held", "Jane Smith", "2022-02-02")
    assert [(removal.text, removal.why) for removal in document.origin.removals if removal.why != "Markdown"] == [
        ("By Jane Smith", "author"),
        ("2 February 2022", "date"),
    ]
    kept = read(path, text, keep="2")
    assert kept.text == "Talks held\n\n2 February 2022\n\nThey met."
    assert (kept.author, kept.date) == ("Jane Smith", "")


def test_front_matter_that_is_not_simple_stays_and_is_spoken_of(path: Path) -> None:
    report = Report()
    document = read(path, "---\ntitle: A\nnested:\n  key: {a: 1}\n---\n\nBody\n", report)
    assert "nested" in document.text
    (notice,) = report.notices
    assert "from line 4 on" in notice.message


def test_a_date_that_is_not_understood_is_kept_as_it_stands(path: Path) -> None:
    report = Report()
    document = read(path, "---\ndate: 3/4/2022\n---\nBody\n", report)
    assert (document.date, document.metadata) == ("", {"date": "3/4/2022"})
    assert "3/4/2022" in report.notices[0].message


@pytest.mark.parametrize("text", ["---\n", "--- \nno end\n", "text\n---\na: b\n---\n", "----\na: b\n---\n"])
def test_what_only_looks_like_front_matter(text: str) -> None:
    assert read_front_matter(text).length == 0


@pytest.mark.parametrize("line", ["a: |", "a: &x b", "a: 'it''s'", 'a: "b', "  - item", "just words", "a: b\na: c"])
def test_yaml_beyond_the_simple_is_not_guessed_at(line: str) -> None:
    with pytest.raises(NotUnderstoodError):
        read_front_matter(f"---\n{line}\n---\n")


def test_values_lose_quotes_and_comments() -> None:
    front = read_front_matter("---\nTitle: 'A: b'\nlink: https://example.org/#top\nlang: en # or so\nempty:\n---\n")
    assert front.fields == {"title": "A: b", "url": "https://example.org/#top"}
    assert front.metadata == {"lang": "en"}


def test_another_encoding_has_to_be_named(path: Path) -> None:
    path.write_bytes("# Ağrı\n".encode("windows-1254"))
    format_ = find_format("markdown")
    with pytest.raises(FormatError, match="not in UTF-8"):
        list(format_.read(path, chosen_options(format_, {}), Report()).documents)
    (document,) = format_.read(path, chosen_options(format_, {"encoding": "windows-1254"}), Report()).documents
    assert (document.text, document.document.origin.encoding) == ("Ağrı", "windows-1254")
