"""Puts translated words in the order that English has: qualities before their noun, verbs behind who acts."""

from __future__ import annotations

from draftspec.drafters.builtin.reading.pieces import NOUNS, Piece
from draftspec.drafters.builtin.reading.words import plural, singular

_ROMANCE = ("es", "pt", "fr", "it")


def arranged(pieces: list[Piece], tongue: str) -> list[Piece]:
    """Return the pieces of a text in English order, its verbs in the forms that fit."""
    kept = [piece for piece in pieces if piece.role != "nothing"]
    if tongue in _ROMANCE:
        return _conjugated(_phrased(kept))
    return _conjugated(_with_verbs_ahead(_genitives(kept) if tongue == "de" else kept))


def _phrased(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces with each noun, what follows it and says which is meant, as one."""
    found: list[Piece] = []
    at = 0
    while at < len(pieces):
        if pieces[at].role in NOUNS:
            phrase, at = _phrase(pieces, at)
            found.append(phrase)
        elif pieces[at].role == "opening" and pieces[at].english == "of" and not _attached(found):
            at += 1
        else:
            found.append(pieces[at])
            at += 1
    return found


def _attached(before: list[Piece]) -> bool:
    """Tell whether something stands before an "of" that it can belong to."""
    return bool(before) and before[-1].role in (*NOUNS, "number", "quality", "frame")


def _phrase(pieces: list[Piece], at: int) -> tuple[Piece, int]:
    """Return the noun phrase that begins at a noun, and where the next piece stands."""
    head = pieces[at]
    at += 1
    while (
        at < len(pieces)
        and pieces[at].role in ("quality", "own")
        and not (pieces[at].role == "own" and head.role != "own")
    ):
        if pieces[at].role == "own":
            head = Piece("own", f"{head.english} {pieces[at].english}", f"{head.own} {pieces[at].own}")
        elif pieces[at].english:
            head = Piece(head.role, f"{pieces[at].english} {head.english}", head.own)
        at += 1
    if at + 1 < len(pieces) and pieces[at].english == "of" and pieces[at + 1].role in NOUNS:
        tail, after = _phrase(pieces, at + 1)
        if (joined := _of(head, tail)) is not None:
            return joined, after
    return head, at


def _of(head: Piece, tail: Piece) -> Piece | None:
    """Return "solicitud de reembolso" as "refund request"; None where the two stand better apart."""
    if head.role == "person" or (head.role == "noun" and tail.role == "own"):
        return None
    if head.role == "own" and tail.role != "own":
        return None
    if head.role == "own":
        return Piece("own", f"{head.own} {tail.own}".lower(), f"{head.own} {tail.own}")
    start, _, last = tail.english.rpartition(" ")
    return Piece(head.role, f"{start} {singular(last)} {head.english}".strip(), f"{head.own} {tail.own}")


def _genitives(pieces: list[Piece]) -> list[Piece]:
    """An article behind a noun in German is a genitive: "Status der Rechnung"."""
    found = list(pieces)
    for at in range(1, len(found)):
        genitive = found[at].own.lower() in ("der", "des", "einer", "eines")
        if genitive and found[at - 1].role in NOUNS and found[at].role == "opening":
            found[at] = Piece("opening", f"of {found[at].english}", found[at].own)
    return found


def _with_verbs_ahead(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces with the verb that ends a clause behind its modal, or at its start."""
    found: list[Piece] = []
    for clause, end in _clauses(pieces):
        found += _verb_ahead(clause)
        if end is not None:
            found.append(end)
    return found


def _clauses(pieces: list[Piece]) -> list[tuple[list[Piece], Piece | None]]:
    """Cut pieces where a verb may end a clause: behind it, and at marks that end a sentence."""
    found: list[tuple[list[Piece], Piece | None]] = []
    clause: list[Piece] = []
    for piece in pieces:
        if piece.role == "stop":
            found.append((clause, piece))
            clause = []
            continue
        clause.append(piece)
        if piece.form == "infinitive" or (piece.role == "break" and piece.doing):
            found.append((clause, None))
            clause = []
    return [*found, (clause, None)]


_SUBJECT = frozenset({"person", "subject", "opening", "joint", "mark", "quality"})


def _verb_ahead(clause: list[Piece]) -> list[Piece]:
    if not clause or clause[-1].form != "infinitive" or len(clause) < 3 - (clause[0].role in NOUNS):
        return clause
    modal = next((at for at, piece in enumerate(clause) if piece.role == "modal"), None)
    *rest, verb = clause
    if modal is None:
        if any(piece.role in ("verb", "break") and piece.form != "done" for piece in rest):
            return clause
        if rest[-1].role in ("person", "subject") and all(piece.role in _SUBJECT for piece in rest):
            return clause
        start = next((at for at, piece in enumerate(rest) if piece.role not in ("joint", "mark")), 0)
        return [*rest[:start], verb, *rest[start:]]
    rest = [piece for at, piece in enumerate(rest) if piece.role != "modal" or at == modal]
    at = modal + 1
    while at < len(rest) and rest[at].role == "subject":
        at += 1
    return [*rest[:at], verb, *rest[at:]]


def _conjugated(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces with verbs in their English forms."""
    found: list[Piece] = []
    pieces = _negated(_several(pieces))
    for at, piece in enumerate(pieces):
        if piece.role == "verb" and found and found[-1].english == "the":
            found.pop()  # "las asigna": what stands before a verb is no article
        before = found[-1] if found else None
        if before is not None and _says_nothing(piece, before):
            continue
        if piece.role == "verb" and piece.form == "finite" and before is not None and before.role in NOUNS:
            one = singular(before.english.rpartition(" ")[2]) == before.english.rpartition(" ")[2]
            found.append(Piece("verb", third(piece.english) if one else piece.english, piece.own, doing=True))
        elif (
            piece.role == "verb"
            and piece.form == "infinitive"
            and before is not None
            and before.english in ("for", "of", "to", "a")
        ):
            found[-1] = Piece("frame", "to", before.own)
            found.append(piece)
        elif (
            piece.role in ("opening", "frame")
            and at + 1 < len(pieces)
            and {pieces[at - 1].role, pieces[at + 1].role} == {"number"}
        ):
            found.append(Piece("frame", "to", piece.own))
        elif piece.role == "modal" and at and before is not None and piece.english == "want":
            found.append(Piece("modal", "want to", piece.own))
        elif piece.role == "verb" and piece.form == "done" and before is not None and before.role in NOUNS:
            continue
        else:
            found.append(piece)
    return found


def _negated(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces with "not" behind its modal: "no pueden cancelar"."""
    found = list(pieces)
    for at in range(len(found) - 1):
        if found[at].english == "not" and found[at + 1].role == "modal":
            found[at], found[at + 1] = found[at + 1], found[at]
    return found


def _several(pieces: list[Piece]) -> list[Piece]:
    """Several people do what stands in the plural, where their word is the same for one: "Schüler können"."""
    found = list(pieces)
    for at in range(len(found) - 1):
        person, verb = found[at], found[at + 1]
        many = verb.own.lower().endswith("en") and (verb.role == "modal" or verb.form == "infinitive")
        alone = at == 0 or found[at - 1].role in ("stop", "joint", "mark")
        if person.role == "person" and person.own[:1].isupper() and many and alone:
            found[at] = Piece("person", plural(singular(person.english)), person.own)
    return found


def _says_nothing(piece: Piece, before: Piece) -> bool:
    """Tell whether a word only repeats what stands before it: "anmelden können", "quiero que los clientes puedan"."""
    if piece.role == "modal" and (before.doing or before.role == "modal"):
        return True
    return piece.english == "which" and (before.role == "modal" or before.english in ("allow", "allows"))


def third(verb: str) -> str:
    """Return a verb as one does it: "approves", "carries"."""
    first, space, rest = verb.partition(" ")
    if first == "have":
        return f"has{space}{rest}"
    return f"{plural(first)}{space}{rest}"
