"""The things that a brief names only in what somebody does with them: "scientists record results"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from draftspec.drafters.builtin.catalogue import Catalogue
from draftspec.drafters.builtin.choices import Choice, known_choice, unknown_choice
from draftspec.drafters.builtin.figures import is_figure
from draftspec.drafters.builtin.reading import Reading
from draftspec.drafters.builtin.reading.acts import Act, tokens_of
from draftspec.drafters.builtin.reading.facts import attribute
from draftspec.drafters.builtin.reading.lexicon import is_no_thing
from draftspec.drafters.builtin.reading.mentions import GROWING
from draftspec.drafters.builtin.reading.objects import UNITS_SPOKEN
from draftspec.drafters.builtin.reading.people import is_person
from draftspec.drafters.builtin.reading.words import lifecycle_verb, snake, table_of_words, word_class
from draftspec.drafters.builtin.scales import is_remark

SURE = 9.0
"""The weight of what a verb itself makes."""
_PLACES = frozenset({"in", "at", "during"})
"""Prepositions of where something is done: "notes that students take in a lesson" are no lessons."""
_RUN = frozenset({"run", "execute", "apply", "work", "act"})
"""What is run on a thing finds it there."""
MOST = 6
"""Most things of a feature that come of what somebody does."""


def with_acted(chosen: list[Choice], reading: Reading, catalogue: Catalogue, excluded: set[str]) -> list[Choice]:
    """Return the things that were chosen, and those that only an act names, each about the one before it."""
    found = list(chosen)
    for clause in reading.clauses:
        last = found[0] if found else None
        for before, act in zip((None, *clause.acts), clause.acts, strict=False):
            if is_remark(act, before):
                continue
            act = _of_what_stands_before(act, clause.text)
            marks = _of_mark(act, found, catalogue)
            for choice, new in (*_choices(act, catalogue), *_of_pronoun(act, last, catalogue), *marks):
                if snake(choice.phrase) in {column.name for column in clause.attributes}:
                    continue
                choice = _of_course(choice, found, catalogue)
                if choice.name in excluded or _belongs_to_tenant(choice, reading):
                    continue
                known = next((other for other in found if is_same(choice, other)), None)
                placed = act.objects.behind in _PLACES or (act.objects.behind == "on" and act.verb in _RUN)
                new = new and not (found and placed and choice.weight < SURE)
                if known is None and new and len(found) < MOST and _is_news(act, choice):
                    known = _about(choice, last, act)
                    opens = (
                        choice.weight == SURE
                        and clause is reading.clauses[0]
                        and act is reading.acts[0]
                        and not any(c.weight >= SURE for c in found)
                    )
                    found.insert(0 if opens else len(found), known)
                last = known or last
    retold = set(_retold(reading))
    news = [choice for choice in found if choice.concept is not None or choice.words not in retold]
    return [_of_another(_of_shorter(choice, news or found), news or found) for choice in news or found]


def _of_what_stands_before(act: Act, text: str) -> Act:
    """Return an act without an object with the thing before it as one ("rooms that users can book")."""
    at = act.head_at - len(act.subject.split())
    if act.objects.phrases or act.objects.pronoun or at < 1 or tokens_of(text)[at].lower() not in ("that", "which"):
        return act
    return replace(act, objects=replace(act.objects, pronoun=True))


def _of_shorter(choice: Choice, found: list[Choice]) -> Choice:
    """What a verb makes of a thing is made of the one that the brief names shorter elsewhere ("appointment slots", "slots")."""
    head = (choice.of or "").rpartition("_")[2]
    shorter = next((other.name for other in found if other is not choice and other.name == head), None)
    if shorter is None or any(other.name == choice.of for other in found):
        return choice
    modifiers = tuple(shorter if snake(m) in (choice.of, head) else m for m in choice.modifiers)
    return replace(choice, of=shorter, modifiers=modifiers)


def _retold(reading: Reading) -> Iterator[str]:
    """Yield the nouns that only say again what an earlier verb did: after "citizens report potholes" reports are potholes."""
    done: set[str] = set()
    for act in reading.acts:
        yield from (phrase for phrase in act.objects.phrases if phrase in done)
        if act.person and act.objects.phrases and act.verb in ("report", "request", "post", "list", "register"):
            done.add(act.verb)


def _of_course(choice: Choice, found: list[Choice], catalogue: Catalogue) -> Choice:
    """Whoever signs up where there are courses enrols in one."""
    if choice.words not in ("signup", "registration") or not any(c.concept == "course" for c in found):
        return choice
    return replace(choice_of("enrollment", catalogue) or choice, weight=choice.weight)


def _of_another(choice: Choice, found: list[Choice]) -> Choice:
    """What a verb makes of a thing of the feature refers to that thing."""
    names = {other.name for other in found if other is not choice}
    later = choice is not found[0] and choice.of is not None and choice.of not in word_class("generic")
    made = choice.concept is None and choice.about is None and (choice.of in names or later)
    return replace(choice, about=choice.of) if made else choice


def _choices(act: Act, catalogue: Catalogue) -> Iterator[tuple[Choice, bool]]:
    """Yield the things of an act, and whether each may be one that nothing else names."""
    for phrase, new in _phrases(act):
        if act.person and act.verb in word_class("viewing") and is_figure(phrase, catalogue):
            continue
        choice = choice_of(phrase, catalogue) or _outright(phrase, act)
        if choice is not None:
            wished = act.verb == "request" and act.person and choice.concept is None
            yield replace(choice, called=choice.words if act.objects.plural and new else None), new and not wished
    person = act.objects.phrases[0] if act.objects.phrases and is_person(act.objects.phrases[0]) else None
    made = table_of_words("nominal").get(act.verb) if person is not None else None
    if made is not None and act.person and person is not None:
        choice = choice_of(str(made), catalogue) or unknown_choice(str(made), ())
        whom = () if catalogue.joins_people(choice.concept) else (person,)
        yield replace(choice, weight=SURE, modifiers=whom, of=person if whom else None), True
    if act.verb == "request" and act.person and len(act.objects.phrases) == 1:
        asked = choice_of(act.objects.phrases[0], catalogue)
        if asked is not None and asked.concept is None and asked.words != "request":
            yield replace(unknown_choice("request", (*asked.modifiers, asked.words)), weight=SURE), True
    noun = table_of_words("voiced").get(act.verb)
    answered = act.verb == "reply" and set(act.objects.phrases) & _ANSWERED
    if noun is not None and act.person and (not act.objects.phrases or act.objects.behind) and not answered:
        choice = _known_doing(act, catalogue) or choice_of(str(noun), catalogue)
        if choice is not None:
            yield replace(choice, weight=SURE), True


def _known_doing(act: Act, catalogue: Catalogue) -> Choice | None:
    """Return the entry that is known by just what somebody does ("subscribe to a status page")."""
    said = f"{act.verb} {act.objects.behind} a {act.objects.phrases[0]}" if act.objects.phrases else ""
    if said not in catalogue.words:
        return None
    concept = catalogue.words[said]
    return known_choice(catalogue.entry(concept).words[0], concept, (), catalogue)


_ANSWERED = frozenset({"comment", "message", "email", "review"})
"""What a reply is another one of."""


def _of_mark(act: Act, found: list[Choice], catalogue: Catalogue) -> Iterator[tuple[Choice, bool]]:
    """Yield what somebody leaves on a thing that the feature builds ("comment, like comments": comment likes)."""
    noun = table_of_words("marks").get(act.verb, {}).get("noun") if act.verb in _LEFT and act.person else None
    things = [c for c in found if c.words in act.objects.phrases]
    concept = catalogue.words.get(str(noun))
    if noun is None or len(things) != 1 or len(act.objects.phrases) != 1:
        return
    thing = things[0]
    if concept is None:
        yield Choice(f"{thing.words} {noun}", None, (), "reaction", weight=SURE, about=thing.name), True
        return
    known = known_choice(str(noun), concept, (thing.name,), catalogue)
    yield replace(known, weight=SURE, of=thing.name, called=f"{thing.words} {noun}", prefixed=True), True


_LEFT = frozenset({"like", "dislike", "upvote", "downvote", "bookmark", "favourite", "favorite", "star"})
"""Verbs of which each is a row of somebody and something."""


def _of_pronoun(act: Act, last: Choice | None, catalogue: Catalogue) -> Iterator[tuple[Choice, bool]]:
    """Yield what is made of the thing before ("owners book them": a booking of it)."""
    noun = table_of_words("nominal").get(act.verb)
    if noun is None or last is None or not act.person or not act.objects.pronoun or is_decided(act.verb, last.words):
        return
    if catalogue.is_made_by(last.concept, act.verb):
        return
    choice = choice_of(made_by(act.verb, last.words), catalogue)
    if choice is not None and not is_same(choice, last) and act.verb in _MAKES:
        yield replace(choice, weight=SURE, modifiers=(last.name,), of=last.name), True


def is_decided(verb: str | None, thing: str) -> bool:
    """Tell whether whoever reviews a thing decides on it and writes no review of it: an application, a claim, a draft.

    Rate limits are no limits that somebody rates.
    """
    head = thing.split()[-1]
    kind = table_of_words("heads").get(head)
    if verb == "rate" and head == "limit":
        return True
    return verb == "review" and (kind in ("moderation", "claim", "case") or head in _DECIDED)


_DECIDED = frozenset({"submission", "proposal", "draft", "entry", "change", "translation", "registration", "signup", "invoice", "timesheet", "contract", "flag", "report"})  # fmt: skip


def made_by(verb: str, thing: str) -> str:
    """Return the noun for what a verb makes of a thing: whoever books a class books a place in it."""
    head = thing.split()[-1]
    if verb in ("book", "reserve") and head in word_class("attended"):
        return "place booking"
    return str(table_of_words("nominal")[verb])


_MAKES = frozenset({"reserve", "book", "borrow", "rent", "rate", "review", "order", "bid", "favourite", "bookmark"})
"""Verbs that make something of their own of whatever they are done to."""


def _phrases(act: Act) -> Iterator[tuple[str, bool]]:
    """Yield what an act speaks of, and whether it may be a thing that nothing else names."""
    head = act.subject.rpartition(" ")[2]
    acts = head in word_class("organisations") and act.verb.partition("_")[0] in word_class("acting")
    somebody = act.person or acts or head in word_class("apparatus") or head in word_class("tenancy")
    if not somebody:
        told = act.verb in ("have", "end", "expire", "start", "begin", "fail", "change")
        yield act.subject, not told or act.subject in word_class("things")
    somebody = somebody or act.verb in ("push", "emit", "report", "transmit", "upload", "measure", "record")
    holds = act.verb in ("hold", "contain", "include", "consist")
    for phrase in act.objects.phrases:
        yield (
            phrase,
            (somebody and act.verb not in ("have", "belong")) or ((holds or act.verb == "have") and act.objects.plural),
        )


def _is_news(act: Act, choice: Choice) -> bool:
    """Whoever only looks at something that is known everywhere does not ask for it to be built."""
    verb = act.verb.replace("_", " ")
    if choice.weight == SURE or (act.objects.possessed and verb == "have"):
        return True
    if verb in table_of_words("nominal") and choice.words != table_of_words("nominal")[verb]:
        return False
    if act.person and verb in word_class("viewing") and verb not in word_class("bringing"):
        return choice.concept is None and verb in ("see", "view", "read", "get")
    return choice.concept not in word_class("weak") or verb in word_class("bringing") | {"approve", "sign", "review"}


def _about(choice: Choice, last: Choice | None, act: Act) -> Choice:
    """What somebody brings about a thing refers to it; a known thing knows by itself what it belongs to."""
    brings = act.person and act.verb.replace("_", " ") in word_class("bringing") | {
        "get",
        "receive",
        "take",
        "see",
        "view",
    }
    if last is None or not brings or choice.concept is not None:
        return choice
    if (last.of or "").rpartition("_")[2] == choice.words.split()[-1]:
        return choice  # what the last thing is made of does not refer back to it
    return replace(choice, about=last.name)


def _outright(phrase: str, act: Act) -> Choice | None:
    """Return an empty noun as a thing where somebody records it, or where it has something ("each item has a tag")."""
    named = act.subject == phrase if act.verb == "have" else act.person and act.verb in word_class("bringing")
    return unknown_choice(phrase, ()) if named and phrase in word_class("things") else None


def choice_of(phrase: str, catalogue: Catalogue) -> Choice | None:
    """Return the thing that the object of a verb stands for; attributes, people and empty words are none."""
    words = phrase.split()
    for length in range(len(words), 0, -1):
        tail = " ".join(words[-length:])
        if tail in catalogue.words and not (length == 1 and tail in table_of_words("actors")):
            return known_choice(tail, catalogue.words[tail], tuple(words[:-length]), catalogue)
    grows = words[-1] in GROWING and not (len(words) > 1 and words[-2] in catalogue.words)
    kept = [word for word in words if word not in word_class("generic") or (grows and word == words[-1])]
    if not kept or kept[-1] in word_class("stop") | _NEVER_NOUNS or is_no_thing(kept[-1]):
        return None
    plain = attribute(phrase) is not None or is_person(phrase) or words[-1] in UNITS_SPOKEN
    plain = plain or phrase in word_class("happened") - {"entry"}
    if plain or lifecycle_verb(words[-1]) == words[-1] or words[-1] in word_class("apparatus") | word_class("offices"):
        return None
    return unknown_choice(kept[-1], tuple(kept[:-1]))


_NEVER_NOUNS = frozenset({"configure", "customize", "customise", "manage", "create", "define", "edit", "delete", "add", "remove", "update", "modify", "enable", "disable"})  # fmt: skip
"""Verbs that behind a list of things go on with what is done ("add endpoints, and configure each")."""


def is_same(one: Choice, other: Choice) -> bool:
    """Tell whether two choices speak of one thing: the same entry, or the same last word."""
    if one.concept is not None and one.concept == other.concept:
        return True
    names = {*other.words.split(), *(other.concept or "").split("_")[-1:]}
    return one.words.split()[-1] in names


def _belongs_to_tenant(choice: Choice, reading: Reading) -> bool:
    return reading.tenant is not None and choice.words in (reading.tenant, "tenant")
