"""YAML that costs more than any file of this program does, refused before anything is built from it.

libyaml's composer calls itself for each level of nesting and ends the whole process at some tens of thousands; aliases and
merge keys let a small file stand for more than there is memory.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

DEEPEST = 500
"""Levels of nesting that are read."""

MOST_CHARACTERS = 256 * 1024 * 1024
"""Characters and values that a file with aliases may unfold to."""

MOST_MERGED = 1_000_000
"""The same for a file with merge keys, whose entries are copied each time."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class UnboundedYaml(yaml.YAMLError):
    """A text that is nested too deeply, or unfolds to too much."""


def refuse_unbounded(text: str) -> None:
    """Raise `UnboundedYaml` for a text that is not safe to load, or another `yaml.YAMLError` for one that is no YAML."""
    sizes: dict[str | None, int] = {}
    whole: list[tuple[str | None, int]] = [(None, 0)]
    most = MOST_CHARACTERS
    for event in yaml.parse(text, _LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            whole.append((event.anchor, 1))
            if len(whole) > DEEPEST:
                raise UnboundedYaml("nested too deeply")
            continue
        if isinstance(event, yaml.CollectionEndEvent):
            anchor, size = whole.pop()
        elif isinstance(event, yaml.ScalarEvent):
            anchor, size = event.anchor, len(event.value) + 1
            if event.value == "<<":
                most = MOST_MERGED
        elif isinstance(event, yaml.AliasEvent):
            anchor, size = None, _unfolded(event.anchor, sizes)
        else:
            continue
        sizes[anchor] = size
        whole[-1] = whole[-1][0], whole[-1][1] + size
    if whole[0][1] > most:
        raise UnboundedYaml("its aliases or merge keys stand for too much")


def _unfolded(anchor: str | None, sizes: Mapping[str | None, int]) -> int:
    if anchor not in sizes:
        raise UnboundedYaml(f"`*{anchor}` stands for nothing, or is inside itself")
    return sizes[anchor]
