"""What the test server answers: the section as the built-in drafter decides it, in the form of the wire."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from draftspec.brief import brief_from_text
from draftspec.chat.answers import Answer, answer_model
from draftspec.chat.profiles import PROFILES
from draftspec.chat.wire import wire_text
from draftspec.drafters.builtin import draft
from draftspec.drafting import Draft
from draftspec.sections import SECTIONS


@cache
def drafted(brief: str) -> Draft:
    """Return the built-in draft of a brief, all sections."""
    return draft(brief_from_text(brief), (), tuple(SECTIONS))


@cache
def answer_text(section: str, brief: str) -> str:
    """Return the whole answer for a section, minified. What is said beside the sections comes with `database`."""
    found = drafted(brief)
    beside: dict[str, Any] = {}
    if section == "database":
        beside = {
            "claims": found.claims,
            "assumptions": found.assumptions,
            "open_questions": found.open_questions,
        }
    answer: Answer = answer_model(section).model_validate({section: getattr(found.sections, section), **beside})
    return wire_text(answer, PROFILES["openai"])


def rest_text(text: str, kept: dict[str, Any]) -> str:
    """Return the part of an answer that is missing from what was kept, in the same form."""
    return json.dumps(_rest(json.loads(text), kept), ensure_ascii=False, separators=(",", ":"))


def _rest(whole: Any, kept: Any) -> Any:
    if isinstance(whole, dict) and isinstance(kept, dict):
        return {key: _rest(value, kept[key]) if key in kept else value for key, value in whole.items()}
    if isinstance(whole, list) and isinstance(kept, list):
        return whole[len(kept) :]
    return whole


_CHOICES = ("method", "kind", "level", "operator", "severity", "priority", "category", "sensitivity")


def spoiled(text: str) -> str:
    """Return an answer with one value that is none of those allowed, or with an assumption without its reason."""
    answer = json.loads(text)
    if not _spoil(answer):
        answer["assumptions"] = [{"text": "Amounts are in one currency."}]
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":"))


def _spoil(value: Any) -> bool:
    if isinstance(value, list):
        return any(_spoil(item) for item in value)
    if not isinstance(value, dict):
        return False
    for key in _CHOICES:
        if isinstance(value.get(key), str):
            value[key] = "FETCH"
            return True
    return any(_spoil(item) for item in value.values())
