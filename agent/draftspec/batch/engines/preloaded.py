"""What processes that draft share: modules, and all that a first draft loads and compiles."""

from __future__ import annotations

import gc

from draftspec.batch import one_draft
from draftspec.brief import brief_from_text
from draftspec.drafters import builtin
from draftspec.pipeline import draft_with

__all__ = ["one_draft"]

draft_with(brief_from_text("add invoices"), builtin.draft, "builtin")
gc.collect()
gc.freeze()  # what is there stays, and is shared the longer, the less it is touched
