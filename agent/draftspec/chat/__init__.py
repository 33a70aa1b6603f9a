"""Calling language models: one request, one reply, whoever answers; and what is made of each outcome.

`ChatModel` is the seam. The one that calls a provider, the scripted one for tests, and the wrappers that limit, journal
and count are all chat models; the policy on top knows none of them.
"""
