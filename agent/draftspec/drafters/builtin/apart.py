"""The rule that tenants see nothing of each other, where a brief says so beside what it asks for."""

from __future__ import annotations

import re

from draftspec.drafters.builtin.plan import Plan
from draftspec.drafters.builtin.reading.words import in_words
from draftspec.sections.rules import Rule

_APART = re.compile(
    r"\b(?:nobody|no one|never|cannot|can't|must not|may not|not)\b[^.;]*\b(?:another|others?|other|each other'?s?)\b"
    r"|\b(?:only|just)\b[^.;]*\bits own\b|\bisolated?\b|\bseparated?\b",
    re.I,
)


def apart_rules(plan: Plan) -> tuple[Rule, ...]:
    """Return the rule for rows of tenants that the brief wants to be kept apart; none where it says nothing of it."""
    if plan.tenant is None or not _APART.search(plan.reading.text):
        return ()
    key = f"{plan.tenant}_id"
    held = [r for r in plan.resources if r.tenant == key or any(p.column == key for p in r.parents)]
    if not held:
        return ()
    tables = in_words([f"`{resource.table}`" for resource in held])
    return (
        Rule(
            name=f"Each {plan.tenant} sees its own",
            description=f"Rows of {tables} are read and written by people of their own `{key}` alone.",
            implementation=f"Every statement on {tables} carries `{key} = $caller_{key}`, which comes from the session and never from the request.",
            validation=f"Each call is made once with a row of another {plan.tenant}: the answer is the one for an id that does not exist.",
            edge_cases=(f"Somebody in two: the session names the {plan.tenant} that is spoken for.",),
            error_handling="404 for a row of another, so that not even its being there is told.",
            error_code=None,
            about=tuple(resource.table for resource in held),
        ),
    )
