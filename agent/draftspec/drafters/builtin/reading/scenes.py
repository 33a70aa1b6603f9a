"""Peels off what only sets the scene: who writes, how it is done today, and words that say nothing of what is wanted."""

from __future__ import annotations

import re

from draftspec.drafters.builtin.reading.announcing import told_of
from draftspec.drafters.builtin.reading.framing import Turn, with_turns
from draftspec.drafters.builtin.reading.wanting import without_keeper

_NOW = r"(?:in|on|by|via) (?:excel|(?:a |shared |google )*(?:spread)?sheets?|paper|a notebook|notebooks|word|whatsapp|email|mail|phone|hand|post-its?|a whiteboard|pen and paper|lists)"
_TROUBLE = re.compile(
    rf"\b(?:keeps? (?:losing|forgetting|missing|asking|getting)|(?:has|have|needs?) to (?:stop|change|end)|(?:is|are) (?:a mess|chaos|painful|tedious|error-prone|tired of|fed up|losing)|struggl\w+|no longer works?|constantly (?:asks?|calls?|loses?|forgets?)|{_NOW})(?=\b)", re.I
)  # fmt: skip
"""What a sentence says of how it is done today, or of what is wrong with it."""
_USUALLY = re.compile(r"^[A-Z][a-z]+s (?:often|usually|sometimes|typically) [a-z]+ [^.]{2,40}\.$")
"""What a short sentence says of how things go ("Deliveries often come in parts.")."""
_WISH = re.compile(
    r"\b(?:want|wants|need|needs|please|should|would|can|could|must|may|let|build|add|want|'d like|instead)\b", re.I
)

_TURNS: tuple[Turn, ...] = (
    # "Currently we have no way for volunteers to track their hours": they want to
    ("way possibility option means", r"\b(?:(?:currently|today|right now|at the moment|as of now),? )?(?:we|users|they|there|i) (?:currently |still )?(?:have|has|is|are) (?:currently |still )?no (?:good |easy |real |simple )?(?:way|possibility|option|means) (?:for (?:the |our |any )?(?P<who>[a-z]+(?: [a-z]+)?) )?to ", lambda found: f"{found['who'] or 'users'} can "),
    # "I'm building a meal planner for families"
    ("building creating designing developing making planning setting working writing", r"(?:^|(?<=[.!?] ))(?:I am|I['’]m|we are|we['’]re) (?:currently )?(?:building|making|developing|creating|working on|setting up|planning|designing|writing) (?:an? |the |our )?(?:new )?", ""),
    # "Engineering wants its own on-call schedule", "For the science fair we need digital judging"
    ("need want would", r"^(?:the |our )?(?:engineering|marketing|sales|finance|accounting|support|hr|legal|management|operations|it) (?:wants?|needs?|would like) (?:(?:its own|their own|an? own|an?|the|our own) |(?!to )(?=[a-z]+ [a-z]+s\b))", ""),
    ("looking need want would", r"(?:^|(?<=[.!?] ))for (?:the|our|an?) (?:[a-z]+ ){1,4}we (?:need|want|would like|are looking for) (?=[a-z])(?!to )", ""),
    ("app judging management planning software solution system tool tracking", r"^(?:digital |online |electronic |better |proper )?[a-z]+ ?(?:judging|management|software|system|solution|tracking|planning|app|tool)\. (?=[A-Z])", ""),
    # "Our creche wants to replace the paper diaries."
    ("replace get rid stop move", r"^(?:our|the|my|we)(?: [a-z]+){0,3} (?:wants?|would like|needs?|have|has) to (?:replace|get rid of|stop using|move away from) [^.\n]{3,80}\.\s+(?=[A-Z])", ""),
    # "For each patient the vet logs vaccinations"
    ("each every", r"(?:^|(?<=[.!?;] ))(for (?:each|every) [a-z]+(?: [a-z]+)?) (?=(?:the|an?|each|every) )", r"\1, "),
    # "Every morning the farmhand enters the eggs"
    ("every each", r"(?:^|(?<=[.!?;] ))(?:every|each) (?:single )?(?:morning|evening|afternoon|night|day|week|month|year|quarter|season|(?:mon|tues|wednes|thurs|fri|satur|sun)day),? (?=(?:the|an?|our|all) [a-z]+ )", ""),
    # "neighbours lend each other tools"
    ("other", r"(?<=[a-z]) each other (?=(?:[a-z]+ )?[a-z]+s\b)", " "),
    # "the choice itself has to stay secret"
    ("secret", r"\b(stays?|remains?|be kept|is kept|are kept|keep it|be|is|are) (?:strictly |completely )?secret\b(?! [a-z]+(?:s|es)\b)", r"\1 hidden"),
    # "goods from the catalogue, like coffin, flowers or music, with quantity"
    ("", r"(?<!\bcomment)(?<!\bcomments), (?:like|such as|for instance|for example|e\.g\.) (?:(?:[a-z-]+(?: [a-z-]+)?, )*[a-z-]+(?: [a-z-]+)?,? (?:or|and) [a-z-]+(?: [a-z-]+)?(?=[,.;]|$)|[a-z-]+(?: [a-z-]+)?(?=, ))", ""),
    ("order sequence", r" in (?:an? |the )?(?:fixed|given|certain|any|random|alphabetical|particular|defined|specific|right|set) (?:order|sequence)\b", ""),
    ("actually basically constantly course hence simply therefore thus", r"(?<=[a-z,]) (?:therefore|thus|hence|basically|constantly|actually|simply|of course)(?= [a-z])", ""),
    # "Our astronomy club owns four telescopes which members reserve"
    ("that which", r"^(?:our|the|my) (?:[a-z]+ ){1,3}?(?:owns|has|runs|keeps|rents out|lends|operates) (?:around |about |over |some |several |\d+ |two |three |four |five |six |ten |a few |many )*(?=(?:[a-z]+ )?[a-z]+s (?:which|that) [a-z]+s (?!is|are|has|have))", ""),
)  # fmt: skip


def without_scene(text: str) -> str:
    """Return a brief without the sentences and words that only tell of the time before it."""
    return with_turns(told_of(without_keeper(_without_troubles(text))), _TURNS)


def _without_troubles(text: str) -> str:
    """Leave out first sentences that complain and wish for nothing, or say how things usually go, as long as others follow."""
    sentences = _SENTENCE.findall(text)
    while len(sentences) > 1 and _sets_scene(sentences[0].strip()):
        sentences = sentences[1:]
    return "".join(sentences)


_SENTENCE = re.compile(r"(?s).+?(?:[.!?]\s+|\Z)")


def _sets_scene(sentence: str) -> bool:
    """Tell whether a sentence complains, or says how things usually go, and wishes for nothing."""
    complaint = _TROUBLE.search(sentence)
    told = complaint is not None or _USUALLY.search(sentence) is not None
    return told and not _WISH.search(_TROUBLE.sub(" ", sentence))
