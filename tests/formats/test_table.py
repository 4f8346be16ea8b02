"""Tables: other people's, in all their shapes, and ours."""

import csv
import io
import json
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from annotator.errors import EncodingUnknownError, FormatError
from annotator.formats import chosen_options, find_format, sniff_format
from annotator.model import AnnotatedDocument, Document, DocumentLabel, Note, Scheme, Span
from annotator.report import Outcome, Report
from tests.formats.test_conformance import HOSTILE, read_or_refused, sample, told

TABLE, XLSX = find_format("table"), find_format("xlsx")
TEXT = "Zakir Hasanov met Hulusi Akar in Ankara."
SPAN_HEADING = "text,start,end,label,quote\n"


def read(path, format_=TABLE, report=None, **options):
    reading = format_.read(path, chosen_options(format_, options), report or Report())
    return list(reading.documents)


@pytest.fixture
def table(tmp_path):
    def make(content, name="a.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return make


@pytest.fixture
def workbook(tmp_path):
    def make(*rows, name="a.xlsx"):
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.save(path := tmp_path / name)
        return path

    return make


def test_a_row_is_a_document_its_label_and_what_is_known_of_it(table):
    first, second = read(table("title,Text,label,date,page\nTalks,Akar met.,news,2022-02-02,3\n,Akar left.,,soon,\n"))
    assert (first.text, first.document.title, first.document.date) == ("Akar met.", "Talks", "2022-02-02")
    assert first.document.metadata == {"page": "3"}
    assert first.document_labels == (DocumentLabel(1, 1, "news", ""),)
    assert (second.document_labels, second.document.date, second.document.metadata) == ((), "", {"date": "soon"})


def test_columns_are_named_by_options(table):
    path = table("id;Haber;Konu;Sayfa\n7;Akar geldi.;siyaset|dış;4\n")
    (found,) = read(path, text="Haber", label="Konu", several="|", metadata="Sayfa")
    assert (found.text, found.document.metadata) == ("Akar geldi.", {"Sayfa": "4"})
    assert [label.label for label in found.document_labels] == ["siyaset", "dış"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({}, "Which column holds the text.*There are: a, b"),
        ({"text": "c"}, "No column is named c"),
        ({"text": "a", "label": "c"}, "No column is named c, as the option label says"),
        ({"text": "a", "metadata": "b, c"}, "No column of metadata is named c"),
    ],
)
def test_a_column_that_is_not_there_is_named(table, options, message):
    with pytest.raises(FormatError, match=message):
        read(table("a,b\n1,2\n"), **options)


