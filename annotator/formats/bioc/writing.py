"""A document becomes an article of BioC with one passage, and what it loses by that."""

import json
from collections.abc import Iterator
from dataclasses import replace

from annotator.formats import Feature, carried_by_feature, losses_by_feature
from annotator.formats.bioc.parts import Article, Infons, Link, Mention, Stretch
from annotator.formats.bioc.values import (
    ANNOTATOR,
    NOTE,
    PREFIX,
    RESERVED,
    ROLES,
    SOURCE,
    TARGET,
    TYPE,
    UNNAMED,
)
from annotator.metadata import flat, metadata_losses, read_back
from annotator.model import AnnotatedDocument, Attributes, AttributeValue, Relation, Span, quote
from annotator.pieces import pieces_of
from annotator.plain_values import Fits, attribute_text, is_number, text_of
from annotator.report import Notice, Outcome

FEATURES = frozenset(Feature) - {Feature.STATUS, Feature.SCHEME, Feature.IDS}


def article(annotated: AnnotatedDocument, number: int, fits: Fits) -> Article:
    """Return the article, the one of that number in the file."""
    known = flat(annotated.document, ())
    id_ = known.get("id")
    if isinstance(id_, str) and id_ and id_ == id_.strip() and fits(id_) and not UNNAMED.fullmatch(id_):
        del known["id"]
    else:
        id_ = f"document-{number}"
    infons: Infons = {attribute_text(key, fits): text_of(content, fits) for key, content in known.items()}
    ids = {span.id: f"T{at}" for at, span in enumerate(annotated.spans, 1)}
    mentions = [_mention(annotated.text, span, ids[span.id], fits) for span in annotated.spans]
    for at, label in enumerate(annotated.document_labels, 1):
        mentions.append(Mention(f"D{at}", _infons(label.label, label.annotator, "", (), fits), (), ""))
    for at, note in enumerate(annotated.notes, 1):
        said = _infons("", note.annotator, "", (), fits) | {NOTE: attribute_text(note.text, fits)}
        mentions.append(Mention(f"N{at}", said, (), ""))
    links = [_link(relation, ids, f"R{at}", fits) for at, relation in enumerate(annotated.relations, 1)]
    return Article(id_, infons, [Stretch(0, {}, annotated.text, [], mentions, links)])


def _mention(text: str, span: Span, id_: str, fits: Fits) -> Mention:
    places = tuple((start, end - start) for start, end in pieces_of(span))
    infons = _infons(span.label, span.annotator, span.note, span.attributes, fits)
    return Mention(id_, infons, places, quote(text, span))


def _link(relation: Relation, ids: dict[int, str], id_: str, fits: Fits) -> Link:
    named = dict(relation.attributes)
    roles = [_role(named, name) for name in ROLES]
    attributes = tuple(
        (name, content) for name, content in relation.attributes if not (name in ROLES and roles[ROLES.index(name)])
    )
    infons = _infons(relation.label, relation.annotator, relation.note, attributes, fits)
    ends = (ids[relation.source], roles[0] or SOURCE), (ids[relation.target], roles[1] or TARGET)
    return Link(id_, infons, ends)


def _role(attributes: dict[str, AttributeValue], name: str) -> str:
    """Return the role that an attribute tells, if it is one that is read back as such."""
    role = attributes.get(name)
    plain = isinstance(role, str) and role.isascii() and role.isprintable() and bool(role.strip())
    return role if isinstance(role, str) and plain and role.lower() not in {SOURCE, TARGET} else ""


def _infons(label: str, annotator: str, note: str, attributes: Attributes, fits: Fits) -> Infons:
    infons: Infons = {TYPE: attribute_text(label, fits)} if label else {}
    if annotator:
        infons[ANNOTATOR] = attribute_text(annotator, fits)
    if note:
        infons[NOTE] = attribute_text(note, fits)
    for name, content in attributes:
        key = PREFIX + name if name in RESERVED or name.startswith(PREFIX) else name
        infons[attribute_text(key, fits)] = attribute_text(content, fits)
    return infons


def carried(annotated: AnnotatedDocument) -> AnnotatedDocument:
    """Return the document as reading it back gives it, but for ids."""
    kept = carried_by_feature(annotated, FEATURES)
    if any(span.attributes for span in kept.spans):
        spans = tuple(replace(span, attributes=_as_texts(span.attributes)) for span in kept.spans)
        kept = replace(kept, spans=spans)
    relations = tuple(replace(one, attributes=_as_texts(one.attributes)) for one in kept.relations)
    return replace(kept, relations=relations, document=read_back(annotated.document, ()))


def losses(annotated: AnnotatedDocument) -> Iterator[Notice]:
    """Yield what is lost, span by span."""
    title = annotated.document.title or str(annotated.document.id)
    yield from losses_by_feature(annotated, FEATURES)
    owners: list[Span | Relation] = [*annotated.spans, *annotated.relations]
    for owner in owners:
        start, end = (owner.start, owner.end) if isinstance(owner, Span) else (None, None)
        for name, content in owner.attributes:
            if is_number(content):
                message = f"{owner.label}: its attribute “{name}” is a number, and is read back as a text."
                yield Notice(Outcome.LOST, message, document=title, start=start, end=end)
    for message in metadata_losses(annotated.document, ()):
        yield Notice(Outcome.LOST, message, document=title)


def _as_texts(attributes: Attributes) -> Attributes:
    return tuple((name, json.dumps(content) if is_number(content) else content) for name, content in attributes)
