"""What people only look at ("operators see occupancy") becomes a call that works it out, and no table."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from draftspec.drafters.builtin.catalogue import Catalogue, data
from draftspec.drafters.builtin.choices import Choice
from draftspec.drafters.builtin.plan import Figure, Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.roles import role_of
from draftspec.drafters.builtin.reading.words import word_class
from draftspec.sections.endpoints import BodyField

_LOOKING = word_class("viewing") | {"know", "monitor"}


def is_figure(phrase: str, catalogue: Catalogue) -> bool:
    """Tell whether a phrase names something that is worked out and not stored; what has an entry is stored."""
    return phrase not in catalogue.words and phrase.rpartition(" ")[2] in data("figures")


def is_looked_at(choice: Choice, reading: Reading, catalogue: Catalogue) -> bool:
    """Tell whether a choice is a figure that somebody looks at."""
    seen = {head for head, phrase, _ in _seen(reading) if is_figure(phrase, catalogue)}
    return choice.concept is None and choice.words in seen


FOLLOWING = frozenset({"follow", "follower", "subscriber"})
"""What links somebody to whom or what he wants news of."""


def is_only_seen(concept: str, reading: Reading, catalogue: Catalogue) -> bool:
    """Tell whether an entry is nothing but what people look at or are told of."""
    done = [act for act in reading.acts if any(catalogue.words.get(p) == concept for p in act.objects.phrases)]
    return bool(done) and all(act.person and act.verb in _SEEING for act in done)


_SEEING = _LOOKING | {"receive", "get"}


def with_feed(resources: list[Resource], reading: Reading, catalogue: Catalogue) -> list[Resource]:
    """Return the resources, a follow with the feed that shows what those who are followed publish."""
    main = resources[0] if resources else None
    if main is None or main.one.split()[-1] not in FOLLOWING or "feed" in {figure.kind for figure in main.figures}:
        return resources
    stored = {resource.name for resource in resources}
    for act in reading.acts:
        seen = (catalogue.words.get(phrase) for phrase in act.objects.phrases if act.person and act.verb in _SEEING)
        noun = next(
            (n for n in seen if n is not None and n not in stored and is_only_seen(n, reading, catalogue)), None
        )
        if noun is not None:
            feed = Figure("feed", "feed", role_of(act.subject).name, of=noun)
            return [replace(main, figures=(*main.figures, feed)), *resources[1:]]
    return resources


def with_figures(resources: list[Resource], reading: Reading, catalogue: Catalogue) -> list[Resource]:
    """Return the resources with the figures that somebody looks at, each beside the thing it is about."""
    if not resources or reading.foreign:
        return resources
    main, *rest = resources
    stored = {resource.name for resource in resources}
    for head, phrase, role in _seen(reading):
        if catalogue.words.get(phrase) not in stored and head not in {figure.kind for figure in main.figures}:
            main = replace(main, figures=(*main.figures, Figure(head, phrase, role)))
    return [main, *rest]


def _seen(reading: Reading) -> Iterator[tuple[str, str, str]]:
    """Yield the head and the whole phrase of each figure, and who looks at it."""
    for act in reading.acts:
        if not act.person or act.verb not in _LOOKING:
            continue
        for phrase in act.objects.phrases:
            if phrase.rpartition(" ")[2] in data("figures"):
                yield phrase.rpartition(" ")[2], phrase, role_of(act.subject).name


def said_of(figure: Figure) -> dict[str, Any]:
    """Return what the knowledge says about a figure."""
    said: dict[str, Any] = data("figures")[figure.kind]
    return data("figures")[said["as"]] if "as" in said else said


def fields_of(figure: Figure) -> tuple[BodyField, ...]:
    """Return the fields of the answer: its values, or one list of rows."""
    if figure.by is not None:
        return (_counts(figure),)
    said = said_of(figure)
    plain = tuple(BodyField(name=name, source="computed", type=kind) for name, kind in said.get("fields", {}).items())
    rows = said.get("rows")
    if not rows:
        return plain
    held = ", ".join(f"`{name}` ({kind})" for name, kind in rows.items())
    return (
        *plain,
        BodyField(
            name="rows",
            source="computed",
            type="object",
            many=True,
            description=f"Each holds {held}.",
            example=json.dumps([{name: _VALUES.get(str(kind), "main") for name, kind in rows.items()}]),
        ),
    )


_VALUES: dict[str, str | int | float | bool] = {
    "integer": 12,
    "number": 0.75,
    "boolean": True,
    "date": "2026-03-02",
    "date-time": "2026-03-02T09:15:00Z",
    "uuid": "bf3e62aa-a7ba-4a5e-96ec-e5b81f1cb72b",
}
"""What an example holds of each kind of value that is worked out."""


def _counts(figure: Figure) -> BodyField:
    """Return the rows of a count: how many gave each answer, and how many none."""
    numbers = ", ".join(f"`{name}` (integer)" for name in (*figure.values, "unanswered"))
    held = (
        f"`{figure.by}` (string), {numbers}, `user_ids` (uuid[]: who said `{figure.values[0]}`)"
        if figure.values
        else f"`{figure.by}` (string), {numbers}"
    )
    names = ", ".join(f'"{name}": {at}' for at, name in enumerate((*reversed(figure.values), "unanswered")))
    who = ', "user_ids": ["bf3e62aa-a7ba-4a5e-96ec-e5b81f1cb72b"]' if figure.values else ""
    shown = f'[{{"{figure.by}": "{_shown(figure)}", {names}{who}}}]'
    said = f"Each holds {held}."
    return BodyField(name="rows", source="computed", type="object", many=True, description=said, example=shown)


def _shown(figure: Figure) -> str:
    """Return a value by which an example counts."""
    return figure.groups[0] if figure.groups else "first"
