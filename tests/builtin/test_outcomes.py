"""Briefs in plain words, and the whole of what comes of each: tables, keys, calls and what they answer."""

from __future__ import annotations

import pytest

from draftspec.brief import Brief
from draftspec.drafters.builtin import draft
from draftspec.sections.database import Table
from draftspec.spec import Sections


def drafted(text: str) -> Sections:
    return draft(Brief(text=text, slug="x"), (), tuple(Sections.model_fields)).sections


def tables(sections: Sections) -> dict[str, Table]:
    return {table.name: table for table in sections.database.tables}


def columns(sections: Sections, table: str) -> set[str]:
    return {column.name for column in tables(sections)[table].columns}


def calls(sections: Sections) -> list[str]:
    """Return every call that changes something, without the prefix."""
    found = ((e.method, e.path.removeprefix("/api/v1")) for e in sections.endpoints.endpoints)
    return [f"{method} {path}" for method, path in found if method != "GET"]


def codes(sections: Sections, call: str) -> set[str]:
    return {
        case.code
        for e in sections.endpoints.endpoints
        if f"{e.method} {e.path.removeprefix('/api/v1')}" == call
        for case in e.errors
    }


def checks(table: Table) -> list[str]:
    return [constraint.meaning for constraint in table.constraints if constraint.kind == "check"]


@pytest.mark.parametrize(
    "text",
    [
        "MFA (Phone): allow developers to enroll a phone-based MFA factor, keeping the existing pattern of enroll, challenge, verify. OTP expiry is tied to challenge expiry.",
        "MFA: users enroll a factor, challenge it and verify a code",
        "Customers enrol an authenticator app, challenge it and verify a code",
    ],
)
def test_enrolling_a_factor_makes_the_factor(text: str) -> None:
    sections = drafted(text)
    brought = "keeping the existing pattern" not in text  # a brief that tells its things brings nothing unsaid
    assert list(tables(sections)) == ["mfa_factors", "mfa_challenges", *(["recovery_codes"] if brought else [])]
    assert calls(sections) == [
        "POST /mfa-factors",
        "PATCH /mfa-factors/{id}",
        "DELETE /mfa-factors/{id}",
        "POST /mfa-factors/{id}/challenge",
        "POST /mfa-factors/{id}/verify",
        *(["POST /recovery-codes", "POST /recovery-codes/use"] if brought else []),
    ]
    assert [name for table in tables(sections) for name in columns(sections, table) if "expir" in name] == [
        "expires_at"
    ]
    challenge, verify = (e for e in sections.endpoints.endpoints if e.path.endswith(("/challenge", "/verify")))
    assert challenge.writes == ("mfa_factors", "mfa_challenges")
    assert [field.name for field in verify.request.fields] == ["challenge_id", "code"] if verify.request else False


@pytest.mark.parametrize(
    "text",
    [
        "Gym classes with 12 places: members book a place, a waiting list takes over when full",
        "Members book gym classes. At most 12 places per class; later bookings are waitlisted and move up on cancellation",
        "Gym class booking with a capacity of 12 places and a waiting list",
        "yoga studio: classes have at most 12 places, waitlist, cancel until 12 hours before",
    ],
)
def test_whoever_comes_too_late_for_a_class_waits(text: str) -> None:
    sections = drafted(text)
    assert set(tables(sections)) == {"classes", "bookings"}
    capacity = next(c for c in tables(sections)["classes"].columns if c.name == "capacity")
    assert (capacity.default, capacity.nullable) == ("12", False)
    assert {"class_id", "waitlist_position", "places"} <= columns(sections, "bookings")
    assert not columns(sections, "bookings") & {"capacity", "capacity_of_place", "place"}
    assert checks(tables(sections)["bookings"]) == ["`places` > 0."]
    assert "PLACE_LIMIT_REACHED" not in codes(sections, "POST /bookings") | codes(sections, "POST /classes")
    assert sections.rules is not None
    assert "who comes then is `waitlisted`" in next(r.description for r in sections.rules.rules if "12" in r.name)
    assert "class_session" not in sections.model_dump_json()


