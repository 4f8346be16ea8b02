"""The list of documents in every order and by every filter: pages, forward and back, are what sorting all gives."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from annotator import describing, edits, label_edits
from annotator.errors import ProjectError
from annotator.model import AnnotatedDocument, Document, Progress, Span, Status
from annotator.store import END, Cursor, DocumentFilter, Order, SortBy
from annotator.store import filters as few
from annotator.store.listing import Listing
from annotator.store.project import Project
from tests.store.making import IN_FILE, SCHEME, TEXT, bring_in, label, new_project

ME = "Ayla"
STATUSES = (Status.DONE, Status.TODO, Status.IN_PROGRESS, Status.SKIPPED, None)
TITLES = ("Bridge", "bridge", "Ärger", "apple", "Zebra", "", "100 %", "a_b")
RANKS = {status: rank for rank, status in enumerate(Status)}


def made(number):
    status = STATUSES[number % 5]
    metadata = {"year": number % 3} if number % 4 == 0 else {"section": ("Sport", "sport", "News")[number % 3]}
    document = Document(
        number, TEXT.format(number=number), TITLES[number % 8], ("Ola", "ola", "Kari")[number % 3],
        f"20{number % 4:02}-01", ("Wire", "agency")[number % 2], metadata={} if number % 7 == 0 else metadata,
    )  # fmt: skip
    progress = () if status is None else (Progress(number, number, "", status, flagged=number % 6 == 0, note=""),)
    spans = tuple(Span(number * 10 + n, number, "PERSON", "", n, n + 3) for n in range(number % 4))
    return AnnotatedDocument(document, spans, progress=progress)


@pytest.fixture(params=["as they come", "prepared"])
def project(request, path):
    opened = new_project(path)
    bring_in(opened, [made(number) for number in range(1, 41)], keep_ids=True)
    if request.param == "prepared":
        opened.prepare_sorting(ME)
        assert opened.count_unsorted(ME) == 0
    yield opened
    opened.close()


def test_whether_what_one_did_is_ready_is_only_asked_where_a_list_goes_by_it(project, monkeypatch):
    def refuse(*_):
        raise AssertionError

    monkeypatch.setattr("annotator.store.standings.is_complete", refuse)
    assert len(project.documents(annotator=ME)) == 40
    assert len(project.documents(DocumentFilter(order=Order(SortBy.TITLE)), annotator=ME)) == 40
    for where in (DocumentFilter(order=Order(SortBy.SPANS)), DocumentFilter(status=Status.DONE)):
        with pytest.raises(AssertionError):
            project.documents(where, annotator=ME)


def sort_value(project, line, order):
    document = project.document(line.id).document
    values = {
        SortBy.PLACE: line.id,
        SortBy.TITLE: lowered(document.title),
        SortBy.DATE: document.date,
        SortBy.SOURCE: lowered(document.source),
        SortBy.AUTHOR: lowered(document.author),
        SortBy.STATUS: RANKS[line.status],
        SortBy.SPANS: line.spans,
    }
    return (values[order.by], line.id)


def lowered(text):
    return "".join(letter.lower() if letter.isascii() else letter for letter in text)


def forward(project, where, limit=7):
    lines, after = [], None
    while page := project.documents(where, annotator=ME, after=after, limit=limit):
        lines += page
        after = page[-1].cursor
    return lines


def backward(project, where, limit=7):
    lines, before = [], END
    while page := project.documents(where, annotator=ME, before=before, limit=limit):
        lines = page + lines
        before = page[0].cursor
    return lines


ORDERS = [Order(by, descending=down) for by in SortBy if by is not SortBy.FIELD for down in (False, True)]
FILTERS = [
    DocumentFilter(),
    DocumentFilter(status=Status.TODO),
    DocumentFilter(status=Status.DONE),
    DocumentFilter(flagged=True),
    DocumentFilter(text="bri"),
    DocumentFilter(words="minis hasanov"),
    DocumentFilter(words="nowhere"),
    DocumentFilter(fields=(("section", "sp"),)),
    DocumentFilter(fields=(("year", "2"),)),
    DocumentFilter(fields=(("source", "AG"), ("date", "2001"))),
    DocumentFilter(fields=(("author", "o"),), status=Status.DONE),
]


def is_in(project, line, where):
    document = project.document(line.id).document
    known = {"source": document.source, "author": document.author, "date": document.date, **document.metadata}
    return (
        where.status in (None, line.status)
        and (line.flagged or not where.flagged)
        and where.text.lower() in document.title.lower()
        and ("nowhere" not in where.words)
        and all(str(known.get(key, "\0")).lower().startswith(begins.lower()) for key, begins in where.fields)
    )


@pytest.mark.parametrize("many", [False, True], ids=["few", "many"])
@pytest.mark.parametrize("where", FILTERS, ids=str)
def test_pages_are_what_sorting_all_gives(project, where, many, monkeypatch):
    if many:
        monkeypatch.setattr(few, "FEW", 2)
    everything = forward(project, DocumentFilter(), limit=100)
    assert len(everything) == 40
    expected = [line for line in everything if is_in(project, line, where)]
    for order in ORDERS:
        asked = replace(where, order=order)
        if many and where.words and order.by is not SortBy.PLACE:
            continue
        ordered = sorted(expected, key=lambda line: sort_value(project, line, order), reverse=order.descending)
        assert forward(project, asked) == ordered, order
        assert backward(project, asked) == ordered, order


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("where", [DocumentFilter(), DocumentFilter(status=Status.DONE)], ids=str)
def test_by_a_key_of_the_metadata_those_without_it_come_last(project, where, descending):
    order = Order(SortBy.FIELD, "year", descending=descending)
    lines = forward(project, replace(where, order=order))
    years = [project.document(line.id).document.metadata.get("year") for line in lines]
    known = [year for year in years if year is not None]
    assert known == sorted(known, reverse=descending)
    assert set(years[len(known) :]) == {None}
    assert {line.id for line in lines} == {line.id for line in forward(project, where)}
    assert backward(project, replace(where, order=order)) == lines


def test_a_document_is_a_place_in_any_order(project):
    for order in ORDERS:
        where = DocumentFilter(order=order)
        lines = forward(project, where)
        at = lines[20]
        assert project.documents(where, annotator=ME, after=at.id, limit=3) == lines[21:24], order
        assert project.documents(where, annotator=ME, before=at.id, limit=3) == lines[17:20], order
        here = Cursor(at.id, inclusive=True)
        assert project.documents(where, annotator=ME, after=here, limit=1) == [at], order


def test_of_very_many_that_have_the_words_the_first_are_put_in_order(project, monkeypatch):
    monkeypatch.setattr(few, "FEW", 5)
    where = DocumentFilter(words="hasanov", order=Order(SortBy.TITLE))
    assert {line.id for line in forward(project, where)} == {1, 2, 3, 4, 5}


class Heard:
    """The statements that are run while it listens."""

    def __init__(self, project):
        self.connection = project._database._driver()
        self.statements = []

    def __enter__(self):
        self.connection.set_trace_callback(self.statements.append)
        return self

    def __exit__(self, *_):
        self.connection.set_trace_callback(None)

    def plans(self):
        asked = [said for said in self.statements if said.lstrip().startswith("SELECT")]
        return [row[3] for said in asked for row in self.connection.execute(f"EXPLAIN QUERY PLAN {said}")]


@IN_FILE
def test_a_beginning_and_a_number_are_each_looked_up_in_the_index(project):
    with Heard(project) as heard:
        project.documents(DocumentFilter(fields=(("year", "2"),)), annotator=ME)
    assert any("document_field USING PRIMARY KEY (key=? AND value>? AND value<?)" in plan for plan in heard.plans())
    assert any("document_field USING PRIMARY KEY (key=? AND value=?)" in plan for plan in heard.plans())


@IN_FILE
def test_a_title_in_ascii_is_left_to_the_database(project):
    with Heard(project) as heard:
        project.documents(DocumentFilter(text="bri"), annotator=ME)
        assert not any("lower(" in said for said in heard.statements)
        project.documents(DocumentFilter(text="ärg"), annotator=ME)
    assert any("lower(" in said for said in heard.statements)


@IN_FILE
def test_words_that_found_the_documents_are_not_looked_for_again(project):
    with Heard(project) as heard:
        project.documents(DocumentFilter(words="hasanov", order=Order(SortBy.TITLE)), annotator=ME)
    assert sum("MATCH" in said for said in heard.statements) == 1


def order_of(project, by):
    return [line.id for line in forward(project, DocumentFilter(order=Order(by)))]


def test_the_order_follows_what_is_done_and_undone(project):
    before = order_of(project, SortBy.SPANS), order_of(project, SortBy.STATUS)
    label(project, 4, 0, 5)
    label(project, 4, 6, 13)
    opened = project.document(8)
    project.apply("Done", edits.set_status(opened, ME, Status.SKIPPED), ME)
    project.apply("Flag", describing.flag_document(project.document(8), ME, "ask"), ME)
    lines = forward(project, DocumentFilter(order=Order(SortBy.SPANS)))
    assert [line.spans for line in lines] == sorted(line.spans for line in lines)
    ranks = [RANKS[line.status] for line in forward(project, DocumentFilter(order=Order(SortBy.STATUS)))]
    assert ranks == sorted(ranks)
    assert 8 in [line.id for line in forward(project, DocumentFilter(flagged=True))]
    while project.undo(ME) and project.next_undo(ME).title != "Import 40 documents":
        pass
    assert (order_of(project, SortBy.SPANS), order_of(project, SortBy.STATUS)) == before


def test_spans_whose_label_was_removed_do_not_count(project):
    label(project, 4, 0, 5, "ORG")
    removed = project.scheme().find("PERSON")
    project.remove_label("Remove", label_edits.remove_label(project.scheme(), removed), ME)
    project.prepare_sorting(ME)
    lines = forward(project, DocumentFilter(order=Order(SortBy.SPANS, descending=True)))
    assert (lines[0].id, lines[0].spans, lines[1].spans) == (4, 1, 0)
    project.undo(ME)
    project.prepare_sorting(ME)
    lines = forward(project, DocumentFilter(order=Order(SortBy.SPANS, descending=True)))
    assert [line.spans for line in lines] == sorted((line.spans for line in lines), reverse=True)


def test_what_comes_and_goes_with_an_import(project):
    bring_in(project, [replace(made(99), document=replace(made(99).document, text="Another."))], keep_ids=True)
    assert 99 in order_of(project, SortBy.STATUS)
    project.prepare_sorting(ME)
    assert 99 in order_of(project, SortBy.STATUS)
    project.undo(ME)
    assert 99 not in order_of(project, SortBy.STATUS)


def test_what_another_one_found_is_taken_over(project, monkeypatch):
    where = DocumentFilter(text="bri", order=Order(SortBy.TITLE))
    other = Project.open(project.address)
    found = other.find_first(where, annotator=ME)
    other.close()
    monkeypatch.setattr(Listing, "find_few", lambda _: pytest.fail("it was looked for again"))
    project.take_found(found)
    assert forward(project, where, limit=100)


def test_what_is_being_read_can_be_stopped_from_another_thread(project):
    def count_for_ever():
        forever = "WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n) SELECT count(*) FROM n"
        with project._database.read() as connection:
            started.set()
            connection.exec_driver_sql(forever)

    started = threading.Event()
    with ThreadPoolExecutor() as pool:
        counting = pool.submit(count_for_ever)
        started.wait()
        while not counting.done():
            project.interrupt()
        with pytest.raises(ProjectError, match="was stopped"):
            counting.result()
    assert forward(project, DocumentFilter())


def test_the_keys_of_the_metadata_are_known(project):
    assert project.metadata_keys() == ("section", "year")


def test_totals_follow_too(project):
    totals = project.totals(ME)
    lines = forward(project, DocumentFilter())
    assert totals.done == sum(line.status is Status.DONE for line in lines)
    assert totals.flagged == sum(line.flagged for line in lines)
    project.apply("Done", edits.set_status(project.document(1), ME, Status.DONE), ME)
    assert project.totals(ME).done == totals.done + 1
    project.undo(ME)
    assert project.totals(ME) == totals


def test_a_file_to_be_read_only_is_sorted_too(project):
    assert SCHEME.labels
    project.prepare_sorting(ME)
    assert order_of(project, SortBy.SPANS)
