"""Titles without what trackers, commits and teams put around them: types, scopes, keys, names, tags."""

from __future__ import annotations

import re

from draftspec.backlog.asked.wording import NO_KEYS, unprefixed

_TYPES = "feat|feature|feature request|fr|fix|bugfix|hotfix|chore|docs?|refactor|perf|tests?|style|build|ci|misc|enhancement|improvement|task|story|user story|epic|spike|bug|us|idea|proposal|rfc|wip|draft|todo|request"
_SORTS = r"(?:US|User Story|Story|Issue|Task|Ticket|PBI|Feature|Epic|Req|Requirement|FR|NFR|UC|Item|Card)"
_PREFIXES = (
    re.compile(rf"(?:{_TYPES})\s*(?:\([^)]{{0,60}}\))?\s*!?\s*(?::|\s-\s)\s*", re.I),
    re.compile(r"(?:feat|fix|chore|docs|refactor|perf|test|build|ci)\([^)]{0,60}\)!?\s+", re.I),
    re.compile(r"(?:feat|WIP)(?:/|\s+)(?=\w)", re.I),
    re.compile(r"\[[^\]\n]{1,40}\]\s*[:|-]?\s*|【[^】\n]{1,40}】\s*"),
    re.compile(rf"{_SORTS}\s*[-#.]?\s?\d+(?:\.\d+)*\s*[:.|)–—-]*\s+", re.I),
    re.compile(r"#?\d+(?:\.\d+)*\s*[:|)–—-]\s+|#\d+\s+|\d+(?:\.\d+)*[.)]\s+(?=[A-Za-z])"),
    re.compile(rf"(?:[A-Z][a-z]+)?(?!{NO_KEYS})[A-Z][A-Z0-9]{{0,9}}-\d+\s*[:|)–—-]*\s+"),
    re.compile(r"\((?:P\d|[A-Z])\)\s+|(?:P\d|MUST|SHOULD|COULD|TODO|NEXT)\s*[:|–—-]\s+"),
)
_NUMBER_BEHIND = re.compile(
    r"\s*\((?:depends on|blocked by|after|needs|requires|see|closes|fixes|refs?|part of) [^)]{1,80}\)\s*$|\s+due:\S+|\s*[(\[](?:#\d+|[A-Z][A-Z0-9]*-\d+|\d+ ?(?:pts?|points?|sp|h|d))[)\]]\s*$|\s+#\d+$",
    re.I,
)
_ADDRESS = re.compile(r"\s*<?https?://\S+")
_EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d]+|:[a-z_+-]{2,30}:(?=\\s|$)")


def bare_title(title: str) -> str:
    """Return a title as somebody would say it: "feat(invoice): Add PDF (#12)" is "Add PDF"."""
    bare = _ADDRESS.sub("", " ".join(_EMOJI.sub(" ", title).split())) or title
    while (shorter := _without_prefix(unprefixed(bare))) != bare and re.search(r"\w", shorter):
        bare = shorter
    bare = _NUMBER_BEHIND.sub("", bare).strip(" -–—|:;,")
    return bare[0].upper() + bare[1:] if re.match(r"[a-z]+\s", bare) else bare or title.strip()


def _without_prefix(title: str) -> str:
    for prefix in _PREFIXES:
        if (match := prefix.match(title)) and match.end() < len(title):
            return title[match.end() :]
    return title
