"""Makes a prompt fit a model's window: what helps least is left out first, and said."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from draftspec.chat.model import Message
from draftspec.chat.schema import minified
from draftspec.chat.tokens import Count, count, encoding_name, estimate
from draftspec.drafters.builtin.reading.words import singular
from draftspec.errors import ServiceError
from draftspec.prompting.form import Form
from draftspec.prompting.given import Given
from draftspec.prompting.layout import messages, sees_existing
from draftspec.prompting.parents import parents_json
from draftspec.sections.database import Table

_FRAME = 64
"""Tokens that a provider puts around the messages and the schema, at most."""


@dataclass(frozen=True)
class Room:
    """How many tokens a model takes: its window, of that what is kept for the answer, and whose tokens they are."""

    window: int
    output: int
    model: str = ""

    @property
    def input(self) -> int:
        """The tokens that are left for the prompt."""
        return self.window - self.output - _FRAME


class PromptTooLarge(ServiceError):
    """What cannot be left out is more than the model takes."""

    def __init__(self, section: str, size: Count, room: Room) -> None:
        super().__init__(
            f"the prompt of the section {section} has {size} tokens, and {room.model or 'the model'} takes "
            f"{max(room.input, 0):,} beside an answer of {room.output:,}",
            "shorten the brief, or take a model with a larger window",
        )
        self.size = size
        self.room = room


@dataclass(frozen=True)
class Fitted:
    """What goes into the prompt of a section, and what was left out, as sentences for people."""

    given: Given
    dropped: tuple[str, ...] = ()


def fit(section: str, given: Given, form: Form, room: Room) -> Fitted:
    """Return as much of what is given as fits; raises `PromptTooLarge` with the sizes when even the least does not.

    Left out are, in this order: the columns of existing tables, those that neither the brief nor a decision names
    first; the names of the rest of them; what is usual for features of this kind.
    """
    if _fits(section, given, form, room):
        return Fitted(given)
    fewer = _with_fewer_tables(section, given, form, room) if sees_existing(section) and given.existing else None
    if fewer is not None:
        return fewer
    there = sees_existing(section) and bool(given.existing)
    said = [f"the {len(given.existing)} existing tables"] if there else []
    bare = replace(given, existing=(), named_only=()) if there else given
    for smaller, also in ((bare, []), (replace(bare, with_knowledge=False), ["what is usual for such features"])):
        if _fits(section, smaller, form, room):
            return Fitted(smaller, (_sentence(section, [*said, *also]),))
    raise PromptTooLarge(section, _size(section, replace(bare, with_knowledge=False), form, room.model), room)


def relevant_first(section: str, given: Given) -> tuple[Table, ...]:
    """Return the existing tables, those that the brief or a decision names first, then their neighbours."""
    words = {singular(word) for word in re.findall(r"[^\W_]+", given.brief.lower())}
    decided = set(re.findall(r"\w+", " ".join(parents_json(section, given.parents).values())))
    usual = {resource.table for resource in given.resources} | {p.target for r in given.resources for p in r.parents}
    named = {t.name for t in given.existing if t.name in decided | usual or _words_of(t.name) <= words}
    near = {t.name for t in given.existing if named & _refers_to(t)} | {
        target for t in given.existing if t.name in named for target in _refers_to(t)
    }
    return tuple(sorted(given.existing, key=lambda table: (table.name not in named, table.name not in near)))


def _words_of(name: str) -> set[str]:
    return {singular(word) for word in name.lower().split("_") if word}


def _refers_to(table: Table) -> set[str]:
    return {column.references.table for column in table.columns if column.references}


def _with_fewer_tables(section: str, given: Given, form: Form, room: Room) -> Fitted | None:
    """Return the most of the relevant tables that fit, the others by name, or None when not even the names do."""
    ranked = relevant_first(section, given)

    def kept(number: int) -> Given:
        full = {table.name for table in ranked[:number]}
        rest = tuple(table.name for table in given.existing if table.name not in full)
        return replace(given, existing=tuple(t for t in given.existing if t.name in full), named_only=rest)

    most = _most(len(ranked), lambda number: _fits(section, kept(number), form, room))
    if most is None:
        return None
    names = [table.name for table in ranked[most:]]
    shown = ", ".join(names[:5]) + (", …" if len(names) > 5 else "")
    said = f"the columns of {len(names)} of {len(ranked)} existing tables ({shown})"
    return Fitted(kept(most), (_sentence(section, [said]),))


def _most(above: int, fits: Callable[[int], bool]) -> int | None:
    """Return the largest number below `above` that fits, or None when not even 0 does."""
    if not fits(0):
        return None
    low, high = 0, above
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if fits(middle) else (low, middle)
    return low


def _fits(section: str, given: Given, form: Form, room: Room) -> bool:
    """Tell whether a prompt fits. Tokens are counted only where an estimate, each part of it for itself, is too large."""
    static, own = messages(section, given, form)
    left = room.input - estimate(_text((static,), form)).tokens
    if len(own.content.encode(errors="replace")) <= left or estimate(own.content).tokens < left:
        return True
    return encoding_name(room.model) is not None and count(_text((static, own), form), room.model).tokens <= room.input


def _size(section: str, given: Given, form: Form, model: str) -> Count:
    return count(_text(messages(section, given, form), form), model)


def prompt_size(prompt: tuple[Message, ...], form: Form, model: str) -> Count:
    """Return the tokens of a prompt with its schema, which a provider puts before it and charges for."""
    return count(_text(prompt, form), model)


def _text(prompt: tuple[Message, ...], form: Form) -> str:
    parts = [message.content for message in prompt]
    if not form.in_prompt:
        parts.append(minified(form.schema))
    return "\n".join(parts)


def _sentence(section: str, parts: list[str]) -> str:
    return (
        f"The prompt of the section {section} leaves out {' and '.join(parts) or 'nothing'}, to fit the model's window."
    )
