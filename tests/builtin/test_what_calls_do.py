"""Calls take what they need, answer with what they are for, and stand in the matrix with every table that they write."""

from __future__ import annotations

import pytest
from drafts import call, draft

from draftspec.derive.matrix import matrix_of
from draftspec.sections.endpoints import Endpoint

RECEIPTS = "Generate receipts for payments."
BASES = "Add ai knowledge base feature."
APPOINTMENTS = "Patients book appointments with doctors and reschedule them"
CART = "guest checkout"
IMPORTS = "Customers import contacts from CSV files"
CHANNELS = "Private channels with messages"
BIN = "When a book, chapter or page is deleted, move it to a recycle bin; the user can then delete it permanently."
STATUS_PAGE = "Status page with components and component groups"
MONITORS = "Monitors with heartbeats"
DOCUMENTS = "Upload documents"
DEALS = "Deals that sales advances through stages"


def taken(endpoint: Endpoint) -> list[str]:
    return [field.name for field in endpoint.request.fields] if endpoint.request else []


def answered(endpoint: Endpoint) -> tuple[int, list[str]]:
    return endpoint.responses[0].status, [field.name for field in endpoint.responses[0].fields]


def conflicts(endpoint: Endpoint) -> list[tuple[str, str]]:
    return [(case.code, case.when) for case in endpoint.errors if case.status == 409]


def cells(text: str, name: str) -> dict[str, str]:
    rows = matrix_of(draft(text).spec.sections).rows
    return dict(next(found for _, call, found in rows if call.replace("/api/v1", "") == name))


def test_a_call_that_only_looks_answers_with_what_it_is_for_and_writes_nothing() -> None:
    download = call(RECEIPTS, "GET /payment-receipts/{id}/download")
    assert answered(download) == (200, ["url", "expires_at"])
    assert conflicts(download) == [("RECEIPT_NOT_RENDERED", "the PDF is still being made")]
    assert cells(RECEIPTS, "GET /payment-receipts/{id}/download") == {"payment_receipts": "R"}


def test_what_is_asked_with_something_is_a_post_that_writes_nothing() -> None:
    search = call(BASES, "POST /ai-knowledge-bases/{id}/search")
    assert (taken(search), answered(search)) == (["query", "limit"], (200, ["passages"]))
    assert search.responses[0].fields[0].many
    assert cells(BASES, "POST /ai-knowledge-bases/{id}/search") == {"ai_knowledge_bases": "R"}


def test_what_answers_with_a_result_and_sets_nothing_leaves_its_row() -> None:
    assert cells(MONITORS, "POST /monitors/{id}/test") == {"monitors": "R"}
    assert call(MONITORS, "POST /monitors/{id}/test").server_sets == ()


@pytest.mark.parametrize(
    ("text", "name", "code", "when"),
    [
        (
            APPOINTMENTS,
            "POST /appointments/{id}/reschedule",
            "CANNOT_RESCHEDULE_APPOINTMENT",
            "`status` not in `requested`, `confirmed`",
        ),
        (CART, "POST /carts/{cart_id}/items", "CART_FROZEN", "`status` in `checkout`, `completed`, `abandoned`"),
        (IMPORTS, "DELETE /imports/{id}", "CANNOT_DELETE_IMPORT", "`status` `processing`"),
        (
            APPOINTMENTS,
            "PATCH /appointments/{id}",
            "APPOINTMENT_CLOSED",
            "`status` in `completed`, `cancelled`, `no_show`",
        ),
    ],
)
def test_a_state_refuses_calls_that_leave_it_as_it_is(text: str, name: str, code: str, when: str) -> None:
    endpoint = call(text, name)
    assert endpoint.transition is None
    assert (code, when) in conflicts(endpoint)


def test_a_rule_that_says_what_is_closed_is_the_only_one_to_say_it() -> None:
    endpoint = call(DEALS, "POST /deals/{id}/advance")
    assert [code for code, _ in conflicts(endpoint)] == ["DEAL_CLOSED"]


def test_an_upload_takes_its_file_and_no_rows_that_are_read_out_of_it() -> None:
    create, read = call(IMPORTS, "POST /imports"), call(IMPORTS, "GET /imports/{id}")
    assert create.request is not None and create.request.content_type == "multipart/form-data"
    assert taken(create) == ["mode", "original_filename", "mapping", "file"]
    assert cells(IMPORTS, "POST /imports") == {"imports": "C"}
    assert "rows" not in answered(create)[1] + answered(read)[1]
    assert "file" in taken(call(DOCUMENTS, "POST /documents"))


def test_what_leads_to_a_file_elsewhere_takes_none_itself() -> None:
    create = call("Employees upload attachments to tickets.", "POST /attachments")
    assert create.request is not None and create.request.content_type == "application/json"
    assert "file" not in taken(create)


def test_a_first_member_comes_with_the_call_that_makes_the_room() -> None:
    assert cells(CHANNELS, "POST /channels") == {"channels": "C", "channel_members": "C", "teams": "R"}
    tests = draft(CHANNELS).spec.sections.tests.endpoints
    said = [case.expect for case in tests if case.subject == "POST /api/v1/channels" and case.given == "its example"]
    assert said == ["201, a row in `channel_members`"]


def test_what_counters_follow_is_written_with_the_message() -> None:
    found = cells(CHANNELS, "POST /channels/{channel_id}/chat-messages")
    assert found == {"channels": "RU", "channel_members": "RU", "chat_messages": "CR"}


def test_who_brings_something_back_takes_it_out_of_the_bin() -> None:
    restore = call(BIN, "POST /deletions/{id}/restore")
    assert answered(restore) == (204, [])
    assert cells(BIN, "POST /deletions/{id}/restore") == {
        "deletions": "RD",
        "books": "U",
        "chapters": "U",
        "pages": "U",
    }
    assert cells(BIN, "purge_recycle_bin") == {"deletions": "RD", "books": "D", "chapters": "D", "pages": "D"}


def test_a_job_tells_the_rows_that_it_adds() -> None:
    assert cells(MONITORS, "probe_due_monitors") == {"monitors": "RU", "heartbeats": "C"}
    assert cells(IMPORTS, "parse_import") == {"imports": "RU", "import_rows": "C"}


def test_what_is_shown_of_other_rows_is_read_from_them_and_forgotten_when_they_change() -> None:
    shown = call(STATUS_PAGE, "GET /component-groups")
    assert "status" in answered(shown)[1]
    assert cells(STATUS_PAGE, "GET /component-groups") == {"component_groups": "R", "components": "R"}
    caches = {cache.endpoint: cache.invalidation for cache in draft(STATUS_PAGE).spec.sections.performance.caches}
    assert "`PATCH /api/v1/components/{id}`" in caches["GET /api/v1/component-groups"]


def test_a_setting_that_moves_rows_writes_them() -> None:
    text = f"{BIN} Admin setting for automatic removal after x days, which can be disabled."
    assert cells(text, "PUT /recycle-bin-settings") == {"recycle_bin_settings": "CRU", "deletions": "RU"}


def test_what_the_brief_has_confirmed_is_cancelled_as_before() -> None:
    text = "Crematorium scheduling. A schedule has to be confirmed. Directors can cancel."
    cancel = call(text, "POST /crematorium-schedules/{id}/cancel").transition
    assert cancel is not None and cancel.before == ("scheduled", "confirmed")


def test_what_has_expired_is_not_decided_before_the_job_comes_by() -> None:
    approve = call("Approval requests", "POST /approval-requests/{id}/approve")
    assert ("APPROVAL_EXPIRED", "`expires_at` has passed") in conflicts(approve)
