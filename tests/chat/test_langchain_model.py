from __future__ import annotations

import logging
import os
import subprocess
import sys
import warnings
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import pytest
from langchain_core.messages import AIMessage, HumanMessage, SystemMessage
from loopback import Answer, Request, completion, serving

from draftspec.chat.langchain_model import NO_KEY, is_at_home, open_model
from draftspec.chat.model import Ask, ChatFailure, Message, Reply, Tokens
from draftspec.chat.provider_model import call_options
from draftspec.chat.wire import wire_schema
from draftspec.errors import InputError

KEY = "sk-recognisable-0123456789"


def ask(**different: Any) -> Ask:
    whole: dict[str, Any] = {"schema": {"type": "object"}, "seconds": 5.0, **different}
    return Ask("risks", (Message("user", "draft"),), **whole)


@pytest.mark.parametrize(
    ("name", "environment", "message", "hint"),
    [
        ("gpt-5", {}, "names no provider", "openai:gpt-5"),
        ("claude-opus-5", {}, "names no provider", "anthropic:claude-opus-5"),
        ("openai:", {}, "names no provider", "as in openai:gpt-5-mini, or builtin"),
        ("::", {}, "names no provider", "as in openai:gpt-5-mini, or builtin"),
        ("opnai:gpt-5", {}, "there is no provider 'opnai'", "did you mean openai:gpt-5?"),
        ("zzzzzzzz:x", {}, "there is no provider 'zzzzzzzz'", "anthropic, "),
        ("mistralai:x", {}, "the package for mistralai is not installed", "pip install langchain-mistralai"),
        ("openai:gpt-5", {}, "openai needs OPENAI_API_KEY", "set OPENAI_API_KEY"),
        ("openai:x", {"OPENAI_BASE_URL": "https://llm.example.com/v1"}, "OPENAI_API_KEY", "set OPENAI_API_KEY"),
        ("anthropic:claude", {}, "ANTHROPIC_API_KEY", "set ANTHROPIC_API_KEY"),
        ("google_genai:gemini", {}, "GOOGLE_API_KEY", "set GOOGLE_API_KEY"),
        ("azure_openai:d", {"AZURE_OPENAI_API_KEY": KEY}, "AZURE_OPENAI_ENDPOINT and OPENAI_API_VERSION", "set AZURE"),
    ],
)
def test_what_is_missing_is_said_with_its_remedy(
    name: str, environment: dict[str, str], message: str, hint: str
) -> None:
    with pytest.raises(InputError) as caught:
        open_model(name, environment=environment)
    assert message in str(caught.value)
    assert hint in caught.value.hint
    assert caught.value.exit_code == 2
    assert KEY not in str(caught.value) + caught.value.hint


def test_a_missing_package_is_named_by_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    from langchain.chat_models import base

    base._get_chat_model_creator.cache_clear()  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "langchain_anthropic", None)
    with pytest.raises(InputError) as caught:
        open_model("anthropic:claude", environment={"ANTHROPIC_API_KEY": KEY})
    assert caught.value.hint == "pip install 'draftspec[anthropic]'"


def test_what_a_package_says_about_keys_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    class GroqError(Exception):
        pass

    def refuse(*_: object, **given: object) -> None:
        raise GroqError(f"bad {given}")

    monkeypatch.setattr("langchain.chat_models.init_chat_model", refuse)
    with pytest.raises(InputError) as caught:
        open_model("openai:x", environment={"OPENAI_API_KEY": KEY})
    assert (str(caught.value), caught.value.__cause__) == ("openai:x cannot be opened with what is set", None)


def test_a_provider_built_on_langchains_for_openai_keeps_paid_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    from langchain_openai import ChatOpenAI

    with serving(Answer(completion('{"ris', "length"))) as loopback:
        monkeypatch.setattr(
            "langchain.chat_models.init_chat_model",
            lambda model, model_provider, **options: ChatOpenAI(model=model, api_key="none", **options),
        )
        reply = open_model("xai:grok", base_url=loopback.address, environment={}).ask(ask(max_tokens=7))
    assert (reply.text, reply.finish) == ('{"ris', "length")
    assert loopback.requests[0].body["max_tokens"] == 7


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("http://127.0.0.1:8080/v1", True),
        ("http://localhost:1234", True),
        ("http://[::1]:8000/v1", True),
        ("http://192.168.1.20/v1", True),
        ("http://10.0.0.3:8000", True),
        ("http://vllm:8000/v1", True),
        ("http://host.docker.internal:11434/v1", True),
        ("https://api.openai.com/v1", False),
        ("https://8.8.8.8/v1", False),
        ("https://llm.example.com", False),
    ],
)
def test_a_server_at_home_needs_no_key(address: str, expected: bool) -> None:
    assert is_at_home(address) is expected


