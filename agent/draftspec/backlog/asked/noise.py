"""Sentences and points that ask for nothing: what commits, templates and trackers say about themselves.

Each pattern is held narrow: a line about the work that stays in a brief does little harm, a requirement that is lost does.
So "merge remote branch" is noise, "merge two contacts" is not.
"""

from __future__ import annotations

import re

_CODE = r"(?:code|imports?|files?|methods?|class(?:es)?|functions?|variables?|flags?|param(?:eter)?s?|gems?|packages?|tests?|specs?|props?|components?|logic|models?|constants?|services?|controllers?|helpers?|jobs?|modules?|beans?|annotations?)"
_TESTS = r"(?:tests|test ?cases?|specs?|(?:unit|integration|e2e|request|controller) tests?|test failures?|mocks?|test coverage|code coverage)"
_DO = r"(?:add|creat|implement|introduc|fix|updat)\w*"
_COMMITS = (
    rf"(?:add|fix|updat|upping|ignor|un-?ignor|cover|mock|writ|expand|adapt|temporary|missing|more|remov|reduc|correct|improv|extend|revis)\w* (?:[\w'./-]+ ){{0,4}}{_TESTS}(?: (?:for|to|in|on|with|around|covering|when|which|that|and) .*)?",
    rf"(?:{_TESTS}|linter|lint|rubocop|typos?|cosmetics?|polish|nits?|wip|dummy|squash|initial commit|working version|todo|tbd|n/?a|none|etc|commit|refactor(?:ing|ed)?s?|clean-?up|clean up|reformat(?:ting|ted)?|bug ?fix(?:es)?|misc|docs?)(?: (?:commit|fix(?:es)?|changes?|adjustments?))?",
    r".*(?:\.(?:test|spec)\.\w+|_spec\b|_test\b|\bcypress\b|\b(?:unit|integration|regression|serializer|request|e2e|controller) (?:tests?|specs?)\b|\btest (?:coverage|failure|values|config(?:uration)?)\b|\bspec (?:scenarios?|coverage)\b|\btest ?cases? (?:for|to|which|adjust\w*|values)\b|\btestcases?\b|\bin tests\b).*",
    r".*\b(?:rubocop|eslint|prettier|sonar(?:cloud|qube)?|pom(?:\.xml| files?)|jenkins|github actions?|linter|linting)\b.*",
    r"(?:fix|address|resolv|apply|appl|incorporat|correct|updat|remov|leav|improv|upping)\w* (?:[\w'./-]+ ){0,4}(?:linter|lint|typos?|formatting|styling|code style|style changes?|indentation|white ?space|spacing|imports?|warnings?|read ?me(?: file)?|change ?log|comments? on the .*|review comments?|(?:code|pr|peer) reviews?|review feedback|remarks|merge conflicts?|log statements|log messages|js-?docs?|graphql schema|schemas|snapshots?)(?: .{0,40})?",
    r"address\w* (?:.* )?(?:comments?|reviews?|feedback|requested changes|concerns)(?: .*)?",
    r"(?:changes|refactor\w*|modifications?|updates?) (?:from|after|based on|for|as per) (?:\w+ )?(?:pr|code|peer)?[ -]?reviews?.*",
    r"(?:code|pr|peer) review (?:changes|comments?|fixes)",
    r"(?:apply |use )?(?:some |a few |misc\.? |minor |small |slight |other |various |further |overall )+(?:\w+ ){0,2}(?:fix(?:es)?|style changes?|code changes?|refactor(?:ing)?s?|clean-?ups?|tweaks?|modifications?|improvements?|boy scouting)(?: (?:and|on|of|to) .{0,40})?",
    r"(?:also )?(?:includes?|contains?|adds?|does) (?:also )?(?:some|a few|misc\.?|minor|small|several|other) (?:\w+ )?(?:refactor|fix|clean|improvement|tweak)\w*.*",
    r"(?:secondly,? )?(?:a )?(?:some |small |slight |big |minor |awaiting \w+ )?(?:code )?refactor(?:ed|ing|s)?\b(?!.*[\"“]).*",
    r"(?:\w+ ){1,3}code refactor",
    r"(?:big|huge|large) (?:refactor|chunk)\b.*",
    r"a big chunk\b.*",
    rf"(?:remov|delet|clean)\w*(?: up)? (?:\w+ ){{0,2}}(?:unused|dead|unnecessary|redundant|commented|already simplified)\b.*(?:\b{_CODE}\b|\w[a-z][A-Z]|_).*",
    rf"(?:remove|clean ?up) (?:unused|dead) {_CODE}",
    rf"(?:renamed|extracted|moved|extract) (?:[\w`]+ ){{0,3}}(?:{_CODE}|strings)\b(?: .*)?",
    r"(?:renamed?|extract(?:ed)?) (?:\S*[a-z][A-Z]\S*|\S*_\S*|`[^`]+`)(?: .*)?",
    r"revert\w*(?: (?:[\"'].*|changes?.*|config.*|commit.*|this.*|indentation.*|.*\bmapping changes|.*\bremoval\b.*|- .*))?",
    r"reverts? commit.*",
    r"this reverts .*",
    r"merg(?:e|ed|ing) (?:remote|branch|pull|pr\b|main|master|develop|changes from|conflict|tag|origin).*",
    r"(?:bump|increment|upping|upgrad)\w* .*\bversions?\b.*",
    r"(?:add|remov)\w* (?:[\w.-]+ ){0,4}dep\w*enc(?:y|ies)",
    r"(?:updat|chang|set)\w* .*\b(?:version (?:of|to|for|properties)|dependenc(?:y|ies)|changeset(?:'s)? (?:id|comment)|gemfile|package\.json|lock ?file|deployment script)\b.*",
    rf"{_DO} (?:\w+ ){{0,2}}(?:dao|service|repository|persistence|mapping) layer\b.*",
    rf"{_DO} (?:\w+ ){{0,2}}hibernate mapping.*",
    r".*\bfuture refactor.*",
    r"releas\w* (?:of )?(?:\w+ ){0,3}(?:version )?v?\d+\.\d+.*",
    r"version \d+\.\d+.*",
    r".*\b[\d.]+-snapshot\b.*",
    r"use single line .*",
    r"(?:packag|deploy)\w* .*\b(?:jar|artifact|environment)\b.*",
    r"(?:co-authored|signed-off|reviewed|acked|tested)[- ]by\b.*",
    r"#\s.*",
)
_REFERRING = (
    r"closes?|closed|fix(?:es|ed)?|resolves?|resolved|relate[sd]?(?: to)?|related (?:to|prs?|issues?)|part of|refs?|see(?: also)?|supersedes|depends on|requires|blocked by|blocks|based on"
    r"|follow[- ]?up(?: (?:to|of|from|on|for))?|follows(?: and defines)?|tracked in|duplicate of|addresses|tackles|relevant documents?|namely|see discussion for context|similar to"
)
_REFERRED = r"references?|context|discussion|tasks?|issue|ticket|jira|linear|roadmap|docs?|design|figma|slack|loom|links?|source|example|epic|story|notes?|before|after|part|here|use"
_REFERENCES = (
    rf"(?:{_REFERRING}|(?:{_REFERRED})(?=\s*[:#\d(]))(?: (?:the|this|that|issue|pr|story|ticket|roadmap|linear|item|task|tasks|above|and))*[\s:.#,(\[-]*(?:[\w/-]*#\d+|[A-Z\d]+-\d+|\d+)?[\s\])(:.,]*(?:(?:roadmap )?item:?[\s#\d]*)?",
    r"tackles the \d+ tasks.*",
    r"\((?=.*\b(?:url|above|below|screenshots?|temporary|see|notice)\b).*\)",
    r".*\[(?:link|image|attachment) (?:removed|redacted)\].*",
    r"`?[\w.-]+(?:/[\w.-]+)+\.\w{2,4}`?",
    r"`?[\w./-]+\.(?:rb|py|tsx?|jsx?|java|go|php|sql|xml|ya?ml|kt|cs|rs|pptx?|docx?|pdf|png|jpe?g)`?",
)
_LATER = (
    r".*\b(?:future|next|following|follow-?up|separate|another|other|upcoming|previous|later|subsequent|different|stacked|latest|related|small|the) (?:prs?|pull requests?|merge requests?)\b.*",
    r".*\b(?:pr size|a pr that|off for now|not used yet|should be reverted|left some of that out)\b.*",
    r"(?:the |our |as the )?next steps? (?:is|will|would|are)\b.*",
    r"prs? \d+/\d+.*",
    r".*\bin pr #?\d+.*",
    r".*\b(?:will|to|can) be (?:done|added|addressed|handled|removed|implemented|exposed|backfilled|covered) (?:later|soon|separately|afterwards|in (?:a|the|another) (?:next|future|follow\S*|separate|subsequent|later|different)\b.*)",
    r"(?:preparation|preparatory) (?:step|work)\b.*",
    r"(?:last|first|second|next|final) (?:part|piece) of\b.*",
    r"(?:[\w/,&-]+ ){1,5}(?:is|are) (?:working|in progress|wip)",
    r"complete but\b.*",
    r"wip\b.*",
    r"in the future,? we (?:may|might)\b.*",
    r".*\bwill come next",
    r".*\bwill follow soon",
)
_TALK = (
    r"(?:thanks|thank you|kudos|hi|hello|hey|please (?:let (?:me|us)|review|see|feel|include|fill|delete))\b.*",
    r"(?:know of any|let (?:me|us) know|feel free|just a quick|anyway|imo|imho|we felt|who knows|you get it|sick\b|great\b|for some reason|not sure|here(?:'s| is| are) (?:a|an|the|how|what|some)|there are a lot of changes|there are still more|an important point|it doesn['’]t need to be|third,|second,)\b.*",
    r"i (?:also |just |only |have |then )*(?:made|added|noticed|considered|tried|removed|changed|included|moved|used|decided|preferred|wonder|hope|guess|think|did|didn['’]t|find|was|wanted to|fixed|updated|refactored)\b.*",
    r"(?:q:|do|does|is|are|what|why|how|who|would) .*\?",
    r".*\b(?:lines of changes|breaking changes?|good enough approach|ok with merging|minutes ago)\b.*",
)
_TEMPLATES = (
    r"\[[ xX]\] .*\b(?:tests?|tested|contributing|read|code of conduct|review(?:ed)?|changelog|documentation|docs|lint(?:er)?|guidelines?|warnings?|commits?|specs?|ci)\b.*",
    r"(?:include relevant|describe (?:your|the) (?:changes?|bug|issue|problem|solution|feature|tests?)|list any dependencies|a clear and concise|add any other|explain (?:what|why|how) (?:you|this|the change)|provide a (?:general |short |brief )?(?:summary|description|link|screenshot)"
    r"|tell us (?:what|how|about)|put an `?x|replace this|delete this|lorem ipsum|ex\. i'm always|if applicable, add)\b.*",
    r"\{\{.*\}\}",
    r"_?no response_?",
    r"\(optional\)",
)
_TRACES = (
    r"at [\w.$<>/]+\(.*\).*",
    r"traceback .*",
    r"file \".*\", line .*",
    r"(?:\w+\.)+\w*(?:exception|error)\b.*",
    r"caused by:.*",
    r"\.\.\. \d+ more",
    r"=>.*",
    r"irb.*",
    r"\$ .*",
    r">{2,}.*",
    r"#!.*",
    r"\[!(?:warning|note|tip|important|caution)\].*",
    r"[{}\]].*",
    r"\"\w+\": .*",
    r"\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d.*",
    r"(?:scp|curl|npm|yarn|pip|docker|kubectl|git|sudo) -?\w+ .*",
    r"output from\b.*",
    r"[\W_]*",
    r"[A-Z][A-Z0-9]*-\d+|\d{1,2}-\d{3,}",
    r"co-authored by:?",
)
_NOISE = tuple(
    re.compile(rf"(?:{pattern})[.!;:,]?\Z", re.I)
    for pattern in (*_COMMITS, *_REFERENCES, *_LATER, *_TALK, *_TEMPLATES, *_TRACES)
)

