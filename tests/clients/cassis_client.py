"""dkpro-cassis loads our XMI with its type system, and our JSON."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from annotator.formats import chosen_options, find_format
from annotator.model import AnnotatedDocument, Scheme
from annotator.report import Report
from annotator.uima import NAMED_ENTITY, RELATION


def check(datasets: Mapping[str, Sequence[AnnotatedDocument]], folder: Path) -> Iterator[str]:
    """Yield what was found."""
    from importlib.metadata import version

    import cassis

    yield f"dkpro-cassis {version('dkpro-cassis')}"
    for name, documents in datasets.items():
        for format_name in ("xmi", "cas-json"):
            format_ = find_format(format_name)
            out = folder / f"{name}-{format_name}"
            format_.write(documents, Scheme(), out, chosen_options(format_, {}), Report())
            types = None
            if format_name == "xmi":
                with (out / "TypeSystem.xml").open("rb") as file:
                    types = cassis.load_typesystem(file)
            spans = relations = 0
            files = sorted(out.glob(f"*{format_.suffixes[0]}"))
            for document, path in zip(documents, files, strict=True):
                with path.open("rb") as file:
                    cas = cassis.load_cas_from_xmi(file, types) if types else cassis.load_cas_from_json(file)
                assert cas.sofa_string == document.text
                found = sorted((one.begin, one.end, one.value) for one in cas.select(NAMED_ENTITY))
                assert found == sorted((span.start, span.end, span.label) for span in document.spans)
                assert all(
                    one.get_covered_text() == document.text[one.begin : one.end] for one in cas.select(NAMED_ENTITY)
                )
                joined = sorted((one.Governor.begin, one.Dependent.begin, one.label) for one in cas.select(RELATION))
                starts = {span.id: span.start for span in document.spans}
                assert joined == sorted(
                    (starts[one.source], starts[one.target], one.label) for one in document.relations
                )
                spans += len(found)
                relations += len(joined)
            what = f"{len(files)} documents, {spans} spans, {relations} relations"
            yield f"{name}, {format_name}: {what}, the same places"
