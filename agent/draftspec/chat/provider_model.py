"""A chat model of LangChain's behind the seam: one request on the wire an ask, every outcome as data.

Where a server speaks OpenAI's chat completions, `Completions` sends what LangChain would. Elsewhere `_generate`, which each of
LangChain's chat models implements, is called itself. Neither retries nor caches, and no callback runs, so that no tracing
variable of the environment sends a brief elsewhere. LangChain is imported on opening only.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from draftspec.chat.deadline import within
from draftspec.chat.failures import failure_of
from draftspec.chat.limits import Limits
from draftspec.chat.model import Ask, Message, Reply
from draftspec.chat.profiles import Profile
from draftspec.chat.replies import reply_from
from draftspec.chat.tap import Tap

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage
    from langchain_openai.chat_models.base import BaseChatOpenAI

    from draftspec.chat.completions import Completions

GRACE = 0.25
"""How long past an ask's time its own time-out may take to come, in seconds."""


class LangchainModel:
    """A `ChatModel` of a provider. Thread-safe, as LangChain's clients are."""

    def __init__(
        self, name: str, profile: Profile, limits: Limits, model: BaseChatModel, tap: Tap | None = None
    ) -> None:
        self.name = name
        self.profile = profile
        self.limits = limits
        self._model = model
        self._tap = tap
        self._completions = _completions(model) if profile.in_body else None

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.name!r})"

    def ask(self, ask: Ask) -> Reply:
        """Return the reply to one request, which is sent once and not streamed. Raises ChatFailure."""
        options = call_options(ask, self.profile, self.limits)
        headers = {} if self._tap is None else self._tap.headers(ask)
        try:
            if self._tap is not None and self._tap.answers:  # so there is nothing to wait for
                return self._reply(ask, options, headers)
            return within(ask.seconds + GRACE, lambda: self._landed(ask, options, headers))
        except Exception as error:
            failure = failure_of(error)
            if failure is None:
                raise
            raise failure from None

    def _landed(self, ask: Ask, options: Mapping[str, Any], headers: Mapping[str, str]) -> Reply:
        reply = self._reply(ask, options, headers)
        ask.landed()
        return reply

    def _reply(self, ask: Ask, options: Mapping[str, Any], headers: Mapping[str, str]) -> Reply:
        if self._completions is not None:
            return self._completions.ask(ask.messages, options["extra_body"], headers, ask.seconds)
        return reply_from(self._model._generate([_message(message) for message in ask.messages], **options))


def call_options(ask: Ask, profile: Profile, limits: Limits) -> dict[str, Any]:
    """Return what a call of LangChain's chat model takes beside the messages: the form, the cap and the time.

    A mode that the provider does not have is text.
    """
    form = {"response_format": response_format(ask)} if ask.mode != "text" and ask.mode in profile.modes else {}
    cap = {profile.cap: ask.max_tokens}
    if profile.name == "ollama":  # what is given here replaces the options of the client
        return {**form, "stream": False, "options": {**cap, "num_ctx": limits.window}}
    asked = {"extra_body": {**form, **cap}} if profile.in_body else {**form, **cap}
    return {**asked, "timeout": ask.seconds} if profile.times_calls else asked


def response_format(ask: Ask) -> dict[str, Any]:
    """Return how OpenAI's API asks for the form of an answer, which LangChain's other packages translate."""
    if ask.mode == "json_object":
        return {"type": "json_object"}
    described = {"name": ask.section, "strict": True, "schema": ask.schema}
    return {"type": "json_schema", "json_schema": described}


def _completions(model: BaseChatModel) -> Completions:
    from draftspec.chat.completions import Completions  # here, since it needs LangChain

    return Completions(cast("BaseChatOpenAI", model))


def _message(message: Message) -> BaseMessage:
    from draftspec.chat.completions import KINDS

    return KINDS[message.role](content=message.content)
