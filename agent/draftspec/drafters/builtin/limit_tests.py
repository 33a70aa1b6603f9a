"""A test at the edge of each number of the brief: what still passes, and what no longer does."""

from __future__ import annotations

from collections.abc import Iterator

from draftspec.drafters.builtin.limit_texts import end_of, rate_column, start_of, start_of_time
from draftspec.drafters.builtin.limits import about, ruled_numbers
from draftspec.drafters.builtin.plan import Plan, Resource
from draftspec.drafters.builtin.reading.numbers import NumberFact
from draftspec.sections.tests import TestCase


def limit_tests(plan: Plan) -> Iterator[TestCase]:
    """Yield the service tests of the numbers that have a rule of their own; those of the entries have theirs."""
    for fact in ruled_numbers(plan):
        resource = about(fact, plan)
        edge = _edge(fact, resource) if resource is not None else None
        if resource is not None and edge is not None:
            yield TestCase(subject=resource.table, given=edge[0], expect=edge[1])


def _edge(fact: NumberFact, resource: Resource) -> tuple[str, str] | None:
    """Return what is given and expected at the edge of a number, or None where nothing is refused because of it."""
    return _timed(fact, resource) if fact.seconds else _counted(fact, resource)


def _counted(fact: NumberFact, resource: Resource) -> tuple[str, str] | None:
    value = fact.value
    if fact.kind == "rate" and rate_column(fact, resource) is not None:
        given = f"A caller held to {value} a {fact.per}: {value} requests, then one more."
        return given, "The last one is 429 RATE_LIMITED."
    if fact.kind == "most" and not fact.is_size and value.isdigit():
        return f"{value} {resource.many} there, then one more.", "The last one is refused; as many stand as before."
    return None


def _timed(fact: NumberFact, resource: Resource) -> tuple[str, str] | None:
    amount, end = fact.amount, end_of(resource)
    edges = {
        "notice": (
            f"A second less than {amount} before {start_of(resource)}.",
            "It is refused; a second more, and it is taken.",
        ),
        "ahead": (f"{amount} and a second ahead.", "It is refused; to the second it is taken."),
        "age": (
            f"One row of {amount} and a second, one a second younger; the job runs twice.",
            "The first is taken up, once; the second is left alone.",
        ),
    }
    if fact.kind == "lifetime" and end is not None:
        return f"`{start_of_time(resource)}` {amount} and a second ago.", f"`{end}` has passed: it is over."
    return edges.get(fact.kind)
