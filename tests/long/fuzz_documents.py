"""Mutated documents: each is read back, or refused with a located message; nothing else is ever raised.

    python tests/long/fuzz_documents.py [--count N] [--seed N]

Exits 1 with the seed of the first document that raises anything else.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

import whole_designs
from reading_back.mutations import mutated

from draftspec.documents import render_template
from draftspec.errors import InputError
from draftspec.reading_back import read_back


def measure(count: int, seed: int = 0) -> Counter[str]:
    """Read mutated documents back, and return how it went."""
    base = whole_designs.spec()
    text = render_template(base, "backend_specification.md.j2")
    outcomes: Counter[str] = Counter()
    for number in range(seed, seed + count):
        try:
            found = read_back(mutated(text, random.Random(number)), base, "spec.md")
            outcomes["unchanged" if found.sections == base.sections else "read with changes"] += 1
        except InputError as error:
            outcomes["refused" if re.match(r"spec\.md:\d+: ", str(error)) else "refused without a line"] += 1
        except Exception:
            print(f"seed {number} raises:", file=sys.stderr)
            raise
    return outcomes


def main() -> int:
    """Read the documents back, and print how it went."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    wanted = parser.parse_args()
    outcomes = measure(wanted.count, wanted.seed)
    print(", ".join(f"{number} {name}" for name, number in sorted(outcomes.items())))
    return int(outcomes["refused without a line"] > 0)


if __name__ == "__main__":
    sys.exit(main())