def test_a_server_at_home_gets_a_dummy_or_the_key_that_is_set() -> None:
    with serving(Answer(completion("{}"))) as loopback:
        for environment in ({}, {"OPENAI_API_KEY": KEY}):
            open_model("openai:x", base_url=f"{loopback.address}/v1", environment=environment).ask(ask())
    sent = [request.headers["authorization"] for request in loopback.requests]
    assert sent == [f"Bearer {NO_KEY}", f"Bearer {KEY}"]


def test_refusals_and_filters_are_data() -> None:
    bodies = [
        completion(None, refusal="I cannot do that."),
        completion("", "content_filter"),
        completion('{"ris', "length"),
        completion(None),
    ]
    with serving(lambda _: Answer(bodies.pop(0))) as loopback:
        model = open_model("openai:x", base_url=loopback.address, environment={})
        replies = [model.ask(ask()) for _ in range(4)]
    assert [(r.text, r.finish, r.refusal) for r in replies] == [
        ("", "stop", "I cannot do that."),
        ("", "content_filter", None),
        ('{"ris', "length", None),
        ("", "stop", None),
    ]
    assert all(reply.tokens.input == 120 for reply in replies)


def test_an_answer_without_usage_has_no_tokens() -> None:
    with serving(Answer({**completion("{}"), "usage": None})) as loopback:
        reply = open_model("openai:x", base_url=loopback.address, environment={}).ask(ask())
    assert (reply.text, reply.tokens.input, reply.tokens.output) == ("{}", 0, 0)


def test_many_threads_share_one_model() -> None:
    def echo(request: Request) -> Answer:
        return Answer(completion(request.body["messages"][0]["content"]))

    with serving(echo) as loopback:
        model = open_model("openai:x", base_url=loopback.address, environment={})
        with ThreadPoolExecutor(16) as pool:
            asks = [Ask("risks", (Message("user", f"{n}"),), {}, seconds=10.0) for n in range(100)]
            said = [reply.text for reply in pool.map(model.ask, asks)]
    assert said == [f"{n}" for n in range(100)]


def test_who_asks_is_told_once_when_a_reply_is_there_and_not_of_failures() -> None:
    told: list[str] = []
    with serving(lambda request: Answer(completion("{}"), 200 if "good" in str(request.body) else 429)) as loopback:
        model = open_model("openai:x", base_url=loopback.address, environment={})
        for said in ("good", "bad"):
            asked = Ask("risks", (Message("user", said),), {}, seconds=10.0, landed=lambda said=said: told.append(said))
            with suppress(ChatFailure):
                model.ask(asked)
    assert told == ["good"]


def test_no_tracing_variable_sends_a_brief_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """A brief goes to its provider only, whatever LangChain's tracing and gateway variables say."""
    with serving(Answer(completion("{}"))) as loopback, serving(Answer({})) as elsewhere:
        for name in ("LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2"):
            monkeypatch.setenv(name, "true")
        monkeypatch.setenv("LANGSMITH_API_KEY", KEY)
        for name in ("LANGSMITH_ENDPOINT", "LANGCHAIN_ENDPOINT", "LANGSMITH_GATEWAY"):
            monkeypatch.setenv(name, elsewhere.address)
        open_model("openai:x", base_url=loopback.address, environment={}).ask(ask())
        from langchain_core.tracers.langchain import wait_for_all_tracers

        wait_for_all_tracers()
    assert (len(loopback.requests), elsewhere.requests) == (1, [])


def test_what_the_packages_print_is_kept_quiet(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    refused = {"error": {"message": "Invalid schema for response_format 'risks'"}}
    with serving(Answer(refused, 400)) as loopback, warnings.catch_warnings():
        warnings.simplefilter("default")
        model = open_model("openai:x", base_url=loopback.address, environment={})
        with pytest.raises(ChatFailure, match="400"):
            model.ask(ask())
    assert capfd.readouterr() == ("", "")
    assert KEY not in caplog.text
    assert any(isinstance(handler, logging.NullHandler) for handler in logging.getLogger("langchain_openai").handlers)


def test_nothing_heavy_is_imported_before_a_model_is_opened() -> None:
    program = (
        "import sys, draftspec, draftspec.chat.langchain_model, draftspec.chat.wire, draftspec.chat.scripted\n"
        "draftspec.ScriptedChatModel, draftspec.Reply\n"
        "heavy = {'langchain', 'langchain_core', 'langchain_openai', 'openai', 'httpx', 'httpx2'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_importing_the_package_loads_no_section() -> None:
    program = "import sys, draftspec; assert not {'pydantic', 'draftspec.sections'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", program], check=True, env={**os.environ})


