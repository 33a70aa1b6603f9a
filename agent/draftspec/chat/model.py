"""The seam to language models: what is asked, what comes back, and what can go wrong below that."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal, Protocol

from draftspec.chat.schema import ordered

Mode = Literal["json_schema", "json_object", "text"]
"""How the form of the answer is asked for; a server that refuses one is asked in the next."""


@dataclass(frozen=True)
class Message:
    """One message of a conversation."""

    role: Literal["system", "user", "assistant"]
    content: str


def _unheard() -> None:
    """Tell nobody."""


@dataclass(frozen=True)
class Ask:
    """One request. `schema` is the wire schema of the answer, `seconds` the time that this request may take.

    `attempt` tells apart requests that are equal otherwise: a second try of the same prompt has 2. `landed` is told when
    nothing of a reply is underway any more, in whichever thread took it, if the model can say so before it returns.
    """

    section: str
    messages: tuple[Message, ...]
    schema: Mapping[str, Any]
    mode: Mode = "json_schema"
    max_tokens: int = 8_000
    seconds: float = 120.0
    attempt: int = 1
    landed: Callable[[], None] = field(default=_unheard, compare=False, repr=False)

    def key(self, model: str) -> str:
        """Return a digest of everything that an answer depends on: model, form, messages and cap, not the time."""
        digest = _begun(model, self.mode, ordered(self.schema), self.messages[:1]).copy()
        rest = "".join(f", {_json((one.role, one.content))}" for one in self.messages[1:])
        digest.update(f"{rest}], {self.max_tokens}, {self.attempt}]".encode())
        return digest.hexdigest()

    def is_like(self, other: Ask) -> bool:
        """Tell whether an answer to another request of the same section would do: attempt and time aside, they are equal."""
        mine, others = (self.mode, self.max_tokens, self.messages), (other.mode, other.max_tokens, other.messages)
        return mine == others and self.schema == other.schema


@lru_cache(maxsize=128)
def _begun(model: str, mode: Mode, schema: str, first: tuple[Message, ...]) -> hashlib._Hash:
    """Return the digest as far as it is the same in every draft: most of what is asked stands in the first message."""
    said = ", ".join(_json((one.role, one.content)) for one in first)
    return hashlib.sha256(f'[{_json(model)}, "{mode}", {schema}, [{said}'.encode())


def _json(part: object) -> str:
    return json.dumps(part, ensure_ascii=False)


@dataclass(frozen=True)
class Tokens:
    """Tokens of one reply as the provider billed them; `cached` of the input were read from its prompt cache."""

    input: int = 0
    cached: int = 0
    output: int = 0

    def __add__(self, other: Tokens) -> Tokens:
        return Tokens(self.input + other.input, self.cached + other.cached, self.output + other.output)


@dataclass(frozen=True)
class Reply:
    """What came back with status 200, whatever it is worth: every reply with tokens was paid for."""

    text: str
    finish: str = "stop"
    refusal: str | None = None
    tokens: Tokens = field(default_factory=Tokens)
    model: str | None = None


class ChatFailure(Exception):
    """No usable reply: a status other than 200, a broken connection, a body that is no chat completion.

    `status` is None when no status arrived; `headers` have lower-case names; `body` is the provider's text, cut.
    """

    def __init__(
        self, message: str, *, status: int | None = None, headers: Mapping[str, str] | None = None, body: str = ""
    ) -> None:
        super().__init__(message)
        self.status = status
        self.headers = dict(headers or {})
        self.body = body[:2_000]


class ChatModel(Protocol):
    """Whoever answers. Called from several threads at once."""

    name: str
    """`provider:model`, as `--model` takes it."""

    def ask(self, ask: Ask) -> Reply:
        """Return the reply to one request, without retrying. Raises ChatFailure."""
        ...
