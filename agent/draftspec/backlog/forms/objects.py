"""JSON of any shape: where its items are, what they are nested in, and what groups them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count
from typing import TypeGuard

from draftspec.backlog.fields import NAMES, normalized
from draftspec.backlog.finished import is_over
from draftspec.backlog.forms.found import Found
from draftspec.backlog.forms.parsed import parsed
from draftspec.backlog.item import Item
from draftspec.backlog.record import is_record, item_from, record_of, shortened
from draftspec.backlog.values import MOST_LEVELS, text
from draftspec.backlog.words import words
from draftspec.errors import BacklogError

_LISTS = words("""items issues data results result nodes edges stories userstories user_stories userStories backlog backlogs cards tasks
    features epics tickets value values records entries rows workItems work_items requirements todos elements list roadmap
    content objects Issues Items Data""")
_CHILDREN = words("""children items stories userStories user_stories userstories features subIssues sub_issues subissues subtasks sub_tasks subTasks tasks issues
    nodes requirements epics tickets cards entries backlog""")
_STEPS = words("subtasks sub_tasks subTasks tasks")
_GROUP_WORDS = frozenset({"backlog", "todo", "doing", "done", "now", "next", "later", "open", "closed"})


@dataclass(frozen=True)
class _Where:
    """What an item stands in: the id or title of its parent, the state its group gives it, and how deep that is."""

    parent: str | None = None
    status: str = ""
    levels: int = MOST_LEVELS

    def below(self, parent: str | None, status: str = "") -> _Where:
        return _Where(parent, status or self.status, self.levels - 1)


def read_json(text: str) -> Found:
    """Return the items of a JSON text: a list of objects or texts, wherever it stands. Raises `BacklogError`."""
    return items_of(parsed(text))


def read_jsonl(text: str) -> Found:
    """Return one item for each line that holds a JSON value. Raises `BacklogError` with the line that holds none."""
    found, places = Found(), count(1)
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            value = parsed(line.strip().rstrip(","), number)
            found.add(replace(item, line=number) for item in _items(value, _Where(), places))
    return found


def items_of(value: object) -> Found:
    """Return the items that a parsed value holds."""
    found, value = Found(), _unwrapped(value)
    if _is_map_of_texts(value):
        value = [_of_map(key, member) for key, member in value.items()]
    found.add(_items(value, _Where(), count(1)))
    return found


def _is_map_of_texts(value: object) -> TypeGuard[dict[str, str]]:
    """Tell whether a value is an object that holds a text for each title."""
    if not isinstance(value, dict) or not value or is_record(record_of(value)):
        return False
    return all(isinstance(member, str) for member in value.values())


def _of_map(key: str, member: str) -> dict[str, str]:
    """Return the item that a text is by its title, or by its number or key."""
    if re.fullmatch(r"#?\d+|[A-Z][A-Z0-9]*-\d+", key):
        return {"id": key, "title": member}
    return {"title": key, "body": member}


def _unwrapped(value: object) -> object:
    """Return what stands inside objects that only wrap one list ({"data": {"issues": {"nodes": […]}}})."""
    for _ in range(MOST_LEVELS):
        if not isinstance(value, dict) or is_record(record_of(value)):
            return value
        inner = next((value[key] for key in value if key in _LISTS and isinstance(value[key], list | dict)), None)
        inner = _only_object(value) if inner is None else inner
        if inner is None:
            return value
        value = inner
    return value


def _only_object(value: Mapping[str, object]) -> object:
    """Return the one member that is an object, where no member is a list."""
    objects = [member for member in value.values() if isinstance(member, dict)]
    lists = [member for member in value.values() if isinstance(member, list)]
    return objects[0] if len(objects) == 1 and not lists else None


def _items(value: object, where: _Where, places: Iterator[int]) -> Iterator[Item]:
    if where.levels == 0:
        raise BacklogError("the items are nested too deeply", f"nest them at most {MOST_LEVELS} levels deep")
    if isinstance(value, str):
        title, body = shortened(value, "")
        yield Item(str(next(places)), title, body, parent=where.parent, status=where.status, done=is_over(where.status))
    elif isinstance(value, list):
        for entry in value:
            yield from _items(entry, where, places)
    elif isinstance(value, dict):
        yield from _object(value, where, places)


def _object(value: dict[str, object], where: _Where, places: Iterator[int]) -> Iterator[Item]:
    node = value.get("node")
    if isinstance(node, dict):
        value = node
    record = record_of(value)
    if is_record(record) or not any(isinstance(member, dict | list) for member in value.values()):
        yield from _item(value, item_from(record, str(next(places))), where, places)
    else:
        yield from _groups(value, where, places)


def _item(value: dict[str, object], item: Item, where: _Where, places: Iterator[int]) -> Iterator[Item]:
    status = item.status or where.status
    parent = item.parent or where.parent
    yield replace(item, parent=parent, status=status, done=item.done or is_over(status))
    for key, member in value.items():
        if key in _CHILDREN and (children := _entries(member)):
            kind = "sub-task" if key in _STEPS else ""
            below = _items(children, _Where(item.id, levels=where.levels - 1), places)
            yield from (
                replace(child, kind=child.kind or kind) if child.parent == item.id else child for child in below
            )


def _entries(member: object) -> list[object]:
    """Return the entries of a list below an item that are items themselves, not only ids of others."""
    if isinstance(member, dict):
        member = next(
            (member[key] for key in ("nodes", "edges", "items", "data") if isinstance(member.get(key), list)), None
        )
    return [entry for entry in member if isinstance(entry, dict | str)] if isinstance(member, list) else []


def _groups(value: Mapping[str, object], where: _Where, places: Iterator[int]) -> Iterator[Item]:
    """Yield what stands under the keys of an object: lists by their state or kind, objects and texts by their ids."""
    for key, member in value.items():
        if isinstance(member, list):
            named = None if key in _LISTS or key.lower() in _GROUP_WORDS else key
            yield from _items(member, where.below(named or where.parent, key if is_over(key) else ""), places)
        elif isinstance(member, dict):
            record = record_of(member)
            if is_record(record):
                own = record if any(normalized(name) in record for name in NAMES["id"]) else {**record, "id": key}
                next(places)
                yield from _item(member, item_from(own, text(key)), where, places)
            else:
                yield from _items(member, where.below(key), places)
