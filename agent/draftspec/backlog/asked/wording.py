"""Sentences as a brief says them: without addresses, numbers of other items, names of people, and talk about the change."""

from __future__ import annotations

import re

_SENTENCE = re.compile(r"(?<=[.!?])(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\betc\.)(?<!\bvs\.)\s+(?=[A-Z\"'(\[`*])")
_ADDRESS = re.compile(
    r"<?(?:https?|ftp)://[^\s<>()]+(?:\([^\s<>()]{0,200}\)[^\s<>()]{0,200}){0,5}>?|\bwww\.\S+|\bmailto:\S+"
)
_NUMBERS = re.compile(r"\s*\((?:see |cf\.? |closes |fixes |refs? )?(?:[\w/-]*#\d+|[A-Z][A-Z0-9]+-\d+)(?:, ?#\d+)*\)")
_PEOPLE = re.compile(
    r"\s*\((?:thanks|thx|cc|kudos|by)?:? ?@[\w-]+[^)]{0,40}\)|(?:\bcc:? )?(?<![\w./`])@[A-Za-z][\w-]+(?![\w./])"
)
_EMOJI = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d\u20e3]+|:[a-z_+-]{2,30}:(?=\\s|$|[.,;)])"
)
_CODE = re.compile(r"`+[^`]*`+")
_SHIELD = "\ue000"
_EMPTY_BRACKETS = re.compile(r"\s*[(\[]\s*[)\]]")
_SHOUT = re.compile(
    r"^(add|fix|update|refactor|remove|move|upgrade|change|create|implement|introduce)(?:ed|d|s)?\s?\.\s+(?=(\S+))",
    re.I,
)
_VERB = re.compile(
    r"\w+ing|use|replace|reduce|move|add|remove|refactor|update|change|migrate|create|fix|allow|make|set|handle|support|rename|\w*should",
    re.I,
)
_LABEL = re.compile(
    r"^(?:please note(?: that)?|(?:notes?|nb|n\.b\.|ps|important|update|edit|fyi|disclaimer)\s?:)\s*", re.I
)
_IS = re.compile(r"^(?:is|are|was) (?=\w+ing\b)|^tr(?:y|ies) to ", re.I)
_ABOUT_ITSELF = re.compile(r"^(?:is|are|was|does|has|follows?|contains?|doesn['’]t|allows? this)\b", re.I)
_TAG = re.compile(r"^\[(?![ xX]\])\s*[^\]\n]{1,40}\]\s*[-:|]?\s*")
_CHECKBOX = re.compile(r"^\[[ xX]\]\s+")
NO_KEYS = r"(?:UTF|ISO|SHA|MD|HTTP|TLS|GPT|COVID|RFC|MP|IEEE|PEP|CVE|AES|RSA|USB|FY|IPV|EAN|UPC|WCAG|OAUTH|ES|EN|DIN|FIPS|PCI|SOC|ICD|HL|GS|AS)-?\d"
"""What looks like the key of a tracker and is none: a pattern."""

