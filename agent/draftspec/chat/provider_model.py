"""A chat model of LangChain's behind the seam: one request on the wire an ask, every outcome as data.

`_generate`, which each of LangChain's chat models implements, is called itself: it neither retries nor caches, and runs no
callback, so that no tracing variable of the environment sends a brief elsewhere. LangChain is imported on opening only.
"""

from __future__ import annotations

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

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.name!r})"

    def ask(self, ask: Ask) -> Reply:
        """Return the reply to one request, which is sent once and not streamed. Raises ChatFailure."""
        messages = [_message(message) for message in ask.messages]
        options = call_options(ask, self.profile, self.limits)
        if self.profile.in_body:
            messages, options["extra_body"] = [], {**options["extra_body"], "messages": self._wire_messages(messages)}
        if self._tap is not None:
            options["extra_headers"] = dict(self._tap.headers(ask))
        try:
            result = within(ask.seconds + GRACE, lambda: self._model._generate(messages, **options))
        except Exception as error:
            failure = failure_of(error)
            if failure is None:
                raise
            raise failure from None
        return reply_from(result)

    def _wire_messages(self, messages: list[BaseMessage]) -> object:
        """Return messages as they stand in the body, where they go at once.

        Handed to OpenAI's client among its parameters, they are held to its types member by member, which takes as long as
        all the rest of a call.
        """
        return cast("BaseChatOpenAI", self._model)._get_request_payload(messages)["messages"]


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


def _message(message: Message) -> BaseMessage:
    from langchain_core.messages import AIMessage, HumanMessage, SystemMessage

    kinds: dict[str, type[BaseMessage]] = {"system": SystemMessage, "user": HumanMessage, "assistant": AIMessage}
    return kinds[message.role](content=message.content)
