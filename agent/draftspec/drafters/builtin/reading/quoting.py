"""What a brief says of a number in its own words, where it was read from other ones (plainer, or translated)."""

from __future__ import annotations

import re
from dataclasses import replace

from draftspec.drafters.builtin.reading.numbers import NumberFact


def quoted(fact: NumberFact, brief: str) -> NumberFact:
    """Return a fact whose text stands in the brief: as it was read, or else the words around its figure there."""
    words = " ".join(brief.split())
    if " ".join(fact.text.split()).casefold() in words.casefold():
        return fact
    figure = re.escape(str(fact.value))
    found = re.search(rf"(?:[^\s.;:!?,]+ ){{0,3}}(?<![\d.]){figure}(?![\d])[^\s.;:!?,]*(?: [^\s.;:!?,]+){{0,2}}", words)
    return fact if found is None else replace(fact, text=found[0])
