"""The `tasks` section: the work, in an order that can be followed. Ids are derived."""

from pydantic import Field

from draftspec.sections.base import ItemPath, Model, Text


class Task(Model):
    """One piece of work that one person finishes."""

    text: Text = Field(description="What is done, and how one sees that it is done.")
    covers: tuple[ItemPath, ...] = Field(min_length=1, description="The items of the design that it builds.")


class Tasks(Model):
    """The work."""

    database: tuple[Task, ...] = Field(default=(), description="BE-DB: a task for each new or changed table.")
    api: tuple[Task, ...] = Field(default=(), description="BE-API: a task for each endpoint or group of them.")
    business_logic: tuple[Task, ...] = Field(default=(), description="BE-BL: a task for each rule and job.")
    integration: tuple[Task, ...] = Field(default=(), description="BE-INT: a task for each service outside.")
