"""bioc reads our BioC, as XML and as JSON, and our brat; pybrat reads our brat."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

from annotator.formats import chosen_options, find_format
from annotator.model import AnnotatedDocument
from annotator.report import Report
from tests.clients.given import scheme_of

PIECES = list[tuple[int, int]]


def check_bioc(datasets: Mapping[str, Sequence[AnnotatedDocument]], folder: Path) -> Iterator[str]:
    """Yield what was found: texts, places, labels, relations, and what its own validator says."""
    from importlib.metadata import version

    from bioc import biocjson, biocxml
    from bioc.validator import BioCValidator

    yield f"bioc {version('bioc')}"
    for name, given in datasets.items():
        documents = _without_blank_spans(given)
        for format_name, library in (("bioc-xml", biocxml), ("bioc-json", biocjson)):
            format_ = find_format(format_name)
            path = folder / f"{name}{format_.suffixes[0]}"
            format_.write(documents, scheme_of(documents), path, chosen_options(format_, {}), Report())
            with path.open("rb" if library is biocxml else "r") as file:
                collection = library.load(file)
            BioCValidator().validate(collection)
            for document, found in zip(documents, collection.documents, strict=True):
                _compare_bioc(document, found)
            yield f"{name}, {format_name}: {_counted(documents)}, the same; its validator finds nothing"
        yield f"{name}, brat: {_brat_by_bioc(name, documents, folder)}"


def _without_blank_spans(documents: Sequence[AnnotatedDocument]) -> list[AnnotatedDocument]:
    """The documents without the spans of blanks alone: both programs cut blanks off the ends of brat's lines."""
    kept = []
    for document in documents:
        spans = tuple(span for span in document.spans if document.text[span.start : span.end].strip())
        ids = {span.id for span in spans}
        relations = tuple(one for one in document.relations if {one.source, one.target} <= ids)
        kept.append(replace(document, spans=spans, relations=relations))
    return kept


def _compare_bioc(document: AnnotatedDocument, found) -> None:
    parts = list(chain.from_iterable([passage.annotations for passage in found.passages]))
    assert "".join(passage.text for passage in found.passages) == document.text
    places = {
        one.id: (sorted((at.offset, at.end) for at in one.locations), one.infons["type"])
        for one in [*found.annotations, *parts]
    }
    _same(places.values(), document)
    joined = [
        (one.infons["type"], *(places[node.refid] for node in one.nodes))
        for one in chain(found.relations, *(passage.relations for passage in found.passages))
    ]
    assert sorted(joined) == _links(document)


def _brat_by_bioc(name: str, documents: Sequence[AnnotatedDocument], folder: Path) -> str:
    from bioc import brat

    read = sorted(brat.listdir(_brat(name, documents, folder)), key=lambda one: one.id)
    for document, found in zip(documents, read, strict=True):
        assert found.text == document.text
        places = {one.id: (sorted((at.begin, at.end) for at in one.locations), one.type) for one in found.entities}
        _same(_joined_at_line_breaks(places.values(), document.text), document)
        assert len(found.relations) == len(document.relations)
    return f"{_counted(documents)}, the same"


def check_pybrat(datasets: Mapping[str, Sequence[AnnotatedDocument]], folder: Path) -> Iterator[str]:
    """Yield what was found."""
    from importlib.metadata import version

    from pybrat.parser import BratParser

    yield f"pybrat {version('pybrat')}"
    for name, given in datasets.items():
        documents = _without_blank_spans(given)
        examples = BratParser(error="ignore").parse(_brat(name, documents, folder))
        for document, found in zip(documents, examples, strict=True):
            assert found.text == document.text
            _same(_joined_at_line_breaks(map(_of_pybrat, found.entities), document.text), document)
            joined = [(one.type, _of_pybrat(one.arg1), _of_pybrat(one.arg2)) for one in found.relations]
            assert len(joined) == len(document.relations)
            assert {label for label, *_ in joined} == {one.label.replace(" ", "_") for one in document.relations}
        yield f"{name}: {_counted(documents)}, the same"


def _of_pybrat(entity) -> tuple[PIECES, str]:
    return sorted((span.start, span.end) for span in entity.spans), entity.type


def _brat(name: str, documents: Sequence[AnnotatedDocument], folder: Path) -> Path:
    format_, path = find_format("brat"), folder / f"{name}-brat"
    if not path.exists():
        format_.write(documents, scheme_of(documents), path, chosen_options(format_, {}), Report())
    return path


def _joined_at_line_breaks(places, text: str) -> Iterator[tuple[PIECES, str]]:
    """Yield the places with the pieces joined that only line breaks part: brat has no span across lines."""
    for pieces, label in places:
        whole: PIECES = []
        for start, end in pieces:
            if whole and not text[whole[-1][1] : start].strip():
                start = whole.pop()[0]
            whole.append((start, end))
        yield whole, label


def _same(places, document: AnnotatedDocument) -> None:
    assert sorted(places) == sorted((_pieces(span), span.label) for span in document.spans)


def _pieces(span) -> PIECES:
    return list(span.pieces) or [(span.start, span.end)]


def _links(document: AnnotatedDocument) -> list[tuple[object, ...]]:
    places = {span.id: (_pieces(span), span.label) for span in document.spans}
    return sorted((one.label, places[one.source], places[one.target]) for one in document.relations)


def _counted(documents: Sequence[AnnotatedDocument]) -> str:
    spans, relations = (
        sum(map(len, found)) for found in zip(*((d.spans, d.relations) for d in documents), strict=True)
    )
    return f"{len(documents)} documents, {spans} spans, {relations} relations"
