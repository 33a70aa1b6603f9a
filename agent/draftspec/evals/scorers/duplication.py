"""How much of a design says the same twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftspec.evals.sample import Sample
from draftspec.evals.scorers.registry import Evidence, Measured, NotMeasured, scorer, share
from draftspec.items import field_names
from draftspec.sections import SECTIONS
from draftspec.sections.base import Model

LEAST_WORDS = 6
_FORMULAIC = {"validation", "tests"}
"""Sections whose lines are alike on purpose: types of fields, cases of tests."""
_UNREAD = ("example", "value", "path", "about", "covers", "subject", "action")


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
        key = (where.split(".")[0], " ".join(re.findall(r"[^\W\d_]+", text.lower())))
        if len(text.split()) < LEAST_WORDS:
            continue
        total += 1
        if key in seen:
            repeated.append(Evidence(text, where))
        seen.add(key)
    if not total:
        return NotMeasured(f"no text has {LEAST_WORDS} words")
    return Measured(share(len(repeated), total), tuple(repeated))


def _texts(sample: Sample) -> Iterator[tuple[str, str]]:
    for name in (one for one in SECTIONS if one not in _FORMULAIC):
        section = getattr(sample.spec.sections, name)
        if section is not None:
            yield from _walk(section, name)


def _walk(value: object, where: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Model):
        for name in field_names(type(value)):
            if name not in _UNREAD and not where.endswith((".errors", ".server_sets")):
                yield from _walk(getattr(value, name), f"{where}.{name}")
    elif isinstance(value, tuple):
        for one in value:
            yield from _walk(one, where)
    elif isinstance(value, str):
        yield where, value
