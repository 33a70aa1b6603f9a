"""The form in which OpenAPI documents are derived here: what has it is valid, and that is known at once.

openapi-spec-validator holds a document to the whole of OpenAPI in pure Python, which takes more than twice as long as
making the draft. Nearly every document that is checked was derived, and needs the few members below. One that goes
beyond them need not be wrong: it is left to the validator, which also words what is wrong. The tests hold that nothing
has this form that the validator refuses.
"""

import re
from typing import Annotated, Any, Literal, NotRequired

from pydantic import AfterValidator, Field, NonNegativeInt, TypeAdapter, ValidationError, ValidationInfo, with_config
from typing_extensions import TypedDict  # pydantic takes that of `typing` from Python 3.12 on


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


class _Matching(TypedDict):  # not a model: making one takes as long again as holding a dictionary to its form
    pattern: _Pattern


def _without_required(parts: list[_Matching], info: ValidationInfo) -> list[_Matching]:
    if "required" in info.data:
        raise ValueError("the validator looks for required properties in every part")
    return parts


def _size_of_page(value: int, info: ValidationInfo) -> int:
    """Take the default of an integer with bounds, and no other."""
    given = info.data
    if given.keys() != {"type", "minimum", "maximum"} or given["type"] != "integer":
        raise ValueError("only the size of a page has a default")
    if not given["minimum"] <= value <= given["maximum"]:
        raise ValueError("beyond its bounds")
    return value


def _given_in_path(required: bool, info: ValidationInfo) -> bool:
    if info.data.get("in") == "path" and not required:
        raise ValueError("a part of the path is always there")
    return required


_Schema = TypedDict(
    "_Schema",
    {
        "$ref": Annotated[str, Field(pattern=r"^#/components/schemas/[A-Za-z0-9._-]+$")],
        "type": _Type | _Types,
        "format": str,
        "description": str,
        "properties": dict[str, "_Schema"],
        "required": _Names,
        "items": "_Schema",
        "enum": list[str | int | bool | None],
        "minimum": _Number,
        "maximum": _Number,
        "exclusiveMinimum": _Number,
        "exclusiveMaximum": _Number,
        "minLength": NonNegativeInt,
        "maxLength": NonNegativeInt,
        "pattern": _Pattern,
        "allOf": Annotated[list[_Matching], Field(min_length=1), AfterValidator(_without_required)],
        "contentEncoding": str,
        "contentMediaType": str,
        "default": Annotated[int, AfterValidator(_size_of_page)],
    },
    total=False,
)

_Parameter = TypedDict(
    "_Parameter",
    {
        "in": Literal["path", "query", "header"],
        "name": _Name,
        "required": Annotated[bool, AfterValidator(_given_in_path)],
        "description": NotRequired[str],
        "schema": _Schema,
        "example": NotRequired[Any],
    },
)


class _Example(TypedDict):
    summary: str
    value: Any


class _Media(TypedDict):
    schema: _Schema
    example: NotRequired[Any]
    examples: NotRequired[dict[str, _Example]]


_Content = dict[Literal["application/json", "multipart/form-data"], _Media]


class _Body(TypedDict):
    required: bool
    content: _Content


class _Header(TypedDict):
    description: str
    schema: _Schema


class _Response(TypedDict):
    description: str
    headers: NotRequired[dict[_Name, _Header]]
    content: NotRequired[_Content]


_SharedResponse = TypedDict(
    "_SharedResponse", {"$ref": Annotated[str, Field(pattern=r"^#/components/responses/[A-Za-z0-9._-]+$")]}
)
_AnyResponse = Annotated[_SharedResponse | _Response, Field(union_mode="left_to_right")]
_Status = Annotated[str, Field(pattern=r"^[1-5][0-9][0-9]$")]


class _Operation(TypedDict):
    operationId: str
    summary: str
    description: str
    tags: _Names
    security: list[dict[str, list[str]]]
    parameters: NotRequired[list[_Parameter]]
    requestBody: NotRequired[_Body]
    responses: Annotated[dict[_Status, _AnyResponse], Field(min_length=1)]


class _Info(TypedDict):
    title: str
    version: str
    description: str


class _Server(TypedDict):
    url: Literal["/"]


class _Tag(TypedDict):
    name: str
    description: NotRequired[str]


class _Bearer(TypedDict):
    type: Literal["http"]
    scheme: Literal["bearer"]
    description: str


class _Components(TypedDict, total=False):
    schemas: dict[_Name, _Schema]
    responses: dict[_Name, _Response]
    securitySchemes: dict[_Name, _Bearer]


_Path = Annotated[str, Field(pattern=r"^(/([A-Za-z0-9._~-]+|\{[A-Za-z0-9_]+\}))+$")]
_Method = Literal["get", "post", "put", "patch", "delete"]


@with_config(extra="forbid", strict=True, allow_inf_nan=False)
class _Document(TypedDict):
    """The whole; what it is made of is held to the same configuration."""

    openapi: Literal["3.1.0"]
    info: _Info
    servers: list[_Server]
    tags: list[_Tag]
    paths: dict[_Path, dict[_Method, _Operation]]
    components: NotRequired[_Components]


_FORM: TypeAdapter[_Document] = TypeAdapter(_Document)


def has_derived_form(document: dict[str, Any]) -> bool:
    """Tell whether a document, whose references all lead somewhere, has the form that is valid whatever it says."""
    try:
        held = _FORM.validate_python(document)
    except ValidationError:
        return False
    operations = [(path, one) for path, item in held["paths"].items() for one in item.values()]
    tags, ids = [one["name"] for one in held["tags"]], [one["operationId"] for _, one in operations]
    named_once = len(set(tags)) == len(tags) and len(set(ids)) == len(ids)
    return named_once and all(_parameters_fit(path, one) for path, one in operations)


def _parameters_fit(path: str, operation: _Operation) -> bool:
    """Tell whether no parameter is there twice, and those of the path are the ones that stand in it."""
    names = [(one["in"], one["name"]) for one in operation.get("parameters", ())]
    in_path = {name for place, name in names if place == "path"}
    return len(set(names)) == len(names) and in_path == set(re.findall(r"\{([^}]+)\}", path))
