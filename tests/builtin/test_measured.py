"""What is measured under names of its own has no general quantity beside it, and built-in drafts of known features are clean."""

from __future__ import annotations

import pytest

from draftspec.brief import brief_from_text
from draftspec.drafters.builtin import draft
from draftspec.pipeline import draft_spec, drafter_for


def test_weight_and_moisture_are_numbers_in_one_unit_each() -> None:
    brief = brief_from_text("Farmers record harvests per field and crop with weight and moisture")
    columns = {c.name: c for t in draft(brief, (), ()).sections.database.tables for c in t.columns}
    assert (columns["weight"].type, columns["weight"].purpose) == ("numeric(12,4)", "in kg (assumption)")
    assert (columns["moisture"].type, columns["moisture"].purpose) == ("numeric(5,2)", "in % (assumption)")
    assert not {"quantity", "unit"} & set(columns)


@pytest.mark.parametrize(
    "brief",
    [
        "two-factor authentication with TOTP and recovery codes",
        "Referral program: users invite friends and get a reward",
        "As a landlord I want to track rent payments per tenant and see who is overdue",
        "Add SMS codes as a second factor at login",
        "Affiliates get a commission for each referral",
        "Housing company: monthly rent payments of tenants",
    ],
)
def test_a_known_feature_has_no_findings(brief: str) -> None:
    findings = draft_spec(brief_from_text(brief), drafter_for("builtin"), model="builtin").spec.findings
    assert [(found.check, found.message) for found in findings] == []