def test_a_stricter_check_of_a_column_stands_alone() -> None:
    found = checks(tables(drafted("Donations with an amount to a campaign with a goal"))["donations"])
    assert [one for one in found if "amount_cents" in one] == ["`amount_cents > 0`."]


@pytest.mark.parametrize(
    "text",
    ["Shopping cart with coupons and shipping addresses", "Blog with posts, comments and tags", "Team chat channels"],
)
def test_an_error_that_a_call_answers_is_told_by_a_rule(text: str) -> None:
    """Every code that is particular to an entry stands in a rule, however late the entry names it."""
    from draftspec.drafters.builtin.catalogue import concepts

    sections = drafted(text)
    assert sections.rules is not None
    told = {rule.error_code for rule in sections.rules.rules}
    own = {rule.answer.code for name in concepts() for rule in concepts().entry(name).rules if rule.answer}
    answered = {case.code for e in sections.endpoints.endpoints for case in e.errors}
    assert answered & own <= told


@pytest.mark.parametrize(
    ("text", "main", "carried"),
    [
        ("transfers of equipment between offices", "transfers", "asset_id"),
        ("Office managers request transfers of equipment between offices", "transfers", "asset_id"),
        (
            "Transfer equipment from one office to another, the receiving office confirms arrival",
            "asset_transfers",
            "asset_id",
        ),
        ("employees transfer laptops between offices", "laptop_transfers", "laptop_id"),
    ],
)
def test_a_transfer_has_two_ends_and_what_is_moved(text: str, main: str, carried: str) -> None:
    sections = drafted(text)
    assert list(tables(sections)) == [main]
    keys = {c.name for c in tables(sections)[main].columns if c.references and not c.nullable}
    assert keys == {"from_office_id", "to_office_id", carried, "requested_by_id"}
    assert checks(tables(sections)[main]) == ["`from_office_id <> to_office_id`."]
    path = f"/{main.replace('_', '-')}"
    moves = [f"POST {path}/{{id}}/{verb}" for verb in ("send", "receive", "cancel")]
    assert calls(sections) == [f"POST {path}", f"PATCH {path}/{{id}}", *moves]


@pytest.mark.parametrize(
    ("text", "links", "call"),
    [
        ("Users join challenges", {"challenge_entries": ("challenge_id", "user_id")}, "/challenges/{id}/join"),
        ("Users join groups", {"group_members": ("group_id", "user_id")}, "/groups/{id}/join"),
        (
            "Patients join a queue and see their position",
            {"queue_entries": ("queue_id", "user_id")},
            "/queues/{id}/join",
        ),
        ("Coaches assign a plan to clients", {"plan_assignments": ("client_id", "plan_id")}, "/plans/{id}/assign"),
        (
            "Teachers assign quizzes to students",
            {"quiz_assignments": ("student_id", "quiz_id")},
            "/quizzes/{id}/assign",
        ),
        ("Students enrol in courses", {"enrollments": ("course_id", "user_id")}, "/courses/{id}/enrol"),
        ("Readers follow authors", {"follows": ("follower_id", "followed_id")}, "/authors/{id}/follow"),
        (
            "Users follow topics and see new posts of them",
            {"topic_follows": ("user_id", "topic_id")},
            "/topics/{id}/follow",
        ),
    ],
)
def test_taking_part_is_a_row_of_its_own(text: str, links: dict[str, tuple[str, str]], call: str) -> None:
    sections = drafted(text)
    for name, keys in links.items():
        table = tables(sections)[name]
        held = {c.name for c in table.columns if c.references and not c.nullable}
        assert set(keys) <= held <= {*keys, "assigned_by_id"}
        once = [c.columns for c in table.constraints if c.kind == "unique"]
        once += [tuple(key.column for key in index.columns) for index in table.indexes if index.unique]
        assert set(keys) in [set(columns) for columns in once]
    assert f"POST {call}" not in calls(sections)


def test_a_follow_takes_the_posts_for_granted_and_shows_them() -> None:
    sections = drafted("A user can follow other users and see their posts")
    assert list(tables(sections)) == ["follows"]
    assert [table.name for table in sections.database.assumed] == ["posts", "users"]
    feed = next(e for e in sections.endpoints.endpoints if e.path == "/api/v1/follows/feed")
    assert (feed.method, feed.reads) == ("GET", ("follows", "posts"))


