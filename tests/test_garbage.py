"""What a draft was made from goes with it, though nobody looks for cycles."""

from __future__ import annotations

import gc

from server.answers import answer_text

from draftspec.brief import brief_from_text
from draftspec.chat.model import Ask, Reply
from draftspec.drafters.language_model.asking import Setup
from draftspec.drafters.language_model.drafter import LanguageModelDrafter
from draftspec.pipeline import draft_with


class _Canned:
    name = "test:model"

    def ask(self, ask: Ask) -> Reply:
        return Reply(answer_text(ask.section, "add invoices"))


def test_a_draft_with_a_model_leaves_no_cycles_behind() -> None:
    """Once a thousand objects a draft were left to the collector, with every prompt and reply."""
    drafter = LanguageModelDrafter(Setup(_Canned(), jobs=1))
    draft_with(brief_from_text("add invoices"), drafter, "test:model")
    gc.collect()
    gc.disable()
    try:
        draft_with(brief_from_text("add invoices"), drafter, "test:model")
        assert gc.collect() < 200
    finally:
        gc.enable()
