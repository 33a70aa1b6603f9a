"""A rule on whose a row is says what the calls grant: what all read, or a role changes, is not kept for the owner alone."""

from __future__ import annotations

import pytest
from drafts import draft

OPEN = "Our theatre needs attendance: for each rehearsal actors say yes/no/maybe"
DECIDED = "Residents report a broken lamp with the street. The janitor confirms it."


def whose(brief: str, name: str) -> str:
    """Return how the rule on the owner of a thing is kept."""
    rules = draft(brief).spec.sections.rules
    return next(rule.implementation for rule in rules.rules if rule.name == name) if rules is not None else ""


@pytest.mark.parametrize(
    ("brief", "name", "said"),
    [
        (
            OPEN,
            "Whose rehearsal it is",
            "Every statement that changes `rehearsals` carries `user_id = <caller>`, so a foreign id finds no row; "
            "reads are open to whoever is signed in.",
        ),
        (
            DECIDED,
            "Whose lamp it is",
            "On `lamps` `update` and `delete` carry `user_id = <caller>`, so a foreign id finds no row; "
            "reads: `WHERE user_id = …`, any row for `janitor`; `confirm`: role `janitor`.",
        ),
        (
            "Users keep canoes",
            "Whose canoe it is",
            "Every statement on `canoes` carries `user_id = <caller>`; a foreign id finds no row.",
        ),
    ],
)
def test_a_rule_on_the_owner_says_what_the_calls_grant(brief: str, name: str, said: str) -> None:
    assert whose(brief, name) == said
