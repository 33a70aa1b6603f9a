"""Plain data as YAML text: keys in their order, nothing shared by anchors."""

from __future__ import annotations

from typing import Any

import yaml

from draftspec.derive.yaml_blocks import Unusual, blocks

# libyaml's dumper writes the same and is several times as fast, but is not in every build of PyYAML.
_Base: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)

WIDTH = 120


class _Plain(_Base):  # type: ignore[misc]
    def ignore_aliases(self, data: object) -> bool:
        return True


def dump(data: Any) -> str:
    """Return data as YAML, in UTF-8 characters and lines of at most about 120 characters."""
    try:
        return blocks(data, WIDTH)
    except Unusual:
        return dumped_by_pyyaml(data)


def dumped_by_pyyaml(data: Any) -> str:
    """Return the same as PyYAML writes it."""
    return str(yaml.dump(data, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=WIDTH))
