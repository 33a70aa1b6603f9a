"""Backlogs: many briefs from one file, in the forms that teams keep them.

`read_backlog` reads one (raises `BacklogError`), `choose` says which of its items are drafted and why the others are
not, `brief_of` gives the text and the slug that an item is drafted with.
"""

from draftspec.backlog.briefs import brief_of
from draftspec.backlog.choosing import Choice, choose
from draftspec.backlog.item import Backlog, Item
from draftspec.backlog.reading import FORMS, read_backlog

__all__ = ["FORMS", "Backlog", "Choice", "Item", "brief_of", "choose", "read_backlog"]
