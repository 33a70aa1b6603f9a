"""What a draft and an evaluation were made from goes with them, though nobody looks for cycles."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from evals.suites import make_suite
from server.answers import answer_text

from draftspec.brief import brief_from_text
from draftspec.chat.model import Ask, Reply
from draftspec.drafters.language_model.asking import Setup
from draftspec.drafters.language_model.drafter import LanguageModelDrafter
from draftspec.evals.outcome import measured
from draftspec.evals.planning import planned
from draftspec.pipeline import draft_with


class _Canned:
    name = "test:model"

    def ask(self, ask: Ask) -> Reply:
        return Reply(answer_text(ask.section, "add invoices"))


def test_a_draft_with_a_model_leaves_no_cycles_behind() -> None:
    """Once a thousand objects a draft were left to the collector, with every prompt and reply."""
    drafter = LanguageModelDrafter(Setup(_Canned(), jobs=1))
    draft_with(brief_from_text("add invoices"), drafter, "test:model")
    with _nearly_all_gone():
        draft_with(brief_from_text("add invoices"), drafter, "test:model")


def test_an_evaluation_leaves_no_cycles_behind(tmp_path: Path) -> None:
    """Drafts that are compared know each other; once five thousand objects each were left."""
    plan = planned(make_suite(tmp_path), (None, None, None, None), {}, execute=False)
    measured(plan, _untold)
    with _nearly_all_gone():
        measured(plan, _untold)


@contextmanager
def _nearly_all_gone() -> Iterator[None]:
    gc.collect()
    gc.disable()
    try:
        yield
        assert gc.collect() < 200
    finally:
        gc.enable()


def _untold(line: str) -> None:
    """Tell nobody."""
