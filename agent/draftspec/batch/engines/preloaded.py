"""What processes that draft share: modules, and all that first drafts in each kind of language load and compile."""

from __future__ import annotations

import gc

from draftspec.batch import one_draft
from draftspec.brief import brief_from_text
from draftspec.drafters import builtin
from draftspec.pipeline import draft_with

__all__ = ["one_draft"]

_BRIEFS = ("add invoices", "Los clientes pueden reservar una mesa", "ユーザーは商品を予約できる")
"""One for each set of words that is loaded when a brief first needs it: English, European languages, eastern ones."""

for _brief in _BRIEFS:
    draft_with(brief_from_text(_brief), builtin.draft, "builtin")
gc.collect()
gc.freeze()  # what is there stays, and is shared the longer, the less it is touched
