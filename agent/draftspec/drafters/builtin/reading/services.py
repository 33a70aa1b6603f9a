"""The services outside that a brief names: those that services.yaml knows, and names that it does not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from draftspec.drafters.builtin.catalogue import Catalogue, data
from draftspec.drafters.builtin.reading.people import is_person
from draftspec.drafters.builtin.reading.words import plural, singular, snake, table_of_words, word_class

_NAME = re.compile(r"[A-Z][A-Za-z0-9]*(?:[-.][A-Z][A-Za-z0-9]*)*(?: [A-Z][A-Za-z0-9]+){0,2}")
_BEFORE = frozenset(
    {"to", "with", "from", "via", "into", "through", "using", "by", "on", "in", "and", "or", "like", "against"}
)
_CLOSE = frozenset({"to", "with", "from", "via", "into", "through", "using"})
_MOST = 4
_LOOKED_AT = 100
_NEAR = 200


def find_services(text: str, catalogue: Catalogue) -> tuple[str, ...]:
    """Return the services that a brief speaks of: names in services.yaml, or the brief's own spelling."""
    known = _known(text)
    spoken = {word for name in known for word in data("services")[name]["words"]}
    unknown = (name for name in _unknown(text, catalogue) if not any(part in spoken for part in _parts(name)))
    return (*known, *list(dict.fromkeys(unknown))[:_MOST])


def service_of(name: str) -> dict[str, Any]:
    """Return what is known about a service; of an unknown one, what holds for any, with its name filled in."""
    services = data("services")
    if name in services:
        found: dict[str, Any] = services[name]
        return found
    slots = {"{name}": name, "{key}": snake(name).upper()}
    return {key: _filled(value, slots) for key, value in data("unlisted_service").items()} | {"name": name}


def is_service(words: str, services: tuple[str, ...]) -> bool:
    """Tell whether words are, or are part of, the name of one of the services that a brief speaks of."""
    known = data("services")
    names = {name.lower() for name in services} | {
        w for name in services if name in known for w in known[name]["words"] if " " not in w
    }
    names |= {str(known[name]["name"]).lower() for name in services if name in known}
    firsts = {w.split()[0] for name in services if name in known for w in known[name]["words"]}
    forms = {words, plural(words)}
    return bool(forms & (names | firsts)) or any(forms & set(name.split()) for name in names)


def _filled(value: Any, slots: dict[str, str]) -> Any:
    if isinstance(value, list):
        return [_filled(item, slots) for item in value]
    text = str(value)
    for slot, filling in slots.items():
        text = text.replace(slot, filling)
    return text


def _known(text: str) -> tuple[str, ...]:
    low = f" {re.sub(r'[^a-z0-9-]+', ' ', text.lower())} "
    return tuple(
        name
        for name, service in data("services").items()
        if any(f" {word} " in low or f" {word}s " in low for word in service["words"])
    )


def _parts(name: str) -> set[str]:
    words = name.lower().split()
    return {" ".join(words[start:end]) for start in range(len(words)) for end in range(start + 1, len(words) + 1)}


def _unknown(text: str, catalogue: Catalogue) -> Iterator[str]:
    """Yield names in capitals that stand where a service does: "to DATEV", "a Shopify order"."""
    if _shouts(text):
        return
    last = -1
    for found in islice(_NAME.finditer(text), _LOOKED_AT):
        before, start = _before(text, found.start())
        name = found[0]
        if start or not before or not _is_name(name, catalogue):
            continue
        joined = last >= 0 and text[last : found.start()].strip() in ("and", "or", ",", "&")
        close = before in _CLOSE and _hands_over(text, found.start())
        if joined or close or _qualifies(text, found, before, catalogue):
            last = found.end()
            yield name


def _shouts(text: str) -> bool:
    """Tell whether capitals mean nothing here: most words have one."""
    words = re.findall(r"[A-Za-z]{4,}", text)
    return bool(sum(word[0].isupper() for word in words) * 2 > len(words))


def _before(text: str, at: int) -> tuple[str, bool]:
    """Return the word before, and whether a sentence or item starts here."""
    before = text[max(0, at - _NEAR) : at].rstrip(" \t")
    starts = not before or before[-1] in ".!?:\n-*•#(\"'“"
    word = re.search(r"([A-Za-z]+),?$", before)
    return (word[1].lower() if word else "", starts)


def _is_name(name: str, catalogue: Catalogue) -> bool:
    words = [singular(word.lower()) for word in name.split()]
    plain = [w for w in words if w in catalogue.words or w in table_of_words("actors") or _is_ordinary(w)]
    mixed = any(re.search(r"[a-z][A-Z]|[A-Z]{2}", word) for word in name.split())
    return len(plain) < len(words) or (mixed and not any(_is_ordinary(w) for w in words))


def _is_ordinary(word: str) -> bool:
    classes = (
        "no_services",
        "stop",
        "generic",
        "adjectives",
        "making",
        "prepositions",
        "people",
        "offices",
        "apparatus",
        "acting",
    )
    return (
        any(word in word_class(name) for name in classes)
        or word in table_of_words("attributes")
        or word in table_of_words("heads")
        or is_person(word)
        or word.endswith(("ish", "ese", "ian"))
    )


def _hands_over(text: str, at: int) -> bool:
    """Tell whether something is handed over in this sentence."""
    sentence = re.split(r"[.;\n]", text[max(0, at - _NEAR) : at])[-1]
    return any(word in word_class("handing") for word in re.findall(r"[a-z]+", sentence.lower()))


def _qualifies(text: str, found: re.Match[str], before: str, catalogue: Catalogue) -> bool:
    """Tell whether a name says where a known thing comes from ("a Shopify order")."""
    after = re.match(r" ([a-z]+)", text[found.end() :])
    mixed = len(found[0]) > 2 and not found[0].isupper()
    return (
        mixed
        and before not in ("the",)
        and after is not None
        and singular(after[1]) in (*catalogue.words, "api", "webhook")
    )