_KEY = re.compile(
    rf"^(?!{NO_KEYS})(?:[A-Z][A-Z0-9]{{0,9}}-\d+|#\d+|\d{{3,}})\s*[:|–—-]+\s*|^(?!{NO_KEYS})[A-Z][A-Z0-9]{{1,9}}-\d{{2,}}\s+(?=\w)"
)
_AUTHORS = re.compile(r"^(?:[A-Z][a-z]+(?: [A-Z][a-z]+)?)(?:\s*[,/&]\s*[A-Z][a-z]+)*\s*\|\s*|^\|\s*")
_TYPE = re.compile(
    r"^(?:feat|fix|chore|docs?|refactor|perf|tests?|style|build|ci|misc)\s*(?:\([^)]{0,60}\))?!?:\s+", re.I
)
_THIS = r"(?:this|the|that) (?:pr|pull request|mr|merge request|change|changes|commit|patch|issue|ticket|story|task|card|feature request|improvement|update|work|diff|branch)"
_ABOUT = (
    re.compile(
        rf"^(?:the )?(?:main |overall )?(?:goals?|purpose|aim|objective|idea|intent(?:ion)?) (?:of|behind|with) {_THIS} (?:is|was) (?:that |to )?",
        re.I,
    ),
    re.compile(
        rf"^(?:with|in|as part of|through) {_THIS},? (?:(?:we|i)(?:['’](?:re|m|ve|ll))? ?(?:are |have |will |am )?(?:also |now )?)?",
        re.I,
    ),
    re.compile(
        rf"^{_THIS} (?:also |further |now |will |should |simply |just |only )*(?:aims to |is intended to |proposes to |is (?:meant )?to |is about )?",
        re.I,
    ),
    re.compile(
        r"^(?:we(?:['’](?:re|ll|ve))?|i['’](?:m|ll|ve)) (?:are |will |have )?(?=adding|introducing|creating|extending|exposing|updating|changing)",
        re.I,
    ),
)
_INSIDE = re.compile(rf"\s*\b(?:in|of|with|by|from) {_THIS}\b", re.I)
_SPACE_BEFORE = re.compile(r"\s+([.,;:!?])")
_OPEN_END = re.compile(r"[\s,;:(\[|–—-]+$")
_REFERRED = re.compile(
    r"(?:,? ?(?:see|like|similar to|as in|from|according to|based on|via|at|in|by|to|of|and|or|the|a|an|is|for|with|while|on))$",
    re.I,
)


def sentences(text: str) -> list[str]:
    """Return the sentences of a paragraph or point."""
    return [part for part in _SENTENCE.split(text) if part.strip()]


def shielded(text: str) -> tuple[str, list[str]]:
    """Return a text with a mark instead of each code span, and the spans for `unshielded`."""
    text = text.replace(_SHIELD, "")
    return _CODE.sub(_SHIELD, text), _CODE.findall(text)


def unshielded(text: str, spans: list[str]) -> str:
    """Return a text with its code spans again; those whose marks were dropped with what stood around them are lost."""
    parts = text.split(_SHIELD)
    return "".join(part + span for part, span in zip(parts, [*spans, *[""] * len(parts)], strict=False))


def reworded(sentence: str) -> str:
    """Return a sentence as a brief says it ("This PR adds webhooks (#12)" is "Adds webhooks"), or nothing."""
    text, spans = shielded(sentence)
    return unshielded(_reworded(text), spans)


def _reworded(sentence: str) -> str:
    text = _NUMBERS.sub("", sentence)
    addressed = _ADDRESS.sub("", text)
    text = _EMPTY_BRACKETS.sub("", _EMOJI.sub("", _PEOPLE.sub("", addressed)))
    text = _SPACE_BEFORE.sub(r"\1", " ".join(text.split()))
    text = _about_the_feature(unprefixed(text))
    text = _INSIDE.sub("", text)
    if addressed != _NUMBERS.sub("", sentence):
        text = (
            _REFERRED.sub("", _OPEN_END.sub("", text.rstrip(".")))
            if not text.endswith(".") or len(text.split()) < 6
            else text
        )
    return text.strip(" |>\u2022")


def _about_the_feature(text: str) -> str:
    """Return a sentence about a change as one about the feature, or nothing where it is about the change alone."""
    for pattern in _ABOUT:
        if (match := pattern.match(text)) and len(text) > match.end():
            text = _IS.sub("", text[match.end() :])
            if _ABOUT_ITSELF.match(text) or not text:
                return ""
            text = text[0].upper() + text[1:]
    return text


def unprefixed(text: str) -> str:
    """Return a title or a line of a commit without the people, keys, tags and types before what it says."""
    while True:
        shorter = text
        for pattern in (_CHECKBOX, _AUTHORS, _KEY, _TAG, _TYPE, _LABEL):
            shorter = pattern.sub("", shorter.lstrip(" -|"), count=1)
        shorter = _SHOUT.sub(_said, shorter)
        if shorter == text or not shorter:
            return text
        text = shorter


def _said(match: re.Match[str]) -> str:
    """Return the verb before a full stop where it is part of what is said ("Add. Search"), and nothing where it is a sort."""
    sort = match[1].lower() in ("fix", "refactor") or _VERB.fullmatch(match[2])
    return "" if sort else match[0].rstrip(" .") + " "
