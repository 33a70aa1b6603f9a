"""The classifier of outcomes, row by row, with the words that providers use."""

from __future__ import annotations

import json
from email.utils import formatdate

import pytest

from draftspec.chat.fences import bare_json
from draftspec.chat.model import ChatFailure, Reply
from draftspec.chat.outcome import Kind, Outcome, classify
from draftspec.chat.redact import redacted

NOW = 1_800_000_000.0


def failure(status: int | None, body: str = "", **headers: str) -> ChatFailure:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return ChatFailure("it failed", status=status, body=body, headers=named)


def said(message: str, code: str = "") -> str:
    return json.dumps({"error": {"message": message, "code": code}})


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        (Reply('{"a": 1}'), Outcome(Kind.ANSWERED, '{"a": 1}')),
        (Reply('```json\n{"a": 1}\n```'), Outcome(Kind.ANSWERED, '{"a": 1}')),
        (Reply('<think>{"a"?</think> Here: {"a": 1}'), Outcome(Kind.ANSWERED, '{"a": 1}')),
        (Reply("Certainly."), Outcome(Kind.ANSWERED, "Certainly.")),
        (Reply('{"a": 1}', finish="length"), Outcome(Kind.ANSWERED, '{"a": 1}', at_cap=True)),
        (
            Reply('{"a": [1', finish="length"),
            Outcome(Kind.TRUNCATED, '{"a": [1', "the answer was cut off", at_cap=True),
        ),
        (
            Reply('{"a": [1', finish="MAX_TOKENS"),
            Outcome(Kind.TRUNCATED, '{"a": [1', "the answer was cut off", at_cap=True),
        ),
        (Reply('{"a": [1'), Outcome(Kind.TRUNCATED, '{"a": [1', "the answer was cut off")),
        (Reply('{"a": "}]'), Outcome(Kind.TRUNCATED, '{"a": "}]', "the answer was cut off")),
        (Reply('{"a": [1}'), Outcome(Kind.ANSWERED, '{"a": [1}')),
        (
            Reply("", finish="length"),
            Outcome(Kind.EMPTY, reason="all tokens were spent before the answer began", at_cap=True),
        ),
        (Reply(" \n"), Outcome(Kind.EMPTY, reason="the answer was empty")),
        (Reply("", refusal="I cannot help."), Outcome(Kind.REFUSED, reason="I cannot help.")),
        (
            Reply('{"a": 1}', finish="content_filter"),
            Outcome(Kind.REFUSED, reason="the answer was withheld (content_filter)"),
        ),
        (Reply("", finish="SAFETY"), Outcome(Kind.REFUSED, reason="the answer was withheld (SAFETY)")),
        (Reply('{"a', finish="error"), Outcome(Kind.SERVER, reason="the server broke off its answer (error)")),
    ],
)
def test_replies(reply: Reply, outcome: Outcome) -> None:
    assert classify(reply) == outcome


@pytest.mark.parametrize(
    ("kind", "status", "body"),
    [
        (Kind.QUOTA, 429, said("You exceeded your current quota, please check your plan.", "insufficient_quota")),
        (Kind.QUOTA, 400, said("Your credit balance is too low to access the Anthropic API.")),
        (Kind.QUOTA, 402, said("Insufficient Balance")),
        (Kind.QUOTA, 429, said("Quota exceeded for GenerateRequestsPerDayPerProjectPerModel")),
        (Kind.RATE_LIMITED, 429, said("Rate limit reached for gpt-5-mini on requests per min (RPM): Limit 3, Used 3")),
        (
            Kind.RATE_LIMITED,
            429,
            '{"error":{"message":"You exceeded your current quota","details":[{"retryDelay": "34s"}]}}',
        ),
        (Kind.DENIED, 401, said("Incorrect API key provided")),
        (Kind.DENIED, 400, said("API key not valid. Please pass a valid API key.")),
        (Kind.DENIED, 403, said("Country not supported")),
        (Kind.DENIED, 404, said("The model `gpt-9` does not exist")),
        (Kind.REFUSED, 400, said("The response was filtered due to the prompt triggering content management policy")),
        (
            Kind.CONTEXT_TOO_LONG,
            400,
            said("This model's maximum context length is 8192 tokens", "context_length_exceeded"),
        ),
        (Kind.CONTEXT_TOO_LONG, 400, said("prompt is too long: 210000 tokens > 200000 maximum")),
        (Kind.CONTEXT_TOO_LONG, 400, said("the request exceeds the available context size, try increasing it")),
        (Kind.CONTEXT_TOO_LONG, 413, "Request Entity Too Large"),
        (
            Kind.CONTEXT_TOO_LONG,
            429,
            said("Request too large for gpt-5 on tokens per min (TPM): Limit 30000, Requested 60000"),
        ),
        (
            Kind.CAP_TOO_LARGE,
            400,
            said("max_tokens is too large: 32000. This model supports at most 16384 completion tokens"),
        ),
        (Kind.MODE_UNSUPPORTED, 400, said("'response_format' of type 'json_schema' is not supported with this model")),
        (Kind.MODE_UNSUPPORTED, 400, said("This response_format type is unavailable now")),
        (Kind.MODE_UNSUPPORTED, 400, said("'response_format.type' must be 'json_schema' or 'text'")),
        (Kind.MODE_UNSUPPORTED, 422, said("response_format: Extra inputs are not permitted")),
        (Kind.MODE_UNSUPPORTED, 404, said("No endpoints found that support structured output")),
        (
            Kind.SCHEMA_REJECTED,
            400,
            said("Invalid schema for response_format 'x': In context=(), 'minLength' is not permitted"),
        ),
        (Kind.SCHEMA_REJECTED, 400, said("failed to parse grammar")),
        (Kind.SCHEMA_REJECTED, 400, said("The compiled grammar is too large")),
        (Kind.SCHEMA_REJECTED, 400, said("output_config.format.schema: property 'maxItems' is not supported")),
        (Kind.REJECTED, 400, said("Unsupported value: 'temperature'")),
        (Kind.SERVER, 408, ""),
        (Kind.SERVER, 409, ""),
        (Kind.SERVER, 500, said("internal error")),
        (Kind.SERVER, 503, "<html><title>503 Service Temporarily Unavailable</title></html>"),
        (Kind.SERVER, 529, said("Overloaded")),
        (Kind.TRANSPORT, 200, "<html><title>Sign in</title></html>"),
        (Kind.TRANSPORT, 200, said("upstream overloaded")),
        (Kind.TRANSPORT, 200, '{"choices": null}'),
        (Kind.TRANSPORT, 302, ""),
        (Kind.TRANSPORT, None, ""),
    ],
)
def test_failures(kind: Kind, status: int | None, body: str) -> None:
    assert classify(failure(status, body)).kind is kind


