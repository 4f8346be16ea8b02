import gc
from pathlib import Path

import pytest

from annotator.errors import FormatError
from annotator.files.xml_elements import Element, root_children, xml_root


def file_of(tmp_path: Path, content: str | bytes) -> Path:
    path = tmp_path / "a.xml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_children_of_the_root_come_one_by_one_with_lines(tmp_path: Path) -> None:
    path = file_of(tmp_path, '<!DOCTYPE c SYSTEM "c.dtd">\n<c>\n<a b="1">x &amp; <i>y</i></a>\n<d/></c>')
    one, other = root_children(path, "c")
    assert (one.tag, one.attributes, one.line, one.text) == ("a", {"b": "1"}, 3, "x & ")
    assert (one.text_of("i"), one.text_of("j"), other.line) == ("y", "", 4)


def test_a_long_file_is_read_piece_by_piece(tmp_path: Path) -> None:
    path = file_of(tmp_path, "<c>" + "<a>ğ&#13;</a>" * 100_000 + "</c>")
    assert sum(len(element.text) for element in root_children(path, "c")) == 200_000


def test_encodings_that_the_file_names_are_read(tmp_path: Path) -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "iso-8859-9"):
        text = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?><a>ağ</a>'
        assert xml_root(file_of(tmp_path, text.encode(encoding))).text == "ağ"


@pytest.mark.parametrize(
    ("content", "part"),
    [
        ("", "empty"),
        ("<c><a>", "well-formed"),
        ("<c><a></c>", "line 1: This is not well-formed"),
        ("<b/>", "must be <c>, not <b>"),
        ('<!DOCTYPE c [<!ENTITY a "b">]><c/>', "declares the entity “a”"),
        ('<!DOCTYPE c [<!ENTITY a SYSTEM "file:///etc/passwd">]><c><a>&a;</a></c>', "declares the entity"),
        ('<!DOCTYPE c [<!ENTITY % a SYSTEM "file:///etc/passwd"> %a;]><c/>', "declares the entity"),
        ('<!DOCTYPE c SYSTEM "c.dtd"><c><a>x&eacute;</a></c>', "does not say what &eacute; stands for"),
        ("<c>" + "<a>" * 1000, "deeper"),
        ("<c><a>" + "x" * 1000 + "</a></c>", "longer"),
        ('<?xml version="1.0" encoding="wishful"?><c/>', "encoding"),
        ("<c>\0</c>", "well-formed"),
    ],
)
def test_what_is_wrong_or_hostile_is_refused(tmp_path: Path, content: str, part: str) -> None:
    with pytest.raises(FormatError, match=part) as caught:
        list(root_children(file_of(tmp_path, content), "c", limit=999))
    assert caught.value.path == tmp_path / "a.xml"


def test_a_file_that_was_read_is_let_go_without_the_collector(tmp_path: Path) -> None:
    path = file_of(tmp_path, "<a><b>c</b></a>")
    gc.collect()
    gc.disable()
    try:
        xml_root(path)
        assert not [one for one in gc.get_objects() if isinstance(one, Element)]
    finally:
        gc.enable()
