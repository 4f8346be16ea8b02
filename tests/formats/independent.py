"""What a dataset of another program holds, counted by plain code that shares nothing with our readers."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET


@dataclass
class Counted:
    """How much of everything; `labels` are those of spans, `scheme` how many labels a file lists."""

    documents: int = 0
    spans: int = 0
    relations: int = 0
    attributes: int = 0
    document_labels: int = 0
    labels: set[str] = field(default_factory=set)
    scheme: int = 0

    def add_spans(self, labels: Iterable[str]) -> None:
        """Count a span for each label."""
        found = list(labels)
        self.spans += len(found)
        self.labels |= set(found)


INVALID = None
"""For a file that holds what its format has no room for, or no text."""


def counted(path: Path) -> Counted | None:
    """Count what a file holds. Raises LookupError for a kind of file that nothing here can count."""
    return _counter(path)(path)


def _counter(path: Path) -> Callable[[Path], Counted | None]:
    folder, suffix = path.parts[path.parts.index("fixtures") + 1], path.suffix
    if suffix in {".ann", ".a1"} or (suffix == ".txt" and path.with_suffix(".ann").exists()):
        return _brat
    kinds: dict[tuple[str, str], Callable[[Path], Counted | None]] = {
        ("webanno-tsv", ".tsv"): _webanno,
        ("pubannotation", ".json"): _pubannotation,
        ("bioc", ".xml"): _bioc_xml,
        ("bioc", ".json"): _bioc_json,
        ("prodigy", ".jsonl"): _prodigy,
        ("doccano", ".jsonl"): _doccano,
        ("doccano", ".json"): _doccano_labels,
        ("doccano", ".csv"): _table,
        ("doccano", ".txt"): lambda _: Counted(1),
        ("label-studio", ".json"): _label_studio,
        ("label-studio", ".xml"): _label_config,
        ("label-studio", ".csv"): _table,
    }
    if (folder, suffix) in kinds:
        return kinds[folder, suffix]
    if suffix == ".conll":
        return _conll
    if suffix == ".conllu":
        return _conllu
    if suffix == ".conf":
        return lambda _: INVALID  # It is read with the texts beside it.
    raise LookupError(f"Nothing here can count what {path.name} in {folder} holds: add it.")


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


# --- brat


def _brat(path: Path) -> Counted:
    found = Counted(1)
    lines = [line.split("\t") for line in _lines(path.with_suffix(".ann")) if line]
    found.add_spans(line[1].split()[0] for line in lines if line[0][0] == "T")
    events = [line[1].split() for line in lines if line[0][0] == "E"]
    triggers = [event[0].split(":")[1] for event in events]
    labels = {line[0]: line[1].split()[0] for line in lines}
    # Events that share a trigger have a span each.
    found.add_spans(labels[trigger] for at, trigger in enumerate(triggers) if trigger in triggers[:at])
    found.relations = sum(len(event) - 1 for event in events) + sum(line[0][0] == "R" for line in lines)
    found.relations += sum(len(line[1].split()) - 2 for line in lines if line[0][0] == "*")
    found.attributes = len({tuple(line[1].split()[:2]) for line in lines if line[0][0] in "AMN"})
    found.attributes += sum(line[0][0] == "N" and len(line) > 2 for line in lines)  # What the entry is called.
    return found


# --- words


def _conll(path: Path) -> Counted | None:
    found, before, any_word = Counted(), "O", False
    for line in _lines(path):
        cells = line.split()
        if not cells or line.startswith("-DOCSTART-"):
            found.documents += line.startswith("-DOCSTART-")
            before = "O"
            continue
        tag = cells[-1]
        if not re.fullmatch(r"O|[BI]-.+", tag):
            return INVALID
        any_word = True
        if tag != "O" and (tag[0] == "B" or before[2:] != tag[2:]):
            found.add_spans([tag[2:]])
        before = tag
    found.documents = found.documents or int(any_word)
    return found


def _conllu(path: Path) -> Counted:
    lines = _lines(path)
    found = Counted(max(sum(line.startswith("# newdoc") for line in lines), 1))
    for line in lines:
        tag = re.search(r"\b(?:NER|NE|Entity)=B-([^|\s]+)", line)
        found.add_spans([tag[1]] if tag and not line.startswith("#") else [])
    return found


def _webanno(path: Path) -> Counted:
    """Count what has a number of its own, as spans of several tokens have, once, and everything else by itself."""
    lines = _lines(path)
    layers = [re.match(r"#T_(SP|RL|CH)=([^|]*)\|?(.*)", line) for line in lines]
    found, column = Counted(1), 3
    rows = [line.split("\t") for line in lines if re.match(r"\d", line)]
    for layer in filter(None, layers):
        features = layer[3].split("|") if layer[3] else [""]
        names: set[object] = set()
        for at, row in enumerate(rows):
            cells = [re.split(r"(?<!\\)\|", cell) for cell in row[column : column + len(features)]]
            for number, parts in enumerate(zip(*cells, strict=False)):
                if parts[0] == "_" or (layer[1] == "RL" and parts[-1] == "_"):
                    continue
                own = re.search(r"(?<!\\)\[(\d+)]$", parts[0])
                names.add(own[1] if own and layer[1] == "SP" else (at, number))
            for feature, cell in zip(features, row[column:], strict=False):
                if feature.startswith("ROLE_") and cell not in {"_", "*"}:
                    found.relations += cell.count(";") + 1
        column += len(features)
        if layer[1] == "RL":
            found.relations += len(names)
        elif layer[1] == "SP":
            found.spans += len(names)
        elif layer[1] == "CH":
            places = {*re.findall(r"->(\d+)-(\d+)", "\n".join("\t".join(row) for row in rows))}
            found.spans += len(places)
            found.relations += len(places) - len({chain for chain, _ in places})
    return found


# --- JSON


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in _lines(path) if line.strip()]


def _doccano(path: Path) -> Counted | None:
    rows = _rows(path)
    if not all(isinstance(row.get("text"), str) for row in rows):
        return INVALID
    found = Counted(len(rows))
    for row in rows:
        for one in [*row.get("label", []), *row.get("entities", [])]:
            found.add_spans([one["label"] if isinstance(one, dict) else one[2]])
        found.relations += len(row.get("relations", []))
        found.document_labels += len(row.get("cats", []))
    return found


def _doccano_labels(path: Path) -> Counted | None:
    names = [row["text"] for row in json.loads(path.read_text(encoding="utf-8"))]
    return Counted(scheme=len(names)) if len(set(names)) == len(names) else INVALID


def _label_config(path: Path) -> Counted:
    return Counted(scheme=sum(1 for _ in ET.parse(path).getroot().iter("Label")))


def _label_studio(path: Path) -> Counted | None:
    tasks = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(tasks, list):
        return INVALID
    found = Counted(len(tasks))
    for task in tasks:
        if not isinstance(task.get("data", task).get("text"), str):
            return INVALID
        for annotation in task.get("annotations", []):
            for result in annotation["result"]:
                said, kind = result["value"], result["type"]
                if kind == "labels":
                    found.add_spans(said["labels"])
                elif kind == "choices" and "start" not in said:
                    found.document_labels += len(said["choices"])
    return found


def _prodigy(path: Path) -> Counted | None:
    rows = _rows(path)
    if not all("text" in row for row in rows):
        return INVALID
    found = Counted(len(rows))
    for row in rows:
        found.add_spans(span["label"] for span in row.get("spans", []) if row.get("answer", "accept") == "accept")
    return found


def _pubannotation(path: Path) -> Counted | None:
    row = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        return INVALID
    found = Counted(1)
    for track in [row, *row.get("tracks", [])]:
        for one in [*track.get("denotations", []), *track.get("blocks", [])]:
            begin, end = one["span"]["begin"], one["span"]["end"]
            if type(begin) is not int or type(end) is not int or not 0 <= begin <= end <= len(row["text"]):
                return INVALID
            found.add_spans([one["obj"] or "unlabelled"])
        found.relations += len(track.get("relations", []))
        found.attributes += len({(one["subj"], one["pred"]) for one in track.get("attributes", [])})
    return found


# --- BioC

PLAIN = ("", "source", "target")
"""Roles that say no more than which end of a relation is which."""


def _bioc_xml(path: Path) -> Counted:
    root = ET.parse(path).getroot()
    annotations = list(root.iter("annotation"))
    pairs = [one for one in root.iter("relation") if len(one.findall("node")) == 2]
    found = Counted(len(root.findall("document")), relations=len(pairs))
    for one in annotations:
        kinds = [infon.text or "" for infon in one.findall("infon") if infon.get("key") == "type"]
        found.add_spans(kinds or ["annotation"])
    infons = [infon.get("key") for one in [*annotations, *pairs] for infon in one.findall("infon")]
    roles = [node for one in pairs for node in one.findall("node") if node.get("role") not in {None, *PLAIN}]
    found.attributes = sum(key != "type" for key in infons) + len(roles)
    return found


def _bioc_json(path: Path) -> Counted:
    documents = json.loads(path.read_text(encoding="utf-8"))["documents"]
    parts = [part for one in documents for part in _parts(one)]
    annotations = [one for part in parts for one in part.get("annotations", [])]
    pairs = [one for part in parts for one in part.get("relations", []) if len(one["nodes"]) == 2]
    found = Counted(len(documents), relations=len(pairs))
    found.add_spans(one["infons"].get("type", "annotation") for one in annotations)
    roles = [node for one in pairs for node in one["nodes"] if node["role"] not in PLAIN]
    found.attributes = sum(key != "type" for one in [*annotations, *pairs] for key in one["infons"]) + len(roles)
    return found


def _parts(document: dict[str, Any]) -> Iterable[dict[str, Any]]:
    yield document
    for passage in document.get("passages", []):
        yield passage
        yield from passage.get("sentences", [])


# --- tables


def _table(path: Path) -> Counted | None:
    content = path.read_bytes()
    text = content.decode("utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8")
    delimiter = "\t" if "\t" in text.splitlines()[0] else ","
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))
    if "text" not in rows[0]:
        return INVALID
    return Counted(len(rows), document_labels=sum(bool(row.get("label")) for row in rows))