def test_the_schema_goes_over_the_wire_byte_for_byte() -> None:
    with serving(Answer(completion("{}"))) as loopback:
        model = open_model("openai:x", base_url=loopback.address, environment={})
        schema = wire_schema("database", model.profile)
        for _ in range(2):
            model.ask(ask(schema=schema))
    first, second = loopback.requests
    assert first.body["response_format"]["json_schema"] == {"name": "risks", "strict": True, "schema": schema}
    assert first.raw == second.raw


@pytest.mark.parametrize(
    ("name", "environment"),
    [
        ("openai:gpt-5-mini", {"OPENAI_BASE_URL": "URL/v1"}),
        ("openai:o3-mini", {"OPENAI_BASE_URL": "URL/v1"}),
        ("azure_openai:d", {"AZURE_OPENAI_ENDPOINT": "URL", "AZURE_OPENAI_API_KEY": KEY, "OPENAI_API_VERSION": "2024"}),
    ],
)
def test_a_request_is_the_one_that_langchain_would_send(name: str, environment: dict[str, str]) -> None:
    """Address, headers and body, but for what OpenAI's client says of its own reading; and twice the same."""
    said = (Message("system", "rules"), Message("user", "draft"), Message("assistant", "{"), Message("user", "Größe"))
    asked = Ask("risks", said, {"type": "object"}, seconds=5.0)
    with serving(Answer(completion("{}"))) as loopback:
        model = open_model(name, environment={k: v.replace("URL", loopback.address) for k, v in environment.items()})
        for _ in range(2):
            model.ask(asked)
        langchains = [
            {"system": SystemMessage, "user": HumanMessage, "assistant": AIMessage}[m.role](m.content) for m in said
        ]
        model._model._generate(langchains, **call_options(asked, model.profile, model.limits))
    first, second, third = ((one.path, one.headers, one.body) for one in loopback.requests)
    for own in ("x-stainless-read-timeout", "x-stainless-raw-response"):
        third[1].pop(own)
    sizes = [one[1].pop("content-length") for one in (first, second, third)]
    assert first == second == third
    assert sizes[0] == sizes[1]


def test_headers_of_the_surroundings_go_along(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_ORG_ID", "org-1")
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "x-team: billing")
    with serving(Answer(completion("{}"))) as loopback:
        open_model("openai:x", base_url=loopback.address, environment={}).ask(ask())
    sent = loopback.requests[0].headers
    assert (sent["openai-organization"], sent["x-team"], sent["accept"]) == ("org-1", "billing", "application/json")


@pytest.mark.parametrize(
    ("body", "reply"),
    [
        ({"choices": [{"message": {"content": "{}"}}]}, Reply("{}", model="x")),
        ({"model": None, "choices": [{"message": {"content": [{"type": "text", "text": "{}"}]}}]}, Reply("{}")),
        (
            {"choices": [{"message": {"content": None, "refusal": "no"}, "finish_reason": "END_TURN"}]},
            Reply("", "stop", "no", model="x"),
        ),
        (
            {
                "choices": [{"message": {"content": "{}"}, "finish_reason": "length"}],
                "usage": {"prompt_tokens": 9, "completion_tokens": None, "prompt_tokens_details": {"cached_tokens": 8}},
            },
            Reply("{}", "length", None, Tokens(9, 8, 0), "x"),
        ),
    ],
)
def test_an_answer_is_read_as_far_as_it_goes(body: dict[str, Any], reply: Reply) -> None:
    with serving(Answer(body)) as loopback:
        assert open_model("openai:x", base_url=loopback.address, environment={}).ask(ask()) == reply


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"<html>", "JSONDecodeError"),
        (b"\xff{", "UnicodeDecodeError"),
        (b"[" * 100_000, "RecursionError"),
        ([], "TypeError"),
        ({}, "'choices'"),
        ({"choices": None}, "NoneType"),
        ({"choices": []}, "list index"),
        ({"choices": [7]}, "int"),
        ({"choices": [{"message": None}]}, "NoneType"),
        ({"choices": [{"message": {"content": 7}}]}, "int"),
        ({"choices": [{"message": {"content": [7]}}]}, "int"),
        ({"choices": [{"message": {"content": ""}}]}, "no text, no end and no tokens"),
        ({"error": {"message": f"bad key {KEY}"}, "choices": [{"message": {"content": "{}"}}]}, "an error"),
    ],
)
def test_a_body_that_is_no_answer_is_a_failure(body: Any, said: str) -> None:
    with serving(Answer(body, headers={"Retry-After": "3", "x-secret": KEY})) as loopback:
        model = open_model("openai:x", base_url=loopback.address, environment={})
        with pytest.raises(ChatFailure, match="no usable answer") as caught:
            model.ask(ask())
    assert said in str(caught.value)
    assert (caught.value.status, caught.value.headers["retry-after"]) == (200, "3")
    assert KEY not in f"{caught.value} {caught.value.headers} {caught.value.body}"
