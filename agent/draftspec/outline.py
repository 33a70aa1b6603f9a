"""Which sections a document template asks for. The template is the list: what it uses by name is drafted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, MutableMapping
from functools import cache
from graphlib import TopologicalSorter
from os import PathLike

from jinja2 import Environment, FileSystemLoader, Template, nodes

from draftspec.sections import SECTIONS

ALWAYS = ("database", "endpoints")
"""Sections that every design has, whatever the templates show of it."""


class ParsedLoader(FileSystemLoader):
    """Loads templates from a folder and parses each once: for the names that it uses, and to be rendered."""

    def __init__(self, folder: PathLike[str] | str) -> None:
        super().__init__(folder)
        self._parsed: dict[str, nodes.Template] = {}

    def parsed(self, environment: Environment, name: str) -> nodes.Template:
        """Return a template's syntax tree. Raises jinja2's TemplateNotFound or TemplateSyntaxError."""
        if name not in self._parsed:
            source, _, _ = self.get_source(environment, name)
            self._parsed[name] = environment.parse(source, name)
        return self._parsed[name]

    def load(
        self,
        environment: Environment,
        name: str,
        globals: MutableMapping[str, object] | None = None,  # noqa: A002
    ) -> Template:
        """Return a template, compiled from the tree that `parsed` holds."""
        code = environment.compile(self.parsed(environment, name), name)
        return Template.from_code(environment, code, globals if globals is not None else {})


def used_names(environment: Environment, templates: Iterable[str]) -> tuple[str, ...]:
    """Return the names that templates read from their context, in the order in which they first stand there."""
    return tuple(dict.fromkeys(name for template in templates for name in _names(environment, template)))


@cache
def _names(environment: Environment, template: str) -> tuple[str, ...]:
    """Return the names of one template and of those that it includes.

    A name that a template sets or loops over is its own; so a template must not call one of these as its context does.
    """
    if not isinstance(environment.loader, ParsedLoader):
        raise ValueError("this environment's templates are not parsed by a ParsedLoader")
    found = list(environment.loader.parsed(environment, template).find_all((nodes.Name, nodes.Include)))
    own = {node.name for node in found if isinstance(node, nodes.Name) and node.ctx == "store"}
    names: list[str] = []
    for node in found:
        if isinstance(node, nodes.Name) and node.name not in own:
            names.append(node.name)
        elif isinstance(node, nodes.Include) and isinstance(node.template, nodes.Const):
            names.extend(_names(environment, node.template.value))
    return tuple(dict.fromkeys(names))


def sections_for(names: Iterable[str], needs: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the sections behind names: a section itself, or those that a derived view (`needs`) is made from."""
    wanted = (section for name in names for section in needs.get(name, (name,)))
    return tuple(dict.fromkeys(section for section in (*wanted, *ALWAYS) if section in SECTIONS))


def in_dependency_order(sections: Iterable[str]) -> tuple[str, ...]:
    """Return sections and all that they need, each after what it needs."""
    graph: dict[str, tuple[str, ...]] = {}
    waiting = list(sections)
    while waiting:
        name = waiting.pop()
        graph[name] = SECTIONS[name].needs
        waiting += [need for need in graph[name] if need not in graph]
    return tuple(TopologicalSorter(dict(sorted(graph.items()))).static_order())
