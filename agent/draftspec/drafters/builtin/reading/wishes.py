"""Turns of phrase that say who asks, applies, hands in, marks or builds: the thing that each is about, by its name."""

from __future__ import annotations

import re

from draftspec.drafters.builtin.reading.framing import Turn
from draftspec.drafters.builtin.reading.people import participle_of
from draftspec.drafters.builtin.reading.words import plural, singular, word_class

_FORMED = frozenset({"a", "an", "the", "custom", "drop", "simple", "new", "basic", "online", "web", "add", "create", "build", "our"})  # fmt: skip
"""Words before a form builder that say of which forms it is as little as nothing."""

_ASKED = {"mov": "move", "chang": "change", "transfer": "transfer", "cancel": "cancellation", "delet": "deletion", "remov": "removal", "extend": "extension", "reschedul": "rescheduling"}  # fmt: skip
"""What somebody asks for who requests to do something."""

_BASES = {"mut": "mute", "starr": "star", "lik": "like", "favourit": "favourite", "favorit": "favorite", "sav": "save", "upvot": "upvote"}  # fmt: skip
"""Verbs of which the participle is not the base form and "ed"."""

_KINDS_OF_ORDER = r"purchase|sales|work|transfer|production|delivery|credit|debit|billing|shipping|pickup"
_BUILT = r"(?:^|(?<=[:,;] )|(?<=\badd )|(?<=\bcreate ))(?:(?:an?|the|simple|basic|new|visual|drag[- ]and[- ]drop) )*"
_CHANGED = re.compile(r"\b(?:chang\w*|who|history|logs?|keeps? track|tracks?)\b", re.I)
_AUDITED = re.compile(
    r"\b(?:non-?conformit\w*|auditors?|suppliers?|questionnaires?|iso|tax|branches|findings?|checklists?|inspections?|controls?|corrective|plans?|food|safety|quality)\b",
    re.I,
)


def _submitted(found: re.Match[str]) -> str:
    """Return what is handed in by its name, after the thing that it is for where the brief has that in the plural."""
    thing = found[2].lower()
    whole = re.search(rf"\b{plural(thing)}\b", found.string[: found.start()], re.I) is not None
    return f"; {f'{plural(thing)} and ' if whole else ''}{thing} submissions by {found[1].lower()};"


def _recorded(found: re.Match[str]) -> str:
    """Return "record spray records with a field and a product" for "record which field was sprayed with which product"."""
    done = found[4].lower()
    base = participle_of(done, word_class("acting")) or done.removesuffix("ed")
    amount = " and a quantity" if found[6] else ""
    return f"{found[1]}{found[2]} {base} records with the {found[3]}, the {found[5]}{amount}"


def _audited(found: re.Match[str]) -> str:
    """An audit system that keeps changes is a log of them; one with findings and plans is a feature of its own."""
    text = found.string
    logged = found[1].lower() == "logging" or _CHANGED.search(text) is not None
    return "audit log" if logged and _AUDITED.search(text) is None else found[0]


_WHOLE = r"^(?:add |build |create |implement )?(?:an? |the |our )?(?:simple |small |basic |own )*{}(?: system| module| tool| app)?(?: for (?!with|to)[a-z]+(?: (?!with|to|and|of)[a-z]+)?)?$"
"""A brief that names nothing but a kind of software."""

