"""A second approval from a threshold on, and what may be rated, are rules with an error of their own."""

from __future__ import annotations

import pytest

from draftspec.brief import Brief
from draftspec.drafters.builtin import draft
from draftspec.spec import Sections


def sections(brief: str) -> Sections:
    return draft(Brief(text=brief, slug="x"), (), ("rules",)).sections


@pytest.mark.parametrize(
    ("brief", "call", "said"),
    [
        (
            "Employees submit expense reports; managers approve or reject them, above 500 EUR finance approves too",
            "finance-approve",
            "500 EUR",
        ),
        (
            "Purchase requests are approved by the manager; over 10000 USD the director must approve as well",
            "director-approve",
            "10000 USD",
        ),
    ],
)
def test_a_second_approval_is_a_call_and_a_rule(brief: str, call: str, said: str) -> None:
    found = sections(brief)
    assert found.rules is not None
    assert [e.path.rpartition("/")[2] for e in found.endpoints.endpoints if e.path.endswith(call)] == [call]
    assert [rule.name for rule in found.rules.rules if said in rule.name] == [f"Two approvals above {said}"]


def test_only_what_is_so_far_can_be_rated() -> None:
    found = sections("Let customers rate delivered orders from 1 to 5 stars")
    assert found.rules is not None
    assert [rule.error_code for rule in found.rules.rules if rule.name == "Only delivered orders"] == [
        "ORDER_NOT_DELIVERED"
    ]


@pytest.mark.parametrize(
    ("scale", "values"), [("1 to 5 stars", ["1", "5"]), ("1 to 10", ["1", "10"]), ("0 to 100 points", ["0", "100"])]
)
def test_a_rating_is_checked_by_its_scale(scale: str, values: list[str]) -> None:
    (table,) = sections(f"Guests rate completed stays from {scale}").database.tables
    bounds = [c.value for k in table.constraints if k.kind == "check" for c in k.conditions if c.column == "rating"]
    assert bounds == values
