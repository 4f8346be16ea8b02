from hypothesis import given
from hypothesis import strategies as st

from annotator.metadata import flat, metadata_losses, read_back, take_fields
from annotator.model import Document
from tests.strategies import documents

NAMES = st.sampled_from(["title", "date", "url", "text", "page"])


def test_what_a_document_has_fields_for_is_taken_out() -> None:
    row = {"title": "T", "date": "last Monday", "source": 5, "page": 3, "url": "U"}
    assert take_fields(row) == ("T", "", "", "", "U")
    assert row == {"date": "last Monday", "source": 5, "page": 3}


@given(documents(1), st.dictionaries(NAMES, st.sampled_from(["x", "2022", 5, ""])))
def test_what_is_not_spoken_of_as_lost_is_read_back(document: Document, more: dict[str, object]) -> None:
    document.metadata = {**document.metadata, **more}  # type: ignore[misc]
    found = read_back(document, {"text"})
    row = flat(document, {"text"})
    fields = take_fields(row)
    assert (found.title, found.author, found.date, found.source, found.url) == fields
    assert found.metadata == row
    assert read_back(found, {"text"}) == found
    if not list(metadata_losses(document, {"text"})):
        assert found == document


def test_each_loss_is_named() -> None:
    document = Document(1, "x", "T", date="soon", metadata={"title": "other", "text": 1, "author": "A", "page": 3})
    assert [message.split(":")[0] for message in metadata_losses(document, {"text"})] == [
        "The metadata “title” is left out",
        "The metadata “text” is left out",
        "The metadata “author” is read back as the document's own author.",
        "The date “soon” is not ISO 8601",
    ]
