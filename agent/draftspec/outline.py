"""Which sections a document template asks for. The template is the list: what it uses by name is drafted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from graphlib import TopologicalSorter

from jinja2 import Environment, nodes

from draftspec.sections import SECTIONS

ALWAYS = ("database", "endpoints")
"""Sections that every design has, whatever the templates show of it."""


def used_names(environment: Environment, templates: Iterable[str]) -> tuple[str, ...]:
    """Return the names that templates read from their context, in the order in which they first stand there."""
    return tuple(dict.fromkeys(name for template in templates for name in _names(environment, template)))


@cache
def _names(environment: Environment, template: str) -> tuple[str, ...]:
    """Return the names of one template and of those that it includes.

    A name that a template sets or loops over is its own; so a template must not call one of these as its context does.
    """
    if environment.loader is None:
        raise ValueError("an environment without a loader has no templates")
    source, _, _ = environment.loader.get_source(environment, template)
    found = list(environment.parse(source, template).find_all((nodes.Name, nodes.Include)))
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
