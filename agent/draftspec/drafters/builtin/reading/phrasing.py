"""Puts turns of phrase that hide what a brief is about into the form that the readers know."""

from __future__ import annotations

import re

from draftspec.drafters.builtin.catalogue import data
from draftspec.drafters.builtin.reading.doings import in_nouns
from draftspec.drafters.builtin.reading.framing import Turn, with_turns
from draftspec.drafters.builtin.reading.keeping import KEPT
from draftspec.drafters.builtin.reading.people import is_person
from draftspec.drafters.builtin.reading.wishes import WISHES
from draftspec.drafters.builtin.reading.words import plural, singular, word_class

_PARTICLE = (
    r"(?:^|(?<=\badd )|(?<=\badds )|(?<=\badded )|(?<=\bthe )|(?<=\ba )|(?<=\ban )|(?<=\bnew )|(?<=\bdaily )|(?<=\bweekly ))"
    r"(cash|check|clean|stand|pick|call|line|follow|start|sign|roll|top|hand|wrap|buy|drop|break|round|write|back|mark|clock|punch|meet|pay|lay|sell|tear|shut|trade|phone|opt|log) "
    r"(ups?|outs?|ins?|offs?|backs?|overs?|downs?)\b(?= ?(?:$|[.,;:\n]|(?:feature|module|function|functionality|support|page|process|tracking|management|requests?|reminders?|reports?|records?|sheets?|forms?|lists?|logs?|surveys?|calls?|visits?|appointments?|e?-?mails?|notes?|with|for each|per)\b))"
)
"""A noun made of a verb and its particle, where it stands as one: with an article, or with what such nouns stand beside."""

