"""When a draft is what a case expects: names, paths, words; and what of a text is the feature's own."""

from __future__ import annotations

import pytest

from draftspec.evals.fitting import calls, fits_name, path_key, says
from draftspec.evals.prose import bare, grams, masked_words, unquoted
from draftspec.sections.endpoints import Auth, Endpoint, Response


@pytest.mark.parametrize(
    ("name", "expected", "fits"),
    [
        ("invoices", "invoices", True),
        ("invoice", "invoices", True),
        ("Invoice-Lines", "invoice_lines", True),
        ("bills", "invoices | bills", True),
        ("invoice_lines", "invoices", False),
        ("due_on", "due_date | due_on", True),
        ("due", "due_date | due_on", False),
    ],
)
def test_names_fit_in_either_number_and_by_their_alternatives(name: str, expected: str, fits: bool) -> None:
    assert fits_name(name, expected) is fits


@pytest.mark.parametrize(
    ("path", "other", "same"),
    [
        ("/api/v1/invoices/{id}", "/invoices/{invoice_id}", True),
        ("/v2/invoice-lines", "/invoice_line", True),
        ("/api/invoices", "/invoices", True),
        ("/api/v1/invoices", "/invoices/{id}", False),
        ("/invoices/{id}/lines", "/invoices/lines/{id}", False),
    ],
)
def test_prefix_number_and_names_of_parameters_do_not_count_in_a_path(path: str, other: str, same: bool) -> None:
    assert (path_key(path) == path_key(other)) is same


def endpoint(method: str, path: str) -> Endpoint:
    answer = Response(status=200, description="It.")
    return Endpoint.model_validate(
        {
            "method": method,
            "path": path,
            "action": "read",
            "purpose": "It.",
            "auth": Auth(level="public"),
            "responses": (answer,),
        }
    )


def test_a_pattern_is_one_call_for_each_method() -> None:
    found = list(calls("GET PATCH /invoices/{id} | /bills/{id}"))
    assert [call.name for call in found] == ["GET /invoices/{id}", "PATCH /invoices/{id}"]
    assert found[0].fits(endpoint("GET", "/api/v1/bills/{bill}"))
    assert not found[0].fits(endpoint("POST", "/api/v1/bills/{bill}"))
    assert found[1].fits(endpoint("PUT", "/api/v1/invoices/{id}"))


@pytest.mark.parametrize(
    ("text", "expected", "found"),
    [
        ("At most 10 keys.", "10", True),
        ("At most 100 keys.", "10", False),
        ("10,000 characters", "10", False),
        ("a price of 1.10", "10", False),
        ("up to 5,000 EUR", "5000 | 5,000", True),
        ("after 14 days", "14 days", True),
        ("starts_at 02:00", "02:00", True),
        ("keys are rotated", "key", True),
        ("monkeys", "key", False),
        ("a keynote speaker", "key", True),
        ("A keyholders' list", "key", False),
        ("due-date is set", "due date", True),
    ],
)
def test_a_number_stands_by_itself_and_a_word_may_have_an_ending(text: str, expected: str, found: bool) -> None:
    assert says(text, expected) is found


def test_what_is_quoted_or_labelled_is_left_out() -> None:
    assert unquoted("At most 3 (“up to 3 items”).") == "At most 3 ( )."
    assert bare("- [ ] **BE-DB-1**: `loans`: 3 columns") == "`loans`: 3 columns"
    assert bare("1. Migration: `loans`") == "Migration: `loans`"


def test_own_words_numbers_and_code_are_masked() -> None:
    own = frozenset({"loan", "loans"})
    words = masked_words("Each loan ends after 14 days, see `loans.due_on`", own)
    assert words == ("each", "_", "ends", "after", "_", "days", "see", "_")
    assert list(grams(words, 4)) == [
        ("each", "_", "ends", "after"), ("ends", "after", "_", "days"), ("after", "_", "days", "see"),
    ]  # fmt: skip
