"""Drafts from recordings: the same as what was recorded, without key or connection, and nothing wrong goes unsaid."""

from __future__ import annotations

import shutil
import socket
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from model_server import ModelServer

from draftspec.documents import sections_asked_for
from draftspec.evals.cassette import cassette_path, model_folder
from draftspec.evals.replay import Replay, replay
from draftspec.evals.transport import Playing
from draftspec.pipeline import draft_spec, drafter_for
from evals.recordings import MODEL, TAGS, TAKES, cassette, recorded, rewrite, take

STEPS = len(sections_asked_for())


@pytest.fixture
def cassettes(recordings: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Recordings to spoil, no key, and an address at which nobody may be asked."""
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    shutil.copytree(recordings, tmp_path / "cassettes")
    return tmp_path / "cassettes"


def statuses(found: Replay) -> dict[str, str]:
    return {one.step: one.status for one in found.steps if one.status != "fresh"}


def test_a_replay_is_the_draft_that_was_recorded(cassettes: Path) -> None:
    found = replay(cassettes, TAGS)
    assert found.problem is None
    assert found.drafted is not None
    # the test server answers what the built-in drafter decides
    assert found.drafted.spec.sections == draft_spec(TAGS.brief, drafter_for("builtin"), model="builtin").spec.sections
    assert found.drafted.spec.model == MODEL
    assert (len(found.steps), statuses(found)) == (STEPS, {})
    assert found.origin is not None
    assert found.origin.line.startswith(f"{MODEL}, answered by scripted (local) on 20")
    assert found.origin.line.endswith("scripted answers, no model's")


def test_a_replay_begins_no_thread(cassettes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There is nothing to wait for, and handing each of its calls to a thread takes longer than to answer it."""

    def refused(thread: threading.Thread) -> None:
        raise AssertionError(f"{thread.name} was begun")

    monkeypatch.setattr(threading.Thread, "start", refused)
    assert replay(cassettes, TAGS).problem is None


def test_replays_side_by_side_connect_nowhere(cassettes: Path, model_server: ModelServer) -> None:
    """Counted by a hook of the test's own, beside the one that refuses."""
    connections: list[object] = []
    counting = True

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if counting and event in ("socket.connect", "socket.getaddrinfo"):
            connections.append(arguments)

    sys.addaudithook(hook)
    model_server.reset()
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda one: replay(cassettes, one), TAKES * 4))
    assert [one.problem for one in found] == [None] * 8
    assert found[1].drafted is not None
    assert found[5].drafted == found[1].drafted
    assert (connections, model_server.log.count) == ([], 0)
    with socket.create_connection(("127.0.0.1", int(model_server.url.split(":")[2].split("/")[0]))):
        assert len(connections) >= 1  # the hook sees connections, and outside of a replay they are allowed
    counting = False


@pytest.mark.parametrize("swallowed", [True, False])
def test_a_leak_is_refused_and_told(
    cassettes: Path, model_server: ModelServer, monkeypatch: pytest.MonkeyPatch, swallowed: bool
) -> None:
    play = Playing.handle_request
    port = int(model_server.url.split(":")[2].split("/")[0])

    def leaking(self: Playing, request: Any) -> Any:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except Exception:
            if not swallowed:
                raise
        return play(self, request)

    monkeypatch.setattr(Playing, "handle_request", leaking)
    model_server.reset()
    found = replay(cassettes, TAGS)
    assert found.drafted is None
    assert "asked for a connection" in str(found.problem)
    assert model_server.log.count == 0


def test_a_step_that_is_not_recorded_ends_its_case(cassettes: Path) -> None:
    whole = cassette(cassettes, TAGS)
    rewrite(
        cassettes,
        TAGS,
        replace(whole, interactions={step: one for step, one in whole.interactions.items() if "/jobs/" not in step}),
    )
    found = replay(cassettes, TAGS, on_stale="use")
    assert found.drafted is None
    assert found.problem == f"1 of {STEPS} steps are not recorded: tags/jobs/1/1"
    waiting = ("architecture", "integrations", "observability", "process", "stakeholders", "success", "tasks", "tests")
    assert statuses(found) == {"tags/jobs/1/1": "missing"} | {f"tags/{name}/1/1": "waiting" for name in waiting}


