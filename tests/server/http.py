"""The HTTP side of the test server: one thread a connection, on the loopback address only."""

from __future__ import annotations

import json
import socket
import struct
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any

from draftspec.evals.origin import SCRIPTED
from server.call import CACHE_LEAST, CACHE_STEP, Call, tokens_of
from server.faults import NAMES, reaction_to
from server.log import Entry, Log
from server.mix import reaction_in_mix
from server.reactions import Reaction, error, with_cached

MIX = "mix"
"""The name of the model that plays the mix of failures."""

DRIP = 0.1
"""Seconds between the bytes of an answer that drips."""


class ModelServer:
    """An OpenAI-compatible server; a context manager that stops it. `url` is its base address."""

    def __init__(self, latency: float = 0.0, port: int = 0) -> None:
        """Listen; `latency` is the seconds that each request takes at least."""
        self.latency = latency
        self.log = Log()
        self.closing = threading.Event()
        self._http = _Http(("127.0.0.1", port), _Handler)
        self._http.owner = self
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_address[1]}/v1"

    def reset(self) -> None:
        """Forget all requests."""
        self.log = Log()

    def close(self) -> None:
        self.closing.set()
        self._http.shutdown()
        self._http.server_close()

    def __enter__(self) -> ModelServer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256
    owner: ModelServer

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing about clients that went away."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Http

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Print nothing."""

    def setup(self) -> None:
        super().setup()
        self.request.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def do_GET(self) -> None:
        models = [{"id": name, "object": "model", "owned_by": "tests"} for name in ("builtin", MIX, *NAMES)]
        body = json.dumps({"object": "list", "data": models}).encode()
        self._send(Reaction(200, body) if self.path.rstrip("/").endswith("/models") else error(404, "not found"))

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if not self.path.rstrip("/").endswith("/chat/completions"):
            return self._send(error(404, f"there is no {self.path}"))
        owner, log = self.server.owner, self.server.owner.log
        call = Call(json.loads(raw))
        before, number = log.begin(call)
        call = Call(call.body, before)
        if owner.latency:
            time.sleep(owner.latency)
        reaction = reaction_in_mix(call, number) if call.model == MIX else reaction_to(call)
        reaction = with_cached(reaction, _cached(call, log))
        log.end(Entry(call, reaction, {name.lower(): value for name, value in self.headers.items()}))
        return self._send(reaction)

    def _send(self, reaction: Reaction) -> None:
        """Send a reaction in one piece, or spoil the connection as it says."""
        if reaction.line == "hang":
            self.server.owner.closing.wait()
        if reaction.line in ("hang", "drop"):
            return self._reset()
        names = {name.lower() for name in reaction.headers}
        dated = {} if "date" in names else {"Date": self.date_time_string()}
        headers = {**dated, SCRIPTED: "1", **reaction.headers, "Content-Length": str(len(reaction.content))}
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        start = f"HTTP/1.1 {reaction.status} {self.responses.get(reaction.status, ('Unknown',))[0]}\r\n{head}\r\n"
        if reaction.line == "drip":
            return self._drip(start.encode(), reaction.content)
        cut = len(reaction.content) // 2 if reaction.line == "cut" else len(reaction.content)
        self.wfile.write(start.encode() + reaction.content[:cut])
        if reaction.line == "cut":
            self.close_connection = True
        return None

    def _drip(self, start: bytes, content: bytes) -> None:
        self.close_connection = True
        self.wfile.write(start)
        for position in range(len(content)):
            if self.server.owner.closing.wait(DRIP):
                return
            self.wfile.write(content[position : position + 1])

    def _reset(self) -> None:
        """Close the connection so that the client sees it reset."""
        self.close_connection = True
        self.request.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.request.close()


def _cached(call: Call, log: Log) -> int:
    """Return how many tokens a prompt cache would have: those of the first message, where it came before."""
    if not call.texts or not log.is_known_prefix(call.texts[0]):
        return 0
    tokens = tokens_of(call.texts[0])
    return tokens // CACHE_STEP * CACHE_STEP if tokens >= CACHE_LEAST else 0
