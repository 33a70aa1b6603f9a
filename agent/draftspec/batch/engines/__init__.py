"""Who carries out orders: threads of this process, or processes; whichever, the rows are the same.

Another engine is one more file with a class that has `rows`, and a line in `choosing`.
"""
