"""The `tests` section: what is tested, with which input, and what must come out."""

from pydantic import Field

from draftspec.sections.base import ItemPath, Model, Text


class TestCase(Model):
    """One test."""

    __test__ = False  # pytest collects classes by this name

    subject: ItemPath = Field(description="The table, column, endpoint, rule, job or service under test.")
    given: Text = Field(description="The input, with its values.")
    expect: Text = Field(description="The status, row or error that must come out.")


class Tests(Model):
    """The tests."""

    models: tuple[TestCase, ...] = Field(default=(), description="Constraints and defaults of the tables.")
    services: tuple[TestCase, ...] = Field(default=(), description="Rules and state changes.")
    utilities: tuple[TestCase, ...] = Field(default=(), description="Calculations, numbers, tokens, dates.")
    endpoints: tuple[TestCase, ...] = Field(default=(), description="Each endpoint's success and its errors.")
    database: tuple[TestCase, ...] = Field(default=(), description="Migration, deletes, concurrent writes.")
    external_services: tuple[TestCase, ...] = Field(default=(), description="Answers of services outside.")
    load: tuple[TestCase, ...] = Field(default=(), description="Expected load.")
    stress: tuple[TestCase, ...] = Field(default=(), description="Where it breaks.")
    benchmarks: tuple[TestCase, ...] = Field(default=(), description="Figures to keep.")
