"""What operations and schemas are called in the OpenAPI document: `list_invoices`, `pay_invoice`, `Invoice`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain, count

import inflection

from draftspec.derive.example_words import noun_of
from draftspec.sections.endpoints import Endpoint

_VERBS = {
    "list": "list",
    "create": "create",
    "read": "get",
    "update": "update",
    "replace": "replace",
    "delete": "delete",
}
_VERSION = re.compile(r"api|v[0-9]+")


def plain(text: str) -> str:
    """Return a text in snake case with nothing but ASCII letters, digits and underscores."""
    return re.sub(r"[^a-z0-9]+", "_", inflection.transliterate(inflection.underscore(text)).lower()).strip("_")


def camel(text: str) -> str:
    """Return a text as the name of a component: `InvoiceLine` for `invoice_line`."""
    return inflection.camelize(plain(text)) or "Row"


def segments(endpoint: Endpoint) -> list[str]:
    """Return the fixed words of a path without its prefix: `invoices`, `pay`."""
    parts = [part for part in endpoint.path.split("/") if part and not part.startswith("{")]
    return [plain(part) for part in parts if not _VERSION.fullmatch(part)]


def _noun(endpoint: Endpoint, words: list[str]) -> str:
    return plain(noun_of(endpoint.table)) if endpoint.table else noun_of(words[-1]) if words else "api"


def _natural(endpoint: Endpoint) -> str:
    words = segments(endpoint)
    noun = _noun(endpoint, words)
    if endpoint.action in _VERBS:
        return f"{_VERBS[endpoint.action]}_{inflection.pluralize(noun) if endpoint.action == 'list' else noun}"
    last = words[-1] if words else "root"
    if endpoint.action == "report":
        return f"get_{last}"
    about_row = endpoint.path_parameters and not endpoint.path.endswith("}") and len(words) > 1
    return f"{last}_{noun}" if about_row else f"{endpoint.method.lower()}_{last}"


def _spelled_out(endpoint: Endpoint) -> str:
    return "_".join([endpoint.method.lower(), *segments(endpoint), *re.findall(r"\{([^}]+)\}", endpoint.path)])


def operation_ids(endpoints: Iterable[Endpoint]) -> dict[tuple[str, str], str]:
    """Return a unique id for each method and path: what is done to what, or the whole path where that is taken."""
    given: dict[tuple[str, str], str] = {}
    taken: set[str] = set()
    for endpoint in endpoints:
        if (endpoint.method, endpoint.path) in given:
            continue
        longer = _spelled_out(endpoint)
        numbered = (f"{longer}_{number}" for number in count(2))
        chosen = next(name for name in chain([_natural(endpoint), longer], numbered) if name not in taken)
        taken.add(chosen)
        given[endpoint.method, endpoint.path] = chosen
    return given
