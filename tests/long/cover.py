"""Content words of briefs that stand nowhere in the design: a thing or setting that was passed over. Bound: 12 % a brief.

    python tests/long/cover.py BRIEFS.jsonl [--limit N]

A word is content where it is neither empty nor a mere verb or adjective. It is covered where a word that begins alike
stands in the tables, calls, rules, jobs, roles or services; what rules quote of the brief (in “…”) covers nothing. What
remains below the bound are words of no weight for a backend, and verbs that the design says otherwise.
"""

from __future__ import annotations

import argparse
import re
import statistics
import sys
from pathlib import Path

from briefs_file import drafts_of, read_records

from draftspec.drafters.builtin.catalogue import concepts
from draftspec.drafters.builtin.reading import read_brief
from draftspec.drafters.builtin.reading.lexicon import is_no_thing
from draftspec.drafters.builtin.reading.words import singular, word_class
from draftspec.spec import Sections

BOUND = 0.12
_STEM = 5
"""Letters in which two words are taken to be one: "restore", "restored"."""
_EMPTY = ("stop", "prepositions", "adjectives", "making", "generic")
_READ = {"database", "endpoints", "rules", "jobs", "security", "integrations"}


def content(text: str) -> list[str]:
    """Return the words of a brief that a design should carry, each once."""
    empty = frozenset(word for name in _EMPTY for word in word_class(name))
    words = dict.fromkeys(re.findall(r"[a-z]{3,}", text.lower()))
    return [word for word in words if not {word, singular(word)} & empty and not is_no_thing(word)]


def uncovered(text: str, sections: Sections) -> list[str]:
    """Return the content words of a brief that its design does not have."""
    said = re.sub(r"“[^”]*”", " ", sections.model_dump_json(include=_READ)).lower()
    have = {singular(word)[:_STEM] for word in re.findall(r"[a-z]+", said)}
    return [word for word in content(text) if singular(word)[:_STEM] not in have]


def main() -> int:
    """Print each brief with the words that are missing, and the share; 1 when the bound is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("briefs", type=Path)
    parser.add_argument("--limit", type=int)
    given = parser.parse_args()
    shares = []
    for record, draft in drafts_of(read_records(given.briefs, given.limit)):
        if isinstance(draft, Exception):
            print(f"{record.name}: {draft}")
            return 1
        if read_brief(record.brief, concepts()).foreign:
            continue  # its words are transliterated, and stand for others
        missing = uncovered(record.brief, draft.spec.sections)
        shares.append(len(missing) / max(1, len(content(record.brief))))
        if missing:
            print(f"{record.name}: {', '.join(missing)}")
    share = statistics.mean(shares)
    print(f"{len(shares)} briefs, {share:.1%} of their content words stand nowhere in the design (bound {BOUND:.0%})")
    return 0 if share <= BOUND else 1


if __name__ == "__main__":
    sys.exit(main())
