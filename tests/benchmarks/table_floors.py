"""Tables, and what is for people to read."""

import csv
from collections.abc import Callable, Iterator
from html import escape
from itertools import pairwise
from pathlib import Path

from annotator.model import AnnotatedDocument
from tests.benchmarks.floor_kinds import Documents, Floor, Found

HEADING = ("document", "text", "start", "end", "label", "quote")


def _cells(documents: Documents) -> Iterator[tuple[object, ...]]:
    for document in documents:
        number, text = document.document.id, document.text
        yield (number, text, "", "", "", "")
        for span in document.spans:
            yield (number, "", span.start, span.end, span.label, text[span.start : span.end])


def _write_csv(documents: Documents, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, HEADING)
        writer.writeheader()
        writer.writerows(dict(zip(HEADING, cells, strict=True)) for cells in _cells(documents))


def _read_csv(path: Path) -> Found:
    csv.field_size_limit(2**30)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    texts = [row["text"] for row in rows if row["text"]]
    spans = [(int(row["start"]), int(row["end"]), row["label"], row["quote"]) for row in rows if row["label"]]
    return len(texts), len(spans)


def _write_xlsx(documents: Documents, path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(HEADING)
    for row in _cells(documents):
        sheet.append(row)
    book.save(path)


def _read_xlsx(path: Path) -> Found:
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True)
    rows = book.worksheets[0].iter_rows(values_only=True)
    heading = next(rows)
    found = [dict(zip(heading, row, strict=False)) for row in rows]
    book.close()
    spans = [(int(row["start"]), int(row["end"]), row["label"]) for row in found if row.get("label")]
    return sum(1 for row in found if row.get("text")), len(spans)


def _in_text(document: AnnotatedDocument, tag: str, name: str) -> str:
    """Return the text with its spans as elements; those that overlap are cut at each border."""
    text, spans = document.text, document.spans
    borders = sorted({0, len(text), *(border for span in spans for border in (span.start, span.end))})
    parts = []
    for low, high in pairwise(borders):
        around = [span for span in spans if span.start <= low and high <= span.end]
        parts += [f'<{tag} id="{span.id}" {name}="{escape(span.label)}">' for span in around]
        parts += [escape(text[low:high]), f"</{tag}>" * len(around)]
    return "".join(parts)


def _parse_html(path: Path) -> None:
    from html.parser import HTMLParser

    parser = HTMLParser()
    with path.open(encoding="utf-8") as file:
        for line in file:
            parser.feed(line)
    parser.close()


def _parse_xml(path: Path) -> None:
    from xml.etree import ElementTree as ET

    for _, element in ET.iterparse(path):
        element.clear()


def _write_in_text(tag: str, name: str, parse: Callable[[Path], None]) -> Callable[[Documents, Path], None]:
    """Write, and parse what was written: these formats have no reader but that of their proof."""

    def write(documents: Documents, path: Path) -> None:
        with path.open("w", encoding="utf-8") as file:
            file.write("<articles>\n")
            for document in documents:
                file.write(f"<article>{_in_text(document, tag, name)}</article>\n")
            file.write("</articles>\n")
        parse(path)

    return write


FLOORS = {
    "html": Floor("plain Python and html.parser", _write_in_text("mark", "title", _parse_html), None),
    "inline-xml": Floor("plain Python and ElementTree", _write_in_text("span", "label", _parse_xml), None),
    "table": Floor("csv", _write_csv, _read_csv),
    "xlsx": Floor("openpyxl", _write_xlsx, _read_xlsx),
}