_TURNS: tuple[Turn, ...] = (
        # "visitors mark exhibits as favourites", "save recipes as favourites"
        ("vourit avorit", r"\b(?:mark|save|flag|tag|set|add)(s?) ((?:[a-z]+ ){1,4}?)(?:as|to) (?:an? |their |the |my )?favou?rites?\b", r"favourite\1 \2"),
        # "let users sign in with their GitHub account", "login with Google"
        ("google apple github gitlab facebook microsoft linkedin twitter discord", r"\b(?:(?:let|allow|enable)s? (?:[a-z]+ ){1,2}(?:to )?|(?:[a-z]+ )?(?:can|may|should be able to|to be able to|to) )?(?:log ?in|login|sign[- ]?in|authenticate) (?:to (?:the |our )?(?:app|site|website|portal|account|platform) )?(?:with|via|using|through|by) (?:(?:an?|their|your|the|my) )?(?:existing )?(?=(?:google|apple|github|gitlab|facebook|microsoft|linkedin|twitter|discord)\b)", "social login with "),
        # "table ordering by QR code", "lab test ordering"
        ("ordering", r"\b(table|online|food|drinks?|meal|mobile|in-app|test|catering|group|bulk)(?: qr)? ordering\b", r"\1 orders"),
        # "playlists shared with friends": they stay theirs
        ("shared", r"\b([a-z]+s) shared (?:with|among|between) (?:other )?(?:friends|family|others|colleagues|users|teammates|people|members)\b", r"\1 with shares"),
        # "follow and notify"
        ("notify", r"^(follow|like|subscribe|watch) (?:and|&) notify$", lambda found: f"{plural({'subscribe': 'subscription'}.get(found[1].lower(), found[1].lower()))} and notifications"),
        # "version history for documents": their versions
        ("version revision", r"\b(version|revision) histor(?:y|ies) (?:of|for|on) (?:the |all |each )?([a-z]+)\b", lambda found: f"{singular(found[2].lower())} {found[1]}s"),
        ("version revision", r"\b([a-z]{3,}) (version|revision) histor(?:y|ies)\b", lambda found: f"{singular(found[1].lower())} {found[2]}s" if found[1].lower() not in word_class("making") else found[0]),
        ("gdpr", r"\bgdpr export and (?:delete|deletion|erasure)\b", "data exports and account deletions"),
        ("early", r"\bearly bird\b", "early-bird"),
        # "steps that customers complete in order"
        ("in order", r"\bin order\b(?! (?:to|of|that|for)\b)", ""),
        # "record what was sown and harvested": each is something done
        ("what", r"\b(record|log|note|track|document|enter|register|write down)(s?) what (?:was|is|were|has been|have been) (?:[a-z]+(?:ed|wn|en|t))(?:(?:,| and| or|, and) [a-z]+(?:ed|wn|en|t))*\b", r"\1\2 activities"),
        # "choose which emails they receive"
        ("which what", r"\b(?:choose|select|decide|control|configure|set) (?:which|what) (?:kinds? of |types? of )?(emails?|notifications?|messages|alerts)(?: (?:they|he|she|you|i|to))?(?: want to| would like to)? (?:receive|get)\b", "set notification preferences"),
        # "which employee has which key"
        ("which", r"\b(?:which|what) ([a-z]+) has (?:which|what) ([a-z]+)\b", r"\2 handovers to \1s"),
        # "tasks can be related to each other: blocks, duplicates"
        ("relat link", r"\b([a-z]+)s can be (?:linked|related|connected) to (?:each other|one another): ?((?:[a-z]+, )+[a-z]+)\b", lambda found: f"{found[1]} links with a kind ({found[2]})"),
        # "tickets can be linked as duplicates of each other"
        ("linked related connected", r"\b([a-z]+)s can be (?:linked|related|connected)(?: as [^.;]*?)? (?:of|to|with) (?:each other|one another)\b", r"\1 links"),
        ("impersonat", r"^(?:(?:allow|let|enable) (?:admins?|staff|support|administrators|agents)(?: to)? |add (?:the )?(?:ability|option) to )?impersonat(?:e|ing) (?:an? |other )?(?:users?|customers?|accounts?|members?)\b", "impersonation"),
        ("newsletter", r"\bnewsletter sign-?ups?\b", "newsletter subscribers"),
        # "an endpoint for exporting reports"
        ("exporting", r"(?:^(?:add )?|\b(?:for|of|allows?|support) )exporting (?:the |all )?([a-z]+)s\b", r"\1 exports"),
        # "new model contact_message"
        ("model table entity", r"^(?:add|added|new|create|created|introduce|a|the| )+(?:data |db |database )?(?:model|table|entity) (?:for )?(?=[a-z]+(?:[ _][a-z]+)?\s*(?:$|[.\n]))", "add "),
        ("incoming outgoing", r"\b(incoming|outgoing) (e?)mails\b", lambda found: "inbound emails" if found[1].lower() == "incoming" and found[2] else f"{'inbound' if found[1].lower() == 'incoming' else 'outbound'} messages"),
        # "add a blog": its posts
        ("blog wiki", r"^((?:add|create|build|implement|introduce|set up) )?(?:(?:an?|the|our|simple|basic|new|company|internal) )*(blog|wiki)(?: (?:feature|module|section|system|functionality|app))?\b(?=[.!]?$| with | for | where )", lambda found: f"{found[1] or ''}{'blog posts' if found[2].lower() == 'blog' else 'wiki pages'}"),
        # "share recipes by link"
        ("share", r"\bshar(?:e|ing) (?:an? |the |their |of )?([a-z]+?)s? (?:by|via|through|with|using) (?:an? )?(?:temporary |public |secret |private |expiring )*links?\b", r"share links for \1s"),
        # "block sign-ups by IP range", "block email domains"
        ("block", r"^block(?:ing)? (?:sign-?ups|registrations|logins|visitors|requests|traffic) (?:by|from) (?:an? |certain |single )?([a-z]+(?: (?:ranges?|domains?|addresse?s?))?)\b", lambda found: f"manage {singular(found[1].lower())} blocks"),
        ("block", r"^block(?:ing)? (email domains?|domains|countries|hosts|instances|servers)\b", lambda found: f"manage {singular(found[1].lower())} blocks"),
        ("shelves shelf", r"\bbook (shelf|shelves)\b", r"book\1"),
        # "invite people to a board"
        ("invite", r"^invite (?:people|users|members|collaborators|contributors|others|friends|colleagues|guests|somebody|someone) (?:in)?to (?:an? |the |their |our )?([a-z]+)\b", lambda found: f"invitations to {plural(singular(found[1].lower()))}"),
        # "invite users by mail": what is kept is the invitation
        ("invit", r"^(?:allow (?:[a-z]+ )?to |(?:let|enable)s? [a-z]+ (?:to )?|[a-z]+s can |(?:add )?(?:the )?(?:ability|option) to )?invit(?:e|es|ing) (?:other |new |more )*(users|people|members|collaborators|contributors|guests|friends|others|colleagues|teammates|staff|customers|clients|employees|somebody|someone)\b(?! (?:in)?to [a-z])", r"invitations of \1"),
        # "group tags into categories", "route orders to warehouses by rules"
        ("group", r"^group(?:ing)? ([a-z]+s) (?:into|in) ([a-z]+s)\b", lambda found: found[0] if is_person(singular(found[1].lower())) else f"{found[2]} for {found[1]}"),
        ("rout", r"^rout(?:e|ing) (?:incoming |new |all )?([a-z]+?)s to [a-z ]+?(?: by (?:[a-z]+ )?rules)?(?=\s*(?:$|[.,;:]))", r"\1 routing rules"),
        # "mention users in comments"
        ("mention", r"(?:^|(?<=\bto )|(?<=\bcan ))(?:@-?)?mention(?:ing|s)? (?:other |each )?(?:users?|people|members?|colleagues|teammates|others|others?|friends)\b(?: (in|on) )?", lambda found: "mentions in " if found[1] else "mentions"),
        # "sign in by e-mail", "log every sign-in, sign-out and password change"
        ("sign log", r"\b(?:passwordless )?(?:sign|log)[- ]?in (?:by|via|through|with|using) (?:an? )?email(?: links?)?\b(?! and password)", "sign in with magic links"),
        ("sign-in login log-in", r"^(?:log|record|track|audit) (?:every|each|all) (?:failed |successful )?(?:sign|log)-?ins?\b(?:(?! with )[^.;:])*", "audit log"),
        # "multi-language product descriptions": their translations
        ("multi", r"\bmulti-?(?:language|lingual) ([a-z]+?) (?:descriptions?|names?|titles?|texts?|contents?|details?)(?=\s*(?:$|[.,;:)]))", r"\1 translations"),
        # "related products": one refers to another
        ("related", r"^(?:add |show |manage )?related ([a-z]+)s(?=\s*(?:$|[.,;:]| that | which | customers ))", r"manage \1 relations"),
        # "book a slot (chapel A or B, 45 minutes)": what is taken for that time is the chapel
        ("slot time appointment", r"\b((?:book|reserve|rent|hire|request)(?:s|ing)?) (?:an? |the )?(?:time ?)?(?:slots?|times?|appointments?) \(([a-z]+) (?-i:[A-Z]|\d{1,2})(?:(?:,? ?(?:or|and) |, |/)(?-i:[A-Z]|\d{1,2})\b(?! ?(?:min|h\b|hour|day|week)))+(?:, )?", r"\1 a \2 ("),
        # "storage like Dropbox and Nextcloud": which services, and nothing of ours
        ("like such", r",? (?:like|such as) (?-i:[A-Z][\w.]+)(?:(?:, and|, or|,| and| or) (?-i:[A-Z][\w.]+))*", lambda found: _examples(found)),
        # "for the EU omnibus directive"
        ("directive regulation law", r",? (?:(?:for|under|to comply with|because of|according to) (?:the )?(?:[A-Za-z]+ ){0,3}(?:directive|regulation)|(?:as )?required by (?:the )?law)(?=\s*(?:$|[.,;:)]))", ""),
        ("price", r"\b(?:lowest|highest|previous|past|former|old) prices? (?:in|of|over|within) the (?:last|past) (?:\d+ )?(?:days|weeks|months|year)\b", "price history"),
        # "time spent on a lesson"
        ("spent", r"\btime (?:that [a-z]+ )?spen[dt] (?:on|in|at|with) (?:an? |the |each |every )?([a-z]+?)s?\b", r"\1 time entries"),
        # "an admin logs into a tenant", "log in as a customer"
        ("log", r"\b(?:log|sign)(?:s|ging)? in ?(?:to|as) (?:an? |the |their |any |another |other )?(?:tenant|customer|user|client|member|somebody else|someone else|another person|anyone|others)(?:s|'s account)?\b(?! (?:with|using|via|by|area|portal|page|dashboard))", lambda found: _impersonated(found)),
        # "appointment letter from template", "loan with repayment schedule"
        ("template", r"^([a-z]+(?: [a-z]+)?) from (?:an? )?templates?\b", lambda found: f"{plural(found[1])} and {found[1]} templates"),
        ("repayment", r"\brepayment (?:schedule|plan)s?\b", "repayments"),
        # "providers with a log of requests", "gratuity by slab rules"
        ("log", r"\bwith (?:an? )?logs? of (?:the |all |each |every )?([a-z]+?)s?\b(?: [a-z]+ed)?(?=\s*(?:$|[.,;:]))", r"with \1 logs"),
        ("rules", r"^([a-z]+(?: [a-z]+)?) (?:by|based on|according to|following) (?:[a-z]+ )?rules\b(?=\s*(?:$|[.,;:]))", r"\1 with rules"),
        # "share documents with other users", "albums can be shared by link or with users"
        ("shar", r"(?:^|(?<=\bto )|(?<=\bcan )|(?<=\bmay )|(?<=[a-z]s ))shar(?:e|ing) (?:(?:an?|the|their|his|her|my|own|single|individual) )*((?:[a-z]+ )?[a-z]+?)s? with (?:other |another |specific |selected |certain |some |my |their |an? |the )*(?:users?|people|members?|friends?|family|colleagues|teammates|teams?|others|groups?|someone|somebody|contacts?|collaborators|guests)\b", lambda found: _shared_by(found)),
        ("shared", r"\b((?:[a-z]+ )?[a-z]+s) can be shared (?:by|via|through|with|using) (?:an? )?(?:public |secret |private )?links?\b(?:(?:,| or| and)+ with (?:other |specific )?(?:users|people|members|friends|groups|teams)\b)?", r"\1; share links for \1"),
        ("shared", r"\b((?:[a-z]+ )?[a-z]+s) can be shared with (?:other |specific )?(?:users|people|members|friends|groups|teams|colleagues)\b", r"\1 with shares"),
        # "links to documents with a password"
        ("links to", r"^(?:public |secret |private |shareable )?links to (documents|files|folders|albums|reports|dashboards|forms|recordings|videos|photos) (?=with |that |for )", r"share links for \1 "),
        # "epics group stories"
        ("group", r"^([a-z]+s) group (?=[a-z ]+s$)", r"\1 of "),
        ("redeem", r"\b(record|track|store|keep|see|show)s? (?:which|what|who) (?:[a-z]+ )?(?:has |have )?redeemed (?:it|them|which|what|(?:an? |the )[a-z]+)\b", lambda found: _redeemed(found)),
        # "custom reservation fields"
        ("custom", r"\bcustom ([a-z]+?)s? (fields|attributes|properties)\b(?! (?:for|on|of))", r"custom \2 for \1s"),
        # "attach documents to expenses"
        ("attach", r"\battach(?:ing|es)? (?:an? |the |their )?(documents?|receipts?) to (?:an? |the |their )?([a-z]+?)s?\b(?=\s*(?:$|[.,;:]))", lambda found: f"add {found[1]} of {plural(found[2])}"),
        # "request an archive of your posts", "a log of all actions", "questions at checkout"
        ("archive", r"\b(request|download|get|create)s? (?:an? )?(?:full |complete |zip )?archives? (?:of|with) (?:all )?(?:of )?(?:my|your|their|his|her) [^,.;]*", r"\1 data exports"),
        ("log", r"^(?:an? )?logs? of (?:all |the |every |user )*(actions?|changes|events?|activit(?:y|ies))\b", "activity log"),
        ("checkout", r" (?:at|during) (?:the )?checkout\b", ""),
        ("subscribers", r"^(?:email )?subscribers (?:get|receive) (?:an? )?(?:emails?|notifications?|messages?|mails?|updates?) (?:on|about|for|when) [a-z ]+", "manage subscribers"),
        ("import", r"\bimport(?:ing)? (?:and|or|/) export(?:ing)? (?:of )?(?!declarations|licen[cs]es|permits|duties|tariffs|controls)((?:[a-z]+ )?[a-z]+s)\b", r"imports and exports of \1"),
        # "who looked at a patient's file": whoever asks wants a row for each look
        ("who", r"\b(?:store|record|log|track|know|prove|keep|show)s? who (?:has |have )?(?:looked (?:at|into)|viewed|opened|accessed|seen) (?:which |what |an? |the |our )?([a-z]+)(?:'s)?(?: (?:files?|records?|data|profiles?))?", r"keep \1 access logs"),
        ("stars", r"\bgive (?:(?:one|1) (?:to|-|–) (?:five|5) |up to (?:five|5) |some )?stars to\b", "rate"),
        ("taking", r"\b(attendance|minute|roll|order)[- ]taking\b", r"\1s"),
        ("opt", r"\bnewsletter double opt[- ]?in\b", "newsletter subscribers with confirmation by email"),
        ("request", r"^request ((?:new )?[a-z]+?)s(?=[.!]?$)", r"\1 requests"),
        ("ban", r"^bann?(?:ing)? ([a-z]+s)(?=[.!]?$)", r"bans of \1"),
        ("push", r"\bpush events to (?:customers?'? |external |client |configured )*urls?\b", "webhooks"),
        ("two-step 2-step", r"\b(?:two|2)[- ]step (?:login|sign-?in|verification|authentication)\b", "two-factor authentication"),
        # "lock an account after too many wrong passwords": the tries are counted
        ("lock block", r"\b(?:lock|block|suspend)(?:s|ed|ing)? (?:the |an? |user )?(?:accounts?|users?|logins?) (?:out )?after (?:too many|several|multiple|\w+) (?:wrong|failed|incorrect|invalid|unsuccessful) (?:passwords?|log-?ins?(?: attempts)?|sign-?ins?|(?:password )?attempts|tries)\b", "record login attempts"),
        ("time", r"\btime-off\b", "time off"),
        # "recipe timeline", "a generic rule engine"
        ("timeline", r"^((?:add |the |an? |new )*)([a-z]+) timelines?(?=[.!]?$)", r"\1\2 timeline events"),
        ("engine", r"\b(?:(?:generic|simple|basic|flexible|configurable) )?rules? engines?\b", "rules"),
        # "the editor now supports leaving comments"
        ("support allow enable", r"^(?:the |our )?(?:[a-z-]+ ){1,3}(?:now )?(?:allow|enable|support)s ([a-z]+ing) (?=[a-z])", lambda found: _doing(found)),
        ("mark", r"^mark and (?:store|save|keep) (?=[a-z]+s\b)", "store "),
        # "so people can Like and Comment on photos"
        ("like", r"\b(?:like and comment|comment and like|like or comment)(?: on)? (?:the |their |any )?([a-z]+s)\b", r"like \1; users comment on \1"),
        # "favourites for recipes": recipes that somebody wants at hand
        ("favo", r"^((?:add |implement |support )?)(favou?rit)es? (?:for|of|on) (?:the |all )?([a-z]+)s(?=[.!]?$)", r"\1\2e \3s"),
        ("share links", r"\bshare links for (?:the |all |private |public |their )?(?!(?:a|an|each|every|single)\b)([a-z]+?)s\b(?! and | or )", lambda found: f"{'manage ' if found.start() == 0 else ''}{found[1]} share links"),
        # "organise bookmarks in folders", "archive snapshots of websites"
        ("folders", r"^(?:organi[sz]e|put|sort|keep) ([a-z]+)s (?:in|into) folders(?=[.!]?$)", r"folders for \1s"),
        ("archive", r"^archive (?=(?:snapshots|copies|screenshots) of )", "store "),
        ("sales", r"(^|[.;:] ?)sales (?=(?:can|may|must|should) (?!be\b|have\b|last\b|end\b|start\b))", r"\1sales agents "),
        # "record every change to a customer's credit limit": each of them is a row
        ("change", r"\b(record|track|store|keep)s? (?:every|each|all) changes? (?:to|of|in) (?:(?:an? |the |their )?[a-z]+'s |an? |the |their )?([a-z]+(?: (?!with|and|by|in|of|for)[a-z]+)?)\b", lambda found: f"{found[1]} {found[2]} changes"),
        # "sellers reply to reviews"
        ("reply respond answer", r"\b(?:reply|replies|respond|answer)s? to (reviews|ratings|feedback)\b", lambda found: f"add {singular(found[1].lower())} replies"),
        # "splitting an order into several shipments"
        ("splitting", r"\bsplitting (?:an? |the )?([a-z]+) into (?:several|multiple|many) ([a-z]+s)\b", r"\2 of an \1"),
        # "request that their name is changed"
        ("request that", r"\brequest that (?:their |the |his |her )?([a-z]+) (?:is|be) changed\b", r"make \1 change requests"),
        ("suggest", r"\bsuggest (?:new )?(?:features|ideas)\b", "add feature requests"),
        # "credit approval workflow", "reschedule workflow with approval": somebody asks and somebody decides
        ("workflow", r"\b([a-z]+) (?:approval workflows?|workflows? with approvals?)\b", lambda found: f"{found[1]} approval requests" if found[1].lower() not in word_class("making") | {"an", "a", "the", "new", "custom"} else found[0]),
        # "creating a batch of users from CSV"
        ("csv", r"\b(?:creat|add|upload)(?:e|es|ing|s)? (?:a batch of |many |several |multiple )([a-z]+s) (?:from|via|by|with) (?:an? )?csv\b(?: files?)?", r"imports of \1"),
        # "invoices link back to the profile"
        ("back", r"\b(?:links?|points?) back to\b", "refer to"),
        # "a signature before paying or messaging": when, and nothing that is built
        ("before after", r",? (?:before|after) [a-z]{3,}ing(?: (?:or|and) [a-z]{3,}ing)?(?=\s*(?:$|[.,;]))", ""),
        # "page verification workflow": the verifications
        ("workflow", r"\b([a-z]+(?:ation|ction|ition)) workflows?\b(?=\s*(?:$|[.,;:]))", r"\1s"),
        # "invite members via link"
        ("invit", r"\binvit(?:e|ing) ((?:workspace|team|organi[sz]ation|project|group|board) )?(?:members|users|people|guests|friends) (?:via|by|with|through) (?:an? )?(?:shareable |public )?links?\b", r"\1invite links"),
        # "keep private or public lists of contributors"
        ("lists of", r"\b(?:private|public|custom|own|personal|named|shared)(?: (?:or|and) (?:private|public|shared))? lists of ([a-z]+?)s\b", r"\1 lists"),
        ("follow up", r"\bfollow up (?=(?:survey|call|visit|appointment|question)s?\b)", "follow-up "),
        # "the opportunity to capture parameters"
        ("opportunity", r"\b(?:the|an) opportunity (?=to [a-z])", "the ability "),
        # "keep track of debts"
        ("track", r"\bkeep(s|ing)? (?:a )?track of\b", r"track\1"),
        # "list of hats", "overview of open requests": the things themselves
        ("of", r"(?:^|(?<=[.;:,] )|\b(?:an?|the) )(?:lists?|listings?|overview|range|register|set|collection|number|inventory) of (?=(?:[a-z]+ ){0,3}[a-z]{3,}s\b)", ""),
        # "users without permission to a folder request access": access requests for folders
        ("request", r"\bwithout (?:permissions?|access|rights?) to ((?:an?|the|their) [a-z]+) (to|can|may|could) request access\b(?! to)", r"\2 request access to \1"),
        ("request", r"\brequest(?:s|ing)? access to (?:(?:an?|the|their|this|another|other) )?([a-z]+)\b", r"file access requests for \1"),
        ("request", r"(\b(?:to|can|may|could|users|members|people) )request access\b(?! to| request)", r"\1file access requests"),
        # "users report posts": reports of what is there
        ("report", r"\b((?:users|members|people|readers|visitors|players|viewers|anyone|everybody|to|can|may) )report (?:(?:an?|other|inappropriate|abusive|offensive|bad) )*(posts?|comments?|messages?|listings?|reviews?|profiles?|users|members|ads?|answers?|threads?|topics?|accounts?)\b", r"\1file abuse reports for \2"),
        # "the order of the waitlist is determined by …": how, and no order that somebody places
        ("order", r"\b(?:the |in )order of (?=(?:the |each |every |its |their )?[a-z]+ (?:is|are|can|may|must|should|matters))", ""),
        # "requested accounts", "requesting an account": requests for them
        ("request", r"\brequested ([a-z]+s)\b(?! by)", lambda found: f"{singular(found[1].lower())} requests"),
        ("requesting", r"\b(?:(?:user |work)?flow for |support for )?requesting (?:an?|new) ([a-z]+)\b", r"\1 requests"),
        # "support for uploading versions of files": whoever uses it uploads them
        ("support for", r"\bsupport for ([a-z]+ing) (?=[a-z])", lambda found: _doing(found)),
        ("allow enable support", r"^(?:allow|enable|support)(?:s|ing)? ([a-z]+ing) (?=[a-z])", lambda found: _doing(found)),
        # "give a student an extension"
        ("give grant award", r"\b(give|grant|award)(s?) ((?:an? |the |their |each )?([a-z]+)) (an? [a-z]+(?: (?!that|which|who|of|on|for|to|in|at|by|with|and|or|when|if|so|from|after|before)[a-z]+)?)\b", lambda found: _given(found)),
        # "document/article requests": the nearer noun says of what
        ("/", r"\b[a-z]+/([a-z]+ (?:request|report|review|comment|note|order|list|template|setting|log|alert|message|booking)s)\b", r"\1"),
        # "as OOO", "an unsubscribe link in invitation emails"
        ("ooo", r"\bOOO\b", "out of office"),
        ("unsubscribe", r"\bunsubscribe (?:link|button|option)s? (?:to|in|for|on) (?:the |all )?([a-z]+) e?-?mails?\b", r"\1 unsubscribes"),
        # "list a room for rent … book a listing": what is listed is a listing
        ("listing", r"\blist (?:an? |their |my |his |her )([a-z]+)\b(?= for | to |[.,;])", r"create a \1 listing"),
        # "assignment of inspectors to buildings"
        ("assign", r"\bassignments? of ([a-z]+?)s? to (?:the |an? )?([a-z]+s)\b", lambda found: f"{singular(found[1].lower())} assignments for {found[2]}"),
        # "carpool offers and requests": both are of carpools
        ("and", r"^([a-z]+) ([a-z]+(?:s|ing)) and (requests|offers|reviews|ratings|comments|bookings|reports|logs|notes|audits|inspections|repairs|transfers|assignments)$", r"\1 \2 and \1 \3"),
        # "who accepted which terms", "which version of the terms a user accepted"
        ("accept agree", r"\b(?:a record of )?(?:who|which users?) (?:has |have )?(?:accepted|agreed to) (?:which |the |our )?(?:versions? of (?:the |our )?)?([a-z]+)(?: of [a-z]+)?\b", r"\1 acceptances"),
        ("accept agree", r"\bwhich versions? of (?:the |our )?([a-z]+)(?: of [a-z]+)? (?:an? |each |the )?[a-z]+ (?:has |have )?(?:accepted|agreed to)\b", r"\1 acceptances"),
        # "with status workflow (open, closed)": the states of the thing itself
        ("workflow", r"\b(?:status|state|lifecycle)[- ]workflows?\b", "status"),
        # "a reminder to refill or take a medication": of what, and of which kind
        ("remind", r"\b(?:an? |the )?reminders? to ((?:[a-z]+, )*[a-z]+ or [a-z]+) (?:an? |the |their |his |her |my )?([a-z]+)\b", lambda found: _of_kinds(found)),
        # "block IPs", "banning IP addresses"
        ("ip", r"\b(?:block|bann?|ban)(?:s|ing|ed)? (?:of )?(?:single |certain |some |abusive |suspicious )*ips?(?: addresse?s?)?\b", "manage blocked IP addresses"),
        # "store information about debates": debates
        ("information info data detail", r"\b(store|record|keep|manage|enter|add|save|track|show|see|view)(s?) (?:the |some |any |all )?(?:information|infos?|details) (?:about|on|of|for) (?:the |all |any )?(?=[a-z]+)", r"\1\2 "),
        # "admin accounts invite members": admins do
        ("account", r"\b(admin|user|member|customer|manager|guest|teacher|student|moderator|owner) accounts (?=(?:to|can|may|must|should) )", r"\1s "),
        # "export orders to CSV": the orders are there
        ("export", r"(?:^|(?<=\bto )|(?<=\bcan )|(?<=\bor )|(?<=, ))(?:add (?:an? )?)?export(?:ing)?(?: of)? (?:(?:all|the|their|my|our|filtered|selected) )*((?:[a-z]+ )?[a-z]+s) (?:as|to|into|in) (?:an? )?(?:csv|excel|xlsx|json|xml|ics|ical|spreadsheet|zip|ods)s?(?: files?| format)?\b", r"run exports of \1 to a file"),
        # "payment email reminders": by which way they go
        ("mail", r"\b(?!(?:automatic|daily|weekly|monthly|new|transactional|all|the|and|or|of|for|send|sends|via|by|as|with|from|to|in|on|an?|get|gets|receive|receives) )([a-z]+) e?-?mail (reminders?|alerts?|digests?)\b", r"\1 \2 by email"),
        # "multi-library support"
        ("multi", r"\bmulti(?:ple|-)? ?(?!tenan|language|lingual|factor|user|select|part|step|page|platform|level|threading|line|media|vendor|store|site|currency)([a-z]{4,}?)s? support\b", lambda found: f"manage {plural(found[1])}"),
        # "assign users to customers, projects and tasks": to each of them
        ("assign", r"\bassign(?:ing)? (?:[a-z]+ )?[a-z]+s? to ((?:[a-z]+s, )*[a-z]+s,? and [a-z]+s)\b(?=\s*(?:$|[.,;:)]))", lambda found: _assigned(found)),
        ("assign", r"\bassign(?:ing|s)? (?:new |other |several )?(?:users|people|members|employees|staff|colleagues) to (?:an? |the |one or more |several )?([a-z]+)\b(?=\s*(?:$|[.,;:)]))", lambda found: f"add {singular(found[1].lower())} assignments"),
        # "a history of price changes": each of them is a row
        ("histor", r"\b(?:an? |the )?histor(?:y|ies) of (?:all |the |each |every )?((?:[a-z]+ )?changes)\b", r"\1"),
        # "newsletter with double opt-in": how, and nothing to keep beside it
        ("opt", r",? (?:with|and|using|including|by) (?:a )?(?:double|single)[- ]opt[- ]?ins?\b", " with confirmation by email"),
        ("lieu toil", r"\b(?:time off in lieu|TOIL)\b", "overtime"),
        # "audit logging", "tagging functionality for responses", "vendor photo support — profile photo, …"
        ("logging", r"\b(audit|activity|event|access|error|request|change|security) logging\b", r"\1 logs"),
        ("tagging", r"\btagging(?: functionality| feature| support| system| capabilit(?:y|ies))? (?:to|for|of|on) (?:the |all )?([a-z]+)\b", r"tags on \1"),
        ("support", r"^((?:add )?[a-z]+(?: [a-z]+){0,3}) support [—–-] (?=[a-z])", lambda found: f"{plural(found[1])}: "),
        # "guests bring plus ones"
        ("plus", r"\bplus[- ]ones?\b", "plus-ones"),
        # "attach files to comments": the files of a comment
        ("attach", r"\b(?:attach|attaching|adding|upload|uploading)(?:s|ing)? (?:multiple |several |one or more )?(files|photos|images|documents|pictures) to (?:an? |the |their )?([a-z]+?)s?\b(?! (?:folder|cloud|storage|server|bucket))", lambda found: f"add {found[1]} of {plural(found[2])}"),
        # "support attaching files to comments"
        ("support", r"^(?:add )?support (?!for )([a-z]+ing) (?=[a-z])", lambda found: _doing(found)),
        # "report spam", "multiple email addresses per user"
        ("report", r"^(?:users |members |people |visitors )?(?:(?:can|may) )?report (spam|abuse|bugs?|incidents?|misuse|fraud|harassment)\b(?! (?:as|to))", lambda found: f"file {singular(found[1].lower())} reports"),
        ("multiple several", r"^(?:add )?(?:support for |allow |enable )?(?:multiple|several) ((?:[a-z]+ )?[a-z]+s) (?:per|for each|for every|for one|for an?) ([a-z]+)\b", r"manage \2 \1"),
        # "links that redirect to stores": where they lead is there
        ("redirect", r"\blinks? (?:that|which|to) redirects? to (?:an? |the )?", "redirect links to "),
        # "cash up", "a check-in", "stand ups": one word
        ("up out in off back over down", _PARTICLE, r"\1-\2"),
        # "report listings as spam", "volunteer for shifts"
        ("report", r"(?:^|(?<=\bto )|(?<=\bcan ))report (?:(?:an?|other|the) )*([a-z]+(?: [a-z]+)?) (?:as|for) (?:spam|abuse|abusive|inappropriate|offensive|fraud|fake|harassment)\b", r"file abuse reports for \1"),
        ("volunteer", r"^volunteer (?=(?:for|at|in) )", "users sign up "),
        ("volunteer", r"(?:(?<=\bto )|(?<=\bcan ))volunteer (?=(?:for|at|in) )", "sign up "),
        # "resources used in a conference": they are what is kept
        ("resource", r"\b(resources|materials) (?:used|needed|required|available|booked) (?:in|for|at|during|by) (?:(?:an?|the|each|every|our) )?([a-z]+)\b", r"\2 \1"),
        # "issue creation, update and deletion events": what something else is told of
        ("creat updat delet remov edit", r"(?: (?:for|on|of|upon|about|to|at|after))?(?: the)?(?: [a-z]+)? (?:creations?|updates?|deletions?|removals?|edits?)(?:(?:, and|, or|,|/| and| or) ?(?:creations?|updates?|deletions?|removals?|edits?))+(?: events?)?\b", ""),
        # "I want to be reminded when a lease ends": what reminds, and of what
        ("remind", r"\b(?:be|get|being|is|are) (?:automatically )?reminded (?=(?:when|of|about|that|if|once|before|on)\b)", "manage reminders "),
        # "per project forums": forums of each project
        ("have", r"\b(?:allow|let|lets|enable) (?:an? |the |each )?([a-z]+) (?:to )?have (?:several|multiple|many|more than one|additional) ([a-z]+(?: [a-z]+)?s)\b", lambda found: f"{found[2]} for each {singular(found[1].lower())}"),
        # "report a problem with a station"
        ("problem issue fault defect damage", r"\breport(s?) (?:an? )?(problem|issue|fault|defect|damage)(?:(?<!damage)s? with|s? (?:to|on|of|at|in)) (?:an? |the |their |our )?([a-z]+?)s?\b(?= ?(?:$|[.,;(]| or | for ))", r"submit \3 \2 reports"),
        ("per", r"(^|[.;\n] ?)per[- ](?!diem|capita|se)([a-z]+)[- ]([a-z]+s)\b", r"\1\3 for each \2"),
        # "webhooks: users set up hooks": the same things
        ("webhook", r"(?<![\w-])hook(s?)\b", r"webhook\1"),
        # "before they post", "once he has signed up": when, and nothing to build
        ("they he she one", r",? (?:before|after|once|when|until|while|whenever|as soon as) (?:they|he|she|he or she|one)(?: (?:have|has|are|is|can|may))? [a-z]+(?: up| in| out)?(?=[.,;]|$)", ""),
        # "log out users after 30 minutes": their sessions end
        ("out", r"\b(?:automatically )?(?:auto-?)?(?:log|sign)(?:s|ged|ed|ning|ging)?[- ]?out (?:(?:of )?(?!after)[a-z]+ ){0,4}(?=after\b)", "end sessions of users "),
        ("out", r"\b(?:automatic|auto) ?-?log-?out\b", "sessions that end"),
        # "rate a stay and leave feedback": a word beside the points
        ("feedback comments", r"(\brat(?:e|es|ing)\b[^.;]{2,60}? and )(?:leave|add|give|write|provide)s? (?:some |a |an |short |written |optional |their )*(?:feedback|comments)\b", r"\1leave a comment"),
        # "members block other members": what one does to one's like is kept between the two
        ("other", r"\b(block|mute)s? (?:each other|(?:an)?other (?:users?|members?|people|accounts?|players?|profiles?))\b", r"manage \1s of users"),
        # "import contacts from a CSV file": the imports, and what is imported
        ("import", r"\bimport(?:s|ing)? (?!of )((?:[a-z]+ )?[a-z]+s) (?:from|via|with|using|out of) (?:an? )?(?:csv|excel|xlsx|json|xml|zip|opml|ics|spreadsheet)s?(?: files?)?\b", r"\1; imports of \1 from a file"),
        # "potholes on a map": where they are
        ("map", r"\b(?:on|onto|in) (?:an? |the |our )?(?:interactive |city |town |online |public )?maps?\b(?! of)", "with latitude and longitude"),
        # "support answers it": the people there do
        ("support", r"(^|[.;,:] |\band |\bthen )(?:the )?(?:customer )?support (?=(?!(?:is|has|was)\b)[a-z]+s (?:it|them|the|an?|each|every|all)\b|(?:can|may|must|should) )", r"\1the support agent "),
        # "log hours", "log every change of salary"
        ("hours time", r"\b(log|track|record|enter)(s?) (?:(?:their|the|his|her|volunteer|working|worked|spent) )*(?:hours|time)\b(?! ?(?:zone|out|line|slot|stamp|table|sheet|card|tracking|entr))", r"record\2 time entries"),
        ("change", r"\b(?:log|track|record|keep|audit)s? (?:every|each|all|any) changes? (?:of|to|in) (?:the |an? )?([a-z]+?)(?:s|ies)?\b", r"keep a \1 change log"),
        # "their progress per lesson": a row for each learner and lesson
        ("progress", r"\bprogress (?:per|in|of|through|for) (?:each |every |the |a |their )?(lesson|course)s?\b", r"\1 progress"),
        # "react to messages with emoji": reactions of theirs
        ("react", r"\breact(?:s|ing)? to (?:an? |the |each |every |any )?([a-z]+?)s?(?: (?:with|by|using) (?:an? )?emojis?)?\b(?=\s*(?:$|[.,;:\n]| and | so ))", r"add \1 reactions"),
        # "hand over their shift"
        ("hand", r"\bhand(s?) over (?:the|their|his|her|an?|each|every) shifts?\b", r"write\1 shift handovers"),
        # "undo sending an email"
        ("undo unsend", r"\b(?:undo|unsend|take back)(?:s|ing)? (?:the )?(?:sending (?:of )?)?(?:an? |the |their )?(?:sent )?e?-?mails?\b(?: that (?:was|were) sent)?", "undo outbox emails"),
        # "which features each customer uses"
        ("feature", r"\bwhich features (?:each |every |our |the |an? )?(?:customer|user|account|client|team)s? (?:really |actually )?uses?\b", "feature usage"),
        # "users who deleted their account can restore it"
        ("restor reactivat", r"\b(?:(?:users|people|members|customers|those) who (?:have )?(?:accidentally |mistakenly )?deleted (?:their|an?) accounts?(?: (?:by mistake|accidentally|by accident))? (?:can|may|should be able to) (?:restore|reactivate|recover) (?:it|them)|((?:users|people|members|customers) (?:can|may) )?(?:restore|reactivate|recover) (?:their|an?) (?:recently )?deleted accounts?)\b", "users can cancel account deletions"),
        # "rate limits per API key"
        ("key", r"\b(?:rate |request )?limit(s?) (?:(?:the )?requests )?(?:per|for each|for every|by) api[- ]?keys?\b", lambda found: f"api key limit{found[1] or 's'}"),
        # "who is coming per voice (soprano, alto, tenor, bass)"
        ("per by", r"\b(?:per|by) ([a-z]+) \((?=[a-z]+(?:(?:, | or |/)[a-z]+)+\))", r"with a \1 ("),
        # "import the old customer sheet (csv)": imports, and what they bring is there or built anyway
        ("import", r"\bimport(?:ing)? (?:the |our |an? )?(?:old|existing|current|legacy|previous) (?:[a-z]+ ){0,2}?(?:sheets?|spreadsheets?|excel|files?|lists?|tables?|data|database)\b", "make imports from a file"),
        # "is able to", "gets the possibility to"
        ("able", r"\b(?:is|are|be|being) able to\b", "can"),
        ("ability possib option right chance", r"\b(?:has|have|get|gets|having) the (?:ability|possibility|option|right|chance) to\b", "can"),
)  # fmt: skip
"""Stems of which one must stand in the text, what is said, and how it is said plainly."""


