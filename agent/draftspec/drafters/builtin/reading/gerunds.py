"""Titles that name a doing ("Creating and editing recipes", "Following conversations") or where something is looked at, said plainly."""

from __future__ import annotations

import re

from draftspec.drafters.builtin.reading.words import plural, singular

_HANDLED = (
    r"creating|editing|adding|updating|deleting|removing|managing|viewing|listing|showing|displaying|tracking|recording|storing|"
    r"saving|keeping|sending|receiving|handling|processing|generating|collecting|maintaining|browsing|entering|registering|reporting|logging|monitoring|organi[sz]ing"
)
"""Doings that any rows are subject to: what is done so is the thing."""
_DONE = {
    "following": "follow", "bookmarking": "bookmark", "rating": "rate", "reviewing": "review", "flagging": "flag", "favouriting": "favourite",
    "favoriting": "favourite", "starring": "star", "booking": "book", "reserving": "reserve", "borrowing": "borrow", "lending": "lend", "sponsoring": "sponsor",
    "nominating": "nominate", "inviting": "invite", "announcing": "announce", "blocking": "block", "muting": "mute", "liking": "like", "upvoting": "upvote",
}  # fmt: skip
"""Doings that make a row of their own of whatever they are done to."""
_NAMED = {"categori": "categories", "classification": "classes", "grouping": "groups", "label": "labels"}
_OBJECT = (
    r"(?P<what>[a-z][a-z-]+(?: [a-z][a-z-]+){0,2}?s)(?=$|[.,;:\n]| (?:in|on|for|by|via|with|to|at|from|through|of)\b)"
)
_TURNS: tuple[re.Pattern[str], ...] = (
    re.compile(
        rf"^(?:(?:{_HANDLED})(?:,? and |, |/))*(?:{_HANDLED}) (?!director|editor|partner)(?:of )?(?:(?:an?|the|their|all|new|own) )?{_OBJECT}",
        re.I,
    ),
    re.compile(
        rf"^(?P<doing>{'|'.join(_DONE)}) (?:of |(?<!booking )(?<!rating )(?<!blocking )(?<!lending ))(?:(?:an?|the|their|other) )?{_OBJECT}",
        re.I,
    ),
    re.compile(
        r"\b(?:the )?(?P<doing>categori[sz](?:ation|ing)|classification|grouping|label+ing) of (?:(?:the|all|our) )?(?P<what>[a-z]+(?: [a-z]+)?s)\b",
        re.I,
    ),
    re.compile(
        r"^(?:add(?:s|ed)?|new|implement(?:s|ed)?|creat(?:e|es|ed))? ?(?:an? |the )?(?P<what>[a-z]+(?: [a-z]+)?) (?:plug-?in|add-?on|addon|back-?end|extension)[.!]?$",
        re.I,
    ),
    re.compile(
        r"^(?:store|save|keep|persist) (?:the )?(?:details|data|information|info) (?:for|about|of|on|needed for) (?:(?:sending|creating|showing|making) )?",
        re.I,
    ),
    re.compile(r"^(?P<of>[a-z]+(?: [a-z]+){0,2}) [-–—] (?P<what>[a-z]+ [a-z]+)[.!]?$", re.I),
    re.compile(
        r"^(?:add(?:s|ed)?|creat(?:e|es|ed)|build|implement(?:s|ed)?|show)? ?(?:an? |the )?(?:new )?(?:dashboard|page|screen|view|tab|section|panel|widget|dialog|overview)\b"
        r"[^.;\n]{0,40}? (?:(?:to|that|which) (?:enables?|allows?|lets?) (?:the )?(?P<who>[a-z]+s?) (?:to )?|where (?:the )?(?P<where>[a-z]+s) (?:can )?)(?=[a-z])",
        re.I,
    ),
    re.compile(r"\badd (?P<what>notes|remarks) to (?:an?|the|each|every) (?P<of>[a-z]+(?: [a-z]+)?)\b", re.I),
    re.compile(
        r"^(?:(?:add|create|build|implement) )?(?:an? |the )?(?:web ?shop|online (?:shop|store)|e-?shop)(?: (?:back-?end|module|plug-?in|api))?[.!]?$",
        re.I,
    ),
)


