"""Input tokens of whole drafts against the naive layout, and what they cost with cached prefixes. Bounds: 65 %, 35 %.

    python tests/long/input_tokens.py BRIEFS.jsonl [--limit N] [--model PROVIDER:MODEL] [--sections]

The answers are the built-in drafter's. Both layouts have the same sections, answers, instructions, schemas and brief; in
the naive one each prompt carries all sections that were decided before it, in ours what the section is decided from.
Cost: drafts are made section by section (the first section of all drafts, then the second, …). What is the same in every
draft, schema and system message, is written to the provider's cache once a section at 1.25 of the price of input and read
at 0.1 from then on, where it is long enough; the naive layout pays the full price. Tokens are exact where tiktoken's
table is at hand, else estimated (`~`) in both layouts alike.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from briefs_file import read_records

from draftspec.brief import brief_from_text
from draftspec.chat.profiles import PROFILES
from draftspec.chat.tokens import Count, count
from draftspec.chat.wire import wire_schema
from draftspec.documents import sections_asked_for
from draftspec.drafters.builtin import draft
from draftspec.prompting import Form, Given, fenced, messages, prompt_size, static_message
from draftspec.prompting.parents import minified, parents_json

SHARE = 0.65
COST = 0.35
WRITE, READ, SHORTEST = 1.25, 0.1, 1_024


@dataclass(frozen=True)
class Prompt:
    """The tokens of one section's prompt in one draft: ours, of these the same in every draft, and the naive ones."""

    section: str
    ours: Count
    static: Count
    naive: Count


def prompts_of(text: str, model: str) -> list[Prompt]:
    """Return the prompts of every section of a brief, in the order in which they are decided."""
    order = sections_asked_for()
    sections = draft(brief_from_text(text), (), order).sections
    return [_prompt(name, order[:at], Given(text, parents=sections), model) for at, name in enumerate(order)]


def _prompt(name: str, earlier: Iterable[str], given: Given, model: str) -> Prompt:
    form = Form(wire_schema(name, PROFILES["openai"]))
    ours = prompt_size(messages(name, given, form), form, model)
    own = _decided(parents_json(name, given.parents), model)
    every = _decided({one: minified(getattr(given.parents, one)) for one in earlier}, model)
    static = prompt_size((static_message(name, form),), form, model)
    return Prompt(name, ours, static, Count(ours.tokens - own.tokens + every.tokens, ours.exact))


def _decided(sections: Mapping[str, str], model: str) -> Count:
    texts = (fenced(f"decided: {name}", text) for name, text in sections.items())
    return count("".join(f"\n\n{text}" for text in texts), model)


def cost(drafts: list[list[Prompt]]) -> float:
    """Return what our input costs, in tokens at the full price, for drafts that are made section by section."""
    total = 0.0
    for column in zip(*drafts, strict=True):
        static = column[0].static.tokens
        cached = static if static >= SHORTEST else 0
        total += sum(prompt.ours.tokens - cached for prompt in column)
        total += cached * (WRITE + READ * (len(column) - 1))
    return total


def main() -> int:
    """Measure, print, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("briefs", type=Path)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--model", default="openai:gpt-5-mini")
    parser.add_argument("--sections", action="store_true", help="print the mean of each section")
    options = parser.parse_args()
    drafts = [prompts_of(record.brief, options.model) for record in read_records(options.briefs, options.limit)]
    ours = sum((prompt.ours for prompts in drafts for prompt in prompts), Count())
    naive = sum((prompt.naive for prompts in drafts for prompt in prompts), Count())
    if options.sections:
        for column in zip(*drafts, strict=True):
            mean = [sum(getattr(p, part).tokens for p in column) // len(column) for part in ("static", "ours", "naive")]
            print(f"{column[0].section:<14} static {mean[0]:>6,}  ours {mean[1]:>7,}  naive {mean[2]:>7,}")
    share, paid = ours.tokens / naive.tokens, cost(drafts) / naive.tokens
    print(f"{len(drafts)} drafts, {len(drafts[0])} sections each, {options.model}")
    print(f"input tokens: {ours} of {naive}, {share:.1%} (bound {SHARE:.0%})")
    print(f"input cost with cached prefixes: {paid:.1%} (bound {COST:.0%})")
    return 0 if share <= SHARE and paid <= COST else 1


if __name__ == "__main__":
    sys.exit(main())
