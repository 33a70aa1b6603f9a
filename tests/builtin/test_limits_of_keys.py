"""Limits of requests for each API key: what a plan allows, what support raises, and what was used."""

from __future__ import annotations

import pytest
from drafts import draft


@pytest.mark.parametrize(
    ("brief", "rates"),
    [
        (
            "Add rate limits per API key. Free plan 60 requests/min, pro 600/min. When exceeded return 429 with "
            "Retry-After. Support can raise the limit for one key temporarily.",
            ["60 requests a minute", "600 requests a minute"],
        ),
        ("API key rate limits", []),
        ("Request limits for each API key of our public API", []),
    ],
)
def test_a_key_has_the_limit_of_its_plan_unless_it_was_raised(brief: str, rates: list[str]) -> None:
    sections = draft(brief).spec.sections
    columns = {t.name: [c.name for c in t.columns if c.name not in ("id", "created_at", "updated_at")] for t in sections.database.tables}  # fmt: skip

    assert columns == {
        "api_key_limits": ["api_key_id", "set_by_id", "requests_per_minute", "reason", "expires_at"],
        "plan_limits": ["plan", "requests_per_minute"],
        "api_key_usages": ["api_key_id", "minute", "requests", "refused"],
    }
    assert [r.name for r in sections.rules.rules if r.name.endswith("a minute")] == rates


def test_a_rate_of_a_plan_is_a_row_and_no_limit_of_the_call() -> None:
    brief = "Rate limits per API key. Free plan 60 requests/min."
    (rule,) = [r for r in draft(brief).spec.sections.rules.rules if r.name == "60 requests a minute"]

    assert rule.about[0] == "plan_limits"
    assert rule.error_handling == "429 `RATE_LIMITED`, from the calls that it counts."


def test_customers_see_the_usage_of_their_own_keys_and_the_limit_that_holds() -> None:
    brief = "Rate limits per API key. Free plan 60 requests/min, pro 600/min. Customers must see their current usage."
    sections = draft(brief).spec.sections
    usage = next(e for e in sections.endpoints.endpoints if e.path.endswith("/usages"))
    keys = next(t for t in sections.database.assumed if t.name == "api_keys")
    rules = {r.name: r.description for r in sections.rules.rules}

    assert usage.auth.owner == "own `api_keys.user_id`"
    assert {"plan", "user_id"} <= {c.name for c in keys.columns}
    assert "limit" in [f.name for f in usage.responses[0].fields]
    assert "the row with `plan = 'free'` is 60" in rules["60 requests a minute"]
    assert "the row with `plan = 'pro'` is 600" in rules["600 requests a minute"]
