"""What stands beside the design follows from it: headers from who may call, who moves a state from calls and jobs."""

from __future__ import annotations

from drafts import call, draft

from draftspec.derive.openapi import openapi_yaml
from draftspec.derive.specification import parameters
from draftspec.grants import secret_header
from draftspec.sections.endpoints import Auth

CART = "Customers put products in a cart with cart items; guests have carts too"
PERMIT = "Residents request parking permits, which a clerk approves"


def test_the_header_of_a_secret_follows_from_who_may_call() -> None:
    held = Auth(level="public", owner="own `carts.user_id`, or whoever sends the `carts.guest_token`")

    assert secret_header(held) == ("X-Guest-Token", "carts.guest_token")
    assert secret_header(Auth(level="authenticated", owner="own `user_id`")) is None


def test_request_and_openapi_have_the_header() -> None:
    shown = parameters(call(CART, "POST /carts/{id}/reopen"))
    merging = parameters(call(CART, "POST /carts/{id}/merge"))

    assert shown[-1] == "`X-Guest-Token` (header): the secret of `guest_token`, for whoever has no account"
    assert merging[-1] == "`X-Guest-Token` (header): the secret of `guest_token`, needed"
    assert openapi_yaml(draft(CART).spec).count("name: X-Guest-Token") == sum(
        secret_header(one.auth) is not None for one in draft(CART).spec.sections.endpoints.endpoints
    )


def test_jobs_stand_among_what_moves_a_state() -> None:
    architecture = draft(PERMIT).spec.sections.architecture
    assert architecture is not None
    line = next(one for one in architecture.api_design if one.startswith("`parking_permits.status` by "))
    assert line.endswith("`expire_parking_permits` only")
