"""What people only look at ("operators see occupancy") becomes a call that works it out, and no table."""

from __future__ import annotations

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
    said = said_of(figure)
    plain = tuple(BodyField(name=name, source="computed", type=kind) for name, kind in said.get("fields", {}).items())
    rows = said.get("rows")
    if not rows:
        return plain
    held = ", ".join(f"`{name}` ({kind})" for name, kind in rows.items())
    return (
        *plain,
        BodyField(name="rows", source="computed", type="object", many=True, description=f"Each holds {held}."),
    )
