import pytest

from annotator.edits import Edit, label_span, remove_span, resize_span
from annotator.errors import ConflictError, EditError, ProjectError
from annotator.ids import new_id
from annotator.model import Span, Status
from annotator.store.project import Project
from annotator.ui.labelling import Labelling
from annotator.ui.marking import Marking

ME = "anna"


def select(work, quoted, nth=0):
    start = -1
    for _ in range(nth + 1):
        start = work.document.text.index(quoted, start + 1)
    work.select_span(None)
    work.select(start, start + len(quoted))


@pytest.fixture
def follow(workspace):
    """Let the workspace's own signals do what the view does: what is chosen becomes selected."""

    def choose(span):
        workspace.select(span.end, span.end)
        workspace.select_span(span)

    workspace.span_chosen.connect(choose)
    return workspace


def labels_of(work):
    return sorted((work.document.text[span.start : span.end], span.label) for span in work.own_spans())


# --- what a label key means


def test_selected_text_gets_the_label_and_the_span_is_selected(follow):
    select(follow, "Zakir Hasanov")
    Labelling(follow).label("PERSON")
    assert labels_of(follow) == [("Zakir Hasanov", "PERSON")]
    assert follow.span == follow.own_spans()[0]


def test_it_is_in_the_file_before_it_is_told(follow, project):
    committed = []
    follow.spans_changed.connect(
        lambda _removed, added: committed.append(project.document(follow.document.document.id).spans == tuple(added))
    )
    select(follow, "Ankara")
    Labelling(follow).label("LOC")
    assert committed == [True]


def test_another_key_relabels_the_selected_span(follow):
    select(follow, "Ankara")
    Labelling(follow).label("LOC")
    first = follow.span
    Labelling(follow).label("ORG")
    assert labels_of(follow) == [("Ankara", "ORG")]
    assert follow.span.id == first.id
    assert follow.span.label == "ORG"


def test_the_same_key_takes_it_off(follow):
    select(follow, "Ankara")
    Labelling(follow).label("LOC")
    Labelling(follow).label("LOC")
    assert labels_of(follow) == []


def test_a_second_label_goes_to_the_same_stretch(follow):
    select(follow, "Ankara")
    Labelling(follow).label("LOC")
    Labelling(follow).label("ORG", second=True)
    assert labels_of(follow) == [("Ankara", "LOC"), ("Ankara", "ORG")]
    assert follow.span.label == "ORG"


def test_a_second_label_keeps_pieces_and_odd_borders(follow, project):
    here = follow.document.document.id
    odd = Span(new_id(), here, "LOC", ME, 3, 19, ((3, 6), (11, 19)))
    follow.project.apply("As imported", [Edit(None, odd)], ME)
    follow.select_span(odd)
    Labelling(follow).label("ORG", second=True)
    assert [(span.label, span.start, span.end, span.pieces) for span in project.document(here).spans] == [
        ("LOC", 3, 19, odd.pieces),
        ("ORG", 3, 19, odd.pieces),
    ]


def test_text_selected_exactly_over_a_span_is_selected_text(follow):
    select(follow, "Ankara")
    Labelling(follow).label("LOC")
    select(follow, "Ankara")
    Labelling(follow).label("ORG")
    assert labels_of(follow) == [("Ankara", "LOC"), ("Ankara", "ORG")]


def test_the_same_label_twice_on_one_stretch_is_refused(follow):
    select(follow, "Ankara")
    Labelling(follow).label("LOC")
    select(follow, "Ankara")
    with pytest.raises(EditError, match="already has the label LOC"):
        Labelling(follow).label("LOC")


def test_with_nothing_selected_it_says_what_to_do(workspace):
    with pytest.raises(EditError, match="Select some text first"):
        Labelling(workspace).label("PERSON")


def test_delete_takes_the_selected_span_off(follow):
    select(follow, "Ankara")
    Labelling(follow).label("LOC")
    Labelling(follow).remove()
    assert labels_of(follow) == []
    assert follow.span is None


