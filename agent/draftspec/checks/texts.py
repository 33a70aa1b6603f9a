"""The files of a draft as checks see them, each taken apart once."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from draftspec.checks.design import Design
from draftspec.checks.fitting import Fitting
from draftspec.checks.markdown import Markdown
from draftspec.checks.openapi_nodes import OpenapiNodes
from draftspec.derive.json_types import Tables
from draftspec.spec import Spec

if TYPE_CHECKING:
    from draftspec.checks.sql_reading import Script, SqlReader

SPECIFICATION = "02_Backend_Specification.md"
PRP = "PRP_Backend.md"
OPENAPI = "openapi.yaml"


class Json(NamedTuple):
    """A text that should be JSON: what it says, or why it is none."""

    value: Any
    fault: ValueError | None = None


class Documents:
    """A specification and the files that stand for it, by their names below its folder."""

    def __init__(self, spec: Spec, texts: Mapping[str, str], design: Design | None = None) -> None:
        """`design` is the one that checks have seen already, with the look-ups that it has built."""
        self.spec = spec
        self.design = design or Design(spec.sections, spec.target)
        self.texts = texts
        self.fitting = Fitting()
        self._json: dict[str, Json] = {}

    @cached_property
    def tables(self) -> Tables:
        """Every table that may be referred to, by name."""
        return Tables(self.design.tables)

    @cached_property
    def specification(self) -> Markdown | None:
        """The backend specification, or None when it is not among the files."""
        return self._markdown(SPECIFICATION)

    @cached_property
    def prp(self) -> Markdown | None:
        """The PRP, or None when it is not among the files."""
        return self._markdown(PRP)

    @cached_property
    def openapi(self) -> Any:
        """The OpenAPI document with strings as keys, or what is wrong with its text; None when it is not there."""
        from draftspec.checks.yaml_reading import NotYaml, read_yaml  # costs start-up time that drafts need not pay

        try:
            return read_yaml(self.texts.get(OPENAPI, ""))
        except NotYaml as error:
            return str(error)

    @cached_property
    def openapi_nodes(self) -> OpenapiNodes | None:
        """The objects of the OpenAPI document, or None when it is none."""
        return OpenapiNodes(self.openapi) if isinstance(self.openapi, dict) else None

    def _markdown(self, name: str) -> Markdown | None:
        return Markdown(self.texts[name]) if name in self.texts else None

    def markdown(self) -> Iterator[tuple[str, Markdown]]:
        """Yield the names and parts of both documents, as far as they are there."""
        for name, parts in ((SPECIFICATION, self.specification), (PRP, self.prp)):
            if parts is not None:
                yield name, parts

    def json(self, text: str) -> Json:
        """Return what a text says as JSON; an example is looked at by several checks and parsed once."""
        if text not in self._json:
            self._json[text] = _json(text)
        return self._json[text]

    def sql(self, text: str) -> Script:
        """Return what PostgreSQL's grammar says of a text; the same text stands in several places and is parsed once."""
        return self._sql.read(text)

    @cached_property
    def _sql(self) -> SqlReader:
        from draftspec.checks.sql_reading import SqlReader  # costs a tenth of a second to load

        return SqlReader()

    def scripts(self) -> Iterator[tuple[str, str]]:
        """Yield the names and texts of the migration's files."""
        for name, text in self.texts.items():
            if name.endswith(".sql"):
                yield name, text


def _json(text: str) -> Json:
    try:
        return Json(json.loads(text))
    except ValueError as error:
        return Json(None, error)


def place(name: str, line: int) -> str:
    """Return where a finding in a file points."""
    return f"{name}:{line}"
