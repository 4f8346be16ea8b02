"""Standoff formats, by libraries of their own."""

from collections.abc import Callable, Iterator
from pathlib import Path

from tests.benchmarks.floor_kinds import Documents, Floor, Found, counted


def _bioc_collection(documents: Documents):
    import bioc

    collection = bioc.BioCCollection()
    for document in documents:
        passage = bioc.BioCPassage.of_text(document.text)
        for number, span in enumerate(document.spans):
            annotation = bioc.BioCAnnotation()
            annotation.id, annotation.text = f"T{number}", document.text[span.start : span.end]
            annotation.infons["type"] = span.label
            annotation.add_location(bioc.BioCLocation(span.start, span.end - span.start))
            passage.add_annotation(annotation)
        made = bioc.BioCDocument.of_passages(passage)
        made.id = str(document.document.id)
        collection.add_document(made)
    return collection


def _bioc_found(collection) -> Found:
    return counted(
        (passage.text, [(one.total_span.offset, one.total_span.end, one.infons["type"]) for one in passage.annotations])
        for document in collection.documents
        for passage in document.passages
    )


def _write_bioc_xml(documents: Documents, path: Path) -> None:
    from bioc import biocxml

    with path.open("w", encoding="utf-8") as file:
        biocxml.dump(_bioc_collection(documents), file)


def _read_bioc_xml(path: Path) -> Found:
    from bioc import biocxml

    with path.open("rb") as file:
        return _bioc_found(biocxml.load(file))


def _write_bioc_json(documents: Documents, path: Path) -> None:
    from bioc import biocjson

    with path.open("w", encoding="utf-8") as file:
        biocjson.dump(_bioc_collection(documents), file)


def _read_bioc_json(path: Path) -> Found:
    from bioc import biocjson

    with path.open(encoding="utf-8") as file:
        return _bioc_found(biocjson.load(file))


def _write_brat(documents: Documents, path: Path) -> None:
    from bioc import brat

    path.mkdir()
    for document in documents:
        made = brat.BratDocument()
        made.id, made.text = f"{document.document.id:06}", document.text
        for number, span in enumerate(document.spans, 1):
            entity = brat.BratEntity()
            entity.id, entity.type, entity.text = f"T{number}", span.label, document.text[span.start : span.end]
            entity.text = entity.text.replace("\n", " ")
            entity.add_span(span.start, span.end)
            made.add_annotation(entity)
        texts, annotations = path / f"{made.id}.txt", path / f"{made.id}.ann"
        with texts.open("w", encoding="utf-8") as text, annotations.open("w", encoding="utf-8") as lines:
            brat.dump(made, text, lines)


def _read_brat(path: Path) -> Found:
    from pybrat.parser import BratParser

    found = BratParser(error="ignore").parse(path)
    return counted(
        (one.text, [(entity.spans[0].start, entity.spans[-1].end, entity.type) for entity in one.entities])
        for one in found
    )


NAMED_ENTITY = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"


def _types():
    from cassis import TypeSystem

    types = TypeSystem()
    named = types.create_type(NAMED_ENTITY, "uima.tcas.Annotation")
    types.create_feature(named, "value", "uima.cas.String")
    return types, named


def _write_cas(suffix: str) -> Callable[[Documents, Path], None]:
    def write(documents: Documents, path: Path) -> None:
        from cassis import Cas

        types, named = _types()
        path.mkdir()
        for document in documents:
            cas = Cas(types)
            cas.sofa_string, cas.sofa_mime = document.text, "text/plain"
            cas.add_all([named(begin=span.start, end=span.end, value=span.label) for span in document.spans])
            out = path / f"{document.document.id}{suffix}"
            cas.to_xmi(out) if suffix == ".xmi" else cas.to_json(out)
        types.to_xml(path / "TypeSystem.xml")

    return write


def _read_cas(path: Path) -> Found:
    import cassis

    types = None
    if (path / "TypeSystem.xml").exists():
        with (path / "TypeSystem.xml").open("rb") as file:
            types = cassis.load_typesystem(file)

    def documents() -> Iterator[tuple[str, list[tuple[int, int, str]]]]:
        for each in sorted((*path.glob("*.xmi"), *path.glob("*.json"))):
            with each.open("rb") as file:
                cas = cassis.load_cas_from_xmi(file, types) if types else cassis.load_cas_from_json(file)
            yield cas.sofa_string, [(one.begin, one.end, one.value) for one in cas.select(NAMED_ENTITY)]

    return counted(documents())


def _write_gate(documents: Documents, path: Path) -> None:
    """GateNLP writes what both read: we write no GATE."""
    import gatenlp

    path.mkdir()
    for document in documents:
        made = gatenlp.Document(document.text)
        annotations = made.annset()
        for span in document.spans:
            annotations.add(span.start, span.end, span.label)
        made.save(str(path / f"{document.document.id:06}.bdocjs"), fmt="bdocjs")


def _read_gate(path: Path) -> Found:
    import gatenlp

    def documents() -> Iterator[tuple[str, list[tuple[int, int, str]]]]:
        for each in sorted(path.glob("*.bdocjs")):
            found = gatenlp.Document.load(str(each), fmt="bdocjs")
            yield found.text, [(one.start, one.end, one.type) for one in found.annset()]

    return counted(documents())


FLOORS = {
    "bioc-json": Floor("bioc", _write_bioc_json, _read_bioc_json),
    "bioc-xml": Floor("bioc", _write_bioc_xml, _read_bioc_xml),
    "brat": Floor("bioc; pybrat", _write_brat, _read_brat),
    "cas-json": Floor("cassis", _write_cas(".json"), _read_cas),
    "gate": Floor("GateNLP", _write_gate, _read_gate),
    "xmi": Floor("cassis", _write_cas(".xmi"), _read_cas),
}
