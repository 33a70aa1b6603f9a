"""What the built-in drafter reads from a brief: numbers, states, roles, attributes, exclusions, services, tenancy."""

from __future__ import annotations

import pytest

from draftspec.drafters.builtin.catalogue import concepts
from draftspec.drafters.builtin.reading import Reading, read_brief


def reading(text: str) -> Reading:
    return read_brief(text, concepts())


def attributes(text: str) -> dict[str, bool]:
    """The names of the attributes of a brief, and whether each may be missing."""
    return {column.name: column.nullable for clause in reading(text).clauses for column in clause.attributes}


@pytest.mark.parametrize(
    ("text", "value", "kind", "unit"),
    [
        ("users may upload up to 5 files", "5", "most", "file"),
        ("images of at most 20 MB", "20", "most", "MB"),
        ("no more than three guests per booking", "3", "most", "guest"),
        ("at least 2 reviewers must agree", "2", "least", "reviewer"),
        ("links expire after 7 days", "7", "lifetime", "day"),
        ("a code valid for 15 minutes", "15", "lifetime", "minute"),
        ("returns within 28 days", "28", "lifetime", "day"),
        ("delete accounts inactive for 12 months", "12", "age", "month"),
        ("sync stock every 15 minutes", "15", "every", "minute"),
        ("at most 100 requests per minute", "100", "rate", "request"),
        ("users vote at most once a day", "1", "rate", "time"),
        ("a fee of 10 % for resellers", "10", "percent", ""),
        ("charge $5 for a late return", "5", "money", ""),
        ("charge 180 EUR for a pass", "180", "money", "eur"),
        ("lockers with 120 compartments", "120", "count", "compartment"),
        ("at most 10,000 rows in an import", "10000", "most", "row"),
    ],
)
def test_a_number_is_read_with_its_kind_and_unit(text: str, value: str, kind: str, unit: str) -> None:
    (fact,) = reading(text).numbers
    assert (fact.value, fact.kind) == (value, kind)
    assert not unit or fact.unit == unit


@pytest.mark.parametrize(
    "text", ["sign in with OAuth 2", "export as ISO 8601 dates", "use the v2 layout", "step 3 of it"]
)
def test_digits_of_names_are_no_numbers(text: str) -> None:
    assert reading(text).numbers == ()


def test_a_duration_is_known_in_seconds() -> None:
    assert [fact.seconds for fact in reading("links expire after 2 hours, keep 3 files").numbers] == [7200, None]


def test_rhythms_are_read() -> None:
    assert dict(reading("send a daily digest and a monthly report").periods) == {"daily": "day", "monthly": "month"}


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("tickets: open -> in progress -> closed", ["open", "in_progress", "closed"]),
        ("repairs go received → diagnosed → repaired", ["received", "diagnosed", "repaired"]),
        ("orders with status: placed, packed, shipped", ["placed", "packed", "shipped"]),
        ("orders with status placed, packed or shipped", ["placed", "packed", "shipped"]),
        ("Invoices. Status: draft, sent, paid or void.", ["draft", "sent", "paid", "void"]),
        ("claims (status: reported, under assessment, paid out)", ["reported", "under_assessment", "paid_out"]),
        ("the state of a pass is one of new, active and expired", ["new", "active", "expired"]),
        ("status draft/published/archived", ["draft", "published", "archived"]),
    ],
)
def test_listed_states_are_read_in_order(text: str, states: list[str]) -> None:
    assert list(reading(text).states) == states


@pytest.mark.parametrize("text", ["add invoices", "orders have a status", "the state decides about taxes"])
def test_no_states_are_made_up(text: str) -> None:
    assert reading(text).states == ()


def test_a_user_story_gives_its_role_and_reason() -> None:
    story = reading("As a nurse, I want to record vaccinations so that nobody is forgotten.").story
    assert story is not None
    assert (story.role, story.benefit) == ("nurse", "nobody is forgotten")


@pytest.mark.parametrize(
    "text",
    [
        "As an editor I need tags",
        "As the shop owner, I would like to see refunds in order to plan",
        "As a user I can vote",
    ],
)
def test_user_stories_come_in_many_forms(text: str) -> None:
    assert reading(text).story is not None


def test_roles_are_read_once_each_and_in_order() -> None:
    roles = [role.name for role in reading("Customers ask, admins approve, and a customer is told.").roles]
    assert roles == ["customer", "admin"]


def test_attributes_are_read_with_what_may_be_missing() -> None:
    found = attributes("Tasks with a title, a due date, an optional note and a priority")
    assert set(found) == {"title", "due_on", "note", "priority"}
    assert found["note"]
    assert not found["title"]


def test_attributes_in_parentheses_and_after_colons_are_read() -> None:
    assert {"email", "phone"} <= set(attributes("add suppliers (name, email, phone)"))
    assert {"capacity", "color"} <= set(attributes("rooms: capacity, color"))


@pytest.mark.parametrize(
    ("text", "excluded"),
    [
        ("a shop, no guest checkout", ["guest checkout"]),
        ("tickets without seat selection. Never refunds.", ["seat selection", "refunds"]),
        ("members cannot pause a plan", ["pause a plan"]),
    ],
)
def test_what_is_ruled_out_is_read(text: str, excluded: list[str]) -> None:
    assert list(reading(text).negations) == excluded


def test_services_are_read_whatever_their_case() -> None:
    assert {"stripe", "slack"} <= set(reading("charge with STRIPE and tell us on Slack").services)
    assert reading("add striped shirts").services == ()


@pytest.mark.parametrize(
    ("text", "tenant"),
    [
        ("labels per workspace", "workspace"),
        ("multi-tenant articles", "organization"),
        ("every organisation has its own tags", "organization"),
        ("add tags", None),
    ],
)
def test_tenancy_is_read(text: str, tenant: str | None) -> None:
    assert reading(text).tenant == tenant


@pytest.mark.parametrize(
    "text",
    [
        "Ajouter des factures fournisseurs avec numéro et montant pour les clients",
        "Als Vermieter möchte ich Mietverträge mit Kaution und Miete verwalten",
        "Quiero gestionar citas de pacientes con fecha y médico",
        "Leden kunnen maximaal 3 boeken lenen voor 21 dagen en de beheerder kan dat verlengen",
    ],
)
def test_other_languages_are_known_as_such(text: str) -> None:
    assert reading(text).foreign
    assert any(clause.mentions for clause in reading(text).clauses)


@pytest.mark.parametrize(
    "text",
    ["在庫管理: 数量を記録する", "إدارة الفواتير", "Учёт складских остатков", "ระบบจอง", "🎉🎉", "¿…?", "\u200c"],
)
def test_other_scripts_are_read_without_a_fault(text: str) -> None:
    assert reading(text).text == text
