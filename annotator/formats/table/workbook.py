"""Tables as workbooks: XLSX, as Excel and LibreOffice write and read them (ECMA-376).

Written by hand, since it is a few lines of XML in a zip file: so the same rows give the same bytes. Read by openpyxl,
since what others write has many shapes.
"""

import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from annotator.errors import FormatError
from annotator.files import opened
from annotator.formats.table.reading import Line
from annotator.formats.table.workbook_check import check_workbook
from annotator.formats.table.writing import Row

CELL_LIMIT = 32_767
"""UTF-16 units in a cell, for Excel."""
TEXT_PART = 16_000
"""Code points of a text in one cell: fewer than the limit, whatever they are."""
ROW_LIMIT = 2**20

_NOT_XML = re.compile(r"[\0-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
"""What XML has no room for, or a reader would change, and what would look like its escape."""
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KIND}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
    '<sheets><sheet name="Spans" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
    "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font>'
    '</fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/>'
    '</fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
}
"""The parts that are the same in every workbook: one sheet, one style."""
_SHEET_HEAD = (
    f'<worksheet xmlns="{_MAIN}"><sheetViews><sheetView tabSelected="1" workbookViewId="0">'
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>'
)
"""The heading stays in view."""


def write_rows(rows: Iterable[Row], columns: Sequence[str], file: BinaryIO) -> None:
    """Write the rows below each other. Raises FormatError on a row or a cell too many."""
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in _PARTS.items():
            archive.writestr(_entry(name), _HEAD + content)
        with archive.open(_entry("xl/worksheets/sheet1.xml"), "w", force_zip64=True) as sheet:
            sheet.write((_HEAD + _SHEET_HEAD).encode())
            for number, row in enumerate(rows, 1):
                if number > ROW_LIMIT:
                    raise FormatError(f"A sheet has at most {ROW_LIMIT:,} rows. Export in parts, or as CSV.")
                cells = [_cell(f"{chr(65 + at)}{number}", row[name]) for at, name in enumerate(columns) if name in row]
                sheet.write(f'<row r="{number}">{"".join(cells)}</row>'.encode())
            sheet.write(b"</sheetData></worksheet>")


def _entry(name: str) -> zipfile.ZipInfo:
    """Return an entry of the zip file with the same time, and the same system, everywhere."""
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 0
    return entry


def _cell(place: str, content: str | int) -> str:
    if content == "":
        return ""
    if isinstance(content, int):
        return f'<c r="{place}"><v>{content}</v></c>'
    if len(content) > CELL_LIMIT // 2 and len(content.encode("utf-16-le")) // 2 > CELL_LIMIT:
        raise FormatError(
            f"“{content[:40]}…” has more than {CELL_LIMIT:,} characters, which is the limit of a cell. Export as CSV."
        )
    text = _NOT_XML.sub(lambda match: f"_x{ord(match[0]):04X}_", content)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def read_rows(path: Path, name: str) -> Iterator[Line]:
    """Yield the rows of the sheet of that name, else of the first one, that are not empty. Raises FormatError."""
    with opened(path) as file:
        try:
            yield from _rows(path, file, name)
        except (FormatError, OSError):
            raise
        except Exception as error:  # What a library meets in a broken file may be anything.
            raise FormatError(
                f"This is no workbook that can be read: {type(error).__name__}. Open it in a spreadsheet and save it "
                "as .xlsx or .csv.",
                path=path,
            ) from error


def _rows(path: Path, file: BinaryIO, name: str) -> Iterator[Line]:
    check_workbook(path, file)
    file.seek(0)
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # It warns of decoration that it does not know.
        book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
    try:
        sheet = _sheet(path, book.worksheets, name)
        sheet.reset_dimensions()  # What the file says of them may be wrong.
        for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
            if number > ROW_LIMIT:
                raise FormatError(f"A sheet has at most {ROW_LIMIT:,} rows. Save it as .csv.", path=path, line=number)
            if any(cell is not None for cell in cells):
                yield number, [_decoded(cell) if isinstance(cell, str) else cell for cell in cells]
    finally:
        book.close()


def _sheet(path: Path, sheets: Sequence[Any], name: str) -> Any:
    names = [sheet.title for sheet in sheets]
    if not sheets or (name and name not in names):
        missing = f"named {name}" if name else "in the workbook"
        raise FormatError(f"There is no sheet {missing}. There are: {', '.join(names) or 'none'}.", path=path)
    return sheets[names.index(name)] if name else sheets[0]


def _decoded(cell: str) -> str:
    return _ESCAPE.sub(_character, cell) if "_x" in cell else cell


def _character(match: re.Match[str]) -> str:
    number = int(match[1], 16)
    return match[0] if number == 0 or 0xD800 <= number <= 0xDFFF else chr(number)
