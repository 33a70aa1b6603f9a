"""Calls what somebody says of something by the brief's word: where a rating is a score and a feedback a comment, there is one of each."""

from __future__ import annotations

import re
from dataclasses import replace

from draftspec.drafters.builtin.columns import ColumnLine
from draftspec.drafters.builtin.entries import Entry
from draftspec.drafters.builtin.plan import Resource

_VALUES = ("rating", "score", "stars", "overall_rating", "mark")
_WORDS = ("comment", "feedback", "note", "remark", "body", "text", "review", "comments", "notes")


def in_brief_words(resource: Resource, asked: list[ColumnLine]) -> Resource:
    """Return a rated thing whose value and words go by the names that the brief has for them."""
    known = {column.name for column in resource.columns}
    if resource.there or not known & set(_VALUES) or resource.entry.words[0] == "thing":
        return resource
    for group in (_VALUES, _WORDS):
        said = next((c.name for c in asked if c.name in group), None)
        own = next((name for name in group if name in known), None)
        if said is not None and own is not None and said not in known:
            resource = _renamed(resource, own, said)
    return resource


def _renamed(resource: Resource, old: str, new: str) -> Resource:
    columns = tuple(replace(c, name=new) if c.name == old else c for c in resource.columns)
    entry = _retold(resource.entry, old, new)
    verbs = {name: entry.verbs.get(name, verb) for name, verb in resource.verbs.items()}
    return replace(resource, columns=columns, entry=entry, verbs=verbs, asked=resource.asked | {new})


def _retold(entry: Entry, old: str, new: str) -> Entry:
    """Return an entry in which a column has another name: in code, in lists of columns and in conditions, and nowhere in prose."""
    text = re.sub(rf"`([^`]*?)\b{old}\b([^`]*?)`", rf"`\1{new}\2`", entry.model_dump_json())
    text = re.sub(rf'"{old}"', f'"{new}"', text)
    told = Entry.model_validate_json(text)
    code = {
        name: tuple(_coded(one, old, new) for one in getattr(entry, name))
        for name in ("unique", "again", "exclude", "checks")
    }
    kept = {"words": entry.words, "called": entry.called, "columns": _coded(entry.columns, old, new)}
    return told.model_copy(update={**code, **kept})


def _coded(text: str, old: str, new: str) -> str:
    return re.sub(rf"\b{old}\b", new, text)
