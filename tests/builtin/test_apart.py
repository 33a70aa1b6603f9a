"""What tenants may see of each other."""

import pytest

from draftspec.brief import brief_from_text
from draftspec.pipeline import draft_spec, drafter_for


def _rules(brief: str) -> dict[str, str]:
    sections = draft_spec(brief_from_text(brief), drafter_for("builtin"), model="builtin").spec.sections
    assert sections.rules is not None
    return {rule.name: rule.implementation for rule in sections.rules.rules}


@pytest.mark.parametrize(
    "brief",
    [
        "Multi-tenant help desk: each organization has its own tickets. Nobody may ever see what belongs to another organization.",
        "Multi-tenant invoices: each organization has its own invoices and must not see those of others.",
    ],
)
def test_tenants_that_are_kept_apart_have_a_rule_for_it(brief: str) -> None:
    rules = _rules(brief)
    assert "`organization_id = $caller_organization_id`" in rules["Each organization sees its own"]


def test_no_rule_where_the_brief_knows_no_tenants() -> None:
    assert "Each organization sees its own" not in _rules("Add tickets. Nobody may see what belongs to another person.")
