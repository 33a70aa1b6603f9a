"""The types that every section is made of.

A text in a design is one trimmed line without control characters, a name fits PostgreSQL's rules for identifiers, and
SQL fragments (types, defaults, literals) are held to patterns that cannot end a statement. So no document, statement or
prompt that is derived from a design needs to clean what it shows. Bounds stand before the validators that tidy a text:
so they are held afterwards all the same, and by pydantic's core, not by a function of Python for each text.
"""

import re
import unicodedata
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

TEXT_LIMIT = 2_000
"""Longest text of one field, in characters: a paragraph, not a page."""

NAME_LIMIT = 120
"""Longest name that a design may carry, in characters; check MIG-12 holds names to PostgreSQL's 63 bytes."""

_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
_KEPT = {"\u200c", "\u200d"}  # the joiners that Persian, Hindi and emoji need


def single_line(value: object) -> object:
    """Return a string on one trimmed line without control, direction or private-use characters; others unchanged."""
    if not isinstance(value, str) or (value.isprintable() and "  " not in value and value.strip() == value):
        return value
    visible = value if value.isprintable() else "".join(map(_visible, value))
    return " ".join(visible.split())


def _visible(character: str) -> str:
    return character if character in _KEPT or unicodedata.category(character) not in _INVISIBLE else " "


def _identifier(value: object) -> object:
    """Return the same of a name, which holds no quotes. Raises `ValueError`."""
    if isinstance(value, str) and value.isascii() and value.isidentifier():  # most are nothing but letters and `_`
        return value
    name = single_line(value)
    if isinstance(name, str) and ('"' in name or "`" in name):
        raise ValueError("a name cannot hold quotes or backticks")
    return name


class Model(BaseModel):
    """A strict, frozen model: unknown keys are refused and nothing is converted silently."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


Text = Annotated[str, Field(min_length=1, max_length=TEXT_LIMIT), BeforeValidator(single_line)]
"""One line of prose; code is written between backticks."""

Identifier = Annotated[str, Field(min_length=1, max_length=NAME_LIMIT), BeforeValidator(_identifier)]
"""The name of a table, column, index or constraint, as PostgreSQL stores it (unquoted)."""

SQL_TYPE = r"^[A-Za-z][A-Za-z0-9_. ]*(\([0-9]+(, ?[0-9]+)?\))?( with(out)? time zone)?(\[\])?$"
SqlType = Annotated[str, Field(max_length=80, pattern=SQL_TYPE)]
"""A PostgreSQL type, as in `timestamptz`, `numeric(12,2)` or `text[]`."""

SQL_LITERAL = r"(-?[0-9]+(\.[0-9]+)?|'([^'\\]|'')*'|true|false|null)"
SQL_DEFAULT = rf"^({SQL_LITERAL}(::[a-z][a-z0-9_ ]*(\[\])?)?|[a-z_][a-z0-9_]*\(\)|current_date|current_timestamp)$"
SqlLiteral = Annotated[str, Field(max_length=500, pattern=rf"^{SQL_LITERAL}$")]
"""A number, a quoted string, true, false or null."""
SqlDefault = Annotated[str, Field(max_length=500, pattern=SQL_DEFAULT)]
"""What a column holds when nothing is given: a literal, or a call without arguments such as `now()`."""

Method = Literal["GET", "POST", "PUT", "PATCH", "DELETE"]

PATH = r"^(/([A-Za-z0-9][A-Za-z0-9._~-]*|\{[a-z][a-z0-9_]*\}))+$"
Path = Annotated[str, Field(max_length=300, pattern=PATH)]
"""An absolute path with its prefix and `{id}`-style parameters."""

ItemPath = Annotated[str, Field(min_length=1, max_length=400), BeforeValidator(single_line)]
"""An item of the design: `invoices`, `invoices.due_date`, `POST /api/v1/invoices`, or a job's, rule's or service's name."""


def is_sql_default(text: str) -> bool:
    """Tell whether a text may stand as a column's default in a design."""
    return len(text) <= 500 and re.fullmatch(SQL_DEFAULT, text) is not None


def is_sql_type(text: str) -> bool:
    """Tell whether a text may stand as a column's type in a design."""
    return len(text) <= 80 and re.fullmatch(SQL_TYPE, text) is not None
