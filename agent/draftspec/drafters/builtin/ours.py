"""What a brief says is done "by us" is done by staff, and not by whoever owns a row."""

from __future__ import annotations

import re
from dataclasses import replace

from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.people import as_participle

_BY_US = re.compile(r"\b(?P<verb>[a-z]{3,}) by (?:us|our (?:own )?(?:staff|team|people|office))\b", re.I)
STAFF = "staff"
"""Who does it."""


def with_ours(resource: Resource, reading: Reading) -> Resource:
    """Return a thing whose verbs staff alone may call where the brief gives them to whoever wrote it."""
    ours = {found["verb"].lower() for found in _BY_US.finditer(reading.spoken)}
    mine = [name for name, verb in resource.verbs.items() if verb.by is None and as_participle(name) in ours]
    if not mine or resource.there:
        return resource
    by = resource.entry.manages or STAFF
    return replace(resource, verbs={n: v.model_copy(update={"by": by}) if n in mine else v for n, v in resource.verbs.items()})  # fmt: skip