_CAMEL = re.compile(
    r"(?<!from )(?<!to )(?<!into )(?<!via )(?<!with )(?<!in )(?<!through )(?<!using )(?<!by )\b[A-Z][a-z]{2,}(?:[A-Z][a-z]{2,})+\b"
)


def spaced(text: str) -> str:
    """Return a text in which names of classes stand as words ("UserMute": user mute); names of services stay as they are."""
    text = _CAMEL.sub(_words_of, text)
    plain = re.sub(r"\w*[^\W\d_a-z]\w*", lambda found: _BORROWED.get(found[0].lower(), found[0]), text, flags=re.I)
    return plain if plain.isascii() else text


_BORROWED = {"café": "cafe", "cafés": "cafes", "résumé": "resume", "résumés": "resumes", "crèche": "creche", "naïve": "naive", "façade": "facade"}  # fmt: skip
"""English words that are written with accents: they make no brief French."""


def _words_of(found: re.Match[str]) -> str:
    parts = re.findall(r"[A-Z][a-z]+", found[0])
    name = found[0].lower()
    branded = singular(parts[-1].lower()) in _BRANDED or any(
        name == known.replace(" ", "") for known in data("services")
    )
    return found[0] if branded else " ".join(part.lower() for part in parts)


_BRANDED = frozenset({"book", "hub", "lab", "tube", "pay", "script", "grid", "point", "store", "flow", "chat", "spot", "auth", "desk", "chimp", "sign", "box", "cloud", "press", "tok", "code", "ocean", "ware", "base", "force", "stack"})  # fmt: skip
"""What names of services end in, of which the list of services knows only some."""


