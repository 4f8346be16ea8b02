import pytest

from annotator.errors import AnnotatorError, ConflictError, EditError, FormatError
from annotator.ui.edge import Edge


@pytest.mark.parametrize("error", [EditError("no"), ConflictError("no")])
def test_a_refusal_goes_to_the_status_line(qtbot, error):
    edge = Edge()

    def gesture():
        raise error

    with qtbot.assertNotEmitted(edge.failed), qtbot.waitSignal(edge.refused) as refused:
        edge.guard(gesture)()
    assert refused.args == ["no"]


@pytest.mark.parametrize("error", [AnnotatorError("no"), FormatError("no")])
def test_a_failure_goes_to_a_dialog(qtbot, error):
    edge = Edge()

    def gesture():
        raise error

    with qtbot.assertNotEmitted(edge.refused), qtbot.waitSignal(edge.failed) as failed:
        edge.guard(gesture)()
    assert failed.args == ["no"]


def test_a_bug_passes_through():
    with pytest.raises(ZeroDivisionError):
        Edge().guard(lambda: 1 // 0)()


def test_arguments_are_handed_on():
    given = []
    Edge().guard(lambda *args, **kwargs: given.append((args, kwargs)))(1, two=2)
    assert given == [((1,), {"two": 2})]
