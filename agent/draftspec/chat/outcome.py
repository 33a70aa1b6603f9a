"""What became of one request: the single place that tells a paid answer from a refusal, a limit or a broken line.

`classify` is a pure function of what came back. Whether the text of an answer fits its section is known only to whoever
parses it, so `INVALID` is the one kind that it never returns.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from enum import Enum

from draftspec.chat.fences import bare_json
from draftspec.chat.model import ChatFailure, Reply
from draftspec.chat.provider_errors import ErrorKind, error_kind, error_text, schema_path, token_limit
from draftspec.chat.retry_after import seconds_to_wait
from draftspec.chat.salvage import is_cut


class Kind(Enum):
    """The kinds of outcome; each calls for another reaction."""

    ANSWERED = "answered"
    TRUNCATED = "truncated"
    REFUSED = "refused"
    EMPTY = "empty"
    INVALID = "invalid"
    MODE_UNSUPPORTED = "mode unsupported"
    SCHEMA_REJECTED = "schema rejected"
    CONTEXT_TOO_LONG = "context too long"
    CAP_TOO_LARGE = "cap too large"
    RATE_LIMITED = "rate limited"
    QUOTA = "quota exhausted"
    DENIED = "denied"
    REJECTED = "rejected"
    SERVER = "server trouble"
    TRANSPORT = "transport trouble"

    @property
    def is_passing(self) -> bool:
        """Whether the same request may well succeed later."""
        return self in (Kind.RATE_LIMITED, Kind.SERVER, Kind.TRANSPORT)


@dataclass(frozen=True)
class Outcome:
    """What became of a request.

    `text` is the bare JSON text of an answer, whole or cut. `reason` says for people what was wrong, in the provider's
    words where it gave any. `wait` is how many seconds the server asked to wait. `at_cap` tells that the tokens ran out,
    `limit` the largest number of tokens that the server would take, and `path` what of a schema it did not.
    """

    kind: Kind
    text: str = ""
    reason: str = ""
    wait: float | None = None
    at_cap: bool = False
    limit: int | None = None
    path: str | None = None


CUT = {"length", "max_tokens", "max_output_tokens", "model_length", "model_context_window_exceeded", "incomplete"}
FILTERED = {
    "content_filter",
    "refusal",
    "safety",
    "blocklist",
    "prohibited_content",
    "spii",
    "recitation",
    "sensitive",
    "guardrail_intervened",
    "content_filtered",
}
BROKEN = {"error", "network_error", "aborted", "abort", "cancelled", "insufficient_system_resource"}


def classify(seen: Reply | ChatFailure, now: float | None = None) -> Outcome:
    """Return what became of a request; the first rule that matches wins.

    `now` is the time of day in seconds since 1970, for a Retry-After that is a date without a Date header beside it.
    """
    if isinstance(seen, Reply):
        return _of_reply(seen)
    return _of_failure(seen, time.time() if now is None else now)


def _of_reply(reply: Reply) -> Outcome:
    finish = reply.finish.strip().lower()
    text = bare_json(reply.text)
    at_cap = finish in CUT
    if reply.refusal or finish in FILTERED:
        return Outcome(Kind.REFUSED, reason=_short(reply.refusal or f"the answer was withheld ({reply.finish})"))
    if finish in BROKEN:
        return Outcome(Kind.SERVER, reason=f"the server broke off its answer ({reply.finish})")
    if not text:
        reason = "all tokens were spent before the answer began" if at_cap else "the answer was empty"
        return Outcome(Kind.EMPTY, reason=reason, at_cap=at_cap)
    if is_cut(text):
        return Outcome(Kind.TRUNCATED, text, "the answer was cut off", at_cap=at_cap)
    return Outcome(Kind.ANSWERED, text, at_cap=at_cap)


_KINDS = {
    ErrorKind.QUOTA: Kind.QUOTA,
    ErrorKind.DENIED: Kind.DENIED,
    ErrorKind.FILTERED: Kind.REFUSED,
    ErrorKind.CAP: Kind.CAP_TOO_LARGE,
    ErrorKind.CONTEXT: Kind.CONTEXT_TOO_LONG,
    ErrorKind.SCHEMA: Kind.SCHEMA_REJECTED,
    ErrorKind.MODE: Kind.MODE_UNSUPPORTED,
    ErrorKind.LIMIT: Kind.RATE_LIMITED,
    ErrorKind.SERVER: Kind.SERVER,
    ErrorKind.TRANSPORT: Kind.TRANSPORT,
    ErrorKind.OTHER: Kind.REJECTED,
}


def _of_failure(failure: ChatFailure, now: float) -> Outcome:
    kind = _KINDS[error_kind(failure)]
    return Outcome(
        kind,
        reason=error_text(failure),
        wait=seconds_to_wait(failure, now) if kind.is_passing else None,
        limit=token_limit(failure) if kind is Kind.CAP_TOO_LARGE else None,
        path=schema_path(failure) if kind is Kind.SCHEMA_REJECTED else None,
    )


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 300 else f"{line[:299]}…"
