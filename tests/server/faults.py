"""Which failure a model name plays. `<name>` plays it as often as it is worth, `<name>-always` each time, `<name>-3` thrice.

Each model, section and brief has its own count, so every section of a draft meets the same failure.
"""

from __future__ import annotations

from collections.abc import Callable

from server import reactions
from server.answers import spoiled
from server.call import Call
from server.reactions import Reaction

React = Callable[[Call], Reaction]

ALWAYS = 1_000_000


def wrong_schema(call: Call) -> Reaction:
    return reactions.completion(call, spoiled(reactions.right_text(call)))


def wrong_until_told(call: Call) -> Reaction:
    return reactions.good(call) if call.is_told else wrong_schema(call)


def without_mode(call: Call) -> Reaction:
    return reactions.mode_unsupported(call) if call.mode == "json_schema" else reactions.good(call)


def text_only(call: Call) -> Reaction:
    return reactions.good(call) if call.mode == "text" else reactions.mode_unsupported(call)


def without_schema(call: Call) -> Reaction:
    return reactions.schema_rejected(call) if call.mode == "json_schema" else reactions.good(call)


def capped(call: Call) -> Reaction:
    return reactions.cap_too_large(call) if call.max_tokens > 4_096 else reactions.good(call)


_FAULTS: dict[str, tuple[React, int]] = {
    "refusal": (reactions.refusal, ALWAYS),
    "filter": (reactions.filtered, ALWAYS),
    "length": (reactions.length, 1),
    "atcap": (reactions.at_cap, ALWAYS),
    "thoughts": (reactions.thought_too_long, 1),
    "fenced": (reactions.fenced, ALWAYS),
    "wrongschema": (wrong_until_told, ALWAYS),
    "neverright": (wrong_schema, ALWAYS),
    "prose": (reactions.prose, 1),
    "empty": (reactions.empty, 1),
    "nochoices": (reactions.no_choices, 1),
    "choicesnull": (reactions.null_choices, 1),
    "html200": (reactions.html, 1),
    "err200": (reactions.error_with_200, 1),
    "truncbody": (reactions.cut_body, 1),
    "drop": (reactions.drop, 1),
    "r429": (reactions.limited_seconds, 1),
    "r429ms": (reactions.limited_milliseconds, 1),
    "r429date": (reactions.limited_date, 1),
    "r429long": (reactions.limited_long, ALWAYS),
    "quota": (reactions.quota, ALWAYS),
    "r500": (lambda call: reactions.broken(500), 2),
    "r503": (lambda call: reactions.broken(503), 2),
    "r529": (lambda call: reactions.broken(529), 2),
    "flaky": (lambda call: reactions.broken((500, 503, 529)[call.before % 3]), 3),
    "hang": (reactions.hang, 1),
    "slow": (reactions.drip, ALWAYS),
    "unsupported": (without_mode, ALWAYS),
    "textonly": (text_only, ALWAYS),
    "badschema": (without_schema, ALWAYS),
    "capped": (capped, ALWAYS),
    "ctxlen": (reactions.context_too_long, ALWAYS),
    "auth": (reactions.denied, ALWAYS),
    "nomodel": (reactions.not_found, ALWAYS),
}

NAMES = tuple(_FAULTS)


def reaction_to(call: Call) -> Reaction:
    """Return what the model of a request does with it; a name that plays no failure always answers."""
    name, _, often = call.model.partition("-")
    if name not in _FAULTS:
        return reactions.good(call)
    fault, times = _FAULTS[name]
    if often:
        times = ALWAYS if often == "always" else int(often)
    return fault(call) if call.before < times else reactions.good(call)
