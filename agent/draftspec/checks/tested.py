"""SEC: whether the tests cover what is promised."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from draftspec.checks.design import Design
from draftspec.checks.fields import repeated
from draftspec.checks.registry import Found, check
from draftspec.checks.wording import listed
from draftspec.items import endpoint_name, endpoint_path, field_names
from draftspec.sections.endpoints import Endpoint
from draftspec.sections.tests import TestCase, Tests

_EVERYWHERE = frozenset([401, 403, 415, 429, 500])
"""Failures that one test of the whole interface covers."""
_WORD = re.compile(r"\w+")
_IN_CAPITALS = re.compile(r"[A-Z](?<!\w.)[A-Z0-9_]*\b")
"""A word in capitals, as codes are; that it begins there is asked second, since a search for a letter is quick."""


@check("SEC-03", "warning", why="What no test tries is found broken by whoever calls it first.")
def tests_cover(design: Design) -> Iterator[Found]:
    """Each endpoint, each error of its own and each constraint has a test.

    An error is tested by a test of its endpoint that expects its code, or its status where no other error has it, and by
    a test of anything that names the code. Errors that are the same everywhere (401, 403, 415, 429, 500) may be tested
    once. A constraint is tested by a test that names it, or one of its columns or its table under `models` or `database`.
    """
    tests = design.sections.tests
    if tests is None:
        return
    by_subject = _by_subject(design, tests)
    told = _Told(" ".join(f"{one.given} {one.expect}" for cases in by_subject.values() for one in cases))
    for endpoint in design.endpoints:
        where, name = endpoint_path(endpoint), endpoint_name(endpoint)
        if where not in by_subject:
            yield Found(where, f"No test is about `{name}`.", "Add a test of its success and of each error.")
        elif untested := list(_untested(endpoint, by_subject[where], told)):
            yield Found(where, f"No test of `{name}` expects {listed(untested)}.", "Add a test for each.")
    yield from _untested_constraints(design, by_subject, told)


def _by_subject(design: Design, tests: Tests) -> dict[str, list[TestCase]]:
    found: dict[str, list[TestCase]] = defaultdict(list)
    for group in field_names(type(tests)):
        for one in getattr(tests, group):
            found[design.items.resolve(one.subject) or ""].append(one)
    return found


class _Told:
    """What tests say: a text that is asked for many words."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._in_capitals = frozenset(_IN_CAPITALS.findall(text))

    def says(self, code: str) -> bool:
        """Tell whether a code stands in the text, as a word or as several."""
        return code in self._in_capitals or (
            code in self.text and re.search(rf"\b{re.escape(code)}\b", self.text) is not None
        )


def _untested(endpoint: Endpoint, cases: list[TestCase], told: _Told) -> Iterator[str]:
    shared = repeated([error.status for error in endpoint.errors])
    for error in endpoint.errors:
        if error.status in _EVERYWHERE or told.says(error.code):
            continue
        if error.status in shared or not any(str(error.status) in _WORD.findall(one.expect) for one in cases):
            yield error.code


def _untested_constraints(design: Design, by_subject: dict[str, list[TestCase]], told: _Told) -> Iterator[Found]:
    answered = {error.constraint for endpoint in design.endpoints for error in endpoint.errors}
    for where, table, one in design.own_constraints:
        if one.name in answered or one.name in told.text:
            continue
        path = where.rsplit(".", 2)[0]
        columns = {*one.columns, *one.period, *(each.column for each in one.conditions)}
        subjects = {where, *(f"{path}.{kind}.{name}" for kind in ("columns", "add_columns") for name in columns)}
        known = {design.items.resolve(f"{table}.{name}") for name in columns}
        if not by_subject.keys() & (subjects | known | {path}):
            yield Found(where, f"No test tries `{one.name}`.", "Add a test that violates it and expects the error.")
