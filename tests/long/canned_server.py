"""A server of canned answers that costs next to nothing: every answer is made beforehand, none is read further than its
section and its case.

    python tests/long/canned_server.py [--latency SECONDS]

Prints its address. A request is answered so long after it came in; `/stats` says how many were answered, how many were in
flight at most, and the seconds between the first request and the last answer; `/reset` begins to count anew.
The answer is that of the built-in drafter to one of a few briefs, by the words `case N` of the request.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import re
import sys
import time
from collections import Counter, deque
from pathlib import Path
from typing import Any

BRIEFS = (
    "add invoices",
    "As a librarian I want members to reserve a book; a reservation expires after 3 days, at most 5 per member",
    "add playlists",
    "add appointments that a patient can cancel until a day before",
)
_SECTION = re.compile(rb'"json_schema": ?\{"name": ?"([a-z]+)"')
_CASE = re.compile(rb"case (\d+)\b")
_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)


def canned() -> dict[tuple[str, int], bytes]:
    """Return every answer as it goes over the wire, by section and brief."""
    from server.answers import answer_text

    from draftspec.documents import sections_asked_for

    return {
        (section, number): _response(answer_text(section, brief))
        for section in sections_asked_for()
        for number, brief in enumerate(BRIEFS)
    }


def _response(text: str) -> bytes:
    usage = {"prompt_tokens": 4_000, "completion_tokens": len(text) // 4, "total_tokens": 4_000 + len(text) // 4}
    choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}
    head = {"id": "chatcmpl-canned", "object": "chat.completion", "created": 1_700_000_000, "model": "canned"}
    return _http(json.dumps({**head, "choices": [choice], "usage": usage}, ensure_ascii=False).encode())


def _http(body: bytes) -> bytes:
    return b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body) + body


class Stats:
    """What was asked and answered since the last reset."""

    def __init__(self) -> None:
        self.answered = self.flying = self.most = 0
        self.first = self.last = 0.0
        self.asked: Counter[tuple[str, int]] = Counter()

    def begin(self, key: tuple[str, int]) -> None:
        self.first = self.first or time.monotonic()
        self.flying += 1
        self.most = max(self.most, self.flying)
        self.asked[key] += 1

    def end(self) -> None:
        self.answered += 1
        self.flying -= 1
        self.last = time.monotonic()

    def document(self) -> bytes:
        repeated = sum(count - 1 for count in self.asked.values())
        return json.dumps(
            {
                "answered": self.answered,
                "flying": self.flying,
                "most": self.most,
                "seconds": self.last - self.first,
                "repeated": repeated,
            }
        ).encode()


class Canned(asyncio.Protocol):
    """One kept connection."""

    answers: dict[tuple[str, int], bytes]
    latency: float
    stats = Stats()

    def __init__(self) -> None:
        self._parts: deque[bytes] = deque()
        self._wanted = 0
        self._held = 0

    def connection_made(self, transport: Any) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._parts.append(data)
        self._held += len(data)
        if self._held < self._wanted:
            return
        whole = b"".join(self._parts)
        end = whole.find(b"\r\n\r\n")
        length = _LENGTH.search(whole, 0, end) if end >= 0 else None
        self._wanted = end + 4 + int(length[1]) if length else end + 4 if end >= 0 else 0
        if end < 0 or len(whole) < self._wanted:
            self._parts = deque((whole,))
            return
        self._parts.clear()
        self._held = self._wanted = 0
        self._asked(whole)

    def _asked(self, request: bytes) -> None:
        if request.startswith(b"GET /stats"):
            return self._transport.write(_http(Canned.stats.document()))
        if request.startswith(b"GET /reset"):
            Canned.stats = Stats()
            return self._transport.write(_http(b"{}"))
        section, case = _SECTION.search(request), _CASE.search(request)
        if section is None or case is None:
            return self._transport.write(_http(b'{"error": {"message": "no section or case"}}'))
        key = (section[1].decode(), int(case[1]))
        answer = Canned.answers[key[0], key[1] % len(BRIEFS)]
        Canned.stats.begin(key)
        asyncio.get_running_loop().call_later(Canned.latency, self._answer, answer, Canned.stats)
        return None

    def _answer(self, answer: bytes, stats: Stats) -> None:
        stats.end()
        if not self._transport.is_closing():
            self._transport.write(answer)


async def serve(latency: float) -> None:
    Canned.answers, Canned.latency = canned(), latency
    gc.freeze()
    server = await asyncio.get_running_loop().create_server(Canned, "127.0.0.1", 0, backlog=512)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1", flush=True)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--latency", type=float, default=0.2)
    asyncio.run(serve(parser.parse_args().latency))
