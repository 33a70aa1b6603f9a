"""Connections of one client for many threads: each carries one request after the other, and none is looked for.

httpx's own pool looks through all its connections for each request and asks the system about the idle ones, twice and
under one lock. With thirty requests in flight, while another thread computes, a tenth of a call's time was spent there.
"""

from __future__ import annotations

import os
import socket
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from typing import cast

import httpx2

EXPIRY = 5.0
"""Seconds after which an idle connection is not used again, as OpenAI's client has it."""

PROBED_AFTER = 60
"""Seconds of silence after which the system asks whether the other end is still there, as LangChain has it."""


def laned_client() -> httpx2.Client | None:
    """Return a client for OpenAI's, with lanes; None where requests go through a proxy, which httpx itself looks after."""
    from openai import DefaultHttpxClient  # here, since it costs half a second

    if urllib.request.getproxies() or os.environ.get("OPENAI_PROXY"):
        return None
    return DefaultHttpxClient(transport=Lanes())


class Lanes(httpx2.BaseTransport):
    """A transport with as many connections as requests were in flight at a time. Thread-safe."""

    def __init__(self) -> None:
        self._verify = httpx2.create_ssl_context()
        self._free: list[httpx2.HTTPTransport] = []

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send a request on the lane that was used last of those that are free; it is taken until the answer is closed."""
        with ExitStack() as taken:
            lane = self._lane()
            taken.callback(self._free.append, lane)
            response = lane.handle_request(request)
            response.stream = _OnLane(cast(httpx2.SyncByteStream, response.stream), taken.pop_all())
        return response

    def close(self) -> None:
        """Close what is free."""
        while self._free:
            self._free.pop().close()

    __del__ = close

    def _lane(self) -> httpx2.HTTPTransport:
        try:
            return self._free.pop()
        except IndexError:
            limits = httpx2.Limits(max_connections=1, keepalive_expiry=EXPIRY)
            return httpx2.HTTPTransport(verify=self._verify, limits=limits, socket_options=_PROBED)


class _OnLane(httpx2.SyncByteStream):
    """What comes on a lane; closed, it gives the lane back."""

    def __init__(self, stream: httpx2.SyncByteStream, taken: ExitStack) -> None:
        self._stream = stream
        self._taken = taken

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._stream)

    def close(self) -> None:
        with self._taken:
            self._stream.close()


_AFTER = getattr(socket, "TCP_KEEPIDLE", None) or getattr(socket, "TCP_KEEPALIVE", None)  # the latter on macOS

_PROBED = [
    (socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1),
    *([] if _AFTER is None else [(socket.IPPROTO_TCP, _AFTER, PROBED_AFTER)]),
]
"""Options of a socket whose other end may have gone without a word, or whose way is forgotten when nothing goes over it."""