def test_delete_without_a_span_says_what_to_do(workspace):
    with pytest.raises(EditError, match="Click on one first"):
        Labelling(workspace).remove()


def test_a_relabelled_span_can_be_removed_at_its_new_revision(follow):
    select(follow, "Ankara")
    Labelling(follow).label("LOC")
    Labelling(follow).label("ORG")
    Labelling(follow).label("DATE")
    Labelling(follow).remove()
    assert labels_of(follow) == []


# --- undo


def test_undo_and_redo_go_to_where_it_happened(qtbot, follow):
    select(follow, "Ankara")
    Labelling(follow).label("LOC")
    place = follow.document.text.index("Ankara")
    with qtbot.waitSignal(follow.place_shown) as shown:
        follow.undo()
    assert (labels_of(follow), shown.args) == ([], [place])
    with qtbot.waitSignal(follow.span_chosen) as chosen:
        follow.redo()
    assert labels_of(follow) == [("Ankara", "LOC")]
    assert chosen.args[0].start == place


def test_undo_opens_the_document_where_it_happened(follow):
    first = follow.document.document.id
    select(follow, "Ankara")
    Labelling(follow).label("LOC")
    follow.next_document()
    assert follow.document.document.id != first
    follow.undo()
    assert follow.document.document.id == first
    assert labels_of(follow) == []


def test_undo_says_what_it_undid(qtbot, follow):
    select(follow, "Ankara")
    Labelling(follow).label("LOC")
    with qtbot.waitSignal(follow.said) as said:
        follow.undo()
    assert said.args == ["Undone: Label LOC: Ankara"]


def test_what_undo_would_do_is_told_after_each_edit(qtbot, follow):
    select(follow, "Ankara")
    with qtbot.waitSignal(follow.pending_changed) as pending:
        Labelling(follow).label("LOC")
    undo, redo = pending.args
    assert undo.title == "Label LOC: Ankara"
    assert redo is None


def test_an_import_is_of_articles_as_they_are_called_everywhere(workspace):
    assert workspace.project.next_undo(ME).title == "Import 3 articles: one.txt, two.txt, three.txt"


def test_undo_of_an_import_asks_twice(qtbot, workspace):
    with qtbot.waitSignal(workspace.said) as said:
        workspace.undo()
    assert "3 articles" in said.args[0]
    assert "Press again" in said.args[0]
    assert workspace.document is not None
    with qtbot.waitSignal(workspace.document_closed):
        workspace.undo()
    assert workspace.project.documents(annotator=ME) == []


def test_another_gesture_takes_the_first_press_back(workspace):
    workspace.undo()
    workspace.select(3, 3)
    workspace.undo()
    assert len(workspace.project.documents(annotator=ME)) == 3


def test_with_nothing_to_redo_it_says_so(qtbot, workspace):
    with qtbot.waitSignal(workspace.said) as said:
        workspace.redo()
    assert said.args == ["There is nothing to redo."]


def test_what_somebody_else_has_changed_can_be_stepped_over(qtbot, follow, project):
    select(follow, "Zakir Hasanov")
    Labelling(follow).label("PERSON")
    select(follow, "Ankara")
    Labelling(follow).label("LOC")
    project.ensure_annotator("berta")
    document = project.document(follow.document.document.id)
    span = next(span for span in document.spans if span.label == "LOC")
    project.apply("Resize", resize_span(document, project.scheme(), span, span.start, span.end + 3), "berta")
    with pytest.raises(ConflictError, match="Press again to step over it"):
        follow.undo()
    with qtbot.waitSignal(follow.said, check_params_cb=lambda sentence: sentence.startswith("Stepped over")):
        follow.undo()
    follow.undo()
    assert [label for _, label in labels_of(follow)] == ["LOC"]


# --- documents


