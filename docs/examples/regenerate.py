"""Drafts the examples of this folder again. `--check` says which differ from what is here, and exits 1 if any does."""

from __future__ import annotations

import sys
from pathlib import Path

from draftspec.brief import brief_from_text
from draftspec.pipeline import draft_spec, drafter_for

FOLDER = Path(__file__).parent
SHOWN = ("02_Backend_Specification.md", "PRP_Backend.md", "openapi.yaml")

BRIEFS = {
    "invoices": "add invoices",
    "passkeys": "passkeys",
    "book-reservations": "As a librarian I want members to reserve a book that is lent out so that they get it next; "
    "a reservation expires after 3 days, at most 5 per member",
    "machine-repairs": "Equipment maintenance for a factory: machines with serial number, location and status (running, stopped, "
    "under repair); technicians record repairs with cost and duration; weekly report by e-mail",
    "feature-flags": "multi-tenant feature flags with percentage rollout per organization",
    "returns": "Let customers return items within 30 days: a return has a reason and photos, staff approve or reject it, "
    "the refund goes back through Stripe",
}


def examples() -> dict[Path, str]:
    """Return every file of the examples with its text."""
    drafter = drafter_for("builtin")
    files: dict[Path, str] = {}
    for slug, text in BRIEFS.items():
        drafted = draft_spec(brief_from_text(text, slug), drafter, model="builtin")
        for name, content in drafted.files.items():
            if name in SHOWN or name.startswith("migrations/"):
                files[FOLDER / slug / name] = content
    return files


def main() -> int:
    """Write the examples, or compare them."""
    files = examples()
    stale = [path for path, text in files.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    if "--check" in sys.argv:
        for path in stale:
            print(f"differs: {path.relative_to(FOLDER)}", file=sys.stderr)
        return 1 if stale else 0
    for path in stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(files[path], encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
