"""Who may do what: the people that a brief names work on their own rows, staff on all; who acts on a row can read it."""

from __future__ import annotations

import pytest
from drafts import call, draft

from draftspec.drafters.builtin.whose import is_ordinary
from draftspec.sections.endpoints import Auth

DONORS = "Donors can set up a monthly donation and change the amount at any time"
BROKERS = "Brokers write quotes with a price. The client accepts the quote or declines it."
CARDS = "gift cards"
CERTIFICATES = "course certificates"
WISHES = "Add a wishlist that can be shared with a link"
FOUND = "lost and found"
NOTICES = "Teachers send announcements to their class"
REPAIRS = (
    "Tenants report repairs with photos. A repair gets assigned to a contractor, who gives a cost estimate. "
    "If it is over 500 EUR the landlord has to approve it first."
)
PAUSES = "Let customers pause their subscription for up to 3 months"
FORMS = (
    "Patients fill in an intake form before the first visit. Clinics design their own forms. "
    "A nurse reviews the submission and marks it as reviewed."
)
TALKS = (
    "Speakers submit talk proposals. Reviewers score each proposal from 1-5. The chair accepts or rejects proposals."
)
APPLIED = "Companies post jobs. Applicants apply with a CV. Recruiters move applications through stages."
THREADS = "Comment threads on documents\nOnly people with access to the document see comments"
WARRANTY = "Warranty claims. The customer registers a product with its serial number. They file a claim with photos."
INSURED = (
    "Insurance brokers compare quotes. For a client's request (car, home, liability) we ask several insurers for a quote. "
    "The broker recommends one and the client accepts it."
)
ROTAS = "As a team lead I want to set up on-call rotations\n- everybody can see who is on call right now"


def said(auth: Auth) -> str:
    """Return who may call, in one line."""
    return f"{'/'.join(auth.roles) or auth.level}; {auth.owner or 'all rows'}"


