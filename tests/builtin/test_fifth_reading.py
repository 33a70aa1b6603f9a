"""What was sent back in a reading of whole documents stays mended: numbers, exclusions, repeated creations, members."""

import pytest
from drafts import call, draft

from draftspec.checks.errors import gives_what_is_there
from draftspec.drafters.builtin.reading.negations import find_negations
from draftspec.drafters.builtin.reading.numbers import find_numbers


def rules(brief: str) -> list[str]:
    """Return the names of the rules of a draft."""
    return [rule.name for rule in draft(brief).spec.sections.rules.rules]


def questions(brief: str) -> list[str]:
    """Return the open questions of a draft."""
    return [question.text for question in draft(brief).spec.open_questions]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("a slot between 9 and 16:30", []),
        ("open from 8:00 to 17:30, at most 3 guests", [("3", "most")]),
        ("varroa count per 100 bees", []),
        ("import about 40k rows", [("40000", "count")]),
        ("600 requests/min", [("600", "rate")]),
        ("pro 600/min", [("600", "rate")]),
        ("at most 4 loans per week", [("4", "most")]),
    ],
)
def test_numbers_are_read_with_their_unit(text: str, numbers: list[tuple[str, str]]) -> None:
    assert [(fact.value, fact.kind) for fact in find_numbers(text)] == numbers


def test_a_number_that_is_only_mentioned_limits_nothing_and_is_asked_about() -> None:
    brief = "Keep the books of our library, about 40k books"
    assert not any(name.startswith("Exactly") for name in rules(brief))
    assert "What has to hold of “about 40,000 books”?" in questions(brief)
    assert "Exactly 2 signatures" in rules("A contract needs 2 signatures")


@pytest.mark.parametrize(
    ("text", "negations"),
    [
        ("a reminder goes to whoever hasn't answered", ()),
        ("members can cancel up to 48h before without a fee", ()),
        ("no guest checkout", ("guest checkout",)),
        ("orders without a login", ("login",)),
        ("the app must not send mails", ("send mails",)),
    ],
)
def test_what_says_of_which_rows_something_holds_rules_nothing_out(text: str, negations: tuple[str, ...]) -> None:
    assert tuple(word.removeprefix("a ") for word in find_negations(text)) == negations


def test_a_time_of_day_is_when_a_job_runs_and_counts_nothing() -> None:
    brief = "Every night at 02:00 build a sales report per store"
    assert not any("02" in name or "00" in name for name in rules(brief))
    jobs = draft(brief).spec.sections.jobs
    assert jobs is not None
    assert "Daily at 02:00 UTC (the time zone is an assumption)." in [job.frequency for job in jobs.jobs]
    assert "Every night at 02:00" in [claim.text for claim in draft(brief).spec.claims]


def test_what_some_may_not_see_is_refused_to_them_alone() -> None:
    said = draft("Choir contacts with phone numbers. Guests shouldn't see phone numbers").spec.sections.rules.rules
    rule = next(rule for rule in said if rule.name == "Not: see phone numbers")
    assert rule.description == "“Guests shouldn't see phone numbers”: it is refused to guests, whatever others may."


def test_a_creation_that_a_rule_lets_be_repeated_gives_what_is_there() -> None:
    tagging = call("add tags to posts", "POST /posts/{post_id}/taggings")
    assert [response.status for response in tagging.responses] == [201, 200]
    assert gives_what_is_there(tagging)
    assert 409 not in {error.status for error in tagging.errors}
    tag = call("add tags to posts", "POST /tags")
    assert [(error.status, error.code) for error in tag.errors if error.status == 409] == [(409, "TAG_EXISTS")]
    assert draft("add tags to posts").spec.findings == ()


def test_a_rule_about_a_decision_is_the_only_conflict_of_it() -> None:
    approve = call("implement hats list and request/approval system", "POST /hat-requests/{id}/approve")
    conflicts = [error.code for error in approve.errors if error.status in (403, 409)]
    assert conflicts == ["ROLE_REQUIRED", "OWN_HAT_REQUEST", "HAT_REQUEST_DECIDED", "HATS_HAT_TAKEN"]
    assert "hats" in approve.writes


