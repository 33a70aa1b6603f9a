"""How a sentence says that somebody may not do something, as a part of patterns."""

NOT = r"(?:(?:may|should|must|could|do|does|will|shall|are|is)(?: not|n['’]t| never)|can(?:not|['’]t| not| never)|mustn['’]t|never)"
"""A verb that denies what follows: "must not", "can't", "are not" (allowed to)."""
MAY_NOT = rf"{NOT}(?: be)?(?: able to| allowed to| permitted to)?(?: ever)?"
"""The same with words that go between it and what is denied."""
