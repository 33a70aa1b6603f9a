"""Many briefs in one run: what is to be drafted, by whom, and the index of what came of it.

`planning` says what each item needs, `engines` draft it (`one_draft` is what they do to each), `running` keeps the
account: a row of the ledger for each item that is done, and the index.
"""
