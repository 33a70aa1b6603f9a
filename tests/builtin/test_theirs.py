"""What people see of "their" own hangs on something that is theirs, also where that is only taken for granted."""

from __future__ import annotations

from drafts import call, draft


def test_what_is_theirs_hangs_on_something_with_an_owner() -> None:
    brief = "Residents look at their meter readings"
    meters = next(t for t in draft(brief).spec.sections.database.assumed if t.name == "utility_meters")

    assert "user_id" in {column.name for column in meters.columns}
    assert call(brief, "GET /meter-readings/{id}").auth.owner == "own `utility_meters.user_id`"


def test_whoever_works_with_it_reads_it_as_well_and_alone_writes_it() -> None:
    brief = "Patients see their lab results"
    read, write = call(brief, "GET /lab-results/{id}").auth, call(brief, "PATCH /lab-results/{id}").auth

    assert read.owner == "own `patients.user_id`, or any row for `laboratory` and `doctor`"
    assert (write.level, write.roles, write.owner) == ("role", ("laboratory", "doctor"), None)


def test_what_is_nobodys_stays_open() -> None:
    brief = "Meter readings for the building"
    assert call(brief, "GET /meter-readings/{id}").auth.owner is None
