"""Checking drafted folders again, as they lie on disk: loading, settings, places of findings, reports, execution."""
