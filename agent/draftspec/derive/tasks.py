"""The implementation tasks with their ids, group by group, as both people and trackers name them."""

from __future__ import annotations

from dataclasses import dataclass

from draftspec.gap import Gap
from draftspec.sections.tasks import Task, Tasks


@dataclass(frozen=True)
class NumberedTask:
    """A task with its id (`BE-DB-1`) and the items of the design that it builds."""

    id: str
    text: str
    covers: tuple[str, ...]


@dataclass(frozen=True)
class TaskGroup:
    """The tasks under one heading, or the reason why there is none."""

    heading: str
    tasks: tuple[NumberedTask, ...]
    none_because: str | Gap


_GROUPS = (
    ("Database Tasks", "BE-DB", "database", "no table is new or changes."),
    ("API Development Tasks", "BE-API", "api", "there is no endpoint."),
    ("Business Logic Tasks", "BE-BL", "business_logic", "there is no rule beyond the constraints, and no job."),
    ("Integration Tasks", "BE-INT", "integration", "no service outside is called."),
)


def numbered_tasks(tasks: Tasks | None) -> tuple[TaskGroup, ...]:
    """Return the four groups of tasks in the order of the document, each task with its id; empty ones for None."""
    if tasks is None:
        return tuple(TaskGroup(heading, (), Gap("tasks")) for heading, *_ in _GROUPS)
    return tuple(
        TaskGroup(heading, _numbered(prefix, getattr(tasks, field)), reason)
        for heading, prefix, field, reason in _GROUPS
    )


def _numbered(prefix: str, tasks: tuple[Task, ...]) -> tuple[NumberedTask, ...]:
    return tuple(NumberedTask(f"{prefix}-{n}", task.text, task.covers) for n, task in enumerate(tasks, 1))