def test_without_a_heading_columns_have_numbers(table):
    (found,) = read(table("Akar met.,news,x\n"), header="no", text="1", label="2")
    assert (found.text, found.document.metadata) == ("Akar met.", {"3": "x"})
    assert [label.label for label in found.document_labels] == ["news"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_delimiter_and_marked_encodings_are_found_out(table, delimiter, encoding):
    (found,) = read(table(f"id{delimiter}text\r\n1{delimiter}Ağrı, a; b\r\n".replace(
        "Ağrı, a; b", '"Ağrı, a; b"').encode(encoding)))  # fmt: skip
    assert found.text == "Ağrı, a; b"


def test_the_hint_of_excel_is_taken(table):
    assert read(table("sep=;\na,b;text\n1;Akar\n"))[0].document.metadata == {"a,b": "1"}


def test_another_encoding_is_asked_for(table):
    path = table("text,place\nAkar,Ağrı\n".encode("windows-1254"))
    with pytest.raises(EncodingUnknownError, match="encoding"):
        read(path)
    assert read(path, encoding="windows-1254")[0].document.metadata == {"place": "Ağrı"}


def test_columns_without_a_name_or_with_the_same_one_are_told_apart(table):
    assert read(table(",text,a,a\n0,Akar,1,2\n"))[0].document.metadata == {"column 1": "0", "a": "1", "a 2": "2"}


def test_lines_within_cells_and_blank_rows_do_not_confuse_the_count(table):
    path = table('text,start,end,label\n"a\nb\r\nc",0,1,X\n\n,9,12,X\n')
    with pytest.raises(FormatError, match="line 6: 9 to 12"):
        read(path)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('text\n"Akar\n', "line 2.*cells"),
        ('id,text\n1,"Akar" met\n', "line 2.*cells"),
        ("text,id\na,1\nb,2,3\n", "line 3.*3 cells, and the heading 2"),
        ("text\n", "no text in any row"),
        ("text,id\n,1\n", "no text in any row"),
        (SPAN_HEADING + "Akar,0,x,PER,\n", "line 2: The column end"),
        (SPAN_HEADING + "Akar,0,,PER,\n", "line 2: The column end"),
        (SPAN_HEADING + "Akar,3,2,PER,\n", "line 2.*before it starts"),
        (SPAN_HEADING + "Akar,0,2,,\n", "line 2.*no label"),
        (SPAN_HEADING + "Akar,0,5,PER,\n", "line 2: 0 to 5.*outside"),
        (SPAN_HEADING + "Akar,0,2,PER,xx\n", "line 2: The text reads “Ak”.*“xx”"),
        ("text,start,end,label,pieces\nAkar,0,4,PER,0-2;1-4\n", "line 2: The pieces must be"),
        ("text,start,end,label,attributes\nAkar,0,4,PER,sure\n", "line 2: The column attributes"),
        ('text,start,end,label,attributes\nAkar,0,4,PER,"{""a"":{}}"\n', "line 2: The attribute a"),
        ("document,text,start,end,label\n1,Akar,0,4,PER\n1,Hulusi,0,4,PER\n", "line 3: Document 1 has another text"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(table, content, message):
    with pytest.raises(FormatError, match=message):
        read(table(content))


def test_rows_without_text_are_passed_over_and_said(table):
    report = Report()
    assert len(read(table("text,id\na,1\n,2\nb,3\n"), report=report)) == 2
    assert [(notice.outcome, notice.line) for notice in report.notices] == [(Outcome.SKIPPED, 3)]


@pytest.mark.parametrize("repeated", [True, False])
def test_rows_of_spans_belong_to_the_text_above(table, repeated):
    again = TEXT if repeated else ""
    path = table(f"{SPAN_HEADING}{TEXT},0,13,PERSON,Zakir Hasanov\n{again},18,29,PERSON,\nAkar,,,,\n")
    first, second = read(path)
    assert [(span.start, span.end) for span in first.spans] == [(0, 13), (18, 29)]
    assert (second.text, second.spans) == ("Akar", ())


def test_offsets_in_other_units_are_found_out_by_the_quotes_and_reported(table):
    report = Report()
    (found,) = read(table(f"{SPAN_HEADING}😀 Akar met 😀 Hasanov,3,7,PER,Akar\n,15,22,PER,Hasanov\n"), report=report)
    assert [found.text[span.start : span.end] for span in found.spans] == ["Akar", "Hasanov"]
    assert [notice.line for notice in report.of(Outcome.REPAIRED)] == [2]


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+1",
        "-1",
        "@x",
        "\tx",
        "\rx",
        "\n=1",
        "＝1+1",
        "＠SUM(1)",
        "＋1",
        "－1",
        "'=1",
        "''+",
        "'tis",
        "it's",
        "'",
    ],
)
def test_formulas_are_escaped_and_come_back(tmp_path, cell):
    document = AnnotatedDocument(Document(1, cell, title=cell), (Span(1, 1, cell, cell, 0, 1),))
    path = tmp_path / "a.csv"
    TABLE.write([document], Scheme(), path, chosen_options(TABLE, {}), Report())
    rows = list(csv.reader(io.StringIO(path.read_bytes().decode(), newline="")))
    assert not [each for row in rows for each in row if each.startswith(tuple("=+-@\t\r\n＝＋－＠"))]
    (found,) = read(path)
    assert (found.text, found.document.title, found.spans[0].label) == (cell, cell, cell)


