"""Whose a thing is that no entry knows, what is recorded about it, how it is, and what is mailed about it."""

from __future__ import annotations

from briefs_file import drafted

MACHINES = (
    "Equipment maintenance for a factory: machines with serial number, location and status (running, stopped, under repair); "
    "technicians record repairs with cost and duration; weekly report by e-mail"
)


def test_a_thing_with_a_number_is_everybodys_and_what_is_done_to_it_is_its_history() -> None:
    sections = drafted(MACHINES).spec.sections
    assert {t.name: [c.name for c in t.columns] for t in sections.database.tables} == {
        "machines": ["id", "creator_id", "name", "serial_number", "location", "status", "created_at", "updated_at"],
        "repairs": [
            *("id", "user_id", "machine_id", "performed_at", "description", "cost_cents", "duration_minutes"),
            *("created_at", "updated_at"),
        ],
    }
    keys = {c.name: c.references.on_delete for c in sections.database.tables[1].columns if c.references}
    assert keys == {"user_id": "RESTRICT", "machine_id": "RESTRICT"}
    access = {f"{e.method} {e.path}": (e.auth.level, e.auth.roles, e.auth.owner) for e in sections.endpoints.endpoints}
    assert access["GET /api/v1/machines"] == access["GET /api/v1/repairs"] == ("authenticated", (), None)
    assert access["POST /api/v1/machines"] == ("role", ("manager",), None)
    assert access["POST /api/v1/repairs"] == ("role", ("technician",), None)


def test_conditions_lead_to_each_other_and_an_end_to_none() -> None:
    calls = drafted("Sensors with status online, offline or retired and a location").spec.sections.endpoints.endpoints
    moves = {e.path.rpartition("/")[2]: (e.transition.before, e.transition.after) for e in calls if e.transition}
    assert moves == {
        "disconnect": (("online",), "offline"),
        "retire": (("online", "offline"), "retired"),
        "connect": (("offline",), "online"),
    }


def test_a_fixed_report_by_mail_is_a_job_and_no_table() -> None:
    sections = drafted(MACHINES).spec.sections
    (job,) = sections.jobs.jobs
    assert (job.name, job.frequency) == (
        "mail_weekly_report_of_repairs",
        "Mondays at 06:00 UTC (day and hour are assumptions).",
    )
    assert job.processing == (
        "Counts the rows of `repairs` whose `performed_at` lies in the week before, adds up `cost_cents`, adds up "
        "`duration_minutes` by `machine_id`, and sends one mail to every manager (assumption); the week is the mail's key, "
        "so a second run sends nothing. It goes to `users.email` of everybody whose `users.role` is `manager`."
    )


def test_what_customers_send_back_is_asked_for_decided_and_paid_back_once() -> None:
    brief = "Let customers return items within 14 days: a return has a reason and photos, staff approve or reject it, the refund goes back through Stripe"
    sections = drafted(brief).spec.sections
    assert [t.name for t in sections.database.tables] == ["returns", "return_request_items"]
    moves = [(e.path.rpartition("/")[2], e.transition.before) for e in sections.endpoints.endpoints if e.transition]
    assert moves == [
        ("approve", ("requested",)),
        ("reject", ("requested",)),
        ("receive", ("approved",)),
        ("refund", ("received",)),
        ("cancel", ("requested", "approved")),
    ]
    names = [rule.name for rule in sections.rules.rules]
    assert names[0] == "Within 14 days of delivery"
    assert not any(name.startswith("Over after") for name in names)


def test_signing_in_by_passkey_takes_an_assertion_from_anybody_and_gives_a_token() -> None:
    calls = {f"{e.method} {e.path}": e for e in drafted("passkeys").spec.sections.endpoints.endpoints}
    call = calls["POST /api/v1/webauthn-credentials/authenticate"]
    assert (call.auth.level, call.path_parameters) == ("public", ())
    assert call.request is not None
    assert [f.name for f in call.request.fields] == ["raw_id", "client_data_json", "authenticator_data", "signature"]
    assert [f.name for f in call.responses[0].fields] == ["access_token", "expires_in"]


def test_what_only_looks_is_a_get_that_writes_nothing() -> None:
    calls = {e.path: e for e in drafted("feature flags").spec.sections.endpoints.endpoints}
    call = calls["/api/v1/feature-flags/{id}/evaluate"]
    assert (call.method, call.writes, call.rate_limit) == ("GET", (), None)
    assert [f.name for f in call.responses[0].fields] == ["enabled", "reason"]
