"""A server on loopback that keeps what it was sent and answers what a test says."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Request:
    """One request as it came over the wire."""

    path: str
    headers: dict[str, str]
    body: Any
    raw: bytes


@dataclass(frozen=True)
class Answer:
    """What is sent back; `cut` closes the connection after so many bytes, `wait` seconds pass before the first.

    `drip` sends a space every so many seconds before the body, for as long as somebody reads.
    """

    body: Any = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None
    wait: float = 0.0
    drip: float = 0.0

    def bytes(self) -> bytes:
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128  # at the usual five, connections of many threads are reset now and then


class Loopback:
    """The server: its address, the requests so far, and what it answers."""

    def __init__(self, answer: Callable[[Request], Answer]) -> None:
        self.answer = answer
        self.requests: list[Request] = []
        loopback = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                raw = self.rfile.read(int(self.headers["content-length"]))
                request = Request(self.path, {k.lower(): v for k, v in self.headers.items()}, json.loads(raw), raw)
                loopback.requests.append(request)
                self._send(loopback.answer(request))

            def _send(self, answer: Answer) -> None:
                body = answer.bytes()
                time.sleep(answer.wait)
                if answer.cut == 0:
                    self.close_connection = True
                    return
                self.send_response(answer.status)
                for name, value in {"content-type": "application/json", **answer.headers}.items():
                    self.send_header(name, value)
                self.send_header("content-length", str(10_000_000 if answer.drip else len(body)))
                self.send_header("connection", "close")
                with contextlib.suppress(OSError):  # whoever asked has gone
                    self.end_headers()
                    while answer.drip:
                        self.wfile.write(b" ")
                        time.sleep(answer.drip)
                    self.wfile.write(body[: answer.cut])

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name is the base's
                pass

        self._server = _Server(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}"

    @contextmanager
    def running(self) -> Iterator[Loopback]:
        thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            self._server.server_close()
            thread.join()


@contextmanager
def serving(answer: Answer | Callable[[Request], Answer]) -> Iterator[Loopback]:
    """Run a server for as long as a test needs it."""
    with Loopback(answer if callable(answer) else lambda _: answer).running() as loopback:
        yield loopback


def completion(text: str | None, finish: str = "stop", **message: object) -> dict[str, Any]:
    """Return a chat completion as OpenAI and its like send it."""
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": "gpt-test-2026",
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": text, "refusal": None, **message},
                "finish_reason": finish,
            }
        ],
        "usage": {
            "prompt_tokens": 120,
            "completion_tokens": 30,
            "total_tokens": 150,
            "prompt_tokens_details": {"cached_tokens": 100},
        },
    }
