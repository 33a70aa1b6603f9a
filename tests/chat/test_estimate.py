from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from draftspec.brief import brief_from_text
from draftspec.chat.estimate import Terms, estimate_draft
from draftspec.chat.prices import read_prices
from draftspec.chat.profiles import PROFILES
from draftspec.chat.tokens import Count
from draftspec.documents import sections_asked_for
from draftspec.drafters.builtin import draft
from draftspec.prompting import Given, PromptTooLarge, Room

INVOICES = "Add invoices with lines; accountants mark them paid; remind after 14 days."
MODEL = "anthropic:claude-sonnet-5-5"  # no table of tiktoken's, so that the figures are the same everywhere


def terms(model: str = MODEL, window: int = 200_000) -> Terms:
    return Terms(model, PROFILES["anthropic"], Room(window, 8_000, model), read_prices().of(model))


def test_every_section_has_an_estimate_and_the_draft_their_sum() -> None:
    order = sections_asked_for()
    drafted = draft(brief_from_text(INVOICES), (), order)
    found = estimate_draft(Given(INVOICES), drafted, order, terms())
    assert tuple(one.section for one in found.sections) == order
    assert found.input == sum((one.input for one in found.sections), Count())
    assert 80_000 < found.input.tokens < 160_000
    assert 15_000 < found.output.tokens < 60_000
    assert not found.input.exact
    assert all(0 < one.static.tokens < one.input.tokens and one.output.tokens > 0 for one in found.sections)
    assert found.usd == sum((one.usd or Decimal(0) for one in found.sections), Decimal(0))
    assert found.usd == (found.input.tokens * 2 + found.output.tokens * 10) / Decimal(1_000_000)
    assert all(one.dropped == () for one in found.sections)


def test_without_a_price_there_is_no_sum() -> None:
    drafted = draft(brief_from_text(INVOICES), (), ("risks",))
    assert estimate_draft(Given(INVOICES), drafted, ("risks",), terms("openai:unknown")).usd is None


def test_a_section_that_the_built_in_drafter_does_not_have_is_estimated_without_output() -> None:
    drafted = draft(brief_from_text(INVOICES), (), ())
    (found,) = estimate_draft(Given(INVOICES), drafted, ("risks",), terms()).sections
    assert found.output.tokens == 0


def test_a_brief_that_does_not_fit_is_said_before_anything_is_asked() -> None:
    drafted = draft(brief_from_text(INVOICES), (), ("database",))
    with pytest.raises(PromptTooLarge, match="the prompt of the section database has ~"):
        estimate_draft(Given("word " * 9_000), drafted, ("database",), terms(window=16_000))


def test_input_tokens_of_six_drafts_are_within_the_bounds() -> None:
    tests = Path(__file__).parents[1]
    script, briefs = tests / "long" / "input_tokens.py", tests / "data" / "briefs.jsonl"
    arguments = [sys.executable, str(script), str(briefs), "--limit", "6", "--model", MODEL]
    done = subprocess.run(arguments, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith(f"6 drafts, {len(sections_asked_for())} sections each, {MODEL}\ninput tokens: ~")