@pytest.mark.parametrize(
    ("brief", "calls"),
    [
        (
            DONORS,
            {
                "GET /monthly-donations": "authenticated; own `user_id`",
                "GET /monthly-donations/{id}": "authenticated; own `user_id`",
                "POST /monthly-donations": "donor; all rows",
                "PATCH /monthly-donations/{id}": "donor; own `user_id`",
                "DELETE /monthly-donations/{id}": "authenticated; own `user_id`",
                "POST /monthly-donations/{id}/cancel": "authenticated; own `user_id`",
            },
        ),
        (
            BROKERS,
            {
                "GET /quotes": "broker/client; own `customer_id`, or any row for `broker`",
                "GET /quotes/{id}": "broker/client; own `customer_id`, or any row for `broker`",
                "PATCH /quotes/{id}": "broker; all rows",
                "POST /quotes/{id}/accept": "authenticated; own `customer_id`",
                "POST /quotes/{id}/decline": "authenticated; own `customer_id`",
            },
        ),
        (
            CARDS,
            {
                "GET /gift-cards/{id}": "authenticated; own `buyer_id`, or any row for `support`",
                "GET /gift-cards/balance/{code}": "token; all rows",
                "POST /gift-cards/redeem": "token; all rows",
                "POST /gift-cards/{id}/disable": "support; all rows",
            },
        ),
        (
            CERTIFICATES,
            {
                "GET /certificates": "authenticated; own `user_id`, or any row for `teacher`",
                "POST /certificates": "teacher; all rows",
                "GET /certificates/verify/{verification_code}": "public; all rows",
            },
        ),
        (
            WISHES,
            {
                "GET /wishlists/{id}": "authenticated; own `user_id`, or where `visibility` is `public`",
                "GET /wishlists/shared/{token}": "token; all rows",
                "POST /wishlists/{id}/share": "authenticated; own `user_id`",
            },
        ),
        (
            "polls",
            {
                "GET /polls": "authenticated; all rows",
                "GET /polls/{id}": "authenticated; all rows",
                "GET /polls/{poll_id}/options": "authenticated; all rows",
                "PATCH /polls/{id}": "authenticated; own `user_id`",
                "POST /polls/{poll_id}/votes": "authenticated; own `user_id`",
                "GET /polls/{poll_id}/votes": "authenticated; own `user_id` or `polls.user_id`",
            },
        ),
        (
            FOUND,
            {
                "GET /lost-items": "authenticated; all rows",
                "PATCH /lost-items/{id}": "authenticated; own `reported_by_id`",
                "POST /lost-items/{id}/claim": "authenticated; all rows",
                "POST /lost-items/{id}/return": "staff; all rows",
            },
        ),
        (
            NOTICES,
            {
                "GET /announcements": "authenticated; `status` beyond `draft`, or any row for `teacher`",
                "POST /announcements": "teacher; all rows",
                "PATCH /announcements/{id}": "teacher; all rows",
                "POST /announcements/{id}/publish": "teacher; all rows",
            },
        ),
        (
            REPAIRS,
            {
                "GET /repairs": "authenticated; own `user_id` or `contractor_id`, or any row for `landlord` and `admin`",
                "POST /repairs": "tenant; all rows",
                "PATCH /repairs/{id}": "authenticated; own `user_id`",
                "POST /repairs/{id}/approve": "landlord; all rows",
            },
        ),
        (
            ROTAS,
            {
                "GET /on-call-rotations": "authenticated; all rows",
                "PATCH /on-call-rotations/{id}": "team lead; all rows",
            },
        ),
        (
            PAUSES,
            {
                "GET /subscriptions": "authenticated; own `customer_id`, or any row for `billing admin`",
                "POST /subscriptions/{id}/pause": "authenticated; own `customer_id`",
                "POST /subscriptions/{id}/resume": "authenticated; own `customer_id`",
            },
        ),
        ("Let sellers pause their listings", {"POST /listings/{id}/pause": "seller; own `user_id`"}),
        ("Merge duplicate contacts", {"POST /contacts/{id}/merge": "admin; all rows"}),
        (
            "Show customers an estimated delivery date at checkout based on their zip code and the carrier",
            {"PATCH /estimated-delivery-dates/{id}": "logistics manager; all rows"},
        ),
        (
            "Archive channels nobody has posted in for 90 days and let the owner bring them back",
            {"POST /channels/{id}/restore": "authenticated; own `creator_id`"},
        ),
        (
            FORMS,
            {
                "POST /forms": "clinic staff; all rows",
                "GET /forms/{id}": "authenticated; own `creator_id`, or any row for `patient` and `nurse`",
                "POST /forms/{form_id}/submissions": "patient; all rows",
                "POST /form-submissions/{id}/mark-reviewed": "nurse; all rows",
                "GET /form-submissions/{id}": "authenticated; own `user_id`, or any row for `nurse`",
            },
        ),
        (
            TALKS,
            {
                "GET /talk-proposals/{id}": "authenticated; own `speaker_id`, or any row for `chair` and `reviewer`",
                "PATCH /talk-proposals/{id}": "authenticated; own `speaker_id`",
                "POST /talk-proposals/{id}/accept": "chair; all rows",
            },
        ),
        (
            APPLIED,
            {
                "GET /job-applications/{id}": (
                    "recruiter/hiring manager/applicant; own `creator_id`, or any row for `recruiter` and `hiring manager`"
                ),
                "POST /job-postings/{job_posting_id}/job-applications": "recruiter/applicant; all rows",
            },
        ),
        (
            THREADS,
            {
                "GET /comment-threads/{id}": (
                    "authenticated; own `author_id`, or as somebody with access to the document"
                ),
            },
        ),
        (WARRANTY, {"POST /product-registrations": "authenticated; own `customer_id`"}),
        (
            INSURED,
            {
                "GET /insurance-quotes/{id}": "broker/client; own `insurance_requests.client_id`, or any row for `broker`",
                "POST /insurance-quotes/{id}/accept": "client; own `insurance_requests.client_id`",
                "POST /insurance-quotes/{id}/recommend": "broker; all rows",
            },
        ),
        (
            "Direct messages",
            {
                "GET /conversations/{conversation_id}/messages": (
                    "authenticated; own `conversations.creator_id`, or as a participant of the conversation"
                ),
                "DELETE /messages/{id}": "authenticated; own `sender_id`",
            },
        ),
    ],
)
def test_whom_the_brief_names_gets_the_call(brief: str, calls: dict[str, str]) -> None:
    assert {name: said(call(brief, name).auth) for name in calls} == calls


def given(brief: str, name: str) -> set[str]:
    body = call(brief, name).request
    return {field.name for field in body.fields} if body else set()


def test_nobody_gives_whose_a_row_is_unless_staff_makes_it_for_somebody() -> None:
    assert "user_id" not in given(DONORS, "POST /monthly-donations") | given(DONORS, "PATCH /monthly-donations/{id}")
    assert "user_id" in given(CERTIFICATES, "POST /certificates")


def test_one_approval_from_an_amount_on_is_one_call_and_a_rule() -> None:
    endpoints = draft(REPAIRS).spec.sections.endpoints.endpoints
    assert [e.path for e in endpoints if "approve" in e.path] == ["/api/v1/repairs/{id}/approve"]
    rules = draft(REPAIRS).spec.sections.rules
    assert "Approval above 500 EUR" in [rule.name for rule in (rules.rules if rules else ())]


@pytest.mark.parametrize(
    ("role", "ordinary"),
    [("customer", True), ("gym member", True), ("staff member", False), ("moderator", False), (None, False)],
)
def test_ordinary_people_have_rows_of_their_own(role: str | None, ordinary: bool) -> None:
    assert is_ordinary(role) is ordinary


@pytest.mark.parametrize(
    "brief", [DONORS, BROKERS, CARDS, CERTIFICATES, WISHES, "polls", FOUND, NOTICES, REPAIRS, ROTAS]
)
def test_the_drafts_have_no_findings(brief: str) -> None:
    assert draft(brief).spec.findings == ()


def test_a_role_that_sees_all_rows_is_a_role_of_the_feature() -> None:
    security = draft(PAUSES).spec.sections.security
    may = {role.name: role.may for role in (security.roles if security else ())}
    assert may["billing admin"] == "any row of `GET /api/v1/subscriptions`, `GET /api/v1/subscriptions/{id}`"
