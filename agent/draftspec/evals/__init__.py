"""Offline evaluation: cases, what is drafted for them, what it is worth, and whether a change made it worse."""
