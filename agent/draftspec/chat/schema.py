"""A wire schema with its texts: the same few stand in every prompt and in every key, and are made into text once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cached_property
from typing import Any


class Schema(dict[str, Any]):
    """A wire schema, to be read only. A copy is a plain dictionary, which may be changed."""

    @cached_property
    def minified(self) -> str:
        """The schema as JSON in its own order, without white space."""
        return _minified(self)

    @cached_property
    def ordered(self) -> str:
        """The schema as JSON in the order of the keys' names."""
        return _ordered(self)

    def __reduce__(self) -> tuple[type[dict[str, Any]], tuple[dict[str, Any]]]:
        """Be copied without the texts."""
        return dict, (dict(self),)


def minified(schema: Mapping[str, Any]) -> str:
    """Return any schema as JSON in its own order, without white space."""
    return schema.minified if isinstance(schema, Schema) else _minified(schema)


def ordered(schema: Mapping[str, Any]) -> str:
    """Return any schema as JSON in the order of the keys' names."""
    return schema.ordered if isinstance(schema, Schema) else _ordered(schema)


def _minified(schema: Mapping[str, Any]) -> str:
    return json.dumps(schema, ensure_ascii=False, separators=(",", ":"))


def _ordered(schema: Mapping[str, Any]) -> str:
    return json.dumps(schema, ensure_ascii=False, sort_keys=True)
