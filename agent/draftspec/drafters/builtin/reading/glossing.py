"""Puts a brief in one of six languages into English as far as its words are known; the others keep their spelling."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftspec.drafters.builtin.reading.arranging import arranged
from draftspec.drafters.builtin.reading.pieces import NOUNS, Piece, Role
from draftspec.drafters.builtin.reading.stating import PASSED
from draftspec.drafters.builtin.reading.vocabulary import (
    Kind,
    Sense,
    longest,
    other_sense,
    senses_of,
    unelided,
    vocabulary,
)
from draftspec.drafters.builtin.reading.words import plural, singular

_TOKEN = re.compile(r"\ue000[^\ue000]*\ue000|[^\W\d_]+(?:[-'’*][^\W\d_]+)*|\d+(?:[.,]\d+)*|\n|[^\w\s]")
_ROMANCE = ("es", "pt", "fr", "it")
_INFINITIVE = re.compile(
    r".{2,}(?:[aei]r(?:l[oae]s?|se|me|nos|te)?|[aei]r-(?:l[oa]s?|se|me)|oir|[dtpuî]re|[aei]re|[aei]r(?:si|l[oaie]|ci|vi)|[a-zö]e[nr]n?)"
)
"""How verbs end behind "can" and "want"."""
_QUALITY = re.compile(
    r".{2,}(?:al(?:es)?|a[ui]x|[iíì][cv][oaie]s?|ich[ei]|ifs?|ives?|iques?|[oó]s[oaie]s?|ári[oa]s?|ari[oaie]s?|aires?|[aeiíá](?:ble|bil|vel|bile)[is]?s?|[aei]nt[ei]s?|el(?:le)?s?|eux|euses?|eiras?|[ai]d[oa]s|[aiu]t[oaie]|és|ées?|is|us)"
)
"""How adjectives and participles end behind a noun in Romance languages."""
_PROCESS = re.compile(r".{3,}(?:[cs]i[oó]n|[çs]ão|[sz]ione|[ao]mento|ement|[ai]miento|ing)|cálculo|calcul|calcolo")
"""How nouns end that say what goes on and name nothing that is kept, where nothing stands before them."""
_OPENING = frozenset({"the", "a", "their", "my", "our", "your", "own", "other", "each", "all", "no", "of", "for", "with", "without", "in", "on", "at", "to", "from", "between", "per", "by", "only", "as", "multiple"})  # fmt: skip
_SUBJECTS = frozenset({"I", "we", "they", "which"})
_SURE = 5
"""Letters above which a compound's last part is known by itself; "Alter" is not what a "Verwalter" ends with."""
_ENDS = frozenset({"datum", "nummer", "preis", "gebühr", "betrag", "frist", "zeit", "kosten", "prijs", "naam", "adres", "bedrag", "tijd"})  # fmt: skip
_COMPOUND = 4
"""Fewest letters of a compound's last part by which it is known."""


def gloss(text: str, tongue: str) -> str:
    """Return a brief in English, as far as its words are listed; verbs that are not become breaks."""
    return joined(arranged(pieces_of(text, tongue), tongue))


def pieces_of(text: str, tongue: str) -> list[Piece]:
    """Return the parts of a text in its own order, each with its part in the sentence."""
    low = text.lower()
    pieces = _pieces(_TOKEN.findall(unelided(text, tongue)), tongue)
    return [_resolved(piece, low) if piece.role in NOUNS else piece for piece in pieces]


def _resolved(piece: Piece, text: str) -> Piece:
    """Return a noun of two meanings with the one that it has in this text."""
    other = other_sense(piece.own.lower(), text)
    return piece if other is None else Piece("noun", other, piece.own)


def _pieces(tokens: list[str], tongue: str) -> Iterator[Piece]:
    """Yield the parts of a text, each with its part in the sentence; what is said before helps to tell which."""
    before = Piece("stop", "", "")
    at = 0
    while at < len(tokens):
        piece, length = _next(tokens, at, tongue, before)
        at += length
        yield piece
        if piece.role != "nothing":
            before = piece


def _next(tokens: list[str], at: int, tongue: str, before: Piece) -> tuple[Piece, int]:
    """Return the piece that begins with a token, and how many tokens it takes."""
    token = tokens[at]
    if (passed := PASSED.fullmatch(token)) is not None:
        return Piece("frame", passed[1], token), 1
    if not token[0].isalpha():
        return _mark(token, before), 1
    for length in range(min(longest(tongue), len(tokens) - at), 0, -1):
        own = " ".join(tokens[at : at + length])
        senses = senses_of(own, tongue)
        if senses is None:
            continue
        following = tokens[at + length] if at + length < len(tokens) else ""
        sense = _meant(senses, own, before, following, tongue)
        if sense is not None:
            return _known(sense, own, before), length
    if tongue in ("de", "nl") and (found := _compound(token, tongue, before)) is not None:
        return found, 1
    return _unknown(token, before, tokens[at + 1] if at + 1 < len(tokens) else "", tongue), 1


def _mark(sign: str, before: Piece) -> Piece:
    """Return a number or a sign; a comma may stand between verbs."""
    if sign[0].isdigit():
        return Piece("number", sign, sign)
    return Piece("stop" if sign in ".;!?\n:—–" else "mark", sign, sign, doing=before.doing and sign in _COMMA)


_COMMA = ","
_NAMING: tuple[Kind, ...] = ("noun", "attribute", "person")
_DOING: tuple[Kind, ...] = ("finite", "infinitive", "done")


def _meant(senses: tuple[Sense, ...], own: str, before: Piece, following: str, tongue: str) -> Sense | None:
    """Return which of its senses a word has behind what stands before it; None where it has none here."""
    kinds = {sense.kind: sense for sense in senses}
    if (fixed := _fixed(kinds, own, before, following, tongue)) is not None:
        return fixed
    named = next((kinds[kind] for kind in _NAMING if kind in kinds), None)
    order = list(_expected(before, following, tongue))
    if tongue == "de" and before.role != "stop":
        if own[:1].isupper():
            return named or kinds.get("nothing") or kinds.get("adjective")
        order = [*(kind for kind in order if kind not in _NAMING), *_NAMING]
        if named is not None and not kinds.keys() & set(_DOING):
            order = ["nothing", "adjective", *_NAMING]
    return next((kinds[kind] for kind in order if kind in kinds), None)


def _fixed(kinds: dict[Kind, Sense], own: str, before: Piece, following: str, tongue: str) -> Sense | None:
    """Return the sense of a small word, which does not hang on what stands before it."""
    if "frame" in kinds:
        alone = kinds["frame"].english == "fields" and following != ":" and " " not in own
        return kinds.get("noun", kinds["frame"]) if alone else kinds["frame"]
    if "modal" in kinds:
        return kinds["modal"]
    if "nothing" in kinds and "finite" in kinds and kinds["finite"].english == "have":
        return kinds["finite"] if before.role in NOUNS and _is_article(following, tongue) else kinds["nothing"]
    return None


def _expected(before: Piece, following: str, tongue: str) -> tuple[Kind, ...]:
    """Return the kinds of a word in the order in which they are likely here."""
    if before.role == "modal" or (before.role in ("joint", "mark") and before.doing):
        return ("infinitive", "nothing", "adjective", *_NAMING, "done", "finite")
    if before.role in ("person", "subject"):
        return ("finite", "nothing", "adjective", "done", "infinitive", *_NAMING)
    if before.role in NOUNS:
        return ("adjective", "nothing", "finite", "done", "infinitive", *_NAMING)
    if before.role == "stop" and _is_article(following, tongue):
        return ("infinitive", "finite", "nothing", *_NAMING, "adjective", "done")
    return (*_NAMING, "adjective", "nothing", "infinitive", "done", "finite")


def _is_article(word: str, tongue: str) -> bool:
    """Tell whether a word stands before a noun and says which one or whose."""
    senses = vocabulary(tongue).get(word.lower(), ())
    return any(sense.kind == "frame" and sense.english in ("the", "a", "their", "my", "each") for sense in senses)


def _known(sense: Sense, own: str, before: Piece) -> Piece:
    """Return the piece that a listed word becomes."""
    if sense.kind == "frame":
        role: Role = (
            "joint" if sense.english in ("and", "or", "and/or")
            else "subject" if sense.english in _SUBJECTS
            else "opening" if sense.english in _OPENING
            else "frame"
        )  # fmt: skip
        return Piece(role, sense.english, own, doing=role == "joint" and before.doing)
    if sense.kind in ("infinitive", "finite", "done"):
        role = "verb" if sense.english else "break"
        return Piece(role, sense.english, own, doing=True, form=sense.kind)
    if sense.kind == "modal":
        return Piece("modal", sense.english, own)
    roles: dict[str, Role] = {"nothing": "nothing", "adjective": "quality", "person": "person", "noun": "noun", "attribute": "attribute"}  # fmt: skip
    return Piece(roles[sense.kind], sense.english, own)


def _compound(token: str, tongue: str, before: Piece) -> Piece | None:
    """Return a German or Dutch compound by its known last part, with the first part in English where it is known."""
    if (tongue == "de" and not token[:1].isupper()) or before.role == "modal":
        return None
    low, words = token.lower(), vocabulary(tongue)
    if (managed := _MANAGED.fullmatch(low)) is not None and (many := _first(managed[1], words)) is not None:
        return Piece("noun", plural(many), token)
    for at in range(3, len(low) - _COMPOUND + 1):
        senses = words.get(low[at:], ())
        last = next((sense for kind in _NAMING for sense in senses if sense.kind == kind), None)
        if last is None:
            continue
        start = low[:at].rstrip("-")
        first = _first(start, words)
        if first is None and not (low[at:] in _ENDS or (last.kind != "attribute" and len(low) - at > _SURE)):
            continue
        if first is None and last.kind == "person":
            return Piece("person", last.english, token)
        role: Role = "attribute" if last.kind == "attribute" else "person" if last.kind == "person" else "noun"
        return Piece(role, f"{first or start} {last.english}", token)
    return None


def is_word(word: str, tongue: str) -> bool:
    """Tell whether a word of small letters is listed for a language, or is a compound of listed words."""
    if word in vocabulary(tongue):
        return True
    compound = _compound(word.capitalize(), tongue, Piece("stop", "", "")) if tongue in ("de", "nl") else None
    return compound is not None and compound.english.isascii()


_MANAGED = re.compile(r"(.{4,})(?:verwaltung|management|beheer|administratie|verzeichnis|kartei)")
"""Compounds that say that something is managed ("Kundenverwaltung")."""


def _first(start: str, words: dict[str, tuple[Sense, ...]]) -> str | None:
    """Return the English word for the first part of a compound, with or without what joins it to the last."""
    shapes = (start, *(start.removesuffix(end) for end in ("s", "n", "en", "es", "er")), start + "e", start + "en")
    return next((singular(s.english) for shape in shapes for s in words.get(shape, ()) if s.kind in _NAMING), None)


def _unknown(token: str, before: Piece, following: str, tongue: str) -> Piece:
    """Return what a word that is not listed becomes: a thing by its place, or a break."""
    if tongue == "de":
        if token[:1].isupper():
            return Piece("own", token, token)
        return Piece("nothing" if following[:1].isupper() else "break", "", token)
    low = token.lower()
    if before.role == "modal" or (before.role in ("joint", "mark") and before.doing and _INFINITIVE.fullmatch(low)):
        return Piece("break", "", token, doing=True)
    if tongue == "nl" and low.endswith("e") and following[:1].isalpha() and before.role in ("opening", "number"):
        return Piece("nothing", "", token)
    if before.role in NOUNS:
        return _behind_noun(token, before, tongue)
    goes_on = before.role in ("stop", "mark", "joint") and _PROCESS.fullmatch(low) is not None
    named = before.role in _BEFORE_NOUNS or token[:1].isupper()
    return Piece("own", low, token) if named and not goes_on else Piece("break", "", token)


_BEFORE_NOUNS = frozenset({"opening", "number", "quality", "stop", "mark", "joint", "verb"})


def _behind_noun(token: str, before: Piece, tongue: str) -> Piece:
    """A word behind a noun says of which kind it is, or what is done; it is kept only behind one that is not known."""
    low = token.lower()
    if before.role == "own" and tongue in _ROMANCE and _QUALITY.fullmatch(low):
        return Piece("own", low, token)
    if token[:1].isupper():
        return Piece("own", low, token)
    return Piece("nothing" if tongue in _ROMANCE and _QUALITY.fullmatch(low) else "break", "", token)


def joined(pieces: list[Piece]) -> str:
    """Return the English text of the pieces."""
    said: list[str] = []
    for piece in pieces:
        if piece.role == "break":
            said.append(";")
        elif piece.english:
            said.append(piece.english)
    text = re.sub(r" ([,.;:!?)])", r"\1", " ".join(said)).replace("( ", "(")
    return re.sub(r"[ ]*\n[ ]*", "\n", re.sub(r"(?:;\s*)+", "; ", text)).strip(" ;")
