import weakref

from annotator.ui.releasing import AT_ONCE, Releasing


class Thing:
    """What a weak reference can be made of."""


def test_it_lets_go_of_everything_but_not_at_once(qtbot):
    releasing = Releasing()
    first, things = Thing(), [Thing() for _ in range(AT_ONCE)]
    gone = weakref.ref(first)
    releasing.release([first, *things])
    del first, things
    assert len(releasing) == AT_ONCE + 1
    assert gone() is not None
    qtbot.waitUntil(lambda: gone() is None)