def test_a_heading_of_ones_own_is_written_and_read(tmp_path):
    path = tmp_path / "a.tsv"
    options = chosen_options(TABLE, {"text": "body", "label": "type"})
    document = AnnotatedDocument(Document(1, TEXT), (Span(1, 1, "PERSON", "", 0, 13),))
    TABLE.write([document], Scheme(), path, options, Report())
    assert "\tbody\tstart\tend\ttype\t" in path.read_text(encoding="utf-8").splitlines()[0]
    assert sniff_format(path).name == "table"
    assert told(read(path, text="body", label="type")[0], TABLE.carries) == told(document, TABLE.carries)


def test_two_columns_of_one_name_are_not_written(tmp_path):
    with pytest.raises(FormatError, match="Two columns would be named quote"):
        TABLE.write([], Scheme(), tmp_path / "a.csv", chosen_options(TABLE, {"text": "quote"}), Report())


@pytest.mark.parametrize("format_", [TABLE, XLSX], ids=lambda format_: format_.name)
def test_nothing_to_write_is_refused(tmp_path, format_):
    with pytest.raises(FormatError, match="no document"):
        format_.write([], Scheme(), tmp_path / "a", chosen_options(format_, {}), Report())


def test_a_note_without_a_word_and_a_date_that_is_none_are_said_to_be_lost():
    document = AnnotatedDocument(Document(1, "x", date="soon"), notes=(Note(1, 1, "", ""),))
    assert len(list(TABLE.losses(document, Scheme(), {}))) == 2


def test_a_wrong_type_in_any_cell_is_read_or_refused(tmp_path):
    rows = list(csv.reader(io.StringIO(sample(TABLE, tmp_path / "a.csv").decode(), newline="")))
    path = tmp_path / "b.csv"
    for at in range(len(rows[0])):
        for cell in HOSTILE[:24]:
            changed = [[*row[:at], str(cell).replace("\ud800", "\0"), *row[at + 1 :]] for row in rows[1:]]
            buffer = io.StringIO(newline="")
            csv.writer(buffer).writerows([rows[0], *changed])
            path.write_bytes(buffer.getvalue().encode())
            read_or_refused(TABLE, path)


# --- workbooks


def test_a_workbook_is_read_with_its_kinds_of_cells(workbook):
    path = workbook(
        ["title", "text", "label", "date", "page", "share", "read", "when"],
        ["Talks", "Akar met.", "news", date(2022, 2, 2), 3, 0.5, True, datetime.fromisoformat("2022-02-02T10:15")],
        [None, 7, 2022, None, None, None, None, None],
    )
    assert sniff_format(path).name == "xlsx"
    first, second = read(path, XLSX)
    assert (first.text, first.document.date) == ("Akar met.", "2022-02-02")
    assert first.document.metadata == {"page": 3, "share": 0.5, "read": True, "when": "2022-02-02T10:15:00"}
    assert (second.text, second.document_labels[0].label) == ("7", "2022")


def test_the_sheet_is_chosen_and_one_that_is_not_there_is_named(workbook, tmp_path):
    book = openpyxl.load_workbook(workbook(["nothing"]))
    book.create_sheet("Haber").append(["text"])
    book["Haber"].append(["Akar"])
    book.save(path := tmp_path / "two.xlsx")
    assert read(path, XLSX, sheet="Haber")[0].text == "Akar"
    with pytest.raises(FormatError, match=r"no sheet named Spor\. There are: Sheet, Haber"):
        read(path, XLSX, sheet="Spor")