def test_next_and_previous_stop_at_the_ends(qtbot, workspace):
    ids = [line.id for line in workspace.project.documents(annotator=ME)]
    for expected in (ids[1], ids[2]):
        workspace.next_document()
        assert workspace.document.document.id == expected
    with qtbot.waitSignal(workspace.said) as said:
        workspace.next_document()
    assert said.args == ["This is the last article."]
    workspace.previous_document()
    workspace.previous_document()
    with qtbot.waitSignal(workspace.said) as said:
        workspace.previous_document()
    assert said.args == ["This is the first article."]


def test_done_and_next(workspace, project):
    first = workspace.document.document.id
    Marking(workspace).done_and_next()
    assert project.lines([first], annotator=ME)[0].status is Status.DONE
    assert workspace.document.document.id != first
    workspace.undo()
    assert workspace.document.document.id == first
    assert Marking(workspace).status() is Status.TODO


def test_done_once_more_takes_the_mark_off(workspace):
    Marking(workspace).mark_done()
    assert Marking(workspace).status() is Status.DONE
    Marking(workspace).mark_done()
    assert Marking(workspace).status() is Status.IN_PROGRESS


def test_labelling_begins_the_work_on_a_document(qtbot, follow):
    select(follow, "Ankara")
    with qtbot.waitSignal(follow.lines_changed) as lines:
        Labelling(follow).label("LOC")
    assert lines.args[0] == {follow.document.document.id}
    assert Marking(follow).status() is Status.IN_PROGRESS


def test_the_document_of_last_time_is_opened(workspace, project_file):
    last = workspace.project.documents(annotator=ME)[2].id
    workspace.open_project(Project.open(project_file), last)
    assert workspace.document.document.id == last


def test_a_document_that_is_gone_gives_way_to_the_first(workspace, project_file):
    workspace.open_project(Project.open(project_file), 17)
    assert workspace.document.document.id == workspace.project.documents(annotator=ME)[0].id


def test_counts_follow_each_edit(qtbot, follow, project):
    counts = []
    follow.counting.counts_changed.connect(counts.append)
    select(follow, "Ankara")
    Labelling(follow).label("ORG")
    assert counts == [], "what is not read yet cannot be counted on"
    qtbot.waitUntil(lambda: counts == [{"ORG": 1}])
    Labelling(follow).label("LOC")
    Labelling(follow).label("ORG")
    assert counts[-1]["ORG"] == 1
    assert counts[-1]["LOC"] == 0
    assert project.label_counts(ME) == {label: count for label, count in counts[-1].items() if count}


# --- others


def test_what_another_window_writes_appears(workspace, project):
    document = project.document(workspace.document.document.id)
    project.apply("Label", label_span(document, project.scheme(), 4, 12, "PERSON", ME), ME)
    assert labels_of(workspace) == []
    workspace.project.poll()
    assert labels_of(workspace) == [("minister", "PERSON")]


def test_spans_of_others_are_not_shown(qtbot, workspace, project):
    project.ensure_annotator("berta")
    document = project.document(workspace.document.document.id)
    project.apply("Label", label_span(document, project.scheme(), 4, 12, "PERSON", "berta"), "berta")
    with qtbot.assertNotEmitted(workspace.spans_changed):
        workspace.project.poll()
    assert workspace.own_spans() == []
    assert len(workspace.document.spans) == 1


def test_a_conflict_shows_what_is_there_now(follow, project):
    select(follow, "Ankara")
    Labelling(follow).label("LOC")
    document = project.document(follow.document.document.id)
    project.apply("Remove", remove_span(document, document.spans[0]), ME)
    with pytest.raises(ConflictError):
        Labelling(follow).label("ORG")
    assert labels_of(follow) == []


def test_without_a_project_gestures_say_what_to_do(workspace):
    workspace.close_project()
    with pytest.raises(EditError, match="No article is open"):
        Marking(workspace).mark_done()
    with pytest.raises(ProjectError, match="No project is open"):
        workspace.undo()


def test_closing_leaves_one_file(workspace, project_file):
    Marking(workspace).mark_done()
    workspace.close_project()
    assert sorted(path.name for path in project_file.parent.glob("news.annotator*")) == ["news.annotator"]
