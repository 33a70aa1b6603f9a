"""What providers say when they do not answer: their words read once, here."""

from __future__ import annotations

import json
import re
from enum import Enum, auto
from html import unescape

from draftspec.chat.model import ChatFailure
from draftspec.chat.redact import redacted

SHOWN = 300
"""Longest text of a provider that is shown, in characters."""


class ErrorKind(Enum):
    """What a failure says."""

    QUOTA = auto()
    DENIED = auto()
    FILTERED = auto()
    CAP = auto()
    CONTEXT = auto()
    SCHEMA = auto()
    MODE = auto()
    LIMIT = auto()
    SERVER = auto()
    TRANSPORT = auto()
    OTHER = auto()


def _words(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE | re.DOTALL)


_QUOTA = _words(
    "insufficient_quota",
    "exceeded your current quota",
    "credit balance is too low",
    "insufficient (balance|credits?|funds)",
    "billing_(hard_limit|not_active)",
    "billing hard limit",
    "quota_exhausted",
    "account (has been|is) (deactivated|suspended) .{0,40}billing",
    "perday",
)
_PASSING_QUOTA = _words(r'"retryDelay"\s*:\s*"[0-9.]+s"', "perminute")
_KEY = _words("invalid api key", "api key not valid", "api_key_invalid", "incorrect api key", "invalid_api_key")
_FILTERED = _words(
    "content_filter", "content management policy", "responsibleaipolicy", '"invalid_prompt"', "content_policy"
)
_CAP = _words(
    "max_(completion_|output_)?tokens[`'\" ].{0,80}(too large|at most|less than or equal|maximum value|exceed|<=|> )",
    "maximum allowed number of output tokens",
    r"\([0-9]+ in the messages, [0-9]+ in the completion\)",
)
_CONTEXT = _words(
    "context_length_exceeded",
    "exceed_context_size",
    "maximum context length",
    "context (length|size|window)",
    "(prompt|input|request) (is )?too (long|large)",
    "input token count .{0,40}exceeds",
    "too many (input )?tokens",
    "reduce the length of the (messages|prompt|input)",
)
_SCHEMA = _words(
    "invalid schema",
    "invalid_json_schema",
    "json_schema_validation",
    "(failed to parse|invalid|compile[d]?|generate) grammar",
    "grammar is too large",
    "too many states",
    r"(response_format|output_config|json_?schema|response_?schema)[\w.]*\.schema\b",
    r"response_?(json_?)?schema.{0,80}(properties|items|enum|type)",
    "schema .{0,80}(too complex|unsupported (keyword|type|feature)|is not permitted)",
)
_MODE = _words("response_format", "json_schema", "json_object", "structured.output", "output_config", "response_?mime")
_TOO_LARGE = _words("request too large", "tokens must be reduced")
_BY_STATUS = {
    401: ErrorKind.DENIED,
    403: ErrorKind.DENIED,
    404: ErrorKind.DENIED,
    408: ErrorKind.SERVER,
    409: ErrorKind.SERVER,
    413: ErrorKind.CONTEXT,
    425: ErrorKind.SERVER,
    429: ErrorKind.LIMIT,
}
_ABOUT_THE_REQUEST = {400, 403, 404, 413, 415, 422, 500, 501}
"""Statuses that are read for what was not taken; llama.cpp and proxies answer 500 where others answer 400."""


def error_kind(failure: ChatFailure) -> ErrorKind:
    """Return what a failure says; the first rule that matches wins."""
    said = f"{failure} {failure.body}"
    status = failure.status
    if status == 402 or (_QUOTA.search(said) and not _PASSING_QUOTA.search(said)):
        return ErrorKind.QUOTA
    if status is None or status < 400:
        return ErrorKind.TRANSPORT
    if status == 429 and _TOO_LARGE.search(said):
        return ErrorKind.CONTEXT
    if status in _ABOUT_THE_REQUEST and (found := _about_the_request(said)) is not None:
        return found
    return _BY_STATUS.get(status, ErrorKind.SERVER if status >= 500 else ErrorKind.OTHER)


def _about_the_request(said: str) -> ErrorKind | None:
    """Return what a server did not take of a request, or None when it says nothing that is known."""
    rules = (
        (_KEY, ErrorKind.DENIED),
        (_FILTERED, ErrorKind.FILTERED),
        (_CAP, ErrorKind.CAP),
        (_CONTEXT, ErrorKind.CONTEXT),
        (_SCHEMA, ErrorKind.SCHEMA),
        (_MODE, ErrorKind.MODE),
    )
    return next((kind for pattern, kind in rules if pattern.search(said)), None)


def error_text(failure: ChatFailure) -> str:
    """Return on one line, without keys, what a failure says: the provider's own message where there is one."""
    message = _message(failure.body) or str(failure)
    line = " ".join(redacted(message).split())
    line = line if len(line) <= SHOWN else f"{line[: SHOWN - 1]}…"
    return f"{failure.status}: {line}" if failure.status not in (None, 200) else line


def _message(body: str) -> str:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return _from_text(body)
    return _from_json(found) or body


def _from_json(found: object) -> str:
    """Return the message in an error object: `{"error": {"message": …}}`, `{"message": …}`, `{"detail": …}`."""
    while isinstance(found, list) and found:
        found = found[0]
    if isinstance(found, dict):
        for name in ("error", "message", "detail", "msg"):
            if name in found and (text := _from_json(found[name])):
                return text
    return found if isinstance(found, str) else ""


def _from_text(body: str) -> str:
    """Return the title of an HTML page, or the message in JSON that was cut, or the text as it is."""
    if title := re.search(r"<title[^>]*>(.*?)</title>", body, re.IGNORECASE | re.DOTALL):
        return f"a web page instead of an answer: {unescape(title[1])}"
    if message := re.search(r'"message"\s*:\s*"((?:[^"\\]|\\.)*)', body):
        return message[1]
    return re.sub(r"<[^>]*>", " ", body) if body.lstrip().startswith("<") else body


_PATHS = (
    re.compile(r"context=\(([^)]*)\)"),
    re.compile(r"((?:\$defs|\b(?:properties|items|anyOf))(?:[./][\w$*\[\]-]+)+)"),
    re.compile(r"schema(?: at|:)? ['\"`]?(#?/[\w$/~-]+)"),
)


def schema_path(failure: ChatFailure) -> str | None:
    """Return what of a schema a server did not take, as in `properties.tables.items`, or None when it does not say."""
    said = f"{failure.body} {failure}"
    for pattern in _PATHS:
        if found := pattern.search(said):
            return ".".join(part.strip(" '\"\\") for part in re.split(r"[,/]", found[1]) if part.strip(" '\"\\"))
    return None


_LIMITS = (
    re.compile(r"maximum context length is (?P<window>[0-9]+).{0,200}?(?P<input>[0-9]+) in the messages", re.DOTALL),
    re.compile(r"maximum context length is (?P<window>[0-9]+).{0,200}?(?P<input>[0-9]+) input tokens", re.DOTALL),
    re.compile(r"(?:at most|less than or equal to|<=|maximum (?:value )?(?:is|of|for \S+ is)|> ) ?(?P<window>[0-9]+)"),
)


def token_limit(failure: ChatFailure) -> int | None:
    """Return the largest `max_tokens` that a server would have taken, or None when it does not say."""
    said = f"{failure.body} {failure}"
    for pattern in _LIMITS:
        if found := pattern.search(said):
            return int(found["window"]) - int(found.groupdict().get("input") or 0)
    return None
