"""Chat completions over OpenAI's client, by the least that takes: a request that is ready, and of the answer what is used.

What the client puts around a body (address, key, headers) is taken from it once. Its `create` holds every parameter to a
type, copies and merges them and makes typed objects of the answer, which takes three times the processor time of all the
rest of a call.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import httpx2
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage

from draftspec.chat.completion_reply import reply_of
from draftspec.chat.model import Message, Reply

if TYPE_CHECKING:
    from langchain_openai.chat_models.base import BaseChatOpenAI
    from openai import OpenAI

PATH = "/chat/completions"

KINDS: dict[str, type[BaseMessage]] = {"system": SystemMessage, "user": HumanMessage, "assistant": AIMessage}
"""What LangChain calls the roles of messages."""

_OF_ONE_REQUEST = ("content-length", "x-stainless-read-timeout")


class Completions:
    """Where a model of LangChain's for OpenAI sends its requests, and what all of them have in common. Thread-safe."""

    def __init__(self, model: BaseChatOpenAI) -> None:
        roles = {role: kind(content="-") for role, kind in KINDS.items()}
        payload = model._get_request_payload(list(roles.values()))
        self._roles = dict(zip(roles, payload.pop("messages"), strict=True))
        self._parameters = {**payload, **payload.pop("extra_body", {})}
        self._head = letterhead(model.root_client, self._parameters)
        self._client: httpx2.Client = model.root_client._client

    def ask(
        self, messages: Sequence[Message], parameters: Mapping[str, Any], headers: Mapping[str, str], seconds: float
    ) -> Reply:
        """Return the reply to one request; `seconds` is the longest wait for a part of it.

        Raises httpx2's errors, also for a status other than success, and ChatFailure for a body that is no answer.
        """
        said = [{**self._roles[message.role], "content": message.content} for message in messages]
        body = {**self._parameters, "messages": said, **parameters}
        response = self._client.send(self._request(body, headers, seconds))
        response.raise_for_status()
        return reply_of(response, self._parameters["model"])

    def _request(self, body: Mapping[str, Any], headers: Mapping[str, str], seconds: float) -> httpx2.Request:
        carried = httpx2.Headers(self._head.headers)
        carried.update(headers)
        return httpx2.Request(
            self._head.method,
            self._head.url,
            headers=carried,
            content=json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode(),
            extensions={**self._head.extensions, "timeout": httpx2.Timeout(seconds).as_dict()},
        )


def letterhead(client: OpenAI, parameters: Mapping[str, Any]) -> httpx2.Request:
    """Return the request that a client would send, without what belongs to its body; nothing is sent."""
    made: list[httpx2.Request] = []

    def keep(request: httpx2.Request) -> httpx2.Response:
        made.append(request)
        return httpx2.Response(200, json={})

    with httpx2.Client(transport=httpx2.MockTransport(keep)) as nowhere:
        client.with_options(http_client=nowhere).post(PATH, body=dict(parameters), cast_to=httpx2.Response)
    for name in _OF_ONE_REQUEST:
        made[0].headers.pop(name, None)
    return made[0]