_MAILED = re.compile(r"(?<=^manage )reminder (?:e-?mails?|mails?|messages?)\b", re.I)


_ASKED = re.compile(
    r"^(?:add )?(?:questions? and answers?|q ?& ?a) (?:on|for|about|under|of|to) (?:the )?([a-z]+?)s?(?: pages?)?[.!]?$",
    re.I,
)
_PICKED = re.compile(r"^((?:[a-z]+ )?[a-z]+s) (?=(?:customers|users|members|people|students|guests|patients|clients|parents) can (?:pick|choose|select|book|use)\b)", re.I)  # fmt: skip
_IN_BULK = re.compile(r"^(?:bulk|mass)[- ]invit(?:e|ing) ([a-z]+s)\b|^invit(?:e|ing) ([a-z]+s) in bulk\b", re.I)


_OCCASION = re.compile(
    r"\b(?:when|while|upon|on|before|after) ((?:creating|updating|editing|deleting|adding|placing)(?:(?:/| or | and )(?:creating|updating|editing|deleting|adding|placing))*) (?:an? |the |new )?(?=[a-z]+)",
    re.I,
)
_ALLOWING = re.compile(r"\b(?:,? ?(?:system|tool|feature|module|form|page|function) )?(?:allowing|enabling|letting) ([a-z]+s) to (?=[a-z])", re.I)  # fmt: skip
_CODE = re.compile(
    r"(?<=[a-z]) (?:model+ing|data model|crud|controllers?|migrations?)(?:(?:, | and |/| )(?:model+ing|models?|crud|controllers?|migrations?|views?|routes?|endpoints?))*(?=[.!]?$)",
    re.I,
)
_STORY_AROUND = re.compile(
    r"^(as an? [^,.;\n]{2,60}?),?\s+(so that|in order to) ([^\n]+?),? (i|we) ((?:want|need|wish|would like)\b[^\n]*)$",
    re.I,
)
"""A story that says what it is good for before what is wanted."""


def plainly_done(text: str) -> str:
    """Return a text whose title names things instead of doings, pages and plug-ins; other texts come back unchanged."""
    handled, done, named, fitted, kept, dashed, looked, noted, shop = _TURNS
    text = shop.sub("orders; products", text)
    text = handled.sub(lambda found: f"manage {found['what']}", text)
    text = done.sub(lambda found: f"users {_DONE[found['doing'].lower()]} {found['what']}", text)
    text = named.sub(_kinds, text)
    text = fitted.sub(lambda found: f"manage {plural(singular(found['what'].lower()))}", text)
    text = kept.sub("manage ", text)
    text = dashed.sub(lambda found: f"{found['what']}s for {found['of']}" if _is_pair(found) else found[0], text)
    text = looked.sub(lambda found: f"{found['who'] or found['where']} can ", text)
    text = noted.sub(lambda found: f"{found['what']} for each {found['of']}", text)
    text = re.sub(r"\bguest book\b", "guestbook", text, flags=re.I)
    text = _STORY_AROUND.sub(r"\1 \4 \5 \2 \3", text)
    text = _OCCASION.sub("for ", text)
    text = _ALLOWING.sub(r": \1 can ", text)
    text = _CODE.sub("", text)
    text = _ASKED.sub(r"manage \1 questions and \1 answers", text)
    text = _PICKED.sub(r"\1 that ", text)
    text = _IN_BULK.sub(lambda found: f"admins invite {found[1] or found[2]}", text)
    return _MAILED.sub("reminders", text)


def _kinds(found: re.Match[str]) -> str:
    """Return "supplier categories" for "categorization of suppliers"."""
    start = next(noun for noun in _NAMED if found["doing"].lower().startswith(noun))
    *before, last = found["what"].split()
    return " ".join([*before, singular(last.lower()), _NAMED[start]])


def _is_pair(found: re.Match[str]) -> bool:
    """Tell whether a title names a thing and, behind a dash, what is made for it: no verb, and both are plain words."""
    return found["of"].split()[-1].endswith("s") and not found["what"].endswith("s")
