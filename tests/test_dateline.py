from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotator.dateline import (
    is_header_line,
    parse_date,
    restored,
    split_header,
)
from annotator.errors import EditError
from annotator.titles import (
    TITLE_LENGTH,
    first_words,
)

BODY = "The ministry reported on the talks.\n\nMore was said.\n"


@pytest.mark.parametrize(
    ("line", "date", "author", "source"),
    [
        (" date 2022-02-02 By Vugar Khalilov", "2022-02-02", "Vugar Khalilov", ""),
        ("By Jane Smith", "", "Jane Smith", ""),
        ("by Jane Smith", "", "Jane Smith", ""),
        ("By Jane Smith and John O'Brien", "", "Jane Smith and John O'Brien", ""),
        ("By Ann Lee, John Roe & Li Wu", "", "Ann Lee, John Roe & Li Wu", ""),
        ("BY JANE SMITH, STAFF WRITER", "", "JANE SMITH", ""),
        ("By Jane Smith, Senior Correspondent", "", "Jane Smith", ""),
        ("By Jean-Luc de la Tour | 2 May 2020", "2020-05-02", "Jean-Luc de la Tour", ""),
        ("By April Jones", "", "April Jones", ""),
        ("By Leyla Əliyeva", "", "Leyla Əliyeva", ""),
        ("By AFP", "", "AFP", ""),
        ("2 February 2022", "2022-02-02", "", ""),
        ("2nd Feb 2022", "2022-02-02", "", ""),
        ("February 2, 2022", "2022-02-02", "", ""),
        ("Feb. 2, 2022 10:15 GMT", "2022-02-02T10:15Z", "", ""),
        ("February 2, 2022 at 3:05 p.m.", "2022-02-02T15:05", "", ""),
        ("2022-02-02T10:15:30+04:00", "2022-02-02T10:15:30+04:00", "", ""),
        ("02.02.2022", "2022-02-02", "", ""),
        ("2/2/2022", "2022-02-02", "", ""),
        ("13/2/2022", "2022-02-13", "", ""),
        ("2/13/2022", "2022-02-13", "", ""),
        ("Published: 2 February 2022", "2022-02-02", "", ""),
        ("Published on February 2, 2022, 10:15 EST", "2022-02-02", "", ""),
        ("Date: 2022-02-02", "2022-02-02", "", ""),
        ("Author: Jane Smith", "", "Jane Smith", ""),
        ("Author: admin", "", "admin", ""),
        ("Source: Trend", "", "", "Trend"),
        ("Source: https://example.org/a?b=1", "", "", "https://example.org/a?b=1"),
        ("Wednesday, 2 February 2022", "2022-02-02", "", ""),
        ("Date: 2022-02-02 Author: Jane Roe Source: Trend News Agency", "2022-02-02", "Jane Roe", "Trend News Agency"),
    ],
)
def test_a_header_line_leaves_the_text_and_becomes_metadata(line: str, date: str, author: str, source: str) -> None:
    text = f"{line}\n\n{BODY}"
    header = split_header(text)
    assert (header.date, header.author, header.source) == (date, author, source)
    assert header.text == BODY
    assert header.title == "The ministry reported on the talks."
    assert header.removals[0].text == f"{line}\n"
    assert restored(header) == text


@pytest.mark.parametrize(
    "line",
    [
        "BAKU, Feb 2 (Reuters) - Text goes on",
        "By Monday the troops had left.",
        "By Monday",
        "By then they had",
        "By the Caspian Sea",
        "By The Numbers",
        "By Air and Sea",
        "By Sea",
        "By John Smith went the road.",
        "By John Smith, Baku",
        "By Jane Smith.",
        "2 Şubat 2022",
        "31 February 2022",
        "2 February",
        "10:15",
        "2022-02-02 was a Wednesday",
        "3/4/2022 was a day",
        "2022-02-02-03",
        "Source: Iran Strikes Deal",
        "Source: Iran to strike a deal",
        "Author: a man of few words",
        "date of birth 2022-02-02",
    ],
)
def test_a_line_that_is_not_wholly_understood_stays(line: str) -> None:
    text = f"{line}\n\n{BODY}"
    header = split_header(text)
    assert header.text == text
    assert (header.author, header.date, header.source) == ("", "", "")
    assert header.removals == header.doubts == ()


def test_an_ambiguous_date_stays_and_is_said() -> None:
    text = f"By Jane Smith\n3/4/2022\n\n{BODY}"
    header = split_header(text)
    assert header.date == ""
    assert header.author == "Jane Smith"
    assert header.text == f"3/4/2022\n\n{BODY}"
    assert "3/4/2022" in header.doubts[0]
    assert restored(header) == text


def test_the_headline_stays_and_is_the_title() -> None:
    for text, rest in (
        (f"A Headline: Talks  Held\n\nBy Jane Smith\n\n2 Feb 2022\n\n{BODY}", f"A Headline: Talks  Held\n\n{BODY}"),
        (f"A Headline: Talks  Held\nBy Jane Smith\n2 Feb 2022\n{BODY}", f"A Headline: Talks  Held\n{BODY}"),
        (f"A Headline: Talks  Held\nBy Jane Smith\n\n2 Feb 2022\n\n{BODY}", f"A Headline: Talks  Held\n\n{BODY}"),
        (f"2 Feb 2022\n\nA Headline: Talks  Held\nBy Jane Smith\n\n{BODY}", f"A Headline: Talks  Held\n\n{BODY}"),
        (f"\n\n2 Feb 2022 By Jane Smith\n \n\nA Headline: Talks  Held\n\n{BODY}", f"A Headline: Talks  Held\n\n{BODY}"),
    ):
        header = split_header(text)
        assert header.title == "A Headline: Talks Held"
        assert (header.author, header.date) == ("Jane Smith", "2022-02-02")
        assert header.text == rest
        assert restored(header) == text


