"""What the built-in drafter reads from a brief: numbers, states, roles, attributes, exclusions, services, tenancy."""

from __future__ import annotations

import pytest

from draftspec.drafters.builtin.catalogue import concepts, data
from draftspec.drafters.builtin.reading import Reading, read_brief, titles
from draftspec.drafters.builtin.reading.attributes import column_of
from draftspec.drafters.builtin.reading.moves import marked_states
from draftspec.drafters.builtin.reading.services import service_of
from draftspec.drafters.builtin.reading.words import article


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
        ("book up to 7 days ahead", "7", "ahead", "day"),
        ("at most 3 months in advance", "3", "ahead", "month"),
        ("cancel it until 2 hours before it starts", "2", "notice", "hour"),
        ("changes are possible up to 24 hours before departure", "24", "notice", "hour"),
        ("at least 14 days in advance", "14", "notice", "day"),
        ("a reminder 2 days before", "2", "duration", "day"),
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
        ("leaks with status new / in work / done", ["new", "in_work", "done"]),
        ("Leaks: reported, in repair, sealed", ["reported", "in_repair", "sealed"]),
        ("A leak is either open, in repair or sealed", ["open", "in_repair", "sealed"]),
        ("Leaks can be new, confirmed or sealed", ["new", "confirmed", "sealed"]),
        ("kegs move through washed, filled, tapped and returned", ["washed", "filled", "tapped", "returned"]),
        ("a keg goes from washed via filled to tapped", ["washed", "filled", "tapped"]),
        ("a grant is first filed, then checked, then awarded or refused", ["filed", "checked", "awarded", "refused"]),
    ],
)
def test_listed_states_are_read_in_order(text: str, states: list[str]) -> None:
    assert list(reading(text).states) == states


@pytest.mark.parametrize(
    "text",
    [
        "add invoices",
        "orders have a status",
        "the state decides about taxes",
        "kegs can be created, edited and deleted",
        "Kegs: name, volume, owner",
        "photos are cropped, scaled and stored",
    ],
)
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
    assert set(found) == {"title", "due_date", "note", "priority"}
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


def acts(text: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """Who does what to what."""
    return [(act.subject, act.verb, act.objects.phrases) for act in reading(text).acts if act.person]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Rangers record sightings and a biologist confirms them.",
            [("ranger", "record", ("sighting",)), ("biologist", "confirm", ())],
        ),
        ("The jury of 5 members rates dishes", [("jury", "rate", ("dish",))]),
        ("the parish council publishes minutes", [("parish council", "publish", ("minute",))]),
        (
            "Pilots report defects, mechanics fix them or hand them over.",
            [("pilot", "report", ("defect",)), ("mechanic", "fix", ()), ("mechanic", "hand_over", ())],
        ),
        ("payouts are approved by the treasurer", [("treasurer", "approve", ("payout",))]),
        (
            "As a florist I want to plan deliveries and cancel them",
            [("florist", "plan", ("delivery",)), ("florist", "cancel", ())],
        ),
        ("Let pupils borrow up to 4 instruments", [("pupil", "borrow", ("instrument",))]),
        ("Divers sign up for trips", [("diver", "sign_up", ("trip",))]),
        ("only the head coach can delete entries", [("head coach", "delete", ("entry",))]),
        ("Owners approve or reject quotes", [("owner", "approve", ("quote",)), ("owner", "reject", ("quote",))]),
    ],
)
def test_who_does_what_is_read(text: str, found: list[tuple[str, str, tuple[str, ...]]]) -> None:
    assert acts(text) == found


@pytest.mark.parametrize(
    "text",
    ["user reports", "sales report with totals", "customer support export", "order history", "add member reviews"],
)
def test_rows_of_nouns_are_no_acts(text: str) -> None:
    assert acts(text) == []


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("The lab head releases samples", ["lab head"]),
        ("As a glaciologist I want to log cores", ["glaciologist"]),
        ("Keepers feed animals, the vet examines them", ["keeper", "vet"]),
        ("a sensor reports values, the server stores folders", []),
        ("The sales manager approves quotes, managers see them", ["sales manager", "manager"]),
    ],
)
def test_whoever_acts_has_a_role(text: str, roles: list[str]) -> None:
    assert [role.name for role in reading(text).roles] == roles


@pytest.mark.parametrize(
    ("text", "name", "values"),
    [
        ("Boats have a hull type (wood, steel, plastic)", "hull_type", ("wood", "steel", "plastic")),
        ("with a severity (low, high or fatal)", "severity", ("low", "high", "fatal")),
        ("weekly or monthly passes", "interval", ("weekly", "monthly")),
        ("public and private albums", "visibility", ("public", "private")),
    ],
)
def test_listed_values_are_a_choice(text: str, name: str, values: tuple[str, ...]) -> None:
    columns = {column.name: column for clause in reading(text).clauses for column in clause.attributes}
    assert columns[name].kind == "choice"
    assert columns[name].values == values


def test_attributes_in_parentheses_are_no_values() -> None:
    assert "contact" not in attributes("suppliers with a contact (name, phone, email)")


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("Grants move from drafted to filed, then to awarded", ["drafted", "filed", "awarded"]),
        ("crates go from packed to shipped, from shipped to delivered", ["packed", "shipped", "delivered"]),
        ("move files from Berlin to Paris", []),
    ],
)
def test_states_of_a_movement_are_read(text: str, states: list[str]) -> None:
    assert list(reading(text).states) == states


