"""A private PostgreSQL server, and what is tried on it: that a migration runs, can be undone and can run again."""
