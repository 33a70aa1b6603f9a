from __future__ import annotations

import hashlib
import json
import os
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from draftspec.chat.model import Ask, ChatFailure, Message, Reply, Tokens
from draftspec.errors import OutputError
from draftspec.journal import Journal, Journalled, Redo

ASK = Ask("risks", (Message("system", "décide"), Message("user", "add invoices")), {"type": "object"})
REPLY = Reply('{"risks": []}\n\ud800', "length", "no", Tokens(10, 4, 2), "gpt-5-mini-2026")


class Counted:
    """A model that counts its calls and answers with a text of its own each time."""

    name = "test:model"

    def __init__(self, reply: Reply | None = None) -> None:
        self.asked: list[Ask] = []
        self._reply = reply

    def ask(self, ask: Ask) -> Reply:
        self.asked.append(ask)
        return self._reply or Reply(f"{ask.section} {ask.attempt}")


def test_a_reply_is_known_after_the_process_is_gone(tmp_path: Path) -> None:
    path = tmp_path / ".draft" / "journal.jsonl"
    Journalled(Counted(REPLY), Journal(path)).ask(ASK)
    model = Counted()
    assert Journalled(model, Journal(path)).ask(ASK) == REPLY
    assert model.asked == []


def test_a_line_says_what_was_asked_answered_and_paid(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    Journalled(Counted(Reply("ok", tokens=Tokens(3, 2, 1))), Journal(path)).ask(ASK)
    line = json.loads(path.read_bytes())
    assert line.pop("time").startswith("20")
    assert line == {
        "key": ASK.key("test:model"),
        "section": "risks",
        "model": "test:model",
        "text": "ok",
        "finish": "stop",
        "refusal": None,
        "tokens": {"input": 3, "cached": 2, "output": 1},
        "served_by": None,
    }


@pytest.mark.parametrize(
    "other",
    [
        replace(ASK, messages=(ASK.messages[0], Message("user", "add bills"))),
        replace(ASK, schema={"type": "array"}),
        replace(ASK, mode="json_object"),
        replace(ASK, max_tokens=9),
        replace(ASK, attempt=2),
    ],
)
def test_another_request_is_asked(tmp_path: Path, other: Ask) -> None:
    journal, model = Journal(tmp_path / "journal.jsonl"), Counted()
    for ask in (ASK, other, replace(ASK, seconds=1.0)):
        Journalled(model, journal).ask(ask)
    assert model.asked == [ASK, other]


def test_another_model_is_asked(tmp_path: Path) -> None:
    journal, model, other = Journal(tmp_path / "journal.jsonl"), Counted(), Counted()
    other.name = "test:other"
    Journalled(model, journal).ask(ASK)
    Journalled(other, journal).ask(ASK)
    assert len(other.asked) == 1


def test_it_is_written_and_synced_before_it_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, synced = tmp_path / "journal.jsonl", list[bytes]()
    monkeypatch.setattr(os, "fsync", lambda handle: synced.append(path.read_bytes()))
    Journalled(Counted(), Journal(path)).ask(ASK)
    assert json.loads(synced[0])["text"] == "risks 1"


def test_a_failure_leaves_no_line(tmp_path: Path) -> None:
    class Failing(Counted):
        def ask(self, ask: Ask) -> Reply:
            raise ChatFailure("no", status=500, headers={"x-key": "sk-secret"}, body="sk-secret")

    with pytest.raises(ChatFailure):
        Journalled(Failing(), Journal(tmp_path / "journal.jsonl")).ask(ASK)
    assert not (tmp_path / "journal.jsonl").exists()


def test_a_line_cut_anywhere_is_ignored_and_the_next_one_stands_alone(tmp_path: Path) -> None:
    whole = tmp_path / "whole.jsonl"
    for number in (1, 2):
        Journalled(Counted(), Journal(whole)).ask(replace(ASK, attempt=number))
    raw = whole.read_bytes()
    first = raw.index(b"\n") + 1
    path = tmp_path / "journal.jsonl"
    for cut in range(first, len(raw) + 1, 7):
        path.write_bytes(raw[:cut])
        model = Counted()
        for number in (1, 2, 3):
            Journalled(model, Journal(path)).ask(replace(ASK, attempt=number))
        assert [ask.attempt for ask in model.asked] == ([2, 3] if cut < len(raw) - 1 else [3])
        again = Counted()
        for number in (1, 2, 3):
            Journalled(again, Journal(path)).ask(replace(ASK, attempt=number))
        assert again.asked == []


@pytest.mark.parametrize(
    "line", [b"\xff\xfe", b"[" * 5_000, b"[]", b'{"key": 1}', b'{"key": "a", "section": "b"}', b""]
)
def test_what_is_no_line_of_ours_is_ignored(tmp_path: Path, line: bytes) -> None:
    path = tmp_path / "journal.jsonl"
    path.write_bytes(line + b"\n")
    assert len(Journal(path)) == 0


def test_threads_write_whole_lines(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    journal = Journal(path)
    model = Journalled(Counted(Reply("x" * 20_000)), journal)

    def many(start: int) -> None:
        for number in range(start, start + 10):
            model.ask(replace(ASK, attempt=number))

    threads = [threading.Thread(target=many, args=(start,)) for start in range(0, 80, 10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(Journal(path)) == len(journal) == 80
    assert len(path.read_bytes().splitlines()) == 80


def test_what_is_redone_is_asked_again_and_only_once(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    other = replace(ASK, section="tasks", attempt=7)
    journal = Journal(path)
    for ask in (ASK, other):
        Journalled(Counted(), journal).ask(ask)
    journal.forget(Redo(("risks",), "digest"))
    for known in (journal, Journal(path)):
        assert (known.find(ASK.key("test:model")), known.redo) == (None, Redo(("risks",), "digest"))
        assert known.find(other.key("test:model")) is not None
    Journalled(Counted(Reply("new")), Journal(path)).ask(ASK)
    assert Journal(path).find(ASK.key("test:model")) == Reply("new")


def test_a_full_disk_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match=r"cannot write .*journal\.jsonl: No space left"):
        Journalled(Counted(), Journal(tmp_path / "journal.jsonl")).ask(ASK)


def test_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "journal.jsonl").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OutputError, match="is a link"):
        Journal(tmp_path / "journal.jsonl")


def test_a_key_is_that_of_journals_that_are_there() -> None:
    """A digest of JSON; with another, every answer that is kept would be paid again."""
    messages = (Message("system", "é"), Message("user", 'b"\n'), Message("assistant", "{"))
    for said in (messages, messages[:1], ()):
        whole = ["m", "text", {"a": 2, "b": 1}, [[one.role, one.content] for one in said], 9, 2]
        wanted = hashlib.sha256(json.dumps(whole, ensure_ascii=False).encode()).hexdigest()
        assert Ask("risks", said, {"b": 1, "a": 2}, "text", 9, attempt=2).key("m") == wanted
