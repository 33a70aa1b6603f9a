"""What templates may show beside the sections: each view by its name, how it is derived, and from which sections."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from draftspec.derive import diagram, matrix, prp, specification
from draftspec.derive.example_rows import facts_of
from draftspec.derive.lines import line
from draftspec.derive.tasks import numbered_tasks
from draftspec.gap import Gap
from draftspec.markdown import code
from draftspec.sections import SECTIONS
from draftspec.sections.base import single_line
from draftspec.spec import OpenQuestion, Spec

SHOWN_QUESTIONS = 5
"""How many open questions the documents show; spec.json holds all of them."""

SHOWN_BRIEF = 400
"""How much of the brief the documents show, in characters; spec.json holds all of it."""


@dataclass(frozen=True)
class View:
    """Something that templates show and that is derived: how, and from which sections."""

    derive: Callable[[Spec], object]
    needs: tuple[str, ...] = ()


def value(spec: Spec, name: str) -> object:
    """Return what a name in a template stands for. Raises KeyError when it is neither a section nor a view."""
    if name in SECTIONS:
        section: object = getattr(spec.sections, name)
        known = spec.provenance.get(name)
        return Gap(name) if section is None or (known is not None and known.source == "gap") else section
    view = VIEWS[name]
    return view.derive(spec)


def _brief(spec: Spec) -> str:
    text = str(single_line(spec.brief))  # a brief may hold invisible characters that turn the reading direction
    return text if len(text) <= SHOWN_BRIEF else text[:SHOWN_BRIEF].rsplit(" ", 1)[0] + " …"


def _title(spec: Spec) -> str:
    return spec.sections.metadata.title if spec.sections.metadata else spec.slug.replace("-", " ").title()


def _complexity(spec: Spec) -> object:
    metadata = spec.sections.metadata
    return f"{metadata.complexity}: {metadata.complexity_reason}" if metadata else Gap("metadata")


def _migrations(spec: Spec) -> object:
    architecture = spec.sections.architecture
    name = code(prp.migration_name(spec.slug))
    return f"{architecture.stack.migrations}, {name}" if architecture else Gap("architecture")


def _assumptions(spec: Spec) -> tuple[str, ...]:
    """Return the assumptions, and the tables that are taken for granted where no assumption names them."""
    texts = tuple(map(line, spec.assumptions))
    unnamed = [table for table in spec.sections.database.assumed if code(table.name) not in " ".join(texts)]
    columns = [", ".join(code(column.name) for column in table.columns) for table in unnamed]
    return (
        *texts,
        *(
            f"The table {code(table.name)} is there, with {listed}."
            for table, listed in zip(unnamed, columns, strict=True)
        ),
    )


def _questions(spec: Spec) -> tuple[OpenQuestion, ...]:
    return spec.open_questions[:SHOWN_QUESTIONS]


def _who_can_access(spec: Spec) -> object:
    security = spec.sections.security
    return specification.who_can_access(spec.sections.endpoints, security) if security else Gap("security")


def _task_groups(spec: Spec) -> object:
    return numbered_tasks(spec.sections.tasks)


VIEWS = {
    "brief": View(_brief),
    "title": View(_title, ("metadata",)),
    "complexity": View(_complexity, ("metadata",)),
    "assumptions": View(_assumptions),
    "questions": View(_questions),
    "prp_id": View(lambda spec: prp.prp_id(spec.slug)),
    "dbms": View(lambda spec: f"PostgreSQL {spec.target.postgres}"),
    "tables": View(facts_of, ("database",)),
    "relationships": View(lambda spec: diagram.relationships(spec.sections.database), ("database",)),
    "coverage": View(
        lambda spec: matrix.markdown(matrix.matrix_of(spec.sections)), ("database", "endpoints", "jobs", "rules")
    ),
    "migration_name": View(lambda spec: prp.migration_name(spec.slug)),
    "migration_sql": View(lambda spec: specification.migration_script(spec.sections.database), ("database",)),
    "migrations": View(_migrations, ("architecture",)),
    "who_can_access": View(_who_can_access, ("endpoints", "security")),
    "task_groups": View(_task_groups, ("tasks",)),
    "api_endpoints": View(prp.api_endpoints, ("endpoints",)),
    "data_models": View(prp.data_models, ("database",)),
    "index_names": View(lambda spec: prp.index_names(spec.sections.database), ("database",)),
    "constraint_names": View(lambda spec: prp.constraint_names(spec.sections.database), ("database",)),
    "backend_deliverables": View(prp.deliverables, ("database", "endpoints", "jobs", "integrations")),
    "code_structure": View(prp.code_structure, ("database", "endpoints", "jobs", "integrations", "architecture")),
    "environment_config": View(prp.environment_config, ("jobs", "integrations")),
    "backend_prerequisites": View(prp.prerequisites, ("database", "jobs", "integrations")),
    "development_tools": View(prp.development_tools, ("architecture", "database")),
}
