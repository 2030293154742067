"""Closing a cohort: students keep their Docs to read, what stood in them is set down, and all can be opened again."""
