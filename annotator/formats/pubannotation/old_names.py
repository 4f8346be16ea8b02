"""What PubAnnotation called annotations in its first years: `catanns`, `relanns` and `modanns`, with other keys."""

from annotator.errors import FormatError
from annotator.metadata import Row

OLD = {
    "catanns": ("denotations", {"category": "obj"}),
    "relanns": ("relations", {"type": "pred", "subject": "subj", "object": "obj"}),
    "modanns": ("modifications", {"type": "pred", "object": "obj"}),
}
"""Each with its name today, and what its keys are called today."""


def modern(track: Row) -> Row:
    """Return the annotations of a document or a track under the names of today. Raises FormatError."""
    if track.keys().isdisjoint(OLD):
        return track
    renamed = dict(track)
    for old, (new, keys) in OLD.items():
        items = renamed.pop(old, None) or []
        if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
            raise FormatError(f"“{old}” must be a list of objects.")
        if items:
            there = renamed.get(new)
            new_items = [{keys.get(key, key): content for key, content in item.items()} for item in items]
            renamed[new] = [*there, *new_items] if isinstance(there, list) else new_items
    return renamed
