"""The two Markdown documents, rendered from a specification through the templates.

Templates are ours and trusted; values are not, see `showing`. Templates use no macros and no `{% set %}` blocks: their
results are plain strings and would be escaped twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache

from jinja2 import Environment, StrictUndefined

from draftspec import outline, showing
from draftspec.derive import examples, field_lines, specification
from draftspec.derive.example_rows import Facts
from draftspec.folders import data_folder
from draftspec.markdown import code, fenced
from draftspec.sections import SECTIONS
from draftspec.sections.validation import input_name
from draftspec.spec import Spec
from draftspec.views import VIEWS, value

DOCUMENTS = {
    "02_Backend_Specification.md": "backend_specification.md.j2",
    "PRP_Backend.md": "backend_prp.md.j2",
}
"""The documents by file name, each with its template."""

FILTERS: dict[str, Callable[..., object]] = {
    "bullets": showing.bullets,
    "listed": showing.listed,
    "inline": showing.inline,
    "lines": showing.lines,
    "numbered": showing.numbered,
    "because": showing.because,
    "codes": showing.codes,
    "json": showing.json_text,
    "code": code,
    "input_name": input_name,
    "fenced": fenced,
    "create_table": specification.create_statements,
    "index_statements": specification.index_statements,
    "alter_table": specification.alter_statements,
    "column_notes": specification.column_notes,
    "constraints": specification.constraints,
    "added_constraints": specification.added_constraints,
    "request_line": specification.request_line,
    "parameters": specification.parameters,
    "failures": specification.failures,
    "request_example": examples.request_example,
    "response_example": examples.response_example,
    "request_fields": field_lines.request_fields,
    "response_fields": field_lines.response_fields,
}


def render(spec: Spec, facts: Facts | None = None) -> dict[str, str]:
    """Return both documents by file name; `facts` are those of the specification, where they are known already."""
    context = _context(spec, DOCUMENTS.values()) | ({} if facts is None else {"tables": facts})
    return {name: _rendered(template, context) for name, template in DOCUMENTS.items()}


def render_template(spec: Spec, template: str) -> str:
    """Return one document. Raises jinja2's UndefinedError when a template asks for what is neither section nor view."""
    return _rendered(template, _context(spec, (template,)))


def _context(spec: Spec, used_by: Iterable[str]) -> dict[str, object]:
    names = outline.used_names(environment(), used_by)
    return {name: value(spec, name) for name in names if name in SECTIONS or name in VIEWS}


def _rendered(template: str, context: Mapping[str, object]) -> str:
    return environment().get_template(template).render(context).rstrip("\n") + "\n"


def sections_asked_for() -> tuple[str, ...]:
    """Return the sections that the documents are made from, each after what it needs."""
    names = outline.used_names(environment(), DOCUMENTS.values())
    return outline.in_dependency_order(outline.sections_for(names, {name: view.needs for name, view in VIEWS.items()}))


@cache
def environment() -> Environment:
    """Return the environment that the templates are rendered in."""
    made = Environment(  # noqa: S701 - this is Markdown: `showing.shown` escapes it, HTML's rules would spoil it
        loader=outline.ParsedLoader(data_folder("templates")),
        undefined=StrictUndefined,
        finalize=showing.shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= FILTERS
    return made
