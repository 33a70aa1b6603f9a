"""What is handed to whoever drafts: the job, the same for every item, and an order for each."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from draftspec.brief import Brief
from draftspec.settings import Settings


@dataclass(frozen=True)
class Job:
    """What every draft of a batch is made with. `spent` is what earlier runs paid, in US dollars."""

    settings: Settings
    force: bool = False
    spent: Decimal = Decimal(0)


@dataclass(frozen=True)
class Order:
    """One draft. `replaces` is the brief that the folder was drafted from before, where the item's has changed."""

    number: int
    brief: Brief
    replaces: str | None = None
