"""What follows each outcome: how often, with what, after which wait; with a script for the model and a clock of our own."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from draftspec.chat.model import Ask, ChatFailure, Message, Mode, Reply, Tokens
from draftspec.chat.modes import Modes
from draftspec.chat.obtained import Lack, Obtained
from draftspec.chat.outcome import Kind
from draftspec.chat.policy import ContextTooLong, Parked, Patience, Question, Stopped, Timing, obtain
from draftspec.chat.queueing import in_queue
from draftspec.chat.reading import AnswerInvalid, Problem
from draftspec.chat.scripted import Scripted, ScriptedChatModel

GOOD = '{"items":[{"name":"a"},{"name":"b"},{"name":"c"}],"why":"so"}'
PAID = Tokens(10, 2, 3)


class Words:
    """The shortest words there are."""

    def messages(self, mode: Mode) -> tuple[Message, ...]:
        return (Message("system", mode), Message("user", "decide"))

    def repair(self, problems: tuple[Problem, ...]) -> Message:
        return Message("user", f"correct: {'; '.join(map(str, problems))}")

    def rest(self, finished: Mapping[str, Sequence[str]]) -> Message:
        return Message("user", f"go on after {dict(finished)}")

    def rephrased(self, messages: tuple[Message, ...]) -> tuple[Message, ...]:
        return (*messages[:-1], replace(messages[-1], content=f"{messages[-1].content}, please"))


def parse(text: str) -> Any:
    try:
        found = json.loads(text)
    except ValueError:
        raise AnswerInvalid((Problem("", "no JSON"),)) from None
    if set(found) != {"items", "why"}:
        raise AnswerInvalid((Problem("why", "missing"),))
    return found


QUESTION: Question[Any] = Question("risks", {"type": "object"}, Words(), parse, max_tokens=1_000, most_tokens=4_000)


@dataclass
class Clock:
    """A clock that only sleeping moves."""

    now: float = 100.0
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    @property
    def timing(self) -> Timing:
        return Timing(now=lambda: self.now, sleep=self.sleep, today=lambda: 0.0, chance=lambda: 1.0)


@dataclass
class Asked:
    """What came of a question, what was asked, and the waits between."""

    obtained: Obtained[Any]
    asks: tuple[Ask, ...]
    slept: list[float]

    @property
    def said(self) -> list[list[str]]:
        return [[message.content for message in ask.messages] for ask in self.asks]


def reply(text: str, finish: str = "stop", refusal: str | None = None) -> Reply:
    return Reply(text, finish, refusal, PAID)


def fails(status: int | None, body: str = "", **headers: str) -> ChatFailure:
    return ChatFailure("failed", status=status, body=body, headers={k.replace("_", "-"): v for k, v in headers.items()})


def ask(*script: Scripted, patience: Patience | None = None, modes: Modes | None = None) -> Asked:
    model, clock = ScriptedChatModel(script), Clock()
    obtained = obtain(QUESTION, model, patience or Patience(), clock.timing, modes)
    return Asked(obtained, model.asks, clock.slept)


def test_an_answer() -> None:
    asked = ask(reply(GOOD))
    assert asked.obtained.answer == json.loads(GOOD)
    assert asked.obtained.lack is None
    assert (asked.obtained.spent.calls, asked.obtained.spent.tokens) == (1, PAID)
    assert asked.asks[0] == Ask(
        "risks", Words().messages("json_schema"), {"type": "object"}, "json_schema", 1_000, 180.0
    )


def test_a_fence_costs_no_request() -> None:
    assert ask(reply(f"Here:\n```json\n{GOOD}\n```")).obtained.answer == json.loads(GOOD)


def test_trouble_is_waited_out_longer_each_time() -> None:
    asked = ask(fails(503), fails(None), fails(200, "<html>"), fails(529), reply(GOOD))
    assert asked.obtained.answer is not None
    assert asked.slept == [0.5, 1.0, 2.0, 4.0]
    assert (asked.obtained.spent.calls, asked.obtained.spent.unanswered) == (5, 1)
    assert {one.attempt for one in asked.asks} == {1}, "an unanswered request is the same request again"


def test_never_more_requests_than_allowed() -> None:
    asked = ask(*[fails(500)] * 9, patience=Patience(attempts=3))
    assert asked.obtained.lack == Lack(Kind.SERVER, "500: failed (3 requests)")
    assert asked.obtained.lack.is_passing
    assert (len(asked.asks), asked.slept) == (3, [0.5, 1.0]), "after the last one nothing is waited for"


def test_no_wait_goes_beyond_the_deadline() -> None:
    asked = ask(*[fails(500)] * 9, patience=Patience(seconds=2.0))
    assert (len(asked.asks), asked.slept) == (3, [0.5, 1.0])
    assert [one.seconds for one in asked.asks] == [2.0, 1.5, 0.5]


def test_time_in_a_queue_of_ours_is_not_counted() -> None:
    clock = Clock()

    def queue(one: Ask) -> Reply:
        with in_queue():
            pass
        return reply(GOOD)

    model = ScriptedChatModel([fails(500), queue])
    assert obtain(QUESTION, model, Patience(seconds=1.0), clock.timing).answer is not None


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"retry_after_ms": "300"}, 0.3),
        ({"retry_after": "7"}, 7.0),
        ({"retry_after": "Thu, 01 Jan 1970 00:00:09 GMT"}, 9.0),
    ],
)
def test_what_the_server_asks_to_wait_is_waited_exactly(headers: dict[str, str], wait: float) -> None:
    assert ask(fails(429, **headers), reply(GOOD)).slept == [wait]


@pytest.mark.parametrize("patience", [Patience(longest_wait=60.0), Patience(seconds=60.0, longest_wait=600.0)])
def test_a_wait_longer_than_the_patience_parks_the_draft(patience: Patience) -> None:
    with pytest.raises(Parked) as parked:
        ask(reply(""), fails(429, retry_after="90"), patience=patience)
    assert (parked.value.seconds, parked.value.exit_code) == (90.0, 3)
    assert "--resume" in parked.value.hint
    assert parked.value.spent.tokens == PAID, "what was paid before is counted"


@pytest.mark.parametrize(
    ("status", "body", "hint"),
    [
        (429, '{"error":{"message":"You exceeded your current quota","code":"insufficient_quota"}}', "add credit"),
        (401, '{"error":{"message":"Incorrect API key provided: sk-abcdef123456"}}', "check the key"),
        (404, '{"error":{"message":"The model does not exist"}}', "check the key and --model"),
    ],
)
def test_what_concerns_every_request_stops_the_run_at_once(status: int, body: str, hint: str) -> None:
    with pytest.raises(Stopped) as stopped:
        ask(fails(status, body))
    assert hint in stopped.value.hint
    assert "sk-" not in str(stopped.value)
    assert (stopped.value.exit_code, stopped.value.spent.calls) == (3, 1)


def test_a_prompt_that_does_not_fit_is_for_the_caller() -> None:
    with pytest.raises(ContextTooLong, match="maximum context length is 8192"):
        ask(fails(400, '{"error":{"message":"This model\'s maximum context length is 8192 tokens"}}'))


def test_a_refusal_is_answered_with_other_words_once() -> None:
    asked = ask(reply("", refusal="No."), reply(GOOD))
    assert asked.obtained.answer is not None
    assert asked.said == [["json_schema", "decide"], ["json_schema", "decide, please"]]


@pytest.mark.parametrize(
    "second", [reply("", refusal="No."), reply("", "content_filter"), fails(400, "content_filter")]
)
def test_the_second_refusal_is_the_end(second: Scripted) -> None:
    asked = ask(reply("", "content_filter"), second)
    assert asked.obtained.lack is not None
    assert asked.obtained.lack.kind is Kind.REFUSED
    assert not asked.obtained.lack.is_passing
    assert len(asked.asks) == 2


def test_of_a_cut_answer_only_the_rest_is_asked_for() -> None:
    asked = ask(reply(GOOD[:30], "length"), reply('{"items":[{"name":"b"},{"name":"c"}],"why":"so"}'))
    assert asked.obtained.answer == json.loads(GOOD)
    assert asked.said[1][2:] == ['{"items":[{"name":"a"}]}', "go on after {'items': ('a',)}"]
    assert [one.max_tokens for one in asked.asks] == [1_000, 2_000]
    assert asked.obtained.spent.tokens == PAID + PAID


def test_an_answer_may_be_cut_twice() -> None:
    rest = '{"items":[{"name":"b"},{"name":"c"}],"why":"so"}'
    asked = ask(reply(GOOD[:30], "length"), reply(rest[:30], "length"), reply('{"items":[{"name":"c"}],"why":"so"}'))
    assert asked.obtained.answer == json.loads(GOOD)
    assert asked.said[2][2:] == ['{"items":[{"name":"a"},{"name":"b"}]}', "go on after {'items': ('a', 'b')}"]


def test_where_nothing_is_complete_the_same_is_asked_under_a_higher_cap_and_no_further_than_allowed() -> None:
    asked = ask(*[reply(GOOD[:15], "length")] * 9)
    assert asked.obtained.lack == Lack(Kind.TRUNCATED, "the answer was cut off")
    assert [one.max_tokens for one in asked.asks] == [1_000, 2_000, 4_000]
    assert len({str(messages) for messages in asked.said}) == 1


def test_a_tail_is_never_taken_for_an_answer() -> None:
    """A rest that would pass for an answer of its own is only the rest."""
    asked = ask(reply(GOOD[:30], "length"), reply('{"items":[],"why":"so"}'))
    assert asked.obtained.answer == {"items": [{"name": "a"}], "why": "so"}


def test_an_answer_cut_without_saying_so() -> None:
    asked = ask(reply(GOOD[:30]), reply('{"items":[{"name":"b"},{"name":"c"}],"why":"so"}'))
    assert asked.obtained.answer == json.loads(GOOD)
    assert [one.max_tokens for one in asked.asks] == [1_000, 1_000]


def test_a_violation_is_shown_once_with_the_answer() -> None:
    asked = ask(reply('{"items":[]}'), reply(GOOD))
    assert asked.obtained.answer is not None
    assert asked.said[1][2:] == ['{"items":[]}', "correct: why: missing"]
    assert asked.asks[1].messages[2].role == "assistant"


def test_the_second_violation_is_the_end() -> None:
    asked = ask(reply('{"items":[]}'), reply('{"items":[1]}'))
    assert asked.obtained.lack == Lack(Kind.INVALID, "the answer does not fit its schema: why: missing")
    assert asked.obtained.spent.tokens == PAID + PAID


def test_prose_is_asked_again_with_the_schema_in_the_prompt() -> None:
    asked = ask(reply("Certainly."), reply(GOOD))
    assert asked.said[1] == ["json_object", "decide", "Certainly.", "correct: answer: no JSON"]


def test_an_empty_answer_is_asked_once_more_and_then_in_the_next_modes() -> None:
    modes = Modes()
    asked = ask(reply(""), reply(""), reply(GOOD), modes=modes)
    assert [(one.mode, one.attempt) for one in asked.asks] == [
        ("json_schema", 1),
        ("json_schema", 2),
        ("json_object", 1),
    ]
    assert modes.first("scripted:test") == "json_object", "the next section begins with what worked"
    assert ask(*[reply("")] * 9).obtained.lack == Lack(Kind.EMPTY, "the answer was empty")


def test_reasoning_that_ate_the_cap_gets_a_higher_one() -> None:
    asked = ask(reply("", "length"), reply(GOOD))
    assert [(one.mode, one.max_tokens) for one in asked.asks] == [("json_schema", 1_000), ("json_schema", 2_000)]
    ended = ask(*[reply("", "length")] * 9)
    assert ended.obtained.lack == Lack(Kind.EMPTY, "all tokens were spent before the answer began")
    assert len(ended.asks) == 3


def test_a_refused_mode_is_remembered_for_all_sections() -> None:
    modes = Modes()
    refused = fails(400, '{"error":{"message":"response_format json_schema is not supported"}}')
    first = ask(refused, refused, reply(GOOD), modes=modes)
    assert [one.mode for one in first.asks] == ["json_schema", "json_object", "text"]
    assert [one.mode for one in ask(reply(GOOD), modes=modes).asks] == ["text"]


def test_a_rejected_schema_is_told_with_its_place_and_not_remembered() -> None:
    modes = Modes()
    body = "Invalid schema for response_format 'risks': In context=('properties', 'risks'), 'pattern' is not permitted"
    asked = ask(fails(400, body), reply(GOOD), modes=modes)
    assert [one.mode for one in asked.asks] == ["json_schema", "json_object"]
    assert asked.obtained.notes[0].startswith("the server did not take the schema at properties.risks: 400: Invalid")
    assert modes.first("scripted:test") == "json_schema"


def test_a_cap_that_the_server_does_not_take_is_lowered() -> None:
    body = "max_tokens is too large: 1000. This model supports at most 600 completion tokens"
    asked = ask(fails(400, body), reply(GOOD[:15], "length"), reply(GOOD))
    assert [one.max_tokens for one in asked.asks][:2] == [1_000, 600]
    assert asked.obtained.lack == Lack(Kind.TRUNCATED, "the answer was cut off"), "and not raised above it again"


def test_other_bad_requests_are_a_gap_with_the_providers_words() -> None:
    asked = ask(fails(400, '{"error":{"message":"Unsupported value: temperature"}}'))
    assert asked.obtained.lack == Lack(Kind.REJECTED, "400: Unsupported value: temperature")


def test_every_paid_reply_is_counted_whatever_it_was_worth() -> None:
    script = (
        reply("", refusal="No."),
        reply(""),
        fails(500),
        reply(GOOD[:30], "length"),
        reply('{"items":[]}'),
        reply(GOOD),
    )
    asked = ask(*script)
    assert asked.obtained.answer is not None
    assert (asked.obtained.spent.calls, asked.obtained.spent.tokens) == (6, Tokens(50, 10, 15))


def test_equal_runs_ask_equal_things() -> None:
    """What a journal needs: the same replies lead to the same requests, whatever failed in between."""
    script = (reply(""), reply(GOOD[:30], "length"), reply('{"items":[]}'), reply(GOOD))
    undisturbed = [one.key("m") for one in ask(*script).asks]
    disturbed = [one.key("m") for one in ask(fails(None), script[0], fails(500), *script[1:]).asks]
    assert list(dict.fromkeys(disturbed)) == undisturbed
    assert len(set(undisturbed)) == 4


TEXTS = (
    GOOD,
    GOOD[:30],
    GOOD[:15],
    GOOD[:-1],
    "",
    "{",
    '{"items":{"name":1}}',
    '{"items":[',
    '{"items":{"x":[1,2',
    '{"items":"a","why":{"b":[',
    "[1, 2",
    "prose",
    '{"items": [\ud83d',
    '```json\n{"items":[{"name":"a"},{"na',
    '{"why":' * 300,
    '{"items":[' * 300,
)
FINISHES = ("stop", "length", "content_filter", "error", "")
FAILURES = (
    fails(None),
    fails(500),
    fails(429),
    fails(429, retry_after="1"),
    fails(400, "response_format is not supported"),
    fails(400, "Invalid schema for response_format"),
    fails(400, "max_tokens is too large"),
    fails(400, "content_filter"),
    fails(422, "\ud83d"),
    fails(200, "<html>"),
)


def test_whatever_comes_in_whatever_order_ends_within_the_budget() -> None:
    chance = random.Random(4)
    for _ in range(1_500):
        script: list[Scripted] = [
            chance.choice(FAILURES)
            if chance.random() < 0.3
            else reply(chance.choice(TEXTS), chance.choice(FINISHES), "No." if chance.random() < 0.05 else None)
            for _ in range(9)
        ]
        try:
            asked = ask(*script, patience=Patience(attempts=6))
        except ContextTooLong:
            continue  # a cap that was lowered until nothing is left
        assert len(asked.asks) == asked.obtained.spent.calls <= 6
        assert (asked.obtained.answer is None) == (asked.obtained.lack is not None)
        assert asked.obtained.answer is None or set(asked.obtained.answer) == {"items", "why"}
        refused: set[tuple[Message, ...]] = set()
        for one, seen in zip(asked.asks, script, strict=False):
            assert one.messages not in refused
            if isinstance(seen, Reply) and (seen.refusal or seen.finish == "content_filter"):
                refused.add(one.messages)
