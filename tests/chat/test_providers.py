"""Each provider's package speaks to a server on loopback that speaks the provider's wire format."""

from __future__ import annotations

import importlib.util
import json
import time
from dataclasses import dataclass
from typing import Any

import pytest
from loopback import Answer, Request, completion, serving

from draftspec.chat.langchain_model import LangchainModel, open_model
from draftspec.chat.model import Ask, ChatFailure, Message, Tokens
from draftspec.chat.wire import parse_answer, wire_schema

KEY = "sk-recognisable-0123456789"
TEXT = '{"risks":{"pitfalls":["a"],"risks":["b"]},"assumptions":[],"open_questions":[],"claims":[]}'
CAP = 321


def anthropic_body(stop: str = "end_turn") -> dict[str, Any]:
    usage = {
        "input_tokens": 20,
        "cache_read_input_tokens": 100,
        "cache_creation_input_tokens": 0,
        "output_tokens": 30,
    }
    content = [{"type": "text", "text": TEXT}]
    kind = {"id": "msg_1", "type": "message", "role": "assistant", "model": "claude-test"}
    return {**kind, "content": content, "stop_reason": stop, "stop_sequence": None, "usage": usage}


def gemini_body(finish: str = "STOP") -> dict[str, Any]:
    usage = {
        "promptTokenCount": 120,
        "cachedContentTokenCount": 100,
        "candidatesTokenCount": 20,
        "thoughtsTokenCount": 10,
        "totalTokenCount": 150,
    }
    content = {"role": "model", "parts": [{"text": TEXT}]}
    candidates = [{"content": content, "finishReason": finish, "index": 0}]
    return {"candidates": candidates, "usageMetadata": usage, "modelVersion": "gemini-test"}


def ollama_body(done: str = "stop") -> dict[str, Any]:
    message = {"role": "assistant", "content": TEXT}
    counts = {"prompt_eval_count": 120, "eval_count": 30}
    kind = {"model": "llama-test", "created_at": "2026-01-01T00:00:00Z"}
    return {**kind, "message": message, "done": True, "done_reason": done, **counts}


@dataclass(frozen=True)
class Case:
    """A provider: how it is opened, what it answers, where on the wire things stand (keys joined by dots)."""

    name: str
    package: str
    environment: dict[str, str]
    body: dict[str, Any]
    cut: dict[str, Any]
    path: str
    schema: str
    cap: str
    key_header: str | None
    cached: int = 100


CASES = {
    "openai": Case(
        name="openai:gpt-5-mini",
        package="langchain_openai",
        environment={"OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": "URL/v1"},
        body=completion(TEXT),
        cut=completion(TEXT, "length"),
        path="/v1/chat/completions",
        schema="response_format.json_schema.schema",
        cap="max_completion_tokens",
        key_header="authorization",
    ),
    "compatible": Case(
        name="openai:my-llama",
        package="langchain_openai",
        environment={"OPENAI_BASE_URL": "URL/v1"},
        body=completion(TEXT),
        cut=completion(TEXT, "length"),
        path="/v1/chat/completions",
        schema="response_format.json_schema.schema",
        cap="max_tokens",
        key_header=None,
    ),
    "azure_openai": Case(
        name="azure_openai:my-deployment",
        package="langchain_openai",
        environment={
            "AZURE_OPENAI_API_KEY": KEY,
            "AZURE_OPENAI_ENDPOINT": "URL",
            "OPENAI_API_VERSION": "2024-10-21",
        },
        body=completion(TEXT),
        cut=completion(TEXT, "length"),
        path="/openai/deployments/my-deployment/chat/completions?api-version=2024-10-21",
        schema="response_format.json_schema.schema",
        cap="max_completion_tokens",
        key_header="api-key",
    ),
    "anthropic": Case(
        name="anthropic:claude-test",
        package="langchain_anthropic",
        environment={"ANTHROPIC_API_KEY": KEY, "ANTHROPIC_BASE_URL": "URL"},
        body=anthropic_body(),
        cut=anthropic_body("max_tokens"),
        path="/v1/messages",
        schema="output_config.format.schema",
        cap="max_tokens",
        key_header="authorization",
    ),
    "google_genai": Case(
        name="google_genai:gemini-test",
        package="langchain_google_genai",
        environment={"GOOGLE_API_KEY": KEY, "GOOGLE_GEMINI_BASE_URL": "URL"},
        body=gemini_body(),
        cut=gemini_body("MAX_TOKENS"),
        path="/v1beta/models/gemini-test:generateContent",
        schema="generationConfig.responseJsonSchema",
        cap="generationConfig.maxOutputTokens",
        key_header="x-goog-api-key",
    ),
    "ollama": Case(
        name="ollama:llama-test",
        package="langchain_ollama",
        environment={"OLLAMA_HOST": "URL"},
        body=ollama_body(),
        cut=ollama_body("length"),
        path="/api/chat",
        schema="format",
        cap="options.num_predict",
        key_header=None,
        cached=0,
    ),
}


@pytest.fixture(params=CASES.values(), ids=CASES)
def case(request: pytest.FixtureRequest) -> Case:
    found: Case = request.param
    if importlib.util.find_spec(found.package) is None:
        pytest.skip(f"{found.package} is not installed")
    return found


def opened(case: Case, address: str) -> LangchainModel:
    return open_model(
        case.name, environment={name: value.replace("URL", address) for name, value in case.environment.items()}
    )


