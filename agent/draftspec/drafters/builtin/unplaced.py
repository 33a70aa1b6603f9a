"""Asks about the numbers of a brief that nothing of the design works with, each in the words of its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftspec.drafters.builtin.framed import is_mentioned
from draftspec.drafters.builtin.limits import open_numbers
from draftspec.drafters.builtin.plan import Plan
from draftspec.drafters.builtin.reading.numbers import NumberFact
from draftspec.drafters.builtin.reading.words import in_words
from draftspec.drafters.builtin.surcharges import unpriced
from draftspec.spec import OpenQuestion

MOST = 3
"""Most questions about numbers: what is left over shares the last one."""
_SENTENCE = re.compile(r"(?<!\d)[.;:!?]\s+|[.;:!?](?=\s|$)|\n")
_LONGEST = 120
_VOLUME = "Nothing is refused because of it; it is what load tests are sized by."
_NOTHING = "Say which call or job compares what with it, and what happens then, and draft again; until then the value stands as a constant that no call reads."


def questions_of_numbers(plan: Plan) -> Iterator[OpenQuestion]:
    """Yield a question for each sentence with a number of which it is not known what it decides."""
    said: dict[str, NumberFact] = {}
    for fact in open_numbers(plan):
        said.setdefault(fact.text if is_mentioned(fact) else sentence_of(fact.text, plan.reading.text), fact)
    late = unpriced(plan)
    texts = list(said)
    if late is not None and plan.main is not None and not any(late in text for text in texts):
        yield _question(f"“{late}”", volume=False)
    for text in texts[: MOST - 1 if len(texts) > MOST else MOST]:
        yield _question(f"“{text}”", volume=is_mentioned(said[text]))
    if len(texts) > MOST:
        yield _question(in_words([f"“{text}”" for text in texts[MOST - 1 :]]), volume=False)


def _question(quoted: str, *, volume: bool) -> OpenQuestion:
    return OpenQuestion(text=f"What has to hold of {quoted}?", recommended=_VOLUME if volume else _NOTHING)


def sentence_of(words: str, brief: str) -> str:
    """Return the sentence of a brief that holds some words of it, or where it is long what stands between its commas."""
    held = (" ".join(part.split()) for part in _SENTENCE.split(brief))
    parts = list(held)
    sentence = next((part for part in parts if words.casefold() in part.casefold()), None) or _nearest(words, parts)
    if len(sentence) <= _LONGEST:
        return _bare(sentence)
    shorter = [part.strip() for part in sentence.split(",")]
    return _bare(
        next((part for part in shorter if words.casefold() in part.casefold()), None) or _nearest(words, shorter)
    )


def _bare(sentence: str) -> str:
    """Return a sentence without what joins it to the one before."""
    return re.sub(r"^(?:and|but|or|so) ", "", sentence.strip(" -*•"), flags=re.I)


def _nearest(words: str, parts: list[str]) -> str:
    """Return the part that shares most words with what was read of it in other words ("twice" as "2")."""
    said = set(words.casefold().split())
    return max(parts, key=lambda part: len(said & set(part.casefold().split())), default=words)
