"""Numbers of a brief: what each limits, times or measures."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from draftspec.drafters.builtin.reading.words import plural, singular, table_of_words, word_class

Kind = Literal[
    "most",
    "least",
    "lifetime",
    "age",
    "every",
    "rate",
    "percent",
    "money",
    "duration",
    "count",
    "gap",
    "threshold",
    "ordinal",
    "ahead",
    "notice",
    "factor",
    "figure",
]

UNITS = {"s": "second", "sec": "second", "secs": "second", "min": "minute", "mins": "minute", "h": "hour", "hr": "hour", "hrs": "hour", "d": "day", "mb": "MB", "gb": "GB", "kb": "KB", "°c": "°C", "°f": "°F"}  # fmt: skip
TIMES = ("second", "minute", "hour", "day", "week", "month", "year")
SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800, "month": 2592000, "year": 31536000}
SIZES = frozenset(
    {"KB", "MB", "GB", "byte", "character", "char", "word", "pixel", "letter", "digit", "kg", "g", "cm", "km"}
)
_EVERY = {
    "hourly": "hour",
    "daily": "day",
    "nightly": "day",
    "weekly": "week",
    "monthly": "month",
    "yearly": "year",
    "annually": "year",
}

_NUMBER = r"(?P<value>\d{1,3}(?:[ ,]\d{3})+|\d+(?:\.\d+)?)"
_FOUND = re.compile(
    rf"(?P<before>(?:[A-Za-z'-]+[ ,]+){{0,6}})(?P<money>[$€£] ?)?\b{_NUMBER}(?P<percent> ?%| percent| per cent)?"
    r"(?:[ -]?(?P<unit>°[CF]|[^\W\d_]+))?(?P<after>(?:[ -]+[A-Za-z]+){0,4})"
)
_MOST = re.compile(
    r"\b(at most|up to|max|maximum|maximum of|max of|no more than|not more than|limit|limited to|limit of|limit to|fewer than|less than|cap of|only|allows?|allowed|may have|can have)\b"
)
_LEAST = re.compile(r"\b(at least|min|minimum|minimum of|more than|no fewer than|no less than|over)\b")
_LIFETIME = re.compile(r"\b(valid|expire|expires|expiry|expiring|lasts?|lifetime|within|time-out|timeout|for)\b")
_AGE = re.compile(r"\b(after|older than|inactive|inactivity|following|retain|retention|keep|kept)\b")
_THRESHOLD = re.compile(
    r"\b(above|below|exceeds?|exceeding|(?:falls?|drops?|goes|sinks?|rises?) (?:below|under|above|over|to)|higher than|lower than|hotter than|colder than|reach(?:es)?)\b"
)
_NOTICE = re.compile(
    r"\b(until|up to|at least|at the latest|no later than|not later than|cancel\w*|chang\w+|reschedul\w+|withdraw\w*|mov\w+|clos\w+)\b"
)
_LEFT_ALONE = re.compile(
    r"\b(?:not|without|no|never|inactive|idle|untouched|unused)\b.* for$|\b(?:inactive|idle|untouched|unused) for$"
)
"""What nobody touches for a while is of an age."""
_EACH_HAS = re.compile(
    r"\b(?:each|every) [a-z]+ (?:has|gets|holds|receives)(?: only)?$|\b(?:an?|one) [a-z]+ (?:holds|may bring|can bring)$"
)
"""Whoever "has 3 votes" has no fourth one, and what "holds 10 passes" has room for no other."""
_EVERY_WORD = re.compile(r"\b(?:every|each) ?$")
_BARRED = re.compile(
    r"(?:\b(?:not|cannot|never)|n['’]t)\b(?!.*\b(?:more|less|fewer|later|longer|earlier|than|only|just|until|within|for)\b)[^,;]*$|\b(?:nobody|no one|none)\b[^,;]*$|\bno (?!more|less|fewer|later|longer)[a-z]+(?: [a-z]+)? (?:may|can|must|should|shall|is|are|has|have|will)\b[^,;]*$"
)
"""What nothing may be or do says of how many it speaks, and not how many there have to be ("can't be in 2 rentals at once")."""
_OF_ITS = re.compile(r"[ -]+(?:the|its|their|his|her|this|that|what|as|our)\b")
"""What stands behind "2 times" where something is multiplied."""


@dataclass(frozen=True)
class NumberFact:
    """A number of the brief: `value` with its `unit` or the thing it counts, and in which words it was given."""

    text: str
    value: str
    kind: Kind
    unit: str
    per: str | None = None
    words: frozenset[str] = frozenset()
    nearest: tuple[str, ...] = ()
    """The words around it, the nearest first."""

    @property
    def is_size(self) -> bool:
        """Whether it measures what is sent rather than counting rows."""
        return self.unit in SIZES or self.unit in SCALES

    @property
    def amount(self) -> str:
        """The value with its unit as a document says it: `1 day`, `14 days`."""
        return f"{self.value} {self.unit if self.value == '1' else plural(self.unit)}"

    @property
    def seconds(self) -> int | None:
        """The duration in seconds, or None when the unit is no time."""
        return int(float(self.value) * SECONDS[self.unit]) if self.unit in SECONDS else None


SCALES = frozenset(
    {
        "rating",
        "star",
        "score",
        "grade",
        "rate",
        "priority",
        "level",
        "scale",
        "mark",
        "value",
        "weight",
        "temperature",
        "age",
        "size",
    }
)
_BETWEEN = re.compile(r"\bbetween (\d+) and (\d+)((?: [a-z]+)?)", re.I)
_RANGE = re.compile(r"(?<!step )\b(\d+) (?:to|–) (\d+)((?: [a-z]+)?)", re.I)
_CAPACITY = re.compile(r"\b(?:a )?capacity of (\d+)\b(?! [a-z]+s\b)", re.I)
_GAP = re.compile(
    r"\b(?:only |at most )?(?:once|(?:max(?:imum)?\.? )?1 [a-z-]+|one time) (?:in|every|each|per) (\d+ (?:seconds?|minutes?|hours?|days?|weeks?|months?|years?))\b",
    re.I,
)
_INLINE = re.compile(r"(?:^|(?<=[\s:;,]))\d{1,2}[.)] +(?=[A-Za-z])")
"""Marks of a list within one line ("1. orders 2. returns"), where there are several."""
_NO_COUNTS = frozenset({"status", "state", "type", "kind", "action", "field", "column", "eye"})
"""What a brief counts just before it lists it ("with 3 statuses"), and the four eyes of an approval."""
_STATUS = re.compile(
    r"\b(?:gets?|returns?|answers?|receives?|error|status|code|responds? with|refused with)(?: an?| the)? $"
)
"""What stands before the status of an HTTP answer."""
_MARK = re.compile(r"^\s*(?:\d+[.)])\s+", re.M)


def in_digits(text: str) -> str:
    """Return a text in which numbers that are written as words stand in digits ("two days": 2 days)."""
    words = table_of_words("numbers")
    pattern = rf"\b({'|'.join(w for w in words if w not in ('one', 'once'))})\b(?=[ -][a-z])"
    text = re.sub(pattern, lambda m: str(words[m[1].lower()]), text, flags=re.I)
    text = re.sub(r"\bonce (a|per|an|every) ", r"1 time \1 ", text, flags=re.I)
    text = re.sub(r"\bone\b(?= (?:per|at a time|only))", "1", text, flags=re.I)
    text = _CAPACITY.sub(r"at most \1 places", text)
    text = _BETWEEN.sub(r"at least \1\3 and at most \2\3", text)
    text = _RANGE.sub(r"at least \1\3 and at most \2\3", text)
    return _GAP.sub(r"\1 gap", text)


_CLOCK = re.compile(
    r"\b(?:from |between |at |until |by )?(?:\d{1,2}(?: ?(?:to|and|-|–|until) ?))?\d{1,2}:\d{2}(?: ?(?:to|and|-|–|until) ?\d{1,2}(?::\d{2})?)?\b(?: ?(?:h|am|pm|o'clock))?", re.I
)  # fmt: skip
"""Times of day ("between 9 and 16:30"): they count nothing."""
_THOUSANDS = re.compile(r"\b(\d+)k\b(?= [a-z])", re.I)
_BY = re.compile(r"(?<=\d)( [a-z]+)? ?/ ?(s|sec|second|min|minute|h|hr|hour|day|week|month|year)s?\b", re.I)
_SPELLED = {"s": "second", "sec": "second", "min": "minute", "h": "hour", "hr": "hour"}


def _spelled_out(text: str) -> str:
    """Return a text without times of day, and with "40k rows" and "60 requests/min" in full."""
    text = _THOUSANDS.sub(lambda found: f"{found[1]},000", _CLOCK.sub(" ", text))
    return _BY.sub(
        lambda found: f"{found[1] or ' requests'} per {_SPELLED.get(found[2].lower(), found[2].lower())}", text
    )


def find_numbers(text: str) -> tuple[NumberFact, ...]:
    """Return the numbers of a brief in order, each with what it limits; digits inside names are left alone."""
    text = _spelled_out(text)
    text = _INLINE.sub(" ", text) if len(_INLINE.findall(text)) > 1 else text
    plain = re.sub(r"\s+", " ", in_digits(_MARK.sub(" ", text)))
    facts: list[NumberFact] = []
    position = 0
    while (found := _FOUND.search(plain, position)) is not None:
        position = found.end("value")
        fact = _fact(found)
        if fact is not None and facts and _is_upper_end(facts[-1], fact):
            fact = replace(fact, unit=facts[-1].unit, words=fact.words | facts[-1].words, nearest=facts[-1].nearest)
        if fact is not None and fact not in facts:
            facts.append(fact)
    return tuple(facts)


def _is_upper_end(lower: NumberFact, fact: NumberFact) -> bool:
    """Tell whether a number ends the range that the one before begins ("a rating from 1 to 100")."""
    return lower.kind == "least" and fact.kind == "most" and not fact.unit and fact.text.startswith("and at most")


_NO_UNITS = frozenset({"per", "a", "an", "each", "every", "of", "and", "or", "in", "for", "to", "if", "at", "is", "with", "on", "from", "by", "as", "but", "until", "before", "after", "when", "need", "must", "has", "have", "are", "the", "that", "who", "which"})  # fmt: skip
"""Words behind a number that count nothing."""


def _fact(found: re.Match[str]) -> NumberFact | None:
    value = found["value"].replace(",", "").replace(" ", "")
    raw_unit = (found["unit"] or "").lower()
    unit = UNITS.get(raw_unit, singular(raw_unit))
    unit = "" if unit in _NO_UNITS else unit
    after = (found["after"] or "").lower()
    before = found["before"].lower()
    if (
        re.search(r"\b(version|v|step|phase|iso|rfc|http|oauth|sha|level|issue|section|base)$", before.strip())
        or raw_unit == "fa"
        or before.endswith("per ")  # "varroa per 100 bees": what is measured in
    ):
        return None
    http = found["value"][:1] in "45" and len(found["value"]) == 3
    if http and (_STATUS.search(before) or unit in ("response", "error", "status", "answer")):
        return None  # "get 429", "answers 404", "a 409 response"
    per = re.search(rf"\b(?:per|a|an|each|every) ({'|'.join(TIMES)})\b", f" {raw_unit} {after}")
    shown = " ".join(
        f"{_last_words(before, 3)} {found['money'] or ''}{found['value']}{found['percent'] or ''} {found['unit'] or ''}{_first_words(after)}".split()
    )
    unit, shown = _counted_unit(unit, after), _tidy(shown)
    kind = _kind(found, before, unit, per is not None)
    if kind == "count" and (unit in _NO_COUNTS or _BARRED.search(before)):
        return None
    kind = _uncounted(kind, unit, value, after)
    if not unit and kind in ("least", "most"):
        unit = next((word for word in reversed(re.findall(r"[a-z]+", before)) if word in SCALES), "")
    around = [
        *re.findall(r"[a-z-]+", f"{raw_unit} {after}")[:2],
        *reversed(re.findall(r"[a-z-]+", before)),
        *re.findall(r"[a-z-]+", after),
    ]
    nearest = tuple(dict.fromkeys(singular(word) for word in around))
    unit = "" if kind == "percent" else _currency(found["money"], unit) if kind == "money" else unit
    return NumberFact(shown, value, kind, unit, per[1] if per else None, frozenset(nearest), nearest)


CURRENCIES = {"€": "eur", "$": "usd", "£": "gbp", "euro": "eur", "dollar": "usd"}
"""Signs and words for money, with the currency that they stand for."""


def _currency(sign: str | None, unit: str) -> str:
    """Return the currency of a sum: its sign says more than the word behind it ("$300 deposit")."""
    return CURRENCIES[sign.strip()] if sign else CURRENCIES.get(unit, unit)


def _uncounted(kind: Kind, unit: str, value: str, after: str) -> Kind:
    """Nothing is there one and a half times: what is no whole number multiplies something, or is no bound of a count."""
    if unit == "time" and kind in ("most", "count", "rate", "least") and ("." in value or _OF_ITS.match(after)):
        return "factor"
    counted = kind in ("most", "count", "rate", "least") and unit not in SIZES | SCALES | {""}
    return "figure" if counted and "." in value else kind


def _tidy(shown: str) -> str:
    """Return the words of a number without what only joins them to the next."""
    shown = re.sub(r"(.*?)(\d+ \w+) gap$", r"at most once every \2", shown)
    return re.sub(r"(?: (?:and|or|for|the|of|then|to|a|an|is|are))+$", "", shown)


def _counted_unit(unit: str, after: str) -> str:
    """In "10 active keys" it is the keys that are counted."""
    if unit in word_class("adjectives"):
        following = after.split()[:1]
        return singular(following[0]) if following else ""
    return unit


def _kind(found: re.Match[str], before: str, unit: str, per: bool) -> Kind:
    near = " ".join(before.split()[-4:])
    if found["money"] or unit in ("eur", "usd", "gbp", "dollar", "euro", "cent"):
        return "money"
    if found["percent"] or unit in ("st", "nd", "rd", "th"):
        return "percent" if found["percent"] else "ordinal"
    if unit in TIMES:
        return _kind_of_time(near, f"{unit} {found['after']}")
    if _THRESHOLD.search(near):
        return "threshold"
    if _MOST.search(near) or (_EACH_HAS.search(near) and not _LEAST.search(near)):
        return "rate" if per and unit in ("request", "call", "message", "attempt", "time") else "most"
    plain: Kind = "rate" if per else "most" if unit in ("time", "place", "seat", "spot") else "count"
    return "least" if _LEAST.search(near) else plain


def _kind_of_time(near: str, behind: str) -> Kind:
    """Return what a span limits: "every" it, "after" it, as long as something is "valid"."""
    if (kind := _kind_behind(near, behind)) is not None:
        return kind
    if re.search(r"\b(more|longer|less) than|\b(above|over|under|below)\b", near):
        return "duration"
    if _EVERY_WORD.search(near):
        return "every"
    if re.search(r"\b(valid|expires?|expiring|lasts?)\b", near):
        return "lifetime"
    if _AGE.search(near) or _LEFT_ALONE.search(near):
        return "age"
    return "lifetime" if _LIFETIME.search(near) or re.search(r"valid|expir", behind) else "duration"


def _kind_behind(near: str, behind: str) -> Kind | None:
    """Return what the words behind a span make of it ("2 hours before", "7 days ahead"), or None."""
    if re.match(r"\w+ +gap\b", behind):
        return "gap"
    if re.match(r"\w+ +(?:ahead|in advance)\b", behind):
        return "ahead" if _MOST.search(near) else "notice"
    told = re.match(r"\w+ +(?:before|prior|beforehand)\b", behind) and _NOTICE.search(near)
    return "notice" if told else None


def _last_words(text: str, count: int) -> str:
    return " ".join(re.sub(r"^.*[,;]", "", text).split()[-count:])


def _first_words(text: str) -> str:
    kept = re.match(r"(?: (?:per|a|an|each|of|every|old|valid) [a-z]+| [a-z]+)?", text)
    return kept[0] if kept else ""


def find_periods(text: str) -> tuple[tuple[str, str], ...]:
    """Return the rhythms that a brief names as a word: (word, unit), as in ("daily", "day")."""
    return tuple((word, _EVERY[word]) for word in dict.fromkeys(re.findall(r"[a-z]+", text.lower())) if word in _EVERY)


_AT_TIME = re.compile(
    r"\b(?P<said>(?:(?:every|each) (?P<day>night|day|morning|evening|weekday|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|daily|nightly) at (?P<time>\d{1,2}:\d{2}))\b", re.I
)  # fmt: skip


def find_clock(text: str) -> tuple[str, str] | None:
    """Return when each day, or on which day, a brief wants something done, in its words and as a rhythm: ("every night at 02:00", "daily at 02:00")."""
    found = _AT_TIME.search(text)
    if found is None:
        return None
    day = (found["day"] or "day").lower()
    rhythm = (
        "daily"
        if day in ("night", "day", "morning", "evening")
        else "on weekdays"
        if day == "weekday"
        else f"{day.capitalize()}s"
    )
    return found["said"], f"{rhythm} at {found['time'].zfill(5)}"
