"""How much of a design says the same twice."""

from __future__ import annotations

import re
from functools import cache

from draftspec.evals.sample import Sample
from draftspec.evals.scorers.registry import Evidence, Measured, NotMeasured, scorer, share
from draftspec.items import field_names
from draftspec.sections import SECTIONS
from draftspec.sections.base import Model

LEAST_WORDS = 6
_FORMULAIC = {"validation", "tests"}
"""Sections whose lines are alike on purpose: types of fields, cases of tests."""
_WORD = re.compile(r"[^\W\d_]+")
_UNREAD = ("example", "value", "path", "about", "covers", "subject", "action")
_ALIKE = (".errors", ".server_sets")


@scorer(
    gate="threshold",
    bound=0.25,
    higher_is_better=False,
    slack=0.05,
    source="four LLMs on one system: complete but redundant (2505.18019); ISO 29148: a requirement stands once",
)
def duplication(sample: Sample) -> Measured | NotMeasured:
    """Share of the texts of the design, of six words and more, that repeat one before them in the same section.

    Case, punctuation and numbers do not count, so a text that differs in its figures repeats another. Left out are
    examples, and what is alike on purpose: errors, server-set columns, validation and tests.
    """
    seen: set[tuple[str, str]] = set()
    repeated: list[Evidence] = []
    total = 0
    for where, text in _texts(sample):
        if len(text.split()) < LEAST_WORDS:
            continue
        key = (where.split(".")[0], " ".join(_WORD.findall(text.lower())))
        total += 1
        if key in seen:
            repeated.append(Evidence(text, where))
        seen.add(key)
    if not total:
        return NotMeasured(f"no text has {LEAST_WORDS} words")
    return Measured(share(len(repeated), total), tuple(repeated))


def _texts(sample: Sample) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for name in (one for one in SECTIONS if one not in _FORMULAIC):
        _add(getattr(sample.spec.sections, name), name, found)
    return found


def _add(value: object, where: str, found: list[tuple[str, str]]) -> None:
    """Add the texts inside a value, with the names of the fields that lead to each."""
    if isinstance(value, str):
        found.append((where, value))
    elif isinstance(value, tuple):
        for one in value:
            _add(one, where, found)
    elif isinstance(value, Model) and not where.endswith(_ALIKE):
        for name in _read_names(type(value)):
            _add(getattr(value, name), f"{where}.{name}", found)


@cache
def _read_names(kind: type[Model]) -> tuple[str, ...]:
    return tuple(name for name in field_names(kind) if name not in _UNREAD)
