"""A coupon that works once for each customer keeps who used it."""

from __future__ import annotations

import re

from draftspec.drafters.builtin.choices import Choice
from draftspec.drafters.builtin.reading import Reading

_ONCE_EACH = re.compile(
    r"\b(?:one|once|1)(?: use| time| redemption| coupon| voucher| code)?(?: only)? (?:per|for each|by each|for every|by every) "
    r"(?:customer|user|person|buyer|shopper|account|member|client)\b"
    r"|\b(?:each|every) (?:customer|user|person|buyer|shopper|member|client) (?:can |may )?(?:only )?(?:uses?|redeems?) (?:it|them|one|a code|a coupon|a voucher)(?: only)? once\b",
    re.I,
)


def with_redemptions(choices: tuple[Choice, ...], reading: Reading) -> tuple[Choice, ...]:
    """Return the choices with the uses of a coupon, where the brief allows each person one."""
    known = {choice.concept for choice in choices}
    if "coupon" not in known or "coupon_redemption" in known or not _ONCE_EACH.search(reading.text):
        return choices
    return (*choices, Choice("coupon redemption", "coupon_redemption"))
