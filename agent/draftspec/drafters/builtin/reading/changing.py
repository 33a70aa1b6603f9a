"""Reads briefs that ask for a change of something that is there: "pin notes", "filter orders by date", "show X on Y"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from draftspec.drafters.builtin.catalogue import data
from draftspec.drafters.builtin.reading.lexicon import is_modifier
from draftspec.drafters.builtin.reading.words import singular, word_class

Kind = Literal["operation", "filter", "show", "method", "replace", "support", "custom", "who", "mark"]

MOST_WORDS = 24
"""A brief of more words describes a feature, even where it begins like a change."""


@dataclass(frozen=True)
class ChangeRequest:
    """A change that a brief asks for: what it is made to (`thing`), and with what (`detail`, several as `others`)."""

    kind: Kind
    thing: str
    detail: str = ""
    others: tuple[str, ...] = ()
    many: bool = False
    """Whether it is to be done to many at once."""


_OPENING = (
    r"^(?:please |we (?:need|want) (?:to |an? |the )?|(?:add|adds|added|adding|implement|introduce|provide|give) (?:an? |the )?(?=ability|option|possibility|way|support)|"
    r"(?:the |an? )?(?:ability|option|possibility|way|support)(?: for (?:[a-z]+ ){1,3}?)? ?(?:to|of|for) |"
    r"(?:allow|enable|support|permit)(?:s|d|ed)? (?=[a-z]+ing (?:of )?)|"
    r"(?:allow|enable|let|lets|permit)s? (?![a-z]+ing )(?:[a-z]+ ){0,2}?[a-z]+s? (?:to )?(?:also )?(?=[a-z]+ )|"
    r"(?:[a-z]+ )?(?:[a-z]+s|staff|people|everybody|everyone) (?:can|may|should be able to|must be able to|want to|need to) (?:also )?|as an? [^,]{2,40}, i want to (?:be able to )?)+"
)
_CHANNEL = r" (?:in|on|via|through|from|to|over|with) (?:the |our )?(?:(?:rest|graphql|json|public|admin|web|mobile) )*(?:api|graphql|ui|frontend|backend|console|user interface|mutation)s?(?= for | of |$)"
_VIEWS = r"(?:list|page|detail|view|overview|screen|table|profile|response|api|endpoint|form|dashboard|result|backend|ui|header|card|row|call)s?"
_THING = r"(?:the |an? |all |existing |our |their |your |his |her |several |multiple |selected |old |new |some |any |closed |finished )*(?P<thing>[a-z][a-z' -]{1,50}?)"
_SHOWS = r"(?:show|display|include|expose|return|see|view|surface|render)s?"


_LETTING = re.compile(r"^(?:allow|support|enable) (?:an? )?(?=custom|additional|extra|optional|configurable)")


def find_change(text: str) -> ChangeRequest | None:
    """Return the change that a short brief asks for, or None when it describes something new."""
    low = " ".join(text.lower().strip(" .!").split())
    if len(low.split()) > MOST_WORDS or re.search(r"[:;\n]|\. ", text.strip(" .\n")):
        return None
    readers = [reader for reader, stems in _READERS if any(stem in low for stem in stems.split())]
    if not readers:
        return None
    low = re.sub(_CHANNEL, "", re.sub(r" ?\([^()]*\)", "", low)).strip()
    bare = low if _LETTING.match(low) else re.sub(_OPENING, "", low).strip()
    return next(
        (found for reader in readers if (found := reader(low if reader is _method else bare)) is not None), None
    )


def _filtered(text: str) -> ChangeRequest | None:
    if re.search(r"\bdrag[- ]?(?:and|&|n)[- ]?drop\b", text):
        dragged = re.match(
            rf"(?:sort|order|arrange|rearrange|reorder|move) {_THING}(?: {_VIEWS})? (?:by|with|via) (?:dragging|drag).*$",
            text,
        )
        return ChangeRequest("operation", dragged["thing"], "reorder") if dragged else None
    found = re.match(
        rf"(?:add )?(?:filter|sort|search|group|order|paginate|searche)(?:ing|s)? (?:of |for |in |on )?{_THING}(?: {_VIEWS})? by (?P<by>[a-z][a-z ,/-]+?)(?P<rest>,? and (?:export|download)[a-z ]*)?$",
        text,
    ) or re.match(
        rf"add (?:an? |new |more |some |the )*(?:[a-z]+ )?(?:filter|filtering|sorting|search|pagination|sort order|full-text search)s? (?:to|for|on|in) {_THING}(?: {_VIEWS})?(?: by (?P<by>[a-z][a-z ,/-]+))?(?P<rest>)$",
        text,
    )
    found = found or re.match(
        rf"(?:api |endpoint )?(?:to )?(?:get|fetch|list|search) {_THING} (?:for|in|by|within) (?:an? |the )?(?P<by>date range|status|period|[a-z]+ id|[a-z]+ uuid)\b(?P<rest>)",
        text,
    )
    if found is None:
        return None
    by = tuple(part.strip() for part in re.split(r",|/|\band\b|\bor\b", found["by"] or "") if part.strip())
    return ChangeRequest("filter", found["thing"], "export" if found["rest"] else "", by)


def _method(text: str) -> ChangeRequest | None:
    found = re.search(
        r"\b(?P<verb>pay|sign in|log in|login|deliver|ship|contact|notify|check out|checkout|authenticate|verify)[a-z]*\b.*? (?:by|with|via|using|through) (?:an? |their )?(?P<one>[a-z][a-z -]{1,30}?) "
        r"(?:instead of|as well as|in addition to|besides|next to|rather than|or) (?:by |with |via |an? |their )?(?P<other>[a-z][a-z -]{1,30})$",
        text,
    )
    return ChangeRequest("method", found["verb"], found["one"], (found["other"],)) if found else None


def _replaced(text: str) -> ChangeRequest | None:
    found = re.match(
        rf"(?:replace|change|turn|convert|migrate) (?:the )?(?P<old>[a-z][a-z -]{{1,40}}?) (?:on|of|in|for) {_THING} (?:with|by|to|into) (?:an? |the )?(?P<new>[a-z][a-z -]{{2,40}})$",
        text,
    )
    return ChangeRequest("replace", found["thing"], found["old"], (found["new"],)) if found else None


def _deleted_softly(text: str) -> ChangeRequest | None:
    found = re.match(rf"{_THING} (?:should|must|shall|can|to) be soft[- ]deleted$", text) or re.match(
        rf"(?:add )?soft[- ]delet(?:e|es|ing|ion)(?: of| for| to)? {_THING}$", text
    )
    return ChangeRequest("operation", found["thing"], "soft_delete") if found else None


def _operations() -> dict[str, str]:
    """Return the name of the operation that each verb stands for."""
    known = data("operations")
    return {word: name for name, said in known.items() for word in (name, *said.get("words", ()))}


def _done(text: str) -> ChangeRequest | None:
    """Read "duplicate a project", "bulk archive of conversations", "move tasks to another list"."""
    bulk = re.match(r"(?:add )?(?:bulk|mass|batch)[- ]", text)
    text = text[bulk.end() :] if bulk else text
    text = _GERUND.sub(_base, text)
    verbs = "|".join(sorted((re.escape(verb) for verb in _operations()), key=len, reverse=True))
    found = re.match(
        rf"(?P<verb>{verbs})(?: and [a-z]+)? (?:of )?{_THING}(?P<rest> (?:to|into|from|in|on|at|after|before|when|if|until|between|across|with|including|by|for|up|per|up to)\b.*| on .*)?$",
        text,
    )
    if (
        found is None
        or re.search(r"\b(?:trash|bin|basket|backup)\b", found["rest"] or "")
        or _names_what_is_made(found["verb"], found["thing"], bool(bulk))
    ):
        return None
    place = re.match(r" (?:to|into|between) (?:an?other |the |an? |different )*([a-z][a-z -]*)", found["rest"] or "")
    several = bool(bulk) or re.search(r"\bat once\b|\bin bulk\b", text) is not None
    return ChangeRequest(
        "operation", found["thing"], _operations()[found["verb"]], (place[1],) if place else (), several
    )


_GERUND = re.compile(r"^([a-z]+)ing(?= of | (?:the |all |an? )?[a-z]+)")


def _base(found: re.Match[str]) -> str:
    """Return the verb of "archiving", "merging", "pinning", as far as it is an operation."""
    stem = found[1]
    forms = (stem, f"{stem}e", stem[:-1])
    return next((form for form in forms if form in _operations()), found[0])


def _names_what_is_made(verb: str, thing: str, bulk: bool) -> bool:
    """Tell whether verb and noun are one name ("copy protection", "archive policy") and no sentence."""
    last = thing.split()[-1]
    made = singular(last) in (
        "policy",
        "rule",
        "job",
        "protection",
        "setting",
        "log",
        "history",
        "request",
        "period",
    )
    return made and not bulk


def _marked(text: str) -> ChangeRequest | None:
    """Read "mark dishes as sold out (for today)"; what each reader marks for himself, and kinds of rows, are no states of it."""
    found = re.match(
        rf"(?:mark|flag|set|tag)(?:ing)? {_THING} as (?P<state>[a-z]+(?:[ -][a-z]+)?)(?P<today> (?:for )?today)?$", text
    )
    if found is None or found["state"].split()[0] in _OWN_STATES or singular(found["thing"]) in word_class("generic"):
        return None
    return ChangeRequest("mark", found["thing"], found["state"].replace("-", " "), ("today",) if found["today"] else ())


_OWN_STATES = frozenset({"read", "unread", "seen", "favorite", "favourite", "spam", "a", "an", "the", "my", "inappropriate", "helpful", "interesting", "duplicate", "duplicates", "abusive", "offensive", "default"})  # fmt: skip


def _shown(text: str) -> ChangeRequest | None:
    found = re.match(
        rf"(?:{_SHOWS}) (?:the |an? |all )?(?P<what>[a-z_][a-z_ -]{{1,40}}?)(?: info| information)? (?:on|in|to|at|with|for|of) {_THING}(?P<view> {_VIEWS})?$",
        text,
    )
    if found is not None:
        return ChangeRequest("show", found["thing"], found["what"])
    return _owned(text) or _supported(text)


def _owned(text: str) -> ChangeRequest | None:
    """Read "custom headers on webhook endpoints", "show who last edited a document"."""
    found = re.match(
        rf"(?:(?:allow|support|add|introduce|enable|have|set)(?: for)? )?(?:an? )?(?:custom|additional|extra|optional|configurable) (?P<what>[a-z][a-z -]{{1,30}}?) (?:in|on|for|to|at) {_THING}$",
        text,
    )
    if found is not None and found["what"] not in _DEFINED:
        return ChangeRequest("custom", found["thing"], found["what"])
    found = re.match(
        rf"(?:{_SHOWS}|know|keep|record) who (?:has )?(?P<last>last )?(?P<did>[a-z]+ed|wrote|made|sent|took) {_THING}$",
        text,
    )
    return ChangeRequest("who", found["thing"], found["did"], ("last",) if found["last"] else ()) if found else None


_DEFINED = frozenset({"fields", "attributes", "properties"})
"""What people define themselves: rows, and no column of what they are on."""


def _supported(text: str) -> ChangeRequest | None:
    found = re.match(
        rf"support (?:for )?(?:an? |the )?(?P<what>[a-z][a-z -]{{1,30}}?) (?:in|on|for) {_THING}(?P<view> {_VIEWS})?$",
        text,
    )
    if found is None or is_modifier(found["thing"]) or singular(found["thing"]) in word_class("generic"):
        return None
    return ChangeRequest("support", found["thing"], found["what"])


_READERS: tuple[tuple[Callable[[str], ChangeRequest | None], str], ...] = (
    (_filtered, "filter sort search order group paginat get fetch list drag"),
    (_method, "instead well addition besides next rather"),
    (_replaced, "replac chang turn convert migrat"),
    (_deleted_softly, "soft"),
    (_marked, "mark flag tag"),
    (
        _done,
        "duplicat clon copy pin paus resum archiv restor undelet lock hid snooz merg renam order arrang mov cancel call reopen",
    ),
    (
        _shown,
        "show display includ expos return see view surfac render support custom additional extra optional configurabl who",
    ),
)
"""Each kind of change with the stems without which no brief asks for it, so that little is compiled for most briefs."""