def test_whoever_is_in_a_channel_reads_it_and_adds_others() -> None:
    brief = "As a User I need to be able to create private channels."
    added = call(brief, "POST /channels/{channel_id}/members")
    assert (added.auth.owner or "").startswith("with a row in `channel_members`, or for himself where")
    assert added.request is not None
    assert [field.name for field in added.request.fields if field.required] == ["user_id"]


def test_a_reason_that_the_purpose_speaks_of_has_to_be_given() -> None:
    reject = call("implement hats list and request/approval system", "POST /hat-requests/{id}/reject")
    assert (
        reject.purpose
        == "Refuses with a reason that the member reads; that is final, and another try is a new hat request."
    )
    assert reject.request is not None
    assert [(field.name, field.required) for field in reject.request.fields] == [("decision_reason", True)]


def test_what_is_put_to_others_has_no_call_for_it_of_its_own() -> None:
    paths = [e.path for e in draft("API to manage/assign/unassign tags").spec.sections.endpoints.endpoints]
    assert not any(path.endswith(("/assign", "/unassign")) for path in paths)


def test_a_brief_that_speaks_of_what_is_there_is_asked_whether_it_is() -> None:
    asked = questions("Revamp imports: a preview before rows are written")
    assert "Is `imports` there already? The brief says “revamp”." in asked
    assert not any("there already" in text for text in questions("Imports: a preview before rows are written"))


def test_every_route_is_measured() -> None:
    sections = draft("add tags to posts").spec.sections
    assert sections.observability is not None
    measured = sections.observability.performance[0]
    assert measured.meaning == f"by route and status, {len(sections.endpoints.endpoints)} routes"


@pytest.mark.parametrize(
    ("brief", "asked"),
    [
        ("Staff book rooms. After unloading the porter weighs the luggage", ["After unloading the porter weighs the luggage"]),
        ("Staff book rooms. A booking of a room has a note", []),
        ("Riders rate the ride from 1 to 5", []),
        ("add invoices", []),
    ],
)  # fmt: skip
def test_a_sentence_that_nothing_takes_up_is_asked_about(brief: str, asked: list[str]) -> None:
    said = [text for text in questions(brief) if text.startswith("Which table or call")]
    assert said == [f"Which table or call is meant by “{one}”? Nothing of this design takes it up." for one in asked]


def test_a_guest_reaches_the_cart_by_its_token_and_nobody_elses() -> None:
    calls = {f"{e.method} {e.path}": e.auth for e in draft("guest checkout").spec.sections.endpoints.endpoints}
    held = ("public", "own `user_id`, or whoever sends the `guest_token`")
    below = ("public", "own `carts.user_id`, or whoever sends the `carts.guest_token`")
    assert {name: (auth.level, auth.owner) for name, auth in calls.items()} == {
        "POST /api/v1/carts": ("public", None),
        "GET /api/v1/carts/{id}": held,
        "POST /api/v1/carts/{id}/start-checkout": held,
        "POST /api/v1/carts/{id}/reopen": held,
        "POST /api/v1/carts/{id}/complete": held,
        "POST /api/v1/carts/{id}/merge": ("authenticated", "whoever sends the `guest_token`"),
        "GET /api/v1/carts/{cart_id}/items": below,
        "POST /api/v1/carts/{cart_id}/items": below,
        "PATCH /api/v1/cart-items/{id}": below,
        "DELETE /api/v1/cart-items/{id}": below,
    }


def test_what_hangs_on_something_that_is_there_is_read_by_whoever_sees_that() -> None:
    read = call("threaded comments on documents, resolvable", "GET /comments/{id}").auth
    assert (read.level, read.owner) == ("authenticated", "own `user_id`, or as whoever sees the document")
