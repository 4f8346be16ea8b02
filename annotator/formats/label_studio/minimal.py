"""JSON_MIN, the short export: an object for each annotation, in which data and results stand side by side."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from annotator.formats.label_studio.fields import TEXT, Row
from annotator.formats.label_studio.results import ends_of

BOOKKEEPING = frozenset({"annotation_id", "annotator", "created_at", "updated_at", "lead_time"})


def as_tasks(values: Iterable[tuple[int, Any]], controls: Mapping[str, str]) -> Iterator[tuple[int, Any]]:
    """Yield line and task for each value; the annotations of one task, which follow each other, are put together.

    `controls` are the kinds of the controls by name, where they are known: without them a single choice cannot be
    told from data. What is no object of JSON_MIN is yielded as it is.
    """
    waiting: tuple[int, Row] | None = None
    for line, content in values:
        task = _task(content, controls)
        if task is not None and waiting and task["id"] is not None:
            before = waiting[1]
            if task["id"] == before["id"] and task["data"] == before["data"]:
                before["annotations"] += task["annotations"]
                continue
        if waiting:
            yield waiting
        waiting = (line, task) if task is not None else None
        if task is None:
            yield line, content
    if waiting:
        yield waiting


def _task(content: Any, controls: Mapping[str, str]) -> Row | None:
    if not isinstance(content, dict) or not ("annotation_id" in content or "data" not in content):
        return None
    if "annotations" in content or "completions" in content:
        return None
    data: Row = {}
    result: list[Row] = []
    for key, item in content.items():
        if _is_regions(item):
            result += [_region(key, region) for region in item]
        elif key != TEXT and (controls.get(key) == "choices" or _is_several_choices(item)):
            chosen = item.get("choices") if isinstance(item, dict) else item
            chosen = chosen if isinstance(chosen, list) else [chosen]
            result.append({"type": "choices", "from_name": key, "value": {"choices": chosen}})
        elif key not in BOOKKEEPING and key != "id" and not controls.get(key, "").endswith("labels"):
            data[key] = item
    annotation = {"completed_by": content.get("annotator"), "result": result}
    return {"id": content.get("id"), "data": data, "annotations": [annotation]}


def _is_regions(content: object) -> bool:
    if not isinstance(content, list) or not content:
        return False
    return all(isinstance(item, dict) and ends_of(item) is not None for item in content)


def _is_several_choices(content: object) -> bool:
    """Return whether this is how JSON_MIN has several choices: nothing else is an object with just these."""
    return isinstance(content, dict) and content.keys() == {"choices"} and isinstance(content["choices"], list)


def _region(name: str, content: Row) -> Row:
    kinds = [key for key, item in content.items() if key.endswith("labels") and isinstance(item, list)]
    return {"type": kinds[0] if kinds else "labels", "from_name": name, "value": content}
