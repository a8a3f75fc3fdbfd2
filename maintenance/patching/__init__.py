"""Patch cadences: what servers are owed, what vendors published, what was installed, and how it stands."""
