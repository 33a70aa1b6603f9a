"""From the body of a chat completion to a reply: the text, why it ended, and what it cost."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from draftspec.chat.failures import unusable
from draftspec.chat.model import Reply, Tokens
from draftspec.chat.replies import finish_named, text_of

if TYPE_CHECKING:
    import httpx2


def reply_of(response: httpx2.Response, asked: str) -> Reply:
    """Return the reply that a response is; `asked` is the model that answered where the body does not say.

    Raises ChatFailure when the body is no answer at all.
    """
    try:
        body = json.loads(response.content)
        return _reply(body, body["choices"][0], asked)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
        raise unusable(response, error) from None


def _reply(body: Mapping[str, Any], choice: Mapping[str, Any], asked: str) -> Reply:
    """Return the reply. Raises one of Python's errors for what is no chat completion, ValueError for an empty one."""
    if body.get("error"):
        raise ValueError("it holds an error")
    message, finish = choice["message"], choice.get("finish_reason")
    text, tokens, refusal = text_of(message.get("content") or ""), _tokens(body.get("usage")), message.get("refusal")
    if not text and tokens == Tokens() and not finish:
        raise ValueError("it has no text, no end and no tokens")
    served_by = body.get("model", asked)
    return Reply(
        text=text,
        finish=finish_named(str(finish).lower()) if finish else "stop",
        refusal=refusal if isinstance(refusal, str) and refusal else None,
        tokens=tokens,
        model=str(served_by) if served_by else None,
    )


def _tokens(usage: Any) -> Tokens:
    return Tokens(
        input=_count(usage, "prompt_tokens"),
        cached=_count(_part(usage, "prompt_tokens_details"), "cached_tokens"),
        output=_count(usage, "completion_tokens"),
    )


def _count(part: Any, name: str) -> int:
    value = _part(part, name)
    return value if isinstance(value, int) else 0


def _part(part: Any, name: str) -> Any:
    return part.get(name) if isinstance(part, dict) else None
