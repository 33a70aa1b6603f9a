"""Peels off what a title or a line of a change log says about the change itself: only what it builds is left."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable

from draftspec.drafters.builtin.reading.gerunds import plainly_done
from draftspec.drafters.builtin.reading.people import is_person
from draftspec.drafters.builtin.reading.words import lifecycle_verb, plural, singular, table_of_words

_KIND = r"(?:pull request|pr|merge request|mr|change|changes|commit|patch|release|update|feature|ticket|task|story|branch|work|issue|module|project|app|application|tool|system|plugin|extension|it|this)"
_SAYING = r"(?:introduc|add|implement|provid|bring|build|offer|deliver|ship)(?:e?s|ed|ing|e)?(?: us| you| users)?"
_QUICKLY = r"(?:(?:quickly|easily|simply|seamlessly|efficiently|conveniently|safely|securely|directly|fully|now|also)(?:,| and|, and)? )"
_WHERE = r"(?:^|(?<=[.!?\n;])\s*|(?<=[.!?;] ))"

_SOFTWARE = r"(?:systems?|software|apps?|applications?|platforms?|portals?|services?|tools?|solutions?|suites?|module|website|web app|back-?end|api)"
_FULL = {
    "archiv": "archive",
    "duplicat": "duplicate",
    "paus": "pause",
    "restor": "restore",
    "renam": "rename",
    "mov": "move",
}
"""Verbs of which adjectives in -able lack the last letter."""

_CODE = r"(?:models?|tables?|entit(?:y|ies)|schemas?|dao|migrations?|factor(?:y|ies)|routes?|controllers?|services?|repositor(?:y|ies)|views?|serializers?|crud|api|endpoints?|polic(?:y|ies)|seeds?|seeders?|specs?|tests?|relations?|relationships?|associations?)"
"""Parts of a program: a title that names one of a thing asks for the thing."""

_NEW = r"(?:(?:add|creat|implement|introduc|defin|design|build|mak|set ?up|us)(?:e?s|ed|ing|e|ting|up)? )"


def _modelled(found: re.Match[str]) -> str:
    """Return "manage favicons" for "added favicon model"; of a model that is a thing itself ("car models") nothing changes."""
    thing = found["thing"]
    if thing.split()[-1].lower() in _HAVING_MODELS or thing.lower() == "user":
        return found[0]
    words = thing.split()
    return f"manage {' '.join([*words[:-1], plural(singular(words[-1]))])}"


def _acted(found: re.Match[str]) -> str:
    """Return "companies can post" for "companies post"; of people it is clear without."""
    plain = is_person(singular(found[1].lower())) and not found["where"]
    return found[0] if plain else f"{found[1]} can {found['verb']} "


def _rows_of_deed(found: re.Match[str]) -> str:
    """Return "manage refunds" for "refund system", where the noun is a verb as well; other nouns are understood as they stand."""
    noun = found["noun"].lower()
    deed = lifecycle_verb(noun) == noun and noun in table_of_words("lifecycle")
    return f"manage {plural(noun)}" if deed and noun not in _NO_DEEDS else found[0]


_NO_DEEDS = frozenset({"release", "issue", "schedule", "publish", "approve", "archive", "process", "close", "open"})
"""Verbs of which a system is something else, or that an entry knows with the word behind them."""

_HAVING_MODELS = frozenset(
    {
        "car",
        "vehicle",
        "device",
        "phone",
        "pricing",
        "ai",
        "ml",
        "llm",
        "learning",
        "language",
        "financial",
        "asset",
        "3d",
        "scoring",
        "data",
        "domain",
        "the",
        "a",
        "an",
        "new",
        "equipment",
        "product",
        "business",
        "prediction",
        "database",
        "db",
        "for",
        "of",
        "to",
        "time",
        "embedding",
        "bike",
        "dining",
        "seating",
        "truth",
        "lookup",
        "price",
        "pivot",
        "join",
        "rest",
        "graphql",
    }
)
"""Nouns before "model" and "table" with which these are things, or say nothing."""

_SAID = 40
"""Characters of a brief before its use cases from which on they only illustrate what it says."""
_COMPLAINED = r"create|define|add|manage|configure|customi[sz]e|upload|save|import|schedule"
_BOUNDED = r"[^:.;\n]*\b(?:more|less|fewer|larger|longer|than|after|before|while|when|without|unless|until|same|twice|only|again|other|others|once|\d+)\b"
"""What follows a rule: that somebody cannot do something more often, later or without something is no complaint."""

_OFFICE = r"(?:our |the |my )?(?:marketing|sales|finance|accounting|support|hr|legal|management|operations|gym|club|company|team|shop|store|school|hotel|agency|customers?|clients?)"
_INPUT = "(?:short |long |free )?text|yes/no|(?:multiple |single )?choices?|numbers?|dates?|checkbox(?:es)?|dropdowns?|files?(?: uploads?)?|radio|select|signatures?"
_ACTED = "post|report|order|record|list|offer|log|book|rate|score|host|sell|send|share|store|run|split|measure|upload|register|publish"

Turn = tuple[str, str, str | Callable[[re.Match[str]], str]]
"""Stems of which one must stand in the text (none: always), what is said, and how it is said plainly."""

_FRAMES: tuple[Turn, ...] = (
    # "Terrastories is an application for mapping stories", "The application invites volunteers to transcribe pages"
    ("app application platform service software system tool website", r"^(?:the )?(?-i:[A-Z])[\w-]+(?: (?-i:[A-Z])[\w-]+)? is an? (?:[a-z-]+ ){0,4}(?:application|app|platform|tool|software|system|service|website) (?:to|that (?:helps|lets|allows|enables) [a-z]+(?: to)?|for(?P<doing>(?: [a-z]+ing,?(?: and)?)*)) ", lambda found: "manage " if found["doing"] else ""),
    ("allows asks enables helps invites lets", r"^the (?:application|app|platform|tool|system|site|website) (?:invites|lets|allows|enables|asks|helps) ([a-z]+s) to ", r"\1 can "),
    # "Refund system", "return management": what is built is refunds, and nobody is told to return anything
    ("system management module process", r"^(?:(?:add|implement|create|build|an?|the|new|simple|basic) )*(?P<noun>[a-z]+) (?:system|management|module|process)[.!]?$", lambda found: _rows_of_deed(found)),
    # "boards replaced the checklists"
    ("replace", r"^((?:[a-z-]+ )?[a-z]+s) (?:have )?replaced? (?:the |our )?[a-z]+(?=[.;]|$)", r"add \1"),
    # "each shift is broken into slots", "create events and break them into departments"
    ("into", r"\bis (?:broken|divided|split|organi[sz]ed) (?:down |up )?into (?:(?:individual|several|multiple|many|single) )*", "has "),
    ("them", r"\b([a-z]+s) and (?:break|divide|split|group|organi[sz]e) them into ([a-z]+s)\b", r"\1 with \2"),
    # "certificates (CPR cards, fire trainings, etc.)": examples
    ("etc", r" ?\((?=[^()]*(?:s\b|\ban? ))[^()]*,? etc\b\.?\)", lambda found: "" if re.search(r"\b(?:an? [a-z]+|[a-z]+(?<!s)s)(?=,| and|\))", found[0]) else found[0]),
    # "A city council wants residents to vote", "We run a marketplace for bikes."
    ("need want would", rf"{_WHERE}(?:an?|the|our) [a-z]+(?: [a-z]+)? (?:wants?|would like|needs?) ((?:[a-z]+ )?[a-z]+s) to (?=[a-z])(?!be )", r"\1 can "),
    ("operate own run", r"^(?:we|i) (?:run|operate|own) (?:an? |the )?[^.\n]{3,80}\.\s+(?=[A-Z])", ""),
    # "Hi team, marketing would like to run campaigns", "Our gym wants to sell class packs", "We want volunteers to sign up"
    ("", r"^(?:hi|hello|hey|dear)(?: [a-z]+){0,2}[,!] ", ""),
    ("need want wishes would", rf"{_WHERE}{_OFFICE} (?:wants?|would like|needs?|wishes) to (?=(?:run|sell|offer|keep|track|manage|store|record|collect|plan|send|host|lend|rent|organi[sz]e|set up|build|publish) )", ""),
    ("need want would", rf"{_WHERE}(?:we|i) (?:want|need|would like)(?: for)? (?:our |the )?((?:[a-z]+ )?[a-z]+s) to (?=[a-z])(?!be )", r"\1 can "),
    ("need want wish would", rf"{_WHERE}((?:[a-z]+ )?[a-z]+s) (?:want|would like|need|wish) to (?:be able to )?(?=[a-z])(?!be |have )", r"\1 can "),
    # "Companies post jobs", "guests at the hotel order breakfast": no compound begins with a plural
    ("", rf"(?:{_WHERE}|(?<=: ))((?!sales |goods |news |means |series |always |has |is |does |users |this )[a-z]+[^s\W]s)(?P<where> (?:at|in|of) (?:the|our|a) [a-z]+)? (?P<verb>{_ACTED}) (?=(?:an? |the |their |its |our |each )|(?:[a-z]+ )?[a-z]+[^s\W]s\b|[a-z]+ service\b)", lambda found: _acted(found)),
    # "add tags to articles and let readers follow a tag": two wishes
    ("and", r"(?:,)? and (?:let|allow|enable)s? (?:the |all )?((?:[a-z]+ )?[a-z]+s) (?:to )?(?=[a-z]+ (?:an? |the |their |all )?[a-z])", r". \1 can "),
    # "forms (text, yes/no, choice, date)": of which kinds their fields are
    ("checkbox choice date dropdown file number radio select signature text yes", rf"(?<=forms|ields)(?: with fields)? ?\((?:(?:{_INPUT})(?:, (?:and |or )?| and | or |(?=\)))){{2,}}\)", ""),
    # "Campfire is a web-based chat application. It supports many features, including: rooms"
    ("app application platform service software system tool website", r"^(?:(?-i:[A-Z])[\w-]+ ){1,3}is an? (?:(?! to | for | that | which )[^.]){0,80}?(?:application|app|platform|software|tool|system|service|website)\. (?=[A-Z])", ""),
    ("including such", rf"{_WHERE}it (?:supports|offers|provides|includes|has) (?:(?!including|such as)[^.:;]){{0,80}}?(?:including|such as):? ", ""),
    # "(e.g. todo list, favourites, etc)"
    ("etc", r" ?\((?:e\.? ?g\.?|for example|such as),?[^()]*\betc\b[^()]*\)", ""),
    # "New complaints model to persist complaints", "Table to store meta data for contact lists"
    ("entity model table", r"^(?:(?:add|added|new|an?) )*[a-z]{3,} (?:model|table|entity) to (?:persist|store|keep|hold|save|record) ", "store "),
    ("table", r"^(?:(?:add|added|new|an?) )*table to (?:store|hold|keep) (?:(?:meta ?data|data|information|details) (?:for|of|about|on) )?(?:the |an? )?", "store "),
    # "Adds program record functionality", "learner refund request workflow"
    ("add implement introduce", r"^(?:add(?:s|ed)?|implement(?:s|ed)?|introduce(?:s|d)?) ([a-z]+ (?:record|request|list|code|report|note|profile|template|group)) (?:functionality|feature|module|support)(?=[.!]?$)", lambda found: f"manage {plural(found[1].lower())}"),
    ("workflow", r"\b([a-z]+ request) workflows?\b(?! (?:for|of|with|that))", lambda found: plural(found[1].lower())),
    ("first initial next", r"(?<=[.!?] )(?:the )?(?:first|initial|next) (?:iteration|version|step|phase|release) (?:should|will|could|would|consists?|is|covers?) [^.]*\.", ""),
    # "Product and category management; customer management"
    ("management", rf"(?:{_WHERE}|(?<=: ))([a-z]+) and ([a-z]+) management(?=[;,.\n]|$)", lambda found: f"manage {plural(singular(found[1].lower()))} and {plural(singular(found[2].lower()))}"),
    # "every machine in the plant gets a maintenance plan"
    ("each every", r"\b((?:every|each) [a-z]+) (?:in|of|at|on) (?:the|our|an?) [a-z]+ (?=(?:gets?|has|have|needs?|belongs?|contains?)\b)", r"\1 "),
    # "match the lines to open invoices": they are open, nobody opens them
    ("existing open outstanding unpaid", r"\b((?:match|assign|allocate|reconcile|link|apply|relate)(?:s|es|d|ed|ing)? (?:[a-z]+ ){1,4}to) (?:open|unpaid|existing|outstanding) (?=[a-z]+s\b)", r"\1 "),
    # "students get their score": it is worked out
    ("their", r"(?:,? and|[,;]) [a-z]+s (?:get|see|receive) their (?:own |final |total )?(?:scores?|results?|grades?|ranks?|points)(?: (?:right )?(?:after|once|when) [^.;,]*)?(?=[.;,]|$)", ""),
    # "their score right after submitting", "who is on call right now"
    ("right", r" right (?=(?:after|before|when|once|from)\b)", " "),
    ("just right", r" (?:right|just) (?:now|away|then)\b", ""),
    # "FitTrackee now lets you …", "Tracks now includes support of …": a program is no thing of itself
    ("now", r"^(?:the )?[\w-]+(?: [\w-]+)? now (?:lets|allows|enables) (?:you|users|people|everyone)(?: to)? ", "users can "),
    ("now", r"^(?:(?-i:[A-Z])[a-z]+s|(?-i:[A-Z])[a-z]+ ?(?-i:[A-Z])[a-z]+) now (?:includes|has|offers|provides|adds) (?:basic |initial |full )?support (?:of|for) (?![a-z]+ing\b)", "add "),
    # "Cookbooks - collect recipes into books"
    ("arrange collect combine gather group organi put sort", r"^((?-i:[A-Z])[\w]+(?: [a-z]+)?s) [-–—] (?=(?:collect|gather|group|organi[sz]e|combine|put|arrange|sort) )", r"\1: "),
    ("auto", r"\bauto-(?=[a-z]+(?:ed|en)\b|(?:assign|generate|create|approve|renew|expire|archive|close|send|complete|cancel)s?\b)", ""),
    ("auto", r"^auto ?[-–—] ?(?=[a-z])", "automatic "),
    # "(e.g. "Hiking tour")", "question types (e.g. text, number)"
    ("", r" ?\((?:e\.? ?g\.?|for example|for instance|i\.e\.),? *[\"“'][^()]*\)", ""),
    ("", r"\((?:e\.? ?g\.?|for example|for instance|such as),? *", "("),
    ("configurable", r"\badd configurable (?=[a-z]+ [a-z]+s\b)", "add "),
    # "Direct links is a feature that …", "Private location, a beta feature that allows you to …"
    ("feature", r"^((?-i:[A-Z])[\w']+(?: [\w']+){0,3}) (?:is|are) (?:an? )?(?:[a-z]+ )?features? that (?!lets|allows|enables)[^.]*\.", lambda found: f"{plural(singular(found[1].lower()))}."),
    ("feature", r"^((?-i:[A-Z])[\w']+(?: [\w']+){0,3}), an? (?:[a-z]+ )?feature that (?:allows|lets|enables) (?:you|users|people)(?: to)? ", lambda found: f"{plural(singular(found[1].lower()))}: users can "),
    ("will", r"^(?:for [a-z -]{3,40}, )?(?:the )?[\w-]+ will now (save|let|show|keep|store|send) ", r"\1 "),
    ("concept", r"^(?:the )?[a-z]+(?: [a-z]+)? (?:has|have|knows?) the concept of ", "add "),
    # "The scheduler activity helps you …", "a plugin that can be used to …"
    ("allows enables helps lets", r"^the ([\w-]+(?: [\w-]+)??) (?:activity module|activity|module|plugin|add-on|extension) (?:enables|allows|lets|helps) (?:an? |the )?([a-z]+?)s? to ", r"\1: \2s can "),
    ("allows enables provides supports", r"^the ([\w-]+(?: [\w-]+)??) (?:activity module|activity|module|plugin|add-on|extension) (?:enables|allows|supports|provides) the [^.;:]*[.;:]", lambda found: f"{plural(singular(found[1].lower()))}."),
    ("like", r", like an? [a-z]+(?: [a-z]+)?(?=[.,;]|$)", ""),
    ("leads", r"\b(answer|page|link|button|step|choice|option|path|which|that|it|one) leads to\b", r"\1 goes to"),
    ("that which", r"^(?:an? )?(?:plugin|module|add-on|extension|library) (?:that|which) (?:can be used to|is used to|allows to|helps to|can) ", ""),
    # "support mode to help super admins manage tenants more effectively"
    ("help", r" to help (?:[a-z]+ ){1,3}(?:to )?(?:manage|handle|work|organi[sz]e|plan|find)\b[^.;:,]{0,60}? (?:more effectively|more efficiently|more easily|better|faster)(?=[.;:]|$)", ""),
    # "create/edit/delete, listings, detail pages"
    ("detail list listing search", r"\b(create/edit/delete|create, edit,? (?:and )?delete|crud)((?:, (?:listings?|list (?:pages?|views?)|detail (?:pages?|views?)|search))+)(?=,|$)", r"\1"),
    ("keeps logs manages records stores tracks", r"^([A-Z][a-z]+(?: [a-z]+)?): (records|stores|keeps|tracks|logs|manages) ", lambda found: f"{found[1]}: {found[2].removesuffix('s')} "),
    ("for", r",? for (?:ease of|easier|easy|better|faster|quicker|quick) (?:later )?(?:use|access|reuse|reference|lookup|management|handling|navigation|identification|tracking|reporting)(?: and (?:re-?use|later use))?\b", ""),
    ("help", r"\bwith (?:the )?help of (?=[a-z]+s\b)", "with "),
    # "Carts and orders now say which branch they are for": they are there
    ("now", r"(?<=[.!?;] )[A-Z][a-z]+(?: [a-z]+){0,3} now (?:says?|shows?|keeps?|carry|carries|knows?|tells?|records?|stores?) (?:which|what|whose|whether|how|who) [^.;!?]*", ""),
    ("case", r"(?<=[.!?;\n] )(?:typical |common |possible |example )?use[- ]cases?(?: (?:include|are))?:? [^.]*", lambda found: "" if found.start() > _SAID else found[0]),
    # "Currently …", "Current providers are …": what is there says what is wished only together with the rest
    ("current currently moment now present right", r"(?<=[.!?] )(?:(?:Currently|At the moment|Right now|At present|As of now),? (?!(?-i:[a-z]+(?:ed|ing)) [a-z]+s )|Current [A-Za-z/ -]{0,30}(?:providers|options|behaviou?r|implementation|approach|solution|workflow|process|setup) (?:is|are) )(?:(?!, but )[^.;!?])*(?:, but |[.;!?])", ""),
    # "Organizations cannot create custom roles": a complaint wishes for it
    ("currently way", rf"^(?:currently,? |today,? |right now,? |at the moment,? )?([a-z]+(?: [a-z]+)?s) (?:(?:cannot|can not|can't) currently|currently (?:cannot|can not|can't)|have no way to) ({_COMPLAINED}) (?!{_BOUNDED})", r"\1 can \2 "),
    ("because currently list moment right set there", rf"^(?:currently,? |today,? |right now,? |at the moment,? )?([a-z]+(?: [a-z]+)?s) (?:cannot|can not|can't|are unable to|are not able to) ({_COMPLAINED}) (?!{_BOUNDED})(?=[^:.;\n]{{3,120}}: (?:there (?:is|are)|because|currently|right now|at the moment|the (?:set|list) is) )", r"\1 can \2 "),
    # "fraud_flags table", "a new `screening_rooms` model"
    ("association entit model schema table view", r"[`:]?\b([a-z][a-z0-9]*(?:_[a-z0-9]+)+)`?(?= (?:join |database |db )?(?:tables?|views?|models?|entit(?:y|ies)|schema|association)\b)", lambda found: found[1].replace("_", " ")),
    ("", r"(?:(?<=^)|(?<=\badd )|(?<=\badded )|(?<=\bcreate )|(?<=\bintroduce ))[`:]?([a-z]+(?:_[a-z]+)*_[a-z]+s)`?(?! (?:columns?|fields?|attributes?))\b", lambda found: found[1].replace("_", " ")),
    # "V1 of references", "add the concept of mortality to animals", "base donation system"
    ("", r"^(?:add(?:ed|s|ing)? |introduc(?:e|es|ed|ing) |implement(?:s|ed|ing)? )?(?:the |an? )?(?:v ?\d+|concepts?|notion|idea|mvp|poc) (?:of|for) (?:the |an? )?(?=[a-z])", "add "),
    ("base basic core simple", r"^(?:add(?:ed|s|ing)? )?(?:the |an? )?(?:base|basic|core|simple) ([a-z]+(?: [a-z]+)?) (?:system|module|feature|functionality|support|implementation)(?=\s*(?:$|[.\n]))", r"add \1 system"),
    # "Change the private checkbox to a flexible permission system"
    ("change replace turn", r"^(?:change|replace|turn) (?:the )?[\"“]?[a-z]+[\"”]? (?:checkbox|field|column|flag|button|switch|toggle|option)(?:es|s)? (?:with|to|into|by) (?:an? )?", "add "),
    # "make changes in header and add …"
    ("changes", r"^mak(?:e|ing|es) (?:some )?changes (?:in|to|for) [a-z ]+? and (?=add|implement|creat|introduc)", ""),
    # "hubs, nodes and folders schemas"
    ("entities models schemas tables", r"(?<=[a-z]s) (?:schemas|tables|models|entities)\b", ""),
    # "Type Rating" definition
    ("definition feature functionality model module page section system", r"[\"“]([A-Za-z]+(?: [A-Za-z]+)?)[\"”] (?:definitions?|feature|page|section|module|models?|functionality|system)\b", lambda found: plural(found[1].lower())),
    # "Phase 3: …", "M2-4: …"
    ("", r"^(?:(?:phase|sprint|part|step|milestone|stage) \d+(?:\.\d+)*|m\d+[a-z]?(?:-\d+[a-z]?)?) ?[:—–-]+ ?", ""),
    # "Started back-end for watches", "Add base for the settings"
    ("add beg build creat implement set start", r"^(?:add(?:ed|s|ing)?|creat(?:ed?|es|ing)|start(?:ed|s|ing)?|beg(?:an|in)|build|implement(?:ed)?|set ?up) (?:the |an? )?(?:some |base |basic |ground |initial |first )*(?:back-?end|base|basics|work|ground ?work|foundations?|structures?|support|code|logic|stuff|everything)(?: work)? (?:of|for|on) (?:the |an? )?(?=[a-z])(?![a-z]+ing\b)", "add "),
    # "Added favicon model", "Create saved work model and routes", "Added an Authentications table"
    ("entit model table", rf"^{_NEW}?(?:(?:an?|the|new|basic|simple|initial|own) )*(?P<thing>(?!(?:add(?:s|ed|ing)?|manag(?:e|es|ed|ing)|for|to|by|of|and|with) )[a-z][a-z-]+(?: (?!(?:for|to|of|and|with|in|on|by|from) )[a-z][a-z-]+){{0,3}}) (?:join )?(?:models?|tables?|entit(?:y|ies))(?:(?: and| &| \+|,)+ (?:the |its |related |corresponding )?{_CODE})*(?=\s*(?:$|[.\n]))", _modelled),
    # "Add semantic link model for variants"
    ("entit model table", rf"^{_NEW}(?:(?:an?|the|new|basic|simple|initial|own) )*(?P<thing>(?!(?:add(?:s|ed|ing)?|manag(?:e|es|ed|ing)|for|to|by|of|and|with) )[a-z][a-z-]+(?: (?!(?:for|to|of|and|with|in|on|by|from) )[a-z][a-z-]+){{0,2}}) (?:join )?(?:models?|tables?|entit(?:y|ies)),?(?= (?:for|to|that|which|with|so)\b)", _modelled),
    # "new activity logging code to replace the audit log": the old one is there
    ("replace", r"(?<!want)(?<!wants)(?<!need)(?<!needs)(?<!like) (?:to|that|which|and) replaces? (?:the |our |old |existing |current )*[a-z]+(?: [a-z]+)?(?=[.;,\n]|$)", ""),
    # "Move opening hours into their own table", "migrate tags to a real model", "store refresh tokens in the database"
    ("database entit model table", r"^(?:move|migrate|extract|convert|turn|split|pull)(?:s|ed|ing)? (?:out )?(?:the )?([a-z]+(?: [a-z]+){0,2}) (?:out )?(?:in)?to (?:an? |its |their |the )?(?:own |real |proper |separate |new |first-class |dedicated |database )*(?:tables?|models?|entit(?:y|ies)|database)\b", r"add \1"),
    ("", r" (?:in|via|with|using|through|into) (?:the|an?|its|their) (?:(?:own|separate|new|single|dedicated|join|shared|extra) )*(?:database|db|tables?|models?)\b", ""),
    # "Initial implementation of views", "initial host module", "first pass at an episode request schema", "Start sponsors work"
    ("model module schema", r"^(?:the )?(?:initial|first|basic|rough|early|base)(?: (?:major|minor|basic|rough))? (?:implementation|iteration|version|pass|cut|draft|work|attempt|stab|steps?|commit) (?:of|at|for|on|towards?) (?:an? |the )?([a-z]+(?: [a-z]+){0,2}) (?:schemas?|models?|module)(?=\s*(?:$|[.\n]))", lambda found: f"manage {plural(singular(found[1].lower()))}"),
    ("base basic early first initial rough", r"^(?:the )?(?:initial|first|basic|rough|early|base)(?: (?:major|minor|basic|rough))? (?:implementation|iteration|version|pass|cut|draft|work|attempt|stab|steps?|commit) (?:of|at|for|on|towards?) (?:an? |the )?", "add "),
    ("basic first initial", r"^(?:initial|basic|first) ([a-z]+(?: [a-z]+)?) (?:module|models?|feature|implementation|functionality)(?=\s*(?:$|[.\n]))", lambda found: f"manage {plural(singular(found[1].lower()))}"),
    ("begin start started starting", r"^(?:start|begin|started|starting)(?: with| on| the)? ([a-z]+(?: [a-z]+)?) (?:work|implementation|feature|module)(?=\s*(?:$|[.\n]))", lambda found: f"manage {plural(singular(found[1].lower()))}"),
    ("feature", r"^feature/(?=[a-z])", ""),
    # "Make projects archivable"
    ("make", r"^make (?:the |all )?([a-z]+(?: [a-z]+)?s) (archiv|duplicat|reorder|paus|restor|renam|mov|cancel)(?:e?able|ible)$", lambda found: f"{_FULL.get(found[2], found[2])} {found[1]}"),
    # "Add support for playbooks"
    ("support", r"^(?:add(?:s|ed|ing)?|implement(?:s|ed|ing)?|introduc(?:e|es|ed|ing)|provid(?:e|es|ed|ing)) (?:basic |initial |first |full )*support for (?![a-z]+ing\b)(?=[^.;:\n]{2,40}$)(?!.* (?:in|on|for|to|of|with|by|from) )", "add "),
    # "line-up feature for concerts"
    ("feature", r"(?<=[a-z]) feature(?= (?:for|to|on|in|of) (?:the |all |our )?[a-z]+)", ""),
    # "Enhance maintenance functionality: create tables for …": what follows says it
    ("enhance expand extend improve overhaul refine rework update upgrade", r"^(?:enhance|improve|extend|expand|rework|overhaul|update|upgrade|refine) [^:.;\n]{3,60}: (?=[a-z])", ""),
    # "Functionality for the stamps feature", "create tables for vehicles and drivers", "Setup initial framework for …"
    (
        "api crud endpoint entities foundation framework functionalities functionality infrastructure model schema table", rf"{_WHERE}(?:(?:add(?:s|ed|ing)?|creat(?:e|es|ed|ing)|implement(?:s|ed|ing)?|introduc(?:e|es|ed|ing)|provid(?:e|es|ed|ing)|build|set-?up|set up|setting up|define|design) )?(?:(?:an?|the|some) )?(?:(?:new|simple|basic|initial|first|whole|required|necessary|database|db|data|domain|entity|rest|backend) )*(?:functionality|functionalities|framework|foundations?|infrastructure|data ?models?|models?|tables?|schemas?|entities|crud|endpoints?|apis?) (?:for|of) (?:(?:an?|the) (?=[a-z]+ ))?(?=\w)(?!each |every )",
        "add ",
    ),
    # "An inventory system to track parts", "Quokka, an app for managing visitor passes": what it does says it
    (
        "administer collect handle keep manage organi plan record schedule store track", rf"^(?:an?|the|our)? ?(?:(?!(?:management|tracking|administration) )[A-Za-z][\w-]*,? ){{0,4}}?(?:an? )?{_SOFTWARE} (?:designed |built |made |intended |used |meant )?(?:for [a-z]+s )?(?:to|that|which) (?:help |helps |let |lets |allow |allows |enable |enables )?(?:(?:you|us|people|users|[a-z]+s) )?(?:to )?(?=(?:manage|track|record|store|organi[sz]e|administer|keep|collect|handle|plan|schedule)s? )",
        "",
    ),
    # "This pull request introduces a new feature to track …", "It provides the ability to quickly set up …"
    (
        "add bring build deliver implement introduc offer provid ship", rf"{_WHERE}(?:(?:this|the|our|that) )?(?:new )?{_KIND} (?:now )?{_SAYING} (?=\w)",
        "add ",
    ),
    ("allows enables helps lets permits", rf"{_WHERE}(?:(?:this|the|our|that) )?(?:new )?{_KIND} (?:lets|allows|enables|permits|helps) (?=\w)", "allow "),
    # "adding a feature to send …", "a new feature that allows users to …", "the ability for admins to …"
    (
        "abilities ability capabilities capability feature functionalities functionality means option possibility support way", rf"{_WHERE}(?:add(?:s|ed|ing)? |implement(?:s|ed|ing)? |introduc(?:e|es|ed|ing) |creat(?:e|es|ed|ing) |provid(?:e|es|ed|ing) |support(?:s|ed|ing)? )?(?:(?:an?|the|some) )?(?:(?:new|simple|basic|initial|first|whole) )*(?:features?|functionality|functionalities|ability|abilities|possibility|capability|capabilities|options?|support|way|means) (?:to|(?:that|which) (?:lets|allows?|enables?|permits?|helps?)) (?={_QUICKLY}|[a-z])",
        "allow to ",
    ),
    ("allow", rf"\ballow to (?:(?:you|us|people|users|someone|somebody|the user) to )?{_QUICKLY}*", "allow to "),
    ("allow to conduct", r"^allow to (?=(?:conduct|hold|run|carry out|host|organi[sz]e) )", ""),
    ("also conveniently directly easily efficiently fully now quickly safely seamlessly securely simply", rf"\b(to|can) {_QUICKLY}+(?=[a-z])", r"\1 "),
    ("set", r"\bset ?up and (?:execute|run|configure|maintain|use)\b", "manage"),
    # "first version of …", "basic structures for …", "support for …"
    (
        "base basic core early first initial minimal new preliminary rough second simple very working", r"\b(?:(?:an?|the|some) )?(?:(?:very |new |simple |basic|initial|first|second|early|minimal|preliminary|working|base|core|rough) ?)+(?:versions?|iterations?|implementations?|structures?|drafts?|cuts?|pass(?:es)?|skeletons?|scaffold(?:ing)?|supports?|set-?ups?|groundwork|models?|back-?ends?|functionality|functionalities|infrastructure|framework|foundations?|building blocks?|apis?|crud|mvp|prototypes?|steps?) (?:of|for|to support|around|towards?) (?=\w)",
        "",
    ),
    ("boilerplate concept groundwork implementation infrastructure mvp plumbing poc scaffold skeleton", r"\b(?:(?:an?|the|some) )?(?:implementation|groundwork|scaffold(?:ing)?|skeleton|plumbing|infrastructure|boilerplate|mvp|proof of concept|poc) (?:of|for) (?=\w)", ""),
    # "Budgeting V1", "Kudos v2.0", "(beta)"
    ("", r"(?<=[a-z)]) ?[,:-]? ?\(?\b(?:v|version|phase|part|iteration) ?\d+(?:\.\d+)*(?: of \d+)?\b\)?(?=[.,;:!?)\n]| (?:with|for|of|to|and|that|which|–|-)|$)", ""),
    ("alpha beta draft first initial mvp new part poc wip", r"(?<=[a-z)]) \((?:beta|alpha|wip|mvp|poc|draft|part|first|new|initial)(?: [a-z0-9]+)?\)", ""),
)  # fmt: skip
"""Stems of which one must stand in the text, what is said about the change, and what is left of it."""

_TOOL = r"(?:code|library|mechanism|capability|tools?|features?|systems?|functionality|module|support|page|screens?|section|tab|app|application|api|apis|engine|workflow|process|capabilit(?:y|ies))"


_SYSTEM = re.compile(
    rf"(?:an? |the |our |build |create |implement |add )*(?P<thing>[a-z]+(?: [a-z]+)?)(?: (?:information|record|records|data))+(?: management)? {_SOFTWARE}(?P<rest> for [a-z ]+)?[.!]?",
    re.I,
)
"""A brief that says nothing but of what a system keeps records."""


_HOLDER = re.compile(
    r"(?:please |add |create |build |implement |an? |the |our |new |simple )*(?!(?:[a-z]+ )?(?:can|may|must|should|could|will|to) )(?P<thing>[a-z]+(?: [a-z]+)?) (?P<holder>directory|register|registry|database|catalogue|catalog|tracker|(?<=suggestion )box|(?<=feedback )box|(?<=complaint )box|(?<=idea )box)(?P<rest>,? (?:for|of|with|where|whose) [^\n.;]+)?",
    re.I,
)


_NEVER_HELD = frozenset({"time", "activity", "location", "order", "progress", "weight", "calorie", "water", "mood", "package", "bug", "issue", "client", "domain", "user", "windows", "service", "container", "eye", "event", "performance", "cost"})  # fmt: skip
"""What a tracker, registry or database is of without rows of that name in it."""


def rows_of(text: str, known: Container[str]) -> str:
    """Return a brief that names nothing but what holds things by the things: of a risk register, risks.

    `known` are the phrases that have an entry under the holder's name.
    """
    found = _HOLDER.fullmatch(text.strip(" .!"))
    thing = found["thing"].lower() if found is not None else ""
    if (
        found is None
        or f"{thing} {found['holder']}".lower() in known
        or thing in _NEVER_HELD
        or (singular(thing) != thing and found["rest"])
    ):
        return text
    return f"manage {plural(singular(thing))}{found['rest'] or ''}"


def unframed(text: str) -> str:
    """Return a text without the turns that speak of the change and not of what it builds."""
    if (found := _SYSTEM.fullmatch(text.strip())) is not None:
        return f"manage {plural(found['thing'].lower())}{found['rest'] or ''}"
    text = plainly_done(text)
    return _with_results(plainly_done(with_turns(text, _FRAMES)))


def with_turns(text: str, turns: Iterable[Turn]) -> str:
    """Return a text in which each turn is said plainly; a pattern is compiled only where one of its stems stands."""
    low = text.lower()
    for stems, pattern, plain in turns:
        if not stems or any(stem in low for stem in stems.split()):
            text = re.sub(pattern, plain, text, flags=re.I)
            low = text.lower()
    return text


def _with_results(text: str) -> str:
    """Name the doing by what comes of it where it is what a title is about ("stock counting tool": stock counts)."""
    results = table_of_words("results")
    pattern = rf"\b({'|'.join(results)})(?: {_TOOL})?(?=\s*(?:$|[.;:\n]))"
    if not re.search(pattern, text, re.I):
        return text
    return re.sub(pattern, lambda found: _result(found, text), text, flags=re.I)


def _result(found: re.Match[str], text: str) -> str:
    """Return the noun for a doing, unless a verb or a word for when stands before it ("before counting")."""
    before = re.findall(r"[a-z]+", text[: found.start()].lower().rpartition("\n")[2])
    if before and (before[-1] in _DOING or (before[-1] in ("and", "or") and set(before[-4:]) & {"before", "after"})):
        return found[0]
    return str(table_of_words("results")[found[1].lower()])


_DOING = frozenset({"before", "after", "while", "when", "by", "for", "of", "start", "starts", "stop", "stops", "without", "from", "is", "are", "keep", "keeps"})  # fmt: skip
"""Words behind which a doing is done and not named."""
