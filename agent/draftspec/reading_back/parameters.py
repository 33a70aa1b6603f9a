"""The parameters in the path and the query string, read back from their bullets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from draftspec.derive.specification import parameters as rendered
from draftspec.reading_back.nodes import Node
from draftspec.reading_back.notes import Notes
from draftspec.reading_back.plain import codes, leading_code
from draftspec.sections.endpoints import Endpoint, Pagination, PathParameter, QueryParameter

_USES = {"= value": "filter", "≥ value": "from", "≤ value": "to", "contains the value": "search"}
_LIMIT = re.compile(r" \(query\): (\d{1,9}), at most (\d{1,9})\.?")


@dataclass(frozen=True)
class Parameters:
    """The parameters of an endpoint."""

    path: tuple[PathParameter, ...]
    query: tuple[QueryParameter, ...]
    pagination: Pagination | None


def is_parameter(bullet: Node) -> bool:
    """Tell whether a bullet under a request shows a parameter instead of a field."""
    found = leading_code(bullet.text)
    return found is not None and found[1].startswith((" (path):", " (query):", " (header):"))


def parameters(bullets: Sequence[Node], base: Endpoint | None, notes: Notes) -> Parameters:
    """Return the parameters that bullets show."""
    known = _known(base)
    path: list[PathParameter] = []
    query: list[QueryParameter] = []
    page: list[Node] = []
    for node in bullets:
        if _is_header(node):
            continue  # it follows from who may call
        one = known.pop(node.text, None) or _parameter(node, notes)
        if isinstance(one, PathParameter):
            path.append(one)
        elif isinstance(one, QueryParameter):
            query.append(one)
        else:
            page.append(node)
    return Parameters(tuple(path), tuple(query), _pagination(page, base, notes))


def _is_header(bullet: Node) -> bool:
    found = leading_code(bullet.text)
    return found is not None and found[1].startswith(" (header):")


def _known(base: Endpoint | None) -> dict[str, PathParameter | QueryParameter]:
    if base is None:
        return {}
    bare = base.model_copy(update={"pagination": None, "auth": base.auth.model_copy(update={"owner": None})})
    items: tuple[PathParameter | QueryParameter, ...] = (*base.path_parameters, *base.query)
    return {" ".join(shown.split()): one for shown, one in zip(rendered(bare), items, strict=True)}


def _parameter(node: Node, notes: Notes) -> PathParameter | QueryParameter | None:
    """Return a parameter, or None for one of those that cut a collection into pages."""
    name, rest = leading_code(node.text) or ("", "")
    place, _, what = rest.partition(": ")
    if place == " (query)" and (_LIMIT.fullmatch(rest) or what.startswith("`next_cursor`")):
        return None
    target = leading_code(what)
    table, dot, column = target[0].partition(".") if target else ("", "", "")
    if target is not None and dot and place == " (path)":
        return notes.built(node.line, PathParameter, name=name, table=table, column=column)
    use = _USES.get(target[1].strip().rstrip(".")) if target is not None else None
    if not dot or use is None:
        message = f"the parameter {name!r} is not shown as name, place and column"
        raise notes.error(node.line, message, "write it as in `status` (query): `invoices.status` = value")
    return notes.built(node.line, QueryParameter, name=name, use=use, table=table, column=column)


def _pagination(bullets: Iterable[Node], base: Endpoint | None, notes: Notes) -> Pagination | None:
    known = base.pagination if base is not None else None
    found: dict[str, object] = {}
    line = 1
    for node in bullets:
        line = node.line
        _, rest = leading_code(node.text) or ("", "")
        if limits := _LIMIT.fullmatch(rest):
            found |= {"default": int(limits[1]), "maximum": int(limits[2])}
        elif len(spans := codes(rest)) > 1:
            found |= _order(spans[-1])
    if not found:
        return None
    if known is not None:
        same = _order(_shown_order(known))
        found |= {name: getattr(known, name) for name, value in same.items() if found.get(name) == value}
        return notes.changed(line, known, **found)
    missing = {"default", "maximum", "sort"} - set(found)
    if missing:
        message = "a collection needs both `limit` and `cursor`"
        raise notes.error(
            line, message, "write `limit` (query): 25, at most 100 and `cursor` (query): `next_cursor`; `id`"
        )
    return notes.built(line, Pagination, **found)


def _shown_order(page: Pagination) -> str:
    return ", ".join(f"{name}{' DESC' if page.descending else ''}" for name in page.sort)


def _order(text: str) -> dict[str, object]:
    names = [one.strip() for one in text.split(",") if one.strip()]
    descending = any(name.endswith(" DESC") for name in names)
    return {"sort": tuple(name.removesuffix(" DESC").removesuffix(" ASC") for name in names), "descending": descending}
