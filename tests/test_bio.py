from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.bio import (
    Chunk,
    Keep,
    Misfit,
    Place,
    Tag,
    Tagging,
    decode,
    encode,
    fit,
    parse_tag,
    tagging_of,
)
from annotator.model import Span, reading_order

LABELS = st.sampled_from(["PER", "ORG", "B-X", "O"])
each_tagging = pytest.mark.parametrize("tagging", Tagging)


def tags(*texts):
    found = [parse_tag(text) for text in texts]
    assert None not in found
    return found


def spans_on(*places, label="A"):
    return tuple(
        sorted((Span(at, 1, label, "", start, end) for at, (start, end) in enumerate(places, 1)), key=reading_order)
    )


@st.composite
def chunks(draw, length):
    """Disjoint chunks on so many tokens, in order, often with nothing between."""
    borders = sorted(draw(st.lists(st.integers(0, length), unique=True)))
    return [Chunk(first, end, draw(LABELS)) for first, end in pairwise(borders) if draw(st.booleans())]


@each_tagging
@given(data=st.data(), length=st.integers(1, 12))
def test_what_is_encoded_is_decoded(tagging, data, length):
    given_chunks = data.draw(chunks(length))
    written = encode(given_chunks, length, tagging)
    found = decode(tags(*written))
    assert list(found.chunks) == given_chunks
    told = tagging_of(loose=len(found.loose), firm=found.firm, closed=found.closed)
    assert told == (tagging if given_chunks else None)
    if tagging != Tagging.IOB1:
        assert found.loose == ()
    if tagging == Tagging.BILOU:
        assert found.unclosed == ()


@given(st.lists(st.tuples(st.sampled_from("BIMLEUSW"), LABELS) | st.just("O"), max_size=12))
def test_any_tags_are_disjoint_chunks_that_hold_every_tag_but_o(drawn):
    found = tags(*("O" if tag == "O" else "-".join(tag) for tag in drawn))
    decoded = decode(found)
    held = [at for chunk in decoded.chunks for at in range(chunk.first, chunk.end)]
    assert held == [at for at, tag in enumerate(found) if tag.place != Place.OUTSIDE]
    assert all({found[at].label for at in range(*chunk[:2])} == {chunk.label} for chunk in decoded.chunks)
    assert set(decoded.loose) <= {chunk.first for chunk in decoded.chunks}


@each_tagging
def test_the_ways_of_writing(tagging):
    given_chunks = [Chunk(0, 2, "PER"), Chunk(2, 3, "PER"), Chunk(3, 4, "LOC"), Chunk(5, 8, "ORG")]
    assert (
        encode(given_chunks, 8, tagging)
        == {
            Tagging.IOB2: ["B-PER", "I-PER", "B-PER", "B-LOC", "O", "B-ORG", "I-ORG", "I-ORG"],
            Tagging.IOB1: ["I-PER", "I-PER", "B-PER", "I-LOC", "O", "I-ORG", "I-ORG", "I-ORG"],
            Tagging.BILOU: ["B-PER", "L-PER", "U-PER", "U-LOC", "O", "B-ORG", "I-ORG", "L-ORG"],
        }[tagging]
    )


def test_iob1_begins_anew_with_a_sentence():
    written = encode([Chunk(0, 1, "PER"), Chunk(1, 2, "PER")], 2, Tagging.IOB1, sentences=[0, 1])
    assert written == ["I-PER", "I-PER"]


def test_bioes_and_bmewo_are_bilou_with_other_letters():
    bilou = decode(tags("B-A", "I-A", "L-A", "U-A"))
    assert decode(tags("B-A", "I-A", "E-A", "S-A")) == bilou == decode(tags("B-A", "M-A", "E-A", "W-A"))


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("O", Tag(Place.OUTSIDE)),
        ("B-PER", Tag(Place.FIRST, "PER")),
        ("i-per", Tag(Place.INSIDE, "per")),
        ("I-a-b", Tag(Place.INSIDE, "a-b")),
        ("B_PER", Tag(Place.FIRST, "PER")),
        ("B", Tag(Place.FIRST)),
        *((text, None) for text in ("", "PER", "B-", "-PER", "X-PER", "b", "BPER", "OO")),
    ],
)
def test_what_is_a_tag(text, tag):
    assert parse_tag(text) == tag


def test_contradictions_are_told_by_their_tokens():
    found = decode(tags("O", "I-A", "I-B", "B-B", "L-B", "I-B"))
    assert found.chunks == (Chunk(1, 2, "A"), Chunk(2, 3, "B"), Chunk(3, 5, "B"), Chunk(5, 6, "B"))
    assert found.loose == (1, 2, 5)
    assert found.unclosed == (1, 2, 5)
    assert (found.firm, found.closed) == (0, 1)