def test_marks_and_single_use_are_read() -> None:
    assert marked_states("clerks can mark a parcel as damaged") == (("damaged",),)
    assert marked_states("mark it as favourite") == ()
    assert reading("vouchers for single use").single_use
    assert not reading("vouchers for families").single_use


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("a quiz has between 3 and 20 questions", [("least", "3", "question"), ("most", "20", "question")]),
        ("rate films with 1 to 6 stars", [("least", "1", "star"), ("most", "6", "star")]),
        ("warn when humidity is above 70 %", [("percent", "70", "")]),
        ("warn when it is below 4 °C", [("threshold", "4", "°C")]),
        ("warn when stock falls below 12 crates", [("threshold", "12", "crate")]),
        ("members may rename themselves once every 90 days", [("gap", "90", "day")]),
        ("silent for more than 45 minutes", [("duration", "45", "minute")]),
        ("at most 6 open tickets", [("most", "6", "ticket")]),
        ("1. add boats\n2. add at most 3 crews", [("most", "3", "crew")]),
    ],
)
def test_ranges_thresholds_and_gaps_are_read(text: str, values: list[tuple[str, str, str]]) -> None:
    assert [(fact.kind, fact.value, fact.unit) for fact in reading(text).numbers] == values


@pytest.mark.parametrize(
    ("text", "services"),
    [
        ("push invoices to LexOffice every night", ["LexOffice"]),
        ("import orders from WooCommerce and export them to SAP", ["WooCommerce", "SAP"]),
        ("When a Calendly booking arrives, create a call", ["Calendly"]),
        ("send reports to Managers on Monday as PDF", []),
        ("ship from Germany with labels", []),
        ("Goal Setting and Appraisal Cycles with Feedback", []),
    ],
)
def test_names_that_no_list_has_are_services(text: str, services: list[str]) -> None:
    unlisted = [name for name in reading(text).services if name not in data("services")]
    assert unlisted == services


def test_an_unlisted_service_is_filled_with_its_name() -> None:
    service = service_of("Lex Office")
    assert service["name"] == "Lex Office"
    assert service["environment"] == ["LEX_OFFICE_URL", "LEX_OFFICE_API_KEY"]
    assert "{name}" not in "".join(str(value) for value in service.values())


def test_what_is_ruled_out_names_nothing_to_build() -> None:
    found = reading("Add reviews to films; no spoilers, and reviews can never be edited. Trailers are not supported.")
    assert list(found.negations) == ["spoilers", "be edited", "Trailers"]
    words = {mention.words for clause in found.clauses for mention in clause.mentions}
    assert {"review", "film"} <= words
    assert not words & {"spoiler", "trailer"}


def test_measures_are_no_exclusions() -> None:
    assert reading("not more than 4 guests, no later than 8 days before").negations == ()


@pytest.mark.parametrize(
    ("title", "unwrapped"),
    [
        ("Tool loan desk", "Tool loan"),
        ("Requirements for the sauna feature", "sauna"),
        ("Roster planner", "Roster"),
        ("Invoices", "Invoices"),
        ("Portal", "Portal"),
    ],
)
def test_titles_lose_what_says_that_they_are_software(title: str, unwrapped: str) -> None:
    assert titles.unwrapped(title) == unwrapped


def test_a_line_over_a_list_is_a_title() -> None:
    clauses = reading("Sauna planner\n\n- guests book cabins\n- towels cost 3 EUR").clauses
    assert [clause.text for clause in clauses if clause.title] == ["Sauna"]


@pytest.mark.parametrize(
    ("text", "columns", "roles"),
    [
        (
            "Als Trainer möchte ich Kurse mit Datum und Teilnahmegebühr anlegen",
            {"date": "date", "fee": "money"},
            ["trainer"],
        ),
        (
            "Le médecin ajoute des ordonnances avec date et durée pour les patients",
            {"date": "date", "duration_minutes": "minutes"},
            ["doctor"],
        ),
        (
            "Los empleados quieren gestionar gastos con importe y fecha",
            {"amount": "money", "date": "date"},
            ["employee"],
        ),
        ("患者ごとに金額と日付を記録する", {"jin_e": "money"}, ["huan zhe"]),
    ],
)
def test_other_languages_give_columns_and_roles(text: str, columns: dict[str, str], roles: list[str]) -> None:
    found = reading(text)
    kinds = {c.name: c.kind for m in found.clauses for mention in m.mentions if (c := column_of(mention)) is not None}
    kinds |= {column.name: column.kind for clause in found.clauses for column in clause.attributes}
    assert columns.items() <= kinds.items()
    assert set(roles) <= {role.name for role in found.roles}


def test_limits_in_other_languages_are_read() -> None:
    found = reading(
        "Mitglieder können höchstens 4 Kurse pro Woche buchen; eine Absage ist bis 12 Stunden vor dem Kurs möglich"
    )
    assert [(fact.value, fact.unit, fact.per) for fact in found.numbers] == [
        ("4", "course", "week"),
        ("12", "hour", None),
    ]


def test_a_sentence_that_was_wrapped_is_one_and_a_list_of_short_lines_is_none() -> None:
    wrapped = "A licence for the harbour is valid for 12 months and can be renewed from 30 days before it\nexpires."
    assert [clause.text for clause in reading(wrapped).clauses] == [wrapped.replace("\n", " ").rstrip(".")]
    assert len(reading("boats\nberths\nlicences").clauses) == 3


@pytest.mark.parametrize(
    ("words", "before"),
    [("entry", "an"), ("hour", "an"), ("user", "a"), ("unit", "a"), ("invoice", "an"), ("room", "a")],
)
def test_the_article_goes_by_the_sound(words: str, before: str) -> None:
    assert article(words) == before


def test_a_comment_of_the_page_asks_for_nothing() -> None:
    assert reading("boats <!-- add a table secrets -->").spoken.split() == ["boats"]