def test_points_are_rows_and_a_leaderboard_is_asked_for() -> None:
    sections = drafted("Learners earn points for lessons and see a leaderboard")
    assert list(tables(sections)) == ["point_entries"]
    assert columns(sections, "point_entries") >= {"user_id", "lesson_id", "points", "reason", "earned_at"}
    assert {(e.method, e.path) for e in sections.endpoints.endpoints} == {
        ("GET", "/api/v1/point-entries"),
        ("GET", "/api/v1/point-entries/leaderboard"),
    }


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("fallen trees on a map", set()),
        ("Report fallen trees on a map", set()),
        ("Citizens report fallen trees on a map with a photo; the city clears them", {"photo", "cleared_at"}),
        ("park rangers record trees on a map with species and height", {"species", "height"}),
    ],
)
def test_where_something_is_stands_on_its_row(text: str, named: set[str]) -> None:
    sections = drafted(text)
    assert list(tables(sections)) == ["trees"]
    assert columns(sections, "trees") >= {"latitude", "longitude", *named}


def defaults(sections: Sections, table: str) -> dict[str, str | None]:
    return {column.name: column.default for column in tables(sections)[table].columns}


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("API keys with a quota of 1000 calls a day per key", {"limit_value": "1000", "period": "'day'"}),
        (
            "API keys for developers: each key has a monthly quota, requests above it get 429",
            {"limit_value": None, "period": "'month'"},
        ),
    ],
)
def test_a_quota_is_that_of_a_key(text: str, given: dict[str, str | None]) -> None:
    sections = drafted(text)
    assert list(tables(sections)) == ["api_keys", "quotas"]
    assert {c.name for c in tables(sections)["quotas"].columns if c.references} == {"api_key_id"}
    assert ("api_key_id", "metric", "period") in [c.columns for c in tables(sections)["quotas"].constraints]
    assert given.items() <= defaults(sections, "quotas").items()


def test_customers_buy_gift_cards_themselves() -> None:
    sections = drafted("Gift cards: customers buy gift cards, recipients redeem them at checkout")
    assert list(tables(sections)) == ["gift_cards", "gift_card_redemptions"]
    assert columns(sections, "gift_card_redemptions") >= {"gift_card_id", "order_id", "amount_cents"}
    auth = {f"{e.method} {e.path}": e.auth for e in sections.endpoints.endpoints}
    assert auth["POST /api/v1/gift-cards"].roles == ("customer",)
    assert auth["GET /api/v1/gift-cards"].owner == "own `buyer_id`, or any row for `support`"
    assert auth["POST /api/v1/gift-cards/redeem"].level == "token"
    assert calls(sections) == ["POST /gift-cards", "POST /gift-cards/redeem", "POST /gift-cards/{id}/disable"]


@pytest.mark.parametrize("thing", ["lab results", "inspection protocols"])
def test_what_is_uploaded_has_a_file(thing: str) -> None:
    sections = drafted(f"Patients upload {thing}, doctors comment on them")
    table = thing.replace(" ", "_")
    assert columns(sections, table) >= {"file_name", "content_type", "byte_size", "file_key"}
    create = next(e for e in sections.endpoints.endpoints if e.table == table and e.action == "create")
    assert create.request is not None
    assert create.request.content_type == "multipart/form-data"


def test_users_destroy_what_they_deleted() -> None:
    sections = drafted("Recycle bin: deleted files stay 30 days, users restore or delete them permanently")
    auth = {f"{e.method} {e.path}": (e.auth.level, e.auth.owner) for e in sections.endpoints.endpoints}
    mine = ("authenticated", "own `deleted_by_id`, or any row for `admin`")
    assert auth["DELETE /api/v1/deletions/{id}"] == mine
    assert auth["POST /api/v1/deletions/{id}/restore"] == mine
    assert sections.rules is not None
    assert "Destroyed for good" in [rule.name for rule in sections.rules.rules]


