"""Sentences that rule something, said of every entry of the catalogue: each draft comes about, and no check finds an error.

    python tests/long/ruling_sentences.py [--limit N]

Bounds: no exception and no finding of error level. Every sentence meets every entry: things without an update, with a column of
the same name, with states, with times, owned by nobody.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from multiprocessing import Pool

from briefs_file import drafted

from draftspec.drafters.builtin.catalogue import concepts
from draftspec.drafters.builtin.reading.words import plural

SENTENCES = (
    "{Many} can be edited for 15 minutes by their author, after that only by a moderator.",
    "{Many} can never be deleted. If the amount is above 100, the treasurer gets a text message.",
    "{Many} must be answered within 14 days. Notify the manager when the status exceeds 5.",
    "A slot takes 45 minutes, between 8:00 and 18:30. Users can delete their {many} within 2 hours.",
    "Nothing is ever deleted. If the rating drops below 3, alert the editor. Section leaders see the {many}.",
    "{Many} can be changed until 24 hours before. Guests shouldn't see phone numbers.",
)


def briefs() -> Iterator[str]:
    """Yield each entry with each sentence, so that the first few meet different ones."""
    words = [plural(concepts().entry(name).words[0]) for name in concepts()]
    for at in range(len(SENTENCES)):
        for number, many in enumerate(words):
            said = SENTENCES[(at + number) % len(SENTENCES)]
            yield f"{many.capitalize()}. {said.format(Many=many.capitalize(), many=many)}"


def problem(brief: str) -> str | None:
    """Return what is wrong with the draft of a brief, or None."""
    try:
        found = [one for one in drafted(brief).spec.findings if one.severity == "error"]
    except Exception as error:  # noqa: BLE001 - whatever a draft raises is what is looked for
        return f"{brief}: {type(error).__name__}: {str(error)[:200]}"
    return f"{brief}: {found[0].check} {found[0].message}" if found else None


def main() -> int:
    """Draft all of them, print what is wrong, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--limit", type=int)
    wanted = list(briefs())[: parser.parse_args().limit]
    with Pool() as pool:
        problems = [one for one in pool.imap(problem, wanted, chunksize=16) if one is not None]
    print("\n".join(problems[:20]))
    print(f"{len(wanted)} drafts, {len(problems)} with a problem (bound 0)")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
