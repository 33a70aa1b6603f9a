"""Which words of boards and trackers say that an item is over: done, or given up."""

from __future__ import annotations

import re

from draftspec.backlog.words import words

_OVER = words("""done closed close resolved complete completed fixed shipped released deployed merged finished accepted delivered live
    implemented verified archived archive cancelled canceled duplicate declined rejected obsolete abandoned dropped invalid
    erledigt abgeschlossen geschlossen fertig umgesetzt terminé terminée fermé fermée fait hecho cerrado completado terminado
    concluído concluido feito fechado fatto chiuso completato klaar gereed gesloten gotowe zrobione hotovo готово закрыто
    сделано выполнено 完了 完成 已完成 已关闭 完了済み 완료""")
_OVER_PHRASES = frozenset(
    {"wont do", "wont fix", "won't do", "won't fix", "wontfix", "not planned", "not doing", "done done", "in production",
     "cannot reproduce", "as designed", "will not do", "rolled out", "done this sprint", "all done"}
)  # fmt: skip
_OVER_IN_PHRASES = frozenset(
    {"done", "completed", "complete", "closed", "shipped", "released", "finished", "archived", "archive", "cancelled"}
)
_OPEN = frozenset({"not", "un", "partially", "almost", "half", "ready", "to", "being", "re"})
_YES = frozenset(
    {"true", "yes", "y", "x", "1", "1.0", "✓", "✔", "✅", "☑", "done", "100%", "ja", "oui", "si", "sí", "sim"}
)
_EMPTY = frozenset({"", "false", "no", "n", "0", "none", "null", "-", "nan", "n/a", "unresolved", "nein", "non"})


def is_over(word: str) -> bool:
    """Tell whether the name of a state, list or column says that what stands there is done or given up."""
    plain = " ".join(re.findall(r"[^\W_][\w']*", word.casefold().replace("’", "'")))
    if plain in _OVER or plain in _OVER_PHRASES:
        return True
    words = plain.split()
    return 1 < len(words) <= 4 and bool({words[0], words[-1]} & _OVER_IN_PHRASES) and not _OPEN & set(words)


def is_yes(word: str) -> bool:
    """Tell whether a cell means yes: a cross, a tick, "true", "100%", or a state that is over."""
    plain = word.strip().casefold()
    return plain in _YES or is_over(plain)


def is_given(word: str) -> bool:
    """Tell whether a cell says anything: the date on which an item was closed, a resolution."""
    return word.strip().casefold() not in _EMPTY
