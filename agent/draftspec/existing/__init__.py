"""What the project already has: its tables, read from SQL with the PostgreSQL grammar."""
