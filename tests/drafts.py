"""Built-in drafts that several tests look at, each made once, and their calls by name."""

from __future__ import annotations

from functools import cache

from draftspec.brief import brief_from_text
from draftspec.pipeline import Drafted, draft_spec, drafter_for
from draftspec.sections.endpoints import Endpoint

PREFIX = "/api/v1"


@cache
def draft(text: str) -> Drafted:
    """Return what the built-in drafter makes of a brief."""
    return draft_spec(brief_from_text(text), drafter_for("builtin"), model="builtin")


def call(text: str, name: str) -> Endpoint:
    """Return a call of a draft by its method and path, as in `POST /invoices`; the prefix may stand there or not."""
    method, _, path = name.partition(" ")
    wanted = f"{method} {PREFIX}{path.removeprefix(PREFIX)}"
    return next(e for e in draft(text).spec.sections.endpoints.endpoints if f"{e.method} {e.path}" == wanted)
