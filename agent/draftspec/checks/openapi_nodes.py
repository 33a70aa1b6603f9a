"""An OpenAPI document as a list of its objects, each with where it stands, so that several checks walk it once."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from draftspec.checks.fitting import Fitting

Object = dict[str, Any]
Link = tuple[Any, str] | tuple[()]
"""Where something stands: the link of what holds it, and its name there; the document itself has an empty one."""

_VALUES = frozenset(["example", "examples"])
"""What holds values of the interface, not the interface itself."""


_LONGEST_WAY = 20
"""References that are followed from one to the next."""


_HOLDERS = (dict, list)

Placed = tuple[Link, Object]
"""An object and where it stands."""


@dataclass(frozen=True)
class _Objects:
    """The objects outside of examples that checks ask for, each before those inside it."""

    referring: list[Placed] = field(default_factory=list)
    demanding: list[Placed] = field(default_factory=list)
    with_schema: list[Placed] = field(default_factory=list)


class OpenapiNodes:
    """The objects of a document, and its references; it is walked once."""

    def __init__(self, document: Object) -> None:
        self.document = document
        self.fitting = Fitting(self.target)
        """What tells whether an example fits a schema of the document."""
        self._targets: dict[str, Any] = {}
        self._whole: dict[str, Any] = {}

    @cached_property
    def _objects(self) -> _Objects:
        found = _Objects()
        _walk(self.document, (), False, False, found)
        return found

    @property
    def demanding(self) -> list[Placed]:
        """The objects that say what is required, or whether they are nullable; none that a `value` holds."""
        return self._objects.demanding

    @property
    def with_schema(self) -> list[Placed]:
        """The objects that a schema stands in, outside of schemas."""
        return self._objects.with_schema

    @cached_property
    def references(self) -> list[tuple[Link, str]]:
        """Every reference inside the document, and where it stands."""
        references = ((link, one["$ref"]) for link, one in self._objects.referring)
        return [((link, "$ref"), to) for link, to in references if isinstance(to, str) and to.startswith("#")]

    def target(self, reference: str) -> Any:
        """Return what a reference leads to, or None where it leads nowhere."""
        if reference not in self._targets:
            self._targets[reference] = self._target(reference)
        return self._targets[reference]

    def _target(self, reference: str) -> Any:
        node: Any = self.document
        for part in reference.removeprefix("#").strip("/").split("/"):
            name = part.replace("~1", "/").replace("~0", "~")
            if not isinstance(node, dict) or name not in node:
                return None
            node = node[name]
        return node

    @cached_property
    def dangling(self) -> list[tuple[Link, str]]:
        """The references that lead nowhere."""
        leads = {to: self.target(to) is not None for _, to in self.references}
        return [(link, to) for link, to in self.references if not leads[to]]

    def resolve(self, node: Any) -> Object:
        """Return the object that a node is or refers to, an empty one where that is none."""
        seen = 0
        while isinstance(node, dict) and isinstance(node.get("$ref"), str) and seen < _LONGEST_WAY:
            node, seen = self.target(node["$ref"]), seen + 1
        return node if isinstance(node, dict) else {}

    def resolved(self, node: Any) -> Any:
        """Return a schema with its references replaced; one that refers to itself accepts everything there."""
        if isinstance(node, list):
            items = [self.resolved(one) for one in node]
            return items if any(one is not old for one, old in zip(items, node, strict=True)) else node
        if not isinstance(node, dict):
            return node
        reference = node.get("$ref")
        if isinstance(reference, str):
            if reference not in self._whole:
                self._whole[reference] = {}
                self._whole[reference] = self.resolved(self.target(reference) or {})
            return self._whole[reference]
        inner = {key: self.resolved(value) for key, value in node.items() if isinstance(value, _HOLDERS)}
        return {**node, **inner} if any(node[key] is not value for key, value in inner.items()) else node


def names(link: Link) -> tuple[str, ...]:
    """Return where something stands as the names from the document down to it."""
    found: list[str] = []
    while link:
        link, name = link
        found.append(name)
    return tuple(reversed(found))


def _walk(node: Any, link: Link, in_value: bool, in_schema: bool, found: _Objects) -> None:
    """Add the objects inside a node; they may stand below a member called `value` or `schema`."""
    if isinstance(node, dict):
        if "$ref" in node:
            found.referring.append((link, node))
        if not in_value and ("required" in node or "nullable" in node):
            found.demanding.append((link, node))
        if not in_schema and "schema" in node:
            found.with_schema.append((link, node))
        for key, value in node.items():
            if isinstance(value, _HOLDERS) and key not in _VALUES:
                _walk(value, (link, key), in_value or key == "value", in_schema or key == "schema", found)
    else:
        for number, value in enumerate(node):
            if isinstance(value, _HOLDERS):
                _walk(value, (link, str(number)), in_value, in_schema, found)
