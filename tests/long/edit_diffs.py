"""How many lines of a cassette change when one line of a prompt does, and the case is recorded again.

    python tests/long/edit_diffs.py

A case is recorded from the test server. Then for each section one word is added to the first line of its prompt, what is
stale is recorded again, and the two files are compared as `git diff --numstat` does. Bound: at most 3 lines taken out and
put in together (the line of the prompt before and after; a model's own answer differs beside that, a script's does not).
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from model_server import ModelServer
from seeded_edits import MODEL, template

from draftspec.brief import brief_from_text
from draftspec.documents import sections_asked_for
from draftspec.evals.cassette import cassette_path
from draftspec.evals.record import Means, Wish, record
from draftspec.evals.take import Take
from draftspec.folders import data_folder

BOUND = 3


@dataclass(frozen=True)
class Change:
    """What an edit of a section's prompt comes to in the file: lines taken out and put in."""

    section: str
    out: int
    in_: int

    @property
    def lines(self) -> int:
        """How many lines are taken out and put in."""
        return self.out + self.in_


def run(sections: tuple[str, ...], brief: str) -> list[Change]:
    """Edit the prompt of each section in turn, and return what changes."""
    take = Take("edited", brief_from_text(brief), MODEL)
    with tempfile.TemporaryDirectory() as folder, ModelServer() as server:
        cassettes = Path(folder)
        means = Means(cassettes, None, 8, lambda step: None)
        path, before = cassette_path(cassettes, MODEL, take.case_id), cassettes / "before.yaml"
        with patch.dict("os.environ", OPENAI_BASE_URL=server.url):
            record(take, Wish(missing=True), means)
            before.write_bytes(path.read_bytes())
            changes = []
            for section in sections:
                with _reworded(section):
                    record(take, Wish(stale=True), means)
                changes.append(Change(section, *_numbers(before, path)))
                path.write_bytes(before.read_bytes())
    return changes


def _reworded(section: str) -> AbstractContextManager[None]:
    name = f"sections/{section}.md.j2"
    first = (data_folder("prompts") / name).read_text(encoding="utf-8").splitlines()[0]
    return template(name, first, f"{first} Now.")


def _numbers(before: Path, after: Path) -> tuple[int, int]:
    command = ["git", "diff", "--no-index", "--numstat", str(before), str(after)]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout.split()
    return (int(said[1]), int(said[0])) if said else (0, 0)


def main() -> int:
    """Measure and print."""
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    changes = run(tuple(sections_asked_for()), "add invoices")
    for one in changes:
        print(f"{one.section:<14} {one.lines} lines changed (-{one.out} +{one.in_})")
    worst = max(one.lines for one in changes)
    idle = [one.section for one in changes if not one.lines]
    print(
        f"most lines changed by one line of a prompt: {worst} (bound: {BOUND}); no change seen: {len(idle)} (bound: 0)"
    )
    return 1 if worst > BOUND or idle else 0


if __name__ == "__main__":
    sys.exit(main())