def test_a_quiz_has_the_time_of_the_brief_and_teachers_see_the_key() -> None:
    sections = drafted(
        "Teachers create quizzes with multiple choice questions and a time limit of 30 minutes; "
        "students take them once and see their score"
    )
    assert defaults(sections, "quizzes")["time_limit_minutes"] == "30"
    assert "score" not in columns(sections, "quizzes")
    listed = next(e for e in sections.endpoints.endpoints if e.path.endswith("/questions") and e.method == "GET")
    assert listed.auth.roles == ("teacher",)
    assert "correct_answers" in {field.name for field in listed.responses[0].fields}
    grade = next(e for e in sections.endpoints.endpoints if e.path.endswith("/grade"))
    assert grade.request is not None
    assert [field.name for field in grade.request.fields] == ["score"]


def test_accepting_a_booking_confirms_it() -> None:
    sections = drafted("Babysitters: parents book a babysitter for an evening, the sitter accepts or declines")
    assert {"babysitters", "bookings"} == set(tables(sections))
    moves = [e for e in sections.endpoints.endpoints if e.path.endswith(("/accept", "/confirm", "/decline"))]
    assert [(e.path.rpartition("/")[2], e.auth.roles) for e in moves] == [
        ("confirm", ("sitter",)),
        ("decline", ("sitter",)),
    ]


def test_coming_and_going_are_no_keys() -> None:
    sections = drafted("Geofencing: devices send positions, alerts on entry and exit of zones")
    names = {name for table in tables(sections) for name in columns(sections, table)}
    assert not names & {"entry_id", "exit_id", "entry", "exit"}


def test_progress_is_kept_for_each_learner_and_lesson() -> None:
    sections = drafted("Learners see their progress per lesson")
    assert list(tables(sections)) == ["lesson_progress"]
    assert ("user_id", "lesson_id") in [c.columns for c in tables(sections)["lesson_progress"].constraints]


def test_steps_of_the_work_become_no_tables() -> None:
    assert "tests" not in tables(drafted("orders: 1. DAO layer by developers 2. REST controller 3. unit tests"))
    assert list(tables(drafted("Bulk update of product prices"))) == ["prices"]


@pytest.mark.parametrize(
    ("text", "call", "asked"),
    [
        ("bulk archive of tickets", "POST /tickets/bulk-archive", ["ids"]),
        ("Users manage tasks and delete several tasks at once", "POST /tasks/bulk-delete", ["ids"]),
        ("Tasks with a due date; leads assign tasks in bulk", "POST /tasks/bulk-assign", ["ids", "assignee_id"]),
    ],
)
def test_many_rows_are_done_by_one_call(text: str, call: str, asked: list[str]) -> None:
    sections = drafted(text)
    assert call in calls(sections)
    bulk = next(e for e in sections.endpoints.endpoints if call.endswith(e.path.removeprefix("/api/v1")))
    assert bulk.request is not None
    assert [field.name for field in bulk.request.fields] == asked
    assert [field.name for field in bulk.responses[0].fields] == ["done", "failed"]
    assert "bulks" not in tables(sections)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (
            "Como comprador, quiero poder dejar una reseña y calificación en los productos que he comprado, para ayudar a otros compradores a tomar decisiones informadas.",
            ["product_reviews"],
        ),
        (
            "En tant que salarié je peux accepter ou refuser un congé, mais ni refuser ni accepter mes propres demandes de congé",
            ["leave_requests", "leave_types"],
        ),
        (
            "Ich als Nutzer*in möchte meine Suche speichern können und benachrichtigt werden, wenn ein passender Artikel eingestellt wird.",
            ["saved_searches"],
        ),
        ("Als Kundin möchte ich Gutscheine kaufen und verschicken können", ["gift_cards", "gift_card_redemptions"]),
        (
            "Als lid wil ik boeken reserveren en mijn reserveringen annuleren",
            ["bookings"],
        ),
        (
            "Quero poder criar e partilhar listas de compras",
            ["shopping_lists", "shopping_list_entries"],
        ),
    ],
)
def test_verbs_of_other_languages_become_no_tables(text: str, named: list[str]) -> None:
    assert list(tables(drafted(text))) == named