def test_a_text_longer_than_a_cell_goes_on_below_and_comes_back(tmp_path):
    text = "😀a" * 40_000
    document = AnnotatedDocument(
        Document(1, text), (Span(1, 1, "LONG", "", 0, 60_000), Span(2, 1, "X", "", 79_999, 80_000))
    )
    XLSX.write([document], Scheme(), path := tmp_path / "a.xlsx", chosen_options(XLSX, {}), Report())
    assert told(read(path, XLSX)[0], XLSX.carries) == told(document, XLSX.carries)
    sheet = openpyxl.load_workbook(path).active
    assert max(len(str(cell).encode("utf-16-le")) // 2 for row in sheet.values for cell in row) <= 32_767


def test_another_cell_that_is_too_long_is_refused(tmp_path):
    document = AnnotatedDocument(Document(1, "x", title="a" * 40_000))
    with pytest.raises(FormatError, match="limit of a cell"):
        XLSX.write([document], Scheme(), tmp_path / "a.xlsx", chosen_options(XLSX, {}), Report())


def test_a_formula_is_a_text_in_a_workbook_of_ours(tmp_path):
    document = AnnotatedDocument(Document(1, "=1+1", title="_x0041_\r\x07"))
    XLSX.write([document], Scheme(), path := tmp_path / "a.xlsx", chosen_options(XLSX, {}), Report())
    cells = [cell for row in openpyxl.load_workbook(path).active.iter_rows() for cell in row if cell.value]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert told(read(path, XLSX)[0], XLSX.carries) == told(document, XLSX.carries)


def test_a_workbook_that_unpacks_to_more_than_it_should_is_refused(tmp_path, workbook, monkeypatch):
    monkeypatch.setattr("annotator.formats.table.workbook_check.SIZE_LIMIT", 100)
    with pytest.raises(FormatError, match="when unpacked"):
        read(workbook(["text"], ["Akar"]), XLSX)


def test_what_is_in_the_zip_file_is_no_matter_of_trust(tmp_path, workbook):
    path = workbook(["text"], ["Akar"])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name in parts:
        for content in (None, b"", b"<a/>", b"\0", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'):
            with zipfile.ZipFile(path, "w") as archive:
                for part, old in parts.items():
                    if part != name or content is not None:
                        archive.writestr(part, content if part == name else old)
            read_or_refused(XLSX, path)


def test_the_same_documents_give_the_same_bytes_at_another_time(tmp_path, monkeypatch):
    documents = [AnnotatedDocument(Document(1, TEXT), (Span(1, 1, "PERSON", "", 0, 13),))]
    paths = [tmp_path / "a.xlsx", tmp_path / "b.xlsx"]
    for path, now in zip(paths, (1e9, 1.5e9), strict=True):
        monkeypatch.setattr("time.time", lambda now=now: now)
        XLSX.write(documents, Scheme(), path, chosen_options(XLSX, {}), Report())
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_doccanos_own_table_in_utf_16_is_read(shared_data):
    path = shared_data / "fixtures" / "doccano" / "example.utf16.csv"
    rows = list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-16"), newline="")))
    found = read(path)
    assert [document.text for document in found] == [row["text"] for row in rows]
    assert sniff_format(path).name == "table"


def test_label_studios_own_table_is_read(shared_data):
    path = shared_data / "fixtures" / "label-studio" / "csv" / "csv_test2_result.csv"
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline=""), delimiter="\t"))
    column = next(iter(rows[0]))
    assert [document.text for document in read(path, text=column)] == [row[column] for row in rows if row[column]]


def test_label_studios_regions_in_a_cell_are_spans_in_the_unit_that_they_quote(tmp_path):
    path = tmp_path / "a.csv"
    regions = [{"start": 3, "end": 7, "text": "Akar", "labels": ["PER", "NAME"]}]
    other = [{"x": 1, "rectanglelabels": ["Car"]}]
    rows = [("text", "id", "label"), ("😀 Akar met", "7", json.dumps(regions)), ("Baku", "8", json.dumps(other))]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    first, second = read(path)
    found = [(first.text[span.start : span.end], span.label) for span in first.spans]
    assert found == [("Akar", "PER"), ("Akar", "NAME")]
    assert (second.spans, second.document_labels[0].label) == ((), json.dumps(other))


def test_columns_that_say_something_are_found_by_other_names_or_named(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("Headline,body,Published,who,page\nTalks,They met.,2022-02-02,Jane Smith,7\n", encoding="utf-8")
    format_ = find_format("table")
    (document,) = format_.read(path, chosen_options(format_, {"author": "who"}), Report()).documents
    known = document.document
    assert (known.text, known.title, known.date, known.author) == ("They met.", "Talks", "2022-02-02", "Jane Smith")
    assert known.metadata == {"page": "7"}
    with pytest.raises(FormatError, match="No column is named who else, as the option author says"):
        list(format_.read(path, chosen_options(format_, {"author": "who else"}), Report()).documents)