def _assigned(found: re.Match[str]) -> str:
    """Return "manage project assignments and task assignments" for "assign users to projects and tasks"."""
    ends = re.split(r",? and |, ", found[1])
    return f"manage {' and '.join(f'{singular(end.lower())} assignments' for end in ends)}"


def _doing(found: re.Match[str]) -> str:
    """Return what a gerund says in the base form, as far as the verb is known."""
    stem = found[1].lower().removesuffix("ing")
    known = word_class("acting") | word_class("making") | {"capture"}
    base = next((form for form in (stem, f"{stem}e", stem[:-1]) if form in known), None)
    return found[0] if base is None else f"ability to {base} "


def _of_kinds(found: re.Match[str]) -> str:
    """Return "plant reminders with a kind (water, feed)" for "a reminder to water or feed a plant"."""
    kinds = re.split(r", | or ", found[1])
    return f"{found[2]} reminders with a kind ({', '.join(kinds)})"


_STAFF = re.compile(
    r"\b(?:admin\w*|support|staff|agents?|operators?|managers?|employees?|provider|superusers?)\b", re.I
)


def _impersonated(found: re.Match[str]) -> str:
    """Whoever of the staff logs in as somebody else impersonates him; a customer logs in as himself."""
    return "start impersonation sessions" if _STAFF.search(found.string[: found.start()]) else found[0]