def test_a_stale_step_serves_only_who_asks_for_it(cassettes: Path) -> None:
    edited = replace(TAGS, brief=replace(TAGS.brief, text="Add tags to notes. Thanks."))
    used, refused = (replay(cassettes, edited, on_stale=on_stale) for on_stale in ("use", "error"))
    assert used.drafted is not None
    assert used.problem is None
    assert refused.drafted is None
    assert str(refused.problem).startswith(
        f"{STEPS} of {STEPS} steps are stale: tags/metadata/1/1 (messages[1].user: brief); "
    )
    assert used.steps == refused.steps


def test_nothing_is_recorded(cassettes: Path) -> None:
    found = replay(cassettes, take("other"))
    assert found.drafted is None
    assert str(found.problem).startswith("there is no recording: ")
    assert sorted(set(statuses(found).values())) == ["missing"]
    assert len(found.steps) == STEPS


BROKEN = {
    "empty": "",
    "blank": "\n\n",
    "a version alone": "version: 1\n",
    "no interaction": "version: 1\ninteractions: []\n",
    "cut": "version: 1\ninteractions:\n- request: {method: POST, uri: ",
    "a conflict": "<<<<<<< HEAD\nversion: 1\n=======\nversion: 1\n>>>>>>> other\n",
    "a list": "- request\n",
    "of vcrpy alone": (
        "version: 1\ninteractions:\n- request: {method: GET, uri: 'http://a/', body: null, headers: {}}\n"
        "  response: {status: {code: 200, message: OK}, headers: {}, body: {string: ''}}\n"
    ),
    "code": "!!python/object/apply:os.system ['true']\n",
    "binary": "\0\1\2",
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_cassette_is_a_problem_of_its_case(cassettes: Path, name: str) -> None:
    path = cassette_path(cassettes, MODEL, TAGS.case_id)
    path.write_text(BROKEN[name], encoding="utf-8")
    found = replay(cassettes, TAGS)
    assert (found.drafted, found.steps, found.origin) == (None, (), None)
    assert f"{path} is no cassette of draftspec" in str(found.problem)


def test_a_cassette_of_bytes_that_are_no_text(cassettes: Path) -> None:
    cassette_path(cassettes, MODEL, TAGS.case_id).write_bytes(b"version: \xff\xfe")
    assert "is no cassette of draftspec" in str(replay(cassettes, TAGS).problem)


def test_a_step_that_stands_twice(cassettes: Path) -> None:
    path = cassette_path(cassettes, MODEL, TAGS.case_id)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("tags/risks/1/1", "tags/rules/1/1"), encoding="utf-8")
    assert "it holds tags/rules/1/1 twice" in str(replay(cassettes, TAGS).problem)


def test_a_recording_of_another_model_is_not_taken_for_this_one(cassettes: Path) -> None:
    other = replace(TAGS, model="openai:other")
    shutil.copytree(cassettes / model_folder(MODEL), cassettes / model_folder(other.model))
    found = replay(cassettes, other)
    assert found.drafted is None
    assert str(found.problem).endswith(f"is a recording of {MODEL}")


def test_a_replay_waits_for_nothing(
    model_server: ModelServer, cassettes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page in place of an answer is asked for again after a while, when it is recorded; not when it is replayed."""
    page = take("pages", model="openai:html200-1")
    monkeypatch.setattr("draftspec.chat.policy.own_wait", lambda troubles, chance: 0.0)
    assert [one.problem for one in recorded(model_server, cassettes, page)] == [None]
    monkeypatch.setattr("draftspec.chat.policy.own_wait", lambda troubles, chance: 30.0)
    begun = time.monotonic()
    found = replay(cassettes, page)
    assert time.monotonic() - begun < 30.0
    assert found.problem is None
    assert len(found.steps) == 2 * STEPS
    assert statuses(found) == {}


@pytest.mark.parametrize(
    "model", ["openai:gpt-5-mini", "openai:a/b", "openai:a_b", "openai:a:b", "together:meta/L:free", "x:" + "y" * 200]
)
def test_a_models_folder_is_its_own_and_safe(model: str) -> None:
    others = {"openai:a/b", "openai:a_b", "openai:a:b", "openai:a.b"} - {model}
    name = model_folder(model)
    assert name not in {model_folder(other) for other in others}
    assert len(name) < 100
    assert not set(name) & set('/\\:*?"<>| ')


def test_a_models_folder_is_readable() -> None:
    assert model_folder("openai:gpt-5-mini") == "openai_gpt-5-mini"
