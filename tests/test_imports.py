"""The package's own imports, read from the source: no module needs, by whatever way, one that needs it."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import draftspec

ROOT = Path(draftspec.__file__).parent


def test_no_module_imports_one_that_imports_it() -> None:
    sources = {_name(path): path.read_text(encoding="utf-8") for path in ROOT.rglob("*.py")}
    assert len(sources) > 400
    assert set(TopologicalSorter(_graph(sources)).static_order()) == set(sources)


@pytest.mark.parametrize(
    "late",
    ["from draftspec import first", "def work():\n    from draftspec.first import one", "import draftspec.first"],
)
def test_a_circle_is_found_wherever_the_import_stands(late: str) -> None:
    sources = {"draftspec": "", "draftspec.first": "from draftspec.second import two", "draftspec.second": late}
    with pytest.raises(CycleError):
        tuple(TopologicalSorter(_graph(sources)).static_order())


def _graph(sources: Mapping[str, str]) -> dict[str, set[str]]:
    """Return by module those that it imports; a package's own file counts for what is imported from it."""
    return {name: set(_imported(ast.parse(text), sources)) - {name} for name, text in sources.items()}


def _imported(tree: ast.Module, known: Mapping[str, str]) -> Iterator[str]:
    for node in _without_types(tree):
        match node:
            case ast.Import(names):
                yield from (one.name for one in names if one.name in known)
            case ast.ImportFrom(module=str(module), names=names) if module in known:
                inner = {f"{module}.{one.name}" for one in names} & known.keys()
                yield from inner
                if any(f"{module}.{one.name}" not in known for one in names):
                    yield module


def _without_types(tree: ast.AST) -> Iterator[ast.AST]:
    """Walk a tree, but not what is there for the type checker only."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            continue
        yield node
        yield from _without_types(node)


def _name(path: Path) -> str:
    parts = ("draftspec", *path.relative_to(ROOT).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