def test_a_headline_without_header_lines_changes_nothing() -> None:
    header = split_header(f"Talks held\n\n{BODY}")
    assert (header.title, header.text, header.removals) == ("Talks held", f"Talks held\n\n{BODY}", ())
    assert split_header(f"{'Long line ' * 12}\n{BODY}").title.endswith("…")


@pytest.mark.parametrize(
    "text",
    [
        "By Jane Smith\n",
        "By Jane Smith\n\n2 February 2022",
        "1 May 2020\n2 May 2020\n3 May 2020\n\nThe end.",
        "By Jane Smith\nBy John Roe\n\nThe end.",
        f"{BODY}By Jane Smith\n\nThe end.",
        "\n" * 50 + f"By Jane Smith\n\n{BODY}",
        "",
        "\n \n",
    ],
)
def test_what_is_no_header_stays_whole(text: str) -> None:
    header = split_header(text)
    assert header.text == text
    assert (header.author, header.date, header.removals) == ("", "", ())


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("", ""),
        ("\n  One  two\nthree", "One two"),
        ("word " * 20, "word " * 11 + "word…"),
        ("w" * 61, "w" * 59 + "…"),
        ("w" * 60 + "\nmore", "w" * 60),
        ("aaaa " * 10 + "bbbb, cccccccc", "aaaa " * 10 + "bbbb…"),
        ("e\u0301" * 40, "e\u0301" * 29 + "…"),
    ],
)
def test_without_a_headline_the_first_words_are_the_title(text: str, title: str) -> None:
    assert first_words(text) == title
    assert len(title) <= TITLE_LENGTH


def test_a_hostile_line_costs_no_time() -> None:
    for line in ("By " + "Aa " * 50, "By " + "Aa Bb, " * 20, "Source: " + "Aa." * 50, "By Aa Bb," + " aa" * 48):
        split_header(f"{line}\n\n{BODY}")


PIECES = st.sampled_from(
    ["\n", "\n\n", " ", "By ", "Jane Smith", "and", ", ", "2022-02-02", "3/4/2022", "Feb. 2, 2022", "date ", "Date: ",
     "Source: ", "Trend", "10:15 GMT", "|", "Talks held", "The end.", "\t", "😀", "e\u0301"]
)  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=5), max_size=30).map("".join))
@example("\n2022-02-02\n\n\nTalks held\n \nBy Jane Smith\n \n\nThe end.")
def test_what_was_removed_can_always_be_put_back(text: str) -> None:
    header = split_header(text)
    assert restored(header) == text
    assert len(header.text) + sum(len(removal.text) for removal in header.removals) == len(text)
    for removal in header.removals:
        assert text[removal.offset :].startswith(removal.text)
    assert len(first_words(header.text)) <= TITLE_LENGTH


def test_the_real_article(shared_data: Path) -> None:
    text = (shared_data / "articles" / "000_7a30dd7b43853d17.txt").read_text(encoding="utf-8")
    header = split_header(text)
    assert (header.date, header.author) == ("2022-02-02", "Vugar Khalilov")
    assert header.title == "Azerbaijani Defence Minister Zakir Hasanov and his Turkish…"
    assert header.text.startswith("Azerbaijani Defence Minister")
    assert "Khalilov" not in header.text
    assert "2022-02-02" not in header.text
    assert restored(header) == text


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("", ""),
        ("  ", ""),
        ("2022", "2022"),
        ("2022-02", "2022-02"),
        ("Feb. 2022", "2022-02"),
        ("2022-02-28", "2022-02-28"),
        (" 28  February 2022 ", "2022-02-28"),
        ("28/2/2022", "2022-02-28"),
        ("2022-02-02T10:00+01:00", "2022-02-02T10:00+01:00"),
        ("2 Feb 2022 3 pm", None),
        ("2 Feb 2022 10:00 EST", None),
        ("2022-02-30", None),
        ("2022-13", None),
        ("0000", None),
        ("3/4/2022", None),
        ("spring", None),
        ("2 Feb 2022 or so", None),
    ],
)
def test_a_typed_date_is_taken_strictly(typed, iso):
    if iso is None:
        with pytest.raises(EditError, match=typed.split("/")[0]):
            parse_date(typed)
    else:
        assert parse_date(typed) == iso


def test_a_line_that_is_kept_stays_and_says_nothing() -> None:
    text = f"Talks held\n\nBy Jane Smith\n2 February 2022\n\n{BODY}"
    header = split_header(text, keep=[0])
    assert (header.author, header.date) == ("", "2022-02-02")
    assert header.text == f"Talks held\n\nBy Jane Smith\n\n{BODY}"
    assert restored(header) == text
    untouched = split_header(text, keep=[0, 1])
    assert (untouched.text, untouched.removals, untouched.title) == (text, (), "Talks held")


def test_a_header_line_is_told_from_the_blank_ones_beside_it() -> None:
    removals = split_header(f"By Jane Smith, 2 May 2020\n\n{BODY}").removals
    assert [is_header_line(removal) for removal in removals] == [True, False]
