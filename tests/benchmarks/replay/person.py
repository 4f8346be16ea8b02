"""The simulated people: fixed habits, without looking ahead. They see the screen, and the gold that they are to make.

By keys, for each gold span in reading order:

1. What is selected is the span: its label's key. (With label-all: Alt and the key, when the status line says that the
   text stands elsewhere too and it is a name, that is: holds a capital letter.)
2. What is selected overlaps the span: move its ends, until it is the span; by a phrase where that does not lead past
   the span's end, else by a word.
3. The status line says that Tab selects the span's text: Tab.
4. Else the first letter of the span, with Shift if it is a capital, until there; then as in 2. A span that begins with
   a digit or a sign is reached through the next word that begins with a letter. Before a span that begins before where
   letters go on from, the Up key until the caret is before it.
5. What words cannot reach, as a part of a word: the arrow keys, by characters.
6. Where a suggestion is selected that is the span, with its label: Enter. (With label-all, as in 1.) Where one is
   selected that is no span, and Tab would lead to the span: Backspace, which rejects it and leads there, too.

A label that came by itself and is wrong is removed when the reading has come to it: its first letter, Delete.
Ctrl+Enter leads to the next article. By mouse: draw over the span with Alt held, click on its label; the wheel where
it is not on the screen; a click on the button to the next article.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt

from annotator.model import AnnotatedDocument, Span
from annotator.tokens import tokens
from annotator.ui.stretching import (
    end_back_by_phrase,
    end_onward_by_phrase,
    start_back_by_phrase,
    start_onward_by_phrase,
)
from tests.benchmarks.replay.desk import ALT, CTRL, NONE, SHIFT, Desk, Place

PATIENCE = 80
"""Keys for one span after which something is wrong."""


def gold_of(article: AnnotatedDocument) -> set[tuple[int, int, str]]:
    """Return what is to be made of an article."""
    return {(span.start, span.end, span.label) for span in article.spans}


class Typist:
    """Labels by keys alone."""

    def __init__(self, desk: Desk, keys: dict[str, str], *, everywhere: bool) -> None:
        self._desk = desk
        self._keys = keys
        self._everywhere = everywhere
        self._here = 0
        """From where letters go on."""

    def label(self, articles: Sequence[AnnotatedDocument]) -> None:
        """Label the articles, each until it equals its gold."""
        for article in articles:
            assert self._desk.text == article.text
            self._here = 0
            self._desk.wait_for_suggestions()
            for span in article.spans:
                self._label_span(span, article)
                self._desk.tally.end_span()
            self._remove_wrong(article, len(article.text))
            assert self._desk.labelled == gold_of(article), self._desk.labelled ^ gold_of(article)
            self._desk.press(Qt.Key.Key_Return, CTRL, why="next article")
            self._desk.tally.add_to_last()

    def _label_span(self, span: Span, article: AnnotatedDocument) -> None:
        self._remove_wrong(article, span.start)
        if (span.start, span.end, span.label) in self._desk.labelled:
            return
        self._reach((span.start, span.end))
        form = article.text[span.start : span.end]
        everywhere = self._everywhere and form != form.lower() and self._desk.stands_elsewhere()
        key = self._keys[span.label]
        if not everywhere and self._desk.suggested_label == span.label and self._desk.is_at_suggestion:
            self._desk.press(Qt.Key.Key_Return, why="accept")
        else:
            self._desk.press_label(key, ALT if everywhere and key.isdecimal() else NONE)
        self._here = span.end

    def _remove_wrong(self, article: AnnotatedDocument, before: int) -> None:
        for start, end, label in sorted(self._desk.labelled - gold_of(article)):
            if start <= before:
                self._reach((start, end))
                self._desk.press(Qt.Key.Key_Delete, why="wrong")
                assert (start, end, label) not in self._desk.labelled
                self._here = start

    # --- getting there

    def _reach(self, goal: Place) -> None:
        desk = self._desk
        if desk.selected == goal:
            return
        if not self._overlaps(goal):
            form = " ".join(desk.text[goal[0] : goal[1]].split())
            told = desk.tab_selects()
            if told and (form == told or (len(told) > 20 and form.startswith(told))):
                if desk.is_at_suggestion and not desk.is_labelled(*desk.selected):
                    desk.press(Qt.Key.Key_Backspace, why="reject")
                else:
                    desk.press(Qt.Key.Key_Tab, why="tab")
                self._here = desk.selected[0] + 1
            if not self._overlaps(goal):
                self._jump(goal[0])
        self._adjust(goal)

    def _overlaps(self, goal: Place) -> bool:
        start, end = self._desk.selected
        return start < goal[1] and goal[0] < end

    def _jump(self, target: int) -> None:
        text = self._desk.text
        if target < self._here:
            self._go_up(target)
        words = [start for start, _ in tokens(text) if text[start].isalpha()]
        lettered = [start for start in words if start >= target][:1] or words[-1:]
        letter = text[lettered[0]]
        for _ in range(PATIENCE):
            self._desk.press(letter, SHIFT if letter.isupper() else NONE, why="letter")
            start = self._desk.selected[0]
            if start >= lettered[0]:
                break
        self._here = self._desk.selected[0] + 1

    def _go_up(self, target: int) -> None:
        for _ in range(PATIENCE):
            self._desk.press(Qt.Key.Key_Up, why="back")
            self._here = self._desk.view.caret()
            if self._here <= target:
                return

    def _adjust(self, goal: Place) -> None:
        for _ in range(PATIENCE):
            before = start, end = self._desk.selected
            if before == goal:
                return
            if start != goal[0]:
                self._move_start(start, end, goal[0])
            else:
                self._move_end(start, end, goal[1])
            after = self._desk.selected
            if after == before or _distance(after, goal) > _distance(before, goal):
                break
        if self._desk.selected != goal:
            self._by_characters(goal)

    def _move_start(self, start: int, end: int, goal: int) -> None:
        key, way = Qt.Key.Key_BracketRight, start_onward_by_phrase
        if start > goal:
            key, way = Qt.Key.Key_BracketLeft, start_back_by_phrase
        after = way(self._desk.text, start, end)[0]
        self._move(key, CTRL if start != after and min(start, goal) <= after <= max(start, goal) else NONE)

    def _move_end(self, start: int, end: int, goal: int) -> None:
        way = end_onward_by_phrase if end < goal else end_back_by_phrase
        after = way(self._desk.text, start, end)[1]
        if end != after and min(end, goal) <= after <= max(end, goal):
            self._move(Qt.Key.Key_Apostrophe if end < goal else Qt.Key.Key_QuoteDbl, NONE)
        else:
            self._move(Qt.Key.Key_Space, NONE if end < goal else SHIFT)

    def _move(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
        self._desk.press(key, modifiers, why="end")

    def _by_characters(self, goal: Place) -> None:
        desk = self._desk
        desk.press(Qt.Key.Key_Left, why="character")
        for _ in range(PATIENCE):
            caret = desk.view.caret()
            if caret == goal[0]:
                break
            desk.press(Qt.Key.Key_Left if caret > goal[0] else Qt.Key.Key_Right, why="character")
        for _ in range(PATIENCE):
            if desk.selected[1] >= goal[1]:
                break
            whole = desk.text[desk.selected[1] : goal[1]].strip()
            desk.press(Qt.Key.Key_Right, CTRL | SHIFT if " " in whole else SHIFT, why="character")
        assert desk.selected == goal, (desk.selected, goal)


def _distance(place: Place, goal: Place) -> int:
    return abs(place[0] - goal[0]) + abs(place[1] - goal[1])


class Pointer:
    """Labels by the mouse alone."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def label(self, articles: Sequence[AnnotatedDocument]) -> None:
        """Label the articles, each until it equals its gold."""
        for article in articles:
            assert self._desk.text == article.text
            for span in article.spans:
                self._desk.drag(span.start, span.end)
                self._desk.click_label(span.label)
                self._desk.tally.end_span()
            assert self._desk.labelled == gold_of(article), self._desk.labelled ^ gold_of(article)
            self._desk.click_next()
            self._desk.tally.add_to_last()
