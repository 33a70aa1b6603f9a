"""Questions about sections with the product's own words, as the drafter puts them, and the answers that are right."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from draftspec.chat.answers import Answer
from draftspec.chat.langchain_model import open_model
from draftspec.chat.model import Ask, ChatModel, Reply, Tokens
from draftspec.chat.policy import Question
from draftspec.chat.profiles import PROFILES
from draftspec.chat.wire import parse_answer, wire_schema
from draftspec.drafters.language_model.words import Words
from draftspec.prompting import Given
from draftspec.sections import SECTIONS
from draftspec.spec import Sections
from server.answers import answer_text, drafted

BRIEF = "add invoices"


def question(
    section: str, brief: str = BRIEF, *, max_tokens: int = 8_000, most_tokens: int = 32_000
) -> Question[Answer]:
    """Return what the drafter asks for a section, its parents decided as the built-in drafter does."""
    schema = wire_schema(section, PROFILES["openai"])
    decided = drafted(brief).sections
    parents = Sections().model_copy(update={name: getattr(decided, name) for name in SECTIONS[section].needs})
    words = Words(section, Given(brief, parents=parents), schema)
    return Question(section, schema, words, partial(parse_answer, section), max_tokens, most_tokens)


def right_answer(section: str, brief: str = BRIEF) -> Answer:
    """Return the answer that the test server gives."""
    return parse_answer(section, answer_text(section, brief))


def model_at(url: str, name: str) -> ChatModel:
    """Return the product's own client of the test server."""
    return open_model(f"openai:{name}", base_url=url, environment={"OPENAI_API_KEY": "sk-of-a-test"})


class Counting:
    """A chat model that remembers what it was asked and what it answered."""

    def __init__(self, model: ChatModel) -> None:
        self.name = model.name
        self.asks: list[Ask] = []
        self.tokens = Tokens()
        self._model = model

    def ask(self, ask: Ask) -> Reply:
        self.asks.append(replace(ask))
        reply = self._model.ask(ask)
        self.tokens += reply.tokens
        return reply
