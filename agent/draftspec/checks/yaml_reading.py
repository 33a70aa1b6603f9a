"""YAML text as plain data: mappings with strings as keys, and every alias replaced by what it stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from typing import Any

import yaml

from draftspec.checks.yaml_form import OtherForm, read_derived
from draftspec.yaml_bounds import DEEPEST, refuse_unbounded

MOST_VALUES = 200_000
"""Values that a document with aliases may unfold to; the largest draft has a tenth of it."""

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_REFERS = re.compile(r"[&*!](?=\S)")
"""Whatever may be an anchor, an alias or a tag; in derived documents it is rare."""
_MAY_NEST = re.compile(rf"[\n\r\x85\u2028\u2029][ \t?:-]{{{DEEPEST // 2}}}")
"""Whatever may be nested deeply without brackets, after any line break of YAML: each two levels need one column more."""
_STRING, _MAPPING, _SEQUENCE = (f"tag:yaml.org,2002:{name}" for name in ("str", "map", "seq"))


class NotYaml(ValueError):
    """A text that is no YAML, or none that anybody writes, and why."""


class _Loader(_Base):  # type: ignore[misc]
    """PyYAML's loader, which finds out once what an unquoted scalar is; most stand in a document many times."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._tags: dict[str, str] = {}

    def resolve(self, kind: type[yaml.Node], value: Any, implicit: Any) -> Any:
        if kind is not yaml.ScalarNode or not implicit[0]:
            return super().resolve(kind, value, implicit)
        if value not in self._tags:
            self._tags[value] = super().resolve(kind, value, implicit)
        return self._tags[value]

    def descend_resolver(self, parent: yaml.Node | None, index: Any) -> None:
        """Do nothing: no tag depends on where a value stands."""

    def ascend_resolver(self) -> None:
        """Do nothing, as above."""


def read_yaml(text: str) -> Any:
    """Return the data of a YAML document, None for an empty one. Raises `NotYaml`."""
    try:
        return read_derived(text)
    except OtherForm:
        return loaded_yaml(text)


def loaded_yaml(text: str) -> Any:
    """Return the same, as PyYAML reads it whatever its form."""
    loader = _Loader(text)
    try:
        _refuse_unbounded(text)
        if "<<" in text or _REFERS.search(text):
            return _unfolded(loader.get_single_data(), count())
        node = loader.get_single_node()
        return None if node is None else _plain(node, loader)
    except NotYaml:
        raise
    except (yaml.YAMLError, ValueError) as error:  # a day that does not exist is a ValueError
        raise NotYaml(" ".join(str(error).split())[:200]) from error
    except RecursionError as error:
        raise NotYaml("nested too deeply, or inside itself") from error
    finally:
        loader.dispose()


def _refuse_unbounded(text: str) -> None:
    """Raise `yaml.YAMLError` for a text that is nested or unfolds beyond reason; most hold too little for that."""
    if "<<" in text or text.count("[") + text.count("{") > DEEPEST or _MAY_NEST.search(f"\n{text}") is not None:
        refuse_unbounded(text)


def _plain(node: Any, loader: Any) -> Any:
    """Return the data of a node of a tree: what PyYAML's constructor gives, which takes twice as long to find cycles."""
    if node.tag == _STRING:
        return node.value
    if node.tag == _SEQUENCE:
        return [_plain(one, loader) for one in node.value]
    if node.tag != _MAPPING:
        return loader.construct_object(node, deep=True)
    found: dict[str, Any] = {}
    for key, value in node.value:
        if type(key) is not yaml.ScalarNode:
            return loader.construct_object(node, deep=True)
        name = key.value if key.tag == _STRING else str(_plain(key, loader))
        found[name] = value.value if value.tag == _STRING else _plain(value, loader)
    return found


def _unfolded(node: Any, values: Iterator[int]) -> Any:
    if next(values) > MOST_VALUES:
        raise NotYaml(f"its aliases stand for more than {MOST_VALUES} values")
    if isinstance(node, dict):
        return {str(key): _unfolded(value, values) for key, value in node.items()}
    return [_unfolded(one, values) for one in node] if isinstance(node, list) else node
