"""Exports of a Trello board: cards with the list they stand in, their checklists as text, what is archived as done."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from draftspec.backlog.finished import is_over
from draftspec.backlog.forms.found import Found
from draftspec.backlog.forms.parsed import parsed
from draftspec.backlog.html_text import markdown
from draftspec.backlog.item import Item
from draftspec.backlog.record import shortened
from draftspec.backlog.values import one_line, text, texts
from draftspec.errors import BacklogError

_NOTES = re.compile(
    r"meetings?( times?| notes?)?|notes?|minutes|resources?|(useful )?links?|(project )?files|docs|documents|documentation|templates?|info(rmation)?|read ?me"
    r"|about( this board)?|how to.*|questions?|team|people|contacts|stand-?ups?|retro(spective)?s?"
)
"""Names of lists on which teams pin what is no task."""

Object = Mapping[str, Any]


def is_board(value: object) -> bool:
    """Tell whether a parsed value is a board: an object with lists and cards."""
    return isinstance(value, dict) and isinstance(value.get("cards"), list) and isinstance(value.get("lists"), list)


def read_trello(source: str) -> Found:
    """Return the cards of a board in its order. Raises `BacklogError` when the text is no board."""
    board = parsed(source)
    if not isinstance(board, dict) or not is_board(board):
        raise BacklogError("this is no export of a Trello board", 'it has "lists" and "cards"; leave --form out')
    found = Found()
    found.add(_cards(board))
    return found


def _cards(board: Object) -> Iterator[Item]:
    lists = {text(one.get("id")): one for one in board["lists"] if isinstance(one, dict)}
    checklists: dict[str, list[Object]] = {}
    for one in _objects(board.get("checklists")):
        checklists.setdefault(text(one.get("idCard")), []).append(one)
    for place, card in enumerate(_objects(board["cards"]), 1):
        identity = one_line(text(card.get("id")))
        own = _objects(card.get("checklists")) or checklists.get(identity, [])
        yield _card(card, lists.get(text(card.get("idList")), {}), _points(own), identity or str(place))


def _card(card: Object, stands_in: Object, points: str, identity: str) -> Item:
    column = one_line(text(stands_in.get("name")))
    described = markdown(text(card.get("desc"))).strip()
    title, body = shortened(text(card.get("name")), "\n\n".join(part for part in (described, points) if part))
    archived = card.get("closed") is True or stands_in.get("closed") is True
    labels = (one_line(text(label.get("name")) or "") for label in _objects(card.get("labels")))
    return Item(
        identity,
        title,
        body,
        labels=tuple(dict.fromkeys(label for label in labels if label)),
        parent=column or None,
        done=archived or card.get("dueComplete") is True or is_over(column),
        kind="template" if card.get("isTemplate") is True else "note" if _NOTES.fullmatch(_plain(column)) else "",
        status="archived" if archived else column,
    )


def _plain(name: str) -> str:
    return " ".join(re.findall(r"\w+", name.casefold()))


def _points(checklists: list[Object]) -> str:
    """Return the points of checklists as Markdown, each list under its name."""
    parts = []
    for one in checklists:
        points = [text(point.get("name")) for point in sorted(_objects(one.get("checkItems")), key=_position)]
        lines = "\n".join(f"- {one_line(point)}" for point in points if point.strip())
        name = one_line(" ".join(texts(one.get("name"))))
        parts.append(f"## {name}\n\n{lines}" if name else lines)
    return "\n\n".join(parts)


def _position(point: Object) -> float:
    place = point.get("pos")
    return place if isinstance(place, int | float) else 0


def _objects(value: object) -> list[Object]:
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []
