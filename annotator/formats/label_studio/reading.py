"""A task of Label Studio's becomes a document. FormatErrors say what is wrong; the caller adds file and line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from annotator.errors import FormatError
from annotator.formats.label_studio.fields import OFFSETS, TEXT, Row
from annotator.formats.label_studio.hypertext import text_content
from annotator.formats.label_studio.results import Draft, add_result
from annotator.metadata import take_fields
from annotator.model import (
    AnnotatedDocument,
    Document,
    DocumentLabel,
    Note,
    Origin,
    Progress,
    Relation,
    Span,
    Status,
    reading_order,
)
from annotator.offsets import Unit
from annotator.quotes import Located, located
from annotator.report import Outcome, Report

ANNOTATION_KEYS = ("annotations", "completions")
FROM_HTML = "The text was taken out of HTML: what stands between its tags."
CONVERSATION = (
    "The task is a conversation, a list of turns (Paragraphs), which is not read. Give it one text, or leave it out."
)
ALIKE = str.maketrans(dict.fromkeys("\n\r\t\u00a0\u2028\u2029", " "))


@dataclass(slots=True)
class TaskReader:
    """Reads tasks one by one. `told` counts what is said once, at the end of the file."""

    report: Report
    text_key: str
    predictions: bool
    told: dict[str, int] = field(default_factory=dict)

    def document(self, task: Row, number: int) -> AnnotatedDocument:
        """Return the document in a task, which is used up. `number` is its id."""
        data, annotations = self._taken_apart(task)
        drafts = [self._draft(place, annotation) for place, annotation in annotations]
        text, is_html = self._text(data, drafts)
        if "id" not in data and type(task.get("id")) is int:
            data["id"] = task["id"]
        meta = task.get("meta")
        unit = _unit(meta)
        if isinstance(meta, dict) and meta and unit is None:
            data.setdefault("meta", meta)
        title, author, date, source, url = take_fields(data)
        origin = Origin(changes=(FROM_HTML,)) if is_html else None
        document = Document(number, text, title, author, date, source, url, data, origin)
        return self._annotated(document, drafts, unit)

    def _taken_apart(self, task: Row) -> tuple[Row, list[tuple[str, Row]]]:
        """Return the data, and the annotations each with its place for a message."""
        data = task.get("data")
        if not isinstance(data, dict):
            raise FormatError("“data” must be an object, which holds the text.")
        found: list[tuple[str, Row]] = []
        for key in ANNOTATION_KEYS:
            found += _objects(task.get(key), key)
        guesses = _objects(task.get("predictions"), "predictions")
        if self.predictions:
            found += [(place, _as_annotation(guess)) for place, guess in guesses]
        else:
            self._tell("predictions", sum(1 for _, guess in guesses if guess.get("result")))
        drafts = task.get("drafts")
        self._tell("drafts", len(drafts) if isinstance(drafts, list) else 0)
        return dict(data), found

    def _draft(self, place: str, annotation: Row) -> Draft:
        draft = Draft(place, _annotator(annotation), annotation.get("was_cancelled") is True)
        self._tell("cancelled", draft.cancelled)
        for number, result in enumerate(_list(annotation.get("result"), f"{place}: “result”"), 1):
            try:
                passed_over = add_result(draft, result)
            except FormatError as error:
                raise FormatError(f"{place}, result {number}: {error.reason}") from error
            if passed_over:
                self._tell(passed_over, 1)
        if draft.attributes:
            homeless = draft.attributes.keys() - {region.id for region in draft.regions}
            self._tell("homeless", sum(len(draft.attributes[id_]) for id_ in homeless))
        return draft

    def _text(self, data: Row, drafts: Sequence[Draft]) -> tuple[str, bool]:
        """Take the text out of the data; whether it was HTML."""
        key = self.text_key or _text_key(data, drafts)
        text = data.get(key)
        if not isinstance(text, str):
            if any(map(_is_conversation, data.values())):
                raise FormatError(CONVERSATION)
            texts = ", ".join(name for name, content in data.items() if isinstance(content, str))
            have = f"texts are under {texts}. Name the one to read with the option text=KEY" if texts else "it has none"
            raise FormatError(f"The task has no text under the key “{key}” of its data; {have}.")
        is_html = any(draft.html for draft in drafts)
        del data[key]
        if is_html:
            data.setdefault("html", text)
            text = text_content(text)
        return text, is_html

    def _annotated(self, document: Document, drafts: Sequence[Draft], unit: Unit | None) -> AnnotatedDocument:
        regions = [region for draft in drafts for region in draft.regions]
        quotations = [(region.start, region.end, region.quote) for region in regions]
        found = located(document.text, quotations, alike=_alike, unit=unit)
        self._report_repairs(document, found)
        places = iter(found.places)
        spans: list[Span] = []
        relations: list[Relation] = []
        for draft in drafts:
            ids: dict[str, int] = {}
            for region in draft.regions:
                place = next(places)
                if place is None:
                    raise FormatError(
                        f"{draft.place}, result {region.number}: {region.start} to {region.end} is not inside the "
                        f"text, which has {len(document.text)} characters. Correct the offsets."
                    )
                for label in region.labels:
                    number = len(spans) + 1
                    ids.setdefault(region.id, number)
                    attributes = draft.attributes.get(region.id, {}) if draft.attributes else {}
                    spans.append(
                        Span(number, document.id, label, draft.annotator, *place, (),
                             tuple(sorted(attributes.items())), draft.notes_on.get(region.id, ""))
                    )  # fmt: skip
            relations += _relations(draft, ids, document.id, len(relations))
        return _with_the_rest(document, spans, relations, drafts)

    def _report_repairs(self, document: Document, found: Located) -> None:
        name = document.title or f"task {document.id}"
        for number, message in found.repairs:
            place = found.places[number] if number is not None else None
            start, end = place or (None, None)
            self.report.add(Outcome.REPAIRED, message, document=name, start=start, end=end)

    def _tell(self, what: str, number: int) -> None:
        if number:
            self.told[what] = self.told.get(what, 0) + number


def _with_the_rest(
    document: Document, spans: list[Span], relations: list[Relation], drafts: Sequence[Draft]
) -> AnnotatedDocument:
    labels = [(label, draft.annotator) for draft in drafts for label in draft.labels]
    notes = [(draft.annotator, note) for draft in drafts for note in draft.notes]
    skipped = [draft.annotator for draft in drafts if draft.cancelled]
    number = document.id
    return AnnotatedDocument(
        document,
        tuple(sorted(spans, key=reading_order)),
        tuple(relations),
        tuple(DocumentLabel(at, number, label, who) for at, (label, who) in enumerate(dict.fromkeys(labels), 1)),
        tuple(Note(at, number, who, text) for at, (who, text) in enumerate(notes, 1)),
        tuple(Progress(at, number, who, Status.SKIPPED) for at, who in enumerate(dict.fromkeys(skipped), 1)),
    )


def _relations(draft: Draft, ids: dict[str, int], document: int, before: int) -> Iterator[Relation]:
    number = before
    for link in draft.links:
        for end in (link.source, link.target):
            if end not in ids:
                raise FormatError(
                    f"{draft.place}, result {link.number}: the relation names “{end[:40]}”, which is no labelled "
                    "region of the annotation. Remove the relation."
                )
        for label in link.labels:
            number += 1
            yield Relation(
                number, document, label, draft.annotator, ids[link.source], ids[link.target], link.attributes, link.note
            )


def _annotator(annotation: Row) -> str:
    """Return the name: ours, else who completed it: an object with address and name, or a number."""
    who = annotation.get("annotator", annotation.get("completed_by"))
    if isinstance(who, dict):
        names = [who.get(key) for key in ("first_name", "last_name")]
        full = " ".join(name for name in names if isinstance(name, str) and name)
        who = who.get("email") or full or who.get("id")
    if type(who) is int:
        return f"user {who}"
    return who if isinstance(who, str) else ""


def _as_annotation(guess: Row) -> Row:
    version = guess.get("model_version")
    return {
        "annotator": version if isinstance(version, str) and version else "prediction",
        "result": guess.get("result"),
    }


def _text_key(data: Row, drafts: Sequence[Draft]) -> str:
    """Return the key of the text: “text”, else the only one whose content has what the regions quote."""
    if isinstance(data.get(TEXT), str):
        return TEXT
    quotes = [region.quote for draft in drafts for region in draft.regions if region.quote]
    fitting = [
        key
        for key, content in data.items()
        if isinstance(content, str) and quotes and all(quote in content for quote in quotes)
    ]
    return fitting[0] if len(fitting) == 1 else TEXT


def _unit(meta: object) -> Unit | None:
    """Return what the offsets count, if we wrote that."""
    if isinstance(meta, dict) and meta.get(OFFSETS) in list(Unit):
        return Unit(str(meta[OFFSETS]))
    return None


def _list(content: object, what: str) -> list[Any]:
    if content is None:
        return []
    if isinstance(content, list):
        return content
    raise FormatError(f"{what} must be a list.")


def _objects(content: object, key: str) -> list[tuple[str, Row]]:
    found = []
    for number, item in enumerate(_list(content, f"“{key}”"), 1):
        place = f"“{key}”, number {number}"
        if not isinstance(item, dict):
            raise FormatError(f"{place}: it must be an object.")
        found.append((place, item))
    return found


def _alike(text: str) -> str:
    return text.translate(ALIKE)


def _is_conversation(content: object) -> bool:
    """Return whether this is the data of Label Studio's Paragraphs: a list of turns, each an object with its text."""
    if not isinstance(content, list) or not content:
        return False
    return all(isinstance(turn, dict) and isinstance(turn.get("text"), str) for turn in content)
