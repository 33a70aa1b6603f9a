"""What the test server does with a request: answers it, or fails in one of the ways that servers fail."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import formatdate
from typing import Any, Literal

from server.answers import answer_text, rest_text
from server.call import CHARACTERS_PER_TOKEN, Call, tokens_of

Line = Literal["whole", "cut", "drop", "hang", "drip"]
"""What happens to the connection: everything is sent, half of it, nothing, nothing for ever, a byte now and then."""


@dataclass(frozen=True)
class Reaction:
    """What is sent back. `tokens` is the usage, None for what is not billed."""

    status: int = 200
    content: bytes = b""
    headers: Mapping[str, str] = field(default_factory=lambda: {"Content-Type": "application/json"})
    line: Line = "whole"
    tokens: tuple[int, int] | None = None

    @property
    def is_billed(self) -> bool:
        return self.status == 200 and self.tokens is not None


def right_text(call: Call) -> str:
    """Return the right answer to a request: the whole section, or the rest of one that was cut."""
    if call.section is None or call.brief is None:
        return "I cannot tell what is asked for."
    text = answer_text(call.section, call.brief)
    return text if call.kept is None else rest_text(text, call.kept)


def completion(call: Call, text: str | None, finish: str = "stop", **message: Any) -> Reaction:
    """Return a chat completion that says a text."""
    output = tokens_of(text or "") if finish != "length" or text else call.max_tokens
    usage = {"prompt_tokens": call.tokens, "completion_tokens": output, "total_tokens": call.tokens + output}
    choice = {"index": 0, "finish_reason": finish, "message": {"role": "assistant", "content": text, **message}}
    return _json(
        {
            "id": "chatcmpl-test",
            "object": "chat.completion",
            "created": 1_700_000_000,
            "model": call.model,
            "choices": [choice],
            "usage": usage,
        },
        tokens=(call.tokens, output),
    )


def error(status: int, message: str, code: str | None = None, **headers: str) -> Reaction:
    """Return an error object; `retry_after=…` becomes the header."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    reaction = _json({"error": {"message": message, "type": "error", "param": None, "code": code}}, status=status)
    return Reaction(status, reaction.content, {**reaction.headers, **named})


def with_cached(reaction: Reaction, cached: int) -> Reaction:
    """Return a completion whose usage says how many of its input tokens came from the prompt cache."""
    if reaction.tokens is None or not cached:
        return reaction
    body = json.loads(reaction.content)
    body["usage"]["prompt_tokens_details"] = {"cached_tokens": cached}
    return _json(body, tokens=reaction.tokens)


def _json(content: Any, status: int = 200, tokens: tuple[int, int] | None = None) -> Reaction:
    return Reaction(status, json.dumps(content, ensure_ascii=False).encode(), tokens=tokens)


def good(call: Call) -> Reaction:
    return completion(call, right_text(call))


def refusal(call: Call) -> Reaction:
    return completion(call, None, refusal="I'm sorry, I cannot assist with that request.")


def filtered(call: Call) -> Reaction:
    return completion(call, "", "content_filter")


def length(call: Call) -> Reaction:
    """Return six tenths of the right answer."""
    text = right_text(call)
    return completion(call, text[: len(text) * 6 // 10], "length")


def at_cap(call: Call) -> Reaction:
    """Return the right answer as far as the cap lets it, as real servers do."""
    text = right_text(call)
    fits = tokens_of(text) <= call.max_tokens
    return completion(
        call, text if fits else text[: call.max_tokens * CHARACTERS_PER_TOKEN], "stop" if fits else "length"
    )


def thought_too_long(call: Call) -> Reaction:
    return completion(call, "", "length")


def fenced(call: Call) -> Reaction:
    return completion(call, f"Here is the section:\n```json\n{right_text(call)}\n```\n")


def empty(call: Call) -> Reaction:
    return completion(call, "")


def prose(call: Call) -> Reaction:
    return completion(call, "Certainly. The feature needs an invoices table and some endpoints.")


def no_choices(call: Call) -> Reaction:
    return _json({"id": "x", "object": "chat.completion", "created": 1, "model": call.model, "choices": []})


def null_choices(call: Call) -> Reaction:
    return _json({"id": "x", "object": "chat.completion", "created": 1, "model": call.model, "choices": None})


def html(call: Call) -> Reaction:
    page = b"<html><head><title>Sign in to the network</title></head><body><p>Welcome</p></body></html>"
    return Reaction(200, page, {"Content-Type": "text/html"})


def error_with_200(call: Call) -> Reaction:
    return _json({"error": {"message": "upstream overloaded", "code": 502}})


def cut_body(call: Call) -> Reaction:
    return Reaction(200, good(call).content, line="cut")


def drop(call: Call) -> Reaction:
    return Reaction(line="drop")


def hang(call: Call) -> Reaction:
    return Reaction(line="hang")


def drip(call: Call) -> Reaction:
    return Reaction(200, good(call).content, line="drip")


def _limited(**headers: str) -> Reaction:
    return error(429, "Rate limit reached for requests per minute.", "rate_limit_exceeded", **headers)


def limited_seconds(call: Call) -> Reaction:
    return _limited(Retry_After="1")


def limited_milliseconds(call: Call) -> Reaction:
    return _limited(Retry_After_Ms="200")


def limited_date(call: Call) -> Reaction:
    """Answer with a date two seconds after this server's own clock, which is a day late."""
    now = time.time() - 86_400
    return _limited(Date=formatdate(now, usegmt=True), Retry_After=formatdate(now + 2, usegmt=True))


def limited_long(call: Call) -> Reaction:
    return _limited(Retry_After="90")


def quota(call: Call) -> Reaction:
    return error(
        429,
        "You exceeded your current quota, please check your plan and billing details.",
        "insufficient_quota",
    )


def broken(status: int) -> Reaction:
    return error(status, {500: "internal error", 503: "overloaded", 529: "overloaded_error"}[status])


def mode_unsupported(call: Call) -> Reaction:
    return error(400, f"'response_format' of type '{call.mode}' is not supported with this model.")


def schema_rejected(call: Call) -> Reaction:
    return error(
        400,
        f"Invalid schema for response_format '{call.section}': "
        f"In context=('properties', '{call.section}'), 'pattern' is not permitted.",
        "invalid_json_schema",
    )


def context_too_long(call: Call) -> Reaction:
    return error(
        400,
        f"This model's maximum context length is 2048 tokens. However, your messages resulted in {call.tokens} tokens. "
        "Please reduce the length of the messages.",
        "context_length_exceeded",
    )


def cap_too_large(call: Call) -> Reaction:
    return error(
        400,
        f"max_tokens is too large: {call.max_tokens}. This model supports at most 4096 completion tokens.",
        "invalid_value",
    )


def denied(call: Call) -> Reaction:
    return error(401, "Incorrect API key provided: sk-secret-of-a-test-1234567890.", "invalid_api_key")


def not_found(call: Call) -> Reaction:
    return error(404, f"The model `{call.model}` does not exist or you do not have access to it.", "model_not_found")