def _examples(found: re.Match[str]) -> str:
    """Leave out which services are meant; who likes something does so, and says nothing by way of example."""
    before = re.findall(r"[a-z]+", found.string[: found.start()].lower())
    liked = "like" in found[0].lower() and (len(before) < 2 or is_person(singular(before[-1])))
    return found[0] if liked else ""


def _shared_by(found: re.Match[str]) -> str:
    """Return "manage document shares" for "share documents with others", where whoever stands before it is somebody."""
    before = re.findall(r"[a-z]+", found.string[: found.start()].lower())[-1:]
    plain = not before or before[0] in ("to", "can", "may") or is_person(singular(before[0]))
    return f"manage {found[1]} shares" if plain or found.start() == 0 else found[0]


def _redeemed(found: re.Match[str]) -> str:
    """Return "record coupon redemptions" for "record which order redeemed it" in a brief of coupons."""
    things = re.search(r"\b(coupon|voucher|promo code|discount code)s?\b", found.string, re.I)
    return found[0] if things is None else f"{found[1]} {things[1].lower()} redemptions"


def _given(found: re.Match[str]) -> str:
    """Return "give an extension to a student" for "give a student an extension"."""
    return f"{found[1]}{found[2]} {found[5]} to {found[3]}" if is_person(singular(found[4].lower())) else found[0]


