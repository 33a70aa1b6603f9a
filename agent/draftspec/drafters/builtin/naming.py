"""Lets a thing go by the brief's own word where the entry's name is another one: labels and not tags."""

from __future__ import annotations

import json
import re
from dataclasses import replace

from draftspec.drafters.builtin.catalogue import Catalogue, data
from draftspec.drafters.builtin.choices import Choice
from draftspec.drafters.builtin.compounds import MAKERS
from draftspec.drafters.builtin.entries import Entry
from draftspec.drafters.builtin.plan import Resource
from draftspec.drafters.builtin.reading.lexicon import is_modifier
from draftspec.drafters.builtin.reading.mentions import Mention
from draftspec.drafters.builtin.reading.words import article, plural, singular, snake, table_of_words, word_class

_STEM = 5
"""Words that begin alike are taken for one ("invites", "invitations")."""


def in_own_words(resources: list[Resource], choices: list[Choice], text: str) -> list[Resource]:
    """Return the resources with the names that the brief has for them, in their details and keys as well."""
    spoken = {choice.name: choice.called for choice in choices if choice.called is not None}
    prefixed = {choice.name for choice in choices if choice.prefixed}
    other_words = {choice.name for choice in choices if choice.renamed}
    taken = {resource.table for resource in resources}
    for resource in resources:
        called = spoken.get(resource.name)
        other_name = resource.name in other_words and not _is_of_parent(resource)
        sure = resource.name in prefixed or (other_name and not _is_spoken_of(resource, called, text))
        other = called is not None and (sure or _is_another(called, resource, text.lower()))
        if called is None or not other or called[:1].isdigit() or snake(plural(called)) in taken:
            continue  # 2FA is no name of a table
        if _goes_by_its_own(resource, called, text.lower()):
            continue
        resources = [renamed(other, resource, called) for other in resources]
    return resources


def _goes_by_its_own(resource: Resource, called: str, text: str) -> bool:
    """Tell whether a brief has the rows by the entry's own name as well (the pages of a wiki), and only that in the plural."""
    own = resource.table.replace("_", " ")
    others = plural(called) not in text and singular(called.split()[-1]) != singular(own.split()[-1])
    return others and re.search(rf"\b{own}\b", text) is not None


def _is_of_parent(resource: Resource) -> bool:
    """Tell whether an entry's name begins with what its rows are of ("quiz attempts"), which keeps its name."""
    return any(parent.target[:_STEM] == resource.table[: len(parent.target[:_STEM])] for parent in resource.parents)


def _is_spoken_of(resource: Resource, called: str | None, text: str) -> bool:
    """Tell whether a brief has a word of the entry's own name as well, so that it goes by that."""
    said = {singular(word)[:_STEM] for word in (called or "").split()}
    own = {singular(word)[:_STEM] for word in resource.table.split("_")} - said
    return any(stem in text.lower() for stem in own)


def _is_another(called: str, resource: Resource, text: str) -> bool:
    """Tell whether the brief's word has nothing in common with the entry's name, or is the main thing's other kind."""
    if called.replace(" ", "") == singular(resource.table.replace("_", "")):
        return False
    senses = data("senses").get(called, {})
    if any(one.get("else") == resource.name for one in (senses if isinstance(senses, list) else [senses])):
        return False
    if _says_which(called, resource, text):
        return True
    if resource.table.endswith("_log_entries") and called.endswith(" log"):
        return not any(word in called for word in resource.table.split("_")[:-2])  # an activity log is no audit log
    return _has_other_words(called, resource, text)


def _has_other_words(called: str, resource: Resource, text: str) -> bool:
    """Tell whether the words themselves are others, or other ones before the same head."""
    words = [singular(word)[:_STEM] for word in called.split()]
    table = [singular(word)[:_STEM] for word in resource.table.split("_")]
    own = any(stem in text for stem in set(table) - set(words))
    plain = is_modifier(called.split()[0]) or singular(called.split()[-1]) in _NO_ROWS
    plain = plain or any(parent.target[:_STEM] == table[0] for parent in resource.parents)  # attempts of quizzes
    if len(words) == len(table) == 2 and words[-1] == table[-1] and not own and not plain:
        return words != table
    if len(words) == len(table) == 2 and words[0] == table[0] and _is_adjective(called.split()[0]):
        return words[1] != table[1] and singular(called.split()[-1]) not in _NO_ROWS | _NO_NAMES  # scheduled posts
    if len(words) > 1 and len(table) > 1 and resource.main and words[-1] == table[-1]:
        return words[0] not in table
    return not {*table, *(word[:_STEM] for word in resource.name.split("_"))} & set(words)


