"""GateNLP writes re3d and wikigold as bdoc JSON, and reads them as GATE XML: we read the same in both."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from annotator.formats import chosen_options, find_format
from annotator.model import AnnotatedDocument
from annotator.report import Report

GATE = find_format("gate")


def check(datasets: Mapping[str, Sequence[AnnotatedDocument]], folder: Path) -> Iterator[str]:
    """Yield what was found."""
    import gatenlp

    yield f"GateNLP {gatenlp.__version__}"
    for name, documents in datasets.items():
        for offsets in ("p", "j"):
            for document in documents:
                path = folder / f"{name}{document.document.id}{offsets}.bdocjs"
                written = gatenlp.Document(document.text)
                for span in document.spans:
                    written.annset().add(span.start, span.end, span.label)
                written.save(str(path), fmt="bdocjs", offset_type=offsets)
                _check_same(document.text, document.spans, path)
            yield f"{name}, bdoc JSON that it wrote, offsets {offsets}: {len(documents)} documents, the same places"
        for document in documents:
            path = folder / f"{name}{document.document.id}.xml"
            path.write_text(_xml(document), encoding="utf-8")
            loaded = gatenlp.Document.load(str(path), fmt="gatexml")
            _check_same(loaded.text, loaded.annset(), path)
        yield f"{name}, GATE XML: {len(documents)} documents, in which it reads the same places as we do"


def _check_same(text: str, spans, path: Path) -> None:
    (found,) = GATE.read(path, chosen_options(GATE, {}), Report()).documents
    assert found.text == text
    told = [(span.start, span.end, span.label if hasattr(span, "label") else span.type) for span in spans]
    assert sorted((span.start, span.end, span.label) for span in found.spans) == sorted(told)


def _xml(document: AnnotatedDocument) -> str:
    """The document as GATE writes it."""
    text = document.text
    borders = sorted({0, len(text), *(border for span in document.spans for border in (span.start, span.end))})
    parts = [
        f'<Node id="{start}"/>{escape(text[start:end])}'
        for start, end in zip(borders, [*borders[1:], None], strict=True)
    ]
    annotations = "".join(
        f'<Annotation Id="{span.id}" Type="{span.label}" StartNode="{span.start}" EndNode="{span.end}"></Annotation>'
        for span in document.spans
    )
    return (
        "<?xml version='1.0' encoding='utf-8'?>\n<GateDocument version=\"3\">\n<GateDocumentFeatures>\n"
        f"</GateDocumentFeatures>\n<TextWithNodes>{''.join(parts)}</TextWithNodes>\n"
        f"<AnnotationSet>{annotations}</AnnotationSet>\n</GateDocument>\n"
    )
