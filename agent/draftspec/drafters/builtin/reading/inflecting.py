"""Forms of words in six languages, by rule: which plurals a noun may have, which forms a verb."""

from __future__ import annotations

import re
from collections.abc import Iterator

_Rules = tuple[tuple[str, tuple[str, ...]], ...]

_PLURALS: dict[str, _Rules] = {
    "es": (("z", ("ces",)), ("ión", ("iones",)), ("ón", ("ones",)), ("[aeiouáéó]", ("s",)), ("s", ("s",)), ("", ("es", "s"))),
    "pt": (("ão", ("ões", "ãos")), ("al", ("ais",)), ("el", ("eis", "éis")), ("il", ("is",)), ("m", ("ns",)), ("[rz]", ("es",)), ("", ("s",))),
    "fr": (("[sxz]", ("",)), ("eau", ("eaux",)), ("al", ("aux", "als")), ("", ("s",))),
    "it": (("[cg]a", ("he",)), ("io", ("i",)), ("[cg]o", ("hi", "i")), ("a", ("e", "i")), ("[oe]", ("i",)), ("", ("",))),
    "nl": (("", ("en", "s", "'s", "n")),),
}  # fmt: skip
"""How plurals are made: what a noun ends with, and what stands there instead. A class of letters loses its last one
only where its ending is listed as a whole; what is no more than appended stands behind a class or the empty ending."""

_KEPT = frozenset({"[aeiouáéó]", "[rz]", "[sxz]", "s", ""})
_CUT = {"[cg]a": 1, "[cg]o": 1, "[oe]": 1, "io": 2}
_UMLAUT = str.maketrans({"a": "ä", "o": "ö", "u": "ü"})


def plurals(noun: str, tongue: str) -> set[str]:
    """Return the forms that the plural of a noun (or of a phrase that begins with it) may have."""
    words = noun.split(" ")
    if tongue == "de":
        return {f"{' '.join((*words[:-1], form))}" for form in _german(words[-1])}
    if tongue == "nl":
        return {f"{' '.join((*words[:-1], form))}" for form in (*_by_rule(words[-1], tongue), *_dutch(words[-1]))}
    heads = list(_by_rule(words[0], tongue))
    agreeing = [(word, *_by_rule(word, tongue)) if len(word) > 3 else (word,) for word in words[1:]]
    phrases = [[head] for head in heads]
    for forms in agreeing:
        phrases = [[*phrase, form] for phrase in phrases for form in forms]
    return {" ".join(phrase) for phrase in phrases}


def _by_rule(word: str, tongue: str) -> Iterator[str]:
    for ending, made in _PLURALS[tongue]:
        if re.search(f"{ending}$", word):
            cut = 0 if ending in _KEPT else _CUT.get(ending, len(ending))
            yield from (word[: len(word) - cut] + end for end in made)
            return


def _german(word: str) -> Iterator[str]:
    yield from (word + end for end in ("e", "en", "n", "er", "s", "nen", "es", "ern"))
    if word.endswith("er") or word.endswith("el"):
        yield word
    if word.endswith("in"):
        yield word + "nen"


def _dutch(word: str) -> Iterator[str]:
    doubled = re.fullmatch(r"(.*[^aeiou])([aeiou])\2([^aeiou])", word)
    if doubled is not None:
        yield f"{doubled[1]}{doubled[2]}{doubled[3]}en"
    if re.fullmatch(r".*[^aeiou][aeiou][bdfgklmnprst]", word):
        yield f"{word}{word[-1]}en"


_ENDINGS: dict[tuple[str, str], tuple[str, str]] = {
    ("es", "ar"): ("a an o as amos e en emos ando ará arán aba aban ó aron", "ado ada ados adas"),
    ("es", "er"): ("e en o es emos a an iendo erá erán ía ió ieron", "ido ida idos idas"),
    ("es", "ir"): ("e en o es imos a an iendo irá irán ía ió ieron", "ido ida idos idas"),
    ("pt", "ar"): ("a am o as amos e em ando ará arão ava ou aram", "ado ada ados adas"),
    ("pt", "er"): ("e em o es emos a am endo erá erão ia eu eram", "ido ida idos idas"),
    ("pt", "ir"): ("e em o es imos a am indo irá irão ia iu iram", "ido ida idos idas"),
    ("fr", "er"): ("e es ons ez ent ant era eront ait", "é ée és ées"),
    ("fr", "ir"): ("it is issons issent issant ira iront", "i ie ies"),
    ("fr", "re"): ("s t ent ons ez ant ra ront", "u ue us ues"),
    ("it", "are"): ("a ano o i iamo ando erà eranno ino", "ato ata ati ate"),
    ("it", "ere"): ("e ono o i iamo endo erà eranno", "uto uta uti ute"),
    ("it", "ire"): ("e ono o i iamo isce iscono endo irà iranno", "ito ita iti ite"),
    ("de", "en"): ("e t et st end", ""),
    ("de", "rn"): ("re rt rst", ""),
    ("de", "ln"): ("le lt lst", ""),
    ("nl", "en"): ("t", ""),
}
"""Finite forms and participles by language and the ending of the infinitive, which they replace."""

_CLITICS = {
    "es": ("lo", "la", "los", "las", "se", "me", "le", "les", "nos"),
    "pt": ("-lo", "-la", "-los", "-las", "-se", "-me"),
    "it": ("lo", "la", "li", "le", "si", "ci", "mi", "gli"),
}


def infinitives(verb: str, tongue: str) -> set[str]:
    """Return an infinitive with the pronouns that may hang on it."""
    bare = verb[:-1] if tongue == "it" else verb
    return {verb, *(bare + end for end in _CLITICS.get(tongue, ()))} if " " not in verb else {verb}


def finite(verb: str, tongue: str) -> set[str]:
    """Return the forms in which somebody does what a verb says."""
    return _formed(verb, tongue, 0) | ({_dutch_stem(verb), _dutch_stem(verb) + "t"} if tongue == "nl" else set())


def participles(verb: str, tongue: str) -> set[str]:
    """Return the forms that say of a thing that it was done."""
    if tongue == "de" and " " not in verb:
        stem = verb[:-2] if verb.endswith("en") else verb[:-1]
        forms = {f"ge{stem}t", f"ge{stem}et"} if not verb.endswith("ieren") else set()
        return forms | ({f"{stem}t"} if verb.startswith(("be", "ver", "er", "zer", "ent", "ge")) or verb.endswith("ieren") else set())  # fmt: skip
    if tongue == "nl" and " " not in verb:
        stem = _dutch_stem(verb)
        return {f"ge{stem}d", f"ge{stem}t", f"ge{stem}"} | ({f"{stem}d"} if verb.startswith(("be", "ver", "ont")) else set())  # fmt: skip
    return _formed(verb, tongue, 1)


def _formed(verb: str, tongue: str, which: int) -> set[str]:
    first, space, rest = verb.partition(" ")
    bare = first.removesuffix("se") if tongue == "es" else first.removesuffix("-se")
    for (of, ending), forms in _ENDINGS.items():
        if of == tongue and bare.endswith(ending):
            cut = len(ending)
            return {f"{bare[:-cut]}{form}{space}{rest}" for form in forms[which].split()}
    return set()


def _dutch_stem(verb: str) -> str:
    stem = verb.removesuffix("en")
    stem = stem[:-1] if len(stem) > 3 and stem[-1] == stem[-2] else stem
    doubled = re.fullmatch(r"(.*[^aeiou])([aeou])([bdfgklmnprstvz])", stem)
    stem = f"{doubled[1]}{doubled[2]}{doubled[2]}{doubled[3]}" if doubled and stem + stem[-1:] + "en" != verb else stem
    return stem[:-1] + {"v": "f", "z": "s"}.get(stem[-1:], stem[-1:])


_AGREEMENT = {
    "es": (("o", ("o", "a", "os", "as")), ("", ("", "s", "es"))),
    "pt": (("o", ("o", "a", "os", "as")), ("", ("", "s", "es"))),
    "fr": (("", ("", "e", "s", "es")),),
    "it": (("o", ("o", "a", "i", "e", "hi", "he")), ("e", ("e", "i")), ("", ("",))),
    "de": (("", ("", "e", "en", "er", "es", "em")),),
    "nl": (("", ("", "e")),),
}


def agreeing(adjective: str, tongue: str) -> set[str]:
    """Return the forms of an adjective."""
    for ending, made in _AGREEMENT[tongue]:
        if adjective.endswith(ending):
            stem = adjective[: len(adjective) - len(ending)]
            return {stem + end for end in made}
    return {adjective}
