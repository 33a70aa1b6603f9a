"""The `jobs` section: what runs in the background, and the queues it runs on."""

from typing import Literal

from pydantic import Field

from draftspec.sections.base import Identifier, ItemPath, Model, Text


class TableAccess(Model):
    """Columns of one table that a job reads or writes."""

    table: Identifier = Field(description="The table.")
    columns: tuple[Identifier, ...] = Field(default=(), description="The columns; empty for whole rows.")


class Trigger(Model):
    """What starts a job."""

    kind: Literal["schedule", "endpoint", "event"] = Field(description="A clock, a call, or something that happened.")
    endpoint: ItemPath | None = Field(default=None, description="endpoint: `POST /api/v1/…`.")
    description: Text = Field(description="What starts it.")


class Job(Model):
    """One background job."""

    name: Identifier = Field(description="snake_case, verb first.")
    trigger: Trigger = Field(description="What starts it.")
    frequency: Text = Field(description="How often it runs.")
    processing: Text = Field(description="What it does, step by step, and why a second run does no harm.")
    reads: tuple[TableAccess, ...] = Field(default=(), description="What it reads.")
    writes: tuple[TableAccess, ...] = Field(default=(), description="What it writes.")
    error_handling: Text = Field(description="What happens on failure.")
    monitoring: Text = Field(description="How one sees that it works.")
    queue: Identifier = Field(description="The queue that it runs on.")


class Queue(Model):
    """A queue."""

    name: Identifier = Field(description="Its name.")
    priority: Text = Field(description="Its priority, and why.")
    retry_policy: Text = Field(description="Attempts and pauses.")
    dead_letter: Text = Field(description="Where a job goes that failed for good, and who looks at it.")


class Jobs(Model):
    """Background work."""

    jobs: tuple[Job, ...] = Field(default=(), description="The jobs.")
    queues: tuple[Queue, ...] = Field(default=(), description="The queues that the jobs name.")
    none_because: Text | None = Field(default=None, description="Why there is none, if there is none.")