_WANTED = re.compile(
    r"\b(?:wants?|needs?|needed|should|must|shall|can|cannot|can['’]t|could|would|allow(?:s|ed|ing)?|able|ability|require[ds]?|let|enables?|support(?:s|ing)?|so that|in order to|has to|have to|at least|at most|only|each|every|per|up to|within|\d+)\b",
    re.I,
)
_STATE_OF_THINGS = re.compile(
    r"(?:currently|today|at the moment|right now|as things stand|previously|before this|until now|so far|now,|we recently|recently|the current|existing|there is no|there are no|for now|when we introduced|in the past|as part of|the problem|option)\b"
    r"|.*\b(?:does ?n[o'’]t|do ?n[o'’]t|is ?n[o'’]t|did ?n[o'’]t|not) (?:currently )?(?:support|have|offer|exist|include|provide)|.*\b(?:epic|preparation|existing plan)\b|this (?:requires|adds|leads|means|causes)\b",
    re.I,
)
_LOOKED_AT = 500


def is_noise(sentence: str) -> bool:
    """Tell whether a sentence or point asks for nothing."""
    sentence = sentence[:_LOOKED_AT]
    return any(pattern.match(sentence) for pattern in _NOISE)


def is_wanted(sentence: str) -> bool:
    """Tell whether a sentence of the background says what somebody wants, and not only how things are."""
    sentence = sentence[:_LOOKED_AT]
    return _WANTED.search(sentence) is not None and _STATE_OF_THINGS.match(sentence) is None
