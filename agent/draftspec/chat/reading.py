"""From the text of a reply to an answer: what is wrapped around the JSON is taken off, the rest must fit the model."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from draftspec.chat.answers import Answer, answer_model
from draftspec.chat.fences import bare_json
from draftspec.sections.base import Model

VALUE_LENGTH = 200
"""How much of an offending value is shown, in characters."""


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with an answer: where (`rules.rules[0].about`), what, and the value as JSON, cut."""

    path: str
    message: str
    value: str = ""

    def __str__(self) -> str:
        shown = f" (it is {self.value})" if self.value else ""
        return f"{self.path or 'answer'}: {self.message}{shown}"


class AnswerInvalid(Exception):
    """An answer that does not fit its section; `problems` says where and why, in the order of the answer."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(str(problem) for problem in problems[:3]))
        self.problems = problems


def parse_answer(section_name: str, text: str) -> Answer:
    """Return the answer that a reply's text holds for a section.

    Fences, prose around the JSON and a leading block of thought are taken off; control characters in strings are read,
    lone surrogates replaced, and null or a blank text stands for a default. Raises `AnswerInvalid`, also when the text
    ends before the JSON does, and KeyError for an unknown section.
    """
    model = answer_model(section_name)
    found = _drop_blanks(_decoded(section_name, text), model)
    wire = json.dumps(found, ensure_ascii=False).encode("utf-8", errors="replace")
    try:
        return model.model_validate_json(wire)
    except ValidationError as error:
        raise AnswerInvalid(tuple(_problem(detail) for detail in error.errors(include_url=False))) from None


def _decoded(section_name: str, text: str) -> Any:
    """Return what the JSON in a text says. Raises `AnswerInvalid` when there is none, or it is broken."""
    text = bare_json(text)
    keys = "|".join((section_name, *Answer.model_fields))
    opening = re.search(rf'\{{\s*"(?:{keys})"\s*:', text) or re.search(r"\{", text)
    if opening is None:
        raise AnswerInvalid((Problem("", f"it holds no JSON object with the key `{section_name}`", _cut(text)),))
    try:
        return _DECODER.raw_decode(text, opening.start())[0]
    except json.JSONDecodeError as error:
        around = text[max(0, error.pos - VALUE_LENGTH // 2) : error.pos + VALUE_LENGTH // 2]
        raise AnswerInvalid((Problem("", f"not valid JSON: {error.msg} at character {error.pos}", around),)) from None
    except (ValueError, RecursionError) as error:  # a key twice, a number of thousands of digits, endless brackets
        raise AnswerInvalid((Problem("", f"not usable JSON: {error}"),)) from None


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object; a key that stands twice would silently lose what stood first."""
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the key `{twice}` stands twice in one object")
    return made


_DECODER = json.JSONDecoder(strict=False, object_pairs_hook=_no_key_twice)


def _drop_blanks(value: Any, model: type[Model]) -> Any:
    """Return a decoded value without the keys whose null or blank text stands for the default of the model's field."""
    if not isinstance(value, dict):
        return value
    fields = _fields(model)
    kept = {}
    for name, part in value.items():
        if isinstance(part, int | float) or (isinstance(part, str) and part.strip()):
            kept[name] = part  # as nearly every value, and stands for nothing else
            continue
        field = fields.get(name, _UNKNOWN)  # unknown, which the model will say
        if field.stands_for(part):
            continue
        kept[name] = _drop_in(part, field.inner) if field.inner and isinstance(part, list | dict) else part
    return kept


def _drop_in(value: Any, model: type[Model]) -> Any:
    return [_drop_blanks(item, model) for item in value] if isinstance(value, list) else _drop_blanks(value, model)


@dataclass(frozen=True)
class _Field:
    """What null and blank texts mean for a field, and which model it holds, alone or in a list."""

    by_null: bool = False
    by_blank: bool = False
    inner: type[Model] | None = None

    def stands_for(self, part: object) -> bool:
        """Tell whether a value stands for the field's default."""
        if part is None:
            return self.by_null
        return self.by_blank and isinstance(part, str) and not part.strip()


_UNKNOWN = _Field()


@cache
def _fields(model: type[Model]) -> Mapping[str, _Field]:
    return {
        name: _Field(
            by_null=not field.is_required(),
            by_blank=not field.is_required() and field.default is None,
            inner=_model_in(field.annotation),
        )
        for name, field in model.model_fields.items()
    }


def _model_in(annotation: Any) -> type[Model] | None:
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return annotation
    return next((inner for part in get_args(annotation) if (inner := _model_in(part))), None)


def _problem(detail: ErrorDetails) -> Problem:
    path = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in detail["loc"]).removeprefix(".")
    shown = "" if detail["type"] == "missing" else _cut(json.dumps(detail["input"], ensure_ascii=False, default=str))
    return Problem(path, detail["msg"], shown)


def _cut(text: str) -> str:
    return text if len(text) <= VALUE_LENGTH else f"{text[:VALUE_LENGTH]}…"
