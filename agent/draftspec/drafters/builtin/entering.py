"""What somebody sets or enters on a row of others is given in his own call, and no longer by whoever makes the row."""

from __future__ import annotations

from dataclasses import replace

from draftspec.drafters.builtin.columns import ColumnLine
from draftspec.drafters.builtin.entries import VerbEntry
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading.acts import Act
from draftspec.drafters.builtin.reading.facts import attribute
from draftspec.drafters.builtin.reading.people import is_person
from draftspec.drafters.builtin.reading.words import plural, snake

ENTERING = frozenset({"set", "enter", "fill_in", "write", "note", "record", "add", "log", "determine", "estimate", "choose", "specify", "leave", "adjust", "define", "state"})  # fmt: skip
"""Verbs by which somebody gives a field of a row that is there."""
_PLANNED = {"time": ("scheduled_at", "moment"), "date": ("scheduled_on", "date"), "day": ("scheduled_on", "date"), "slot": ("scheduled_at", "moment")}  # fmt: skip
"""What is assigned beside a person says when it is to be."""


def is_field(phrase: str) -> bool:
    """Tell whether words name a field of whatever it may be."""
    return attribute(phrase) is not None or attribute(plural(phrase)) is not None or phrase in _COUNTED


_COUNTED = frozenset({"minute", "hour"})


def fields_entered(act: Act, resource: Resource) -> tuple[ColumnLine, ...]:
    """Return the fields of a row that an act gives, where it gives nothing but fields."""
    found = [_field(phrase, resource) for phrase in act.objects.phrases] if act.verb in ENTERING else []
    return tuple(line for line in found if line is not None) if found and all(found) else ()


def fields_assigned(act: Act, resource: Resource) -> tuple[ColumnLine, ...]:
    """Return what is set beside the person whom an act puts to a row ("assigns a teacher and a time")."""
    rest = [phrase for phrase in act.objects.phrases[1:] if not is_person(phrase)]
    planned = (ColumnLine(*_PLANNED[phrase]) if phrase in _PLANNED else _field(phrase, resource) for phrase in rest)
    return tuple(line for line in planned if line is not None)


def entered_in(resource: Resource, name: str | None, fields: tuple[ColumnLine, ...], role: str) -> Resource:
    """Return the thing whose call `name` takes the fields, or a call of their own that sets them; nobody else gives them."""
    names = tuple(_name(line) for line in fields)
    call = f"set_{fields[0].name}" if name is None else name
    known = resource.verbs.get(call)
    if known is None:
        shown = " and ".join(f"`{one}`" for one in names)
        known = VerbEntry(does=f"Sets {shown} of one {{one}}.", by=role)
    taking = known.model_copy(update={"takes": tuple(dict.fromkeys((*known.takes, *(line.name for line in fields))))})
    given = {line.name for line in fields}
    columns = tuple(_later(line) if line.name in given else line for line in resource.columns)
    fresh = tuple(_later(line) for line in fields if line.name not in {column.name for column in resource.columns})
    return replace(resource, verbs={**resource.verbs, call: taking}, columns=(*columns, *fresh), acted=resource.acted | {role})  # fmt: skip


def _later(line: ColumnLine) -> ColumnLine:
    """A field that is given later is empty before."""
    return replace(line, nullable=True, default=None, flags=line.flags - {"server", "once"})


def _name(line: ColumnLine) -> str:
    return f"{line.name}_cents" if line.kind.endswith("money") else line.name


def _field(phrase: str, resource: Resource) -> ColumnLine | None:
    """Return the column that a phrase names: one that the thing has, or a new one of a known kind."""
    line = attribute(phrase) or attribute(plural(phrase))
    names = [snake(phrase), snake(plural(phrase)), *([line.name] if line is not None else [])]
    known = next((c for c in resource.columns if c.name in names), None)
    counted = ColumnLine(f"{snake(plural(phrase))}", "count") if phrase in _COUNTED else None
    return known or line or counted
