"""What a chat is told of "when a deal is won" is an event with a name: `deal.won`."""

from __future__ import annotations

import re
from dataclasses import replace

from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.words import snake

_WHEN = re.compile(
    r"\b(?:when|whenever|once|if|as soon as) (?:an? |the |any |our )?(?P<thing>[a-z]+(?: [a-z]+)?) (?:is|gets|was|has been) (?P<done>[a-z]+)\b",
    re.I,
)


def with_trigger(resource: Resource, reading: Reading) -> Resource:
    """Return a chat alert that is told of the brief's event unless somebody names another one."""
    found = _WHEN.search(reading.text) if resource.name == "chat_alert" else None
    if found is None:
        return resource
    event = f"{snake(found['thing'])}.{found['done'].lower()}"
    columns = tuple(replace(c, default=event) if c.name == "event" else c for c in resource.columns)
    return replace(resource, columns=columns)
