"""Each code stands with the condition that it is for, and all CHECKs over the same columns are kept."""

from __future__ import annotations

from drafts import call, draft

from draftspec.derive.openapi import openapi_yaml

CART = "guest checkout"


def checked(brief: str) -> dict[str, str]:
    """Return the checks against stored data by what they are about."""
    return {one.name: one.check for one in draft(brief).spec.sections.validation.business}


def test_two_checks_over_the_same_columns_are_both_there() -> None:
    carts = next(t for t in draft(CART).spec.sections.database.tables if t.name == "carts")
    holders = [c for c in carts.constraints if set(c.columns) == {"user_id", "guest_token"}]
    assert sorted({condition.operator for c in holders for condition in c.conditions}) == ["is not null", "is null"]
    assert len({c.name for c in holders}) == 2


def test_a_move_from_the_wrong_state_has_the_code_of_that() -> None:
    said = checked(CART)
    assert said["Start checkout in `carts` from `open`"].endswith("no row found: 409 `CANNOT_START_CHECKOUT_CART`")
    assert said["Complete in `carts` from `checkout`"].endswith("no row found: 409 `CART_NOT_IN_CHECKOUT`")


def test_a_key_that_two_calls_answer_differently_names_both() -> None:
    key = checked(CART)["Unique `cart_id`, `variant_id` in `cart_items`"]
    assert "422 `VARIANT_TWICE` from `POST /api/v1/carts`" in key
    assert "409 `CART_ITEM_VARIANT_TAKEN` from `POST /api/v1/carts/{cart_id}/items`" in key


def test_what_every_state_may_do_has_no_guard() -> None:
    assert not any(name.startswith("Verify in") for name in checked("Add SMS codes as a second factor at login"))


def test_whoever_has_an_account_is_known_by_it_where_others_are_welcome() -> None:
    assert call(CART, "GET /carts/{id}").auth.level == "public"
    assert "- {}\n" in openapi_yaml(draft(CART).spec)
