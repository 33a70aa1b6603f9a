"""Headings in the texts of items: which sections ask for something, which say why, which are about something else."""

from __future__ import annotations

import re

ASKED, WHY, ACCEPTANCE, ASIDE = "asked", "why", "acceptance", "aside"

_PHRASES = (  # the first kind that a heading matches; each phrase is a pattern for the whole heading
    (
        ACCEPTANCE,
        "acceptance", "acceptance criteri(a|on)", "acceptance tests?", "ac", "criteria", "conditions of satisfaction",
        "scenarios?", "definition of done", "dod", "akzeptanzkriterien", "done when",
    ),
    (
        ASIDE,
        r".*\b(screen ?shots?|screencasts?|screen recordings?|videos?|recordings?|mock-?ups?|loom)\b.*", "before.*", "after.*", "previews?", "demos?",
        "how (has|was|were|is|to|does|do|did|can) .*(test|verif|try|reproduc|review|deploy|release|run).*", "how tested",
        "(manual |automated |unit |e2e |local )?test(s|ing|ed)?( plan| steps| coverage| instructions| notes| results?| evidence)?",
        "qa( notes| steps)?", "verification", ".*check ?list.*", "important files", "files( changed)?", "discussion( points)?",
        "(related|linked|associated|relevant|connected)( .*)?", "issues?", "tickets?", "links?", "references?", "resources", "see also", "jira",
        "roadmap( task)?", "fixes.*", "closes.*", "resolves.*", "change ?log( entry)?", "release notes?", "conflicts",
        "deploy(ment)?( notes| steps| plan| instructions)?", "roll-?out( plan)?", "roll-?back( plan)?", "migration (notes|steps)", "types? of (the )?changes?.*",
        "(additional|other|more|extra|further) (context|information|info|details|notes?|comments?)", "(your )?environment", "versions?",
        "(steps )?to reproduce.*", "steps", "reproduction.*", "logs?( output)?", "relevant log.*", "stack ?trace", "traceback", "output", "error( message)?s?",
        "(notes? (for|to) (the )?)?reviewers?( notes)?", "(potential |known )?risks?", "breaking changes?", "(describe )?alternatives?.*", "things you.*considered.*",
        "out of scope", "non[- ]goals?", "not in scope", "next steps?", "follow[- ]?ups?", "future( work)?", "later", "(open )?questions?", "performance", "benchmarks?",
        "credits?", "acknowledge?ments?", "contributors?", "contributing", "code of conduct", "licen[sc]e", "sponsors?", "estimat(e|ion)s?", "story points", "priority", "assignees?", "timeline",
        "(domain|class|sequence|er|data flow) (model|diagram)s?", "diagrams?", "metadata", "commits?", "dependencies", "depends on", "blocked by", "blocks", "are you willing.*", "would you like to.*", "i have .*",
        "what (is|are) the (impact|risk).*", "security impact.*", "on-?call.*", "monitoring plan",
    ),
    (
        WHY,
        "why.*", "context", "background", "motivation", "rationale", "problem( statement| description)?", "is your feature request related to a problem.*", "reasons?",
        "(the )?current (behaviou?r|situation|state|status)", "the state of things.*", "what is the current situation.*", "what problem.*", "describe the (problem|current).*", "problem to solve",
        "business (case|value)", "value", "benefits?", "impact", "history", "kontext", "hintergrund", "situation",
    ),
    (
        ASKED,
        "description", "summary", "(about )?(the )?changes?", "what", "what .*(changed|changes|did|do|does|included|achieve|want|happens?|expected).*", "overview", "details?", "feature( request| description)?s?",
        "(user )?stor(y|ies)", "(proposed |suggested |possible |desired )?(proposal|solution|change|feature|behaviou?r|outcome|result|implementation)s?", "describe (the|your) (solution|feature|idea|proposal).*", "describe the .*you.*like.*",
        "goals?", "objectives?", "(in )?scope", "purpose", "expected( behaviou?r| results?)?", "sub[- ]?tasks?", "tasks?", "to[- ]?dos?", "implementation( details| notes| plan)?", "(functional |business )?(requirements?|rules?)", "brief", "spec(ification)?s?",
        "use cases?", "notes?", "general", "(main|key|major) changes", "highlights", "introduction", "intro", "idea", "ask", "request", "beschreibung", "anforderung(en)?", "technical (notes|details)", "misc(ellaneous)?", "other", "info(rmation)?", "tl;?dr",
    ),
)  # fmt: skip
_PATTERNS = tuple(
    (kind, re.compile("|".join(f"(?:{phrase})" for phrase in phrases), re.I)) for kind, *phrases in _PHRASES
)


def kind_below(titles: list[str]) -> tuple[str, str]:
    """Return the kind of a section by the headings above it, outermost first, and the heading where it says something."""
    kinds = [_kind(title) for title in titles]
    if ASIDE in kinds:
        return ASIDE, ""
    if not titles:
        return ASKED, ""
    kind = next((kind for kind in reversed(kinds) if kind), ASKED)
    heading = {ACCEPTANCE: "Acceptance criteria", None: plain(titles[-1])}.get(kinds[-1], "")
    return kind, heading


def _kind(title: str) -> str | None:
    """Return the kind that a heading gives its section, or None where it names a part of the feature."""
    words = plain(title)
    found = next((kind for kind, pattern in _PATTERNS if pattern.fullmatch(words)), None)
    return ASKED if found is None and not re.search(r"[^\W\d_]", words) else found


def plain(title: str) -> str:
    """Return the words of a heading without the numbers, pictures and punctuation around them."""
    return re.sub(r"^[\W\d_]+|[^\w)\]`\"']+$", "", title).strip()
