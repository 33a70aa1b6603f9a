"""YAML text as plain data: mappings with strings as keys, and every alias replaced by what it stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from typing import Any

import yaml

from draftspec.yaml_bounds import DEEPEST, refuse_unbounded

MOST_VALUES = 200_000
"""Values that a document with aliases may unfold to; the largest draft has a tenth of it."""

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_REFERS = re.compile(r"[&*!](?=\S)|<<")
"""Whatever may be an anchor, an alias, a tag or a merge key; in derived documents it is rare."""
_MAY_NEST = re.compile(rf"^[ \t?:-]{{{DEEPEST // 2}}}|<<", re.MULTILINE)
"""Whatever may be a merge key, or nested deeply without brackets: each two levels need one column more."""
_STRING, _MAPPING, _SEQUENCE = (f"tag:yaml.org,2002:{name}" for name in ("str", "map", "seq"))


class NotYaml(ValueError):
    """A text that is no YAML, or none that anybody writes, and why."""


def read_yaml(text: str) -> Any:
    """Return the data of a YAML document, None for an empty one. Raises `NotYaml`."""
    loader = _Loader(text)
    try:
        _refuse_unbounded(text)
        if _REFERS.search(text):
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
    if text.count("[") + text.count("{") > DEEPEST or _MAY_NEST.search(text) is not None:
        refuse_unbounded(text)


def _plain(node: Any, loader: Any) -> Any:
    """Return the data of a node of a tree: what PyYAML's constructor gives, which takes twice as long to find cycles."""
    if node.tag == _STRING:
        return node.value
    if node.tag == _SEQUENCE:
        return [_plain(one, loader) for one in node.value]
    if node.tag == _MAPPING and all(isinstance(key, yaml.ScalarNode) for key, _ in node.value):
        return {str(_plain(key, loader)): _plain(value, loader) for key, value in node.value}
    return loader.construct_object(node, deep=True)


def _unfolded(node: Any, values: Iterator[int]) -> Any:
    if next(values) > MOST_VALUES:
        raise NotYaml(f"its aliases stand for more than {MOST_VALUES} values")
    if isinstance(node, dict):
        return {str(key): _unfolded(value, values) for key, value in node.items()}
    return [_unfolded(one, values) for one in node] if isinstance(node, list) else node
