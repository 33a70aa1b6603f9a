"""The `performance` section: queries, indexes, connections, caches, scale."""

from pydantic import Field

from draftspec.sections.base import ItemPath, Model, Text


class Cache(Model):
    """Something that is cached."""

    what: Text = Field(description="What is kept.")
    endpoint: ItemPath | None = Field(default=None, description="The endpoint whose answer it is, or null.")
    duration: Text = Field(description="How long.")
    invalidation: Text = Field(description="What throws it away: the endpoints and jobs that write its tables.")


class Performance(Model):
    """What keeps the feature fast."""

    query_optimization: tuple[Text, ...] = Field(default=(), description="Queries that need care, and what is done.")
    indexing_strategy: tuple[Text, ...] = Field(default=(), description="Which index serves which query.")
    connection_pooling: Text = Field(description="Pool size and what it follows from.")
    caches: tuple[Cache, ...] = Field(default=(), description="What is cached.")
    uncached_because: Text | None = Field(default=None, description="Why nothing is cached, if nothing is.")
    bottlenecks: tuple[Text, ...] = Field(default=(), description="Where it gets slow first.")
    horizontal_scaling: Text = Field(description="What more instances need.")
    resource_usage: Text = Field(description="What grows, by how much a row, and what is done about it.")
