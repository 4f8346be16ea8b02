"""Short articles with spans, made from names and sentences: enough to learn from."""

import random

from annotator.model import AnnotatedDocument, Document, Span

PEOPLE = ("Zakir Hasanov", "Hulusi Akar", "Anna Berg", "Ola Nordmann", "Maria Lopez", "Ivan Petrov", "Nils Holm")
PLACES = ("Baku", "Ankara", "Oslo", "Bergen", "Madrid", "Sofia", "Turku")
SENTENCES = (
    "Minister {person} arrived in {place} on Tuesday .",
    "The talks between {person} and {person} were held in {place} .",
    "Nobody in {place} had seen {person} since then .",
    "{person} said that the bridge near {place} will be closed .",
)


def article(number, sentences=6):
    """Return an article whose names are PERSON and LOC; the same number gives the same article."""
    chance = random.Random(number)
    text, spans = "", []
    for _ in range(sentences):
        for word in chance.choice(SENTENCES).split(" "):
            if word in ("{person}", "{place}"):
                label, names = ("PERSON", PEOPLE) if word == "{person}" else ("LOC", PLACES)
                word = chance.choice(names)
                spans.append(Span(len(spans) + 1, number, label, "anna", len(text), len(text) + len(word)))
            text += word + " "
        text = text[:-1] + "\n"
    return AnnotatedDocument(Document(number, text), tuple(spans))


def articles(number):
    """Return so many articles."""
    return [article(at + 1) for at in range(number)]


def places(document):
    """Return the spans of an article as places."""
    return {(span.start, span.end, span.label) for span in document.spans}
