"""What processes that ask a model share beside `preloaded`: schemas, prompts, and what reads answers, all made once."""

from __future__ import annotations

from draftspec.brief import brief_from_text
from draftspec.chat.answers import answer_model
from draftspec.chat.model import Ask, Reply
from draftspec.chat.profiles import COMPATIBLE
from draftspec.chat.wire import wire_text
from draftspec.documents import sections_asked_for
from draftspec.drafters import builtin
from draftspec.drafters.language_model.asking import Setup
from draftspec.drafters.language_model.drafter import LanguageModelDrafter
from draftspec.spec import Sections


class _Answering:
    """A chat model that answers what the built-in drafter has decided."""

    name = "openai:none"

    def __init__(self, sections: Sections) -> None:
        self._sections = sections

    def ask(self, ask: Ask) -> Reply:
        """Return the section as a model would write it."""
        value = getattr(self._sections, ask.section)
        return Reply(wire_text(answer_model(ask.section).model_validate({ask.section: value}), COMPATIBLE))


def _draft() -> None:
    """Draft once, as a process does with its first item."""
    brief, sections = brief_from_text("add invoices"), sections_asked_for()
    model = _Answering(builtin.draft(brief, (), sections).sections)
    LanguageModelDrafter(Setup(model, COMPATIBLE, jobs=1))(brief, (), sections)


_draft()