WISHES: tuple[Turn, ...] = (
        # "customers rate the driver after each ride": each ride is rated
        ("after", r"\b(rat(?:e|es|ing)) (?:the|their|an?) [a-z]+ (?:(?:with|from) (?:one|1) (?:to|-) (?:five|5|ten|10) (?:stars|points) )?after (?:each|every|an?|the) ([a-z]+)\b", r"\1 the \2;"),
        # "record which field was sprayed with which product (and how much)"
        ("which", r"\b(record|log|note|track|document)(s?) which ([a-z]+) (?:was|were|is|are|has been) ([a-z]+ed) (?:with|by|in|at|for) which ([a-z]+)(,? and how (?:much|many))?", lambda found: _recorded(found)),
        # "readers say whether an article was helpful"
        ("helpful useful", r"\b(?:say|tell|mark|indicate|vote)s?(?: us)? (?:whether|if) (?:an?|the) ([a-z]+) (?:was|is) (?:helpful|useful)\b", r"rate the \1"),
        # "hosts block dates in the calendar of their listing"
        ("block", r"\bblock(?:ing)? dates(?: (?:in|on) (?:the|their) (?:calendar|schedule))?(?: (?:of|for) (?:the|their|an?) ([a-z]+))?(?= so that|[.;,]|$)", lambda found: f"manage blocked dates{f' of {plural(found[1])}' if found[1] else ''}"),
        # "damage is reported after the trip", "members report damages"
        ("damage", r"\bdamages? (?:is|are|can be|must be) reported\b", "users file damage reports"),
        ("damage", r"\b(?:report|file|log)(?:s|ing)? (?:an? |the |any )?damages?\b(?! report)", "file damage reports"),
        ("schedul", r"\b(e?mail|message|post|newsletter) (?:scheduling|schedules)(?=[.!]?$)", r"scheduled \1s"),
        # "split the bill of an order between several people"
        ("split", r"\bsplit(?:s|ting)? (?:the |an? |their )?(?:bill|check|tab|order)s?\b(?! into)(?: of (?:an? |the )?[a-z]+)?(?: (?:between|among) (?:several |their |the )?(?:people|friends|guests|persons|customers))?", lambda found: "add bill shares" if re.search(r"\b(?:orders?|restaurants?|table|guests?|waiters?)\b", found.string, re.I) else found[0]),
        # "users can comment on posts": these are there
        ("comment", r"^(?:(?:users|members|people|readers|customers|visitors) can |(?:the )?(?:ability|option|possibility) (?:for [a-z]+ )?to |(?:allow|enable)s? (?:[a-z]+s )?to |let [a-z]+s )(?:leave |write |add |post )?comments? (?:on|to) (?:the |all |any |other )?((?:[a-z]+ )?[a-z]+s)(?=[.!]?$)", r"comments on \1"),
        # "shift swapping", "podcast hosting", "crop rotation planner"
        ("swapping", r"\b([a-z]+) swapping\b", r"\1 swap requests"),
        ("hosting", r"^([a-z]+) hosting(?=[.!]?$)", lambda found: plural(singular(found[1].lower()))),
        ("planner", r"^(?:an? |the )?([a-z]+ [a-z]+) planner(?=[.!]?$)", r"\1 plans"),
        ("suspend", r"\b(?:temporarily )?suspend(?:s|ing)? (?:an? |the |other )?(?:users?|accounts?|members?)\b(?! in)", "manage user suspensions"),
        # "devices report temperature every minute"
        ("every", r"\b(?:(?:(?:each|every) )([a-z]{3,}) (?:report|send|push|transmit|upload)s|([a-z]{3,})s (?:report|send|push|transmit|upload)) (?:an? |the |its |their )?(?!that|which|who|when|where)((?:[a-z]+(?:,? and |, | )){0,3}?(?!that|which)[a-z]+) every (?:\d+ )?(?:minutes?|seconds?|hours?)\b", lambda found: f"each {singular((found[1] or found[2]).lower())} has readings with {found[3]};"),
        # "sync contacts once an hour"
        ("once", r"\b((?:sync|import|pull|fetch|poll|refresh)\w* [^.;\n]*?) once (?:an?|every|each|per) (hour|day|week|month)\b", r"\1 every \2"),
        ("audit", r"\baudit (trail|log) of (?:every|all|each|the) changes? (?:made )?(?:to|of|in) (?:an? |the |their )?", r"audit \1 for "),
        ("favo", r"\bmark(?:ing)?(?: ?/ ?unmark| (?:and|or) unmark) ((?:[a-z]+ )?[a-z]+s) as (?:an? )?(favou?rite)s?\b", r"\2 \1"),
        ("travel", r"^(?:an? )?travel (?:app|application|platform)(?=[.!]?$)", "travel plans with trip stops"),
        # "judges score each dish from 1 to 10"
        ("score", r"\bscores? ((?:each |every |the |an? |all )?(?:[a-z]+ )?[a-z]+) (?=(?:from |between |on a scale (?:of|from) )\d)", r"rate \1 "),
        ("window", r"\b(?:an? )?time windows?\b", "a start time and an end time"),
        ("crm lms erp cms hrms wms", r"^(?:crm|lms|erp|cms|hrms|wms) ?\(([^()]*,[^()]*)\)", r"\1"),
        ("file", r"\bfile (?:manager|browser|explorer)\b(?! for )(?:(?=$|[.;,:])| (?:with|in|and) (?:nested |own )?folders)", "uploaded files and folders"),
        ("folder", r"\b(upload(?:s|ing)? files) (?:to|into|in) (?:the |nested |their )?folders\b", r"\1; uploaded files and folders"),
        ("folder", r"(?:^|(?<=add )|(?<=create ))(?:files and folders|folders and files|files in folders|folders for files)\b", "uploaded files and folders"),
        ("folder", r"\b(upload(?:s|ing)? files)(?: and|,) (?:organi[sz]e|sort|put|keep|arrange|move|file)s? them (?:in|into|to) folders\b", r"\1; uploaded files and folders"),
        ("lead", r"\b(each|it|every [a-z]+) has a lead\b", r"\1 has a leader"),
        ("crm", _WHOLE.format("crm"), "contacts, companies and deals"),
        ("lms", _WHOLE.format("lms"), "courses, lessons and enrollments"),
        ("cms", _WHOLE.format("cms"), "pages with revisions"),
        # "moderators review new accounts"
        ("account sign registration", r"(?:^|(?<=\bmods )|(?<=\bmoderators )|(?<=\badmins )|(?<=\badministrators )|(?<=\bto ))(?:review|approve|vet|screen)s? (?:and (?:approve|reject|deny) |or (?:reject|deny) )?(?:all |the )?new (?:accounts|sign-?ups|registrations)\b(?! (?:assigned|payable|receivable|in|of|for|by|that|which|and|over))", "manage signup requests"),
        ("shared", r"\b(in|on|of|to) (?:an?|the|your|my|their) shared (album|folder|library|list|collection|notebook|board|calendar)\b", r"\1 the \2"),
        # "checklist templates with predefined items"
        ("items", r"\b((?:(?!manage|create|define|add|use|edit|have|send|receive|build)[a-z]+ )?(?:template|checklist|packing list|kit|toolkit|box(?=es)|set|agenda))(?:s|es) with (?:predefined |several |multiple |ordered |default |their |own |any |many |re-?orderable )+items\b", lambda found: f"{plural(found[1])} and {found[1].lower()} items"),
        # "a model to store the status of user upgrades"
        ("model table entity", r"\b(models?|tables?|entit(?:y|ies)) (to|that|which) (store|hold|keep|track|record)(s?) (?:the |all )?(?:status|state|details|data|information) (?:of|about|on|for) ", r"\1 \2 \3\4 "),
        # "a form builder": forms
        ("builder", r"\b(?!pdf )([a-z]+) form[ -]builders?\b", lambda found: found[0] if found[1].lower() in _FORMED else f"{found[1]} forms"),
        ("builder", rf"{_BUILT}(form|survey|quiz|workflow|menu|page|dashboard)[ -]builders?\b", lambda found: "custom forms" if found[1].lower() == "form" else plural(found[1].lower())),
        ("planner", rf"{_BUILT}(meal|trip|lesson|garden|study|travel|workout|wedding|menu|route|capacity|content|visit|retirement) planner\b(?! ?:| for)", r"\1 plans"),
        ("planner", rf"{_BUILT}meal planner\b", "meal plans"),
        # "block users registering with anonymous mail providers"
        ("block ban reject refuse prevent disallow", r"\b(?:block|ban|reject|refuse|prevent|disallow)(?:ing)? (?:users?|people|members|sign-?ups?|accounts|registrations?)(?: from)?(?: (?:registering|signing up|who register|who sign up))? (?:with|from|using|by) (?:(?:anonymous|disposable|temporary|throwaway|certain|given|some|specific) )*e?mail (?:providers?|domains?|services?)\b", "manage email domain blocks"),
        ("oauth", r"\boauth2?(?:/| and | or |, )oidc providers?\b", "oauth providers"),
        ("schedules", r"(?:^|(?<=[.;\n] ))schedules (?=(?:with|of|for) )", "manage schedules "),
        # "schedule messages for later"
        ("schedule", r"\bschedul(?:e|ing)(?: for later)? (?:for when|when|the sending of|sending) (posts|messages|emails|mails|notifications)(?: (?:are|is|get|gets) (?:sent|posted|published|delivered))?(?: later)?\b", r"scheduled \1"),
        # "delete all user data"
        ("data", r"^(?:allow |add |support )?delet(?:e|ing|ion of) (?:(?:all|the|complete|entire|their|my|own|personal|whole|of) )*(?:user|account|personal) data\b(?! (?:of|from|after|on))", "account deletion"),
        ("data", r"\b(can|to) delete (?:all )?(?:of )?(?:their|my|his|her) (?:own |personal |user |account )*data\b(?! (?:of|from|after|on))", r"\1 request account deletion"),
        # "save configurations of list views"
        ("view", r"\bsav(?:e|ing) (?:(?:multiple|several|own|custom) )*(?:configurations?|settings|states?) (?:of|for) (?:the |all )?(?:list|table) views?\b", "keep saved views"),
        ("geo", r"\bgeo[- ]fenc(es?|ing|ed)\b", r"geofenc\1"),
        # "alerts when their account is accessed from an unrecognized device"
        ("device", r"\b(?:alerts?|notifications?|warnings?|emails?) (?:when|whenever|if|about|for|on) [^.;]{0,60}?\b(?:sign(?:ed|s|ing)?[- ]?ins?|log(?:ged|s|ging)?[- ]?ins?|accessed|access)\b[^.;]{0,40}?\b(?:unrecogni[sz]ed|unknown|new|unfamiliar) devices?\b", "new device alerts"),
        ("token", r"\b(?:(?:special|own|personal) )?tokens? for (?:the )?api(?: access| use| calls)?\b", "api tokens"),
        # "dependencies between projects", "an action dependent on another action"
        ("between", r"\b(dependencies|relations|links) between (?:the |two |several |different |individual )?([a-z]+s)\b(?! and\b)", lambda found: f"{singular(found[2].lower())} {found[1]}"),
        ("depend", r"\b(?:making |make )?(?:an?|the|one) ([a-z]+) (?:is |be |can be |to be )?(?:dependent (?:up)?on|depends? on|blocked by) (?:an)?other \1\b", r"\1 dependencies"),
        # "apply a coupon to an order", "apply a coupon to a customer"
        ("apply applies applied", r"\b(?:apply|applies|applied) (?:an?|the|one) (coupon|discount code|promo code|voucher)s? (?:to|against) (?:an?|the|their) (order|cart|invoice|purchase)\b", lambda found: f"; record {found[1].lower()} redemptions of {plural(found[2].lower())};"),
        ("apply applies applied", r"\b(?:apply|applies|applied) (?:an?|the|one) (coupon|discount)s? (?:to|against) (?:an?|the|their) (?:customer|subscription|account)\b", r"; applied \1s;"),
        # "partners submit proof for a bounty"
        ("submit", r"(?:(?<=[:;,.] )|^)([a-z]+s) (?:can )?submit (?:their |a |an |the )?(?:proof|evidence|solutions?|work|entries|entry|photos?)(?: ?\([^)]*\))? (?:for|to) (?:an?|the|each) (contest|challenge|bounty|competition|tender|hackathon|quest)\b", lambda found: _submitted(found)),
        ("row", r" in a row\b", ""),
        ("spend", r"\bspend (alerts?|limits?|caps?)\b", r"spending \1"),
        # "record how your day went"
        ("how", r"\b(record|log|track|note)(s?) how (?:your|their|the|my|a|an) ([a-z]+) (?:went|was|goes|feels?|is going)\b", r"\1\2 \3 entries"),
        # "starred/favourited talks"
        ("/", r"\b(?:(?:save|keep|store)s? )?(?:the )?(?:lists? of )?(starred|favou?rited|bookmarked|saved)/(?:starred|favou?rited|bookmarked|saved) ([a-z]+s)\b", r"add \1 \2"),
        ("sharing", r"\b(?:support(?:s|ing)? |allow(?:s|ing)? |add )?saving and sharing (?:of )?((?:[a-z]+ )?(?:views|filters|searches|queries|reports|layouts))\b", r"add saved \1"),
        ("email mail notif", r"\b(send|sends|sending) (?:an? )?(?:emails?|mails?|notifications?) when (?:certain|specific|configurable|given|some|selected) events (?:occur|happen|take place)\b", "manage email notification rules"),
        ("hiring", r"^hiring$", "recruiting"),
        ("run of", r"\b(?:an?|each|every|the) run of (?:an?|the|each) (playbook|workflow|automation|flow|suite)\b", r"\1 runs"),
        # "topics can be muted by users"
        ("can be", r"^(topics|threads|conversations|channels|users|accounts|posts|stories|authors|articles|recipes|products|questions|pages|boards|discussions|listings) can be (mut|follow|starr|bookmark|lik|favourit|favorit|watch|sav|upvot)ed\b(?: by (?:users|members|people|readers))?(?! and)", lambda found: f"users can {_BASES.get(found[2].lower(), found[2].lower())} {found[1]}"),
        # "user/customer/project specific rates"
        ("specific", r"\b(?:user|customer|project|client|activity)(?:(?:/|, | and | or )(?:user|customer|project|client|activity))*[- ]specific rates\b", lambda found: "hourly rates" if re.search(r"\b(?:hour|time|bill)", found.string, re.I) else found[0]),
        ("request", r"\brequest(?:s|ing)? to (?:delete|close|remove|erase) (?:their|his|her|my|an?|the) accounts?\b", "request account deletion"),
        # "event managers request moving an event to a category"
        ("request", r"\brequest(?:ing)? (?:to )?(mov|chang|transfer|cancel|delet|remov|extend|reschedul)(?:e|ing|ring|ling)? (?:an?|the|their|his|her|my) (?!account|data|emails?|password|phone|name|address|cache)([a-z]+)\b", lambda found: f"submit {_ASKED[found[1].lower()]} requests for {plural(singular(found[2].lower()))}"),
        ("tenan", r"^multi-?tenancy\b", "tenants"),
        ("audit", r"\b(?:an? )?audit(?:ing)? (framework|system|support|logging|functionality|feature)\b", lambda found: _audited(found)),
        ("importer", rf"{_BUILT}((?:csv|excel|data|product|customer|order|user|contact|bulk) )importers?(?: engine| tool| wizard)?\b(?! of)", r"\1imports"),
        ("import", r"\b(?:support|allow|enable)s? importing ([a-z ]+?s)(?= with |,|;|$)", r"import of \1"),
        ("dashboard", r"\b(?:customi[sz]able |configurable )?(?:widget|tile)[- ]based dashboards?\b", "dashboards with widgets"),
        ("purchase sales credit billing shipping incoming work", rf"\b({_KINDS_OF_ORDER}) and ({_KINDS_OF_ORDER}) (orders?|notes?|addresses|requests?)\b", lambda found: f"{found[1]} {plural(singular(found[3].lower()))} and {found[2]} {plural(singular(found[3].lower()))}"),
        # "mute posts containing certain keywords"
        ("word", r"\b(?:mute|hide|block)(?:s|ing)?(?: out)? (?:posts?|toots?|statuses|tweets?|stories|comments?|messages?|topics?|threads?|notes?) (?:that contain|containing|with) (?:(?:certain|specific|given|some|my|their) )*(?:key ?)?words?\b", "manage keyword filters"),
        ("subscrib", r"\bsubscribing ?(?:/|and|,) ?unsubscribing (?=to|from)", "subscribe "),
        ("hiding", r"^(?:add |allow )?(story|post|thread|topic|article|question|job|listing|recipe)s? hiding\b", lambda found: f"hidden {plural(found[1].lower())}"),
        ("hiding", r"\b(?:separate|decouple|split) (story|post|thread|topic|article|question|job|listing|recipe)s? hiding from [a-z]+", lambda found: f"hidden {plural(found[1].lower())}"),
        ("else", r"\b(?:someone|somebody) else's ", ""),
        # "follow other users", "follow each other"
        ("follow", r"(?:^|(?<=\bto )|(?<=\bcan ))follow(?:ing)? (?:other (?:users?|people|members|accounts|profiles)|each other|one another|others|people|somebody|someone)\b", "follow users"),
        ("follow", r"\bfollowers ?(?:/|and|&) ?following\b", "follows"),
        # "enroll learners into a path"
        ("enrol", r"\benrol+(?:s|ing)? (?:(?:individual|new|other) )?[a-z]+s(?:(?: or| and|,) [a-z]+s)? (?:into|in|to) (?:an?|the) ((?:[a-z]+ )?(?:course|class|learning path|workshop|lesson))\b", lambda found: f"manage enrollments in {plural(singular(found[1].lower()))}"),
        # "I want to subscribe a page"
        ("subscribe", r"\b(to|can) subscribe (an?|the) (page|thread|topic|ticket|post|issue|article|channel)\b", r"\1 subscribe to \2 \3"),
        # "Contact and Team are models that represent …"
        ("are", r"^([A-Z][a-z]+) and ([A-Z][a-z]+) are (?:data |database )?(?:models|entities|objects|tables) (?:that|which) [^.]*", lambda found: f"manage {plural(singular(found[1].lower()))} and {plural(singular(found[2].lower()))}"),
        # "flows with a chain of operations"
        ("chain series sequence number collection", r"\b(with|has|have|having|of|and|contains?|containing|includes?|including) (?:an? |any )(?:(?:ordered|whole|variable|fixed|predefined) )?(?:chain|series|sequence|number|collection) of (?=(?:[a-z-]+ )?[a-z]+s\b)", r"\1 "),
        # "create a link with which somebody else can upload files"
        ("upload", r"\blinks? (?:with|through|by|via|over) which (?:somebody|someone|others?|other people|anyone|guests?|clients?|customers?|outsiders|people)(?: else)? (?:can |may )?uploads? (?:files|documents|photos|images|videos)(?: to (?:them|me|him|her|us))?\b", "upload links"),
        # "report a project": to those who run the place
        ("report", r"(^|(?<=, )|(?<=\band )|(?<=\bcan )|(?<=\bto ))report (?:an? |another |inappropriate |abusive |offensive )(posts?|comments?|messages?|listings?|reviews?|profiles?|users?|members?|ads?|answers?|threads?|topics?|accounts?|projects?|videos?|photos?|images?|recipes?|groups?|channels?|questions?|stories|story|sellers?|tracks?|playlists?|campaigns?|collections?|servers?|pages?)\b(?=\s*(?:$|[.,;:()]|and\b|or\b|to\b|so\b))", lambda found: f"{found[1]}submit abuse reports for {plural(singular(found[2].lower()))}"),
)  # fmt: skip
"""For each turn stems of which one stands in a text that has it, a pattern, and what is said plainly instead."""
