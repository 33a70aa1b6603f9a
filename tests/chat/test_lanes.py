"""Connections that many threads share."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import httpx2
import pytest
from loopback import Answer, completion, serving

from draftspec.chat.lanes import Lanes
from draftspec.chat.langchain_model import open_model
from draftspec.chat.model import Ask, Message


class _Kept(BaseHTTPRequestHandler):
    """Keeps connections, as the other servers of tests do not; `/bye` closes one unannounced, `/cut` in an answer."""

    protocol_version = "HTTP/1.1"
    connections: ClassVar[list[object]] = []
    meeting = threading.Barrier(1)

    def setup(self) -> None:
        super().setup()
        self.connections.append(self.client_address)

    def do_GET(self) -> None:
        if self.path == "/together":
            self.meeting.wait(5)
        self.send_response(200)
        self.send_header("content-length", "2")
        self.end_headers()
        self.wfile.write(b"o" if self.path == "/cut" else b"ok")
        self.close_connection = self.path in ("/bye", "/cut")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name is the base's
        pass


@pytest.fixture
def address() -> Iterator[str]:
    _Kept.connections.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), _Kept) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


def test_requests_one_after_the_other_take_one_connection_and_so_many_at_a_time_as_many(address: str) -> None:
    with httpx2.Client(transport=Lanes()) as client:
        assert [client.get(f"{address}/{number}").text for number in range(3)] == ["ok"] * 3
        assert len(_Kept.connections) == 1
        _Kept.meeting = threading.Barrier(4)
        with ThreadPoolExecutor(4) as pool:
            for _ in range(3):
                said = list(pool.map(lambda _: client.get(f"{address}/together").text, range(4)))
                assert said == ["ok"] * 4
    assert len(_Kept.connections) == 4


def test_a_connection_that_was_closed_or_cut_is_made_anew(address: str) -> None:
    with httpx2.Client(transport=Lanes()) as client:
        assert client.get(f"{address}/bye").text == "ok"
        time.sleep(0.1)  # until the server's thread has closed it
        assert client.get(f"{address}/").text == "ok"
        with pytest.raises(httpx2.RemoteProtocolError):
            client.get(f"{address}/cut")
        assert client.get(f"{address}/").text == "ok"
    assert len(_Kept.connections) == 3


def test_a_connection_is_free_again_after_a_request_that_could_not_be_sent(address: str) -> None:
    transport = Lanes()
    with httpx2.Client(transport=transport) as client:
        for _ in range(3):
            with pytest.raises(httpx2.ConnectError):
                client.get("http://127.0.0.1:1/")
        assert client.get(f"{address}/").text == "ok"
        assert len(transport._free) == 1


def test_requests_go_through_the_proxy_that_the_environment_names(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(Answer(completion("{}"))) as proxy:
        monkeypatch.setenv("http_proxy", proxy.address)
        model = open_model("openai:x", base_url="http://model.invalid/v1", environment={"OPENAI_API_KEY": "k"})
        assert model.ask(Ask("risks", (Message("user", "draft"),), {}, seconds=10.0)).text == "{}"
    assert [request.path for request in proxy.requests] == ["http://model.invalid/v1/chat/completions"]
