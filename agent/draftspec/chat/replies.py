"""From LangChain's result to a reply: the text, why it ended, and what it cost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from draftspec.chat.model import ChatFailure, Reply, Tokens

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage
    from langchain_core.outputs import ChatResult

_FINISHES = {
    "end_turn": "stop",
    "stop_sequence": "stop",
    "finish_reason_unspecified": "stop",
    "max_tokens": "length",
    "model_context_window_exceeded": "length",
    "refusal": "content_filter",
    "safety": "content_filter",
    "recitation": "content_filter",
    "blocklist": "content_filter",
    "prohibited_content": "content_filter",
    "spii": "content_filter",
}
"""What Anthropic and Gemini call the ends that OpenAI calls stop, length and content_filter."""

_ENDS = ("finish_reason", "stop_reason", "done_reason")


def reply_from(result: ChatResult) -> Reply:
    """Return the reply that a result of LangChain is. Raises ChatFailure when the body was no answer at all."""
    if not result.generations:
        raise ChatFailure("no usable answer: it has no choice", status=200)
    generation = result.generations[0]
    said: dict[str, Any] = {
        **(result.llm_output or {}),
        **generation.message.response_metadata,
        **(generation.generation_info or {}),
    }
    text, tokens = text_of(generation.message.content), _tokens(generation.message)
    if not text and tokens == Tokens() and not any(said.get(name) for name in (*_ENDS, "prompt_feedback")):
        raise ChatFailure("no usable answer: it has no text, no end and no tokens", status=200)
    refusal = generation.message.additional_kwargs.get("refusal")
    return Reply(
        text=text,
        finish=_finish(said),
        refusal=refusal if isinstance(refusal, str) and refusal else None,
        tokens=tokens,
        model=next((str(said[name]) for name in ("model_name", "model") if said.get(name)), None),
    )


def text_of(content: str | list[Any]) -> str:
    """Return the text of a message, of its text blocks where it has blocks; thoughts are none of it."""
    if isinstance(content, str):
        return content
    blocks = [{"type": "text", "text": block} if isinstance(block, str) else block for block in content]
    return "".join(str(block.get("text", "")) for block in blocks if block.get("type") == "text")


def _finish(said: Mapping[str, Any]) -> str:
    """Return why an answer ended, in OpenAI's words where there is one; `stop` when nothing says."""
    ended = next((str(said[name]).lower() for name in _ENDS if said.get(name)), None)
    if ended is None:
        return "content_filter" if said.get("prompt_feedback") else "stop"
    return finish_named(ended)


def finish_named(ended: str) -> str:
    """Return OpenAI's word for why an answer ended, or the word that was given where it has none."""
    return _FINISHES.get(ended, ended)


def _tokens(message: BaseMessage) -> Tokens:
    usage = getattr(message, "usage_metadata", None) or {}
    details = usage.get("input_token_details") or {}
    return Tokens(
        input=usage.get("input_tokens") or 0,
        cached=details.get("cache_read") or 0,
        output=usage.get("output_tokens") or 0,
    )