# Tokens of six characters with a blank between each two: 0-2, 3-5, 6-8; the third begins a sentence.
TOKENS, SENTENCES = [(0, 2), (3, 5), (6, 8)], [0, 2]


@pytest.mark.parametrize(
    ("place", "reasons", "written"),
    [
        ((1, 1), (Misfit.ZERO_LENGTH,), ()),
        ((2, 3), (Misfit.BLANK,), ()),
        ((0, 3), (Misfit.PADDED,), (Chunk(0, 1, "A"),)),
        ((1, 5), (Misfit.INSIDE_WORD,), (Chunk(0, 2, "A"),)),
        ((2, 4), (Misfit.PADDED, Misfit.INSIDE_WORD), (Chunk(1, 2, "A"),)),
        ((3, 8), (Misfit.CROSSES_SENTENCES,), (Chunk(1, 2, "A"), Chunk(2, 3, "A"))),
        ((4, 9), (Misfit.PADDED, Misfit.INSIDE_WORD, Misfit.CROSSES_SENTENCES), (Chunk(1, 2, "A"), Chunk(2, 3, "A"))),
    ],
)
def test_what_does_not_fit_is_named(place, reasons, written):
    spans = spans_on(place)
    found = fit(spans, TOKENS, SENTENCES)
    assert found.chunks == written
    ((span, *_), *others) = [(unfit.span, unfit) for unfit in found.unfit]
    assert (span, others) == (spans[0], [])
    assert (found.unfit[0].reasons, found.unfit[0].chunks) == (reasons, written)


def test_a_span_in_pieces_is_written_whole():
    span = Span(1, 1, "A", "", 0, 5, pieces=((0, 2), (3, 5)))
    found = fit([span], TOKENS, SENTENCES)
    assert found.chunks == (Chunk(0, 2, "A"),)
    assert found.unfit[0].reasons == (Misfit.PIECES,)


@pytest.mark.parametrize(("keep", "kept"), [(Keep.LONGEST, (0, 5)), (Keep.SHORTEST, (0, 2))])
def test_of_overlapping_spans_one_is_kept_and_the_other_names_it(keep, kept):
    spans = spans_on((0, 5), (0, 2))
    found = fit(spans, TOKENS, SENTENCES, keep)
    (unfit,) = found.unfit
    assert (unfit.rival.start, unfit.rival.end) == kept
    assert unfit.reasons == (Misfit.OVERLAP,)
    assert len(found.chunks) == 1


def test_of_equally_long_ones_the_first_is_kept():
    spans = (Span(7, 1, "B", "", 3, 5), Span(8, 1, "A", "", 3, 5))
    assert fit(spans, TOKENS, SENTENCES).chunks == (Chunk(1, 2, "B"),)
    assert fit(spans, TOKENS, SENTENCES, Keep.SHORTEST).chunks == (Chunk(1, 2, "B"),)


@given(data=st.data())
def test_a_span_is_written_as_it_is_or_named(data):
    """What is written is disjoint and inside sentences; those spans are as they were that nothing is said of."""
    words = data.draw(st.lists(st.tuples(st.integers(0, 1), st.integers(1, 2)), min_size=1, max_size=10))
    at, tokens = 0, []
    for gap, length in words:
        tokens.append((at + gap, at + gap + length))
        at += gap + length
    sentences = sorted({0} | data.draw(st.sets(st.integers(0, len(tokens) - 1), max_size=3)))
    border = st.integers(0, at)
    spans = spans_on(
        *(tuple(sorted(data.draw(st.tuples(border, border)))) for _ in range(data.draw(st.integers(0, 6))))
    )
    keep = data.draw(st.sampled_from(Keep))
    found = fit(spans, tokens, sentences, keep)
    for before, after in pairwise(found.chunks):
        assert before.end <= after.first
    for first, end, _ in found.chunks:
        assert first < end
        assert not any(first < sentence < end for sentence in sentences)
    unfit = {entry.span.id: entry for entry in found.unfit}
    as_they_were = [(span.start, span.end) for span in spans if span.id not in unfit]
    rest = [chunk for entry in found.unfit for chunk in entry.chunks]
    written = [(tokens[first][0], tokens[end - 1][1]) for first, end, _ in found.chunks if (first, end, _) not in rest]
    assert sorted(as_they_were) == written
    for entry in found.unfit:
        assert entry.reasons
        if entry.rival is not None:
            assert entry.chunks == ()
            assert entry.rival.id not in unfit or unfit[entry.rival.id].rival is None


def test_many_spans_over_each_other_cost_little():
    tokens = [(2 * at, 2 * at + 1) for at in range(20_000)]
    spans = [Span(at, 1, "A", "", 0, 40_000 - 2 * at) for at in range(10_000)]
    found = fit(spans, tokens, [0])
    assert len(found.chunks) == 1
    assert len(found.unfit) == 10_000
