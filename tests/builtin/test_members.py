"""Who belongs to a thing reads it and works on what hangs on it, and all texts about access say the same."""

from __future__ import annotations

from drafts import call, draft

from draftspec.sections.endpoints import Auth

CHANNELS = "As a User I need to be able to create private channels and post messages in them."
GROUPS = "groups"
HATS = "implement hats list and request/approval system"
HIVES = (
    "Beekeepers want to log hive inspections (queen seen, brood frames, notes). If the varroa count is above 3, "
    "the apiary manager should get a mail and a treatment must be planned within 7 days. "
    "Inspections can be corrected by the person who made them, after that only by a manager."
)
FUNERALS = (
    "Crematorium scheduling: funeral directors book a slot for a service. "
    "A booking has to be confirmed by us within 4 hours. Directors can cancel up to 48h before."
)


def owners(brief: str) -> dict[str, str | None]:
    """Return whose rows each call of a draft is for."""
    return {f"{e.method} {e.path[7:]}": e.auth.owner for e in draft(brief).spec.sections.endpoints.endpoints}


def said(brief: str, table: str) -> list[str]:
    """Return what the security section of a draft says of a table."""
    security = draft(brief).spec.sections.security
    assert security is not None
    owned = [f"{one.column}: {one.rule}" for one in security.ownership if one.table == table]
    return [*owned, *(text for text in security.permission_checks if text.startswith(f"`{table}`:"))]


def test_members_of_a_channel_read_and_write_in_it_and_its_admins_run_it() -> None:
    members, admins = "with a row in `channel_members`", "with `role` `admin` in `channel_members`"
    read = f"{members}, or where `kind` is `public`"
    below = f"{members}, or where `channels.kind` is `public`"
    run = admins
    assert owners(CHANNELS) == {
        "GET /channels": read,
        "POST /channels": "own `creator_id`",
        "GET /channels/{id}": read,
        "PATCH /channels/{id}": run,
        "DELETE /channels/{id}": run,
        "POST /channels/{id}/archive": run,
        "POST /channels/{id}/unarchive": run,
        "POST /channels/{id}/convert": admins,
        "GET /channels/{channel_id}/members": below,
        "POST /channels/{channel_id}/members": (f"{members}, or for himself where `channels.kind` is `public`"),
        "GET /channel-members/{id}": below,
        "PATCH /channel-members/{id}": "own `user_id`",
        "DELETE /channel-members/{id}": f"own `user_id`, or {admins}",
        "POST /channel-members/{id}/set-role": admins,
        "GET /channels/{channel_id}/chat-messages": below,
        "POST /channels/{channel_id}/chat-messages": f"own `user_id`, and only {members}",
        "GET /chat-messages/{id}": below,
        "PATCH /chat-messages/{id}": "own `user_id`",
        "DELETE /chat-messages/{id}": "own `user_id`",
        "POST /chat-messages/{id}/unpin": members,
        "POST /chat-messages/{id}/pin": members,
    }


def test_the_security_section_says_of_messages_what_their_calls_say() -> None:
    assert said(CHANNELS, "chat_messages") == [
        "user_id: says who made it; read where `channels.kind = 'public'` or with a row in `channel_members`, others get 404",
        "`chat_messages`: read `WHERE channels.kind = 'public'` or "
        "with a row in `channel_members`; create only with a row in `channel_members`; "
        "unpin, pin with a row in `channel_members`; else `WHERE user_id = …`.",
    ]


def test_whoever_posts_without_belonging_is_told_of_no_channel() -> None:
    tests = draft(CHANNELS).spec.sections.tests
    assert tests is not None
    posting = [one for one in tests.endpoints if one.subject == "POST /api/v1/channels/{channel_id}/chat-messages"]
    assert [one.given for one in posting if one.expect.startswith("404")] == [
        "another's id, not with a row in `channel_members`"
    ]


def test_a_role_in_a_group_is_asked_of_the_row_that_says_so() -> None:
    set_role = call(GROUPS, "POST /group-members/{id}/set-role").auth
    assert set_role == Auth(level="authenticated", owner="with `role` `admin` in `group_members`")
    read = call(GROUPS, "GET /groups/{id}").auth.owner
    assert read == "with a row in `group_members`, or where `visibility` is `public`"


def test_two_keys_to_people_stand_in_all_texts() -> None:
    approvals = "approval requests"
    assert said(approvals, "approval_requests") == [
        "requester_id: others get 404, except `approver_id`",
        "`approval_requests`: read `WHERE requester_id = … OR approver_id = …`; cancel `WHERE requester_id = …`; "
        "else `WHERE approver_id = …`.",
    ]
    assert said(HATS, "hats") == [
        "user_id: read by all",
        "`hats`: read anybody; revoke role `moderator`; else `WHERE user_id = …`.",
    ]
    performance = draft(approvals).spec.sections.performance
    assert performance is not None
    assert performance.uncached_because == "nothing: answers differ by `requester_id`, `approver_id`."


def test_whoever_plans_for_a_row_reads_it_and_whose_it_is_reads_the_plan() -> None:
    calls = owners(HIVES)
    assert calls["GET /hive-inspections/{id}"] is None  # hives are shared
    assert calls["PATCH /hive-inspections/{id}"] == "own `beekeeper_id`"
    assert calls["GET /treatments/{id}"] == "own `user_id` or `hive_inspections.beekeeper_id`"
    assert "manager" not in [role.name for role in draft(HIVES).spec.sections.security.roles]


def test_what_is_done_by_us_is_done_by_staff_and_a_bare_rank_is_the_longer_one_before() -> None:
    assert call(FUNERALS, "POST /bookings/{id}/confirm").auth == Auth(level="role", roles=("resource manager",))
    security = draft(FUNERALS).spec.sections.security
    assert security is not None
    assert "director" not in [role.name for role in security.roles]


def test_what_is_nobodys_is_deleted_by_whoever_decides_on_it() -> None:
    brief = (
        "let users submit a request for an invitation, which logged-in users can browse and instantly send invites to"
    )
    assert call(brief, "GET /invitation-requests/{id}").auth == Auth(level="authenticated")
    assert call(brief, "DELETE /invitation-requests/{id}").auth == Auth(level="role", roles=("moderator",))


def test_what_is_offered_to_others_is_seen_by_them() -> None:
    assert call("auctions", "GET /auctions/{id}").auth == Auth(level="authenticated")
    assert call("tickets with replies", "GET /tickets/{id}").auth.owner == (
        "own `requester_id` or `assignee_id`, or any row for `agent`"
    )


def test_no_draft_says_two_things_about_access() -> None:
    briefs = ("friend requests", "tickets", "auctions", "groups", "forum", "quote requests", "insurance requests", CHANNELS, HATS, HIVES)  # fmt: skip
    found = {brief: [one for one in draft(brief).spec.findings if one.check.startswith("AUTH")] for brief in briefs}
    assert [brief for brief in briefs if found[brief]] == []
