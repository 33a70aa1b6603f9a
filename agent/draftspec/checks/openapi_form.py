"""The form in which OpenAPI documents are derived here: what has it is valid, and that is known at once.

openapi-spec-validator holds a document to the whole of OpenAPI in pure Python, which takes more than twice as long as
making the draft. Nearly every document that is checked was derived, and needs the few members below. One that goes
beyond them need not be wrong: it is left to the validator, which also words what is wrong. The tests hold that nothing
has this form that the validator refuses.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, NonNegativeInt, ValidationError, model_validator

_ABSENT: Any = None  # a default is not held to its type: a member may be missing, but not null


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except (re.error, OverflowError) as error:
        raise ValueError("no regular expression") from error
    return pattern


def _all_different(values: list[str]) -> list[str]:
    if len(set(values)) < len(values):
        raise ValueError("twice the same")
    return values


_Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9._-]+$")]
_Pattern = Annotated[str, AfterValidator(_compiles)]
_Names = Annotated[list[str], AfterValidator(_all_different)]
_Number = int | float
_Type = Literal["string", "integer", "number", "boolean", "object", "array", "null"]
_Types = Annotated[list[_Type], Field(min_length=1), AfterValidator(_all_different)]


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)


class _Matching(_Form):
    pattern: _Pattern


class _Schema(_Form):
    ref: str = Field(default=_ABSENT, alias="$ref", pattern=r"^#/components/schemas/[A-Za-z0-9._-]+$")
    type: _Type | _Types = _ABSENT
    format: str = _ABSENT
    description: str = _ABSENT
    properties: dict[str, _Schema] = _ABSENT
    required: _Names = _ABSENT
    items: _Schema = _ABSENT
    enum: list[str | int | bool | None] = _ABSENT
    minimum: _Number = _ABSENT
    maximum: _Number = _ABSENT
    exclusive_minimum: _Number = Field(default=_ABSENT, alias="exclusiveMinimum")
    exclusive_maximum: _Number = Field(default=_ABSENT, alias="exclusiveMaximum")
    min_length: NonNegativeInt = Field(default=_ABSENT, alias="minLength")
    max_length: NonNegativeInt = Field(default=_ABSENT, alias="maxLength")
    pattern: _Pattern = _ABSENT
    all_of: list[_Matching] = Field(default=_ABSENT, alias="allOf", min_length=1)
    content_encoding: str = Field(default=_ABSENT, alias="contentEncoding")
    content_media_type: str = Field(default=_ABSENT, alias="contentMediaType")
    default: int = _ABSENT

    @model_validator(mode="after")
    def _is_plain(self) -> Self:
        given = self.model_fields_set
        if "all_of" in given and "required" in given:
            raise ValueError("the validator looks for required properties in every part")
        if "default" in given and not self._is_page_size():
            raise ValueError("only the size of a page has a default")
        return self

    def _is_page_size(self) -> bool:
        plain = self.model_fields_set == {"type", "minimum", "maximum", "default"} and self.type == "integer"
        return plain and self.minimum <= self.default <= self.maximum


class _Parameter(_Form):
    name: _Name
    place: Literal["path", "query"] = Field(alias="in")
    required: bool
    description: str = _ABSENT
    schema_: _Schema = Field(alias="schema")
    example: Any = _ABSENT

    @model_validator(mode="after")
    def _is_given(self) -> Self:
        if self.place == "path" and not self.required:
            raise ValueError("a part of the path is always there")
        return self


class _Example(_Form):
    summary: str
    value: Any


class _Media(_Form):
    schema_: _Schema = Field(alias="schema")
    example: Any = _ABSENT
    examples: dict[str, _Example] = _ABSENT


_Content = dict[Literal["application/json", "multipart/form-data"], _Media]


class _Body(_Form):
    required: bool
    content: _Content


class _Header(_Form):
    description: str
    schema_: _Schema = Field(alias="schema")


class _Response(_Form):
    description: str
    headers: dict[_Name, _Header] = _ABSENT
    content: _Content = _ABSENT


class _SharedResponse(_Form):
    ref: str = Field(alias="$ref", pattern=r"^#/components/responses/[A-Za-z0-9._-]+$")


class _Operation(_Form):
    operation_id: str = Field(alias="operationId")
    summary: str
    description: str
    tags: _Names
    security: list[dict[str, list[str]]]
    parameters: list[_Parameter] = []
    request_body: _Body = Field(default=_ABSENT, alias="requestBody")
    responses: dict[Annotated[str, Field(pattern=r"^[1-5][0-9][0-9]$")], _Response | _SharedResponse] = Field(
        min_length=1
    )


class _Info(_Form):
    title: str
    version: str
    description: str


class _Server(_Form):
    url: Literal["/"]


class _Tag(_Form):
    name: str
    description: str = _ABSENT


class _Bearer(_Form):
    type: Literal["http"]
    scheme: Literal["bearer"]
    description: str


class _Components(_Form):
    schemas: dict[_Name, _Schema] = _ABSENT
    responses: dict[_Name, _Response] = _ABSENT
    security_schemes: dict[_Name, _Bearer] = Field(default=_ABSENT, alias="securitySchemes")


_Path = Annotated[str, Field(pattern=r"^(/([A-Za-z0-9._~-]+|\{[A-Za-z0-9_]+\}))+$")]
_Method = Literal["get", "post", "put", "patch", "delete"]


class _Document(_Form):
    openapi: Literal["3.1.0"]
    info: _Info
    servers: list[_Server]
    tags: list[_Tag]
    paths: dict[_Path, dict[_Method, _Operation]]
    components: _Components = _ABSENT


def has_derived_form(document: dict[str, Any]) -> bool:
    """Tell whether a document, whose references all lead somewhere, has the form that is valid whatever it says."""
    try:
        parsed = _Document.model_validate(document)
    except ValidationError:
        return False
    operations = [(path, one) for path, item in parsed.paths.items() for one in item.values()]
    tags, ids = [one.name for one in parsed.tags], [one.operation_id for _, one in operations]
    named_once = len(set(tags)) == len(tags) and len(set(ids)) == len(ids)
    return named_once and all(_parameters_fit(path, one) for path, one in operations)


def _parameters_fit(path: str, operation: _Operation) -> bool:
    """Tell whether no parameter is there twice, and those of the path are the ones that stand in it."""
    names = [(one.place, one.name) for one in operation.parameters]
    in_path = {name for place, name in names if place == "path"}
    return len(set(names)) == len(names) and in_path == set(re.findall(r"\{([^}]+)\}", path))
