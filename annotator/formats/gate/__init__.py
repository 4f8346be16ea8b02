"""GATE's documents, as XML and as bdoc JSON. Only read. Specified in docs/gate.md."""

from collections.abc import Iterator
from pathlib import Path

from annotator.files import opened
from annotator.formats import Feature, Format, Option, Options, Reading, Way, register
from annotator.formats.gate import bdoc, gate_xml
from annotator.formats.gate.annotations import Chosen, annotated
from annotator.model import AnnotatedDocument, Scheme
from annotator.report import Report
from annotator.translation import mark

BEGINNING = 16 * 1024


class GateFormat(Format):
    """What GATE and GateNLP write."""

    name = "gate"
    title = mark("formats", "GATE XML and bdoc JSON")
    suffixes = (".xml", ".bdocjs", ".bdoc", ".json")
    carries = frozenset(
        {
            Feature.NESTED,
            Feature.OVERLAPPING,
            Feature.ZERO_LENGTH,
            Feature.RELATIONS,
            Feature.ATTRIBUTES,
            Feature.METADATA,
            Feature.ANNOTATORS,
            Feature.EXACT_TEXT,
            Feature.INSIDE_WORDS,
        }
    )
    options = (
        Option(
            "sets",
            mark(
                "formats",
                "The annotation sets that are read, with commas between; “default” has no name. Else "
                "all but the original markup",
            ),
            "",
            way=Way.READING,
        ),
        Option(
            "types",
            mark("formats", "The types that are read, with commas between; else all but those of words and sentences"),
            "",
            way=Way.READING,
        ),
    )

    def sniff(self, path: Path, head: bytes) -> float:
        """Look for the root of the XML, or for the keys of the JSON."""
        if b"<GateDocument" in head[:BEGINNING]:
            return 1.0
        is_json = head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")
        if is_json and b'"annotation_sets"' in head:
            return 1.0
        return 0.6 if is_json and path.suffix.lower() in {".bdocjs", ".bdoc"} else 0.0

    def read(self, path: Path, options: Options, report: Report) -> Reading:
        """Read a document. What of it is not read is named in `report`."""
        chosen = Chosen(_named(options["sets"]), _named(options["types"]))
        return Reading(Scheme(), _documents(path, chosen, report))


def _documents(path: Path, chosen: Chosen, report: Report) -> Iterator[AnnotatedDocument]:
    with opened(path) as file:
        is_json = file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")
    yield annotated((bdoc if is_json else gate_xml).read_document(path), path, chosen, report)


def _named(choice: str) -> frozenset[str]:
    return frozenset(name.strip() for name in choice.split(",") if name.strip())


register(GateFormat())
