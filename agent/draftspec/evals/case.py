"""A case: a brief, and what a good specification of it holds and does not hold, written down before it is drafted.

Expectations are few words with alternatives after a bar: `due_on | due_date`. An endpoint is its methods and its path
without the prefix: `GET PATCH /invoices/{id}`; a parameter fits any other, `PATCH` and `PUT` fit each other.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Annotated, get_args

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError

from draftspec.brief import Brief, brief_from_text
from draftspec.errors import BriefError, InputError
from draftspec.evals.yaml_file import YamlFile, read_yaml
from draftspec.sections import SECTIONS
from draftspec.sections.base import Method, Model

CASE_ID = r"^[a-z0-9][a-z0-9-]{0,59}$"
"""A case's id names files: its own, its cassettes', its rows in reports."""

_SHOWN_PROBLEMS = 5
_METHODS = get_args(Method)


def split_alternatives(text: str) -> tuple[str, ...]:
    """Return the alternatives of an expectation; the first is what it is called."""
    return tuple(part.strip() for part in text.split("|"))


def _has_no_empty_alternative(text: str) -> str:
    if not all(split_alternatives(text)):
        raise ValueError("write alternatives as `due_on | due_date`")
    return text


def _is_endpoint(text: str) -> str:
    words = split_alternatives(text)[0].split()
    paths = [words[-1], *split_alternatives(text)[1:]]
    if len(words) < 2 or any(word not in _METHODS for word in words[:-1]) or any(path[:1] != "/" for path in paths):
        raise ValueError("write an endpoint as `GET PATCH /invoices/{id}`, other paths after a bar")
    return text


def _as_text(value: object) -> object:
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def _is_section(name: str) -> str:
    if name not in SECTIONS:
        raise ValueError(f"there is no section {name!r}: {', '.join(SECTIONS)}")
    return name


Words = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_has_no_empty_alternative)]
"""What is looked for, with alternatives after a bar."""
EndpointPattern = Annotated[
    str, Field(min_length=3, max_length=300), AfterValidator(_has_no_empty_alternative), AfterValidator(_is_endpoint)
]
Number = Annotated[Words, BeforeValidator(_as_text, json_schema_input_type=str | int | float)]
SectionName = Annotated[str, AfterValidator(_is_section)]


class ExpectedTable(Model):
    """A table that the brief asks for."""

    name: Words = Field(description="Its name, with alternatives after a bar.")
    columns: tuple[Words, ...] = Field(default=(), description="Columns that the brief asks for; others do no harm.")
    optional: bool = Field(default=False, description="Whether a good specification may do without it.")

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that it may have."""
        return split_alternatives(self.name)


class ExpectedChange(Model):
    """Columns that the brief adds to a table that is there."""

    table: Words = Field(description="The table that is there.")
    columns: tuple[Words, ...] = Field(min_length=1, description="The columns that are added.")


class MustNot(Model):
    """What a good specification does not hold."""

    words: tuple[Words, ...] = Field(default=(), description="Words that no line of the documents holds.")
    tables: tuple[Words, ...] = Field(default=(), description="Tables that are not created.")
    columns: tuple[Words, ...] = Field(default=(), description="Columns that no new table has.")
    endpoints: tuple[EndpointPattern, ...] = Field(default=(), description="Endpoints that are not offered.")


class Expect(Model):
    """What a good specification holds: a frozen list, the denominator of every share."""

    tables: tuple[ExpectedTable, ...] = Field(default=(), description="The new tables.")
    changes: tuple[ExpectedChange, ...] = Field(default=(), description="Changes to tables that are there.")
    endpoints: tuple[EndpointPattern, ...] = Field(default=(), description="The endpoints, as `GET POST /invoices`.")
    optional_endpoints: tuple[EndpointPattern, ...] = Field(
        default=(), description="Endpoints that a good specification may have or not."
    )
    rules: tuple[tuple[Words, ...], ...] = Field(
        default=(), description="Rules, each by words that stand together in one rule, check, constraint or job."
    )
    numbers: tuple[Number, ...] = Field(default=(), description="Numbers of the brief that the design must carry.")
    questions: tuple[tuple[Words, ...], ...] = Field(
        default=(), description="What the brief leaves open or contradicts: words of a question or assumption about it."
    )
    must_not: MustNot = Field(default=MustNot(), description="What it does not hold.")
    empty_ok: tuple[SectionName, ...] = Field(default=(), description="Sections that may well be empty.")
    no_backend: bool = Field(default=False, description="Whether the brief asks for nothing that a backend does.")


class Case(Model):
    """One brief to draft, and what is expected."""

    id: str = Field(pattern=CASE_ID, description="The name of its file without `.yaml`.")
    brief: str = Field(min_length=1, description="What somebody asks for, in their words.")
    tags: tuple[Annotated[str, Field(pattern=r"^[a-z0-9-]{1,40}$")], ...] = Field(
        default=(), description="Kinds that it belongs to, for `--tag`."
    )
    schema_file: str | None = Field(
        default=None, alias="schema", description="The tables that are there, as a file beside the case."
    )
    expect: Expect = Field(default=Expect(), description="What a good specification holds.")
    folder: Path = Field(default=Path(), exclude=True, repr=False)
    """Where the case lies; set when it is read."""

    @property
    def asked(self) -> Brief:
        """The brief under the case's own id."""
        return brief_from_text(self.brief, self.id)

    @property
    def schema_path(self) -> Path | None:
        """The file with the tables that are there, or None."""
        return None if self.schema_file is None else self.folder / self.schema_file


def read_case(path: Path) -> Case:
    """Return the case in a file. Raises `InputError` with the file, the line and the item of each problem."""
    file = read_yaml(path)
    try:
        case = Case.model_validate_json(json.dumps(file.content, default=str))
    except ValidationError as error:
        raise InputError("\n".join(_problems(file, error)), "see docs/evals.md for what a case holds") from error
    case = case.model_copy(update={"folder": path.parent})
    if case.id != path.stem:
        raise InputError(f"{file.place(('id',))}: the id is {case.id!r}", f"name the file {case.id}.yaml, or change it")
    try:
        _ = case.asked
    except BriefError as error:
        raise InputError(f"{file.place(('brief',))}: {error}", error.hint) from error
    _refuse_schema_outside(file, case)
    return case


def _refuse_schema_outside(file: YamlFile, case: Case) -> None:
    path = case.schema_path
    if path is None:
        return
    if not path.resolve().is_relative_to(case.folder.resolve()):
        raise InputError(f"{file.place(('schema',))}: the schema lies outside of the suite", "put it beside the case")
    if not path.is_file():
        raise InputError(f"{file.place(('schema',))}: there is no file {path}", "check the path")


def _problems(file: YamlFile, error: ValidationError) -> list[str]:
    problems = error.errors(include_url=False, include_input=False)
    told = [f"{file.place(one['loc'])}: {_item(one['loc'])}: {_message(one['msg'])}" for one in problems]
    more = len(told) - _SHOWN_PROBLEMS
    return told[:_SHOWN_PROBLEMS] + ([f"{file.path}: {more} more problems"] if more > 0 else [])


def _item(location: tuple[int | str, ...]) -> str:
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in location) or "the case"


def _message(text: str) -> str:
    return re.sub(r"^Value error, ", "", text)


def case_schema_text() -> str:
    """Return the text of case_schema.json, for editors that complete and check YAML by a JSON Schema."""
    schema = Case.model_json_schema(mode="validation")
    schema["properties"].pop("folder")
    described = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": "A case of draftspec eval",
    }
    return json.dumps(described, indent=1, ensure_ascii=False) + "\n"
