"""Whether what was drafted is what a case expects: names in either number, paths without their prefix."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from draftspec.evals.case import split_alternatives
from draftspec.evals.prose import singular
from draftspec.sections.endpoints import Endpoint

_PREFIX = re.compile(r"^/(api/)?v\d+(?=/)|^/api(?=/)")
_PARAMETER = re.compile(r"\{[^{}]*\}")


@cache
def name_key(name: str) -> str:
    """Return what two spellings of one name have in common: `Invoice-Lines` and `invoice_line`."""
    return "_".join(singular(word) for word in re.split(r"[\W_]+", name.lower()) if word)


def fits_name(name: str, expected: str) -> bool:
    """Tell whether a name is one of the alternatives of an expectation."""
    return name_key(name) in {name_key(one) for one in split_alternatives(expected)}


@cache
def path_key(path: str) -> str:
    """Return what two spellings of one path have in common: prefix, names of parameters and number do not count."""
    segments = _PARAMETER.sub("{}", _PREFIX.sub("", path)).strip("/").split("/")
    return "/" + "/".join(one if one == "{}" else name_key(one) for one in segments)


class Call(NamedTuple):
    """A method, and the keys of the paths that it may stand on; `name` is what people read."""

    method: str
    paths: frozenset[str]
    name: str

    def fits(self, endpoint: Endpoint) -> bool:
        """Tell whether an endpoint is this call."""
        return _method(endpoint.method) == self.method and path_key(endpoint.path) in self.paths


def calls(pattern: str) -> Iterator[Call]:
    """Yield the calls of an expected endpoint, one for each method."""
    first, *others = split_alternatives(pattern)
    *methods, path = first.split()
    paths = frozenset(map(path_key, (path, *others)))
    for method in methods:
        yield Call(_method(method), paths, f"{method} {path}")


def _method(method: str) -> str:
    return "PATCH" if method == "PUT" else method


def says(text: str, expected: str) -> bool:
    """Tell whether a text holds one of the alternatives: a number by itself, a word also with an ending."""
    return any(re.search(_pattern(one), text, re.IGNORECASE) for one in split_alternatives(expected))


@cache
def _pattern(words: str) -> str:
    escaped = r"[\s_-]+".join(re.escape(word) for word in words.split())
    before = r"(?<![\d.,])" if words[0].isdigit() else r"(?<![^\W_])"
    after = r"(?![.,]?\d)" if words[-1].isdigit() else r"[^\W\d_]{0,4}(?![^\W_])"
    return before + escaped + after
