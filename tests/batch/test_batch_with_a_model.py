"""`draftspec batch` with a model on loopback: one limit, one purse, nothing paid twice, and what a service's failure costs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from batches import backlog, files, items, run, statuses
from model_server import ModelServer

from draftspec.documents import sections_asked_for

SECTIONS = len(sections_asked_for())
THREE = "- add invoices\n- add playlists\n- add appointments\n"


@pytest.fixture(scope="module")
def serving() -> Iterator[ModelServer]:
    with ModelServer() as running:
        yield running


@pytest.fixture(autouse=True)
def server(serving: ModelServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModelServer:
    serving.reset()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OPENAI_BASE_URL", serving.url)
    return serving


def test_shares_one_limit_and_pays_nothing_twice(server: ModelServer, tmp_path: Path) -> None:
    server.latency = 0.05
    result = run(backlog(THREE), "--model", "openai:good", "--jobs", "4", "--json")
    server.latency = 0.0
    assert result.exit_code == 0, result.stderr
    assert [one["result"]["usage"]["calls"] for one in items(result)] == [SECTIONS] * 3
    assert (server.log.count, server.log.most_in_flight) == (3 * SECTIONS, 4)
    assert max(Counter(entry.call.prompt for entry in server.log.entries).values()) == 1
    before = files(tmp_path / "specs")
    again = run("backlog.md", "--model", "openai:good", "--json")
    assert set(statuses(again).values()) == {"unchanged"}
    (tmp_path / "specs/.batch/ledger.jsonl").unlink()
    known = run("backlog.md", "--model", "openai:good", "--json")
    assert set(statuses(known).values()) == {"drafted"}
    assert server.log.count == 3 * SECTIONS
    assert files(tmp_path / "specs") == before


def test_is_split_into_processes_that_each_have_a_share(server: ModelServer, monkeypatch: pytest.MonkeyPatch) -> None:
    from draftspec.batch.engines import choosing

    monkeypatch.setattr(choosing, "A_PROCESS", 2)
    monkeypatch.setattr(choosing, "processors", lambda: 2)
    result = run(backlog(THREE), "--model", "openai:good", "--jobs", "4", "--json")
    assert result.exit_code == 0, result.stderr
    assert set(statuses(result).values()) == {"drafted"}
    assert server.log.count == 3 * SECTIONS
    assert server.log.most_in_flight <= 4


def test_stops_handing_out_when_the_service_refuses_everything(server: ModelServer) -> None:
    many = "".join(f"- add things of kind {number}\n" for number in range(20))
    result = run(backlog(many), "--model", "openai:quota", "--jobs", "2", "--json")
    assert result.exit_code == 3
    counts = Counter(one["status"] for one in items(result))
    assert counts["failed"] <= 4
    assert counts["waiting"] >= 16
    assert server.log.count <= 8
    assert "exceeded" in next(one["reason"] for one in items(result) if one["status"] == "failed")
    good = run("backlog.md", "--model", "openai:quota", "--json", "--dry-run")
    assert {one["status"] for one in items(good)} <= {"new", "unfinished"}


def test_the_purse_is_that_of_the_whole_batch(server: ModelServer, tmp_path: Path) -> None:
    (tmp_path / "prices.yaml").write_text('models: {"openai:good": {input: 1, output: 10}}\n', encoding="utf-8")
    (tmp_path / "draftspec.toml").write_text('prices = "prices.yaml"\n', encoding="utf-8")
    one = run(backlog("- add invoices\n"), "--model", "openai:good", "--json")
    cost, paid = items(one)[0]["result"]["usage"]["usd"], price(server)
    assert cost > 0
    dear = run(backlog(THREE), "--model", "openai:good", "--json", "--max-cost", f"{cost * 1.5:.4f}")
    assert dear.exit_code == 3
    assert items(dear)[0]["status"] == "unchanged"
    assert any("--max-cost" in one["reason"] for one in items(dear))
    assert price(server) <= paid * 1.6  # this server answers past the cap that it is given
    enough = run("backlog.md", "--model", "openai:good", "--json", "--max-cost", "100")
    assert enough.exit_code == 0
    assert server.log.count == 3 * SECTIONS


def price(server: ModelServer) -> float:
    tokens = server.log.tokens
    return (tokens[0] + 10 * tokens[1]) / 1e6


def test_a_gap_is_asked_for_again_and_the_rest_is_not(server: ModelServer) -> None:
    result = run(backlog("- add invoices\n"), "--model", "openai:refusal", "--json")
    assert result.exit_code == 1
    assert items(result)[0]["status"] == "incomplete"
    assert items(result)[0]["reason"].startswith("missing sections: ")


def test_estimates_the_whole_batch_and_asks_nothing(server: ModelServer) -> None:
    many = "".join(f"- add things of kind {number}\n" for number in range(30))
    result = run(backlog(many), "--model", "openai:gpt-5-mini", "--dry-run")
    assert f"{30 * SECTIONS} calls" in result.stderr
    assert "from 15 of 30 items; nothing was asked" in result.stderr
    assert server.log.count == 0


def test_a_key_that_is_missing_is_said_before_anything(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("OPENAI_BASE_URL")
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    result = run(backlog(THREE), "--model", "openai:gpt-5-mini")
    assert result.exit_code == 2
    assert "OPENAI_API_KEY" in result.stderr
    assert not (tmp_path / "specs/invoices").exists()


def test_the_index_knows_costs(tmp_path: Path) -> None:
    run(backlog("- add invoices\n"), "--model", "openai:good")
    row = (tmp_path / "specs/index.md").read_text(encoding="utf-8").splitlines()[6]
    assert "| $0.0000 | drafted |" in row  # a model on this machine costs nothing
    usage = json.loads((tmp_path / "specs/index.json").read_text(encoding="utf-8"))["items"][0]["result"]["usage"]
    assert usage == {"calls": SECTIONS, "usd": 0.0}
