"""What the built-in drafter makes of briefs of many kinds: sound, whole, equal each time, and true to what they say."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys

import pytest
from briefs_file import drafted
from drafts import draft
from run_briefs import execution_of

from draftspec.pipeline import Drafted
from draftspec.postgres.server import Server
from draftspec.sections.database import Column
from draftspec.write import serialized

BRIEFS = (
    "add invoices",
    "passkeys",
    "wine cellar inventory",
    "Add a wishlist so that customers can save products for later.",
    "As a gym member, I want to book classes so that I have a place.",
    "Members borrow books:\n- at most 4 books at once\n- a loan lasts 21 days\n- librarians extend loans",
    "Purchase requests with status draft -> submitted -> approved -> ordered, a title and a total",
    "Expense reports: employees submit them, managers approve or reject them, accountants export them as CSV.",
    "Let users comment on articles, no anonymous comments.",
    "API keys that expire after 90 days, at most 10 for each user",
    "Multi-tenant help desk: tickets, agents and canned answers for each organization",
    "Charge subscriptions with Stripe and remind customers by email 3 days before renewal.",
    "Add a phone number and a birthday to customers",
    "Als Vermieter möchte ich Mietverträge mit Kaution und Miete verwalten",
    "Track which sensor reported which temperature every 5 minutes and keep readings for 2 years",
    "Order groups for a user's table",
)


def columns(found: Drafted) -> dict[str, Column]:
    return {column.name: column for table in found.spec.sections.database.tables for column in table.columns}


def digest(found: Drafted) -> str:
    texts = [serialized(found.spec), *found.files.values()]
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()


@pytest.mark.parametrize("text", BRIEFS)
def test_a_draft_is_whole_and_without_errors(text: str) -> None:
    found = draft(text)
    assert [f"{f.check} {f.where}: {f.message}" for f in found.spec.findings if f.severity == "error"] == []
    assert found.gaps == ()
    assert found.is_good
    assert all("{{" not in document and "None" not in document.split() for document in found.files.values())


@pytest.mark.parametrize("text", BRIEFS)
def test_a_draft_carries_what_it_claims_to_carry(text: str) -> None:
    claims = draft(text).spec.claims
    assert [claim.text for claim in claims if not claim.carried_by] == []


@pytest.mark.parametrize("text", BRIEFS)
def test_a_draft_asks_little(text: str) -> None:
    spec = draft(text).spec
    assert len(spec.open_questions) <= 5
    assert len({question.text for question in spec.open_questions}) == len(spec.open_questions)


def test_the_same_brief_gives_the_same_bytes() -> None:
    for text in BRIEFS[:4]:
        assert digest(drafted(text)) == digest(drafted(text))


def test_hash_seeds_change_nothing() -> None:
    program = (
        "import sys; sys.path[:0] = sys.argv[1].split(sys.argv[2]); import test_builtin_drafts as t\n"
        "print(*[t.digest(t.drafted(text)) for text in t.BRIEFS[4:9]])"
    )
    command = [sys.executable, "-c", program, os.pathsep.join(sys.path), os.pathsep]
    seeds = ("1", "2")
    found = [
        subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True)
        for seed in seeds
    ]
    assert found[0].stdout == found[1].stdout
    assert found[0].stdout.split() == [digest(draft(text)) for text in BRIEFS[4:9]]


def test_attributes_of_the_brief_become_columns() -> None:
    found = columns(draft("Tasks with a title, a due date, an optional color and a capacity"))
    assert {"title", "due_date", "color", "capacity"} <= set(found)
    assert found["color"].nullable
    assert found["due_date"].type == "date"


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("Repairs: received -> diagnosed -> repaired -> collected", ["received", "diagnosed", "repaired", "collected"]),
        ("Translations with status: requested, quoted, delivered", ["requested", "quoted", "delivered"]),
    ],
)
def test_states_of_the_brief_are_those_of_the_status_column(text: str, states: list[str]) -> None:
    status = columns(draft(text))["status"]
    assert list(status.values or ()) == states
    assert status.default == f"'{states[0]}'"
    calls = draft(text).spec.sections.endpoints.endpoints
    assert {call.transition.after for call in calls if call.transition} >= set(states[1:])


def test_roles_of_the_brief_are_roles_of_the_design() -> None:
    sections = draft("Holiday requests: employees ask for days off, managers approve or reject them.").spec.sections
    assert sections.security is not None
    named = {role.name for role in sections.security.roles} | {
        role for call in sections.endpoints.endpoints for role in call.auth.roles
    }
    assert {"manager"} <= named


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("API keys, at most 10 for each user", "10"),
        ("Sharing links that expire after 36 hours", "36"),
        ("Keep audit events for 7 years", "7"),
        ("Notes, at most 45 requests per minute", "45"),
    ],
)
def test_numbers_of_the_brief_stand_in_a_rule_job_or_limit(text: str, number: str) -> None:
    sections = draft(text).spec.sections
    assert sections.rules is not None
    assert sections.jobs is not None
    said = [rule.name for rule in sections.rules.rules]
    said += [f"{job.frequency} {job.processing}" for job in sections.jobs.jobs]
    said += [str(call.rate_limit.requests) for call in sections.endpoints.endpoints if call.rate_limit]
    assert any(number in words.replace("`", " ").split() for words in said)


def test_services_of_the_brief_are_integrations() -> None:
    integrations = draft("Charge memberships with Stripe and tell the team on Slack").spec.sections.integrations
    assert integrations is not None
    assert {"Stripe", "Slack"} <= {found.service for found in integrations.integrations}


def test_a_tenant_owns_its_rows() -> None:
    tables = draft("Labels per workspace, with name and color").spec.sections.database.tables
    assert tables
    assert any(column.references and column.name == "workspace_id" for table in tables for column in table.columns)


@pytest.mark.parametrize("text", ["make the logo bigger", "refactor the css of the footer", "write a haiku"])
def test_what_is_no_backend_feature_gives_reasons_instead_of_items(text: str) -> None:
    sections = draft(text).spec.sections
    assert (sections.database.tables, sections.endpoints.endpoints) == ((), ())
    assert sections.database.none_because
    assert sections.endpoints.none_because
    assert draft(text).is_good


@pytest.mark.parametrize("text", (BRIEFS[0], BRIEFS[5], BRIEFS[10], BRIEFS[15]))
def test_its_migration_runs_up_down_and_up(text: str, postgres_server: Server) -> None:
    execution = execution_of(draft(text), postgres_server)
    assert (execution.faults, execution.differences) == ((), ())
