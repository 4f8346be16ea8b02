import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.errors import FormatError
from annotator.formats import Format, find_format
from annotator.formats.inline import html_out, xml_out
from annotator.model import AnnotatedDocument, Document, DocumentLabel, Label, Note, Relation, Scheme, Span
from annotator.report import Report
from tests.re3d import re3d_documents
from tests.strategies import annotated_documents, schemes

XML, HTML = find_format("inline-xml"), find_format("html")
each_format = pytest.mark.parametrize("format_", [XML, HTML], ids=lambda format_: format_.name)
TEXT = "Zakir Hasanov met <Hulusi> Akar & \x07.\r\n"


def write(format_: Format, documents: list[AnnotatedDocument], path: Path, scheme: Scheme | None = None) -> str:
    path.unlink(missing_ok=True)
    format_.write(documents, scheme or Scheme(), path, {}, Report())
    return path.read_bytes().decode()


def document(*spans: Span, text: str = TEXT) -> AnnotatedDocument:
    return AnnotatedDocument(Document(1, text, "T <b>", "A & B", "2022-02-02"), spans)


@each_format
@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(documents=st.lists(annotated_documents(), max_size=2), scheme=schemes())
def test_whatever_is_written_passes_its_proof(
    format_: Format, tmp_path: Path, documents: list[AnnotatedDocument], scheme: Scheme
) -> None:
    written = write(format_, documents, tmp_path / "a", scheme)
    assert write(format_, documents, tmp_path / "a", scheme) == written
    if format_ is XML:
        assert len(ET.fromstring(written.encode()).findall("document")) == len(documents)


def test_spans_that_cross_are_cut_and_those_inside_nest(tmp_path: Path) -> None:
    spans = (
        Span(1, 1, "A", "", 0, 13),
        Span(2, 1, "B", "", 6, 17),
        Span(3, 1, "C", "", 6, 8),
        Span(4, 1, "D", "", 0, 0),
    )
    written = write(XML, [document(*spans, text="Zakir Hasanov met")], tmp_path / "a.xml")
    (text,) = re.findall("<text>(.*)</text>", written)
    assert text == (
        '<span id="4" label="D"></span><span id="1" label="A">Zakir <span id="2" label="B"><span id="3" label="C">Ha'
        '</span>sanov</span></span><span id="2" label="B"> met</span>'
    )


def test_the_xml_holds_all_there_is(tmp_path: Path) -> None:
    span = Span(1, 1, "PERSON", "Ayla", 0, 31, ((0, 5), (27, 31)), (("sure", True),), 'Who? "He"\n')
    one = AnnotatedDocument(
        Document(1, TEXT, "T <b>", metadata={"page": 3}), (span, Span(2, 1, "X\x07", "", 6, 13)),
        (Relation(3, 1, "of", "Ayla", 1, 2),), (DocumentLabel(4, 1, "news", "Ayla"),), (Note(5, 1, "", "Long <i>."),),
    )  # fmt: skip
    root = ET.fromstring(write(XML, [one], tmp_path / "a.xml").encode())
    found = root.find("document")
    assert found is not None
    assert (found.get("title"), found.findtext("metadata"), found.findtext("note")) == ("T <b>", "3", "Long <i>.")
    first = found.find("text/span")
    assert first is not None
    assert dict(first.attrib) == {
        "id": "1", "label": "PERSON", "annotator": "Ayla", "note": 'Who? "He"\n', "attributes": '{"sure":true}'
    }  # fmt: skip
    assert [element.get("code") for element in found.iter("character")] == ["7"]
    assert [element.get("label") for element in found.iter("relation")] == ["of"]


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.names |= {name for name, _ in attrs}


def test_nothing_in_an_article_becomes_html(tmp_path: Path) -> None:
    evil = "<script>alert(1)</script>\"><img src=x onerror=alert(1)>' onmouseover='x&lt;"
    one = AnnotatedDocument(
        Document(1, evil, evil, evil, "2022", evil, "javascript:alert(1)", {evil: evil}),
        (Span(1, 1, evil, evil, 0, 9, (), ((evil, evil),), evil), Span(2, 1, "B", "", 3, 12)),
        (Relation(3, 1, evil, "", 1, 2),), (DocumentLabel(4, 1, evil, ""),), (Note(5, 1, "", evil),),
    )  # fmt: skip
    scheme = Scheme((Label(1, "B", color="red;}</style><script>"),))
    tags = Tags()
    tags.feed(write(HTML, [one], tmp_path / "a.html", scheme))
    assert not {"script", "img", "a", "link", "iframe"} & set(tags.tags)
    assert tags.names <= {
        "charset",
        "http-equiv",
        "content",
        "name",
        "dir",
        "class",
        "data-id",
        "data-label",
        "title",
        "style",
    }


def test_the_page_marks_spans_in_their_colours(tmp_path: Path) -> None:
    scheme = Scheme((Label(1, "PERSON", color="#112233"),))
    written = write(
        HTML, [document(Span(1, 1, "PERSON", "Ayla", 0, 5), Span(2, 1, "X", "", 6, 13))], tmp_path / "a", scheme
    )
    assert '<h1 dir="auto">T &lt;b&gt;</h1>' in written
    assert 'title="PERSON · Ayla" style="background:#112233;color:#ffffff">Zakir</mark>' in written
    assert (
        'style="background:#b9a9f2;color:#000000">Hasanov</mark> met &lt;Hulusi&gt; Akar &amp; <span data-code="7">'
        in written
    )
    assert "default-src 'none'" in written


@pytest.mark.parametrize(
    ("format_", "module", "name"), [(XML, xml_out, "document_xml"), (HTML, html_out, "article_html")]
)
def test_what_does_not_read_back_is_not_written(
    format_: Format, module: object, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = getattr(module, name)
    monkeypatch.setattr(module, name, lambda *args: original(*args).replace("Hasanov", "Hasanow"))
    with pytest.raises(FormatError, match="failed its proof"):
        write(format_, [document(Span(1, 1, "X", "", 0, 5))], tmp_path / "a")


@each_format
def test_real_articles_pass_the_proof(format_: Format, shared_data: Path, tmp_path: Path) -> None:
    written = write(format_, list(re3d_documents(shared_data)), tmp_path / "a")
    assert written.count("<article>" if format_ is HTML else "<document ") == 45
