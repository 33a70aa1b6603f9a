"""What goes out after a call is sent by a job; the caller never waits for it."""

from __future__ import annotations

from briefs_file import drafted


def test_mail_and_pdf_of_an_invoice_are_jobs_of_the_call_that_issues_it() -> None:
    sections = drafted("add invoices").spec.sections
    jobs = {job.name: job for job in sections.jobs.jobs}
    assert list(jobs) == ["flag_overdue_invoices", "mail_invoices", "render_invoices"]
    assert jobs["mail_invoices"].trigger.endpoint == "POST /api/v1/invoices/{id}/issue"
    assert (
        jobs["mail_invoices"].processing
        == "Sends one mail for each committed `POST /api/v1/invoices/{id}/issue`; `invoices.id` and the call are its key, so a second run does nothing. It goes to `customers.email` by `invoices.customer_id`."
    )
    assert [one.used_by for one in sections.integrations.integrations] == [("mail_invoices",), ("render_invoices",)]


def test_object_storage_is_only_used_where_a_column_refers_to_a_file() -> None:
    assert "Object storage" not in [
        one.service for one in drafted("work orders").spec.sections.integrations.integrations
    ]
    assert "Object storage" in [
        one.service for one in drafted("file attachments").spec.sections.integrations.integrations
    ]