def ask_of(model: LangchainModel, **different: Any) -> Ask:
    messages = (Message("system", "be exact"), Message("user", "draft"))
    whole: dict[str, Any] = {"max_tokens": CAP, "seconds": 5.0, **different}
    return Ask("risks", messages, wire_schema("risks", model.profile), **whole)


def failed(model: LangchainModel, ask: Ask) -> ChatFailure:
    with pytest.raises(ChatFailure) as caught:
        model.ask(ask)
    return caught.value


def at(body: dict[str, Any], path: str) -> Any:
    for name in path.split("."):
        body = body[name]
    return body


def test_one_request_carries_schema_cap_and_key_in_their_places(case: Case) -> None:
    with serving(Answer(case.body)) as loopback:
        model = opened(case, loopback.address)
        reply = model.ask(ask_of(model))
    (sent,) = loopback.requests
    assert sent.path == case.path
    assert at(sent.body, case.cap) == CAP
    assert not sent.body.get("stream")
    assert "be exact" in sent.raw.decode()
    assert_the_schema_is_whole(at(sent.body, case.schema), wire_schema("risks", model.profile))
    assert_the_key_is_in_its_header_only(sent, case.key_header)
    assert parse_answer("risks", reply.text).decided.model_dump() == {"pitfalls": ("a",), "risks": ("b",)}
    assert (reply.finish, reply.refusal) == ("stop", None)
    assert reply.tokens == Tokens(input=120, cached=case.cached, output=30)
    assert reply.model


def assert_the_schema_is_whole(sent: dict[str, Any], ours: dict[str, Any]) -> None:
    assert sent["properties"].keys() == ours["properties"].keys()
    assert sent["$defs"]["Risks"]["properties"].keys() == {"pitfalls", "risks"}
    assert sent["$defs"]["Risks"]["additionalProperties"] is False
    assert sent["required"] == ours["required"]


def assert_the_key_is_in_its_header_only(sent: Request, header: str | None) -> None:
    assert KEY not in sent.path
    assert KEY not in sent.raw.decode()
    assert [name for name, value in sent.headers.items() if KEY in value] == ([header] if header else [])


def test_a_cut_answer_is_data(case: Case) -> None:
    with serving(Answer(case.cut)) as loopback:
        model = opened(case, loopback.address)
        reply = model.ask(ask_of(model))
    assert (reply.finish, reply.text, reply.tokens.output) == ("length", TEXT, 30)


@pytest.mark.parametrize("mode", ["json_object", "text"])
def test_looser_modes_send_no_schema(case: Case, mode: str) -> None:
    with serving(Answer(case.body)) as loopback:
        model = opened(case, loopback.address)
        model.ask(ask_of(model, mode=mode))
    sent = loopback.requests[0].body
    assert '"pitfalls"' not in json.dumps(sent)
    assert ("json" in json.dumps(sent)) == (mode == "json_object" and "json_object" in model.profile.modes)


@pytest.mark.parametrize("status", [429, 500, 529])
def test_a_failure_is_sent_once_and_said_with_status_and_body(case: Case, status: int) -> None:
    body = {"error": {"message": f"wait, {KEY}", "code": status, "status": "X", "type": "x"}}
    with serving(Answer(body, status, {"retry-after": "7"})) as loopback:
        model = opened(case, loopback.address)
        failure = failed(model, ask_of(model))
    assert len(loopback.requests) == 1
    assert failure.status == status
    assert "wait, " in failure.body
    assert KEY not in failure.body + str(failure) + repr(failure) + repr(model)
    if case.package != "langchain_ollama":  # whose package drops the headers
        assert failure.headers["retry-after"] == "7"


@pytest.mark.parametrize(
    "answer",
    [
        Answer(b"<html><title>Bad gateway</title></html>", headers={"content-type": "text/html"}),
        Answer({"error": {"message": "overloaded"}}),
        Answer({}),
        Answer(b"null"),
        Answer({"choices": []}),
        Answer({"choices": None}),
        Answer(b'{"id": "x", "choi'),
    ],
    ids=["html", "error object", "empty", "null", "no choices", "null choices", "broken JSON"],
)
def test_what_is_no_answer_is_a_failure_with_the_status_that_came(case: Case, answer: Answer) -> None:
    with serving(answer) as loopback:
        model = opened(case, loopback.address)
        failure = failed(model, ask_of(model))
    assert (len(loopback.requests), failure.status) == (1, 200)
    assert str(failure).startswith("no usable answer: ")


@pytest.mark.parametrize("cut", [0, 40], ids=["before the first byte", "in the middle"])
def test_a_connection_that_breaks_is_a_failure_without_status(case: Case, cut: int) -> None:
    with serving(Answer(case.body, cut=cut)) as loopback:
        model = opened(case, loopback.address)
        failure = failed(model, ask_of(model))
    assert (len(loopback.requests), failure.status) == (1, None)


def test_a_server_that_is_not_there_is_a_failure_without_status(case: Case) -> None:
    model = opened(case, "http://127.0.0.1:9")
    assert failed(model, ask_of(model)).status is None


@pytest.mark.parametrize("answer", [Answer(wait=3.0), Answer(drip=0.05)], ids=["silent", "a byte now and then"])
def test_the_time_of_an_ask_is_kept(case: Case, answer: Answer) -> None:
    with serving(answer) as loopback:
        model = opened(case, loopback.address)
        began = time.monotonic()
        failure = failed(model, ask_of(model, seconds=0.2))
        assert time.monotonic() - began < 1.2
    assert (failure.status, str(failure)) == (None, "no answer in time")
