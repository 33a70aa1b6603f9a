"""A YAML file written by a person: read with bounds, without aliases or doubled keys, each value with its line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from draftspec.errors import InputError

LIMIT = 512 * 1024
"""The largest file, in bytes: twice the longest brief."""

_DEEPEST = 16

Location = tuple[int | str, ...]


@dataclass(frozen=True)
class YamlFile:
    """What a file holds, and the line of each value by where it stands in it."""

    path: Path
    content: object
    lines: Mapping[Location, int]

    def place(self, where: Location) -> str:
        """Return a place as editors link it: of the value, or of the nearest one around it."""
        while where and where not in self.lines:
            where = where[:-1]
        return f"{self.path}:{self.lines.get(where, 1)}"


def read_yaml(path: Path) -> YamlFile:
    """Return what a YAML file holds. Raises `InputError` that says what is wrong with it, and where."""
    text = _text(path)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        _refuse_unbounded(path, text, loader)
        node = yaml.compose(text, Loader=loader)
        lines: dict[Location, int] = {}
        if node is not None:
            _walk(path, node, (), lines)
        return YamlFile(path, yaml.load(text, Loader=loader), lines)  # noqa: S506 - both are safe loaders
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise InputError(f"{path}:{line}: this is no YAML: {error.problem}", "correct the file") from error
    except (yaml.YAMLError, ValueError) as error:  # a character or a date that there is not
        raise InputError(f"{path}: this is no YAML: {error}", "correct the file") from error


def _text(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            raw = stream.read(LIMIT + 1)
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror or error}", "check the path") from error
    if len(raw) > LIMIT:
        raise InputError(f"{path} is larger than {LIMIT // 1024} KB", "split it")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise InputError(f"{path}:{line}: this is no UTF-8", "save the file as UTF-8") from error


def _refuse_unbounded(path: Path, text: str, loader: type[yaml.SafeLoader]) -> None:
    """Refuse aliases, which can blow a small file up, and nesting that no case has, before anything is built."""
    depth = 0
    for event in yaml.parse(text, Loader=loader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent):
            raise InputError(f"{path}:{line}: aliases (`*{event.anchor}`) are not read", "write the value out")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise InputError(f"{path}:{line}: nested more than {_DEEPEST} deep", "write it flatter")


def _walk(path: Path, node: yaml.Node, where: Location, lines: dict[Location, int]) -> None:
    lines[where] = node.start_mark.line + 1
    for key, inner in _inner(node):
        if (*where, key) in lines:
            raise InputError(f"{path}:{inner.start_mark.line + 1}: `{key}` stands there twice", "keep one of them")
        _walk(path, inner, (*where, key), lines)


def _inner(node: yaml.Node) -> Iterator[tuple[int | str, yaml.Node]]:
    if isinstance(node, yaml.MappingNode):
        yield from ((str(key.value), value) for key, value in node.value)
    elif isinstance(node, yaml.SequenceNode):
        yield from enumerate(node.value)
