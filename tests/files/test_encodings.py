"""Likely encodings: an order for the eye, never a decision."""

import pytest

from annotator.files.encodings import ENCODINGS, as_text, likely_encodings, marked_encoding, telling_lines


def names(content: bytes) -> list[str]:
    return [encoding.name for encoding in likely_encodings(content)]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Министр обороны встретился с коллегой в Москве", "windows-1251"),
        ("Министр обороны встретился с коллегой в Москве", "koi8-r"),
        ("大臣は火曜日に東京で会談した。", "shift_jis"),
        ("Çiğdem şöyle dedi: İstanbul'da yağmur yağıyor. Köylüler öğleden sonra toplandı.", "windows-1254"),
        ("Without a mark", "utf-16-le"),
    ],
)
def test_the_likeliest_comes_first(text, encoding):
    assert names(text.encode(encoding))[0] == encoding


def test_what_cannot_be_is_not_offered():
    offered = names("Ağrı “Dağı”".encode("windows-1254"))
    assert "windows-1254" in offered
    assert "euc-jp" not in offered
    assert "iso-8859-9" not in offered, "its 0x93 is a control character"
    assert names(b"\x89PNG\n\n\0\0") == []


def test_short_turkish_text_can_be_chosen_though_detectors_fail_on_it():
    assert {"windows-1254", "iso-8859-9", "windows-1252"} <= set(names("ağ".encode("iso-8859-9")))


def test_every_encoding_is_one():
    for encoding in ENCODINGS:
        assert as_text("text".encode(encoding.name), encoding.name) == "text"
        assert encoding.languages


def test_the_mark_of_utf_32_is_not_taken_for_that_of_utf_16():
    assert marked_encoding("\ufeffa".encode("utf-32-le"))[1] == "utf-32-le"
    assert marked_encoding("\ufeffa".encode("utf-16-le"))[1] == "utf-16-le"
    assert marked_encoding(b"a") == (b"", "")


def test_judged_by_the_lines_that_differ():
    assert telling_lines(b"plain\n" * 9 + b"f\xfcnf\n" + b"plain\n") == b"f\xfcnf\n"