def _is_adjective(word: str) -> bool:
    return is_modifier(word) or word in word_class("recurrent") | word_class("adjectives")


_NO_ROWS = frozenset({"board", "list", "book", "program", "programme", "management", "tracking", "system", "sale", "sales", "registry", "feed", "trail", "queue", "portal", "center", "plan", "time", "count", "switcher", "toggle"})  # fmt: skip
"""Heads of what holds rows, or of a whole feature, where an entry's word is one: the rows go by another name."""


def is_name_of_rows(mention: Mention, catalogue: Catalogue) -> bool:
    """Tell whether several nouns of a brief are another name for the rows of an entry ("bug report" for issues), and for no doing."""
    words = mention.words.split()
    first, last = words[0], singular(words[-1])
    if mention.concept is None or mention.part != "core" or len(words) == 1:
        return False
    table = (catalogue.entry(mention.concept).table or mention.concept).split("_")
    known = {word[:_STEM] for word in (*mention.concept.split("_"), *table)}
    if mention.plural and first.endswith("ed") and last != "field" and {first[:_STEM], last[:_STEM]} <= known:
        return True  # shared links are share links
    if not _are_rows(words):
        return False
    head = singular(table[-1])
    whose = len(table) == 1 or first in table_of_words("actors")
    if last == head and (last != "report" or first == "abuse") and whose:
        return False
    if first[:_STEM] not in known or (last in _ROWS and first != mention.concept):
        return True
    return last[:_STEM] not in known and len(table) > 1 and (last != "log" or head not in _RECORDED)


def is_one_of_rows(mention: Mention) -> bool:
    """Tell whether a noun in the singular names one row ("add a photo"), so that the rows can go by it.

    A doing, what cannot be counted, or an abbreviation of a way to do something (SSO, i18n, ACL) names none.
    """
    words = mention.words.split()
    last = words[-1]
    if len(words) > 1 and words[0] in table_of_words("actors"):
        return False  # a customer's review is one of a product
    if plural(last) == last or last in _NO_ROWS | _NO_NAMES | _NOT_ONE or re.search(r"i[fsz]\w*ation$", last):
        return False
    return all(len(word) > _SHORT and word.isalpha() for word in words) and not last.endswith(("ing", "ility", "ment"))


_SHORT = 3
"""Letters of a word that is an abbreviation more often than a noun."""

_NOT_ONE = frozenset({"mode", "toggle", "switcher", "terminology", "glossary", "off", "saml", "totp", "trash", "repo", "server", "integration", "collaboration", "wiki", "blog"})  # fmt: skip
"""What is set up or done, or holds the rows, where a brief has it in the singular."""


def _are_rows(words: list[str]) -> bool:
    """Tell whether a name of several nouns ends in one for rows, and begins with none for whoever keeps or sends them."""
    first, last = words[0], singular(words[-1])
    if set(words) & (word_class("prepositions") | word_class("stop")) or not first.isalpha():
        return False
    if first in word_class("tenancy") | word_class("adjectives") | word_class("recurrent") or (
        first in data("services") and last != "log"
    ):
        return False
    empty = last in word_class("generic") and last not in _ROWS and last != "log"
    return not empty and last not in _NO_ROWS | _NO_NAMES and not last.endswith(("ing", "ity", "ment"))


_RECORDED = frozenset({"attempt", "event", "entry", "history"})
"""Heads for which a log is only another word."""

_ROWS = frozenset({"request", "code", "link", "token", "template"})
"""Heads that make another thing of the noun before them: a friend request, an invite code."""

