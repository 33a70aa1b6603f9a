from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

import draftspec
from draftspec.chat.model import Ask, ChatFailure, Message, Reply
from draftspec.chat.scripted import ScriptedChatModel


def ask(section: str = "risks") -> Ask:
    return Ask(section, (Message("user", "go"),), {})


def test_it_says_what_the_script_says_and_keeps_what_it_was_asked() -> None:
    busy = ChatFailure("busy", status=503)
    model = ScriptedChatModel(["one", Reply("two", finish="length"), busy, lambda asked: asked.section])
    assert model.ask(ask()) == Reply("one")
    assert model.ask(ask()).finish == "length"
    with pytest.raises(ChatFailure) as caught:
        model.ask(ask())
    assert caught.value is busy
    assert model.ask(ask("jobs")).text == "jobs"
    assert [asked.section for asked in model.asks] == ["risks", "risks", "risks", "jobs"]


def test_a_script_that_has_run_dry_says_for_what() -> None:
    model = ScriptedChatModel(["one"])
    model.ask(ask())
    with pytest.raises(AssertionError, match=r"no reply left: ask 2 is for the section 'jobs', attempt 1"):
        model.ask(ask("jobs"))


def test_what_it_always_says_comes_after_the_script() -> None:
    model = ScriptedChatModel(["first"], always=lambda asked: Reply(asked.section))
    assert [model.ask(ask()).text for _ in range(3)] == ["first", "risks", "risks"]


def test_many_threads_get_each_reply_once() -> None:
    model = ScriptedChatModel(str(n) for n in range(500))
    with ThreadPoolExecutor(16) as pool:
        said = list(pool.map(lambda _: model.ask(ask()).text, range(500)))
    assert sorted(map(int, said)) == list(range(500))
    assert len(model.asks) == 500


def test_it_is_public() -> None:
    assert draftspec.ScriptedChatModel is ScriptedChatModel
    assert {"ScriptedChatModel", "Reply", "open_model"} <= set(dir(draftspec))
    with pytest.raises(AttributeError, match="nothing"):
        _ = draftspec.nothing
