"""pdsync: goal Docs for a cohort, read back into one Sheet."""