_NO_NAMES = frozenset({"retention", "control", "manager", "member", "checkout", "var", "level", "lending", "inventory", "access", "voting", "tier", "detail", "location", "record", "bin", "consumption", "limit", "status", "number", "login", "authentication"})  # fmt: skip
"""Heads that name a doing, a part of a program, or what somebody is."""


def _says_which(called: str, resource: Resource, text: str) -> bool:
    """Tell whether the brief's word of two nouns is no form of the entry's own name ("project members" for memberships).

    Where the brief has a word of the entry's name as well, that name is known to it.
    """
    first, _, last = called.rpartition(" ")
    plain = first in word_class("adjectives") | word_class("acting") - word_class("places") | MAKERS or is_modifier(
        first
    )
    if " " in first or not first or plain or singular(last) in _NO_ROWS:
        return False
    if singular(last) == singular(resource.table.rpartition("_")[2]):
        return False
    words = {singular(word)[:_STEM] for word in (first, last)}
    known_words = {singular(word) for word in (*resource.table.split("_"), *resource.name.split("_"))}
    known = {singular(word)[:_STEM] for word in (*resource.table.split("_"), *resource.name.split("_"))}
    return singular(last) not in known_words and not any(stem in text for stem in known - words)


def renamed(resource: Resource, known: Resource, called: str) -> Resource:
    """Return a resource after another one, or it itself, got a new name."""
    old, new = known.name, snake(called)
    if resource.name == old:
        return replace(resource, table=snake(plural(called)), one=called, many=plural(called))
    keys = {f"{old}_id": f"{new}_id"}
    parents = tuple(replace(parent, column=keys.get(parent.column, parent.column)) for parent in resource.parents)
    table, one = _after(resource, old, called)
    return replace(
        resource,
        table=table,
        one=one,
        many=plural(one) if one != resource.one else resource.many,
        parents=parents,
        owner=keys.get(resource.owner or "", resource.owner),
        under=keys.get(resource.under or "", resource.under),
        entry=_with_key(resource.entry, f"{old}_id", f"{new}_id"),
    )


def _after(resource: Resource, old: str, called: str) -> tuple[str, str]:
    """Return the table and the words of a thing whose name begins or ends with that of another one, by its new name."""
    spoken = old.replace("_", " ")
    if resource.table.startswith(f"{old}_"):
        rest = resource.one.removeprefix(spoken).strip()
        return f"{snake(called)}_{resource.table.removeprefix(f'{old}_')}", f"{called} {rest}"
    child = any(parent.target == old for parent in resource.parents)
    if child and resource.table.endswith(f"_{snake(plural(spoken))}") and resource.one.endswith(f" {spoken}"):
        of = resource.one.removesuffix(spoken).strip()
        return snake(plural(f"{of} {called}")), f"{of} {called}"
    return resource.table, resource.one


def in_other_words(entry: Entry, old: str, new: str) -> Entry:
    """Return an entry whose texts speak of another key, and of what it refers to: of a class where it said resource."""
    said, spoken = (name.removesuffix("_id").replace("_", " ") for name in (old, new))
    keyed = _with_key(entry, old, new)
    text = keyed.model_dump_json()
    for words in dict.fromkeys((said, said.split()[-1])):
        text = re.sub(rf"\b([Aa])n? {_word(words)}", rf"\1{_article_end(spoken)} {spoken}", text)
        text = re.sub(_word(words), spoken, text)
        text = re.sub(_word(words.capitalize()), spoken.capitalize(), text)
    return Entry.model_validate_json(text).model_copy(update={"parents": keyed.parents})


def _article_end(words: str) -> str:
    return "n" if article(words) == "an" else ""


def _word(words: str) -> str:
    """Return a pattern for words of a text: no code between backticks, and no name that is a whole value."""
    return rf'(?<![`\w]){re.escape(words)}(?=s?\b)(?![`\w]*`)(?!(?<="{re.escape(words)})s?")'


def _with_key(entry: Entry, old: str, new: str) -> Entry:
    """Return an entry whose texts and keys speak of a column by its new name."""
    text = re.sub(rf"\b{re.escape(old)}\b", new, entry.model_dump_json())
    return Entry.model_validate_json(json.dumps(json.loads(text)))
