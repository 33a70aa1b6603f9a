"""How much of two drafts is the same text. Bounds: mean 0.35, 95th percentile 0.55 over all pairs.

    python tests/long/sameness.py BRIEFS.jsonl [--limit N] [--top N]

Counted are the prose lines of both documents: outside fences, without headings and labels. Numbers, code spans and the
design's own words (those of its identifiers and of the brief, in either number) become `_`, neighbouring ones one; lines
with at least four other words count, each once. What two drafts have in common is the number of such lines in both over
the number in the smaller one.
"""

from __future__ import annotations

import argparse
import re
import statistics
import sys
from collections import Counter
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

from briefs_file import drafts_of, read_records

from draftspec.drafters.builtin.reading.words import plural, singular, word_class
from draftspec.pipeline import Drafted

MEAN = 0.35
PERCENTILE = 0.55
LEAST_WORDS = 4

_FENCE = re.compile(r"^ *(`{3,}|~{3,}).*?^ *\1 *$", re.M | re.S)
_LABEL = re.compile(r"^\s*(?:[-*+]|\d+\.)?\s*(?:\[[ x]\]\s*)?(?:\*\*[^*]+\*\*\s*:?|[A-Z][^.:`]{0,40}:(?=\s|$))\s*")
_BULLET = re.compile(r"^\s*(?:[-*+>|]|\d+\.)?\s*(?:\[[ x]\])?\s*")
_NAMES = frozenset(
    {
        "name",
        "table",
        "column",
        "path",
        "field",
        "service",
        "queue",
        "code",
        "error_code",
        "values",
        "method",
        "columns",
    }
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def lines_of(draft: Drafted) -> frozenset[str]:
    """Return the prose lines of both documents of a draft, with what is its own taken out."""
    own = own_words(draft)
    texts = (text for name, text in draft.files.items() if name.endswith(".md"))
    bare = (bare_line(line, own) for text in texts for line in _FENCE.sub("", text).splitlines())
    return frozenset(line for line in bare if len(_WORD.findall(line)) >= LEAST_WORDS)


def own_words(draft: Drafted) -> frozenset[str]:
    """Return the words of the design's identifiers and of the brief, in either number."""
    identifiers = " ".join(_identifiers(draft.spec.sections.model_dump(mode="json")))
    words = {word.lower() for word in re.findall(r"[^\W\d_]+", f"{identifiers} {draft.spec.brief}")}
    words -= word_class("stop") | word_class("prepositions")
    return frozenset(form for word in words for form in _forms(word))


@cache
def _forms(word: str) -> tuple[str, ...]:
    one = singular(word)
    return word, one, plural(one)


def _identifiers(part: Any, key: str = "") -> list[str]:
    if isinstance(part, dict):
        return [found for name, value in part.items() for found in _identifiers(value, name)]
    if isinstance(part, list):
        return [found for value in part for found in _identifiers(value, key)]
    is_name = isinstance(part, str) and (key in _NAMES or "_" in part) and re.fullmatch(r"[\w/{}.-]+", part)
    return [part] if is_name else []


def bare_line(line: str, own: frozenset[str]) -> str:
    """Return a line without its label, with numbers, code spans and own words as `_`; a heading is empty."""
    if line.lstrip().startswith("#"):
        return ""
    text = _BULLET.sub("", _LABEL.sub("", line), count=1)
    text = re.sub(r"`+[^`]*`+|\d+(?:[.,:]\d+)*", "_", text)
    text = _WORD.sub(lambda m: "_" if m[0].lower() in own else m[0].lower(), text)
    return re.sub(r"[^\w]+", " ", re.sub(r"_(?:[\W_]+_)+", "_", text)).strip()


def shares(drafts: list[frozenset[str]]) -> list[float]:
    """Return for each pair the share that the two have in common, in ascending order."""
    pairs = combinations([lines for lines in drafts if lines], 2)
    return sorted(len(one & other) / min(len(one), len(other)) for one, other in pairs)


def percentile(values: list[float], share: float) -> float:
    """Return the value below which this share of the ascending values lies."""
    return values[min(len(values) - 1, int(len(values) * share))]


def main() -> int:
    """Measure, print, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("briefs", type=Path)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--top", type=int, default=0, help="print the lines that the most drafts share")
    options = parser.parse_args()
    found = [draft for _, draft in drafts_of(read_records(options.briefs, options.limit))]
    drafts = [lines_of(draft) for draft in found if isinstance(draft, Drafted)]
    counted = Counter(line for lines in drafts for line in lines)
    for line, count in sorted(counted.items(), key=lambda item: (-item[1], item[0]))[: options.top]:
        print(f"{count:>4} {line}")
    values = shares(drafts)
    mean, high = statistics.fmean(values), percentile(values, 0.95)
    print(f"{len(drafts)} drafts, {statistics.fmean(map(len, drafts)):.0f} lines each, {len(values)} pairs")
    print(f"in common: mean {mean:.3f} (bound {MEAN}), 95th percentile {high:.3f} (bound {PERCENTILE})")
    return 0 if mean <= MEAN and high <= PERCENTILE else 1


if __name__ == "__main__":
    sys.exit(main())
