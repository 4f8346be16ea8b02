from hypothesis import given
from hypothesis import strategies as st

from annotator.edits import Edit
from annotator.model import Document, Place
from annotator.placing import place_documents, remove_document, restore_documents


def apply(places, edits):
    return {**places, **{edit.after.document: edit.after for edit in edits}}


def ordered(ids, places):
    return sorted(ids, key=lambda id_: places[id_].position if id_ in places else id_)


@given(st.lists(st.permutations(list(range(1, 9))).map(lambda order: order[:5]), max_size=5))
def test_those_that_are_named_stand_in_that_order_and_the_others_where_they_were(orders):
    everything, places = range(1, 9), {}
    for order in orders:
        before = ordered(everything, places)
        places = apply(places, place_documents(order, places))
        after = ordered(everything, places)
        assert [id_ for id_ in after if id_ in order] == list(order)
        assert [n for n, id_ in enumerate(after) if id_ in order] == [n for n, id_ in enumerate(before) if id_ in order]
        assert len({places[id_].position if id_ in places else id_ for id_ in everything}) == 8


def test_only_what_moves_is_an_edit():
    assert place_documents([1, 2, 3], {}) == []
    made = place_documents([2, 1, 3], {})
    assert [(edit.before, edit.after.document, edit.after.position) for edit in made] == [(None, 2, 1), (None, 1, 2)]
    kept = {2: Place(7, 2, 1, rev=3), 1: Place(8, 1, 2)}
    back = place_documents([1, 2, 3], kept)
    assert {edit.before for edit in back} == set(kept.values())


def test_the_bin():
    document = Document(1, "A text.")
    assert remove_document(document) == [Edit(document, None)]
    assert restore_documents([document]) == [Edit(None, document)]