@pytest.mark.parametrize(
    ("headers", "body", "wait"),
    [
        ({"retry_after_ms": "300", "retry_after": "9"}, "", 0.3),
        ({"retry_after": "2"}, "", 2.0),
        ({"retry_after": "1.5"}, "", 1.5),
        ({"retry_after": "-4"}, "", 0.0),
        ({"retry_after": "nan"}, "", None),
        ({"retry_after": "soon"}, "", None),
        ({"retry_after": formatdate(NOW + 20, usegmt=True)}, "", 20.0),
        ({"retry_after": formatdate(NOW - 20, usegmt=True)}, "", 0.0),
        ({"retry_after": "Fri, 01 Jan 2100 00:00:00 GMT"}, "", 366 * 86_400.0),
        ({"retry_after": formatdate(5_007, usegmt=True), "date": formatdate(5_000, usegmt=True)}, "", 7.0),
        ({"retry_after_ms": "x", "retry_after": "3"}, "", 3.0),
        ({}, '{"retryDelay": "34s"}', 34.0),
        ({}, "Please try again in 6m0.5s. Visit our site", 360.5),
        ({}, "Please try again in 20ms.", 0.02),
        ({}, "Please try again later", None),
    ],
)
def test_waits(headers: dict[str, str], body: str, wait: float | None) -> None:
    assert classify(failure(429, body, **headers), NOW).wait == wait


@pytest.mark.parametrize(
    ("message", "path"),
    [
        (
            "Invalid schema for response_format 'x': In context=('properties', 'tables'), 'a' is bad",
            "properties.tables",
        ),
        ("Invalid schema: $defs/Column/properties/type: unsupported keyword", "$defs.Column.properties.type"),
        ("failed to parse grammar", None),
    ],
)
def test_the_path_that_a_schema_was_rejected_for(message: str, path: str | None) -> None:
    assert classify(failure(400, said(message))).path == path


@pytest.mark.parametrize(
    ("message", "limit"),
    [
        ("max_tokens is too large: 32000. This model supports at most 16384 completion tokens", 16_384),
        (
            "This model's maximum context length is 4096 tokens. However, you requested 8500 tokens "
            "(500 in the messages, 8000 in the completion). Please reduce the length of the messages or completion.",
            3_596,
        ),
        ("max_tokens: 99999 > 8192, which is the maximum allowed number of output tokens", 8_192),
    ],
)
def test_the_largest_cap_that_a_server_takes(message: str, limit: int) -> None:
    found = classify(failure(400, said(message)))
    assert (found.kind, found.limit) == (Kind.CAP_TOO_LARGE, limit)


def test_reasons_are_the_providers_own_words_on_one_line() -> None:
    assert classify(failure(500, said("it\nbroke"))).reason == "500: it broke"
    assert classify(failure(200, "<html><title>Sign&nbsp;in</title></html>")).reason.startswith("a web page")
    assert classify(failure(None)).reason == "it failed"
    assert len(classify(failure(400, "x" * 2_000)).reason) < 310


def test_reasons_hold_no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_API_KEY", "recognisable")
    shown = redacted("sk-abcdefgh1234 and Bearer abc.def.ghi and recognisable in gpt-5-mini-2025-08-07")
    assert shown == "[key] and Bearer [key] and [key] in gpt-5-mini-2025-08-07"


def test_what_is_wrapped_around_the_json_is_taken_off() -> None:
    assert bare_json('Use {braces} so:\n```json\n{\n "a": {}}\n```') == '{\n "a": {}}'
    assert bare_json("no JSON") == "no JSON"
    assert bare_json('{"a": "\ud83d"}') == '{"a": "?"}'
