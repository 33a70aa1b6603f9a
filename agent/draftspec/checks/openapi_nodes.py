"""An OpenAPI document as a list of its objects, each with where it stands, so that several checks walk it once."""

from __future__ import annotations

from functools import cached_property
from typing import Any, NamedTuple

Object = dict[str, Any]
Link = tuple[Any, str] | tuple[()]
"""Where something stands: the link of what holds it, and its name there; the document itself has an empty one."""

_VALUES = frozenset(["example", "examples"])
"""What holds values of the interface, not the interface itself."""


_LONGEST_WAY = 20
"""References that are followed from one to the next."""


class Placed(NamedTuple):
    """An object outside of examples, where it stands, and whether one of its holders is called `value` or `schema`."""

    link: Link
    object: Object
    in_value: bool
    in_schema: bool


class OpenapiNodes:
    """The objects of a document, and its references."""

    def __init__(self, document: Object) -> None:
        self.document = document

    @cached_property
    def objects(self) -> list[Placed]:
        """Every object outside of examples, each before those inside it."""
        found: list[Placed] = []
        _walk(self.document, (), False, False, found)
        return found

    @cached_property
    def references(self) -> list[tuple[Link, str]]:
        """Every reference inside the document, and where it stands."""
        references = ((one.link, one.object["$ref"]) for one in self.objects if "$ref" in one.object)
        return [((link, "$ref"), to) for link, to in references if isinstance(to, str) and to.startswith("#")]

    def target(self, reference: str) -> Any:
        """Return what a reference leads to, or None where it leads nowhere."""
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

    @cached_property
    def _whole(self) -> dict[str, Any]:
        return {}

    def resolved(self, node: Any) -> Any:
        """Return a schema with its references replaced; one that refers to itself accepts everything there."""
        if isinstance(node, list):
            return [self.resolved(one) for one in node]
        if not isinstance(node, dict):
            return node
        reference = node.get("$ref")
        if isinstance(reference, str):
            if reference not in self._whole:
                self._whole[reference] = {}
                self._whole[reference] = self.resolved(self.target(reference) or {})
            return self._whole[reference]
        return {key: self.resolved(value) for key, value in node.items()}


def names(link: Link) -> tuple[str, ...]:
    """Return where something stands as the names from the document down to it."""
    found: list[str] = []
    while link:
        link, name = link
        found.append(name)
    return tuple(reversed(found))


def _walk(node: Any, link: Link, in_value: bool, in_schema: bool, found: list[Placed]) -> None:
    if isinstance(node, dict):
        found.append(Placed(link, node, in_value, in_schema))
        for key, value in node.items():
            if isinstance(value, dict | list) and key not in _VALUES:
                _walk(value, (link, key), in_value or key == "value", in_schema or key == "schema", found)
    else:
        for number, value in enumerate(node):
            if isinstance(value, dict | list):
                _walk(value, (link, str(number)), in_value, in_schema, found)
