"""pandas reads our CSV and our workbooks: the same cells, whose quotes stand where the offsets say."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from annotator.formats import chosen_options, find_format
from annotator.model import AnnotatedDocument, Scheme
from annotator.report import Report


def check(datasets: Mapping[str, Sequence[AnnotatedDocument]], folder: Path) -> Iterator[str]:
    """Yield what was found."""
    import pandas as pd

    yield f"pandas {pd.__version__}"
    for name, documents in datasets.items():
        tables = []
        for format_name, suffix, load in (("table", ".csv", pd.read_csv), ("xlsx", ".xlsx", pd.read_excel)):
            format_ = find_format(format_name)
            path = folder / f"{name}{suffix}"
            format_.write(documents, Scheme(), path, chosen_options(format_, {}), Report())
            tables.append(load(path, dtype=str, keep_default_na=False).to_dict("records"))
        for rows in tables:
            texts = {row["document"]: row["text"] for row in rows if row["text"]}
            spans = [row for row in rows if row["start"]]
            assert [texts[str(number)] for number in range(1, len(documents) + 1)] == [one.text for one in documents]
            assert all(
                texts[row["document"]][int(row["start"]) : int(row["end"])] == _plain(row["quote"]) for row in spans
            )
            assert len(spans) == sum(len(document.spans) for document in documents)
        yield f"{name}: {len(tables[0])} rows from CSV and from XLSX, each quote at its place"


def _plain(cell: str) -> str:
    """The cell without the apostrophe that keeps a spreadsheet from taking it for a formula."""
    return cell[1:] if cell[:1] == "'" and cell.lstrip("'")[:1] in "=+-@\t\r" else cell