def plainly(text: str) -> str:
    """Return a text in which each known turn of phrase is said plainly."""
    text = _with_kinds(re.sub(r"\be-(?=mail)", "e", text, flags=re.I))
    return with_turns(in_nouns(text), (*WISHES, *KEPT, *_TURNS))


_KINDS = re.compile(
    r"(?:^|(?<=[.;\n] ))(?:there (?:are|is) )?(?:[a-z0-9]+ )?(?P<kind>kind|type|sort)s? of (?P<head>[a-z]+?)s?(?: (?:are|is))?(?: available| possible| supported| there)? ?: (?P<list>[^.;\n]+)",
    re.I,
)
_DOING = re.compile(
    r"\ban? (?P<head>[a-z]+) (?:can|may) (?P<list>[a-z]+(?: to)?(?:(?:, or |, and |, | or | and )[a-z]+(?: to)?)+) (?:an)?other (?P=head)\b", re.I
)  # fmt: skip


def _with_kinds(text: str) -> str:
    """Say kinds that a sentence lists as the values of one column ("3 kinds of link: follows, cites, mentions")."""
    text = _KINDS.sub(lambda found: _kinds(found, f"{found['head']}s with a {found['kind']}"), text)
    return _DOING.sub(lambda found: _kinds(found, "with a kind"), text)


def _kinds(found: re.Match[str], said: str) -> str:
    parts = re.split(r",? (?:and|or) |, ?", re.sub(r" ?\([^()]*\)", "", found["list"]))
    values = [" ".join(part.lower().split()[:2]) for part in parts if re.fullmatch(r"[a-z -]+", part.strip(), re.I)]
    return f"{said} ({', '.join(values)})" if len(values) > 1 else found[0]
