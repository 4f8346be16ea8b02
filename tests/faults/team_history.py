"""A history read from its beginning: whether each span always stood over the words that somebody put it over."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from annotator.model import Span
from annotator.reanchoring import reanchor

PLACED = ("span", "verdict")
Place = tuple[Any, Any, Any]

ROWS = """
SELECT action.id, action.undoes, edit.kind, edit.before, edit.after FROM action JOIN edit ON edit.action = action.id
WHERE action.seq IS NOT NULL ORDER BY action.seq, edit.n
"""


class Words:
    """What stands where, as the history goes on."""

    def __init__(self, texts: Mapping[int, str], versions: Mapping[str, str]) -> None:
        """`texts` are the documents as they came, `versions` the later texts by their sha256."""
        self._texts = dict(texts)
        self._versions = versions
        self._places: dict[tuple[str, int], tuple[int, Place]] = {}
        self._read: dict[tuple[str, int, Place], set[str]] = {}
        """What each thing was meant to stand over, by where it stands."""

    def _quote(self, document: int, place: Place) -> str:
        return self._texts[document][place[0] : place[1]]

    def follow(self, edits: Sequence[tuple[str, Any, Any]], *, again: bool) -> Iterator[str]:
        """Take in an action; yield what it left over other words. `again` is said of an undo or redo."""
        changed = {}
        for kind, before, after in edits:
            if kind == "document" and before and after and before["sha256"] != after["sha256"]:
                changed[after["id"]] = self._versions[after["sha256"]]
        moved = {(kind, (before or after)["id"]) for kind, before, after in edits if kind in PLACED}
        for key, (document, place) in self._places.items():
            if document in changed and key not in moved:
                now = changed[document][place[0] : place[1]]
                known = self._read[(*key, place)]
                if now not in known and not _stays(self._texts[document], changed[document], place):
                    yield f"{key} stood over “{self._quote(document, place)}” and is left over “{now}”"
        self._texts |= changed
        for kind, before, after in edits:
            if kind in PLACED:
                yield from self._put(kind, before, after, again=again and (after or before)["document"] not in changed)
        for key, (document, place) in self._places.items():
            if document in changed:
                self._read[(*key, place)].add(self._quote(document, place))

    def _put(self, kind: str, before: Any, after: Any, *, again: bool) -> Iterator[str]:
        if after is None:
            self._places.pop((kind, before["id"]), None)
            return
        place = (after["start"], after["end"], after.get("pieces"))
        now = self._quote(after["document"], place)
        known = self._read.setdefault((kind, after["id"], place), set())
        if again and known and now not in known:
            yield f"{kind} {after['id']} came back over “{now}”, not “{'”, “'.join(known)}”"
        self._places[kind, after["id"]] = (after["document"], place)
        known.add(now)

    def over(self, span: int) -> str:
        """Return what a span stands over now; nothing for one that is gone."""
        document, place = self._places.get(("span", span), (0, None))
        return self._quote(document, place) if place else ""


def _stays(old: str, new: str, place: Place) -> bool:
    """Return whether who fixes the text finds a span in the same place: over a word that was written anew, perhaps."""
    start, end, _ = place
    (found,) = reanchor(old, new, [Span(1, 1, "", "", start, end)])
    return found.after is not None and (found.after.start, found.after.end) == (start, end)


def misplaced(
    rows: Sequence[Any], texts: Mapping[int, str], versions: Mapping[str, str], meant: Mapping[int, Mapping[int, str]]
) -> Iterator[str]:
    """Yield each span that ever stood over other words than those that were meant.

    `rows` are those of `ROWS`; `meant` says, for an action, over which words who made it saw its spans.
    """
    words, actions = Words(texts, versions), {}
    for action, undoes, kind, before, after in rows:
        given = tuple(None if one is None else json.loads(one) for one in (before, after))
        actions.setdefault(action, (undoes, []))[1].append((kind, *given))
    for action, (undoes, edits) in actions.items():
        yield from words.follow(edits, again=undoes is not None)
        for span, quoted in meant.get(action, {}).items():
            if words.over(span) != quoted:
                yield f"span {span} was put over “{quoted}” and stands over “{words.over(span)}”"
