import hashlib

import pytest

from annotator.errors import EditError
from annotator.model import AnnotatedDocument, Document, Relation, Span
from annotator.reanchoring import reanchor
from annotator.text_fixing import fix_text

TEXT = "Zakir Hasanov met Ilham Aliyev in Baku."
SPANS = (Span(1, 7, "PERSON", "Ayla", 0, 13), Span(2, 7, "PERSON", "Björn", 18, 30), Span(3, 7, "LOC", "Ayla", 34, 38))
OPENED = AnnotatedDocument(Document(7, TEXT, sha256="old"), SPANS, (Relation(4, 7, "in", "Ayla", 1, 3),))


def test_everybodys_spans_move_with_the_text():
    text = TEXT.replace("met", "has met")
    document, *spans = fix_text(OPENED, text, reanchor(TEXT, text, SPANS))
    assert (document.after.text, document.after.sha256) == (text, hashlib.sha256(text.encode()).hexdigest())
    assert [text[edit.after.start : edit.after.end] for edit in spans] == ["Ilham Aliyev", "Baku"]


def test_a_span_that_goes_takes_its_relations_along():
    text = TEXT.replace(" in Baku", "")
    _, *others = fix_text(OPENED, text, reanchor(TEXT, text, SPANS))
    assert [(edit.before, edit.after) for edit in others] == [(OPENED.relations[0], None), (SPANS[2], None)]


def test_no_change_and_no_text():
    assert fix_text(OPENED, TEXT, ()) == []
    with pytest.raises(EditError, match="Delete the article instead"):
        fix_text(OPENED, " \n", ())
    with pytest.raises(EditError, match="half of a character"):
        fix_text(OPENED, "\ud800", ())
