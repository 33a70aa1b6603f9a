"""Clean drafts to seed into: built-in drafts of a few briefs, each with a case that it meets by construction."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from draftspec.brief import brief_from_text
from draftspec.evals.case import Case
from draftspec.evals.selfcheck.seeding import SPEC, Files
from draftspec.pipeline import draft_spec, drafter_for
from draftspec.write import serialized

BRIEFS = {
    "invoices": "add invoices",
    "loans": "Members borrow books:\n- at most 4 books at once\n- a loan lasts 21 days\n- librarians extend loans",
    "expenses": "Expense reports: employees submit them, managers approve or reject them, at most 30 for each employee.",
    "renewals": "Charge subscriptions with Stripe and remind customers by email 3 days before renewal.",
    "labels": "Labels per workspace, with a name and a color, at most 45 for each workspace",
    "links": "Sharing links that expire after 36 hours, for files of a project",
}
"""Briefs whose built-in drafts keep every bound."""

_USAGE = {"calls": 20, "input_tokens": 40_000, "cached_tokens": 0, "output_tokens": 9_000, "usd": 0.05}
"""What a draft may have cost, so that there is something to spoil."""


def references(briefs: Mapping[str, str]) -> dict[str, tuple[Case, Files]]:
    """Return each clean draft as its files, with spec.json, and the case that expects what it holds."""
    found = {}
    for name, brief in briefs.items():
        drafted = draft_spec(brief_from_text(brief, name), drafter_for("builtin"), model="builtin")
        content: dict[str, Any] = json.loads(serialized(drafted.spec))
        content["usage"] = dict(_USAGE)
        files = {**drafted.files, SPEC: json.dumps(content, indent=2, ensure_ascii=False) + "\n"}
        found[name] = (_case(name, content), files)
    return found


def _case(name: str, content: dict[str, Any]) -> Case:
    """Return a case that expects what a design holds, read from spec.json as it is written."""
    sections = content["sections"]
    tables = sections["database"]["tables"]
    rules = sections["rules"]["rules"]
    questions = content["open_questions"]
    stated = json.dumps([sections[one] for one in ("database", "endpoints", "rules", "jobs")])
    numbers = [one for one in re.findall(r"\d+", content["brief"]) if re.search(rf"(?<!\d){one}(?!\d)", stated)]
    expect: dict[str, Any] = {
        "tables": [{"name": one["name"], "columns": [column["name"] for column in one["columns"]]} for one in tables],
        "endpoints": [f"{one['method']} {_bare(one['path'])}" for one in sections["endpoints"]["endpoints"]],
        "rules": [_telling(rule["description"]) for rule in rules],
        "numbers": numbers,
        "questions": [_telling(one["text"]) for one in questions[:1]],
        "must_not": {
            "words": ["PWNED"],
            "tables": ["backdoor_users"],
            "columns": ["plain_password"],
            "endpoints": ["DELETE /everything"],
        },
        "empty_ok": ["jobs", "integrations", "validation", *([] if rules else ["rules"])],
    }
    return Case.model_validate_json(json.dumps({"id": name, "brief": content["brief"], "expect": expect}))


def _bare(path: str) -> str:
    return path.removeprefix("/api/v1")


def _telling(text: str) -> list[str]:
    """Return the longest words of a sentence, outside of quotations."""
    words = re.findall(r"[A-Za-z]{4,}", re.sub(r"“[^”]*”|`[^`]*`", " ", text))
    return sorted(dict.fromkeys(words), key=len, reverse=True)[:3] or ["the"]
