"""pdsync: goal Docs for a cohort, read back into one Sheet."""

__version__ = "0.1.0"
